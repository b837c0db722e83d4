"""Whether anything may be sent now: hours, budgets, metered connections, and what a person wishes of one sync."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.config.settings import Settings
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.services import forecasting
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.gate import Gate, Rules, Wishes, day_of, rules_for
from minoties_desktop.services.library import Library
from minoties_desktop.store import traffic
from minoties_desktop.wiki.link import Link

NOON = datetime(2026, 11, 20, 12).timestamp()
HOTSPOT, CABLE = Link("Rayen's phone", True), Link("Cable", False)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library."""
    found = Library(tmp_path / "library")
    yield found
    found.close()


def gate(library: Library, rules: Rules, link: Link = CABLE) -> Gate:
    return Gate(library.database, rules, link=lambda: link, steady=lambda: 0.0)


def code(found: Gate, moment: float = NOON) -> str:
    obstacle = found.obstacle(moment)
    return obstacle.code if obstacle else ""


def test_a_metered_connection_waits_unless_it_is_allowed(library: Library) -> None:
    found = gate(library, Rules(), HOTSPOT).obstacle(NOON)
    assert found is not None and found.code == "metered" and "Rayen's phone" in found.message.args
    assert code(gate(library, Rules(metered=True), HOTSPOT)) == ""
    assert code(gate(library, Rules())) == ""
    assert code(gate(library, Rules(), Link())) == "", "what nobody knows is not metered"


def test_a_person_knows_better_than_the_system(library: Library) -> None:
    assert code(gate(library, Rules(metered_links=frozenset({"Cable"})))) == "metered"


def test_the_connection_is_asked_for_now_and_then(library: Library) -> None:
    links, now = [HOTSPOT, CABLE], [0.0]
    found = Gate(library.database, Rules(), link=lambda: links.pop(0), steady=lambda: now[0])
    assert [code(found), code(found)] == ["metered", "metered"]
    now[0] = 21.0
    assert code(found) == "", "another network came"
    found.ask_again()
    with pytest.raises(IndexError):
        found.obstacle(NOON)


def test_hours_and_their_end(library: Library) -> None:
    rules = Rules.of(Settings(hours="22:00-06:00"))
    found = gate(library, rules).obstacle(NOON)
    assert found is not None and found.code == "hours" and datetime.fromtimestamp(found.until).hour == 22
    assert code(gate(library, rules), NOON + 11 * 3600) == ""


def test_a_budget_of_the_day_counts_all_that_went_today_but_practice(library: Library) -> None:
    found = gate(library, Rules.of(Settings(day_mb=10, metered="send")))
    assert found.left(NOON) == 10_000_000
    with library.database.writing() as write:
        for wiki, size in (("commons", 6_000_000), (PRACTICE, 99_000_000)):
            traffic.count(write, day=day_of(NOON), wiki=wiki, account="Ana", size=size)
        traffic.count(write, day=day_of(NOON - 86_400), wiki="commons", account="Ana", size=50_000_000)
    assert found.left(NOON) == 4_000_000 and code(found) == ""
    with library.database.writing() as write:
        traffic.count(write, day=day_of(NOON), wiki="commons", account="Ben", size=4_000_000)
    obstacle = found.obstacle(NOON)
    assert obstacle is not None and obstacle.code == "day-budget" and day_of(obstacle.until) == "2026-11-21"
    assert code(found, obstacle.until) == ""


def test_the_smaller_budget_holds(library: Library) -> None:
    found = gate(library, Rules.of(Settings(day_mb=10, sync_mb=3)))
    assert found.left(NOON) == 3_000_000
    found.sent = 1_000_000
    assert found.left(NOON) == 2_000_000
    small = found.too_small(NOON)
    assert small is not None and small.code == "sync-budget"


def test_hours_that_are_none_let_nothing_go_and_say_so(library: Library) -> None:
    settings.change(hours="22-6 o'clock")
    found = gate(library, rules_for("commons", Wishes())).obstacle(NOON)
    assert found is not None and (found.code, found.until) == ("hours", 0.0)
    assert "22-6 o'clock" in found.message.args and found.remedy == Message("gate-hours-broken-remedy")
    assert forecasting._obstacle(library, Account("commons", "Ana"), Rules.of(), NOON) == found
    assert gate(library, rules_for("commons", Wishes(between="00:00-00:00"))).obstacle(NOON) is None
    assert gate(library, rules_for("practice", Wishes())).obstacle(NOON) is None


def test_settings_that_make_no_sense_are_left_aside() -> None:
    assert Rules.of(Settings(order="best", metered="?", metered_links=[1])) == Rules()  # type: ignore[list-item]


def test_wishes_of_one_sync_go_before_the_settings() -> None:
    settings.change(metered="wait", order="old", hours="22:00-06:00", sync_mb=5)
    rules = rules_for("commons", Wishes(metered="ok", order="small", limit_mb=1.5, between=""))
    assert rules == Rules(True, frozenset(), 1_500_000, None, "small", None)
    assert rules_for("commons", Wishes()).order == "old"
    assert rules_for(PRACTICE, Wishes()) == Rules(metered=True), "practice is on this computer"
    with pytest.raises(UsageFault):
        rules_for("commons", Wishes(between="never"))


def test_a_person_may_let_one_metered_connection_through(library: Library) -> None:
    found = gate(library, Rules(), HOTSPOT)
    found.sent = 1_000_000
    found.allow_metered("200")
    assert code(found) == "" and found.left(NOON) == 200_000_000
    found.allow_metered("")
    assert found.left(NOON) == 200_000_000


@pytest.mark.parametrize("budget", [{"sync_mb": 10**400}, {"day_mb": 10**30}, {"day_mb": -1}])
def test_a_budget_that_no_counter_holds_sends_nothing_and_says_so(library: Library, budget: dict[str, int]) -> None:
    settings.change(**budget)
    found = gate(library, rules_for("commons", Wishes(between="00:00-23:59"))).obstacle(NOON)
    assert found is not None and found.message == Message("gate-budget-broken")
    assert found.remedy == Message("gate-budget-broken-remedy") and found.code == "sync-budget"
    assert forecasting.forecast(library).end is None

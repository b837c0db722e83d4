"""What a person allows: pauses, order, megabytes, hours and metered connections, and what is said of each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from minoties_desktop.services.progress import LOOK_SECONDS
from tests.support.desks import Desk, practising_desk
from tests.support.queues import CHUNKED, SMALL

HOTSPOT = ("GENERAL.TYPE:wifi\\nGENERAL.STATE:100 (connected)\\nGENERAL.CONNECTION:Rayen phone\\n"
           "GENERAL.METERED:yes (guessed)\\nIP4.GATEWAY:192.168.43.1\\n")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    sizes = {"Copper kettle": 3 * SMALL, "Wooden loom": SMALL, "Weaver": 2 * SMALL}
    with practising_desk(tmp_path / "library", sizes) as found:
        yield found


def sent(desk: Desk) -> list[str]:
    return [name.removesuffix(".jpg") for name in desk.uploads()]


def test_items_and_activities_are_paused_and_go_on(desk: Desk) -> None:
    told = desk.terminal("pause", desk.items["Copper kettle"])
    assert told == {"everything": False, "activities": [], "items": [desk.items["Copper kettle"]],
                    "deliveries": []}
    assert desk.sync().code == 4
    assert sent(desk) == ["Wooden loom", "Weaver"]
    desk.terminal("resume", desk.items["Copper kettle"])
    assert desk.sync().code == 0
    desk.is_complete()


def test_an_activity_is_paused_and_resuming_all_resumes_it(desk: Desk) -> None:
    desk.terminal("pause", "--activity", "Mapuche weavers")
    assert len(desk.terminal("status")["paused"]["activities"]) == 1
    assert (desk.sync().code, sent(desk)) == (4, [])
    assert desk.terminal("resume") == {"everything": False, "activities": [], "items": [], "deliveries": []}
    assert desk.sync().code == 0
    desk.is_complete()


def test_everything_is_paused_and_the_sync_says_so(desk: Desk) -> None:
    desk.terminal("pause")
    ended = desk.sync()
    assert (ended.code, sent(desk)) == (4, [])
    assert desk.terminal("status")["forecast"]["waits_for"]["code"] == "pause"
    desk.terminal("resume")
    assert desk.sync().code == 0
    desk.is_complete()


def test_the_smallest_go_first(desk: Desk) -> None:
    assert desk.sync("--order", "small").code == 0
    assert sent(desk) == ["Wooden loom", "Weaver", "Copper kettle"]
    desk.is_complete()


def test_the_most_wanted_go_first(desk: Desk) -> None:
    from minoties_desktop.services.library import Library
    from minoties_desktop.services.tagging import Tagging

    library = Library(desk.folder)
    tagging = Tagging(library)
    tagging.mark([desk.items["Weaver"]], "flag", "pick")
    tagging.mark([desk.items["Wooden loom"]], "rating", 5)
    library.close()
    assert desk.sync("--order", "wanted").code == 0
    assert sent(desk) == ["Weaver", "Wooden loom", "Copper kettle"]


def test_what_does_not_fit_the_budget_waits_and_smaller_ones_go(desk: Desk) -> None:
    ended = desk.sync("--limit-mb", str(3.5 * SMALL / 1e6))
    assert ended.code == 4 and ended.answer["waits_for"]["code"] == "sync-budget"
    assert sum({"Copper kettle": 3, "Wooden loom": 1, "Weaver": 2}[name] for name in sent(desk)) <= 3
    assert desk.sync().code == 0
    desk.is_complete()


def test_outside_the_hours_nothing_goes_and_the_next_time_is_told(desk: Desk) -> None:
    begin, end = (datetime.now() + timedelta(hours=hours) for hours in (2, 3))
    ended = desk.sync("--between", f"{begin:%H:%M}-{end:%H:%M}")
    assert ended.code == 4 and sent(desk) == []
    waits = ended.answer["waits_for"]
    until = datetime.fromisoformat(waits["until"]).timestamp()
    assert waits["code"] == "hours" and abs(until - begin.timestamp()) < 61
    assert desk.terminal.do("sync", "--between", "sometime").code == 2


def test_a_hotspot_waits_unless_it_is_allowed(desk: Desk, tmp_path: Path) -> None:
    program = tmp_path / "bin" / "nmcli"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nprintf '{HOTSPOT}'\n")
    program.chmod(0o755)
    desk.terminal.environment["PATH"] = f"{program.parent}:/usr/bin:/bin"
    ended = desk.sync("--metered", "wait")
    assert (ended.code, sent(desk)) == (4, [])
    assert ended.answer["waits_for"]["code"] == "metered" and "Rayen phone" in ended.answer["waits_for"]["message"]
    assert desk.sync("--metered", "ok").code == 0
    desk.is_complete()


def test_the_way_to_a_wiki_is_tried_on_demand(desk: Desk) -> None:
    told = desk.terminal("status", "--check")
    assert [(one["site"], one["code"]) for one in told["check"]] == [("practice", "reached")]


def test_a_file_that_is_paused_in_the_middle_lets_the_others_go_and_goes_on_there(tmp_path: Path) -> None:
    with practising_desk(tmp_path / "library", {"Looms of the village": CHUNKED, "Weaver": SMALL}) as desk:
        desk.server.faults.add("hold-before", "upload-chunk-middle", name="held")
        process = desk.terminal.start("sync")
        assert desk.server.faults.await_held("held")
        large = desk.items["Looms of the village"]
        desk.terminal("pause", large)
        time.sleep(LOOK_SECONDS)  # so often it looks
        desk.server.faults.release("held")
        ended = desk.terminal.ended(process)
        assert (ended.code, ended.answer["waiting"], sent(desk)) == (4, [large], ["Weaver"])
        desk.terminal("resume", large)
        assert desk.sync().code == 0
        desk.is_complete()
        assert desk.requests.begun["upload-chunk"] == 3, "no byte was sent twice"

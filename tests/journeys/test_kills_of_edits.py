"""A sync that changes what was delivered before may die at any moment: each change is there once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.arrived import rows
from tests.support.desks import Desk, practising_desk
from tests.support.dying import Syncs
from tests.support.queues import SMALL

TITLES = {"Weaver": SMALL, "Wooden loom": SMALL}


@pytest.fixture(scope="module")
def warm() -> Iterator[Syncs]:
    started = Syncs()
    yield started
    started.close()


@pytest.fixture
def desk(tmp_path: Path, warm: Syncs) -> Iterator[Desk]:
    """Two delivered photographs, both changed and queued as edits of page and data."""
    with practising_desk(tmp_path / "library", TITLES) as found:
        assert warm.run(found.folder).outcome["done"]
        found.terminal("tag", *found.items.values(), "--set", "caption:es=Tejedora de Temuco", "--set",
                       "date=2026-10-04", "--add", "categories=Looms")
        found.terminal("queue", *found.items.values(), "--site", "practice")
        yield found
    warm.clean()


def complete(desk: Desk) -> None:
    """Each page was edited once and each entity once; nothing was lost on the way."""
    for title in TITLES:
        page = desk.server.state.row("SELECT * FROM page WHERE title = ?", f"File:{title}.jpg")
        found = desk.server.state.rows("SELECT * FROM revision WHERE page = ? ORDER BY id", page["id"])
        assert len(found) == 4, [dict(one) for one in found]
        assert "Tejedora de Temuco" in found[-1]["text"] and "[[Category:Looms]]" in found[-1]["text"]
        entity = json.loads(found[-1]["entity"])
        assert entity["labels"]["es"]["value"] == "Tejedora de Temuco"
        assert len(entity["statements"]["P571"]) == 1
        assert "2026-10-04" in json.dumps(entity["statements"]["P571"])
        assert sum(len(group) for group in entity["statements"].values()) > 2
    assert {str(row.state) for row in rows(desk.folder)} == {"done"}


@pytest.mark.parametrize("die_at", [1, 2, 4, 6])
def test_killed_at_each_stored_state(desk: Desk, warm: Syncs, die_at: int) -> None:
    warm.run(desk.folder, die_at=die_at)
    life = warm.run(desk.folder)
    assert not life.killed and set(life.outcome["done"]) == set(desk.items.values())
    complete(desk)


@pytest.mark.parametrize("request_name", ["edit", "wbeditentity"])
@pytest.mark.parametrize("moment", ["hold-before", "hold-after"])
def test_killed_while_a_request_is_under_way(desk: Desk, warm: Syncs, request_name: str, moment: str) -> None:
    desk.server.faults.add(moment, request_name, name="held")
    life = warm.start(desk.folder)
    assert desk.server.faults.await_held("held")
    warm.kill(life)
    desk.server.faults.release("held")
    desk.requests.settle(request_name)
    assert not warm.run(desk.folder).killed
    complete(desk)

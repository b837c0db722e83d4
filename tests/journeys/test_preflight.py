"""The queue is checked with its wiki before a byte is sent, and what the wiki said can be told offline."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.practice.accounts import LEARNER_LOGIN, SECRET
from tests.support.arrived import rows
from tests.support.client import Client
from tests.support.desks import Desk, practising_desk
from tests.support.photographs import jpeg_bytes
from tests.support.queues import SMALL

SIZES = {"Weaver": SMALL, "Wooden loom": SMALL, "Wool in the sun": SMALL}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practising_desk(tmp_path / "library", SIZES) as found:
        yield found


def _bytes_of(desk: Desk, title: str) -> bytes:
    [row] = [row for row in rows(desk.folder) if row.item == desk.items[title] and "file" in row.payload]
    return (desk.folder / row.payload["file"]).read_bytes()


def _occupied(desk: Desk) -> None:
    """One name is taken by another photograph, one photograph is there under another name."""
    other = Client(desk.server.api).login(LEARNER_LOGIN, SECRET)
    assert other.upload("Weaver.jpg", jpeg_bytes(999, (90, 60)))["upload"]["result"] == "Success"
    assert other.upload("Another loom.jpg", _bytes_of(desk, "Wooden loom"))["upload"]["result"] == "Success"
    for table in ("version", "revision"):  # the practice Commons has one account; these were somebody else's
        desk.server.state.change(f"UPDATE {table} SET user = 'Somebody'")
    desk.requests.begun.clear()


def _codes(found: dict) -> dict[str, list[str]]:
    return {key: sorted(one["title"] for one in found[key]) for key in ("would_send", "already_there", "would_ask")}


def test_a_dry_run_tells_for_each_file_what_would_become_of_it_and_writes_nothing(desk: Desk) -> None:
    _occupied(desk)
    told = desk.terminal("sync", "--dry-run")
    assert _codes(told) == {"would_send": ["Wool in the sun.jpg"], "already_there": ["Wooden loom.jpg"],
                            "would_ask": ["Weaver.jpg"]}
    [there], [taken], [free] = told["already_there"], told["would_ask"], told["would_send"]
    assert [one["code"] for one in there["problems"] if one["severity"] == "blocks"] == ["wiki-there"]
    assert "Another loom" in there["problems"][0]["message"]
    assert [one["code"] for one in taken["problems"] if one["severity"] == "blocks"] == ["wiki-name-taken"]
    assert "blocks" not in [one["severity"] for one in free["problems"]]
    assert told["not_asked"] == [] and free["asked"]
    assert not any(desk.requests.writes().values())
    assert desk.requests.begun["login"] == 0
    assert {row.state for row in rows(desk.folder)} == {"queued"}


def test_what_the_wiki_said_is_told_without_it(desk: Desk) -> None:
    _occupied(desk)
    desk.terminal("sync", "--dry-run")
    desk.requests.begun.clear()
    checked = desk.terminal.do("check")
    blocking = {one["item"]: one["code"] for one in checked.answer["problems"] if one["severity"] == "blocks"}
    assert blocking == {desk.items["Weaver"]: "wiki-name-taken", desk.items["Wooden loom"]: "wiki-there"}
    assert checked.answer["ready"] == [desk.items["Wool in the sun"]] and checked.code == 1
    assert not desk.requests.begun
    desk.server.faults.add("portal", "query", value="200", times=99)
    told = desk.terminal("sync", "--dry-run")
    assert _codes(told)["would_ask"] == ["Weaver.jpg"]


def test_a_red_category_is_advice(desk: Desk) -> None:
    desk.terminal("tag", *desk.items.values(), "--add", "categories=No such thing at all")
    desk.terminal("drop", *desk.items.values())
    desk.queue()
    told = desk.terminal("sync", "--dry-run")
    assert len(told["would_send"]) == 3
    for one in told["would_send"]:
        assert "No such thing at all" in " ".join(
            problem["message"] for problem in one["problems"] if problem["code"] == "wiki-category-red")
    checked = desk.terminal.do("check")
    assert checked.code == 0 and len(checked.answer["ready"]) == 3
    assert {"wiki-category-red"} <= {one["code"] for one in checked.answer["problems"]}


def test_all_is_asked_before_the_first_byte_and_not_again(desk: Desk) -> None:
    desk.server.faults.add("hold-before", "upload-file", name="first")
    process = desk.terminal.start("sync", "--once")
    assert desk.server.faults.await_held("first")
    assert (desk.requests.begun["query-filearchive"], desk.requests.begun["titleblacklist"]) == (3, 0)
    desk.server.faults.release("first")
    assert len(desk.terminal.ended(process).answer["done"]) == 3
    desk.is_complete()
    assert (desk.requests.begun["query-filearchive"], desk.requests.begun["titleblacklist"]) == (3, 0)
    assert desk.requests.begun["wbgetentities"] == 0
    assert desk.requests.begun["query-info"] == 3 + 1 + 1 + 1, "the checks, and one for all names, links, proofs"


def test_what_changed_after_the_check_is_caught_by_the_wiki_when_the_file_comes(desk: Desk) -> None:
    desk.terminal("sync", "--dry-run")
    _occupied(desk)
    ended = desk.sync()
    assert (ended.code, len(ended.answer["done"])) == (1, 1)
    assert set(ended.answer["asks"]) == {desk.items["Weaver"], desk.items["Wooden loom"]}
    assert desk.state("Weaver")["question"]["id"] == "name-taken"
    assert desk.requests.begun["query-filearchive"] == 0, "it relied on what it knew"
    [version] = desk.server.state.rows("SELECT sha1 FROM version WHERE name = ?", "Weaver.jpg")
    assert version["sha1"] == hashlib.sha1(jpeg_bytes(999, (90, 60))).hexdigest(), "nothing was written over"
    assert sorted(desk.uploads())[-1] == "Wool in the sun.jpg"


def test_an_obstacle_to_the_check_is_told_once_and_goes_away_by_itself(desk: Desk) -> None:
    desk.server.faults.add("status", "query-filearchive", value="503", retry_after="1", times=2)
    ended = desk.sync()
    assert (ended.code, len(ended.answer["waiting"])) == (4, 3)
    desk.server.faults.clear()
    assert len(desk.again().answer["done"]) == 3
    desk.is_complete()

"""What a wiki asks of a person: nothing is decided for them, and their answer is enough to go on."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.arrived import rows
from tests.support.client import Client
from tests.support.desks import Desk, practising_desk
from tests.support.queues import SMALL

TITLES = {"Weaver": SMALL, "Wooden loom": SMALL}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practising_desk(tmp_path / "library", TITLES) as found:
        yield found


def _asks(desk: Desk, question: str, words: str, *, code: int = 1) -> dict[str, Any]:
    """The sync asked about the weaver, in words, and brought the other one."""
    ended = desk.sync()
    assert ended.code == code
    assert ended.answer["asks"] == [desk.items["Weaver"]] and ended.answer["done"] == [desk.items["Wooden loom"]]
    [stopped] = ended.answer["stopped"]
    assert (stopped["state"], stopped["code"]) == ("asks", question) and words in stopped["message"]
    assert stopped["remedy"]
    assert "the practice commons" in stopped["message"].lower() and "127.0.0.1" not in stopped["message"]
    spelt = [shlex.split(line)[:4] for line in stopped["answers"]]
    assert [line[:3] for line in spelt] == [["minoties", "answer", desk.items["Weaver"][:8]]] * len(spelt)
    delivery = desk.state("Weaver")
    assert delivery["question"]["id"] == question and delivery["message"] == stopped["message"]
    assert [line[3].partition("=")[0] for line in spelt] == [*delivery["question"]["choices"], "drop"]
    assert desk.terminal.do("answer", desk.items["Weaver"], "nonsense").code == 2
    assert desk.sync().code == 1, "it is asked until it is answered"
    return delivery


def _answer(desk: Desk, choice: str) -> None:
    desk.terminal("answer", desk.items["Weaver"], choice)
    ended = desk.sync()
    assert (ended.code, ended.answer["asks"]) == (0, []), ended.answer


def _bytes(desk: Desk, title: str) -> bytes:
    [row] = [row for row in rows(desk.folder) if row.item == desk.items[title] and row.target == "commons_file"]
    return (desk.folder / row.payload["file"]).read_bytes()


def _somebody(desk: Desk) -> Client:
    """The same public account from elsewhere: everybody practises as the learner."""
    return Client(desk.server.api).login("Learner@minoties")


def _admin_has(desk: Desk, name: str, data: bytes) -> None:
    """Somebody else's file."""
    _somebody(desk).upload(name, data)
    desk.server.state.change("UPDATE version SET user = 'Admin', userid = 1 WHERE name = ?", name)


def test_a_taken_name_is_asked_about_and_another_one_chosen(desk: Desk) -> None:
    _admin_has(desk, "Weaver.jpg", _bytes(desk, "Wooden loom")[:-9] + b"something")
    _asks(desk, "name-taken", "Weaver.jpg")
    _answer(desk, "rename=Weaver of Temuco")
    assert desk.uploads() == ["Weaver.jpg", "Wooden loom.jpg", "Weaver of Temuco.jpg"]
    desk.is_complete()
    assert desk.terminal("show", desk.items["Weaver"])["title"] == "Weaver of Temuco"


def test_a_new_name_that_is_taken_too_is_asked_about_again(desk: Desk) -> None:
    for name in ("Weaver.jpg", "Weaver of Temuco.jpg"):
        _admin_has(desk, name, _bytes(desk, "Wooden loom") + name.encode())
    _asks(desk, "name-taken", "Weaver.jpg")
    desk.terminal("answer", desk.items["Weaver"], "rename=Weaver of Temuco")
    ended = desk.sync()
    assert ended.code == 1 and "Weaver of Temuco.jpg" in ended.answer["stopped"][0]["message"]
    _answer(desk, "rename=Weaver at her loom")
    desk.is_complete()


def test_a_name_on_the_black_list_is_asked_about_and_another_one_chosen(desk: Desk) -> None:
    desk.server.wiki.put_page("MediaWiki:Titleblacklist", "File:Weaver\\.\\w+ <errmsg=titleblacklist-custom-filename>")
    _asks(desk, "name", "Weaver.jpg")
    _answer(desk, "rename=Weaver of Temuco")
    desk.is_complete()


def test_a_new_name_that_makes_no_name_is_refused_before_it_is_stored(desk: Desk) -> None:
    _admin_has(desk, "Weaver.jpg", _bytes(desk, "Wooden loom") + b"more")
    _asks(desk, "name-taken", "Weaver.jpg")
    for name in ("DSC 0001", "x" * 300, "a|b", "Wooden loom", ""):
        ended = desk.terminal.do("answer", desk.items["Weaver"], f"rename={name}")
        assert ended.code == 2 and ended.error["message"], name
    assert desk.state("Weaver")["state"] == "asks"


def test_the_same_file_under_another_name_may_be_taken_for_ours(desk: Desk) -> None:
    _admin_has(desk, "Tejedora.jpg", _bytes(desk, "Weaver"))
    _asks(desk, "duplicate", "Tejedora.jpg")
    _answer(desk, "same")
    receipt = desk.state("Weaver")["receipt"]
    assert (receipt["title"], receipt["adopted"], receipt["user"]) == ("Tejedora.jpg", True, "Admin")
    assert desk.uploads() == ["Tejedora.jpg", "Wooden loom.jpg"], "it was not sent"


def test_the_same_file_under_another_name_may_be_left_alone(desk: Desk) -> None:
    _admin_has(desk, "Tejedora.jpg", _bytes(desk, "Weaver"))
    _asks(desk, "duplicate", "Tejedora.jpg")
    desk.terminal("answer", desk.items["Weaver"], "drop")
    ended = desk.sync()
    assert (ended.code, ended.answer["done"]) == (0, [desk.items["Wooden loom"]])
    assert desk.terminal("show", desk.items["Weaver"])["deliveries"] == []
    assert desk.terminal("show", desk.items["Weaver"])["state"] == "ready"


def test_a_file_that_was_deleted_before_goes_only_when_a_person_says_so(desk: Desk) -> None:
    _somebody(desk).upload("Tejedora.jpg", _bytes(desk, "Weaver"))
    desk.server.wiki.delete_file("Tejedora.jpg")
    _asks(desk, "deleted-before", "Tejedora.jpg")
    assert "Weaver.jpg" not in desk.uploads()
    _answer(desk, "accept")
    assert desk.uploads().count("Weaver.jpg") == 1


def test_a_filter_s_warning_is_shown_and_passed_when_a_person_says_so(desk: Desk) -> None:
    desk.server.faults.add("abusefilter", "upload")
    _asks(desk, "filter-warning", "Weaver.jpg")
    _answer(desk, "accept")
    desk.is_complete()

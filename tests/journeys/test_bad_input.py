"""What makes no sense is refused with a sentence, a remedy and an exit code, and changes nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.photographs import jpeg, jpeg_bytes
from tests.support.queues import SMALL, ready
from tests.support.terminal import Terminal


@pytest.fixture
def item(tmp_path: Path) -> str:
    """A ready photograph."""
    return ready(tmp_path / "library", {"Weaver": SMALL})["Weaver"]


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    return Terminal(tmp_path / "library")


def test_a_value_that_can_not_be_is_not_stored(terminal: Terminal, item: str) -> None:
    before = terminal("show", item)
    for assignment, word in (
        ("camera_position=95,10", "95,10"), ("camera_position=10,181", "10,181"), ("date=2026-02-31", "2026-02-31"),
        ("licence=cc-by-nc-4.0", "cc-by-nc-4.0"), ("people=perhaps", "perhaps"), ("nonsense=3", "nonsense"),
        ("title", "title"),
    ):
        ended = terminal.do("tag", item, "--set", "title=Something else", "--set", assignment)
        assert ended.code == 2, assignment
        assert word in ended.error["message"] and ended.error["code"] and ended.error["remedy"]
    assert terminal("show", item) == before, "not even the part that made sense"


@pytest.mark.parametrize(("assignment", "code", "word"), [
    (f"caption:en={'x' * 251}", "caption-too-long", "251"),
    (f"title={'ñ' * 150}", "title-too-long", "240"),
    ("title=DSC 0001", "title-camera", "DSC 0001"),
    ("date=2199-01-01", "date-future", "2199"),
])
def test_what_commons_would_not_take_is_kept_but_not_queued(
    terminal: Terminal, item: str, assignment: str, code: str, word: str,
) -> None:
    [told] = terminal("tag", item, "--set", assignment, code=1)["problems"]
    assert told["code"] == code and word in told["message"], "said at once"
    [problem] = [one for one in terminal("check", code=1)["problems"] if one["severity"] == "blocks"]
    assert problem["code"] == code and word in problem["message"]
    queued = terminal("queue", item, "--site", "practice", code=1)
    assert queued["queued"] == [] and queued["held"][0]["problems"][0]["code"] == code
    assert terminal("status")["outbox"] == {}


def _of_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 999")


def _damaged(path: Path) -> None:
    path.write_bytes(b"This was a library once." * 1_000)


@pytest.mark.parametrize(("harm", "code"), [(_of_the_future, "library-newer"), (_damaged, "library-damaged")])
def test_a_library_that_can_not_be_read_is_left_as_it_is(
    terminal: Terminal, item: str, harm: Callable[[Path], None], code: str,
) -> None:
    path = terminal.library / "library.sqlite"
    harm(path)
    before = path.read_bytes()
    for words in (("items",), ("tag", item, "--set", "title=Other"), ("sync",)):
        ended = terminal.do(*words)
        assert (ended.code, ended.error["code"]) == (3, code) and ended.error["remedy"]
    assert path.read_bytes() == before


@pytest.mark.parametrize(("words", "code"), [
    (("show", "nothing"), "unknown-id"), (("frobnicate",), "usage"), (("queue", "--site", "ftp://x"), "unknown-site"),
    (("queue", "--site", "http://wiki.example/w/api.php"), "unknown-site"), (("sync", "--limit-mb", "-1"), "usage"),
    (("sync", "--account", "Nobody"), "account"), (("account", "remove", "Nobody"), "account"),
    (("account", "add", "Ana@minoties", "--site", "practice"), "practice-account"),
])
def test_words_that_make_no_sense_are_wrong_usage(terminal: Terminal, words: tuple[str, ...], code: str) -> None:
    ended = terminal.do(*words, typed="secret\n")
    assert (ended.code, ended.error["code"]) == (2, code)
    assert ended.error["message"] and not ended.error["message"].startswith("⧼")


def test_what_is_queued_for_commons_without_an_account_needs_a_person(terminal: Terminal, item: str) -> None:
    assert terminal("queue")["queued"] == [item]
    ended = terminal.do("sync")
    assert (ended.code, ended.error["code"]) == (1, "account")
    assert "commons" in ended.error["message"] and ended.error["remedy"]
    assert terminal("status")["outbox"] == {"queued": 2}


def test_bad_files_are_refused_by_name_and_the_good_ones_come_in(terminal: Terminal, tmp_path: Path) -> None:
    card = tmp_path / "card"
    good = jpeg(card / "good.jpg", 1).read_bytes()
    (card / "cut off.jpg").write_bytes(jpeg_bytes(2)[:-2_000])
    (card / "letter.jpg").write_text("Dear Sir or Madam,\n" * 50)
    (card / "empty.jpg").write_bytes(b"")
    (card / f"{'n' * 240}.jpg").write_bytes(jpeg_bytes(3))
    told = terminal("import", str(card), code=1)
    assert {Path(one["path"]).name for one in told["refused"]} == {"cut off.jpg", "letter.jpg", "empty.jpg"}
    assert all(one["reason"] for one in told["refused"])
    assert {Path(one["path"]).name for one in told["items"]} == {"good.jpg", f"{'n' * 240}.jpg"}
    assert (card / "good.jpg").read_bytes() == good
    again = terminal("import", str(card), code=1)
    assert again["items"] == [] and len(again["already"]) == 2


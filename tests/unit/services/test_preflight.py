"""What a wiki answered before is used by the first file that it is about, and by no other."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from minoties_desktop.domain.states import State
from minoties_desktop.services import preflight, rehearsing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.preflight import BYTES, NAME, PAGE
from minoties_desktop.services.rendering import sent_by
from minoties_desktop.services.review import queue
from minoties_desktop.store import answers, outbox
from minoties_desktop.wiki.scout import Scout
from tests.support.libraries import photograph
from tests.support.queues import ready

WIKI = Account("https://wiki.invalid/w/api.php", "Learner")
FREE = {"taken": False, "near": [], "banned": None}
UNKNOWN = {"holders": [], "deleted": []}


@pytest.fixture
def library(tmp_path):
    ready(tmp_path / "library", {"Weaver": 0})
    made = Library(tmp_path / "library")
    yield made
    made.close()


@pytest.fixture
def row(library):
    queue(library, None, WIKI)
    return outbox.listed(library.database)[0]


def keep(library: Library, row: outbox.Row, *, name: dict = FREE, of_bytes: dict = UNKNOWN) -> None:
    with library.database.writing() as write:
        answers.keep(write, WIKI.site, NAME, {row.payload["title"]: name})
        answers.keep(write, WIKI.site, BYTES, {row.payload["sha1"]: of_bytes})


def expected(library: Library, row: outbox.Row) -> object:
    """What the next check of a row would take for known; None if it would ask."""
    session = SimpleNamespace(scout=Scout())
    with library.database.writing() as write:
        preflight.hand_over(library.database, write, session, row)
    return session.scout.take(("survey", row.payload["title"], row.payload["sha1"]), lambda: None)


def test_a_fresh_answer_is_used_once(library, row):
    keep(library, row)
    assert not expected(library, row).taken
    assert expected(library, row) is None, "the name and the bytes are no longer what they were"


def test_half_an_answer_is_none(library, row):
    keep(library, row)
    with library.database.writing() as write:
        answers.use_up(write, WIKI.site, BYTES, row.payload["sha1"])
    assert expected(library, row) is None


def test_an_old_answer_is_told_to_people_but_not_relied_on(library, row, monkeypatch):
    keep(library, row, name={**FREE, "taken": True})
    monkeypatch.setattr(preflight, "FRESH", -1.0)
    found = rehearsing.known(library, [row.item], WIKI)
    assert [problem.code for problem in found[row.item]] == ["wiki-name-taken"]
    assert expected(library, row) is None


def test_a_row_that_was_begun_asks_for_itself(library, row):
    keep(library, row)
    with library.database.writing() as write:
        outbox.advance(write, row, State.CHECKING, facts={}, receipt=None)
    assert expected(library, outbox.get(library.database, row.id)) is None


@pytest.mark.parametrize(("name", "of_bytes", "codes"), [
    (FREE, UNKNOWN, []),
    ({**FREE, "near": ["Weaver.png"]}, UNKNOWN, ["wiki-name-near"]),
    ({**FREE, "banned": "Not descriptive"}, UNKNOWN, ["wiki-name-banned"]),
    ({**FREE, "banned": ""}, UNKNOWN, ["wiki-name-banned"]),
    (FREE, {"holders": [{"title": "A.jpg", "user": "B", "timestamp": ""}], "deleted": []}, ["wiki-there"]),
    ({**FREE, "taken": True}, {"holders": [], "deleted": ["Gone.jpg"]}, ["wiki-name-taken", "wiki-deleted"]),
])
def test_answers_are_problems_with_those_that_block_first(library, row, name, of_bytes, codes):
    keep(library, row, name=name, of_bytes=of_bytes)
    found = preflight.known(library.database, WIKI.site, [preflight.file_of(row)])[row.item]
    assert [problem.code for problem in found] == codes


def test_an_item_that_is_not_queued_is_told_about_too(library):
    [item] = [one["id"] for one in library.database.reading().execute("SELECT id FROM item")]
    assert rehearsing.known(library, [item], WIKI) == {}
    with library.database.writing() as write:
        answers.keep(write, WIKI.site, PAGE, {"Category:Photo walks": False, "Template:Information": False})
    codes = [problem.code for problem in rehearsing.known(library, [item], WIKI)[item]]
    assert codes == ["wiki-category-red", "wiki-template-red"]


def test_kinds_that_the_wiki_does_not_take_are_told(library, row):
    """By its own list, once it has been asked for it: the contract's list is only what Commons took then."""
    file = preflight.file_of(row)

    def codes(taken: list[str]) -> list[str]:
        with library.database.writing() as write:
            answers.keep(write, WIKI.site, preflight.KINDS, {"": taken})
        return [one.code for one in preflight.known(library.database, WIKI.site, [file])[row.item]]

    assert codes(["png", "webm"]) == ["wiki-kind"]
    assert codes(["jpg", "png"]) == codes([]) == []


def test_a_language_that_the_wiki_has_no_template_for_is_written_without_one(library, row):
    """Both in what was queued before that was known, and in what is queued afterwards."""
    with library.database.writing() as write:
        answers.keep(write, WIKI.site, PAGE, {"Template:es": False, "Template:en": True})
        handed = preflight.hand_over(library.database, write, SimpleNamespace(scout=Scout()), row)
    stored = outbox.get(library.database, row.id).payload["wikitext"]
    assert "{{es|" in row.payload["wikitext"] and "{{es|" not in stored and "{{en|1=" in stored
    assert handed.payload["wikitext"] == stored and '<div lang="es"' in stored
    assert sent_by(library, [row.item], WIKI)[row.item].without_template == {"es"}


def test_an_original_that_is_there_is_told_of_what_was_made_of_it(library, row):
    with library.database.writing() as write:
        outbox.refreeze(write, row.id, {**row.payload, "original": "f" * 40})
        holders = [{"title": "Loom.jpg", "user": "Ben"}]
        answers.keep(write, WIKI.site, BYTES, {"f" * 40: {**UNKNOWN, "holders": holders}})
    [problem] = rehearsing.known(library, [row.item], WIKI)[row.item]
    assert (problem.code, problem.blocks, problem.message.args) == ("wiki-there-original", False, ("Loom.jpg",))


@pytest.mark.parametrize(("theirs", "is_told"), [
    ({}, True), ({"likeness": "00000000000000ff"}, True), ({"likeness": "0000000000000fff"}, False),
    ({"clock": "2026-10-01T10:00:01"}, False), ({"body": "another"}, False), ({"likeness": ""}, False),
])
def test_what_this_library_has_delivered_is_known_again_in_other_bytes(library, row, theirs, is_told):
    taken = {"clock": "2026-10-01T10:00:00", "body": "make model 1", "likeness": "000000000000007f"}
    twin = photograph(library)
    [file] = library.database.reading().execute("SELECT id FROM file WHERE item = ?", (twin,)).fetchone()
    with library.database.writing() as write:
        made, _ = outbox.add(
            write, item=twin, file=file, wiki=WIKI.site, account="Learner", title_key="x", rows=[
                outbox.NewRow("commons_file", {"sha1": "0" * 40}), outbox.NewRow("commons_data", {}, depends_on=0)])
        write.execute("""UPDATE outbox SET state = 'done', receipt = '{"title": "Loom at dawn.jpg"}' WHERE id = ?""",
                      (made,))
        for item, columns in ((row.item, taken), (twin, {**taken, **theirs})):
            write.execute("UPDATE file SET clock = :clock, body = :body, likeness = :likeness WHERE item = :item",
                          {**columns, "item": item})
        answers.keep(write, WIKI.site, NAME, {row.payload["title"]: FREE})
    found = rehearsing.known(library, [row.item], WIKI).get(row.item, [])
    assert [(one.code, one.blocks, one.message.args) for one in found] == [
        ("delivered-twin", False, ("Loom at dawn.jpg",))] * is_told

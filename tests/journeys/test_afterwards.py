"""What becomes of files after they were delivered, noticed from a terminal; and what is changed here later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.services.library import Library
from tests.support.arrived import rows
from tests.support.desks import Desk, practising_desk
from tests.support.queues import SMALL

TITLES = {"Weaver": SMALL, "Wooden loom": SMALL}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practising_desk(tmp_path / "library", TITLES) as found:
        assert found.sync().code == 0
        yield found


def text(desk: Desk, title: str) -> str:
    return desk.server.state.row("SELECT text FROM revision JOIN page ON page.latest = revision.id"
                                 " WHERE page.title = ?", f"File:{title}")["text"]


def recheck(desk: Desk, *titles: str) -> list[tuple[str, str]]:
    ended = desk.terminal.do("recheck", *(desk.items[title] for title in titles))
    assert ended.code == (1 if ended.answer["found"] else 0)
    assert ended.answer["looked"] == len(titles or TITLES) == ended.answer["wikis"].popitem()[1]
    return [(one["code"], one["title"]) for one in ended.answer["found"]]


def edits(desk: Desk) -> list[Any]:
    return [row for row in rows(desk.folder) if row.target.endswith("_edit")]


def test_what_stands_as_it_was_delivered_is_no_finding(desk: Desk) -> None:
    assert recheck(desk) == []
    assert desk.state("Weaver")["receipt"]["checked"]


def test_deleted_renamed_replaced_and_edited_files_are_noticed(desk: Desk) -> None:
    desk.server.wiki.delete_file("Weaver.jpg")
    desk.server.wiki.move_file("Wooden loom.jpg", "Loom of Temuco.jpg")
    desk.server.wiki.put_page("File:Loom of Temuco.jpg", "Somebody else's text")
    assert recheck(desk) == [("deleted", "Weaver.jpg"), ("moved", "Wooden loom.jpg"), ("page", "Loom of Temuco.jpg")]
    assert recheck(desk, "Wooden loom") == [("moved", "Wooden loom.jpg"), ("page", "Loom of Temuco.jpg")]
    receipt = desk.state("Wooden loom")["receipt"]
    assert receipt["title"] == "Loom of Temuco.jpg" and "Loom_of_Temuco" in receipt["url"]
    assert len(receipt["history"]) == 1
    message = desk.terminal.do("recheck", desk.items["Weaver"]).answer["found"][0]["message"]
    assert "Admin" in message and "Out of scope" in message


def test_the_next_sync_notices_that_a_file_was_renamed(desk: Desk) -> None:
    def later(category: str) -> None:
        desk.terminal("tag", desk.items["Weaver"], "--add", f"categories={category}")
        desk.terminal("queue", desk.items["Weaver"], "--site", "practice")
        assert desk.sync().code == 0

    desk.server.wiki.move_file("Wooden loom.jpg", "Loom of Temuco.jpg")
    later("Weavers of Temuco")
    assert desk.state("Wooden loom")["receipt"]["title"] == "Wooden loom.jpg", "delivered a moment ago"
    with closing(Library(desk.folder)) as library, library.database.writing() as write:
        write.execute("UPDATE outbox SET changed = '2026-01-01T00:00:00.000000Z'")
    later("Weavers at work")
    receipt = desk.state("Wooden loom")["receipt"]
    assert receipt["title"] == "Loom of Temuco.jpg" and receipt["found"][0]["kind"] == "moved"
    assert "found" not in desk.state("Weaver")["receipt"] and desk.state("Weaver")["receipt"]["seen"]


def test_a_title_that_was_changed_later_is_said_to_be_one_for_the_wiki(desk: Desk) -> None:
    desk.terminal("tag", desk.items["Weaver"], "--set", "title=Weaver of Temuco")
    assert recheck(desk) == [("named", "Weaver.jpg")]
    [found] = desk.terminal.do("recheck").answer["found"]
    assert "Weaver of Temuco.jpg" in found["message"]
    desk.server.wiki.move_file("Weaver.jpg", "Weaver of Temuco.jpg")
    assert recheck(desk) == [("moved", "Weaver.jpg")]


def test_another_s_new_version_and_changed_captions_are_noticed(desk: Desk) -> None:
    desk.server.state.change("UPDATE version SET sha1 = ?, user = 'Admin' WHERE name = 'Weaver.jpg'", "0" * 40)
    page = desk.server.state.row("SELECT * FROM page WHERE title = 'File:Wooden loom.jpg'")
    entity = desk.server.state.row("SELECT entity FROM revision WHERE id = ?", page["latest"])["entity"]
    desk.server.state.change("UPDATE revision SET entity = ? WHERE id = ?", entity.replace(
        "Una tejedora en su telar", "Otra"), page["latest"])
    assert recheck(desk) == [("replaced", "Weaver.jpg"), ("data", "Wooden loom.jpg")]


def test_a_later_change_becomes_an_edit_of_page_and_data(desk: Desk) -> None:
    item = desk.items["Weaver"]
    desk.terminal("tag", item, "--set", "caption:es=Tejedora de Temuco", "--add", "categories=Looms")
    assert "Tejedora de Temuco" in desk.terminal("preview", item, "--site", desk.site)["wikitext"]
    assert desk.terminal("queue", item, "--site", desk.site)["queued"] == [item]
    assert desk.terminal("show", item)["state"] in ("waiting", "practised")
    ended = desk.sync()
    assert ended.code == 0 and item in ended.answer["done"]
    assert "Tejedora de Temuco" in text(desk, "Weaver.jpg") and "[[Category:Looms]]" in text(desk, "Weaver.jpg")
    assert [row.state for row in edits(desk)] == ["done", "done"]
    assert recheck(desk) == []
    desk.terminal("queue", item, "--site", desk.site)
    assert len(edits(desk)) == 2, "there is nothing new to change"


def test_where_somebody_has_edited_the_difference_is_shown_and_a_person_decides(desk: Desk) -> None:
    item, theirs = desk.items["Weaver"], "\n[[Category:By somebody]]"
    desk.server.wiki.put_page("File:Weaver.jpg", text(desk, "Weaver.jpg") + theirs)
    desk.terminal("tag", item, "--add", "categories=Looms")
    desk.terminal("queue", item, "--site", desk.site)
    ended = desk.sync()
    assert ended.code == 1 and ended.answer["asks"] == [item]
    assert theirs in text(desk, "Weaver.jpg") and "Looms" not in text(desk, "Weaver.jpg")
    question = desk.state("Weaver", "page_edit")["question"]
    assert question["id"] == "edit-differs" and question["details"]["parts"]
    desk.terminal("answer", item, "merge")
    assert desk.sync().code == 0
    assert theirs in text(desk, "Weaver.jpg") and "[[Category:Looms]]" in text(desk, "Weaver.jpg")


def test_an_edit_that_nobody_wants_any_more_is_dropped(desk: Desk) -> None:
    item = desk.items["Weaver"]
    before = text(desk, "Weaver.jpg")
    desk.terminal("tag", item, "--add", "categories=Looms")
    desk.terminal("queue", item, "--site", desk.site)
    desk.terminal("drop", item)
    assert desk.sync().code == 0 and text(desk, "Weaver.jpg") == before and edits(desk) == []
    assert desk.state("Weaver")["state"] == "done"

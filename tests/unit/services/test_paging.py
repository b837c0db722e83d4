"""Items whose pages go one by one: in their order, under names that stay, their very bytes, each with its data."""

from pathlib import Path

import pytest
import tifffile

from minoties_desktop.domain.shaping import Shape
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.domain.states import State
from minoties_desktop.services import changing, deriving, paging, queueing, review, scanpages
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, outbox, scans
from minoties_desktop.store.outbox import Row
from minoties_desktop.wiki import wikitext
from tests.support import scans as desk
from tests.support.libraries import library

__all__ = ["library"]

ACCOUNT = Account(PRACTICE, "Practice")


def letter(library: Library, folder: Path, form: str = "jpeg", count: int = 3, **named: object) -> str:
    item = desk.letter(library, folder / "in", count, **named)
    Tagging(library).replace([item], "sent_as", [form])
    return item


def uploads(library: Library, item: str) -> list[Row]:
    return [row for row in outbox.of_items(library.database, [item]) if row.target == review.FILE]


def test_each_page_is_a_file_of_its_very_bytes_that_names_its_neighbours(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, kinds=["target", "page", "page"], count=3)
    third = letter(library, tmp_path, count=3, title="Letter of winter")
    assert not review.queue(library, [item, third], ACCOUNT).held
    names = [row.payload["title"] for row in uploads(library, third)]
    assert names == [f"Letter of winter (page 00{number} of 3).jpg" for number in (1, 2, 3)]
    assert [row.payload["title"] for row in uploads(library, item)] == [
        "Parish letter (page 001 of 2).jpg", "Parish letter (page 002 of 2).jpg"]
    masters = [page["sha1"] for page in scans.pages(library.database, third)]
    assert [row.payload["sha1"] for row in uploads(library, third)] == masters
    middle = uploads(library, third)[1].payload["wikitext"]
    assert f"<gallery>\nFile:{names[0]}\nFile:{names[2]}\n</gallery>" in middle and names[1] not in middle
    data = [row for row in outbox.of_items(library.database, [third]) if row.target == review.DATA]
    assert [row.payload["title"] for row in data] == names and all(row.payload["claims"] for row in data)
    assert [row.depends_on for row in data] == [row.id for row in uploads(library, third)]


def test_pages_keep_all_their_bits_as_tiff_and_are_shaped_as_asked(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, "tiff", 3, deep=True, shapes=[Shape(), Shape(turn=90), Shape(split=0.5)])
    assert not review.queue(library, [item], ACCOUNT).held
    first, second, left, right = (library.path(row.payload["file"]) for row in uploads(library, item))
    pages = scans.pages(library.database, item)
    assert first == library.path(pages[0]["path"])
    master, turned = tifffile.imread(library.path(pages[1]["path"])), tifffile.imread(second)
    assert turned.dtype == master.dtype == "uint16" and turned.shape[:2] == master.shape[1::-1]
    assert tifffile.imread(left).shape[1] + tifffile.imread(right).shape[1] == master.shape[1]
    assert not deriving.lacking(library, [item])


def test_a_deep_page_becomes_a_jpeg_and_is_made_once(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, "jpeg", 2, deep=True)
    assert deriving.lacking(library, [item]) == [item]
    assert deriving.derive(library, [item]).made == [item]
    made = items.derivatives(library.database, item)
    assert {file.mime for file in made.values()} == {"image/jpeg"} and len(made) == 2
    scanpages.shape(library, [scans.pages(library.database, item)[1]["id"]], Shape(turn=180))
    deriving.derive(library, [item])
    again = items.derivatives(library.database, item)
    assert len(again) == 2 and len(set(made) & set(again)) == 1


def test_the_form_may_be_chosen_anew_until_it_is_queued(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, "jpeg", 2, deep=True)
    assert describe(library.database, [item])[item].file.extension == "jpg"
    deriving.derive(library, [item])
    Tagging(library).replace([item], "sent_as", ["pdf"])
    assert deriving.lacking(library, [item]) == [item]
    review.queue(library, [item], ACCOUNT)
    assert [row.payload["title"] for row in uploads(library, item)] == ["Parish letter.pdf"]
    queueing.drop(library, [item])
    Tagging(library).replace([item], "sent_as", ["tiff"])
    review.queue(library, [item], ACCOUNT)
    assert [row.payload["mime"] for row in uploads(library, item)] == ["image/tiff"] * 2


def test_a_page_that_came_later_goes_alone_and_the_names_of_the_others_stay(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, "jpeg", 3)
    last = scans.pages(library.database, item)[2]["id"]
    scanpages.remove(library, [last])
    review.queue(library, [item], ACCOUNT)
    before = [row.payload for row in uploads(library, item)]
    scanpages.bring_back(library, last)
    assert review.queue(library, [item], ACCOUNT).fresh == [item]
    assert [row.payload for row in uploads(library, item)][:2] == before
    assert [row.payload["title"] for row in uploads(library, item)][2:] == ["Parish letter (page 003 of 3).jpg"]
    assert not review.queue(library, [item], ACCOUNT).fresh


def test_a_name_of_which_a_page_is_in_the_queue_is_not_given_twice(library: Library, tmp_path: Path) -> None:
    first = letter(library, tmp_path, "jpeg", 2)
    review.queue(library, [first], ACCOUNT)
    other = letter(library, tmp_path, "jpeg", 1, title="Parish letter (page 002 of 2)")
    assert [problem.code for problem in review.queue(library, [other], ACCOUNT).held[0][1]] == ["title-queued"]


@pytest.mark.parametrize("language", ["en", "el"])
def test_a_long_name_is_cut_so_that_the_page_is_told(library: Library, tmp_path: Path, language: str) -> None:
    item = letter(library, tmp_path, "jpeg", 2, title="Ώ" * 116)
    described = describe(library.database, [item])[item]
    described = type(described)(**{name: getattr(described, name) for name in described.__slots__} |
                                {"languages": (language,)})
    for page in paging.pages(library, described):
        title = review.title_of(page)
        assert len(title.encode()) <= 240 and title.endswith("2).jpg")


def test_what_changes_after_the_delivery_is_an_edit_of_each_page(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, "jpeg", 2)
    review.queue(library, [item], ACCOUNT)
    with library.database.writing() as write:
        for number, row in enumerate(outbox.of_items(library.database, [item]), 1):
            outbox.advance(write, row, State.DESCRIBING if row.depends_on else State.VERIFYING, facts={}, receipt=None)
            outbox.advance(write, row, State.DONE, facts={}, receipt={
                "title": row.payload["title"], "pageid": number, "mid": f"M{number}", "revid": 70, "text": True,
                "statements": [], "captions": []})
    assert changing.later(library, [item]) == {}
    Tagging(library).replace([item], "title", ["Another name"])
    assert changing.later(library, [item]) == {}, "what is on the wiki keeps its name, and its neighbours theirs"
    Tagging(library).add([item], "categories", ["Letters of 1931"])
    assert review.queue(library, [item], ACCOUNT).fresh == [item]
    edits = [row for row in outbox.of_items(library.database, [item]) if row.target == changing.PAGE_EDIT]
    assert [row.payload["title"] for row in edits] == [row.payload["title"] for row in uploads(library, item)]
    assert all("Letters of 1931" in row.payload["wikitext"] for row in edits)
    assert edits[0].payload["wikitext"] != edits[1].payload["wikitext"]


def test_the_page_of_a_book_shows_its_neighbours_in_the_template_of_books(library: Library, tmp_path: Path) -> None:
    item = letter(library, tmp_path, "jpeg", 2)
    Tagging(library).replace([item], "work", ["book"])
    first, second = paging.pages(library, describe(library.database, [item])[item])
    assert "|Other_versions=<gallery>\nFile:Parish letter (page 002 of 2).jpg\n</gallery>\n" in wikitext.page(first)
    assert "(page 001 of 2)" in wikitext.page(second) and "(page 002 of 2)" not in wikitext.page(second)

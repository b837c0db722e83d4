"""A visit to a museum, from an empty machine to receipts, at the window and by keys alone: a letter is kept, one
collection is refused, three people photograph, a list of the museum meets the objects, and somebody thinks again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from minoties_desktop.domain.query import Query
from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.store import items
from minoties_desktop.store.outbox import Row
from tests.support.arrived import once_on_mediawiki, rows
from tests.support.client import Client
from tests.support.mediawiki import MediaWiki
from tests.support.newcomer import newcomer
from tests.support.photographs import jpeg
from tests.support.reader import listening
from tests.support.secrets import SecretService
from tests.support.terminal import Terminal
from tests.support.visitor import Visitor
from tests.support.xwindow import Screen, screen

__all__ = ["screen"]

TAKEN = datetime(2026, 11, 14, 10, 5)
RELEASE = "https://example.org/release-of-"
HOUSE, ALLOWED, REFUSED = "Museo del Telar", "Silver cabinet", "Textile store"

pytestmark = [pytest.mark.torture, pytest.mark.long, pytest.mark.timeout(1800),
              pytest.mark.qt_log_ignore("This plugin does not support")]


@dataclass(frozen=True, slots=True)
class Visit:
    """How many objects each photographer takes, how many of the last ones are from the refused collection, and how
    many have no row in the list of the museum; the list has two rows more, which no object has."""

    taken: Mapping[str, int]
    refused: int
    unlisted: int

    @property
    def numbers(self) -> list[str]:
        """The inventory numbers of the objects in the order in which they were taken."""
        count = sum(self.taken.values())
        return [f"MP-{number:03}" if number <= count - self.refused else f"MT-{number:03}"
                for number in range(1, count + 1)]

    @property
    def sent(self) -> list[str]:
        """The inventory numbers of what may be sent in the end: all that are allowed but the first, the portrait."""
        return self.numbers[1:len(self.numbers) - self.refused]

    @property
    def listed(self) -> list[str]:
        """The inventory numbers of the list of the museum."""
        return [*self.numbers[:len(self.numbers) - self.unlisted], "MP-901", "MP-902"]


WHOLE = Visit({"Marta Soto": 14, "Rayen Huenchul": 13, "Pedro Curin": 13}, refused=6, unlisted=4)
TEN = Visit({"Marta Soto": 4, "Rayen Huenchul": 3, "Pedro Curin": 3}, refused=2, unlisted=2)
SMALL = Visit({"Marta Soto": 2, "Rayen Huenchul": 2, "Pedro Curin": 1}, refused=1, unlisted=1)


def test_objects_of_a_museum_get_to_receipts(screen: Screen, full_measure: bool, tmp_path: Path) -> None:
    assert (len(WHOLE.numbers), len(WHOLE.listed)) == (40, 38)
    visit, whose = (WHOLE, [13, 13, 7]) if full_measure else (TEN, [3, 3, 1])
    held, allowed = visit.refused, len(visit.sent) + 1
    with visitor(screen, tmp_path, "MSoto") as marta:
        _visit(marta, visit, tmp_path)
        marta.press("ctrl+a")
        marta.find("queue for practice")
        marta.sees(lambda: marta.states() == {"waiting": allowed, "to_finish": held})
        _somebody_thinks_again(marta)
        marta.sees(lambda: marta.states() == {"waiting": allowed - 1, "held": 1, "to_finish": held})
        marta.hit("ctrl+shift+Return")
        marta.sees(lambda: marta.states() == {"practised": allowed - 1, "held": 1, "to_finish": held})
        marta.keep_picture("sent")
        _the_page_tells(marta, held)
        sent = _sent(marta)
    assert sorted(row.payload["title"] for row in sent) == sorted(f"Museum loom {number}.jpg" for number in visit.sent)
    # There everybody sends as the author that they are.
    _name_their_authors([row.payload["wikitext"] for row in sent], whose)


@pytest.mark.xdist_group("mediawiki")
def test_objects_of_a_museum_get_to_a_real_wiki(
    screen: Screen, mediawiki: MediaWiki, secret_service: SecretService, full_measure: bool, tmp_path: Path,
) -> None:
    visit, whose = (WHOLE, [13, 13, 7]) if full_measure else (SMALL, [1, 2, 0])
    held, allowed = visit.refused, len(visit.sent) + 1
    with visitor(screen, tmp_path, "Uploader", secret_service) as marta:
        terminal = Terminal(marta.minoties.library, secret_service.environment)
        added = terminal.do("account", "add", "Uploader@minoties", "--site", mediawiki.api, typed=f"{SECRET}\n")
        assert added.answer == {"name": "Uploader", "site": mediawiki.api}
        _visit(marta, visit, tmp_path)
        marta.press("ctrl+shift+q")
        marta.sees(lambda: marta.states() == {"waiting": allowed, "to_finish": held})
        _somebody_thinks_again(marta)
        marta.sees(lambda: marta.states() == {"waiting": allowed - 1, "held": 1, "to_finish": held})
        marta.hit("ctrl+shift+Return")
        marta.sees(lambda: marta.states() == {"done": allowed - 1, "held": 1, "to_finish": held})
        marta.keep_picture("sent")
        sent = _sent(marta)
    wiki = Client(mediawiki.api)
    pages = [once_on_mediawiki(wiki, row) for row in sent]
    _name_their_authors(pages, whose)
    _say_who_allows_it(pages)
    assert sorted(row.payload["title"] for row in sent) == sorted(f"Museum loom {number}.jpg" for number in visit.sent)
    there = wiki.query(list="allimages", aiprefix="Museum loom", ailimit="max")["allimages"]
    assert sorted(one["name"].replace("_", " ") for one in there) == sorted(row.payload["title"] for row in sent)


@contextmanager
def visitor(screen: Screen, folder: Path, user: str, keyring: SecretService | None = None) -> Iterator[Visitor]:
    """Marta Soto, whose account has a name, at an empty machine."""
    (folder / "run").mkdir()
    session, more = (keyring.address, keyring.environment) if keyring else ("", {})
    # A page that is filled anew has controls no more that the reader may still ask for.
    quiet = {"QT_LOGGING_RULES": "qt.accessibility.atspi=false"}
    with listening(screen.environment, folder / "run", session) as reader, newcomer(
            screen, folder, Visitor, {**reader.environment, **more, **quiet}) as marta:
        marta.reader = reader
        marta.introduces_themselves("Marta Soto", user, "es")
        marta.use("Begin with my own")
        marta.sees(lambda: marta.minoties.library.exists())
        marta.rest()
        yield marta


def _visit(marta: Visitor, visit: Visit, folder: Path) -> None:
    """Everything before the queue."""
    _the_institution_answers(marta, _letter(folder))
    marta.keep_picture("institution")
    _the_day(marta)
    marta.keep_picture("activity")
    _photographs_come(marta, visit, folder)
    marta.keep_picture("photographs")
    _numbers_are_typed(marta, visit)
    marta.keep_picture("numbers")
    _the_list_meets_them(marta, visit, folder)
    marta.keep_picture("listed")
    _answers_and_a_portrait(marta)
    marta.keep_picture("portrait")


def _the_institution_answers(marta: Visitor, letter: Path) -> None:
    marta.press("ctrl+j")
    marta.use("New institution")
    marta.type(HOUSE)
    marta.keeps()
    for name, pattern in ((ALLOWED, "MP-*"), (REFUSED, "MT-*")):
        marta.use("Add a room or collection")
        marta.fill("Name of the room", name)
        marta.fill("Pattern", pattern)
        marta.keeps()
    marta.use("New agreement")
    marta.type("Letter of 3 November")
    marta.choose("asked", "g")
    marta.keeps()
    for room, words in ((ALLOWED, "y"), (REFUSED, "no")):
        marta.use("Allow", room)
        marta.go_to("not asked")
        marta.hit("Tab")  # from the rooms to the objects
        marta.type(words)
        marta.keeps()
    marta.use("Keep a letter")
    marta.type(str(letter))
    marta.keeps()


def _letter(folder: Path) -> Path:
    letter = folder / "carta.pdf"
    letter.write_bytes(b"%PDF-1.4\nCarta del museo\n%%EOF\n")
    return letter


def _the_day(marta: Visitor) -> None:
    marta.press("ctrl+n")
    marta.type("Visit to the museum")
    marta.hit("Tab", "Down")  # a visit to an institution
    marta.hit("Tab", "Tab", "Tab")
    marta.type(HOUSE)
    marta.fill("Categories", "Looms of Chile")
    marta.keeps()


def _photographs_come(marta: Visitor, visit: Visit, folder: Path) -> None:
    """One card after the other; who is not known yet is added, with leave to upload what they make."""
    done = 0
    for name, count in visit.taken.items():
        first = name.partition(" ")[0]
        card = folder / first
        for number in range(done, done + count):
            jpeg(card / f"DSC_{number:04}.JPG", 7 * number, (300, 200), taken=TAKEN + timedelta(minutes=number),
                 offset="-03:00")
        if done:
            marta.find("Add a photographer")
            marta.type(name)
            marta.fill("Where others", RELEASE + first)
            marta.choose("None yet", "c")
            marta.keeps()
        done += count
        marta.press("ctrl+shift+i")
        marta.type(str(card))
        marta.keeps()
        marta.sees(lambda done=done: len(marta.items()) == done)
        marta.rest()


def _numbers_are_typed(marta: Visitor, visit: Visit) -> None:
    marta.find("archivist")
    marta.find("table")
    marta.press("ctrl+Home")
    marta.find("inventory number")
    for number in visit.numbers:
        marta.type(number)
        marta.hit("Return")
    marta.sees(lambda: _told(marta, "inventory_number") == visit.numbers)


def _the_list_meets_them(marta: Visitor, visit: Visit, folder: Path) -> None:
    """What the list says goes into the objects; those that it does not tell of are described by hand."""
    lines = ["Inventory number;Title;Caption:es", *(
        f"{number};Museum loom {number};Telar mapuche, {number}" for number in visit.listed)]
    (folder / "list.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    marta.press("ctrl+j")
    marta.use("Inventory list")
    marta.type(str(folder / "list.csv"))
    marta.keeps()
    marta.keeps()  # the columns are understood
    marta.use("Show", "no row")
    for text in ("Museum loom in no list", "Otro telar"):
        marta.press("F8")
        marta.type(text)
        marta.press("Return")
    marta.sees(lambda: all(_told(marta, "title")) and all(_told(marta, "caption")))
    marta.press("Escape")


def _answers_and_a_portrait(marta: Visitor) -> None:
    """Nobody can be recognised, but for one who agrees."""
    marta.press("ctrl+a")
    marta.press("F8")
    marta.press("space")
    marta.sees(lambda: set(_told(marta, "people")) == {"nobody"})
    _the_first_photograph(marta)
    marta.press("ctrl+shift+p")
    marta.type("Sofia")
    marta.keeps()


def _somebody_thinks_again(marta: Visitor) -> None:
    _the_first_photograph(marta)
    marta.hit("F6")
    marta.use("Open…: Sofia")
    marta.use("Withdraw consent")


def _the_first_photograph(marta: Visitor) -> None:
    """Has the keyboard."""
    marta.go_to("Photographs", key="F6")
    marta.press("Home")


def _told(marta: Visitor, field: str) -> list[str]:
    """What counts in a field, of all items in the order in which they were taken."""
    library = Library(marta.minoties.library)
    try:
        ids = items.ids(library.database, Query())
        found = describe(library.database, ids)
    finally:
        library.close()
    return [found[item].first(field) for item in ids]


def _the_page_tells(marta: Visitor, held: int) -> None:
    """What became of everything stands on the page of the institution."""
    marta.press("ctrl+j")
    page = marta.reader.program("inoties")
    marta.keep_picture("in the end")
    for words in ("2 rows of the inventory list without a photograph: MP-901, MP-902", f"{held} items go beyond"):
        assert marta.reader.find(page, "label", words)


def _sent(marta: Visitor) -> list[Row]:
    """The files that have arrived, with their receipts."""
    return [row for row in rows(marta.minoties.library) if row.target == "commons_file" and row.receipt]


def _name_their_authors(pages: Sequence[str], wanted: Sequence[int]) -> None:
    """So many pages name each of the photographers, and no page names two; all say what the list told of them."""
    found = {name: [page for page in pages if re.search(rf"^\|author=.*{name}", page, re.MULTILINE)]
             for name in WHOLE.taken}
    assert [len(their) for their in found.values()] == list(wanted)
    for name, their in found.items():
        assert not any(other in page for page in their for other in WHOLE.taken if other != name)
    assert all("Telar mapuche" in page and "[[Category:Looms of Chile]]" in page for page in pages)


def _say_who_allows_it(pages: Sequence[str]) -> None:
    """Who uploads says that it is their own; of somebody else, where they said that it may be uploaded."""
    for page in pages:
        name = next(name for name in WHOLE.taken if name in page)
        assert ("{{own}}" in page) == (name == "Marta Soto")
        assert (RELEASE + name.partition(" ")[0] in page) == (name != "Marta Soto")

"""RAW and JPEG of one photograph are one item with two files, and both have to be safe before a card is."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from minoties_desktop.services.ingest import Wishes, ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.lights import light
from minoties_desktop.services.lists import Lists
from minoties_desktop.store import cards, items, values
from tests.support import photographs, specimens


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG")
    (tmp_path / "card" / "IMG_1.HEIC").write_bytes(specimens.heic(block=photographs.exif()))
    return tmp_path / "card"


def test_a_pair_is_one_item(library: Library, card: Path) -> None:
    report = ingest(library, [card])
    assert len({one["id"] for one in report.items}) == 1 and len(report.items) == 2
    assert report.needs_derivative == [] and Lists(library).counts().total == 1
    item = report.items[0]["id"]
    file = items.files(library.database, [item])[item]
    assert (file.mime, file.recipe) == ("image/jpeg", "")
    assert sorted(path.suffix for path in library.path("originals").rglob("IMG_1.*")) == [".HEIC", ".JPG"]
    assert not any(library.path("derivatives").rglob("*.jpg"))


def test_it_is_known_again(library: Library, card: Path) -> None:
    [item] = {one["id"] for one in ingest(library, [card]).items}
    again = ingest(library, [card])
    assert not again.items and {one["item"] for one in again.already} == {item}


def test_both_files_have_to_be_safe(library: Library, card: Path, tmp_path: Path) -> None:
    [found] = ingest(library, [card], Wishes(copy_to=tmp_path / "second")).cards
    proofs = cards.proofs(library.database, found)
    assert len(proofs) == 2 and len({one["id"] for one in proofs}) == 2
    assert light(library, found).files == 2
    assert {Path(one["path"]).suffix for one in cards.copies(library.database)} == {".HEIC", ".JPG"}


def test_names_that_only_look_alike_are_no_pair(library: Library, card: Path) -> None:
    (card / "IMG_1.HEIC").write_bytes(specimens.heic(block=photographs.exif(taken=datetime(2026, 10, 3, 14, 9))))
    assert len({one["id"] for one in ingest(library, [card]).items}) == 2
    assert Lists(library).counts().total == 2


def test_raws_without_a_picture_stay_items_of_their_own(library: Library, card: Path) -> None:
    (card / "IMG_1.JPG").unlink()
    report = ingest(library, [card])
    assert Lists(library).counts().total == 1
    item = report.items[0]["id"]
    assert items.files(library.database, [item])[item].recipe


@pytest.mark.parametrize(("name", "content"), [
    ("IMG_2.CR3", specimens.cr3(photographs.exif(taken=datetime(2026, 10, 4, 9, 0)))),
    ("IMG_2.X3F", b"FOVb" + bytes(3000)),
])
def test_a_raw_that_keeps_its_date_elsewhere_finds_its_partner(
    library: Library, tmp_path: Path, name: str, content: bytes,
) -> None:
    photographs.jpeg(tmp_path / "card" / "IMG_2.JPG", taken=datetime(2026, 10, 4, 9, 0))
    (tmp_path / "card" / name).write_bytes(content)
    report = ingest(library, [tmp_path / "card"])
    assert len({one["id"] for one in report.items}) == 1 and not report.refused
    assert {path.name for path in library.path("originals/2026/2026-10-04").iterdir()} == {"IMG_2.JPG", name}


def test_the_date_of_a_cr3_alone_is_known(library: Library, tmp_path: Path) -> None:
    (tmp_path / "card").mkdir()
    (tmp_path / "card" / "IMG_3.CR3").write_bytes(specimens.cr3(photographs.exif(taken=datetime(2026, 10, 4, 9, 0))))
    [item] = ingest(library, [tmp_path / "card"]).items
    assert values.own(library.database, [item["id"]])[item["id"]][0].text == "2026-10-04T09:00:00"

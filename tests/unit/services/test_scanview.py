"""What the scanning desk shows and saves of a session, and its draft for Wikisource."""

import io
from pathlib import Path

import pytest
import tifffile
from PIL import Image

from minoties_desktop.domain.errors import Refused
from minoties_desktop.domain.scanning import Leaf, Setup
from minoties_desktop.domain.shaping import Box, Shape
from minoties_desktop.media.cache import pictures
from minoties_desktop.media.pool import Pool
from minoties_desktop.services import indexpage, scanning, scanpages, scanview
from minoties_desktop.services.library import Library
from minoties_desktop.services.scandesk import Desk
from minoties_desktop.services.tagging import Tagging
from tests.support import leaves
from tests.support import scans as desk
from tests.support.escl import Device, scanner
from tests.support.libraries import library

__all__ = ["library"]


def test_items_of_a_session_say_what_they_lack(library: Library, tmp_path: Path) -> None:
    session = scanning.begin(library)
    whole = desk.letter(library, tmp_path / "in", 1, session=session)
    book = desk.letter(library, tmp_path / "in", 2, title="Another letter", session=session)
    Tagging(library).clear([book], "people")
    Tagging(library).replace([book], "inventory_number", ["PL-7"])
    found = scanview.scanned(library, session)
    assert [(one.item, one.inventory, one.pages, one.made, one.problems) for one in found] == [
        (whole, "", 1, True, 0), (book, "PL-7", 2, False, 1)]


def test_a_look_at_a_session_tells_whose_its_item_is(library: Library, tmp_path: Path) -> None:
    session = scanning.begin(library)
    empty = scanview.sight(library, session)
    assert (empty.pages, empty.gaps, empty.house) == ((), (), "") and empty.room > 0


def test_pages_are_saved_under_names_that_stay_with_all_their_bits(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 2, deep=True, kinds=["page", "target"],
                       shapes=[Shape(split=0.5), Shape()])
    (tmp_path / "out").mkdir()
    saved = scanview.export(library, item, tmp_path / "out", tiff=True)
    assert [path.name for path in saved] == ["Parish letter 001 1r.tif", "Parish letter 002.tif"]
    master = tifffile.imread(library.path(scanpages.pages(library, item)[0].path))
    assert (tifffile.imread(saved[0]) == master[:, :310]).all() and master.dtype.itemsize == 2
    with pytest.raises(Refused) as refused:
        scanview.export(library, item, tmp_path / "out", tiff=True)
    assert refused.value.code == "file-there" and len(list((tmp_path / "out").iterdir())) == 2
    [one, _] = scanview.export(library, item, tmp_path / "out", tiff=False)
    with Image.open(one) as image:
        assert image.size == (310, 877) and image.info["dpi"] == (75, 75)


def test_a_page_is_found_on_the_glass_and_straightened(library: Library, tmp_path: Path) -> None:
    glass = Image.new("RGB", (1000, 1400), leaves.GLASS)
    glass.paste(leaves.leaf(3, size=(700, 990)), (100, 140))
    item = desk.item(library, [leaves.save_jpeg(tmp_path / "g.jpg", glass),
                               leaves.save_jpeg(tmp_path / "s.jpg", leaves.leaf(3, skew=2))])
    found = scanpages.pages(library, item)
    with Pool(1) as pool:
        for page in found:
            pool.look(library.path(page.path), pictures(library.root / "cache", page.sha1))
    shape = scanview.shape_found(library, found[0], Shape(turn=90))
    assert tuple(shape.crop) == pytest.approx((0.1, 0.1, 0.8, 0.807), abs=0.02) and shape.turn == 90
    assert scanview.shape_found(library, found[1], Shape(), cut=False) == Shape(
        skew=pytest.approx(-2, abs=0.15))
    assert scanview.shape_found(library, found[0], Shape(), straight=False, cut=True).crop != Box()


@pytest.mark.parametrize(("pages", "said"), [
    ([], "<pagelist />"),
    ([("1", Leaf.PAGE), ("2", Leaf.PAGE), ("3", Leaf.PAGE)], '<pagelist 1="1" />'),
    ([("", Leaf.COVER), ("", Leaf.BLANK), ("1", Leaf.PAGE), ("2", Leaf.PAGE), ("7", Leaf.PAGE)],
     '<pagelist 1="Cover" 2="-" 3="1" 5="7" />'),
    ([("1r", Leaf.PAGE), ("1v", Leaf.PAGE), ('a"<', Leaf.PAGE), ("", Leaf.PAGE), ("5", Leaf.PAGE)],
     '<pagelist 1="1r" 2="1v" 3="a&quot;&lt;" 4="-" 5="5" />'),
])
def test_a_page_list_says_each_number_once(pages: list[tuple[str, Leaf]], said: str) -> None:
    assert indexpage.pagelist(pages) == said


def test_the_index_draft_says_what_is_known_and_nothing_else(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 3, kinds=["target", "cover", "page"], labels=["", "", "1"])
    tagging = Tagging(library)
    for field, texts in (("work", ["book"]), ("publisher", ["The {{parish}}"]), ("published", ["1902-05"]),
                         ("creator", ["unknown"]), ("text_languages", ["el"])):
        tagging.replace([item], field, texts)
    draft = indexpage.draft(library, item)
    assert draft.title == "Index:Parish letter.pdf"
    lines = draft.text.splitlines()
    assert lines[0] == "{{:MediaWiki:Proofreadpage_index_template" and lines[-1] == "}}"
    given = dict(line[1:].split("=", 1) for line in lines[1:-1])
    assert {name: value for name, value in given.items() if value} == {
        "Type": "book", "Title": "Parish letter", "Language": "el", "Publisher": given["Publisher"], "Year": "1902",
        "Source": "pdf", "Image": "1", "Pages": '<pagelist 1="Cover" 2="1" />'}
    assert "{{" not in given["Publisher"] and "parish" in given["Publisher"]
    tagging.clear([item], "title")
    assert indexpage.draft(library, item).title == ""
    for field, texts in (("published", []), ("creator", ["Ana Loi"]), ("date", ["1912-03-04"])):
        tagging.replace([item], field, texts)
    listed = indexpage.draft(library, item).text
    assert "|Author=Ana Loi\n" in listed and "|Year=1912\n" in listed
    tagging.replace([item], "work_date", ["1890~"])
    assert "|Year=1890\n" in indexpage.draft(library, item).text


def test_a_blank_page_is_noticed_at_the_desk(library: Library) -> None:
    device = Device(picture=_jpeg(leaves.leaf(size=(620, 877), blank=True)))
    with scanner(device) as address:
        session = scanning.begin(library, setup=Setup(f"escl:{address}", dpi=300))
        desk_at_work = Desk(library, session)
        [blank] = desk_at_work.scan().pages
        device.picture = _jpeg(leaves.leaf(size=(620, 877)))
        [written] = desk_at_work.scan().pages
        desk_at_work.close()
    said = [{message.key for message in page.advice} for page in (blank, written)]
    assert "scan-advice-blank" in said[0] and "scan-advice-blank" not in said[1]


def _jpeg(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG")
    return buffer.getvalue()

"""Items of several pages become one PDF: their very JPEGs, their words found, made anew only when they change."""

import subprocess
from pathlib import Path

import pytest

from minoties_desktop.domain.shaping import Box, Shape
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.services import deriving, readable, review, scanning, scanview
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, outbox, scans
from tests.support import leaves, libraries
from tests.support import scans as desk
from tests.support.libraries import library

__all__ = ["library"]

ACCOUNT = Account(PRACTICE, "Practice")


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def unread(library: Library, item: str) -> None:
    Tagging(library).replace([item], "text_languages", [readable.UNREAD])


def made_of(library: Library, item: str) -> Path:
    done = deriving.derive(library, [item])
    assert not done.failed
    return library.path(items.files(library.database, [item])[item].path)


def test_a_letter_is_sent_as_one_pdf_of_its_very_jpegs(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 3, kinds=["cover", "page", "page"])
    unread(library, item)
    [queued] = review.queue(library, [item], ACCOUNT).queued
    [upload] = [row for row in outbox.of_items(library.database, [queued]) if row.target == review.FILE]
    assert upload.payload["title"] == "Parish letter.pdf" and upload.payload["mime"] == "application/pdf"
    path = library.path(upload.payload["file"])
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", path)
    said("pdfimages", "-all", path, tmp_path / "out")
    masters = [library.path(page["path"]).read_bytes() for page in scans.pages(library.database, item)]
    assert [(tmp_path / f"out-00{index}.jpg").read_bytes() for index in range(3)] == masters
    assert "Parish letter" in said("pdfinfo", path)
    assert '"/P": "u:1v"' in said("qpdf", "--json", "--json-key=qpdf", path)
    assert not deriving.lacking(library, [item])


def test_its_words_are_found_in_its_own_languages(library: Library, tmp_path: Path) -> None:
    pages = [leaves.save_jpeg(tmp_path / "1.jpg", leaves.leaf(size=(900, 700), lines=["Parish letters of winter"])),
             leaves.save_jpeg(tmp_path / "2.jpg", leaves.leaf(size=(700, 900), lines=["Το χωριό και η θάλασσα"]))]
    item = desk.item(library, pages, shapes=[Shape(), Shape(turn=90)])
    pages_turned = leaves.leaf(size=(700, 900), lines=["Το χωριό και η θάλασσα"]).rotate(90, expand=True)
    row = scans.pages(library.database, item)[1]
    assert row["label"] == ""
    leaves.save_jpeg(library.path(row["path"]), pages_turned)
    Tagging(library).replace([item], "text_languages", ["en", "el", "qqx"])
    path = made_of(library, item)
    first, second = said("pdftotext", path, "-").split("\f")[:2]
    assert first.split() == ["Parish", "letters", "of", "winter"]
    assert "χωριό" in second and "θάλασσα" in second
    said("pdfimages", "-all", path, tmp_path / "out")
    assert (tmp_path / "out-001.jpg").read_bytes() == library.path(row["path"]).read_bytes()


def test_targets_and_slips_are_left_out_and_split_pages_give_two(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 3, kinds=["target", "page", "page"], labels=["", "1r", "2r"],
                       shapes=[Shape(), Shape(split=0.5), Shape(crop=Box(0, 0, 1, 0.5))])
    unread(library, item)
    told = said("pdfinfo", "-f", "1", "-l", "9", made_of(library, item))
    sizes = [line.split() for line in told.splitlines() if line.startswith("Page ") and "size" in line]
    for words, wide, high in zip(sizes, (297.6, 297.6, 595.2), (841.9, 841.9, 420.5), strict=True):
        assert (float(words[3]), float(words[5])) == pytest.approx((wide, high), abs=1)


def test_masters_of_16_bits_stay_as_they_are(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 2, deep=True)
    unread(library, item)
    before = [library.path(page["path"]).read_bytes() for page in scans.pages(library.database, item)]
    made_of(library, item)
    assert [library.path(page["path"]).read_bytes() for page in scans.pages(library.database, item)] == before
    assert not list((library.root / "cache" / "pages").glob("*.jpg"))


def test_it_is_made_anew_when_its_pages_change_and_only_then(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 3)
    unread(library, item)
    first = made_of(library, item)
    assert deriving.derive(library, [item]).made == []
    with library.database.writing() as write:
        scans.place(write, scans.live(library.database, item)[2], 1)
    assert deriving.lacking(library, [item]) == [item]
    second = made_of(library, item)
    assert second != first and not first.exists()


def test_one_page_is_sent_as_it_is_or_as_it_was_cut(library: Library, tmp_path: Path) -> None:
    plain = desk.letter(library, tmp_path / "in", 1)
    assert not deriving.lacking(library, [plain])
    cut = desk.letter(library, tmp_path / "in", 1, shapes=[Shape(crop=Box(0, 0, 1, 0.5))])
    made_of(library, cut)
    file = items.files(library.database, [cut])[cut]
    assert (file.mime, file.width, file.height) == ("image/jpeg", 620, 438)


def test_a_book_that_is_cancelled_leaves_nothing_half(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 3)
    unread(library, item)
    told: list[int] = []
    done = deriving.derive(library, [item], cancelled=lambda: bool(told),
                           tell_pages=lambda page, of: told.append(page))
    assert (told, done.made, done.failed) == ([1], [], [])
    assert not list((library.root / "derivatives").rglob("*.*"))
    assert not list((library.root / "cache" / "derived").iterdir())


def test_a_torn_page_is_told_and_nothing_is_queued(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 2, shapes=[Shape(), Shape(skew=1)])
    unread(library, item)
    page = library.path(scans.pages(library.database, item)[1]["path"])
    page.write_bytes(page.read_bytes()[:3000])
    [(failed, fault)] = deriving.derive(library, [item]).failed
    assert failed == item and fault.message.key
    assert review.queue(library, [item], ACCOUNT).held[0][1][0].code == "derivative-missing"


def test_what_is_missing_for_reading_is_said_with_what_mends_it(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    activity = libraries.activity(library, "Letters", languages="en quy")
    session = scanning.begin(library, activity=activity)
    item = desk.letter(library, tmp_path / "in", 2, activity=activity, session=session)

    def told() -> list[object]:
        [one] = scanview.scanned(library, session)
        lost = readable.missing(one.unread)
        return [one.unread, *(message.key for message in lost or ()), *(lost[1].args if lost else ())]

    assert told() == [()], "what an activity's captions are in is read as far as it can be"
    Tagging(library).replace([item], "text_languages", ["en", "quy"])
    assert told() == [("quy",), "read-never", "read-never-remedy"]
    Tagging(library).replace([item], "text_languages", ["en", "zh-hant", "fr"])
    assert told() == [("zh-hant", "fr"), "read-no-language", "read-no-language-remedy",
                      "chi_tra.traineddata, fra.traineddata", "tesseract-ocr-chi-tra tesseract-ocr-fra"]
    assert readable.of_activity(library, activity, ["de"]).unread == ("de",)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert told() == [("en", "zh-hant", "fr"), "read-no-program", "read-no-program-remedy",
                      "tesseract-ocr tesseract-ocr-eng tesseract-ocr-chi-tra tesseract-ocr-fra"]
    unread(library, item)
    assert told() == [()]


def test_a_language_without_its_reader_is_passed_over(library: Library, tmp_path: Path) -> None:
    item = desk.letter(library, tmp_path / "in", 2)
    tagging = Tagging(library)

    def codes() -> tuple[str, ...]:
        from minoties_desktop.services.describing import describe

        return readable.of_item(describe(library.database, [item])[item]).codes

    assert codes() == ()
    tagging.replace([item], "text_languages", ["el-polyton", "es", "xx"])
    assert codes() == ("ell", "spa")
    tagging.replace([item], "text_languages", ["es", readable.UNREAD])
    assert codes() == ()

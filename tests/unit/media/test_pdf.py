"""PDFs as independent readers find them: whole, in order, the very JPEGs, words that can be found."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image

from minoties_desktop.domain.errors import Refused
from minoties_desktop.media.pdf import Page, Word, Writer
from minoties_desktop.media.probe import probe
from tests.support import leaves

SMALL = (310, 440)


def made(tmp_path: Path, pages: list[Page], **more: str) -> Path:
    with (tmp_path / "made.pdf").open("wb") as file, Writer(file, **more) as writer:
        for page in pages:
            writer.add(page)
    return tmp_path / "made.pdf"


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_pages_are_the_very_jpegs_in_their_order(tmp_path: Path) -> None:
    modes = ("RGB", "L", "CMYK", "RGB")
    jpegs = [tmp_path / f"{index}.jpg" for index in range(len(modes))]
    for index, mode in enumerate(modes):
        leaves.leaf(index, size=SMALL).convert(mode).save(jpegs[index], icc_profile=leaves.profile())
    path = made(tmp_path, [Page(jpeg, 150) for jpeg in jpegs])
    assert "No syntax or stream encoding errors" in said("qpdf", "--check", path)
    said("pdfimages", "-all", path, tmp_path / "out")
    assert [(tmp_path / f"out-00{index}.jpg").read_bytes() for index in range(4)] == [
        jpeg.read_bytes() for jpeg in jpegs]
    listed = said("pdfimages", "-list", path).splitlines()[2:]
    assert [line.split()[5] for line in listed] == ["icc", "gray", "cmyk", "icc"]
    assert {line.split()[12] for line in listed} == {"150"}
    assert (probe(path).mime, probe(path).pages) == ("application/pdf", 4)


def test_words_are_found_in_every_script(tmp_path: Path) -> None:
    jpeg = leaves.save_jpeg(tmp_path / "p.jpg", leaves.leaf(size=SMALL))
    rows = ["Mapuḍungun", "Αθήνα", "Ցեղասպանություն", "ᐃᓄᒃᑎᑐᑦ", "𐤀𐤁"]
    words = [Word(text, 20, 20 + 40 * row, 150, 20) for row, text in enumerate(rows)]
    path = made(tmp_path, [Page(jpeg, 150, words=[*words, Word("שלום", 20, 300, 80, 20, True)])])
    text = said("pdftotext", path, "-")
    assert all(row in text for row in rows) and "שלום" in text
    # They stand where they were read, and nothing of them is painted.
    place = next(line for line in said("pdftotext", "-bbox", path, "-").splitlines() if ">Αθήνα<" in line)
    assert float(place.split('xMin="')[1].split('"')[0]) == pytest.approx(20 * 72 / 150, abs=0.5)
    assert float(place.split('xMax="')[1].split('"')[0]) == pytest.approx(170 * 72 / 150, abs=0.5)
    said("pdftoppm", "-r", "150", "-png", path, tmp_path / "with")
    said("pdftoppm", "-r", "150", "-png", made(tmp_path, [Page(jpeg, 150)]), tmp_path / "without")
    assert (tmp_path / "with-1.png").read_bytes() == (tmp_path / "without-1.png").read_bytes()


def test_a_page_is_as_large_as_its_paper(tmp_path: Path) -> None:
    jpeg = leaves.save_jpeg(tmp_path / "p.jpg", leaves.leaf(size=(1240, 1754)))
    assert "595.2 x 841.92 pts (A4)" in said("pdfinfo", made(tmp_path, [Page(jpeg, 150)]))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_the_same_jpeg_and_its_words_are_upright(tmp_path: Path, turn: int) -> None:
    upright = leaves.leaf(size=(300, 450), heading="Parish")
    upright.paste("red", (260, 0, 300, 40))
    jpeg = leaves.save_jpeg(tmp_path / "p.jpg", upright.rotate(turn, expand=True))
    path = made(tmp_path, [Page(jpeg, 150, turn, [Word("Parish", 37, 28, 60, 14)])])
    said("pdftoppm", "-r", "150", "-png", path, tmp_path / "shown")
    with Image.open(tmp_path / "shown-1.png") as shown:
        assert shown.size == upright.size
        rgb = shown.convert("RGB")
        corners = [rgb.getpixel(place)[1] < 50 for place in ((20, 20), (280, 20), (280, 430), (20, 430))]
        assert corners == [False, True, False, False]
    said("pdfimages", "-all", path, tmp_path / "out")
    assert (tmp_path / "out-000.jpg").read_bytes() == jpeg.read_bytes()
    word = next(line for line in said("pdftotext", "-bbox", path, "-").splitlines() if "Parish" in line)
    assert float(word.split('yMin="')[1].split('"')[0]) == pytest.approx(28 * 72 / 150, abs=4)


def test_title_language_and_labels_are_told(tmp_path: Path) -> None:
    jpeg = leaves.save_jpeg(tmp_path / "p.jpg", leaves.leaf(size=SMALL))
    path = made(tmp_path, [Page(jpeg, label=label) for label in ("1r", "1v")], title="Βιβλίο (α) \\", language="el")
    assert "Βιβλίο (α) \\" in said("pdfinfo", path)
    assert said("qpdf", "--json", "--json-key=pagelabels", path).count('"/P": "u:1') == 2
    assert "u:el" in said("qpdf", "--json", "--json-key=qpdf", path)


@pytest.mark.parametrize("dpi", [0.0, 1.0, 1e9])
def test_a_resolution_out_of_the_world_is_not_believed(tmp_path: Path, dpi: float) -> None:
    jpeg = leaves.save_jpeg(tmp_path / "p.jpg", leaves.leaf(size=(300, 300)))
    assert "72 x 72 pts" in said("pdfinfo", made(tmp_path, [Page(jpeg, dpi)]))


def test_what_is_no_jpeg_is_refused_and_nothing_is_closed(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(b"GIF89a")
    with pytest.raises(Refused):
        made(tmp_path, [Page(tmp_path / "p.jpg")])
    assert b"%%EOF" not in (tmp_path / "made.pdf").read_bytes()

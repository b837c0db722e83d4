"""PDFs as independent readers find them: whole, in order, the very JPEGs, words that can be found."""

import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import Refused
from minoties_desktop.media.cache import pictures
from minoties_desktop.media.documents import remarks
from minoties_desktop.media.helper import look
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


def raw(path: Path, catalog: str = "", *objects: bytes) -> Path:
    """A PDF of one empty page, with more in its catalog and more objects from 4 on."""
    bodies = [f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(), b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
              b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>", *objects]
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(data))
        data += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(bodies) + 1, len(data)
    path.write_bytes(data + b"xref\n0 %d\n0000000000 65535 f \n" % count + table
                     + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (count, start))
    return path


def stream(head: bytes, content: bytes) -> bytes:
    return b"<<" + head + b"/Length %d>>stream\n" % len(content) + content + b"\nendstream "


SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
PACKED = stream(b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode", zlib.compress(b"9 0 " + SCRIPT))
FILE = stream(b"/Type/EmbeddedFile", b"Secret")
BARE = stream(b"", b"Secret")


@pytest.mark.parametrize(("catalog", "objects", "keys"), [
    ("", (), []), ("/Author(JavaScript)", (b"<</URI(EmbeddedFileX)>>",), []),
    ("/Lang(/JavaScripted)", (stream(b"/Type/ObjStm", b"no deflate"),), []),
    ("/OpenAction 4 0 R", (SCRIPT,), ["script"]),
    ("/OpenAction 4 0 R", (SCRIPT.replace(b"/JavaScript", b"/#4aavaScrip#74"),), ["script"]),
    ("/Names<</JavaScript<</Names[(a) 4 0 R]>>>>", (SCRIPT,), ["script"]), ("", (PACKED,), ["script"]),
    ("/AcroForm<</Fields[]>>", (), []),
    ("/AcroForm<</Fields[]/XFA 4 0 R>>", (stream(b"", b"<xdp:xdp/>"),), ["form"]),
    ("/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>", (b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>", FILE), ["files"]),
    ("/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>/OpenAction 6 0 R",
     (b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>", FILE, SCRIPT), ["script", "files"]),
    ("/OpenAction<</S/Launch/F(cmd.exe)>>", (), ["script"]), ("/Launchpad(/EFa)", (stream(b"", b"x/EF\n/EF 1"),), []),
    ("/AF[4 0 R]", (b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>", BARE), ["files"]),
    ("/AF[4 0 R]", (b"<</F(a)/#45F\n5 0 R>>", BARE, b"<</F 6 0 R>>"), ["files"]),
    ("/Lang(en)/P 4 0 R", (b"<</Type/Annot/Subtype/FileAttachment/FS<</F(a)/EF <</F 5 0 R>>>>>>", BARE), ["files"])])
def test_what_a_pdf_has_beside_its_pages_is_told(
        tmp_path: Path, catalog: str, objects: tuple[bytes, ...], keys: list[str]) -> None:
    path = raw(tmp_path / "a.pdf", catalog, *objects)
    found = look(path, pictures(tmp_path / "cache", "ab" * 20))
    assert [Message.from_json(told) for told in found.complaints] == [Message(f"media-pdf-{key}") for key in keys]


def test_what_is_packed_to_burst_bursts_nothing(tmp_path: Path) -> None:
    bomb = stream(b"/Type/ObjStm/Filter/FlateDecode", zlib.compress(b" " * (40 << 20)))
    path = raw(tmp_path / "a.pdf", "", *[bomb] * 5, PACKED)
    assert remarks(path) == []  # what comes after so much is not looked at
    path.write_bytes(path.read_bytes()[:200] + b"%%EOF")
    with pytest.raises(Refused):
        look(path, pictures(tmp_path / "cache", "ab" * 20))

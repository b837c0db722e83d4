"""What other programs wrote is read as they meant it, in the order of the Metadata Working Group."""

import struct
from pathlib import Path

import exiv2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.media import exif
from minoties_desktop.media.metadata import Word, sidecar_words, words
from minoties_desktop.media.probe import probe
from minoties_desktop.media.sidecars import beside
from tests.support import packets, photographs, specimens
from tests.support.packets import alternatives, bag, packet
from tests.support.specimens import specimen


def told(path: Path, *sidecars: Path) -> dict[str, list[tuple[str, str, str]]]:
    found: dict[str, list[tuple[str, str, str]]] = {}
    for word in words(path, probe(path).mime, exif.read(path), sidecars):
        found.setdefault(word.name, []).append(word[1:])
    return found


def written(path: Path, xmp: str = "", **iptc: str) -> Path:
    """A picture into which another program has written."""
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    if xmp:
        other = exiv2.ImageFactory.open(xmp.encode())
        other.readMetadata()
        image.setXmpData(other.xmpData())
    data = image.iptcData()
    for name, text in iptc.items():
        data[f"Iptc.Application2.{name}"] = text
    image.setIptcData(data)
    image.writeMetadata()
    return path


def beside_it(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["jpg", "png", "tif", "webp"])
def test_xmp_inside_of_each_kind(tmp_path: Path, kind: str) -> None:
    path = written(specimen(tmp_path / f"a.{kind}", kind), packets.lightroom())
    found = told(path)
    assert found["title"] == [("", "Chapel in Farsa", "xmp")]
    assert found["description"] == [("", "The chapel from the south", "xmp")]
    assert found["keyword"] == [("", "Farsa", "xmp"), ("", "chapel", "xmp")]
    assert found["creator"] == [("", "Ana Pérez", "xmp")]
    assert (found["rating"], found["label"]) == ([("", "4", "xmp")], [("", "Green", "xmp")])
    assert found["licence"] == [("", "https://creativecommons.org/licenses/by-sa/4.0/", "xmp")]
    assert found["position"] == [("", "37.983810,23.727538", "xmp")]
    assert found["taken"] == [("", "2026-10-03T14:05:09", "xmp")]


def test_xmp_of_a_pdf(tmp_path: Path) -> None:
    whole = specimens.pdf(1)
    xmp = packets.lightroom().encode()
    path = tmp_path / "a.pdf"
    path.write_bytes(whole.replace(b"%%EOF", b"%" + xmp + b"\n%%EOF"))
    assert told(path)["title"] == [("", "Chapel in Farsa", "xmp")]


def test_xmp_of_a_heic(tmp_path: Path) -> None:
    import io

    import pillow_heif

    buffer = io.BytesIO()
    pillow_heif.from_pillow(photographs.picture()).save(buffer, xmp=packets.digikam().encode())
    path = tmp_path / "a.heic"
    path.write_bytes(buffer.getvalue())
    assert told(path)["person"] == [("", "Anna", "xmp"), ("", "Ben", "xmp")]


def test_languages_and_faces_of_digikam(tmp_path: Path) -> None:
    found = told(written(photographs.jpeg(tmp_path / "a.jpg"), packets.digikam()))
    assert sorted(found["description"]) == [("el-gr", "Το ξωκλήσι", "xmp"), ("es-es", "La ermita", "xmp")]
    assert [word[1] for word in found["keyword"]] == ["ξωκλήσι", "Φάρσα", "Anna"]
    assert [word[1] for word in found["person"]] == ["Anna", "Ben"]


def test_iptc(tmp_path: Path) -> None:
    path = written(photographs.jpeg(tmp_path / "a.jpg"), Caption="The square", ObjectName="Square", Byline="Eleni",
                   Copyright="© Eleni", City="Farsa", DateCreated="2026-10-03", TimeCreated="14:05:09+03:00")
    found = told(path)
    assert found["description"] == [("", "The square", "iptc")]
    assert (found["creator"], found["city"]) == ([("", "Eleni", "iptc")], [("", "Farsa", "iptc")])
    assert found["taken"] == [("", "2026-10-03T14:05:09+03:00", "iptc")]


def test_exif_before_xmp_before_iptc(tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", copyright="© by EXIF")
    written(path, packet(alternatives("dc:rights", {"x-default": "© by XMP"})
                         + alternatives("dc:description", {"x-default": "by XMP"})),
            Copyright="© by IPTC", Caption="by IPTC", Byline="by IPTC")
    found = told(path)
    assert found["rights"] == [("", "© by EXIF", "exif")]
    assert found["description"] == [("", "by XMP", "xmp")]
    assert found["creator"] == [("", "by IPTC", "iptc")]


def test_iptc_that_was_changed_alone_goes_before_xmp(tmp_path: Path) -> None:
    """Photoshop's digest is that of the IPTC as it was when the XMP was written."""
    path = written(photographs.jpeg(tmp_path / "a.jpg"), packet(alternatives("dc:description", {"x-default": "old"})),
                   Caption="new")
    data = path.read_bytes()
    start = data.index(b"Photoshop 3.0\0")
    (length,) = struct.unpack_from(">H", data, start - 2)
    digest = b"8BIM\x04\x25\0\0" + struct.pack(">I", 16) + b"x" * 16
    path.write_bytes(data[:start - 2] + struct.pack(">H", length + len(digest)) + data[start:start + length - 2]
                     + digest + data[start + length - 2:])
    assert told(path)["description"] == [("", "new", "iptc")]


def test_a_sidecar_goes_before_everything(tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", copyright="© by EXIF")
    sidecar = beside_it(tmp_path / "a.xmp", packet(alternatives("dc:rights", {"x-default": "© by hand"})))
    assert told(path, sidecar)["rights"] == [("", "© by hand", "sidecar")]


@pytest.mark.parametrize("names", [["a.jpg.xmp"], ["a.xmp"], ["a.jpg.xmp", "a.xmp"], ["a.JPG.XMP"], []])
def test_both_names_of_sidecars(tmp_path: Path, names: list[str]) -> None:
    path = tmp_path / ("a.JPG" if "a.JPG.XMP" in names else "a.jpg")
    for name in names:
        (tmp_path / name).touch()
    assert [one.name for one in beside(path)] == names


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "SONY DSC", "          ", "DCIM\\100MEDIA\\DJI_0001.JPG",
                                  "Exif_JPEG_PICTURE", "KODAK Digital Still Camera", "???", "Created with GIMP"])
def test_what_cameras_write_is_nobodys_word(tmp_path: Path, text: str) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", more={"0th": {270: text.encode()}})
    assert "description" not in told(path)
    assert told(photographs.jpeg(path, more={"0th": {270: b"A camera, digital"}}))["description"]


@pytest.mark.parametrize(("written_as", "meant"), [
    ("2026-10-03", "2026-10-03"), ("2026-10", "2026-10"), ("1912", "1912"), ("2026-10-03T14:05:09.25Z",
     "2026-10-03T14:05:09Z"), ("0001-01-01T00:00:00", None), ("9999-01-01", None), ("yesterday", None)])
def test_dates(tmp_path: Path, written_as: str, meant: str | None) -> None:
    sidecar = beside_it(tmp_path / "a.xmp", packet(photoshop__DateCreated=written_as))
    assert [word.text for word in sidecar_words(sidecar)] == ([meant] if meant else [])


@pytest.mark.parametrize("text", [
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + packet(
        alternatives("dc:title", {"x-default": "&b;"})),
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + packet(alternatives("dc:title", {"x-default": "&a;"})),
    "<x:xmpmeta", "", "\0\0\0\0", "<rdf:RDF/>", packet("<dc:title>" * 2000),
])
def test_hostile_sidecars_say_nothing(tmp_path: Path, text: str) -> None:
    assert sidecar_words(beside_it(tmp_path / "a.xmp", text)) == []


def test_a_bomb_in_another_encoding(tmp_path: Path) -> None:
    text = '<!DOCTYPE x [<!ENTITY a "aaa">]>' + packet(alternatives("dc:title", {"x-default": "&a;"}))
    path = tmp_path / "a.xmp"
    path.write_bytes(text.encode("utf-16"))
    assert sidecar_words(path) == []


@given(st.text(max_size=60), st.lists(st.text(min_size=1, max_size=20), max_size=5))
def test_any_text_comes_back_clean(tmp_path_factory: pytest.TempPathFactory, text: str, keywords: list[str]) -> None:
    from xml.sax.saxutils import escape

    legal = [escape("".join(c for c in one if c.isprintable() or c in " \n")) for one in [text, *keywords]]
    path = tmp_path_factory.mktemp("any") / "a.xmp"
    path.write_text(packet(alternatives("dc:title", {"x-default": legal[0]}) + bag("dc:subject", *legal[1:])),
                    encoding="utf-8", errors="ignore")
    for word in sidecar_words(path):
        assert isinstance(word, Word) and word.text == word.text.strip() and word.text

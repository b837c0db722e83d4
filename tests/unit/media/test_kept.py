"""Whatever tag a program writes, only what is listed stays in a picture of which something is withheld."""

from __future__ import annotations

import re
from pathlib import Path

import exiv2
import pytest
from PIL import Image, PngImagePlugin

from minoties_desktop.domain import privacy
from minoties_desktop.media import kept
from minoties_desktop.media.cleaning import clean
from tests.support import photographs

WISHES = frozenset(privacy.WISHES) - {privacy.COARSEN}
GROUPS = ("Image", "Photo", "GPSInfo", "Iop")
LAYOUT = kept._LAYOUT | kept._POINTERS | {0x8649, 0x8773, 0x014A, 0x927C, 0xC634}


def _secret(name: str) -> str:
    return f"SEKRIT({name})"


def _told(path: Path) -> set[str]:
    """Names of the tags whose secret is in a file, in whatever way it is written there."""
    data = path.read_bytes()
    texts = [data.decode("latin-1"), data.replace(b"\0", b"").decode("latin-1")]
    return {name for text in texts for name in re.findall(r"SEKRIT\(([^)]+)\)", text)}


def _exif(path: Path) -> set[str]:
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    data, written = image.exifData(), set()
    for group in GROUPS:
        for tag in exiv2.ExifTags.tagList(group):
            key = f"Exif.{group}.{tag.name}"
            if tag.tag in LAYOUT or tag.tag > 0xFFFF:
                continue
            data[key] = exiv2.AsciiValue(_secret(key))
            written.add(key)
    image.setExifData(data)
    image.writeMetadata()
    return written


def _iptc(path: Path) -> set[str]:
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    data, written = image.iptcData(), set()
    for record, sets in (("Envelope", exiv2.IptcDataSets.envelopeRecordList()),
                         ("Application2", exiv2.IptcDataSets.application2RecordList())):
        for one in sets:
            key = f"Iptc.{record}.{one.name}"
            try:
                data[key] = exiv2.StringValue(_secret(key))
            except exiv2.Exiv2Error:
                continue
            written.add(key)
    image.setIptcData(data)
    image.writeMetadata()
    return written


def _xmp(path: Path) -> set[str]:
    image = exiv2.ImageFactory.open(str(path))
    image.readMetadata()
    data, written = image.xmpData(), set()
    for prefix in exiv2.XmpProperties.registeredNamespaces():
        try:
            known = exiv2.XmpProperties.propertyList(prefix)
        except exiv2.Exiv2Error:  # a namespace without a list
            continue
        for one in known or ():
            key = f"Xmp.{prefix}.{one.name}"
            data[key] = exiv2.XmpTextValue(_secret(key))
            written.add(key)
    image.setXmpData(data)
    image.writeMetadata()
    return written


@pytest.fixture(params=["jpg", "png", "webp"])
def picture(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"a.{request.param}"
    photographs.picture(1, (60, 40)).save(path)
    return path


def _cleaned(path: Path) -> Path:
    target = path.with_stem("clean")
    clean(path, target, WISHES)
    with Image.open(target) as image:
        image.load()
    return target


def test_of_exif_only_listed_tags_stay(picture: Path) -> None:
    written = _exif(picture)
    there, left = _told(picture), _told(_cleaned(picture))
    assert len(there) > 250 and there <= written
    numbers = {f"Exif.{group}.{tag.name}": tag.tag for group in GROUPS for tag in exiv2.ExifTags.tagList(group)}
    assert {key for key in left if numbers[key] not in kept.TAGS} == set()
    assert not any(key.startswith("Exif.GPSInfo") for key in left)
    assert {"Exif.Image.Artist", "Exif.Image.Copyright", "Exif.Image.ImageDescription"} <= left
    for gone in ("Image.DocumentName", "Image.ImageHistory", "Image.HostComputer", "Image.XPComment", "Image.PageName",
                 "Photo.UserComment", "Photo.ImageUniqueID", "Photo.BodySerialNumber", "Photo.CameraOwnerName",
                 "Photo.LensSerialNumber", "Image.CameraSerialNumber", "Image.OriginalRawFileName"):
        assert f"Exif.{gone}" in there and f"Exif.{gone}" not in left, gone


@pytest.mark.parametrize("picture", ["png", "webp"], indirect=True)  # a JPEG has no room for so many
def test_of_xmp_only_listed_properties_stay(picture: Path) -> None:
    written = _xmp(picture)
    there, left = _told(picture), _told(_cleaned(picture))
    assert len(there) > 500 and there <= written
    assert {key for key in left if not kept.is_property(key.rpartition(".")[2])} == set()
    assert {"Xmp.dc.format", "Xmp.xmp.Label", "Xmp.photoshop.Headline"} <= left
    for gone in ("xmpMM.DocumentID", "xmpMM.InstanceID", "crs.RawFileName", "digiKam.ImageHistory", "aux.SerialNumber",
                 "acdsee.notes", "MicrosoftPhoto.LastKeywordXMP", "photoshop.Instructions", "expressionmedia.People"):
        assert f"Xmp.{gone}" in there and f"Xmp.{gone}" not in left, gone


def test_of_iptc_only_listed_data_sets_stay(tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", 1, (60, 40))
    written = _iptc(path)
    there, left = _told(path), _told(_cleaned(path))
    numbers = {f"Iptc.Application2.{one.name}": one.number for one in exiv2.IptcDataSets.application2RecordList()}
    assert len(there) > 40 and there <= written
    assert {key for key in left if numbers.get(key) not in kept.datasets(WISHES)} == set()
    for gone in ("Contact", "LocationName", "LocationCode", "SubLocation", "City", "EditStatus", "SpecialInstructions"):
        assert f"Iptc.Application2.{gone}" in there and f"Iptc.Application2.{gone}" not in left, gone


def test_of_texts_and_comments_nothing_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    texts = PngImagePlugin.PngInfo()
    for name in ("Author", "Comment", "Description", "Software", "exif:GPSLatitude", "Raw profile type exif"):
        texts.add_text(name, _secret(name), zip=False)
        texts.add_itxt(name, _secret(f"i{name}"))
    photographs.picture(1, (60, 40)).save(path, pnginfo=texts)
    assert len(_told(path)) == 12 and not _told(_cleaned(path))
    jpeg = tmp_path / "b.jpg"
    photographs.picture(1, (60, 40)).save(jpeg, comment=_secret("comment"))
    assert _told(jpeg) and not _told(_cleaned(jpeg))


@pytest.mark.parametrize("hidden", [
    "<!-- SEKRIT(comment) -->", "<?evil SEKRIT(instruction)?>", "SEKRIT(loose)",
    '<evil:one xmlns:evil="e:"><dc:title xmlns:dc="d:">SEKRIT(nested)</dc:title></evil:one>',
])
def test_a_packet_hides_nothing_beside_its_properties(tmp_path: Path, hidden: str) -> None:
    packet = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
              f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">{hidden}'
              "<dc:title>Feria</dc:title></rdf:Description></rdf:RDF></x:xmpmeta>")
    path = tmp_path / "a.jpg"
    photographs.picture(1, (60, 40)).save(path, xmp=packet.encode())
    assert _told(path) and not _told(_cleaned(path))


def test_where_nothing_that_tells_is_withheld_all_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    photographs.picture(1, (60, 40)).save(path)
    _xmp(path)
    there = _told(path)
    clean(path, tmp_path / "b.png", frozenset({privacy.THUMBNAIL}))
    lost = {key for key in there - _told(tmp_path / "b.png")
            if not re.search("(?i)thumbnail|history|derivedfrom|ingredients|pantry|manifest|hasextended", key)}
    assert lost == set()

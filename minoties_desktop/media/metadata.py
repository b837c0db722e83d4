"""What people and programs wrote about a picture: XMP, IPTC and EXIF's texts, read with Exiv2.

Only for the helper process: Exiv2 meets files that nobody has looked at yet. Where several tell the same thing, the
order is that of the Metadata Working Group's guidelines 2.0, as ExifTool's MWG module puts them into practice: EXIF,
then XMP, then IPTC; IPTC before XMP where the digest of Photoshop's shows that it was changed alone. A sidecar goes
before all of them: whoever wrote it left the picture as it was on purpose.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import exiv2

from ..domain import dates
from . import kinds
from .blocks import HEAD, segments
from .exif import Exif, plausible

exiv2.LogMsg.setLevel(exiv2.LogMsg.Level.mute)

LARGEST = 16 << 20
"""Bytes of a sidecar that are read."""
_LONGEST, _MOST = 5000, 500  # Characters of one text, and texts of one kind.
_READ = frozenset({kinds.JPEG.mime, kinds.PNG.mime, kinds.TIFF.mime, kinds.WEBP.mime, kinds.HEIC.mime, kinds.AVIF.mime,
                   kinds.RAW.mime, kinds.PHOTOSHOP.mime, kinds.JPEG_2000.mime, kinds.GIF.mime})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_GPS = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])")
_IPTC_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
# What cameras and scanners write where nobody wrote anything.
_NOTHING = re.compile(
    r"(olympus|minolta|kodak|konica|samsung|sony|nikon|canon|pentax|casio|fujifilm|ricoh|sanyo|vivitar)?[\s_]*"
    r"(digital (still )?camera|dsc|dcim.*|exif_jpeg_picture|jpeg|untitled|default|image|picture|created with .*|"
    r"captured with .*|screenshot|charset=ascii.*|\W*)", re.IGNORECASE)
_TEXTS = {"dc.description": "description", "dc.title": "title", "dc.rights": "rights",
          "xmpRights.UsageTerms": "usage"}
_LISTS = {"dc.subject": "keyword", "dc.creator": "creator", "Iptc4xmpExt.PersonInImage": "person"}
_PATHS = {"lr.hierarchicalSubject": "|", "digiKam.TagsList": "/"}
_SIMPLE = {"xmp.Rating": "rating", "xmp.Label": "label", "xmpRights.WebStatement": "licence", "cc.license": "licence",
           "photoshop.Headline": "headline", "photoshop.City": "city", "photoshop.Country": "country",
           "Iptc4xmpCore.Location": "sublocation"}
_IPTC = {"Application2.Caption": "description", "Application2.ObjectName": "title", "Application2.Keywords": "keyword",
         "Application2.Byline": "creator", "Application2.Copyright": "rights", "Application2.City": "city",
         "Application2.CountryName": "country", "Application2.SubLocation": "sublocation",
         "Application2.Headline": "headline"}
_PERSON = re.compile(r"Xmp\.(mwg-rs|MP)\..*(mwg-rs:Name|MPReg:PersonDisplayName)$")


class Word(NamedTuple):
    """One thing said of a picture.

    `name` is description, title, headline, keyword, creator, rights, usage, licence (an address), rating (-1 to 5),
    label, taken (ISO 8601), position (lat,lon), heading, person, city, country or sublocation; `lang` a
    language code where one was given; `origin` exif, iptc, xmp or sidecar.
    """

    name: str
    lang: str
    text: str
    origin: str


def words(path: Path, mime: str, exif: Exif, sidecars: Iterable[Path] = ()) -> list[Word]:
    """All that is said of a picture, each thing by the one who goes first."""
    found = [word for sidecar in sidecars for word in sidecar_words(sidecar)]
    found += _texts_of(exif)
    if mime == kinds.RAW.mime and exif.taken is None:
        found += _camera_date(path)
    if mime in _READ and _worth_it(path, mime):
        found += _embedded(path)
    elif mime == kinds.PDF.mime:
        from .documents import pdf_xmp

        packet = pdf_xmp(path)
        found += _packet(packet, "xmp") if packet else []
    return chosen(found)


def chosen(found: Iterable[Word]) -> list[Word]:
    """Of words that tell the same thing those of the origin that comes first; texts in other languages are kept."""
    first: dict[tuple[str, str], str] = {}
    kept: dict[Word, None] = {}
    for word in found:
        by_language = word.name in ("description", "title", "rights", "usage")
        key = (word.name, word.lang if by_language else "")
        if first.setdefault(key, word.origin) == word.origin and len(kept) < 10 * _MOST:
            kept[word] = None
    texts = {(word.name, word.text) for word in kept if word.lang}
    # A text without a language that is there with one: programs repeat it as the default.
    return [word for word in kept if word.lang or (word.name, word.text) not in texts]


def sidecar_words(path: Path) -> list[Word]:
    """What a sidecar says; nothing of one that is too long, broken, or declares entities."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError:
        return []
    return _packet(data, "sidecar") if len(data) <= LARGEST else []


def is_harmless(packet: bytes) -> bool:
    """Whether XML declares no document type: XMP never does, and entities that multiply need one."""
    plain = packet.replace(b"\0", b"")  # whatever its encoding
    return b"<!DOCTYPE" not in plain and b"<!ENTITY" not in plain


def _packet(data: bytes, origin: str) -> list[Word]:
    if not is_harmless(data):
        return []
    try:
        image = exiv2.ImageFactory.open(data)
        image.readMetadata()
        return list(_of_xmp(image.xmpData(), origin))
    except (exiv2.Exiv2Error, ValueError, UnicodeDecodeError):
        return []


def _worth_it(path: Path, mime: str) -> bool:
    """Whether there can be more than EXIF in a picture; most photographs have nothing else."""
    if mime != kinds.JPEG.mime:
        return True
    with path.open("rb") as file:
        head = file.read(4 * HEAD)
    return b"http://ns.adobe.com/xap/1.0/" in head or b"Photoshop 3.0\0" in head


def _embedded(path: Path) -> list[Word]:
    try:
        image = exiv2.ImageFactory.open(str(path))
        image.readMetadata()
        xmp = list(_of_xmp(image.xmpData(), "xmp")) if is_harmless(_raw_packet(image)) else []
        iptc = list(_of_iptc(image.iptcData()))
    except (exiv2.Exiv2Error, ValueError, UnicodeDecodeError):
        return []
    with path.open("rb") as file:
        changed = _iptc_changed(file.read(4 * HEAD)) if iptc else False
    return [*iptc, *xmp] if changed else [*xmp, *iptc]


def _camera_date(path: Path) -> list[Word]:
    """The date in a RAW whose EXIF only Exiv2 finds."""
    try:
        image = exiv2.ImageFactory.open(str(path))
        image.readMetadata()
        told = [datum.toString() for datum in image.exifData() if datum.key() == "Exif.Photo.DateTimeOriginal"]
    except (exiv2.Exiv2Error, ValueError, UnicodeDecodeError):
        return []
    return [Word("taken", "", text, "exif") for one in told[:1] if (text := _moment(one.replace(":", "-", 2)))]


def _raw_packet(image: Any) -> bytes:
    packet = image.xmpPacket()
    return packet.encode("utf-8", "surrogateescape") if isinstance(packet, str) else bytes(packet)


def _texts_of(exif: Exif) -> Iterator[Word]:
    for name, text in (("description", exif.description), ("rights", exif.copyright)):
        if text and _said(text):
            yield Word(name, "", text[:_LONGEST], "exif")


def _said(text: str) -> bool:
    """Whether a person can have written a text, and not a camera."""
    return not _NOTHING.fullmatch(text.strip())


def _clean(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r\n", "\n")).strip()[:_LONGEST]


def _of_xmp(data: Any, origin: str) -> Iterator[Word]:
    values = {datum.key().removeprefix("Xmp."): datum for datum in data}
    for key, name in _TEXTS.items():
        if key in values:
            yield from _by_language(values[key], name, origin)
    for key, name in _LISTS.items():
        if key in values:
            yield from (Word(name, "", text, origin) for text in _members(values[key]))
    known = {text for text in _members(values["dc.subject"])} if "dc.subject" in values else set()
    for key, separator in _PATHS.items():
        for text in _members(values[key]) if key in values else ():
            # Programs write the last part as a keyword of its own, and do not if they are told not to.
            if (leaf := text.rpartition(separator)[2].strip()) and leaf not in known:
                known.add(leaf)
                yield Word("keyword", "", leaf, origin)
    for key, name in _SIMPLE.items():
        if key in values and (text := _clean(values[key].toString())):
            yield Word(name, "", text, origin)
    for datum in data:
        if _PERSON.match(datum.key()) and (text := _clean(datum.toString())):
            yield Word("person", "", text, origin)
    yield from _when_and_where(values, origin)


def _by_language(datum: Any, name: str, origin: str) -> Iterator[Word]:
    value = datum.value()
    pairs = value.items() if isinstance(value, exiv2.LangAltValue) else [("x-default", datum.toString())]
    for lang, text in list(pairs)[:_MOST]:
        text = _clean(text)
        if text and (name != "description" or _said(text)):
            yield Word(name, "" if lang == "x-default" else lang.lower(), text, origin)


def _members(datum: Any) -> list[str]:
    if datum.typeName() not in ("XmpBag", "XmpSeq", "XmpAlt"):
        return [text] if (text := _clean(datum.toString())) else []
    texts = (_clean(datum.toString(place)) for place in range(min(datum.count(), _MOST)))
    return list(dict.fromkeys(text for text in texts if text))


def _when_and_where(values: dict[str, Any], origin: str) -> Iterator[Word]:
    for key in ("exif.DateTimeOriginal", "photoshop.DateCreated"):
        if key in values and (text := _moment(values[key].toString())):
            yield Word("taken", "", text, origin)
            break
    sides = [_degrees(values[key].toString()) if key in values else None
             for key in ("exif.GPSLatitude", "exif.GPSLongitude")]
    if None not in sides and abs(sides[0]) <= 90 and abs(sides[1]) <= 180 and any(abs(side) > 1e-6 for side in sides):
        yield Word("position", "", f"{sides[0]:.6f},{sides[1]:.6f}", origin)
        reference = values["exif.GPSImgDirectionRef"].toString() if "exif.GPSImgDirectionRef" in values else "T"
        if "exif.GPSImgDirection" in values and reference == "T":
            top, _, bottom = values["exif.GPSImgDirection"].toString().partition("/")
            if top.isdecimal() and bottom.isdecimal() and int(bottom):
                yield Word("heading", "", f"{round(int(top) / int(bottom) % 360, 2):g}", origin)


def _moment(text: str) -> str:
    """A date that can be one of a photograph, as the field `date` has it, else ""."""
    text = re.sub(r"\.\d+", "", text.strip()).replace(" ", "T", 1)
    try:
        found = dates.parse(text)
    except ValueError:
        return ""
    return text if plausible(found.year) else ""


def _degrees(text: str) -> float | None:
    match = _GPS.fullmatch(text.strip())
    if not match:
        return None
    value = int(match[1]) + float(match[2]) / 60 + float(match[3] or 0) / 3600
    return -value if match[4] in "SW" else value


def _of_iptc(data: Any) -> Iterator[Word]:
    day = time = ""
    for datum in data:
        name = datum.key().removeprefix("Iptc.")
        if name == "Application2.DateCreated" and (match := _IPTC_DATE.fullmatch(datum.toString())):
            day = "-".join(match.groups())
        elif name == "Application2.TimeCreated":
            time = datum.toString()
        elif name in _IPTC and (text := _clean(datum.toString())) and (_IPTC[name] != "description" or _said(text)):
            yield Word(_IPTC[name], "", text, "iptc")
    if day and (found := _moment(f"{day}T{time}" if time else day) or _moment(day)):
        yield Word("taken", "", found, "iptc")


def _iptc_changed(head: bytes) -> bool:
    """Whether the IPTC of a JPEG is not the one that its XMP was made from, by the digest that Photoshop keeps."""
    parts = {}
    for segment in segments(head):
        if segment.marker == 0xED and segment.content.startswith(b"Photoshop 3.0\0"):
            parts.update(_resources(segment.content[14:]))
    digest = parts.get(0x0425)
    iptc = parts.get(0x0404)
    return bool(digest and iptc) and hashlib.md5(iptc, usedforsecurity=False).digest() != digest


def _resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 12 <= len(data) and data[place:place + 4] == b"8BIM":
        (number,) = struct.unpack_from(">H", data, place + 4)
        place += 6 + (1 + data[place + 6] + 1) // 2 * 2
        if place + 4 > len(data):
            return
        (length,) = struct.unpack_from(">I", data, place)
        yield number, data[place + 4:place + 4 + length]
        place += 4 + length + length % 2

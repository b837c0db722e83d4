"""Takes what is withheld out of the texts that programs put into pictures: XMP packets and IPTC records."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from xml.parsers import expat

from ..domain import privacy
from . import kept

_EVERYWHERE = re.compile(r"HasExtendedXMP|History|Ingredients|Pantry|DerivedFrom|Manifest")
"""What belongs to another packet, or tells of other files and other states of this one, with their places and paths."""
_PLACES = r"(?i:gps.*|.*latitude|.*longitude|.*altitude|.*location.*|coverage|geo.*)|lat|long|lon|alt"
_NAMES = {
    # By local name whatever the namespace: exif, exifEX, aux, drone makers', IPTC Extension, W3C geo, and who comes.
    privacy.COARSEN: re.compile(_PLACES),
    privacy.REMOVE: re.compile(_PLACES + "|(?i:city)"),
    privacy.SERIALS: re.compile(r"(?i).*serial.*|imageuniqueid|rawdatauniqueid"),
    privacy.OWNER: re.compile(
        r"(?i).*ownername|creatorcontactinfo.*|ciadr.*|ciemail.*|citel.*|ciurl.*|hostcomputer|.*e-?mail.*|"
        r".*(tele|)phone.*|.*(street|postal|contact).*|.*file-?path|.*(directory|folder).*|licensorurl|ownerid"),
    privacy.THUMBNAIL: re.compile(r"(?i)thumbnails?(data)?"),
    privacy.MAKER_NOTES: re.compile(r"(?i)makernotes?"),
}
_ENVELOPE = {(1, 0): 2, (1, 90): 8}
"""IPTC's version and character set, and how long they are at most."""
_STRUCTURE = ("rdf", "x", "xml", "xmlns")
"""Prefixes of XMP's own elements."""
_ATTRIBUTE = re.compile(rb"\s+(?:([^\s=:/<>\"']+):)?([^\s=:/<>\"']+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def xmp(packet: bytes, wishes: frozenset[str]) -> bytes | None:
    """The packet in UTF-8 without the properties that are withheld, all else byte for byte; None if that can't be
    promised, and for nothing at all."""
    text = _utf8(packet)
    if text is None or b"<!" in text.replace(b"<!--", b""):
        return None  # A document type has no place in a packet, and a section of raw characters may hide anything.
    try:
        spans = _Finder(text, wishes).spans()
    except (expat.ExpatError, _LooseError):
        return None
    out, place = bytearray(), 0
    for start, stop in spans:
        out += text[place:start]
        place = max(place, stop)
    return bytes(out + text[place:])


def iptc(record: bytes, wishes: frozenset[str]) -> bytes:
    """The data sets of an IPTC record without those that are withheld; what can't be read is left out."""
    strict, left = kept.is_strict(wishes), kept.datasets(wishes)
    out, place = bytearray(), 0
    while place + 5 <= len(record) and record[place] == 0x1C:
        section, number, size = struct.unpack_from(">BBH", record, place + 1)
        head = 5
        if size & 0x8000:  # the length of the length
            wide = size & 0x7FFF
            size = int.from_bytes(record[place + 5:place + 5 + wide], "big")
            head += wide
        if place + head + size > len(record):
            break
        if not strict or (
                number in left if section == 2 else size <= _ENVELOPE.get((section, number), -1)):
            out += record[place:place + head + size]
        place += head + size
    return bytes(out)


def resources(block: bytes, wishes: frozenset[str]) -> bytes:
    """A Photoshop block's image resources, cleaned: no thumbnails, no copies of EXIF and XMP, less IPTC."""
    out = bytearray()
    for number, name, content in _resources(block):
        if number in (1058, 1059, 1060) or (number in (1033, 1036) and privacy.THUMBNAIL in wishes):
            continue
        if kept.is_strict(wishes):
            name = b"\0\0"
            if number not in kept.RESOURCES:
                continue
        if number == 1028:
            content = iptc(content, wishes)
        out += b"8BIM" + struct.pack(">H", number) + name + struct.pack(">I", len(content)) + content
        out += b"\0" * (len(content) % 2)
    return bytes(out)


def _resources(block: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    place = 0
    while block[place:place + 4] == b"8BIM" and place + 8 <= len(block):
        number = struct.unpack_from(">H", block, place + 4)[0]
        named = 1 + block[place + 6]
        named += named % 2
        start = place + 6 + named
        if start + 4 > len(block):
            return
        size = struct.unpack_from(">I", block, start)[0]
        if start + 4 + size > len(block):
            return
        yield number, block[place + 6:start], block[start + 4:start + 4 + size]
        place = start + 4 + size + size % 2


def _utf8(packet: bytes) -> bytes | None:
    for codec in ("utf-8-sig", "utf-32", "utf-16"):
        try:
            text = packet.decode(codec)
        except UnicodeDecodeError:
            continue
        if "x:xmpmeta" in text or "rdf:RDF" in text or "RDF" in text:
            return text.rstrip("\0").encode()
    return None


class _LooseError(Exception):
    """Words that belong to no property."""


class _Finder:
    """Finds the spans of doomed elements and attributes by the parser's own places."""

    def __init__(self, text: bytes, wishes: frozenset[str]) -> None:
        self._text = text
        self._strict = kept.is_strict(wishes)
        self._patterns = [_EVERYWHERE, *(pattern for wish, pattern in _NAMES.items() if wish in wishes)]
        self._spans: list[tuple[int, int]] = []
        self._open: list[int | None] = []
        self._inside: list[bool] = []
        """Of each open element whether it is a property, or lies in one."""

    def spans(self) -> list[tuple[int, int]]:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = lambda name, _: self._start(name, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda _: self._end(parser.CurrentByteIndex)
        if self._strict:
            parser.CommentHandler = lambda _: self._drop(parser.CurrentByteIndex, b"-->")
            parser.ProcessingInstructionHandler = lambda name, _: name == "xpacket" or self._drop(
                parser.CurrentByteIndex, b"?>")
            parser.CharacterDataHandler = self._heard
        parser.Parse(self._text, True)
        return sorted(self._spans)

    def _drop(self, start: int, end: bytes) -> None:
        self._spans.append((start, self._text.index(end, start) + len(end)))

    def _heard(self, text: str) -> None:
        if text.strip() and not (self._inside and self._inside[-1]):
            raise _LooseError

    def _is_doomed(self, name: str) -> bool:
        local = name.rpartition(":")[2]
        return any(pattern.fullmatch(local) for pattern in self._patterns)

    def _is_unlisted(self, prefix: str, local: str) -> bool:
        return (self._strict and prefix not in _STRUCTURE and not kept.is_property(local)
                and not any(pattern.fullmatch(local) for pattern in _NAMES.values()))

    def _start(self, name: str, place: int) -> None:
        prefix, _, local = name.rpartition(":")
        inside = bool(self._inside) and self._inside[-1]
        doomed = self._is_doomed(name) or (not inside and self._is_unlisted(prefix, local))
        self._open.append(place if doomed else None)
        self._inside.append(inside or prefix not in _STRUCTURE)
        if not doomed:
            stop = self._tag_end(place)
            for match in _ATTRIBUTE.finditer(self._text, place, stop):
                own = b"xml" if match[0].lstrip().startswith(b"xmlns") else match[1] or b""
                unlisted = not self._inside[-1] and self._is_unlisted(own.decode(), match[2].decode())
                if unlisted or self._is_doomed(match[2].decode()):
                    self._spans.append(match.span())

    def _end(self, place: int) -> None:
        self._inside.pop()
        start = self._open.pop()
        if start is not None:
            self._spans.append((start, self._tag_end(place)))

    def _tag_end(self, place: int) -> int:
        """The place after the tag that begins at a place; a > inside quotes ends no tag."""
        quote = 0
        for at in range(place, len(self._text)):
            sign = self._text[at]
            if quote:
                quote = 0 if sign == quote else quote
            elif sign in b"\"'":
                quote = sign
            elif sign == 0x3E:
                return at + 1
        return len(self._text)

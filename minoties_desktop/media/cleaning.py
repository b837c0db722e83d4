"""A copy of a picture without what an activity withholds; its pixels are bit for bit the same."""

from __future__ import annotations

import mmap
import re
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from ..config.messages import Message
from ..domain import privacy
from ..domain.errors import Refused
from . import textclean, tiffclean
from .tiffclean import unsure

_EXIF, _XMP = b"Exif\0\0", b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP, _PROFILE, _ADOBE = b"Photoshop 3.0\0", b"ICC_PROFILE\0", b"Adobe"
_AFTER_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_JPEG_PICTURE = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF})
"""Frames, tables, lines, restarts and steps; JPEG's other segments outside of E0 to EF are comments or unknown."""
_PNG_PICTURE = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI",
    b"sBIT", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT"})
_PNG_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_WEBP_PICTURE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})


def clean(source: Path, target: Path, wishes: frozenset[str]) -> None:
    """Write a copy of a picture without what is wished away; only its segments of metadata are written anew.

    Pictures behind the picture (previews, motion) go too, since they carry metadata of their own. Raises Refused
    for kinds and for files of which nobody could promise what they tell, OSError if a file can't be read or written.
    """
    try:
        _clean(source, target, privacy.whole(wishes))
    except (struct.error, zlib.error, IndexError) as error:  # lengths that lie
        raise unsure() from error


def _clean(source: Path, target: Path, wishes: frozenset[str]) -> None:
    with source.open("rb") as file:
        head = file.read(16)
    if head[:4] in (b"II*\0", b"MM\0*"):
        _tiff_file(source, target, wishes)
        return
    for start, writer in _WRITERS.items():
        if head.startswith(start) and (start != b"RIFF" or head[8:12] == b"WEBP"):
            target.write_bytes(writer(source.read_bytes(), wishes))
            return
    raise Refused(Message("privacy-kind"), Message("privacy-remedy"), code="privacy")


def _exif(block: bytes, wishes: frozenset[str]) -> bytes:
    data = bytearray(block)
    tiffclean.clean(data, wishes, embedded=True)
    return bytes(data)


def _tiff_file(source: Path, target: Path, wishes: frozenset[str]) -> None:
    def text(tag: int, value: bytes) -> bytes | None:
        return textclean.xmp(value, wishes) if tag == tiffclean.XMP else textclean.iptc(value, wishes)

    shutil.copyfile(source, target)
    with target.open("r+b") as file:
        with mmap.mmap(file.fileno(), 0) as data:
            order = data[:2]
            longer = tiffclean.clean(data, wishes, embedded=False, text=text)
        for entry, told in longer:
            start = file.seek(0, 2)
            start += start % 2
            place, value = tiffclean.point(order, entry, start, len(told))
            file.seek(start)
            file.write(told)
            file.seek(place)
            file.write(value)


# JPEG

def _jpeg(data: bytes, wishes: frozenset[str]) -> bytes:
    out = bytearray(data[:2])
    place = 2
    while place + 4 <= len(data):
        if data[place] != 0xFF:
            raise unsure()
        marker = data[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        stop = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if stop > len(data):
            raise unsure()
        if marker == 0xDA:
            return bytes(out) + data[place:_end_of_picture(data, stop)]
        content = _segment(marker, data[place + 4:stop], wishes)
        if content is not None:
            out += b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content
        place = stop
    raise unsure()


def _segment(marker: int, content: bytes, wishes: frozenset[str]) -> bytes | None:
    """What becomes of one segment before the picture; of comments and makers' own ones nothing, since nobody knows
    what they say."""
    if not 0xE0 <= marker <= 0xEF:
        return content if marker in _JPEG_PICTURE else None
    if content.startswith(_EXIF) and marker == 0xE1:
        return _EXIF + _exif(content[len(_EXIF):], wishes)
    if content.startswith(_XMP) and marker == 0xE1:
        packet = textclean.xmp(content[len(_XMP):], wishes)
        return None if packet is None else _XMP + packet
    if content.startswith(_PHOTOSHOP) and marker == 0xED:
        return _PHOTOSHOP + textclean.resources(content[len(_PHOTOSHOP):], wishes)
    if content.startswith(b"JFIF\0") and marker == 0xE0:
        # The last two bytes are the sizes of a thumbnail that follows.
        return content[:12] + b"\0\0" if privacy.THUMBNAIL in wishes else content
    if marker == 0xEE and content.startswith(_ADOBE):
        return content[:12]
    profile = marker == 0xE2 and content.startswith(_PROFILE)
    thumbnail = marker == 0xE0 and content.startswith(b"JFXX\0") and privacy.THUMBNAIL not in wishes
    return content if profile or thumbnail else None


def _end_of_picture(data: bytes, place: int) -> int:
    """The place behind the end marker, from inside the scans; progressive pictures have tables between theirs."""
    while match := _AFTER_SCAN.search(data, place):
        if data[match.start() + 1] == 0xD9:
            return match.end()
        if match.end() + 2 > len(data):
            break
        place = match.end() + struct.unpack_from(">H", data, match.end())[0]
    return len(data)


# PNG

def _png(data: bytes, wishes: frozenset[str]) -> bytes:
    out = bytearray(data[:8])
    for kind, content in _chunks(data):
        fresh = _chunk(kind, content, wishes)
        if fresh is not None:
            out += struct.pack(">I", len(fresh)) + kind + fresh + struct.pack(">I", zlib.crc32(kind + fresh))
        if kind == b"IEND":
            return bytes(out)
    raise unsure()


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place + 12 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, place)
        if place + 12 + length > len(data):
            return
        yield kind, data[place + 8:place + 8 + length]
        place += 12 + length


def _chunk(kind: bytes, content: bytes, wishes: frozenset[str]) -> bytes | None:
    """What becomes of one chunk; of texts only XMP and the copyright stay, since programs write positions into others.

    Raises Refused for a picture that cannot be drawn without a chunk that nobody knows.
    """
    if kind in _PNG_PICTURE:
        return content
    if not kind[0] & 0x20:
        raise unsure()
    if kind == b"eXIf":
        return _exif(content.removeprefix(_EXIF), wishes)
    keyword = content.split(b"\0", 1)[0]
    if kind == b"iTXt" and keyword == b"XML:com.adobe.xmp":
        packed = content[len(keyword) + 1:len(keyword) + 2] == b"\1"
        text = content[len(keyword) + 3:].split(b"\0", 2)[-1]
        packet = textclean.xmp(zlib.decompress(text) if packed else text, wishes)
        return None if packet is None else keyword + b"\0\0\0\0\0" + packet
    return content if kind in _PNG_TEXTS and keyword == b"Copyright" else None


# WebP

def _webp(data: bytes, wishes: frozenset[str]) -> bytes:
    out = bytearray()
    place, end = 12, min(len(data), 8 + struct.unpack_from("<I", data, 4)[0])
    while place + 8 <= end:
        kind, length = struct.unpack_from("<4sI", data, place)
        content = data[place + 8:place + 8 + length]
        if len(content) < length:
            raise unsure()
        fresh: bytes | None = content if kind in _WEBP_PICTURE else None
        if kind == b"EXIF":
            fresh = _exif(content.removeprefix(_EXIF), wishes)
        elif kind == b"XMP ":
            fresh = textclean.xmp(content, wishes)
        if fresh is not None:
            out += kind + struct.pack("<I", len(fresh)) + fresh + b"\0" * (len(fresh) % 2)
        place += 8 + length + length % 2
    return b"RIFF" + struct.pack("<I", len(out) + 4) + b"WEBP" + bytes(out)


_WRITERS: dict[bytes, Callable[[bytes, frozenset[str]], bytes]] = {
    b"\xff\xd8\xff": _jpeg, b"\x89PNG\r\n\x1a\n": _png, b"RIFF": _webp,
}

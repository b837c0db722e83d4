"""Recordings of sound: how long they are by their headers, and whether their last frame is there."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple

import mutagen
from mutagen.flac import FLAC
from mutagen.mp3 import MP3
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggspeex import OggSpeex
from mutagen.oggtheora import OggTheora
from mutagen.oggvorbis import OggVorbis
from mutagen.smf import SMF
from mutagen.wave import WAVE

from .faults import damaged

BROKEN = (mutagen.MutagenError, EOFError, ValueError, KeyError, IndexError, TypeError, AttributeError, struct.error,
          OverflowError, ZeroDivisionError, AssertionError)
"""What mutagen raises for data that is not as it should be."""
_OGG: tuple[tuple[bytes, Callable[..., mutagen.FileType], str, str], ...] = (
    (b"\x80theora", OggTheora, "video/ogg", "ogv"), (b"OpusHead", OggOpus, "audio/ogg", "opus"),
    (b"\x01vorbis", OggVorbis, "audio/ogg", "ogg"), (b"\x7fFLAC", OggFLAC, "audio/ogg", "ogg"),
    (b"Speex   ", OggSpeex, "audio/ogg", "ogg"),
)
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


class Sound(NamedTuple):
    """What a recording is: MIME type and extension, seconds, and the pixels of a film with it."""

    mime: str
    extension: str
    seconds: float
    width: int = 0
    height: int = 0


def ogg(path: Path) -> Sound:
    """Sound or film in Ogg. Raises Refused when its last page is cut."""
    with path.open("rb") as file:
        head = file.read(4096)
        _refuse_cut_ogg(file)
    for mark, reader, mime, extension in _OGG:
        if mark in head:
            width = height = 0
            if extension == "ogv":
                # The identification header: version, size in blocks, then the picture's in 24 bits each.
                at = head.index(mark) + len(mark) + 3 + 4
                width, height = (int.from_bytes(head[at + 3 * n:at + 3 * n + 3], "big") for n in (0, 1))
            return Sound(mime, extension, _length(reader, path), width, height)
    raise damaged()


def _refuse_cut_ogg(file: BinaryIO) -> None:
    size = file.seek(0, 2)
    place = 0
    while place < size:
        file.seek(place)
        head = file.read(27)
        if len(head) < 27 or head[:4] != b"OggS":
            raise damaged()
        lacing = file.read(head[26])
        if len(lacing) < head[26]:
            raise damaged()
        place += 27 + head[26] + sum(lacing)
    if place != size:
        raise damaged()


def flac(path: Path) -> Sound:
    """Sound in FLAC. Raises Refused when fewer samples are there than its header counts."""
    info = _open(FLAC, path).info
    if info.total_samples and _last_sample(path, info) < info.total_samples:
        raise damaged()
    return Sound("audio/flac", "flac", info.length)


def _last_sample(path: Path, info: object) -> int:
    """The number after that of the last sample in the file, by the last frame whose header is right."""
    largest = max(info.max_framesize, 1 << 16)
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - 4 * largest))
        tail = file.read()
    for at in range(len(tail) - 6, -1, -1):
        if tail[at] == 0xFF and tail[at + 1] in (0xF8, 0xF9) and (end := _flac_frame(tail[at:at + 16], info)):
            return end
    return 0


_BLOCKS = (0, 192, 576, 1152, 2304, 4608, 0, 0, *(256 << power for power in range(8)))
"""Samples of a frame by the code of their number (RFC 9639, section 9.1.1); 6 and 7 say it behind the header."""


def _flac_frame(head: bytes, info: object) -> int:
    """The number after that of a frame's last sample, 0 if it is no frame's header."""
    length = 1
    while head[4] & (0x80 >> length) and head[4] & 0x80:
        length += 1
    if not head[4] & 0x80:
        number, at = head[4], 5
    else:
        number = head[4] & (0x7F >> length)
        for byte in head[5:4 + length]:
            if byte & 0xC0 != 0x80:
                return 0
            number = number << 6 | byte & 0x3F
        at = 4 + length
    if at + 2 >= len(head):  # a frame goes on behind its header
        return 0
    code = head[2] >> 4
    if code == 6:
        block, at = head[at] + 1, at + 1
    elif code == 7:
        block, at = int.from_bytes(head[at:at + 2], "big") + 1, at + 2
    else:
        block = _BLOCKS[code]
    at += {12: 1, 13: 2, 14: 2}.get(head[2] & 15, 0)
    if not block or at >= len(head) or _crc8(head[:at]) != head[at]:
        return 0
    first = number if head[1] & 1 else number * info.max_blocksize
    return first + block


def _crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc << 1 ^ (0x07 if crc & 0x80 else 0)) & 0xFF
    return crc


def wav(path: Path) -> Sound:
    """Sound in WAV. Raises Refused when the file is shorter than its chunks say."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        place, found = 12, False
        while place + 8 <= size and not found:
            file.seek(place)
            kind, length = struct.unpack("<4sI", file.read(8))
            found = kind == b"data"
            # A recorder that was switched off leaves 0 or all ones; the length is then that of the file.
            if found and length not in (0, 0xFFFFFFFF) and place + 8 + length > size:
                raise damaged()
            place += 8 + length + length % 2
    if not found:
        raise damaged()
    return Sound("audio/wav", "wav", _length(WAVE, path))


def mp3(path: Path) -> Sound:
    """Sound in MP3. Raises Refused when its last frame is cut, or fewer are there than its first one counts."""
    info = _open(MP3, path).info
    data = path.read_bytes()
    end = len(data) - (128 if data[-128:-125] == b"TAG" else 0)
    place = _after_tag(data)
    while place < end - 4 and not _frame_length(data, place):
        place += 1
    counted = _counted(data[place:place + 200])
    frames = 0
    while place + 4 <= end and (length := _frame_length(data, place)):
        if place + length > end:
            raise damaged()
        frames, place = frames + 1, place + length
    # Some writers count the frame that counts, others do not.
    if not frames or counted > frames + 1:
        raise damaged()
    return Sound("audio/mpeg", "mp3", info.length)


def _after_tag(data: bytes) -> int:
    if data[:3] != b"ID3" or len(data) < 10:
        return 0
    size = 0
    for byte in data[6:10]:
        size = size << 7 | byte & 0x7F
    return 10 + size


def _frame_length(data: bytes, at: int) -> int:
    """Bytes of the layer III frame that begins at a place, 0 if none does."""
    if data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return 0
    version, bits, rate = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version not in _RATES or bits in (0, 15) or rate == 3:
        return 0
    thousands = (_BITS_1 if version == 3 else _BITS_2)[bits]
    return (144 if version == 3 else 72) * thousands * 1000 // _RATES[version][rate] + (data[at + 2] >> 1 & 1)


def _counted(frame: bytes) -> int:
    """How many frames the first one says there are, 0 if it does not."""
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark)
        if at >= 0 and len(frame) >= at + 12 and frame[at + 7] & 1:
            return int.from_bytes(frame[at + 8:at + 12], "big")
    return 0


def midi(path: Path) -> Sound:
    """Music as notes. Raises Refused when a track is cut."""
    data = path.read_bytes()
    if sum(8 + len(content) for _, content in _tracks(data)) != len(data):
        raise damaged()
    return Sound("audio/midi", "mid", _length(SMF, path))


def _tracks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        kind, length = struct.unpack_from(">4sI", data, place)
        yield kind, data[place + 8:place + 8 + length]
        place += 8 + length


def _open(reader: Callable[..., mutagen.FileType], path: Path) -> mutagen.FileType:
    try:
        return reader(path)
    except BROKEN as error:
        raise damaged() from error


def _length(reader: Callable[..., mutagen.FileType], path: Path) -> float:
    return float(_open(reader, path).info.length)

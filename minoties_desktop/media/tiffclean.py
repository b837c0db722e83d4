"""Takes tags out of TIFF-shaped data where it stands: EXIF blocks, and TIFF files without touching their pixels."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from ..config.messages import Message
from ..domain import privacy
from ..domain.errors import Refused
from ..domain.positions import Position
from . import kept

_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
EXIF, GPS, SUB, INTEROP, XMP, IPTC, PHOTOSHOP = 0x8769, 0x8825, 0x014A, 0xA005, 0x02BC, 0x83BB, 0x8649
_PIXELS = {0x0111: 0x0117, 0x0144: 0x0145, 0x0201: 0x0202}
"""Tags with the places of pixels, each with the tag of their lengths: strips, tiles, old JPEG."""
_DOOMED = {
    # EXIF 2.32: ImageUniqueID, BodySerialNumber, LensSerialNumber; DNG 1.6: CameraSerialNumber, RawDataUniqueID.
    privacy.SERIALS: {0xA420, 0xA431, 0xA435, 0xC62F, 0xC65D},
    privacy.OWNER: {0x013C, 0x9C9D, 0xA430},  # HostComputer ("Ana's phone"), Windows' XPAuthor, CameraOwnerName
    privacy.MAKER_NOTES: {0x927C, 0xC634},  # MakerNote, DNGPrivateData
}
_COARSE_GPS = frozenset({0, 1, 2, 3, 4, 18})
"""What stays of a coarse position: version, both coordinates with their hemispheres, datum."""
_MOST = 64  # directories; real files have fewer than ten


class Buffer(Protocol):
    """Bytes that can be changed in place: bytearray or mmap."""

    def __getitem__(self, part: slice, /) -> bytes: ...
    def __setitem__(self, part: slice, value: bytes, /) -> None: ...
    def __len__(self) -> int: ...


class Entry(NamedTuple):
    """One entry of a directory: its place, tag, type, number of values, and where their bytes are."""

    place: int
    tag: int
    kind: int
    count: int
    start: int
    size: int

    @property
    def bytes(self) -> range:
        """The places of its values."""
        return range(self.start, self.start + self.size)


@dataclass
class Directory:
    """One directory: the places it takes up, its entries, and the place of the next of its chain (0 for none)."""

    bytes: range
    entries: list[Entry]
    following: int = 0
    chained: bool = False
    doomed: set[int] = field(default_factory=set)

    @property
    def place(self) -> int:
        """Where it begins."""
        return self.bytes.start


def clean(data: Buffer, wishes: frozenset[str], *, embedded: bool,
          text: Callable[[int, bytes], bytes | None] = lambda tag, value: None) -> list[tuple[int, bytes]]:
    """Take out what is wished. Bytes that were taken out become zeros; all others stay where they are.

    `embedded` tells an EXIF block from a TIFF file, whose directories are pages; `text` gives what becomes of the
    XMP or IPTC of a page, None for nothing. Returns texts that have become longer, each with the place of its entry:
    whoever has the file appends them (`point`). Raises Refused for data too broken to be sure of.
    """
    return _Cleaner(data, wishes, embedded, text).run()


class _Cleaner:
    def __init__(self, data: Buffer, wishes: frozenset[str], embedded: bool,
                 text: Callable[[int, bytes], bytes | None]) -> None:
        self._data, self._wishes, self._embedded, self._text = data, wishes, embedded, text
        self._order = {b"II*\0": "<", b"MM\0*": ">"}.get(bytes(data[0:4]), "")
        if not self._order:
            raise unsure()
        self._strict = kept.is_strict(wishes)
        self._doomed = {tag for wish, tags in _DOOMED.items() if wish in wishes for tag in tags}
        self._directories: list[Directory] = []
        self._gone: list[range] = []
        self._longer: list[tuple[int, bytes]] = []

    def run(self) -> list[tuple[int, bytes]]:
        self._pages(struct.unpack(self._order + "L", self._data[4:8])[0])
        for directory in self._directories:
            self._rewrite(directory)
        staying = sorted((part for part in self._kept() if part), key=lambda part: part.start)
        for part in self._gone:
            self._wipe(part, staying)
        return self._longer

    def _pages(self, place: int) -> None:
        page = self._read(place, chained=True)
        self._judge(page)
        while page.following:
            following = self._read(page.following, chained=True)
            if self._embedded and privacy.THUMBNAIL in self._wishes:
                self._directories.remove(following)
                self._gone += self._thumbnail(following)
                page.following = 0
                self._put(page.place + 2 + 12 * len(page.entries), b"\0\0\0\0")
                return
            self._judge(following)
            page = following

    def _thumbnail(self, page: Directory) -> list[range]:
        return [page.bytes, *(entry.bytes for entry in page.entries if entry.size > 4), *self._pixels(page)]

    def _judge(self, page: Directory) -> None:
        """Decide which entries go, here and in the directories that this one leads to."""
        for entry in page.entries:
            if entry.tag in self._doomed or not self._stays(entry.tag):
                page.doomed.add(entry.tag)
            elif entry.tag == GPS:
                self._judge_position(page, entry)
            elif entry.tag in (EXIF, SUB, INTEROP):
                for place in self._numbers(entry):
                    self._judge(self._read(place, chained=entry.tag == SUB))
            elif entry.tag == PHOTOSHOP or (entry.tag in (XMP, IPTC) and self._embedded):
                page.doomed.add(entry.tag)  # repeats what is cleaned elsewhere
            elif entry.tag in (XMP, IPTC):
                self._retell(page, entry)

    def _stays(self, tag: int) -> bool:
        """Whether a tag is listed, or what a wish is about that nobody has."""
        return not self._strict or tag in kept.TAGS or any(tag in tags for tags in _DOOMED.values())

    def _judge_position(self, page: Directory, pointer: Entry) -> None:
        if not self._wishes & {privacy.COARSEN, privacy.REMOVE}:
            if self._strict:
                gps = self._read(self._numbers(pointer)[0], chained=False)
                gps.doomed = {entry.tag for entry in gps.entries} - kept.GPS_TAGS
            return
        gps = self._read(self._numbers(pointer)[0], chained=False)
        if privacy.REMOVE in self._wishes or not self._coarsen(gps):
            page.doomed.add(GPS)
            self._directories.remove(gps)
            self._gone += [gps.bytes, *(entry.bytes for entry in gps.entries if entry.size > 4)]
        else:
            gps.doomed = {entry.tag for entry in gps.entries} - _COARSE_GPS

    def _coarsen(self, gps: Directory) -> bool:
        """Write the coarse position over the exact one; False where there is none that could be read."""
        found = {entry.tag: entry for entry in gps.entries}
        signs, values = [], []
        for tag, negative in ((2, b"S"), (4, b"W")):
            entry, reference = found.get(tag), found.get(tag - 1)
            if entry is None or reference is None or (entry.kind, entry.count) != (5, 3):
                return False
            numbers = struct.unpack(self._order + "6L", self._data[entry.start:entry.start + 24])
            if not all(numbers[1::2]):
                return False
            degrees, minutes, seconds = (numbers[place] / numbers[place + 1] for place in (0, 2, 4))
            signs.append(-1 if self._data[reference.start:reference.start + 1].upper() == negative else 1)
            values.append(degrees + minutes / 60 + seconds / 3600)
        if values[0] > 90 or values[1] > 180:
            return False
        coarse = privacy.coarse(Position(signs[0] * values[0], signs[1] * values[1]))
        for tag, degrees, letters in ((2, coarse.latitude, b"NS"), (4, coarse.longitude, b"EW")):
            packed = struct.pack(self._order + "6L", round(abs(degrees) * 100), 100, 0, 1, 0, 1)
            self._put(found[tag].start, packed)
            self._put(found[tag - 1].start, letters[degrees < 0:][:1])
        return True

    def _retell(self, page: Directory, entry: Entry) -> None:
        told = self._text(entry.tag, bytes(self._data[entry.start:entry.start + entry.size]))
        if told is None:
            page.doomed.add(entry.tag)
        elif len(told) <= entry.size:
            self._put(entry.start, told.ljust(entry.size, b" " if entry.tag == XMP else b"\0"))
        else:
            self._longer.append((entry.place, told))

    def _rewrite(self, directory: Directory) -> None:
        left = [entry for entry in directory.entries if entry.tag not in directory.doomed]
        if len(left) == len(directory.entries):
            return
        table = b"".join(bytes(self._data[entry.place:entry.place + 12]) for entry in left)
        tail = struct.pack(self._order + "L", directory.following) if directory.chained else b""
        fresh = struct.pack(self._order + "H", len(left)) + table + tail
        self._gone += [entry.bytes for entry in directory.entries if entry.tag in directory.doomed and entry.size > 4]
        moved = {entry.place: directory.place + 2 + 12 * number for number, entry in enumerate(left)}
        self._longer = [(moved.get(place, place), told) for place, told in self._longer]
        self._put(directory.place, fresh[:len(directory.bytes)].ljust(len(directory.bytes), b"\0"))
        directory.entries = left

    def _kept(self) -> Iterator[range]:
        yield range(0, 8)
        for directory in self._directories:
            yield directory.bytes
            yield from (entry.bytes for entry in directory.entries if entry.size > 4)
            yield from self._pixels(directory)

    def _pixels(self, page: Directory) -> Iterator[range]:
        found = {entry.tag: entry for entry in page.entries}
        for tag, lengths in _PIXELS.items():
            if tag in found and lengths in found:
                places, sizes = self._numbers(found[tag]), self._numbers(found[lengths])
                yield from (range(place, place + size) for place, size in zip(places, sizes, strict=False))

    def _wipe(self, part: range, staying: list[range]) -> None:
        """Zeros over a part, save what something that stays shares with it."""
        place = part.start
        for other in staying:
            if other.stop <= place:
                continue
            if other.start >= part.stop:
                break
            self._zero(place, min(other.start, part.stop))
            place = max(place, other.stop)
        self._zero(place, part.stop)

    def _zero(self, start: int, stop: int) -> None:
        stop = min(stop, len(self._data))
        if stop > start:
            self._data[start:stop] = bytes(stop - start)

    def _put(self, place: int, value: bytes) -> None:
        self._data[place:place + len(value)] = value

    def _numbers(self, entry: Entry) -> list[int]:
        form = {1: "B", 3: "H", 4: "L", 13: "L"}.get(entry.kind)
        if form is None:
            raise unsure()
        values = self._data[entry.start:entry.start + entry.size]
        return list(struct.unpack(f"{self._order}{entry.count}{form}", values))

    def _read(self, place: int, *, chained: bool) -> Directory:
        """One directory; only those of a chain end with the place of the next, whatever the standard says: behind
        others many writers put values at once."""
        if any(place == known.place for known in self._directories) or len(self._directories) >= _MOST:
            raise unsure()  # a circle, or a maze
        head = bytes(self._data[place:place + 2])
        if place < 8 or len(head) < 2:
            raise unsure()
        count = struct.unpack(self._order + "H", head)[0]
        table = bytes(self._data[place + 2:place + 6 + 12 * count])
        if len(table) < 12 * count:
            raise unsure()
        entries = [self._entry(place + 2 + 12 * number, table[12 * number:12 * number + 12]) for number in range(count)]
        found = Directory(range(place, place + 2 + 12 * count), entries)
        if chained and len(table) == 12 * count + 4:
            following = struct.unpack_from(self._order + "L", table, 12 * count)[0]
            found = Directory(range(place, place + 6 + 12 * count), entries,
                              following if following + 2 <= len(self._data) else 0, chained=True)
        self._directories.append(found)
        return found

    def _entry(self, place: int, row: bytes) -> Entry:
        tag, kind, count, value = struct.unpack(self._order + "HHLL", row)
        wide = _SIZES.get(kind, 1)
        size = wide * count
        start = place + 8 if size <= 4 else value
        if start + size > len(self._data):  # cut off; what is there is judged like the rest
            count = max(0, len(self._data) - start) // wide
            size = wide * count
        return Entry(place, tag, kind, count, start, size)


def point(order: bytes, place: int, start: int, size: int) -> tuple[int, bytes]:
    """What to write where, so that the entry at a place has `size` bytes at `start`; `order` is how the file begins."""
    form = "<" if order == b"II" else ">"
    return place + 2, struct.pack(form + "HLL", 1, size, start)


def unsure() -> Refused:
    """Nobody could promise that such a file tells nothing more."""
    return Refused(Message("privacy-broken"), Message("privacy-remedy"), code="privacy")

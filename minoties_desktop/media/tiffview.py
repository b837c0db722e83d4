"""TIFF-shaped data as piexif is given it: only the tags we ask for, and of those only whole ones."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import BinaryIO

from piexif import GPSIFD, ExifIFD, ImageIFD

_NOBODY = 0xFFFE  # A tag number that piexif has no meaning for, and therefore passes over.
ORDERS = {b"II*\0": "<", b"MM\0*": ">", b"IIRO": "<", b"IIRS": "<", b"MMOR": ">", b"IIU\0": "<"}
"""The order of bytes by the first four of TIFF data; Olympus and Panasonic have marks of their own."""
_ASCII = 2
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8}
_LONGEST = 1 << 16
_SCALARS = frozenset({ImageIFD.ExifTag, ImageIFD.GPSTag, ImageIFD.JPEGInterchangeFormat,
                      ImageIFD.JPEGInterchangeFormatLength})
_IMAGE = frozenset({
    ImageIFD.Make, ImageIFD.Model, ImageIFD.Orientation, ImageIFD.Artist, ImageIFD.Copyright,
    ImageIFD.ImageDescription, ImageIFD.ExifTag, ImageIFD.GPSTag,
})
_DETAIL = frozenset({ExifIFD.DateTimeOriginal, ExifIFD.SubSecTimeOriginal, ExifIFD.OffsetTimeOriginal,
                     ExifIFD.BodySerialNumber})
_GPS = frozenset({
    GPSIFD.GPSLatitude, GPSIFD.GPSLatitudeRef, GPSIFD.GPSLongitude, GPSIFD.GPSLongitudeRef, GPSIFD.GPSAltitude,
    GPSIFD.GPSAltitudeRef, GPSIFD.GPSStatus, GPSIFD.GPSImgDirection, GPSIFD.GPSImgDirectionRef,
})
_THUMBNAIL = frozenset({ImageIFD.JPEGInterchangeFormat, ImageIFD.JPEGInterchangeFormatLength})


class TiffView:
    """Slices of TIFF data in which every directory entry that would make piexif fail has an unknown tag number.

    piexif stops at the first entry of a wrong type, length or place and loses all others; and it believes lengths
    of four thousand million. The data itself, which may be a file of any size, is neither changed nor read whole.
    """

    def __init__(self, read: Callable[[int, int], bytes], size: int, data: bytes | None = None) -> None:
        self._read, self._size, self._data = read, size, data
        self._patches: dict[int, bytes] = {}
        self._taken: list[range] = []
        self._note = (0, 0)
        header = read(0, 8)
        self._order = ORDERS.get(header[:4], "")
        self.readable = bool(self._order) and len(header) == 8 and self._first(self._number("L", header[4:8]))

    @classmethod
    def of_bytes(cls, data: bytes) -> TiffView:
        """A view of data in memory."""
        return cls(lambda start, stop: data[start:stop], len(data), data)

    @classmethod
    def of_file(cls, file: BinaryIO) -> TiffView:
        """A view of an open file, which must stay open while it is used."""
        def read(start: int, stop: int) -> bytes:
            file.seek(start)
            return file.read(max(0, stop - start))

        return cls(read, file.seek(0, 2))

    def __getitem__(self, part: slice) -> bytes:
        start = part.start or 0
        found = self._patches.get(start)
        if found is not None and len(found) == part.stop - start:
            return found
        return self._read(start, part.stop)

    @property
    def slices(self) -> bytes | TiffView:
        """What piexif can be given: data that is in memory as bytes, from which it takes its slices twice as fast."""
        if self._data is None:
            return self
        plain = bytearray(self._data)
        for place, patch in self._patches.items():
            plain[place:place + len(patch)] = patch
        return bytes(plain)

    @property
    def note(self) -> bytes:
        """The maker's own note in the EXIF, of which piexif is told nothing; empty without any."""
        return self._read(*self._note)

    def _number(self, form: str, data: bytes) -> int:
        return struct.unpack(self._order + form, data)[0]

    def _first(self, place: int) -> bool:
        """Walk the main directory and those it leads to; whether there is one at all."""
        found = self._directory(place, _IMAGE)
        if found is None:
            return False
        for tag, wanted in ((ImageIFD.ExifTag, _DETAIL), (ImageIFD.GPSTag, _GPS)):
            entry, target = found.get(tag, (0, 0))
            if entry and self._directory(target, wanted) is None:
                self._patches[entry] = self._hidden
        end = place + 2 + 12 * self._number("H", self[place:place + 2])
        following = self._read(end, end + 4)
        if len(following) < 4 or self._directory(self._number("L", following), _THUMBNAIL) is None:
            self._patches[end] = b"\0\0\0\0"
        return True

    @property
    def _hidden(self) -> bytes:
        return struct.pack(self._order + "H", _NOBODY)

    def _directory(self, place: int, wanted: frozenset[int]) -> dict[int, tuple[int, int]] | None:
        """Hide the entries of one directory that are unwanted or broken; the scalars left: tag to (place, value)."""
        if not 8 <= place <= self._size - 2:
            return None
        count = min(self._number("H", self[place:place + 2]), (self._size - place - 2) // 12)
        whole = range(place, place + 6 + 12 * count)
        if any(place < other.stop and other.start < whole.stop for other in self._taken):
            return None  # Directories that overlap are garbage, and what is hidden in one would show in the other.
        self._taken.append(whole)
        self._patches[place] = struct.pack(self._order + "H", count)
        table = self._read(place + 2, place + 2 + 12 * count)
        if len(table) < 12 * count:
            return None
        found = {}
        for index in range(count):
            entry = place + 2 + 12 * index
            tag, kind, number, value = struct.unpack_from(self._order + "HHLL", table, 12 * index)
            size = _SIZES.get(kind, 0) * number
            sound = 0 < size <= _LONGEST and (size <= 4 or value + size <= self._size)
            if tag == ExifIFD.MakerNote and sound and size > 4:
                self._note = (value, value + size)
            if tag not in wanted or not sound or (tag in _SCALARS and (kind, number) != (4, 1)):
                self._patches[entry] = self._hidden
            elif tag in _SCALARS:
                found[tag] = (entry, value)
            elif kind == _ASCII and number > 4 and self._read(value + number - 1, value + number) != b"\0":
                # Without the NUL that belongs there; piexif would drop a letter instead.
                self._patches[entry + 4] = struct.pack(self._order + "L", number + 1)
        return found

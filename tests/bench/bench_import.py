"""How fast photographs come in: heads, proven copies, and all of it, each beside the least that it can take."""

import hashlib
import io
import os
import shutil
import struct
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image

from minoties_desktop.capture import Candidate
from minoties_desktop.media.digest import CHUNK, copy_verified
from minoties_desktop.services.arriving import Arrivals, Head, Wishes, read_heads
from minoties_desktop.services.copying import AT_ONCE
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from minoties_desktop.store import incoming
from tests.bench.rows import Found, Row, measures
from tests.support.photographs import exif, picture, thumbnail

HEADS, COPIES, PICTURES, ROUNDS = 3000, 40, 192, 5
LARGE = (6000, 4000)


def distinct(folder: Path, count: int, size: tuple[int, int]) -> list[Path]:
    """JPEGs that differ in a comment, with EXIF, position and thumbnail."""
    folder.mkdir(parents=True)
    image = picture(1, (1500, 1000)).resize(size, Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=97, exif=exif(position=(37.9, 23.7), heading=9, thumbnail=thumbnail(image)))
    data = buffer.getvalue()
    paths = []
    for number in range(count):
        comment = b"photograph %08d" % number
        path = folder / f"IMG_{number:05d}.JPG"
        path.write_bytes(data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:])
        paths.append(path)
    return paths


def forget(paths: Iterable[Path]) -> None:
    """Have the system forget files, so that they are read from the disk."""
    for path in paths:
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def timed(work: Callable[[], object]) -> float:
    """How long some work takes by the clock."""
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


@measures(Row("index_files_per_s", "files/s", 1500, more_is_better=True))
def index(folder: Path) -> Found:
    """From the heads of a card to items."""
    paths = distinct(folder / "card", HEADS, (600, 400))
    library = Library(folder / "library")
    arrivals = Arrivals(library, Wishes(), "bench")
    with library.database.writing() as write:
        incoming.begin(write, "bench", "card", None, None)
    forget(paths)

    def work() -> None:
        for start in range(0, HEADS, 500):
            found = read_heads([Candidate(path, path.stat().st_size, 0) for path in paths[start:start + 500]])
            arrivals.insert([head for head in found if isinstance(head, Head)])

    passed = timed(work)
    library.close()
    return {"index_files_per_s": HEADS / passed}


@measures(Row("ingest_ratio", "ratio", 0.90, more_is_better=True))
def copies(folder: Path) -> Found:
    """Proven copies beside reading, writing and reading back the same bytes."""
    paths, passed = distinct(folder / "card", COPIES, LARGE), {_plain_copy: 0.0, copy_verified: 0.0}
    for copy in [*passed] * ROUNDS:  # in turns: what else the computer does hits both
        target = folder / "target"
        target.mkdir()
        forget(paths)
        passed[copy] += timed(lambda: _together(AT_ONCE, lambda path: copy(path, target / path.name), paths))  # noqa: B023
        shutil.rmtree(target)
    plain, proven = passed.values()
    return {"ingest_ratio": (plain / proven, plain)}


def _together(count: int, work: Callable[[Path], object], paths: list[Path]) -> None:
    with ThreadPoolExecutor(count) as threads:
        list(threads.map(work, paths))


def _plain_copy(source: Path, target: Path) -> None:
    buffer = memoryview(bytearray(CHUNK))
    with source.open("rb", buffering=0) as read, target.open("wb", buffering=0) as write:
        while count := read.readinto(buffer):
            write.write(buffer[:count])
        os.fsync(write.fileno())
        os.posix_fadvise(write.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    with target.open("rb", buffering=0) as read:
        while read.readinto(buffer):
            pass


@measures(Row("pipeline_ratio", "ratio", 0.70, more_is_better=True), slow=True)
def pipeline(folder: Path) -> Found:
    """A whole import of 24 megapixel photographs beside what no import can do without: decoding them at a quarter of
    their size, and hashing what was read and what was written, on all cores."""
    paths = distinct(folder / "card", PICTURES, LARGE)
    os.sync()  # else the disk is still writing the card while its copies wait to be synced
    library = Library(folder / "library")
    floor = timed(lambda: _together(os.cpu_count() or 1, _least, paths))
    whole = timed(lambda: ingest(library, [folder / "card"]))
    library.close()
    return {"pipeline_ratio": (floor / whole, floor)}


def _least(path: Path) -> None:
    data = path.read_bytes()
    for hashed in (hashlib.sha1, hashlib.sha256):
        hashed(data, usedforsecurity=False).digest()
    with Image.open(io.BytesIO(data)) as image:
        image.draft("RGB", (image.width // 4, image.height // 4))
        image.load()

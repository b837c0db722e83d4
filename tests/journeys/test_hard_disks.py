"""Imports on disks that fail: whatever happens, the card is as it was, the library is sound, nothing is lost or twice.

Real small file systems where the machine lets us mount them; faults of single calls everywhere.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.media import digest as digests
from minoties_desktop.services.ingest import Report, waiting
from minoties_desktop.services.library import Library
from tests.support import photographs
from tests.support.risks import PHOTOGRAPHS, bring, sound, sums
from tests.support.risks import card as fill


class Trouble:
    """What goes wrong at the nth call of a kind in a part of the disk."""

    def __init__(self, kind: str, nth: int, error: int, part: Path) -> None:
        self.kind, self.nth, self.error, self.part = kind, nth, error, str(part)
        self.calls = 0

    def hit(self, kind: str, place: str) -> bool:
        """Whether this call is to fail."""
        if kind != self.kind or not place.startswith(self.part):
            return False
        self.calls += 1
        return self.calls >= self.nth


@contextmanager
def troubled(trouble: Trouble) -> Iterator[None]:
    """Have calls fail as disks make them fail: open, read, write, fsync, link."""
    patch = pytest.MonkeyPatch()
    original = {name: getattr(os, name) for name in ("open", "write", "fsync", "link")}

    def place_of(handle: int) -> str:
        try:
            return os.readlink(f"/proc/self/fd/{handle}")
        except OSError:
            return ""

    def check(kind: str, place: str) -> None:
        if trouble.hit(kind, place):
            raise OSError(trouble.error, os.strerror(trouble.error))

    def opened(path: object, *rest: object, **named: object) -> int:
        if rest and rest[0] & (os.O_WRONLY | os.O_CREAT):
            check("open", os.fspath(path))
        return original["open"](path, *rest, **named)

    def written(handle: int, data: bytes) -> int:
        check("write", place_of(handle))
        return original["write"](handle, data)

    def synced(handle: int) -> None:
        check("fsync", place_of(handle))
        original["fsync"](handle)

    def linked(source: object, target: object, **named: object) -> None:
        check("link", os.fspath(target))
        original["link"](source, target, **named)

    blocks = digests._blocks

    def read(file: object, path: Path, cancelled: object) -> Iterator[memoryview]:
        for block in blocks(file, path, cancelled):
            if trouble.hit("read", str(path)):
                from minoties_desktop.media.faults import source_fault

                raise source_fault(OSError(trouble.error, os.strerror(trouble.error)))
            yield block

    for name, fake in (("open", opened), ("write", written), ("fsync", synced), ("link", linked)):
        patch.setattr(os, name, fake)
    patch.setattr(digests, "_blocks", read)
    try:
        yield
    finally:
        patch.undo()


FAULTS = [("write", errno.ENOSPC), ("write", errno.EIO), ("open", errno.EROFS), ("fsync", errno.EIO),
          ("link", errno.ENOSPC), ("open", errno.ENAMETOOLONG)]


def _survives(folder: Path, chance: random.Random) -> None:
    """One import with one fault, then one without: all that was on the card is there once."""
    card, root = folder / "card", folder / "library"
    before = fill(card)
    Library(root).close()
    if chance.random() < 0.3:
        trouble = Trouble("read", chance.randint(1, PHOTOGRAPHS), chance.choice([errno.EIO, errno.ENODEV]), card)
    else:
        kind, error = chance.choice(FAULTS)
        trouble = Trouble(kind, chance.randint(1, PHOTOGRAPHS), error, root / "originals")
    with troubled(trouble):
        bring(root, card)
    assert trouble.calls, "nothing was asked of the disk"
    assert sums(card) == before
    sound(root, before)
    report = bring(root, card)
    assert isinstance(report, Report)
    assert len(report.items) + len(report.already) == PHOTOGRAPHS, (trouble.kind, trouble.nth)
    assert sound(root, before) == PHOTOGRAPHS
    library = Library(root)
    assert waiting(library) == 0
    library.close()
    assert not list((root / "originals").rglob("*.minoties-part"))
    assert sums(card) == before


@pytest.mark.parametrize("seed", range(5))
def test_any_call_may_fail(tmp_path: Path, seed: int) -> None:
    _survives(tmp_path, random.Random(seed))


@pytest.mark.torture
def test_any_call_may_fail_again_and_again(tmp_path: Path, seeds: Iterator[int]) -> None:
    for seed in seeds:
        _survives(tmp_path / str(seed), random.Random(seed))
        shutil.rmtree(tmp_path / str(seed))


def _flipped(folder: Path, chance: random.Random) -> None:
    """A disk that gives back one wrong bit: the copy never gets its name."""
    card, root = folder / "card", folder / "library"
    before = fill(card)
    Library(root).close()
    victim, reads = chance.randint(1, PHOTOGRAPHS), []
    read_back = digests._read_back

    def spoil(part: Path, written: digests.Digest, cancelled: object) -> digests.Digest:
        reads.append(part)
        if len(reads) == victim:
            data = bytearray(part.read_bytes())
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            part.write_bytes(data)
        return read_back(part, written, cancelled)

    patch = pytest.MonkeyPatch()
    patch.setattr(digests, "_read_back", spoil)
    try:
        fault = bring(root, card)
    finally:
        patch.undo()
    assert isinstance(fault, EnvironmentFault) and fault.code == "differs"
    assert len(reads) >= victim
    assert sound(root, before) < PHOTOGRAPHS
    assert isinstance(bring(root, card), Report)
    assert sound(root, before) == PHOTOGRAPHS
    assert sums(card) == before


@pytest.mark.parametrize("seed", range(3))
def test_a_bit_that_flips_between_writing_and_reading_back_is_caught(tmp_path: Path, seed: int) -> None:
    _flipped(tmp_path, random.Random(seed))


@pytest.mark.torture
def test_every_flip_is_caught(tmp_path: Path, seeds: Iterator[int]) -> None:
    for seed in seeds:
        _flipped(tmp_path / str(seed), random.Random(seed))
        shutil.rmtree(tmp_path / str(seed))


# Real file systems


@contextmanager
def disk_of(point: Path, megabytes: int) -> Iterator[Path]:
    """A disk of that size, where mounts are allowed; else a folder."""
    point.mkdir(parents=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(point)],
                             capture_output=True).returncode == 0
    try:
        yield point
    finally:
        if mounted:
            subprocess.run(["umount", "-l", str(point)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 36 MB, where mounts are allowed; else a folder, of which the test then makes less."""
    with disk_of(tmp_path / "disk", 36) as disk:
        yield disk


def test_a_disk_that_is_too_small_says_so_before_and_goes_on_elsewhere(small_disk: Path, tmp_path: Path) -> None:
    before = fill(tmp_path / "card")
    if os.path.ismount(small_disk):
        (small_disk / "filler").write_bytes(bytes(6 << 20))
        fault = bring(tmp_path / "library", tmp_path / "card", small_disk)
        assert isinstance(fault, EnvironmentFault) and fault.code == "full"
        assert str(small_disk) in fault.message.args[0]
    report = bring(tmp_path / "library", tmp_path / "card", tmp_path / "other")
    assert isinstance(report, Report) and sound(tmp_path / "library", before) == PHOTOGRAPHS
    assert sums(tmp_path / "card") == before


@contextmanager
def filled_by_another(disk: Path, at: int) -> Iterator[None]:
    """Another program takes all that is left of a disk, right before the nth write of a copy; where nothing can be
    mounted, that and all later ones fail as they would."""
    patch, writing, writes, real = pytest.MonkeyPatch(), os.write, itertools.count(1), os.path.ismount(disk)

    def write(handle: int, data: bytes) -> int:
        place = os.readlink(f"/proc/self/fd/{handle}")
        if place.endswith(digests.PART) and place.startswith(str(disk)) and (number := next(writes)) >= at:
            if not real:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            if number == at:
                with (disk / "filler").open("wb", buffering=0) as file, contextlib.suppress(OSError):
                    while file.write(bytes(1 << 12)):
                        pass
        return writing(handle, data)

    patch.setattr(os, "write", write)
    try:
        yield
    finally:
        patch.undo()


@pytest.mark.parametrize("at", [1, 8])
@pytest.mark.parametrize("where", ["library", "second"])
def test_a_disk_that_fills_up_in_the_middle_says_so_and_goes_on_when_there_is_room(
    tmp_path: Path, where: str, at: int,
) -> None:
    with disk_of(tmp_path / "disk", 80) as disk:
        card, root = tmp_path / "card", (disk if where == "library" else tmp_path) / "library"
        second = disk / "second" if where == "second" else None
        before = fill(card, size=3 << 20)
        Library(root).close()
        with filled_by_another(disk, at):
            fault = bring(root, card, second)
        assert isinstance(fault, EnvironmentFault) and fault.code in ("full", "disk-full")
        (disk / "filler").unlink(missing_ok=True)
        assert sound(root, before) < PHOTOGRAPHS or second
        there = sums(second) if second else {}
        assert {found for path, found in there.items() if not path.startswith("manifests/")} <= {*before.values()}
        assert sums(card) == before
        report = bring(root, card, second)
        assert isinstance(report, Report) and sound(root, before) == PHOTOGRAPHS
        assert not list(disk.rglob(f"*{digests.PART}"))
        assert not second or set(before.values()) <= set(sums(second).values())
        library = Library(root)
        assert waiting(library) == 0
        library.close()


def test_a_card_on_a_disk_that_cannot_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    before = fill(tmp_path / "card")
    bound = subprocess.run(["mount", "--bind", "-o", "ro", str(tmp_path / "card"), str(tmp_path / "card")],
                           capture_output=True).returncode == 0
    try:
        assert isinstance(bring(tmp_path / "library", tmp_path / "card"), Report)
    finally:
        if bound:
            subprocess.run(["umount", "-l", str(tmp_path / "card")], check=True)
    assert sound(tmp_path / "library", before) == PHOTOGRAPHS
    assert sums(tmp_path / "card") == before


def test_a_clock_that_jumps_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = fill(tmp_path / "card")
    chance = random.Random(4)
    monkeypatch.setattr("time.time", lambda: chance.uniform(0, 4e9))
    assert isinstance(bring(tmp_path / "library", tmp_path / "card"), Report)
    assert sound(tmp_path / "library", before) == PHOTOGRAPHS


def test_a_second_disk_where_case_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photographs.jpeg(tmp_path / "card" / "a" / "img_1.jpg", 1, (90, 60))
    photographs.jpeg(tmp_path / "card" / "b" / "IMG_1.JPG", 2, (90, 60))
    assert isinstance(bring(tmp_path / "library", tmp_path / "card"), Report)
    names = [path.name.casefold() for path in (tmp_path / "library" / "originals").rglob("*.[jJ]*")]
    assert len(names) == len(set(names)) == 2

"""Imports on disks that fail: whatever happens, the card is as it was, the library is sound, nothing is lost or twice.

Real small file systems where the machine lets us mount them; faults of single calls everywhere.
"""

from __future__ import annotations

import errno
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.media import digest as digests
from minoties_desktop.services.ingest import Report, Wishes, ingest, waiting
from minoties_desktop.services.library import Library
from tests.support import photographs
from tests.support.source import ROOT

PHOTOGRAPHS = 5
NAMES = ("IMG_0.JPG", "e\u0301te\u0301.JPG", "\u202egpj.JPG", "שלום.JPG", f"{'x' * 251}.JPG")


def _card(folder: Path) -> dict[str, str]:
    """A card with odd names, and what is on it."""
    for seed, name in enumerate(NAMES):
        photographs.jpeg(folder / "DCIM" / "100A" / name, seed, (90, 60))
    return _sums(folder)


def _sums(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}


def _sound(root: Path) -> int:
    """How many photographs a library holds; each is there with its own bytes, and nothing else bears a name."""
    library = Library(root)
    try:
        rows = library.database.reading().execute(
            "SELECT path, sha256 FROM file WHERE role = 'master'").fetchall()
        there = {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
                 for path in (root / "originals").rglob("*") if path.is_file() and not path.name.startswith(".")}
        assert {row["path"]: row["sha256"] for row in rows}.items() <= there.items()
        assert len({row["sha256"] for row in rows}) == len(rows), "something came in twice"
        assert library.database.reading().execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return len(rows)
    finally:
        library.close()


def _import(root: Path, card: Path, second: Path | None = None) -> Report | EnvironmentFault:
    library = Library(root)
    try:
        return ingest(library, [card], Wishes(copy_to=second))
    except EnvironmentFault as fault:
        assert fault.remedy, "a fault without a remedy"
        return fault
    finally:
        library.close()


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
    before = _card(card)
    Library(root).close()
    if chance.random() < 0.3:
        trouble = Trouble("read", chance.randint(1, PHOTOGRAPHS), chance.choice([errno.EIO, errno.ENODEV]), card)
    else:
        kind, error = chance.choice(FAULTS)
        trouble = Trouble(kind, chance.randint(1, PHOTOGRAPHS), error, root / "originals")
    with troubled(trouble):
        _import(root, card)
    assert trouble.calls, "nothing was asked of the disk"
    assert _sums(card) == before
    _sound(root)
    report = _import(root, card)
    assert isinstance(report, Report)
    assert len(report.items) + len(report.already) == PHOTOGRAPHS, (trouble.kind, trouble.nth)
    assert _sound(root) == PHOTOGRAPHS
    library = Library(root)
    assert waiting(library) == 0
    library.close()
    assert not list((root / "originals").rglob("*.minoties-part"))
    assert _sums(card) == before


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
    before = _card(card)
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
        fault = _import(root, card)
    finally:
        patch.undo()
    assert isinstance(fault, EnvironmentFault) and fault.code == "differs"
    assert len(reads) >= victim
    assert _sound(root) < PHOTOGRAPHS
    assert isinstance(_import(root, card), Report)
    assert _sound(root) == PHOTOGRAPHS
    assert _sums(card) == before


@pytest.mark.parametrize("seed", range(3))
def test_a_bit_that_flips_between_writing_and_reading_back_is_caught(tmp_path: Path, seed: int) -> None:
    _flipped(tmp_path, random.Random(seed))


@pytest.mark.torture
def test_every_flip_is_caught(tmp_path: Path, seeds: Iterator[int]) -> None:
    for seed in seeds:
        _flipped(tmp_path / str(seed), random.Random(seed))
        shutil.rmtree(tmp_path / str(seed))


KILLED = """
import sys
from pathlib import Path
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
ingest(Library(Path(sys.argv[1])), [Path(sys.argv[2])])
"""


def kill_at_random(folder: Path, chance: random.Random, kills: int) -> int:
    """Kill an import again and again; how many of the kills met it alive."""
    card, root = folder / "card", folder / "library"
    before = _card(card)
    Library(root).close()
    alive = 0
    for _ in range(kills):
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(root), str(card)], cwd=ROOT)
        try:
            process.wait(0.35 + chance.random() * 0.6)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            alive += 1
        process.wait()
        _sound(root)
        assert _sums(card) == before
    assert isinstance(_import(root, card), Report)
    assert _sound(root) == PHOTOGRAPHS
    return alive


def test_killed_at_random_it_completes(tmp_path: Path) -> None:
    kill_at_random(tmp_path, random.Random(1), 2)


@pytest.mark.torture
def test_killed_two_hundred_times_it_completes(tmp_path: Path, seeds: Iterator[int]) -> None:
    for seed in seeds:
        kill_at_random(tmp_path / str(seed), random.Random(seed), 4)
        shutil.rmtree(tmp_path / str(seed))


# Real file systems


def _mounted(point: Path, options: str) -> bool:
    point.mkdir(parents=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(point)], capture_output=True)
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 36 MB, where mounts are allowed; else a folder, of which the test then makes less."""
    point = tmp_path / "disk"
    mounted = _mounted(point, "size=36m")
    yield point
    if mounted:
        subprocess.run(["umount", "-l", str(point)], check=True)


def test_a_disk_that_is_too_small_says_so_before_and_goes_on_elsewhere(small_disk: Path, tmp_path: Path) -> None:
    before = _card(tmp_path / "card")
    if os.path.ismount(small_disk):
        (small_disk / "filler").write_bytes(bytes(6 << 20))
        fault = _import(tmp_path / "library", tmp_path / "card", small_disk)
        assert isinstance(fault, EnvironmentFault) and fault.code == "full"
        assert str(small_disk) in fault.message.args[0]
    report = _import(tmp_path / "library", tmp_path / "card", tmp_path / "other")
    assert isinstance(report, Report) and _sound(tmp_path / "library") == PHOTOGRAPHS
    assert _sums(tmp_path / "card") == before


def test_a_card_on_a_disk_that_cannot_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    before = _card(tmp_path / "card")
    bound = subprocess.run(["mount", "--bind", "-o", "ro", str(tmp_path / "card"), str(tmp_path / "card")],
                           capture_output=True).returncode == 0
    try:
        assert isinstance(_import(tmp_path / "library", tmp_path / "card"), Report)
    finally:
        if bound:
            subprocess.run(["umount", "-l", str(tmp_path / "card")], check=True)
    assert _sound(tmp_path / "library") == PHOTOGRAPHS
    assert _sums(tmp_path / "card") == before


def test_a_clock_that_jumps_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _card(tmp_path / "card")
    chance = random.Random(4)
    monkeypatch.setattr("time.time", lambda: chance.uniform(0, 4e9))
    assert isinstance(_import(tmp_path / "library", tmp_path / "card"), Report)
    assert _sound(tmp_path / "library") == PHOTOGRAPHS


def test_a_second_disk_where_case_makes_no_difference(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photographs.jpeg(tmp_path / "card" / "a" / "img_1.jpg", 1, (90, 60))
    photographs.jpeg(tmp_path / "card" / "b" / "IMG_1.JPG", 2, (90, 60))
    assert isinstance(_import(tmp_path / "library", tmp_path / "card"), Report)
    names = [path.name.casefold() for path in (tmp_path / "library" / "originals").rglob("*.[jJ]*")]
    assert len(names) == len(set(names)) == 2

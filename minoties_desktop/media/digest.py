"""Hashes of files, and copies that are proven by reading them back."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from ..config.messages import Message
from ..domain.errors import EnvironmentFault, Refused
from .faults import disk_full, source_fault, target_fault

CHUNK = 1 << 20
RESERVE = 32 << 20
"""Bytes that a copy leaves free, so that the database beside it can still be written."""
_PAUSES = (0, 0.002, 0.01, 0.05, 0.2)
"""Seconds before each request to forget a file: pages that another processor still has in hand are kept at first."""
PART = ".minoties-part"
"""End of the temporary names; a file with it is a copy that was never finished."""


class Cancelled(Exception):
    """A person stopped it; nothing was left behind."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What identifies bytes: SHA-1 (Commons compares it) and SHA-256 (fixity) in hex, and their number.

    `cold` tells that a copy was compared with what the device gave back and not with the system's memory of it.
    """

    sha1: str
    sha256: str
    size: int
    cold: bool = False


def digest(path: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Digest:
    """Both hashes of a file in one pass over it."""
    with _reading(path) as file:
        sums = _Sums()
        for block in _blocks(file, path, cancelled):
            sums.add(block)
        return sums.result()


def copy_verified(
    source: Path, target: Path, *, cancelled: Callable[[], bool] = lambda: False,
    progress: Callable[[int], None] = lambda count: None,
    accept: Callable[[Path, Digest], None] = lambda part, digest: None,
) -> Digest:
    """Copy a file so that `target` exists only whole, durable and equal to what was read from `source`.

    The bytes go to a temporary name beside the target, are synced, dropped from the system's cache where it lets
    us, read back and compared; then `accept` may look at the temporary file and raise to stop it; only then does it
    get its name, never replacing a file of that name (FileExistsError). Whatever fails, nothing is left.
    `progress` hears the bytes of each block. Raises Refused for what is wrong with the source, EnvironmentFault for
    the target's disk, Cancelled.
    """
    part = target.with_name(f".{uuid.uuid4().hex}{PART}")
    try:
        with _reading(source) as file:
            before = os.fstat(file.fileno())
            with _writing(target):
                _guard_space(target.parent, before.st_size)
            written = _stream(file, source, part, target, cancelled, progress)
            after = os.fstat(file.fileno())
        if written.size != before.st_size or (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
            raise Refused(Message("media-changing"), Message("media-changing-remedy"), code="changing")
        with _writing(target):
            result = _read_back(part, written, cancelled)
            os.utime(part, ns=(after.st_atime_ns, after.st_mtime_ns))
        accept(part, result)
        with _writing(target):
            _name(part, target)
            try:
                sync_folder(target.parent)
            except OSError:
                target.unlink()
                raise
        return result
    finally:
        with contextlib.suppress(OSError):  # A disk that just died cannot be tidied; `sweep` does it later.
            part.unlink(missing_ok=True)


def read_from_device(path: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Digest:
    """Both hashes of a file as the device gives it back; `cold` tells whether it did, or the system's memory.

    Raises Refused when the file cannot be read.
    """
    with _reading(path) as file:
        # What was written lately cannot be forgotten before it is on the disk.
        with contextlib.suppress(OSError):  # some systems sync only what is open for writing
            os.fsync(file.fileno())
        cold = _drop_cache(file.fileno(), os.fstat(file.fileno()).st_size)
        sums = _Sums()
        for block in _blocks(file, path, cancelled):
            sums.add(block)
    return replace(sums.result(), cold=cold)


def sweep(folder: Path) -> None:
    """Remove what killed copies left in a folder and those below it; nobody else may be copying there."""
    for part in list(folder.rglob(f".*{PART}")):
        part.unlink()


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system has a way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class _Sums:
    def __init__(self) -> None:
        self._sha1, self._sha256, self._size = hashlib.sha1(usedforsecurity=False), hashlib.sha256(), 0

    def add(self, block: memoryview) -> None:
        self._sha1.update(block)
        self._sha256.update(block)
        self._size += len(block)

    def result(self) -> Digest:
        return Digest(self._sha1.hexdigest(), self._sha256.hexdigest(), self._size)


def _stream(
    file: BinaryIO, source: Path, part: Path, target: Path, cancelled: Callable[[], bool],
    progress: Callable[[int], None],
) -> Digest:
    sums = _Sums()
    with _writing(target):
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        for block in _blocks(file, source, cancelled):
            sums.add(block)
            with _writing(target):
                rest = block
                while rest:
                    rest = rest[os.write(handle, rest):]
            progress(len(block))
        with _writing(target):
            os.fsync(handle)
    finally:
        os.close(handle)
    return sums.result()


def _read_back(part: Path, written: Digest, cancelled: Callable[[], bool]) -> Digest:
    """Compare what the disk gives back with what was read from the source."""
    sums = hashlib.sha256()
    with part.open("rb", buffering=0) as file:
        cold = _drop_cache(file.fileno(), written.size)
        buffer = memoryview(bytearray(CHUNK))
        while count := file.readinto(buffer):
            if cancelled():
                raise Cancelled
            sums.update(buffer[:count])
    if sums.hexdigest() != written.sha256:
        raise EnvironmentFault(Message("disk-differs", part.parent.as_posix()), Message("disk-differs-remedy"),
                               code="differs")
    return Digest(written.sha1, written.sha256, written.size, cold)


def _drop_cache(handle: int, size: int) -> bool:
    """Ask the system to forget a file; whether it did, as far as three samples tell."""
    if not hasattr(os, "posix_fadvise") or not size:
        return False
    for pause in _PAUSES:
        time.sleep(pause)
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
        forgotten = _is_forgotten(handle, size)
        if forgotten is not False:
            return bool(forgotten)
    return False


def _is_forgotten(handle: int, size: int) -> bool | None:
    """Whether three samples of a file would have to come from the device; None where the system does not tell."""
    if not hasattr(os, "RWF_NOWAIT"):
        return None
    for place in {0, size // 2, size - 1}:
        try:
            os.preadv(handle, [bytearray(1)], place, os.RWF_NOWAIT)
        except BlockingIOError:
            continue  # Not in memory: it has to come from the device.
        except OSError as error:
            if error.errno in (errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL):
                return None
            raise
        return False
    return True


def _name(part: Path, target: Path) -> None:
    """Give a file its final name unless that name is taken (FileExistsError)."""
    if os.name == "nt":
        part.rename(target)  # Windows never replaces.
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EACCES):
            raise
        # No hard links (FAT, exFAT, some network disks): reserve the name, then replace what we reserved.
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644))
        part.replace(target)


def _guard_space(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + RESERVE:
        raise disk_full(folder, size + RESERVE - free)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise source_fault(error) from error
    with file:
        yield file


def _blocks(file: BinaryIO, path: Path, cancelled: Callable[[], bool]) -> Iterator[memoryview]:
    buffer = memoryview(bytearray(CHUNK))
    while True:
        if cancelled():
            raise Cancelled
        try:
            count = file.readinto(buffer)
        except OSError as error:
            raise source_fault(error) from error
        if not count:
            return
        yield buffer[:count]


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Turn errors of the target's disk into faults of the machine; a taken name stays FileExistsError."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise target_fault(error, target.parent) from error

"""Locks of the operating system on files: void as soon as the process that holds one dies, however it dies."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AGAIN = 0.02
_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})


@contextmanager
def locked(path: Path, *, seconds: float = 0) -> Iterator[None]:
    """Hold the lock of a file, which is made if there is none and stays.

    Raises TimeoutError when another process, or another holder in this one, does not let go within `seconds`.
    Not filelock's, which loads OpenSSL: 5 MiB of every window.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # Not inherited by the processes that are started meanwhile (PEP 446).
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        until = time.monotonic() + seconds
        while not _take(handle):
            if time.monotonic() >= until:
                raise TimeoutError(errno.ETIMEDOUT, "locked by another process", str(path))
            time.sleep(_AGAIN)
        try:
            yield
        finally:
            _give_back(handle)
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _TAKEN:
            return False
        raise
    return True


def _give_back(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_UN)

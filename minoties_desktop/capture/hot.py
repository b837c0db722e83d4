"""A watched folder, which a tethered camera or a scanning program fills: a file is taken when it is complete."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .folder import Folder
from .source import Candidate, Left

SETTLED = 2.0
"""Seconds for which size and time of a file have to stay as they are."""
PATIENCE = 60.0
"""Seconds after which a file that stays incomplete is taken as it is, to be refused in words."""


@dataclass
class HotFolder:
    """Tells what has come into a folder and is complete. `is_whole` looks at a file's end; `ready` is called again and
    again, and says each file once."""

    root: Path
    is_whole: Callable[[Path], bool] = lambda path: True
    without: Sequence[Path] = ()
    clock: Callable[[], float] = time.monotonic
    _seen: dict[Path, tuple[int, int, float]] = field(default_factory=dict)
    _told: set[tuple[Path, int, int]] = field(default_factory=set)

    def ready(self) -> list[Candidate]:
        """The files that were completed since the last call."""
        now, found, there = self.clock(), [], set()
        for one in self._candidates():
            there.add(one.path)
            size, modified, since = self._seen.get(one.path, (-1, -1, now))
            if (size, modified) != (one.size, one.modified):
                self._seen[one.path] = (one.size, one.modified, now)
                continue
            key = (one.path, one.size, one.modified)
            rest = now - since
            if key in self._told or rest < SETTLED:
                continue
            if rest >= PATIENCE or (one.size and not is_being_written(one.path) and self.is_whole(one.path)):
                self._told.add(key)
                found.append(one)
        self._seen = {path: facts for path, facts in self._seen.items() if path in there}
        return found

    @property
    def pending(self) -> int:
        """How many files are still waited for."""
        return sum((path, size, modified) not in self._told for path, (size, modified, _) in self._seen.items())

    def _candidates(self) -> Iterator[Candidate]:
        found = Folder().find([self.root], without=self.without)
        return (one for one in found if not isinstance(one, Left))


def is_being_written(path: Path) -> bool:
    """Whether some program has a file open for writing, as far as the system tells."""
    if sys.platform == "win32":
        try:
            path.rename(path)  # refused while another program has it open
        except OSError:
            return True
        return False
    if sys.platform != "linux":
        return False
    import fcntl  # not on Windows

    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return True
    try:
        # A lease for reading is granted only where nobody writes; some file systems and other people's files know none.
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(handle, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(handle)
    return False

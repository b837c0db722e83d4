"""What imports into one library share that go on side by side, so that no photograph comes in twice."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from types import TracebackType
from typing import Self

from ..media.blocks import HEAD
from ..media.digest import sweep
from ..media.pool import Pool
from ..store import incoming
from .arriving import Fingerprint, fingerprint, free_names
from .copying import Owners, cores
from .library import Library
from .originals import FOLDER


class Intake:
    """Holds the library's lock for importing: names, owners of bytes and the processes that look at pictures are one
    for all imports. To be used in a `with`; raises EnvironmentFault when another process is importing."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.owners = Owners()
        self._prints: set[Fingerprint] = set()
        self._sizes: set[int] = set()
        self._lock = threading.Lock()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(self.library.lock("import"))
        with ExitStack() as opened:
            opened.push(self._stack.pop_all())
            self.pool = opened.enter_context(Pool(cores()))
            self.names = free_names(self.library)
            database = self.library.database
            if dead := incoming.interrupted(database):
                sweep(self.library.root / FOLDER)
                with database.writing() as write:
                    for run in dead:
                        incoming.end(write, run)
            self._stack = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def learn(self, sizes: Iterable[int]) -> None:
        """Know the library's files of these sizes, by their bytes and by their heads."""
        with self._lock:
            fresh = set(sizes) - self._sizes
            self._sizes |= fresh
            known = incoming.files_by_size(self.library.database, fresh)
            self.owners.learn(known)
            for row in known:
                try:
                    with self.library.path(row["path"]).open("rb") as file:
                        self._prints.add(fingerprint(row["size"], file.read(HEAD)))
                except OSError:
                    continue  # Its twin is then found out by its SHA-1, after copying.

    def is_first(self, found: Fingerprint) -> bool:
        """Whether nothing of that fingerprint is in the library or on its way."""
        with self._lock:
            if found in self._prints:
                return False
            self._prints.add(found)
            return True


class SharedIntake:
    """One intake for a window's imports: taken when the first begins, let go when the last has ended."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._count = 0
        self._intake: Intake | None = None

    @contextmanager
    def taken(self) -> Iterator[Intake]:
        """Take part, from any thread. Raises EnvironmentFault when another process is importing."""
        with self._lock:
            if self._intake is None:
                self._intake = Intake(self._library).__enter__()
            self._count += 1
        try:
            yield self._intake
        finally:
            with self._lock:
                self._count -= 1
                if not self._count:
                    intake, self._intake = self._intake, None
                    intake.__exit__(None, None, None)

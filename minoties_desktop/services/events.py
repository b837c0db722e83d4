"""Who has to hear of changes: this process at once, and of other processes' writes by watching."""

from __future__ import annotations

from collections.abc import Callable

from ..domain.changes import Changes
from ..store.change_log import Watch
from .library import Library

Listener = Callable[[Changes | None], None]
"""Called with what changed; None means: read everything anew."""


class Events:
    """Tells listeners what changed. `poll` belongs on one thread, which also hears everything."""

    def __init__(self, library: Library) -> None:
        self._watch = Watch(library.database)
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Have a listener told from now on."""
        self._listeners.append(listener)

    def tell(self, changes: Changes | None) -> None:
        """Tell all listeners."""
        if changes is None or changes:
            for listener in self._listeners:
                listener(changes)

    def poll(self) -> None:
        """Look whether another process wrote, and tell; a few microseconds when none did."""
        self.tell(self._watch.changes())

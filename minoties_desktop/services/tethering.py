"""Imports what comes into a watched folder, as it comes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..capture.hot import HotFolder
from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..media.endings import ends
from .ingest import Report, Wishes, ingest
from .library import Library

LOOK = 1.0
"""Seconds between two looks at the folder."""


def watch(
    library: Library, folder: Path, wishes: Wishes, *, stopped: Callable[[], bool],
    arrived: Callable[[Report], None] = lambda report: None, changed: Callable[[Changes], None] = lambda changes: None,
    waiting: Callable[[int], None] = lambda count: None, wait: Callable[[float], Any] = time.sleep,
) -> None:
    """Import each file of a folder when it is complete, what is there already included, until it is stopped.

    `arrived` hears what became of them, `waiting` how many are still being written. Raises UsageFault for a folder
    that there is not, or that is in the library; EnvironmentFault as `ingest`.
    """
    folder = folder.expanduser().absolute()
    if not folder.is_dir() or folder.resolve().is_relative_to(library.root):
        raise UsageFault(Message("error-watch", str(folder)), Message("error-watch-remedy"), code="watch")
    hot = HotFolder(folder, ends, [library.root])
    while not stopped():
        found = [one.path for one in hot.ready()]
        if found:
            arrived(ingest(library, found, wishes, changed=changed, cancelled=stopped))
        waiting(hot.pending)
        wait(LOOK)

"""Starts the sync in a process of its own, which goes on when the window is closed or killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..config.paths import log_folder
from ..config.start import ourselves


def start_sync(library: Path) -> None:
    """Start `minoties sync` for a library, detached. Its words go into a log; its rows tell the window."""
    log_folder().mkdir(parents=True, exist_ok=True)
    detached = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.DETACHED_PROCESS} \
        if sys.platform == "win32" else {"start_new_session": True}
    with (log_folder() / "sync.log").open("ab") as log:
        subprocess.Popen(
            ourselves("sync", "--library", str(library), "--json"), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            **detached)

"""Processes that work for minutes give way to those for which a person waits."""

from __future__ import annotations

import contextlib
import os
import subprocess

NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
FLAGS = NO_WINDOW | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""How such a process is made on Windows; nothing elsewhere."""
_NICER = 10


def give_way(process: subprocess.Popen) -> None:
    """Have a process that was just started come after others, where the system has an order of them."""
    if hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):  # It has ended already.
            os.setpriority(os.PRIO_PROCESS, process.pid, _NICER)

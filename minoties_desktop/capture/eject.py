"""Lets go of a card, so that it can be taken out: asks the system's own program for it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import EnvironmentFault
from .volumes import device_of

_SECONDS = 120
"""What is still being written to a slow card has to get there first."""


def commands(root: Path) -> list[list[str]]:
    """The commands of this system that let go of the volume at a root, the best first; none where it has none."""
    if sys.platform == "darwin":
        return [["diskutil", "eject", str(root)]]
    device = device_of(root)
    found = []
    if device.startswith("/dev/") and (program := shutil.which("udisksctl")):
        found.append([program, "unmount", "--block-device", device, "--no-user-interaction"])
    if program := shutil.which("gio"):
        found.append([program, "mount", "--unmount", str(root)])
    return found


def eject(root: Path, name: str) -> None:
    """Let go of the volume at a root, called so. Raises EnvironmentFault where that does not work."""
    import subprocess  # late: a window starts without

    said = ""
    for command in commands(root):
        try:
            done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False,
                                  env={**os.environ, "LC_ALL": "C"})
        except subprocess.TimeoutExpired as error:
            raise _busy(name) from error
        except OSError as error:
            said = said or str(error.strerror)
            continue
        if done.returncode == 0:
            return
        text = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        if "busy" in text.casefold():
            raise _busy(name)
        said = said or text.rpartition("\n")[2]
    raise EnvironmentFault(Message("eject-failed", name, said), Message("eject-failed-remedy"), code="eject")


def _busy(name: str) -> EnvironmentFault:
    return EnvironmentFault(Message("eject-busy", name), Message("eject-busy-remedy"), code="eject-busy")

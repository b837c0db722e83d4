"""How this program starts itself again: the sync process, the helpers that decode pictures."""

from __future__ import annotations

import sys
from pathlib import Path

MEDIA_HELPER = "media-helper"
"""The hidden first word that starts a process for decoding pictures instead of the command line."""
_ROOT = Path(__file__).resolve().parents[2]
_RUN = "import sys; sys.path.append(sys.argv.pop(1)); from minoties_desktop.__main__ import main; sys.exit(main())"


def ourselves(*args: str) -> list[str]:
    """The command that starts this program with these words, from a frozen build as from Python.

    `-P` keeps the current folder off the import path: a card with a `json.py` on it must not be run.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *args]
    return [sys.executable, "-P", "-c", _RUN, str(_ROOT), *args]

"""What every page and widget of one window shares."""

from __future__ import annotations

from dataclasses import dataclass

from .bridge import Bridge
from .dress import Dresser
from .icons import Icons
from .keys import Keys
from .theme import Theme
from .translator import Speech

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Kit:
    """The look, the words and the library of one window."""

    theme: Theme
    icons: Icons
    speech: Speech
    dresser: Dresser
    bridge: Bridge
    keys: Keys

    def megabytes(self, size: int) -> str:
        """A size in decimal megabytes, written by locale."""
        return self.speech.say("window-megabytes", round(size / MEGABYTE, 1 if size >= MEGABYTE else 2))

"""What every page and widget of one window shares."""

from __future__ import annotations

from dataclasses import dataclass

from .bridge import Bridge
from .dress import Dresser
from .icons import Icons
from .keys import Keys
from .theme import Theme
from .translator import Speech

MEGABYTE, _KILOBYTE = 1_000_000, 1_000


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
        """A size in decimal megabytes, of less than one in kilobytes, written by locale."""
        kilobytes = round(size / _KILOBYTE, 0 if size >= 10 * _KILOBYTE else 1)
        if 0 < kilobytes < _KILOBYTE:
            return self.speech.say("window-kilobytes", kilobytes)
        return self.speech.say("window-megabytes", round(size / MEGABYTE, 1))

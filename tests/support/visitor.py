"""Somebody who works in the window by its keyboard alone, and hears where the keyboard is."""

from __future__ import annotations

import time
from pathlib import Path

from tests.support.newcomer import PATIENCE, Newcomer
from tests.support.reader import Reader, Thing
from tests.support.xwindow import Screen

_MOST_STOPS = 90
_STILL = 0.15
"""Seconds without any news after which the focus has come to rest."""


class Visitor(Newcomer):
    """Goes from control to control with the tab key until the one that is wanted has the keyboard."""

    reader: Reader

    def __init__(self, screen: Screen, folder: Path) -> None:
        super().__init__(screen, folder)
        self._at: Thing | None = None

    def introduces_themselves(self, name: str, user_name: str, languages: str = "") -> None:
        """The first run up to its last question, each step when the keyboard has come to it."""
        self._screen.window("^Minoties")
        self.waits_at("English")
        self.hit("Return")
        self.waits_at("Continue to: You")
        self.hit("Return")
        self.waits_at("Your name")
        self.type(name)
        self.fill("Your Wikimedia user name", user_name)
        self.fill("Languages you write", languages)
        self.hit("Return")
        self.waits_at("Take the practice walk")

    def waits_at(self, name: str) -> None:
        """Wait until the keyboard is at the control of a name by itself."""
        end = time.monotonic() + PATIENCE
        while not ((thing := self._focused()) and self.reader.name(thing).startswith(name)):
            assert time.monotonic() < end, f"the keyboard does not come to {name}"

    def hit(self, *keys: str) -> None:
        """Press keys or chords without waiting for the picture to stand still."""
        self._screen.key(*keys)

    def go_to(self, name: str, about: str = "", *, key: str = "Tab") -> None:
        """Have the keyboard at the control of a name, of those that are described so, with a key that goes on: Tab, or
        F6 from part to part of the window."""
        passed: list[str] = []
        for _ in range(_MOST_STOPS):
            thing = self._focused()
            called, told = (self.reader.name(thing), self.reader.description(thing)) if thing else ("", "")
            if called.startswith(name) and about in told:
                return
            passed.append(f"{called} ({told})")
            self.hit(key)
        raise AssertionError(f"{key} does not reach {name} {about}: {passed}")

    def use(self, name: str, about: str = "") -> None:
        """Press a button."""
        self.go_to(name, about)
        self.press("space")

    def fill(self, name: str, text: str) -> None:
        """Type into a field."""
        self.go_to(name)
        self.type(text)

    def choose(self, now: str, words: str) -> None:
        """Choose an entry by its first letters in a list where something else is chosen now; a reader calls it by
        that."""
        self.go_to(now)
        self.type(words)

    def keeps(self) -> None:
        """Accept a form or a file."""
        self.press("Return")

    def _focused(self) -> Thing | None:
        """Where the keyboard has come to rest."""
        end, still = time.monotonic() + PATIENCE, time.monotonic() + _STILL
        while (now := time.monotonic()) < still or (self._at is None and now < end):
            if (thing := self.reader.focus_within(max(0.01, still - now))) is not None:
                self._at, still = thing, time.monotonic() + _STILL
        return self._at

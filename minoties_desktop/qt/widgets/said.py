"""Words that a page says once: kept by their keys, so that they can be said again in another language."""

from __future__ import annotations

from collections.abc import Callable

from ..translator import Speech


class Said:
    """The unchanging words of a page that is made in code."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._kept: list[tuple[str, Callable[[str], object]]] = []

    def word(self, key: str, *tells: Callable[[str], object]) -> str:
        """Give a text to those who show it, now and after each change of the language."""
        self._kept += [(key, tell) for tell in tells]
        for tell in tells:
            tell(self._speech.say(key))
        return self._speech.say(key)

    def again(self) -> None:
        """Say everything in the language of now."""
        for key, tell in self._kept:
            tell(self._speech.say(key))

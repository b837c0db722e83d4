"""Languages of the world: their names in themselves, in English and in the reader's language, and their direction.

`resources/vocab/languages.tsv` is made by `packaging/languages.py`, which names its sources; names in the reader's
language are those of CLDR.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .resources import resource

_FROM_RIGHT = ("adlm", "arab", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa")
"""Scripts that run from right to left, by their code of ISO 15924."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language: its code, English name, names in itself (the usual one first, perhaps none), and whether it is
    written from right to left."""

    code: str
    english: str
    own: tuple[str, ...] = ()
    from_right: bool = False

    @property
    def name(self) -> str:
        """What those who speak it call it; else its English name."""
        return self.own[0] if self.own else self.english


@functools.cache
def languages() -> Mapping[str, Language]:
    """All languages that are known, by code."""
    return {code: _read(line) for code, line in _lines().items()}


@functools.lru_cache(256)
def language(code: str) -> Language:
    """The language of a code; one that is not known is called by its code, and runs like its script."""
    line = _lines().get(code)
    if line is not None:
        return _read(line)
    return Language(code, code, (), code.rpartition("-")[2] in _FROM_RIGHT)


def is_known(code: str) -> bool:
    """Whether a code is that of a language."""
    return code in _lines() or code.rpartition("-")[0] in _lines()


def coded(text: str) -> str:
    """The code that a text is but for the case of its letters, where it is that of exactly one language; else the text
    as it is."""
    found = _by_letters().get(text.strip().casefold(), ())
    return found[0] if len(found) == 1 else text


@functools.cache
def _by_letters() -> Mapping[str, Sequence[str]]:
    """Codes by their letters in one case."""
    found: dict[str, list[str]] = {}
    for code in _lines():
        found.setdefault(code.casefold(), []).append(code)
    return found


@functools.cache
def _lines() -> Mapping[str, str]:
    text = resource("vocab", "languages.tsv").read_text(encoding="utf-8")
    return {line.partition("\t")[0]: line for line in text.splitlines()}


def _read(line: str) -> Language:
    code, english, own, direction = line.split("\t")
    return Language(code, english, tuple(own.split("|")) if own else (), direction == "rtl")


def called(code: str, reader: str) -> str:
    """What a language is called in the reader's language as CLDR has it, "" where it has no name for it.

    Babel is loaded: to be called beside the window's thread.
    """
    return _names(reader).get(code.replace("-", "_"), "")


@functools.lru_cache(4)
def _names(reader: str) -> Mapping[str, str]:
    from babel import Locale, UnknownLocaleError

    try:
        return dict(Locale.parse(reader.replace("-", "_")).languages)
    except (UnknownLocaleError, ValueError):
        return {}

"""Which language is meant by a name in any language, and what can be written in it on Commons."""

from __future__ import annotations

import functools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..config.languages import Language, called, is_known, language, languages
from ..config.messages import Lang, Message
from ..domain.changes import Changes
from ..domain.checks import is_language_code
from ..domain.fields import FIELDS
from ..domain.searching import searchable
from . import drafts
from .describing import caption_languages
from .library import Library
from .tagging import Tagging

SHOWN = 8
_LONGEST = 4
"""Words of the longest names that are looked for in a line of several."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A language in words for one reader: its code, its name in the reader's language ("" where it is the same as its
    own, or unknown), its own name, and whether Commons takes captions in it."""

    code: str
    name: str
    own: str
    captions: bool

    @property
    def words(self) -> str:
        """All names and the code, for a line of a list."""
        return " · ".join(dict.fromkeys(part for part in (self.own, self.name, self.code) if part))


@functools.cache
def takes_captions(code: str) -> bool:
    """Whether Commons takes captions in a language, as of the snapshot that ships with the app."""
    return code in caption_languages()


def spoken(code: str, reader: str) -> Spoken:
    """A language for a reader."""
    known = language(code)
    name = called(code, reader) or known.english
    return Spoken(code, "" if searchable(name) == searchable(known.name) else name, known.name, takes_captions(code))


def found(text: str, reader: str, first: Collection[str] = (), limit: int = SHOWN) -> list[Spoken]:
    """The languages that a text may mean: the one of this code, those whose name in the reader's language, in
    themselves or in English begins so; then those of which a later word does. `first` go before others."""
    words = searchable(text).strip()
    if not words:
        return []
    code = text.strip().lower()
    ranked = []
    for one in languages().values():
        place = 0 if one.code == code else _place(one, words, reader)
        if place is not None:
            ranked.append(((place > 0, one.code not in first, not takes_captions(one.code), place, len(one.name),
                            one.code), one.code))
    codes = [found for _, found in sorted(ranked)[:limit]]
    if code not in codes and code not in languages() and is_language_code(code) and "-" in code:
        codes.append(code)  # of a kind that no list has, such as a dialect's
    return [spoken(found, reader) for found in codes]


def codes(text: str, reader: str) -> str:
    """The codes, with spaces between them, of languages that a line names by their codes or by any of their names;
    what is called so by none stays as it was typed. Babel is loaded, as by `config.languages.called`."""
    words, meant = text.replace(",", " ").replace(";", " ").split(), []
    while words:
        for length in range(min(len(words), _LONGEST), 0, -1):
            if (code := _meant(" ".join(words[:length]), reader)) or length == 1:
                meant.append(code or words[0].lower())
                del words[:length]
                break
    return " ".join(dict.fromkeys(meant))


def _meant(text: str, reader: str) -> str:
    """The code that a text is, else that of the language which is called exactly so, the best known; "" for none."""
    if is_known(text.lower()):
        return text.lower()
    said = searchable(text).strip()
    names = _folded(reader)
    return next((one.code for one in found(text, reader) if said in names.get(one.code, ())), "")


def _place(one: Language, words: str, reader: str) -> int | None:
    folded = _folded(reader)[one.code]
    if any(name == words for name in folded):
        return 1
    if any(name.startswith(words) for name in folded):
        return 2
    return 3 if len(words) > 1 and any(f" {words}" in name for name in folded) else None


@functools.lru_cache(2)
def _folded(reader: str) -> dict[str, tuple[str, ...]]:
    return {one.code: tuple({searchable(name).strip() for name in (
        called(one.code, reader), *one.own, one.english) if name}) for one in languages().values()}


def drop(library: Library, tagging: Tagging, ids: Sequence[str], lang: str) -> Changes:
    """Forget what items say in a language, and what was being typed in it. One step of undo."""
    changes = Changes()
    with tagging.as_one(Message("action-drop-language", Lang(lang), len(ids))):
        for field in FIELDS:
            if field.by_language:
                changes |= tagging.clear(ids, field.id, lang=lang)
    for draft in drafts.waiting(library):
        if draft.lang == lang and set(draft.items) <= set(ids):
            drafts.forget(library, draft)
    return changes

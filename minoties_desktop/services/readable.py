"""Which words on scanned pages can be read on this computer, in which languages not, and what would mend that."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ..config.messages import Lang, Message
from ..config.resources import resource
from ..domain.item import Described
from ..store import activities
from .library import Library

UNREAD = "zxx"
"""The language of what is not to be read (ISO 639-3: no linguistic content)."""
_FIELD = "text_languages"
_PACKAGE = "tesseract-ocr"


class Reading(NamedTuple):
    """How pages are read: Tesseract's codes of their languages, and the languages that cannot be read here."""

    codes: tuple[str, ...]
    unread: tuple[str, ...]


def reading(chosen: Sequence[str], otherwise: Sequence[str] = ()) -> Reading:
    """How pages in these languages are read; `otherwise` are those that count where none is chosen, of which one that
    can be read is enough."""
    from ..media.reading import languages  # late: it starts a program

    asked = [text.strip().lower() for text in chosen if text.strip()]
    wanted = asked or list(otherwise)
    if UNREAD in wanted:
        return Reading((), ())
    installed = languages()
    found = {lang: _code(lang) for lang in wanted}
    codes = tuple(dict.fromkeys(code for code in found.values() if code in installed))
    unread = tuple(lang for lang, code in found.items() if code not in installed)
    return Reading(codes, () if codes and not asked else unread)


def of_item(described: Described) -> Reading:
    """How an item's pages are read: in its text's own languages, else in its activity's."""
    return reading([value.text for value in described.all(_FIELD)], described.languages)


def of_activity(library: Library, activity: str, typed: Sequence[str]) -> Reading:
    """How the pages of an activity are going to be read where these languages are typed for it."""
    return reading(typed or kept(library, activity), activities.languages(library.database).get(activity, ()))


def kept(library: Library, activity: str) -> list[str]:
    """The languages that an activity has for its items' texts; UNREAD for those that are not to be read."""
    return [one.text for one in activities.defaults(library.database, activity) if one.field == _FIELD]


def look_again() -> None:
    """Ask Tesseract anew which languages it has: somebody may have installed some meanwhile."""
    from ..media import reading as reader

    reader.languages.cache_clear()


def missing(unread: Sequence[str]) -> tuple[Message, Message] | None:
    """What is missing here for reading these languages, and what mends it; None where nothing is."""
    from ..media.reading import has_program

    if not unread:
        return None
    known = [lang for lang in unread if lang in reading_languages() or lang.partition("-")[0] in reading_languages()]
    named = Lang(" ".join(known or unread))
    if not has_program():
        packages = [_PACKAGE, *dict.fromkeys(map(_package, known))]
        return Message("read-no-program", Lang(" ".join(unread))), Message("read-no-program-remedy", " ".join(packages))
    if not known:
        return Message("read-never", named, len(unread)), Message("read-never-remedy")
    files = ", ".join(dict.fromkeys(f"{_code(lang)}.traineddata" for lang in known))
    return (Message("read-no-language", named, len(known)),
            Message("read-no-language-remedy", files, " ".join(dict.fromkeys(map(_package, known)))))


@cache
def reading_languages() -> Mapping[str, str]:
    """Tesseract's codes by those of languages as we write them."""
    return json.loads(resource("vocab", "reading_languages.json").read_text(encoding="utf-8"))["languages"]


def _code(lang: str) -> str:
    known = reading_languages()
    return known.get(lang, known.get(lang.partition("-")[0], lang))


def _package(lang: str) -> str:
    """The package of a language's data as Debian and its like call it."""
    return f"{_PACKAGE}-{_code(lang).replace('_', '-')}"

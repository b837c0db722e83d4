"""Countries by their names in the languages of the app, as CLDR has them; their codes are those of ISO 3166-1."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from .messages import languages

_NONE = frozenset({"eu", "ez", "qo", "un", "xa", "xb", "zz"})
"""Codes of two letters in CLDR that are no country's."""


@functools.lru_cache(4)
def names(reader: str) -> Mapping[str, str]:
    """What countries are called in the reader's language, by code in small letters.

    Babel is loaded: to be called beside the window's thread first.
    """
    from babel import Locale, UnknownLocaleError

    try:
        known = Locale.parse(reader.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {code.lower(): name for code, name in known.items()
            if len(code) == 2 and code.isalpha() and code.lower() not in _NONE}


def code_of(text: str) -> str:
    """The code of a country that is given by its code, or by its name in a language of the app; "" for none."""
    wanted = " ".join(text.split()).casefold()
    if wanted in names("en"):
        return wanted
    return next((code for reader in languages() for code, name in names(reader).items()
                 if name.casefold() == wanted), "")

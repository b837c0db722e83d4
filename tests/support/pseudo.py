"""Languages that nobody speaks: made of the English texts, they show what is not translated and what has no room.

`qps` keeps the letters, with accents, and makes every text longer by two fifths; `qpr` says the same in Hebrew letters.
What does not stand between their brackets was never said by the window.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from unittest import mock

from minoties_desktop.config import messages
from minoties_desktop.config.resources import resource

LONG, MIRRORED = "qps", "qpr"
OPEN, CLOSE = "⟦", "⟧"
_KEEP = re.compile(r"\{\{PLURAL:\$\d+\||\}\}|\||\$\d+|<[^>]+>|&\w+;|https?://\S+")
_PLURAL = re.compile(r"(\{\{PLURAL:\$\d+\|)([^{}]*)(\}\})")
_PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS = {
    LONG: str.maketrans(_PLAIN, "áƀçďéƒğĥíĵķĺɱñóƥǫřšťúṽŵẋýžÁƁÇĎÉƑĞĤÍĴĶĹṀÑÓƤǪŘŠŤÚṼŴẊÝŽ"),
    MIRRORED: str.maketrans(_PLAIN, ("אבגדהוזחטיכלמנסעפצקרשתוחיז" * 2)[:52]),
}
_FILL = {LONG: "šóɱé ḿóřé ŵóřďš ", MIRRORED: "מילים נוספות כאן "}


def said(text: str, language: str) -> str:
    """A text in one of these languages; arguments and plural forms stay."""
    if not _PLURAL.search(text):
        return _longer(text, language)
    # Brackets around each form, where the text is nothing but its forms.
    whole = _PLURAL.fullmatch(text)
    if whole:
        return whole[1] + "|".join(_longer(form, language) for form in whole[2].split("|")) + whole[3]
    return _longer(text, language)


def _longer(text: str, language: str) -> str:
    letters = sum(letter.isalpha() for letter in _KEEP.sub("", text))
    more = (_FILL[language] * 40)[:round(letters * 0.4)].strip()
    return OPEN + _lettered(text, language) + (f" {more}" if more else "") + CLOSE


def _lettered(text: str, language: str) -> str:
    parts, at = [], 0
    for kept in _KEEP.finditer(text):
        parts += [text[at:kept.start()].translate(_LETTERS[language]), kept[0]]
        at = kept.end()
    return "".join([*parts, text[at:].translate(_LETTERS[language])])


def spoken_in(folder: Path) -> mock._patch:
    """A patch under which the program finds both languages as if they were shipped; their files go into a folder."""
    english = messages.catalogue(messages.FALLBACK)
    for language in (LONG, MIRRORED):
        texts = {key: said(text, language) for key, text in english.items()}
        (folder / f"{language}.json").write_text(json.dumps(texts), encoding="utf-8")
    ours = {f"{language}.json" for language in (LONG, MIRRORED)}

    def found(*parts: str) -> Path:
        return folder / parts[-1] if parts[-1] in ours else resource(*parts)

    return mock.patch.object(messages, "resource", found)

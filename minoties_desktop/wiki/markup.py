"""What people typed, made harmless inside wikitext: it is shown as typed and structures nothing."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = str.maketrans({
    "{": "&#123;", "}": "&#125;", "[": "&#91;", "]": "&#93;", "|": "&#124;", "<": "&lt;", ">": "&gt;",
})
_ENTITY = re.compile(r"&(?=#?\w+;)")
_RUNS = re.compile(r"~{3,}|'{2,}|_{2,}|-{4,}")
_LINE_START = re.compile(r"^[=*#:;]", re.MULTILINE)
_FORBIDDEN_IN_TITLES = re.compile(r"[#<>\[\]|{}]|~{3,}|&#?\w+;|%[0-9A-Fa-f]{2}")


def line(text: str) -> str:
    """Text of one line, escaped."""
    return _LINE_START.sub(_as_entities, _escaped(" ".join(_clean(text).split())))


def lines(text: str) -> str:
    """Text of several lines, escaped; no line starts a heading or list, no gap is wider than one empty line."""
    kept = "\n".join(" ".join(part.split()) for part in _clean(text).split("\n")).strip()
    return _LINE_START.sub(_as_entities, _escaped(re.sub(r"\n{3,}", "\n\n", kept)))


def title(text: str) -> str:
    """Text as part of a page's title in a link, "" if nothing of it can be; signs that no title has are dropped."""
    text = _FORBIDDEN_IN_TITLES.sub(" ", re.sub("'{2,}", '"', _clean(text))).replace("_", " ")
    return _FORBIDDEN_IN_TITLES.sub(" ", " ".join(text.split())).lstrip(": ").strip()


def _clean(text: str) -> str:
    """Line ends as \\n, NFC, and without control characters, by which MediaWiki marks its own places."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(char for char in text
                   if char == "\n" or char == "\t" or unicodedata.category(char) not in ("Cc", "Cs", "Cn"))


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text).translate(_SIGNS)
    # A lone apostrophe at either end could make two with one beside it.
    text = _RUNS.sub(_as_entities, text)
    return re.sub(r"^'|'$|^~|~$", _as_entities, text)


def _as_entities(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(char)};" for char in match[0])

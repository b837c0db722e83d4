"""Reads the page text that we write back into its parts, so that a preview shows what is sent and nothing else."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

_LINK = re.compile(r"\[\[(?:[^|\]]*\|)?([^\]]*)\]\]")
_CATEGORY = re.compile(r"^\[\[Category:([^\]|]*)", re.MULTILINE)
_PLACE = re.compile(r"^\{\{((?:Object )?[Ll]ocation)\|([-\d.]+)\|([-\d.]+)", re.MULTILINE)
_ABOUT = re.compile(r"\{\{other date\|~\|([^}]*)\}\}")
_LANGUAGE = re.compile(r"\{\{([a-z]{2,3}(?:-[a-z0-9]+)*)\|1=")
_OWN = "{{own}}"
_PENDING = re.compile(r"^\{\{subst:PP\}\}$", re.MULTILINE)
"""What is written for a permission by e-mail that is on its way (commons-contract 4b)."""
_HOUSE = re.compile(r"\{\{Institution:([^{}|]*)\}\}")
_SIZE = re.compile(r"\{\{Size\|(\w+)\|([\d.|]+)\}\}")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of a row: its language ("" where it has none) and its words; `own` stands for “own work”, `about` for
    a date that is about this, `pending` for a permission that is on its way."""

    words: str
    lang: str = ""
    own: bool = False
    about: bool = False
    pending: bool = False


@dataclass(frozen=True, slots=True)
class PageParts:
    """A page in its parts: rows of its first template by parameter in small letters, positions by template, licence
    text, categories."""

    rows: Sequence[tuple[str, Sequence[Text]]]
    places: Sequence[tuple[str, float, float]]
    licence: str
    categories: Sequence[str]


def read(wikitext: str) -> PageParts:
    """Take a page apart that was written by us; what cannot be understood is shown as it stands."""
    table = _between(_between(wikitext, "=={{int:filedesc}}==\n{{", "").partition("\n")[2], "", "\n}}")
    rows = []
    for row in re.split(r"^\|", table, flags=re.MULTILINE)[1:]:
        name, _, value = row.partition("=")
        if texts := _texts(value.strip()):
            rows.append((name.strip().lower().replace("_", " "), texts))
    places = [(name, float(latitude), float(longitude)) for name, latitude, longitude in _PLACE.findall(wikitext)]
    licence = _between(wikitext, "=={{int:license-header}}==\n", "\n\n") or next(
        (texts[0].words for name, texts in rows if name == "photo license"), "")
    return PageParts(rows, places, licence.strip(), [html.unescape(name) for name in _CATEGORY.findall(wikitext)])


def _between(text: str, begin: str, end: str) -> str:
    """What stands behind the one and before the other; "" is the beginning or the end."""
    rest = text.partition(begin)[2] if begin else text
    return rest.partition(end)[0] if end else rest


def _texts(value: str) -> list[Text]:
    found: list[Text] = []
    value, waits = _PENDING.subn("", value)
    value = value.strip()
    while value:
        match = _LANGUAGE.match(value)
        close = _closing(value, match.end()) if match else -1
        if match is None or close < 0:
            found.append(_plain(value))
            break
        found.append(Text(_words(value[match.end():close]), match[1]))
        value = value[close + 2:]
    return [*found, Text("", pending=True)] if waits else found


def _plain(value: str) -> Text:
    if value == _OWN:
        return Text("", own=True)
    if about := _ABOUT.fullmatch(value):
        return Text(about[1], about=True)
    value = _SIZE.sub(lambda size: f"{size[2].replace('|', ' × ')} {size[1]}", _HOUSE.sub(r"\1", value))
    return Text(_words(value))


def _closing(text: str, start: int) -> int:
    """Where the braces that were open at a place are closed; -1 if they are not."""
    depth, at = 1, start
    while at < len(text):
        if text.startswith("{{", at):
            depth, at = depth + 1, at + 2
        elif text.startswith("}}", at):
            depth -= 1
            if not depth:
                return at
            at += 2
        else:
            at += 1
    return -1


def _words(text: str) -> str:
    text = re.sub(r"</?nowiki ?/?>", "", _LINK.sub(r"\1", text))
    return html.unescape(re.sub(r"<br ?/?>", "\n", text)).strip()

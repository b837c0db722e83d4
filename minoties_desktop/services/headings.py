"""Which field a heading of somebody's table names: by its id, or by its words in any language of ours."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from ..config.messages import Messages, languages
from ..domain.fields import BY_ID, FIELDS, Kind
from ..domain.searching import searchable
from ..domain.table import Column

_LANGUAGE = re.compile(r"^(.*?)[\s:]*[\[(:\s]\s*([a-z]{2,3}(?:-[a-z0-9]+)*)\s*[\])]?$", re.IGNORECASE)
_SHORT = {"n": "numero", "no": "numero", "nr": "numero", "num": "numero", "nro": "numero", "αρ": "αριθμοσ",
          "inv": "inventario"}
_NUMBER = frozenset({"numero", "number", "αριθμοσ"})
_EMPTY = _NUMBER | {"de", "del", "la", "el", "los", "las", "the", "of", "a", "του", "τησ", "των", "ο", "η", "το",
                    "και", "and"}
"""Words that tell no heading from another."""
_LEAST = 2
"""Letters of words that tell nothing by themselves."""


@functools.cache
def words() -> dict[str, str]:
    """By what a heading may say, in any language of ours (small letters): the field."""
    found: dict[str, str] = {}
    for code in languages():
        said = Messages(code)
        for one in FIELDS:
            if not one.private and one.kind is not Kind.CONTRIBUTOR:
                found.setdefault(said.text(one.label).casefold(), one.id)
                found[one.id] = one.id
    return found


@functools.cache
def answers(field: str, choices: tuple[str, ...]) -> dict[str, str]:
    """By what an answer is called in any language of ours (small letters): the answer of a field of choices."""
    return {Messages(code).text(f"{field}-{choice}").casefold(): choice
            for code in languages() for choice in choices}


@functools.cache
def makers() -> frozenset[str]:
    """What a list of works may call who made them, in any language of ours (small letters): the author, for short."""
    return frozenset(Messages(code).text(BY_ID["author"].label).casefold() for code in languages())


def field_of(heading: str) -> str:
    """The field that a heading names, "" for none; one that says a part of a field's words names it if no other has
    them."""
    exact = words().get(heading.strip().casefold())
    if exact:
        return exact
    mine = _telling(heading)
    found = {field for said, field in words().items() if mine and mine <= _telling(said)}
    return next(iter(found)) if len(found) == 1 else ""


def in_language(heading: str, preferred: str = "") -> str:
    """The column (`field:language`) of a field by language that a heading names, "" for none: by its words with a
    language behind them, or by its words alone in the language that they are of, `preferred` where two share them."""
    text = heading.strip()
    if match := _LANGUAGE.match(text):
        name = field_of(match[1]) or field_of(match[1].partition(",")[0])
        if name and BY_ID[name].by_language:
            return f"{name}:{match[2].casefold()}"
    name = words().get(text.casefold(), "")
    if not name or not BY_ID[name].by_language:
        return ""
    spoken = [code for code in languages() if Messages(code).text(BY_ID[name].label).casefold() == text.casefold()]
    lang = preferred if preferred in spoken else next(iter(spoken), "")
    return f"{name}:{lang}" if lang else ""


def is_number(heading: str) -> bool:
    """Whether a heading says "number" in any language of ours, and not of what: "Número", "N.º", "Αρ."."""
    return bool(found := _words(heading)) and _NUMBER.issuperset(found)


@functools.lru_cache(2048)
def _telling(text: str) -> frozenset[str]:
    telling = [word for word in _words(text) if word not in _EMPTY and len(word) > _LEAST]
    return frozenset(re.sub(r"(?<=\w{4})e?s$", "", word) for word in telling)


def _words(text: str) -> list[str]:
    return [_SHORT.get(word, word) for word in re.findall(r"[^\W\d_]+", searchable(re.sub("[º°]", "", text)))]


def columns(headings: Sequence[str], known: Sequence[Column]) -> list[Column | None] | None:
    """The columns that a row of headings names, None for each that it names not; None where the row is no headings.

    It is one if it names two columns at least and no fewer than it does not. A heading of a field that is written in
    languages may say which after its words; else the first of the language is meant.
    """
    by_key = {column.key: column for column in known}
    first: dict[str, Column] = {}
    for column in known:
        first.setdefault(column.field.id, column)
    found: list[Column | None] = []
    for heading in headings:
        column = _column(heading.strip(), by_key, first)
        found.append(column if column not in found else None)
    named = sum(column is not None for column in found)
    said = sum(bool(heading.strip()) for heading in headings)
    return found if named >= 2 and named * 2 >= said else None


def _column(heading: str, by_key: dict[str, Column], first: dict[str, Column]) -> Column | None:
    if not heading:
        return None
    if (match := _LANGUAGE.match(heading)) and (name := field_of(match[1])):
        lang = match[2].casefold()
        if column := by_key.get(f"{name}:{lang}"):
            return column
        if name in first and first[name].field.by_language:
            return Column(first[name].field, lang)
    return first.get(field_of(heading))

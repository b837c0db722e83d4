"""What may be kept as a value of a field, and in which form."""

from __future__ import annotations

import re
import unicodedata

from ..config import countries
from ..config.messages import Message
from ..domain import checks, dates, naming, notices, positions
from ..domain.errors import UsageFault
from ..domain.fields import Field, Kind, field
from ..domain.licences import licences
from ..store import communities
from ..store.database import Database
from ..store.registers import resolve
from . import headings

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_EXPLAINED = {Kind.CATEGORY, Kind.CHOICE, Kind.DATE, Kind.HEADING, Kind.LICENCE, Kind.NOTICE, Kind.POSITION}
"""Kinds of values with a sentence of their own on what they have to be."""
COUNTRY = "published_in"
"""The field of a country, which is kept as its code."""
COMMUNITIES = "communities"
"""The field of communities: a name of one of the library's stands for it."""
_SHORTEST_ID = 8
"""Fewer characters are rather a name than the beginning of an id."""


def valid(database: Database, wanted: Field, text: str, lang: str) -> str:
    """The text as it is kept. Raises UsageFault where a value could never be right; the rest is for the checks."""
    if wanted.by_language and not checks.is_language_code(lang):
        raise UsageFault(Message("error-language-needed", wanted.label, wanted.id), code="language-needed")
    if lang and not wanted.by_language:
        raise UsageFault(Message("error-no-language", wanted.label), code="no-language")
    try:
        text.encode()  # what stands for undecodable bytes is no text
        text = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
        if wanted.many and not text:
            raise ValueError(text)
        return _normal(database, wanted, text)
    except ValueError as error:
        raise UsageFault(
            Message("error-value", wanted.label, text), remedy(wanted), code="value", column=wanted.id) from error


def several(database: Database, wanted: Field, texts: list[str], lang: str) -> list[str]:
    """The texts as they are kept, each once. Raises UsageFault as `valid` does, and for more than the field takes."""
    found = list(dict.fromkeys(valid(database, wanted, text, lang) for text in texts))
    if len(found) > 1 and not wanted.many:
        raise _one_value(wanted)
    return found


def with_many(field_id: str) -> Field:
    """The field of an id. Raises UsageFault if it is none that takes many values."""
    wanted = field(field_id)
    if not wanted.many:
        raise _one_value(wanted)
    return wanted


def inheritable(field_id: str) -> Field:
    """The field of an id. Raises UsageFault if an activity can't give it to its items; a title it gives a pattern."""
    wanted = field(field_id)
    if not (wanted.inherited or wanted.kind is Kind.TITLE):
        raise UsageFault(Message("error-not-inherited", wanted.label), code="not-inherited")
    return wanted


def _one_value(wanted: Field) -> UsageFault:
    return UsageFault(Message("error-one-value", wanted.label), Message("error-one-value-remedy"), code="one-value")


def _normal(database: Database, wanted: Field, text: str) -> str:
    match wanted.kind:
        case Kind.DATE:
            dates.parse(text)
        case Kind.POSITION:
            return positions.parse(text).text
        case Kind.HEADING:
            return f"{positions.parse_heading(text):g}"
        case Kind.CHOICE if text not in wanted.choices:
            return _answer(wanted, text)
        case Kind.LICENCE if text not in licences():
            raise ValueError(text)
        case Kind.NOTICE:
            return notices.meant(text)
        case Kind.CATEGORY:
            return _category(text)
        case Kind.INSTITUTION | Kind.CONTRIBUTOR:
            return _known(database, str(wanted.kind), text)
        case Kind.TEXT if wanted.id == COUNTRY:
            return countries.code_of(text) or text
        case Kind.ENTITY if wanted.id == COMMUNITIES and (found := communities.meant(database, text)):
            return found.value
        case Kind.TEXT | Kind.TITLE | Kind.ENTITY:
            return " ".join(text.split())
    return text


def _answer(wanted: Field, text: str) -> str:
    """The answer that is meant by its words. Raises ValueError for what is none."""
    known = headings.answers(wanted.id, wanted.choices)
    if text.casefold() not in known:
        raise ValueError(text)
    return known[text.casefold()]


def remedy(wanted: Field) -> Message:
    """What there is to choose from, in words; of other kinds what a value has to be."""
    if wanted.kind is Kind.CHOICE and wanted.choices:
        return Message("error-value-choice", wanted.answers)
    return Message(f"error-value-{wanted.kind if wanted.kind in _EXPLAINED else 'text'}")


def _known(database: Database, table: str, text: str) -> str:
    names = ("name", "user_name") if table == "contributor" else ("name",)
    try:
        return resolve(database, table, text, names=names, shortest=_SHORTEST_ID)
    except UsageFault as fault:
        if fault.code == "ambiguous-id":
            raise
        return text  # kept as text, resolved when such a row is added


def _category(text: str) -> str:
    """A category's name without namespace and link brackets. Raises ValueError for what can't be a page's name."""
    name = naming.visible(text).strip().removeprefix("[[").removesuffix("]]").strip()
    prefix, colon, rest = name.partition(":")
    if colon and prefix.strip().casefold() == "category":
        name = rest
    name = naming.normal(name)
    if not name or any(sign in name for sign in "[]{}|<>#") or len(name.encode()) > 255:
        raise ValueError(text)
    return name

"""Captions and statements of an item (commons-contract 5.2), derived from the table of fields."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import quote

from ..config.resources import resource
from ..domain import dates, positions
from ..domain.checks import is_item_id
from ..domain.fields import CAPTION_LIMIT, FIELDS, Field, Kind
from ..domain.item import Described
from ..domain.licences import licences
from ..domain.works import work_of
from . import snaks, work_data
from .rows import by_uploader
from .snaks import Json, statement
from .wikitext import is_web_address

# Each with its row of commons-contract 5.2.
OWN_WORK, ON_THE_WEB = "Q66458942", "Q74228490"
DESCRIBED_AT, OPERATOR = "P973", "P137"
ROLE, PHOTOGRAPHER = "P3831", "Q33231"
NAME, USER_NAME, ADDRESS = "P2093", "P4174", "P2699"
CIRCUMSTANCES, ABOUT = "P1480", "Q5727902"
HEADING = "P7787"
STATUS, JURISDICTION, METHOD = "P6216", "P1001", "P459"
USER_PAGE = "https://commons.wikimedia.org/wiki/User:"


@functools.cache
def caption_languages() -> frozenset[str]:
    """Codes of the languages that Commons takes captions in (commons-contract section 8)."""
    return frozenset(json.loads(resource("vocab", "caption_languages.json").read_text(encoding="utf-8")))


def labels(described: Described) -> dict[str, Json]:
    """Captions by language: those in a language that is taken, on one line, not too long."""
    found = {}
    for lang, text in described.by_language("caption").items():
        caption = unicodedata.normalize("NFC", " ".join(text.split()))
        if lang in caption_languages() and caption and len(caption) <= CAPTION_LIMIT:
            found[lang] = {"language": lang, "value": caption}
    return found


def claims(described: Described) -> list[Json]:
    """Statements without ids; what is not valid says nothing here, its problem is told by the item's checks."""
    work = work_of(described)
    elsewhere = work_data.replaced(described, work)
    made = [one for field in FIELDS if field.statement and not field.private and field.id not in elsewhere
            for one in _MAKERS[field.kind](described, field)]
    return [*work_data.beside_a_work(described, work, made), *work_data.claims(described, work)]


def _items(described: Described, field: Field) -> Iterator[Json]:
    """Items; the first of several is the main one. Words that are no item yet stay with us."""
    ids = list(dict.fromkeys(value.text for value in described.all(field.id) if is_item_id(value.text)))
    for index, item_id in enumerate(ids):
        main = field.many and len(ids) > 1 and index == 0
        yield statement(snaks.item(field.statement, item_id), rank="preferred" if main else "normal")


def _strings(described: Described, field: Field) -> Iterator[Json]:
    for value in described.all(field.id):
        if value.text.strip():
            yield statement(snaks.text_in(field.statement, value.lang, value.text) if field.by_language
                            else snaks.string(field.statement, value.text))


def _dates(described: Described, field: Field) -> Iterator[Json]:
    for value in described.all(field.id):
        try:
            date = dates.parse(value.text)
        except ValueError:
            continue
        about = [snaks.item(CIRCUMSTANCES, ABOUT)] if date.about else None
        yield statement(snaks.time(field.statement, date), about)


def _positions(described: Described, field: Field) -> Iterator[Json]:
    for value in described.all(field.id):
        try:
            position = positions.parse(value.text)
        except ValueError:
            continue
        if not position.is_nowhere:
            qualifiers = _heading(described) if field.statement == "P1259" else None
            yield statement(snaks.coordinate(field.statement, position), qualifiers)


def _heading(described: Described) -> list[Json]:
    try:
        return [snaks.quantity(HEADING, positions.parse_heading(described.first("heading")), snaks.DEGREE)]
    except ValueError:
        return []


def _creator(described: Described, field: Field) -> Iterator[Json]:
    """A creator without an item: an unknown value, and what is known of it."""
    name = described.author.name if described.author else described.first(field.id)
    if not name.strip():
        return
    qualifiers = [snaks.string(NAME, name)]
    if described.own_work:
        qualifiers.insert(0, snaks.item(ROLE, PHOTOGRAPHER))
    if described.author and (user := described.author.user_name.replace("_", " ").strip()):
        qualifiers += [snaks.string(USER_NAME, user),
                       snaks.string(ADDRESS, USER_PAGE + quote(user.replace(" ", "_"), safe="/:"))]
    yield statement(snaks.unknown(field.statement), qualifiers)


def _source(described: Described, field: Field) -> Iterator[Json]:
    """The uploader's own creation, or where it was found; somebody else's that they released has no item here."""
    text = described.first(field.id).strip()
    if by_uploader(described):
        yield statement(snaks.item(field.statement, OWN_WORK))
    elif is_web_address(text):
        house = described.first("institution")
        operator = [snaks.item(OPERATOR, house)] if is_item_id(house) else []
        yield statement(snaks.item(field.statement, ON_THE_WEB), [*operator, snaks.string(DESCRIBED_AT, text)])


def _licence(described: Described, field: Field) -> Iterator[Json]:
    """Copyright status and licences; the public domain has its grounds for each jurisdiction instead."""
    licence = licences().get(described.first(field.id))
    if licence is None:
        return
    for jurisdiction, method in licence.grounds:
        yield statement(snaks.item(STATUS, licence.status),
                        [snaks.item(JURISDICTION, jurisdiction), snaks.item(METHOD, method)])
    if not licence.grounds:
        yield statement(snaks.item(STATUS, licence.status))
    for item_id in licence.items:
        yield statement(snaks.item(field.statement, item_id))


_MAKERS: dict[Kind, Callable[[Described, Field], Iterator[Json]]] = {
    Kind.ENTITY: _items, Kind.INSTITUTION: _items, Kind.TEXT: _strings, Kind.LONG_TEXT: _strings,
    Kind.TITLE: _strings, Kind.DATE: _dates, Kind.POSITION: _positions, Kind.CONTRIBUTOR: _creator,
    Kind.SOURCE: _source, Kind.LICENCE: _licence,
}
"""How the statements of a kind of field are made."""

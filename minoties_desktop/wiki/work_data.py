"""Statements about the work in a picture, apart from those of the picture itself (commons-contract 5.2).

A work that has an item says all of itself there. One that has none is written beside the file, and which of the two a
statement is about stands with it (P518): the proposal that Commons has no full consensus on yet.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..domain import dates
from ..domain.checks import is_item_id
from ..domain.item import Described
from ..domain.works import PHOTO, UNKNOWN, Work
from . import rows, snaks
from .snaks import Json, statement

PART, FILE, ANALOG = "P518", "Q51954352", "Q112134971"
STANDS_FOR, MAIN_SUBJECT, DEPICTS = "P6243", "P921", "P180"
COLLECTION, NUMBER = "P195", "P217"
CREATOR, NAME, MADE, PUBLISHED = "P170", "P2093", "P571", "P577"
TITLE, LANGUAGE = "P1476", "P407"
HEIGHT, WIDTH, CENTIMETRE = "P2048", "P2049", f"{snaks.ENTITY}Q174728"
CIRCUMSTANCES, ABOUT = "P1480", "Q5727902"


def replaced(described: Described, work: Work) -> frozenset[str]:
    """Fields of an item whose own statements say nothing here, as `claims` says it."""
    if work.id == PHOTO:
        return frozenset()
    found = {"institution", "inventory_number"}
    if not work.own:
        found |= {"author", "date"}
    return frozenset(found)


def claims(described: Described, work: Work) -> list[Json]:
    """Statements about the work, its collection and its copy."""
    if work.id == PHOTO:
        return []
    return [*(_with_item(described, work) if _item(described) else _without_item(described, work)),
            *_collection(described)]


def beside_a_work(described: Described, work: Work, claims: list[Json]) -> list[Json]:
    """Statements of a photograph; where those of a work without an item stand beside them, with what they are about."""
    if work.id == PHOTO or not work.own or _item(described):
        return claims
    return [statement(one["mainsnak"], [*(snak for found in one.get("qualifiers", {}).values() for snak in found),
                                        snaks.item(PART, FILE)])
            if one["mainsnak"]["property"] in (CREATOR, MADE) else one for one in claims]


def _item(described: Described) -> str:
    text = described.first("work_item")
    return text if is_item_id(text) else ""


def _with_item(described: Described, work: Work) -> Iterator[Json]:
    item = _item(described)
    if work.faithful:
        yield statement(snaks.item(STANDS_FOR, item))
    yield statement(snaks.item(MAIN_SUBJECT, item))
    if work.main and item not in {value.text for value in described.all("depicts")}:
        yield statement(snaks.item(DEPICTS, item))
    if work.published:
        yield from _publication(described, [])


def _without_item(described: Described, work: Work) -> Iterator[Json]:
    analog = [snaks.item(PART, ANALOG)]
    yield from _creator(described, analog)
    yield from _time(described, "work_date", MADE, analog)
    if not work.own:
        yield from _time(described, "date", MADE, [snaks.item(PART, FILE)])
    if work.published:
        yield from _publication(described, analog)
    else:
        yield from _titles(described, analog)
    if number := described.first("inventory_number").strip():
        if collection := _house(described):
            yield statement(snaks.string(NUMBER, number), [snaks.item(COLLECTION, collection)])
        else:
            yield statement(snaks.string(NUMBER, number), analog)
    if work.faithful and (sides := rows.sides(described.first("dimensions"))):
        yield statement(snaks.quantity(HEIGHT, sides[1], CENTIMETRE), analog)
        yield statement(snaks.quantity(WIDTH, sides[0], CENTIMETRE), analog)


def _creator(described: Described, analog: list[Json]) -> Iterator[Json]:
    text = described.first("creator").strip()
    if is_item_id(text):
        yield statement(snaks.item(CREATOR, text), analog)
    elif text:
        named = [] if text == UNKNOWN else [snaks.string(NAME, text)]
        yield statement(snaks.unknown(CREATOR), [*named, *analog])


def _publication(described: Described, about: list[Json]) -> Iterator[Json]:
    language = described.first("work_language")
    if is_item_id(language):
        yield statement(snaks.item(LANGUAGE, language), about)
    yield from _titles(described, about)
    yield from _time(described, "published", PUBLISHED, about)


def _titles(described: Described, about: list[Json]) -> Iterator[Json]:
    for lang, text in described.by_language("work_title").items():
        if text.strip():
            yield statement(snaks.text_in(TITLE, lang, text), about)


def _time(described: Described, name: str, property_id: str, about: list[Json]) -> Iterator[Json]:
    try:
        found = dates.parse(described.first(name))
    except ValueError:
        return
    circumstances = [snaks.item(CIRCUMSTANCES, ABOUT)] if found.about else []
    yield statement(snaks.time(property_id, found), [*circumstances, *about])


def _house(described: Described) -> str:
    text = described.first("institution")
    return text if is_item_id(text) else ""


def _collection(described: Described) -> Iterator[Json]:
    """The institution with the inventory number; of a work without an item, the thing that is kept there."""
    house, number = _house(described), described.first("inventory_number").strip()
    if house:
        about = [] if _item(described) else [snaks.item(PART, ANALOG)]
        yield statement(snaks.item(COLLECTION, house), [*([snaks.string(NUMBER, number)] if number else []), *about])
    elif number and _item(described):
        yield statement(snaks.string(NUMBER, number))

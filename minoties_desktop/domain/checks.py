"""What is missing: turns an item into a list of problems; without a blocking one it is ready."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ..config.messages import Day, Lang, Message
from . import consent, dates, inheritance, naming, permits, positions, rights
from .fields import CAPTION_LIMIT, FIELDS, Kind
from .item import Described
from .licences import licences
from .notices import notices
from .problems import Problem, Severity, advice, blocking
from .works import PHOTO, UNKNOWN, work_of

SHORTEST_CAPTION = 5
_ITEM_ID = re.compile(r"Q[1-9]\d*")
_ORDER = {field.id: index for index, field in enumerate(FIELDS, 1)}
_LACKING = {field.id: blocking(f"{field.id}-missing", field.id) for field in FIELDS if field.needed}
_CHOSEN = {field.id: field for field in FIELDS if field.kind is Kind.CHOICE}
_ENTITIES = frozenset(field.id for field in FIELDS if field.kind is Kind.ENTITY)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a check has to know beside the item itself.

    `caption_languages`: codes that Commons takes for captions; `title_taken`: whether another item of this
    library bears the name; `now`: with time zone.
    """

    now: datetime
    caption_languages: frozenset[str] = frozenset()
    title_taken: bool = False


_Check = Callable[[Described, Surroundings], list[Problem]]


def problems(item: Described, around: Surroundings) -> list[Problem]:
    """All problems of an item, blocking ones first, each group in the order of the fields."""
    return _found(_CHECKS, item, around)


def permissions(item: Described, around: Surroundings) -> list[Problem]:
    """Those of an item's problems that say that somebody has not allowed it, or not yet."""
    return _found(_PERMISSIONS, item, around)


_MISSAID = frozenset({"date-invalid", "date-future", "work-date-future", "country-invalid", "caption-too-long",
                      "position-invalid", "position-nowhere", "heading-invalid", "choice-unknown", "licence-unknown"})


def is_missaid(problem: Problem) -> bool:
    """Whether a problem lies in what a value says, whatever else is said of its item."""
    return problem.code in _MISSAID or (problem.blocks and problem.code.startswith("title-")
                                        and problem.code != "title-missing")


def _found(checks: Sequence[_Check], item: Described, around: Surroundings) -> list[Problem]:
    found = []
    for check in checks:
        found += check(item, around)
    return sorted(found, key=_rank) if len(found) > 1 else found


def _rank(problem: Problem) -> int:
    return (0 if problem.severity is Severity.BLOCKS else len(FIELDS) + 1) + _ORDER.get(problem.field, 0)


def is_item_id(text: str) -> bool:
    """Whether a text is the id of a Wikidata item."""
    return bool(_ITEM_ID.fullmatch(text))


def is_language_code(text: str) -> bool:
    """Whether a text can be the code of a language."""
    return bool(_LANGUAGE.fullmatch(text))


def _missing(item: Described, around: Surroundings) -> list[Problem]:
    copied = not work_of(item).own  # then nobody's time and authorship but those of the work itself are on its page
    found = [lack for field, lack in _LACKING.items()
             if not item.first(field) and not (copied and field in ("author", "date"))]
    if not item.descriptions():
        found.append(blocking("description-missing", "caption"))
    if item.file is None:
        found.append(blocking("file-missing", ""))
    elif item.file.tells:
        found.append(blocking("file-tells", ""))
    elif item.file.unmade:
        found.append(blocking("derivative-missing", ""))
    return found


def _file(item: Described, around: Surroundings) -> list[Problem]:
    """What was noticed when the file came, in the words of then."""
    told = json.loads(item.file.advice) if item.file and item.file.advice else []
    return [Problem(f"file-{message[0]}", Severity.ADVISES, "", Message.from_json(message)) for message in told]


def _title(item: Described, around: Surroundings) -> list[Problem]:
    title = item.first("title")
    if not title:
        return []
    found = naming.problems(title, item.file.extension if item.file else "jpg")
    if around.title_taken:
        found.append(blocking("title-twice", "title", title))
    return found


def _texts(item: Described, around: Surroundings) -> list[Problem]:
    found = []
    for lang, caption in item.by_language("caption").items():
        if len(caption) > CAPTION_LIMIT:
            found.append(blocking("caption-too-long", "caption", Lang(lang), len(caption), CAPTION_LIMIT))
        elif len(caption) < SHORTEST_CAPTION:
            found.append(advice("caption-too-short", "caption", Lang(lang), SHORTEST_CAPTION))
        if around.caption_languages and lang not in around.caption_languages:
            found.append(advice("caption-language", "caption", Lang(lang)))
    return found


def _date(item: Described, around: Surroundings) -> list[Problem]:
    text = item.first("date")
    if not text:
        return []
    try:
        found = dates.parse(text)
    except ValueError:
        return [blocking("date-invalid", "date", text)]
    return [blocking("date-future", "date", Day(text))] if dates.is_future(found, around.now) else []


def _places(item: Described, around: Surroundings) -> list[Problem]:
    found = []
    for field_id in ("camera_position", "subject_position"):
        for value in item.all(field_id):
            try:
                position = positions.parse(value.text)
            except ValueError:
                found.append(blocking("position-invalid", field_id, value.text))
            else:
                if position.is_nowhere:
                    found.append(blocking("position-nowhere", field_id))
    if heading := item.first("heading"):
        try:
            positions.parse_heading(heading)
        except ValueError:
            found.append(blocking("heading-invalid", "heading", heading))
        else:
            if not item.first("camera_position"):
                found.append(advice("heading-alone", "heading"))
    return found


def _authorship(item: Described, around: Surroundings) -> list[Problem]:
    """Whether who made it sends it, or has said that others may."""
    if not item.own_work:
        return rights.borrowed(item)
    author, released = item.author, item.first("leave") or (item.author and item.author.release)
    if not item.first("author") or released:
        return []
    if author is None or not author.user_name:
        return [blocking("own-work-author", "author", author.name if author else item.first("author"))]
    return [blocking("own-work-account", "author", author.name, item.uploader)] if (
        item.uploader and not item.by_uploader) else []


def _told(item: Described, around: Surroundings) -> list[Problem]:
    """Whether some program wrote another author into the file, or beside it, than the import or the activity gave it.
    What only the camera says may be of whoever lent it."""
    told, counted = item.all("author_told"), item.all("author")
    if not told or told[0].source == "exif" or not counted or counted[0].origin == "own":
        return []
    people = {item.author.id: item.author} if item.author else {}
    name = inheritance.another(told[0].text, counted[0].text, people)
    return [advice("author-told", "author", name, item.author.name if item.author else counted[0].text)] if name else []


def _rights(item: Described, around: Surroundings) -> list[Problem]:
    chosen = item.first("licence")
    return _licence(item, chosen, around) if chosen else []


def _licence(item: Described, chosen: str, around: Surroundings) -> list[Problem]:
    licence = licences().get(chosen)
    if licence is None:
        return [blocking("licence-unknown", "licence", chosen)]
    if item.own_work and not licence.own:
        return [blocking("licence-not-own", "licence", licence.label)]
    if item.first("source") and not item.own_work and not licence.third_party:
        return [blocking("licence-only-own", "licence", licence.label)]
    if item.own_work and item.uploader and not item.by_uploader and not licence.template:
        return [blocking("licence-only-own", "licence", licence.label)]
    if licence.years and work_of(item).id == PHOTO and (text := item.first("date")):
        try:
            age = around.now.year - dates.parse(text).last_year
        except ValueError:
            return []  # said by the date's own check
        if age < licence.years:
            return [blocking("licence-too-young", "licence", licence.label, licence.years)]
    return []


def _agreement(item: Described, around: Surroundings) -> list[Problem]:
    return permits.problems(item, around.now)


def _inventory(item: Described, around: Surroundings) -> list[Problem]:
    number, collection = item.first("inventory_number"), item.first("collection")
    if item.house and item.house.is_odd(collection, number):
        return [advice("inventory-odd", "inventory_number", number, item.house.name)]
    if item.house and item.unlisted:
        return [advice("inventory-unlisted", "inventory_number", number, item.house.name)]
    return []


def _choices(item: Described, around: Surroundings) -> list[Problem]:
    return [blocking("choice-unknown", name, value.text, field.answers)
            for name, values in item.values.items() if (field := _CHOSEN.get(name))
            for value in values if value.text not in field.choices]


def _unresolved(item: Described, around: Surroundings) -> list[Problem]:
    return [advice("item-unresolved", name, value.text)
            for name, values in item.values.items() if name in _ENTITIES
            for value in values if not is_item_id(value.text) and value.text != UNKNOWN]


def _work(item: Described, around: Surroundings) -> list[Problem]:
    return rights.problems(item, around.now)


def _people(item: Described, around: Surroundings) -> list[Problem]:
    return consent.permissions(item, around.now)


def _notices(item: Described, around: Surroundings) -> list[Problem]:
    return [blocking("notice-withheld", "notices", notice.name) for value in item.all("notices")
            if (notice := notices().get(value.text)) and notice.withheld]


_CHECKS: tuple[_Check, ...] = (
    _missing, _file, _title, _texts, _date, _places, _authorship, _told, _rights, _work, _agreement, _inventory,
    _choices, _unresolved, _people, _notices,
)
_PERMISSIONS: tuple[_Check, ...] = (_authorship, _agreement, _people, _notices)

"""What other programs wrote about pictures, inside and beside them, becomes values of fields, each with its origin.

Nothing that a person said here is replaced, and whom they said that photographs are of goes before whom a file names:
that name is kept beside it (`author_told`). What the file says goes into the field that means it; keywords stay
keywords, since only a person knows which of them are categories; who is in the picture is kept as persons, to be asked
about and never to be published by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..domain import naming
from ..domain.inheritance import OwnValue, another, match_author
from ..domain.licences import licences
from ..domain.people import Contributor
from ..store import activities, items, persons, values
from ..store.database import Database, Write
from ..store.registers import Register, contributors
from .describing import caption_languages

SIDECAR = "sidecar"
_BY_LANGUAGE = frozenset({"description"})
_FROM_ACTIVITY = frozenset({"author", "licence", "place_created"})
"""Fields in which who set up the activity knows better than what some program wrote."""
_CC = re.compile(r"creativecommons\.org/(?:licenses/([a-z-]+)|publicdomain/(zero))/(\d\.\d)", re.IGNORECASE)
_COLOURS = {"red": 6, "yellow": 7, "green": 8, "blue": 9}
"""Marks by the names that Lightroom, Bridge and digiKam give their colours."""

Word = Sequence[str]
"""Name, language, text and origin: `media.metadata.Word`, as it came from the helper."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a file says: values of fields, marks by column, and who is in the picture."""

    values: list[OwnValue] = field(default_factory=list)
    marks: dict[str, int | str] = field(default_factory=dict)
    persons: list[str] = field(default_factory=list)


def hear(
    words: Iterable[Word], people: Mapping[str, Contributor], *, camera_date: str = "", languages: Sequence[str] = (),
) -> Heard:
    """Sort words into fields. `camera_date` is the camera's own (ISO, without zone), which says nothing new;
    `languages` are those of the activity, for what can be said in one language only."""
    by_name: dict[str, list[Word]] = {}
    for word in words:
        by_name.setdefault(word[0], []).append(word)
    heard = Heard()

    def add(field_id: str, text: str, origin: str, lang: str = "", position: int = 0) -> None:
        heard.values.append(OwnValue(field_id, lang, position, text, origin))

    described: dict[str, Word] = {}
    for word in by_name.get("description", ()):
        described.setdefault(_language(word[1]), word)
    for lang, (_, _, text, origin) in described.items():
        add("description", text, origin, lang)
    for _, _, text, origin in sorted(by_name.get("title", ()), key=lambda word: _rank(word[1], languages))[:1]:
        if title := naming.normal(text.splitlines()[0]):
            add("title", title, origin)
    for position, (_, _, text, origin) in enumerate(by_name.get("keyword", ())):
        add("keywords", text, origin, position=position)
    if creators := by_name.get("creator"):
        named = "; ".join(word[2] for word in creators)
        known = match_author(named, people)
        add("author", known.id if known else named, creators[0][3])
    _hear_rights(by_name, add)
    for _, _, text, origin in by_name.get("taken", ()):
        if text[:19] != camera_date:
            add("date", text, origin)
    for name, field_id in (("position", "camera_position"), ("heading", "heading")):
        for _, _, text, origin in by_name.get(name, ()):
            add(field_id, text, origin)
    places = [by_name[name][0] for name in ("sublocation", "city", "country") if name in by_name]
    if places:
        add("place_created", ", ".join(word[2] for word in places), places[0][3])
    heard.marks.update(_marks(by_name))
    heard.persons.extend(dict.fromkeys(word[2] for word in by_name.get("person", ())))
    return heard


def _language(lang: str) -> str:
    """The wiki's code for a language: programs add regions that wikis have no code for. "" for what is none."""
    return next((code for code in (lang, lang.partition("-")[0]) if code in _LANGUAGES), "")


def _rank(lang: str, languages: Sequence[str]) -> int:
    """Which of several titles counts: the one for everybody, else one in the activity's languages, else the first."""
    if not lang:
        return 0
    code = _language(lang)
    return 1 + languages.index(code) if code in languages else 1 + len(languages) + (not code)


_LANGUAGES = caption_languages()


def _hear_rights(by_name: Mapping[str, list[Word]], add: Callable[[str, str, str], None]) -> None:
    told = [*by_name.get("licence", ()), *by_name.get("usage", ()), *by_name.get("rights", ())]
    for word in told:
        if (licence := licence_in(word[2])) is not None:
            add("licence", licence, word[3])
            break
    notices = [word for word in (*by_name.get("rights", ()), *by_name.get("usage", ())) if word[2].strip()]
    if notices:
        add("rights_notice", "; ".join(dict.fromkeys(word[2] for word in notices)), notices[0][3])


def licence_in(text: str) -> str | None:
    """The licence of the vocabulary that a text names by its address or by its exact name."""
    known = licences()
    if match := _CC.search(text):
        found = "cc-zero" if match[2] else f"cc-{match[1].lower()}-{match[3]}"
        return found if found in known else None
    return next((one.id for one in known.values() if one.name.casefold() == text.strip().casefold()), None)


def _marks(by_name: Mapping[str, list[Word]]) -> dict[str, int | str]:
    marks: dict[str, int | str] = {}
    for _, _, text, _ in by_name.get("rating", ()):
        number = text.partition(".")[0]
        if number == "-1":
            marks["flag"] = "reject"
        elif number in tuple("12345"):
            marks["rating"] = int(number)
    for _, _, text, _ in by_name.get("label", ()):
        if (label := _COLOURS.get(text.strip().casefold())) is not None:
            marks["label"] = label
    return marks


def fill(database: Database, write: Write, heard: Mapping[str, Heard]) -> None:
    """Give items what their files say, inside a transaction, where they have nothing of their own yet.

    A sidecar's date and position go before the camera's: somebody put them right. The items become dirty.
    """
    own = values.own(database, heard)
    under = items.columns(database, heard, "activity", "import_run", *items.MARKS)
    defaults, importers, people = activities.all_defaults(database), items.importers(database), contributors(database)
    for item, one in heard.items():
        activity, run, *marks = under[item]
        given = {default.field: default.text for default in defaults.get(activity, ())}
        if photographer := importers.get(run, ("", ""))[0]:
            given["author"] = photographer
        inherited = given.keys() & _FROM_ACTIVITY
        taken = {(value.field, value.lang if value.field in _BY_LANGUAGE else "")
                 for value in own.get(item, ()) if value.source != "exif" or value.field not in _CORRECTED}
        camera = {value.field for value in own.get(item, ()) if value.source == "exif"} & _CORRECTED
        chosen: dict[str, list[OwnValue]] = {}
        for value in _beside(one.values, given.get("author", ""), people):
            key = (value.field, value.lang if value.field in _BY_LANGUAGE else "")
            if key in taken or value.field in inherited or (value.field in camera and value.source != SIDECAR):
                continue
            chosen.setdefault(value.field, []).append(value)
        for field_id, found in chosen.items():
            kept = [value for value in own.get(item, ()) if value.field == field_id and value.source != "exif"]
            values.set_own(write, item, field_id, [*kept, *found])
        for column, mark in one.marks.items():
            if not marks[items.MARKS.index(column)]:
                items.set_column(write, [item], column, mark)
        persons.add(write, item, one.persons)
    values.mark_dirty(write, heard)


_CORRECTED = frozenset({"date", "camera_position", "heading", "author_told"})


def _beside(heard: Iterable[OwnValue], author: str, people: Mapping[str, Contributor]) -> Iterator[OwnValue]:
    """What a file says, and whom it names as its author where somebody else was said to be that."""
    for value in heard:
        yield value
        if value.field == "author" and author and (name := another(value.text, author, people)):
            yield value._replace(field="author_told", text=name)


def told_authors(database: Database, ids: Iterable[str]) -> dict[str, str]:
    """By item whom its file names as its author, where somebody else counts."""
    return {item: value.text for item, found in values.own(database, ids).items()
            for value in found if value.field == "author_told" and not value.absent}


def heard_of(database: Database, arrivals: Mapping[str, tuple[Sequence[Word], str]]) -> dict[str, Heard]:
    """What files say, by item; each has its words and the camera's date."""
    people = contributors(database)
    spoken = {row["id"]: row["languages"].split() for row in Register(database, "activity").list()}
    under = items.columns(database, arrivals, "activity")
    return {item: hear(words, people, camera_date=date, languages=spoken.get(under.get(item, (None,))[0], ()))
            for item, (words, date) in arrivals.items() if words}

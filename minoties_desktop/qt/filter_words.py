"""The parts of a filter in the words of the person: for chips, and for the list of everything to filter by."""

from __future__ import annotations

from ..domain.fields import BY_ID
from ..domain.query import Query, days, reach
from .kit import Kit
from .looks import state_key

STAR = "★"


def part_words(kit: Kit, part: str, value: str) -> str:
    """What a part of a query (domain/query PARTS) means, in a few words that stand by themselves."""
    say, lists = kit.speech.say, kit.bridge.lists
    match part:
        case "activity" | "institution":
            column = "title" if part == "activity" else "name"
            return next((row[column] for row in lists.register(part) if row["id"] == value), value)
        case "state":
            return say(state_key(value))
        case "problem":
            return problem_words(kit, value)
        case "there":
            return say("grid-chip-there")
        case "imports":
            return say("grid-chip-imports")
        case "words":
            return say("grid-chip-words", value)
        case "missing":
            field, _, lang = value.partition(":")
            name = say(BY_ID[field].label)
            if lang:
                name = say("grid-chip-missing-language", name, kit.speech.language_name(lang))
            return say("grid-chip-missing", name)
        case "date":
            return _dates(kit, value)
        case "near":
            return _near(kit, value)
        case "place":
            return say("grid-chip-place", lists.called(value, [kit.speech.language]) or value)
        case "person":
            return say("grid-chip-person", value)
        case "author":
            known = lists.people().get(value)
            return say("grid-chip-author", known.name if known else value)
        case "rating":
            stars = STAR * int(value)
            return say("mark-no-stars") if not stars else stars if value == "5" else say("grid-chip-rating", stars)
        case "flag":
            return say(f"mark-{value}")
    return say("mark-no-label" if value == "none" else f"mark-label-{value}")


def chips(kit: Kit, query: Query) -> list[tuple[str, str]]:
    """The parts of a query, each with its words."""
    return [(part, part_words(kit, part, value)) for part, value in query.parts.items()]


def problem_words(kit: Kit, code: str) -> str:
    """What a problem (code) says of items, "for example" where it does not say the same of all."""
    say = kit.speech.say
    if code == "wiki-there":
        return say("grid-chip-there")
    told = kit.bridge.lists.told(code)
    if not told:
        return say("grid-chip-problem")
    return say(told[0]) if len(told) == 1 else say("today-for-example", say(told[0]))


def _dates(kit: Kit, value: str) -> str:
    say, (first, last) = kit.speech.say, days(value) or ("", "")
    told = [kit.speech.messages.long_day(text) for text in (first, last)]
    if first == last:
        return told[0]
    if not (first and last):
        return say("grid-chip-since", told[0]) if first else say("grid-chip-until", told[1])
    return say("grid-chip-between", *told)


def _near(kit: Kit, value: str) -> str:
    found = reach(value)
    if found is None:
        return value
    position, kilometres = found
    locale = kit.speech.locale
    place = f"{locale.toString(position.latitude, 'f', 3)}, {locale.toString(position.longitude, 'f', 3)}"
    return kit.speech.say("grid-chip-near", locale.toString(kilometres, "g", 3), place)

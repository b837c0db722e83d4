"""One or many items, seen field by field: what they share, where they differ, what they inherit, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ...config.messages import Message
from ...domain import naming
from ...domain.fields import FIELDS, Field, Kind, Tab
from ...domain.item import Described, Value
from ...domain.problems import Problem


class Stand(StrEnum):
    """How the values of the selected items stand to each other."""

    EMPTY = "empty"
    OWN = "own"
    INHERITED = "inherited"
    FOLLOWS = "follows"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Token:
    """One of several values: on how many of the selected items it is, and whether they inherit it."""

    text: str
    count: int
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One editor: a field, in one language if it has languages.

    `text` is the shared value, or in FOLLOWS the followed one; `different` how many distinct values a mixed line
    has; `origin` where an inherited or imported value comes from; `problem` the worst one, `held` how many of the
    items have it; `extension` of the file decides how long a title may be.
    """

    field: Field
    lang: str = ""
    stand: Stand = Stand.EMPTY
    text: str = ""
    different: int = 0
    tokens: tuple[Token, ...] = ()
    origin: str = ""
    items: int = 1
    problem: Problem | None = None
    held: int = 0
    extension: str = "jpg"
    covers: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells one line from another."""
        return (self.field.id, self.lang)


def lines(
    tab: Tab, items: Sequence[Described], problems: Mapping[str, Sequence[Problem]], fallback: str,
    defaults: Collection[tuple[str, str]] = (),
) -> list[Line]:
    """The editors of a tab for the selected items, in the order of the table of fields.

    Fields by language have a line for each language of the items' activities and values, else for `fallback`;
    `defaults` are (field, language) of what the items' activities give them.
    """
    found = []
    for field in FIELDS:
        if field.tab is not tab:
            continue
        languages = _languages(items, fallback) if field.by_language else ("",)
        found += [replace(_line(field, lang, items, problems, first=lang == languages[0]),
                          covers=(field.id, lang) in defaults) for lang in languages]
    return found


def _languages(items: Sequence[Described], fallback: str) -> Sequence[str]:
    wanted: dict[str, None] = {}
    for item in items:
        wanted.update(dict.fromkeys(item.languages))
    for item in items:
        for field in FIELDS:
            if field.by_language:
                wanted.update(dict.fromkeys(value.lang for value in item.all(field.id)))
    return list(wanted) or [fallback]


def _line(
    field: Field, lang: str, items: Sequence[Described], problems: Mapping[str, Sequence[Problem]], *, first: bool,
) -> Line:
    found = [tuple(value for value in item.all(field.id) if value.lang == lang) for item in items]
    worst, held = _worst(field, lang, items, problems, first=first)
    extension = items[0].file.extension if items and items[0].file else "jpg"
    common = {"field": field, "lang": lang, "items": len(items), "problem": worst, "held": held,
              "extension": extension}
    if field.many:
        return _of_tokens(found, common)
    firsts = [values[0] if values else None for values in found]
    texts = {value.text if value else "" for value in firsts}
    if len(texts) > 1:
        return Line(**common, stand=Stand.MIXED, different=len(texts - {""}) + ("" in texts))
    value = next((value for value in firsts if value), None)
    if value is None:
        return _following(lang, items, common)
    own = all(one is not None and one.origin == "own" for one in firsts)
    return Line(**common, stand=Stand.OWN if own else Stand.INHERITED, text=value.text, origin=_origin(value, own))


def _following(lang: str, items: Sequence[Described], common: dict[str, object]) -> Line:
    if common["field"].id == "description":
        captions = {item.by_language("caption").get(lang, "") for item in items}
        if len(captions) == 1 and (caption := captions.pop()):
            return Line(**common, stand=Stand.FOLLOWS, text=caption)
    return Line(**common)


def _of_tokens(found: Sequence[Sequence[Value]], common: dict[str, object]) -> Line:
    counts: dict[str, list[Value]] = {}
    for values in found:
        for value in values:
            counts.setdefault(value.text, []).append(value)
    tokens = tuple(Token(text, len(values), all(value.origin != "own" for value in values))
                   for text, values in counts.items())
    if not tokens:
        return Line(**common)
    mixed = any(token.count < len(found) for token in tokens)
    inherited = all(token.inherited for token in tokens)
    stand = Stand.MIXED if mixed else Stand.INHERITED if inherited else Stand.OWN
    origin = _origin(next(iter(counts.values()))[0], False) if inherited else ""
    return Line(**common, stand=stand, tokens=tokens, origin=origin)


def _origin(value: Value, own: bool) -> str:
    if own:
        return "camera" if value.source == "exif" else ""
    return value.origin if value.origin != "own" else "activity"


def _worst(
    field: Field, lang: str, items: Sequence[Described], problems: Mapping[str, Sequence[Problem]], *, first: bool,
) -> tuple[Problem | None, int]:
    by_code: dict[str, list[Problem]] = {}
    for item in items:
        for problem in problems.get(item.id, ()):
            if problem.field == field.id and _is_here(problem, field, lang, first):
                by_code.setdefault(problem.code, []).append(problem)
    ranked = sorted(by_code.values(), key=lambda same: (not same[0].blocks, -len(same)))
    return (ranked[0][0], len(ranked[0])) if ranked else (None, 0)


def _is_here(problem: Problem, field: Field, lang: str, first: bool) -> bool:
    # Problems of one language name it first; those of the field as a whole stand at its first language.
    if not field.by_language:
        return True
    args = problem.message.args
    return args[0] == lang if args and isinstance(args[0], str) else first


def room(line: Line, text: str) -> Message | None:
    """How much may still be typed, in the unit of the wiki: characters of captions, bytes of names."""
    if line.field.kind is Kind.TITLE:
        left = naming.BYTES - naming.size(text, line.extension)
        return Message("panel-bytes-left", left) if text else None
    if line.field.limit:
        return Message("panel-characters-left", line.field.limit - len(text), line.field.limit) if text else None
    return None


def is_tight(line: Line, text: str) -> bool:
    """Whether less than a tenth of the room is left."""
    if line.field.kind is Kind.TITLE:
        return naming.size(text, line.extension) > naming.BYTES * 0.9
    return bool(line.field.limit) and len(text) > line.field.limit * 0.9

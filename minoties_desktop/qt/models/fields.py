"""One or many items, seen field by field: what they share, where they differ, what they inherit, what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...config.messages import Message
from ...config.settings import DETAIL
from ...domain import naming
from ...domain.fields import FIELDS, Field, Kind
from ...domain.item import WRITTEN
from ...domain.problems import Problem
from ...services.summing import Shared, Summary

_PERSON = "person"  # the source of what somebody said

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
    items have it; `extension` of the file decides how long a title may be; `optional` says that its language can be
    done without.
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
    optional: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells one line from another."""
        return (self.field.id, self.lang)


def lines(
    tab: str, summary: Summary, fallback: str, more: Sequence[str] = (), detail: str = DETAIL[-1],
    asked: Collection[str] = (),
) -> list[Line]:
    """The editors of a tab for some items, in the order of the table of fields.

    Fields by language have a line for each language of the items' activities and values, and for those in `more`;
    for `fallback` if there is none. A field of more `detail`, or of another kind of work, is left out unless it has a
    problem, a person has said something in it, or it was `asked` for; the inventory number also for what an
    institution has or was scanned.
    """
    called = {problem.field for problem, _ in summary.problems if problem.blocks}.union(asked)
    called |= {field for (field, _), found in summary.values.items() if any(one.source == _PERSON for one in found)}
    if summary.scanned or any(shared.text for shared in summary.all("institution")):
        called.add("inventory_number")
    level = DETAIL.index(detail)
    works = {shared.text for shared in summary.all("work")}
    found = []
    for field in FIELDS:
        hidden = DETAIL.index(field.detail) > level or (field.works and not works.intersection(field.works))
        if field.tab != tab or (hidden and field.id not in called):
            continue
        languages = _languages(summary, fallback, more) if field.by_language else ("",)
        found += [_line(field, lang, summary, first=lang == languages[0]) for lang in languages]
    return found


def _languages(summary: Summary, fallback: str, more: Sequence[str]) -> Sequence[str]:
    by_language = {field.id for field in FIELDS if field.by_language}
    used = [lang for field, lang in summary.values if field in by_language]
    return list(dict.fromkeys([*summary.languages, *used, *more])) or [fallback]


def _line(field: Field, lang: str, summary: Summary, *, first: bool) -> Line:
    found = summary.all(field.id, lang)
    worst, held = _worst(field, lang, summary, first=first)
    optional = field.id == "caption" and lang not in summary.languages and not first
    common = {"field": field, "lang": lang, "items": summary.total, "problem": worst, "held": held,
              "extension": summary.extension, "covers": (field.id, lang) in summary.defaults, "optional": optional}
    if field.many:
        return _of_tokens(found, common)
    texts = {shared.text for shared in found}
    without = summary.total - sum(shared.count for shared in found)
    if not texts:
        return _following(lang, summary, common)
    if len(texts) > 1 or without:
        return Line(**common, stand=Stand.MIXED, different=len(texts) + bool(without))
    own = all(shared.origin == "own" for shared in found)
    return Line(**common, stand=Stand.OWN if own else Stand.INHERITED, text=found[0].text, origin=_origin(found, own))


def _following(lang: str, summary: Summary, common: dict[str, object]) -> Line:
    captions = summary.all("caption", lang) if common["field"].id == "description" else ()
    if len({shared.text for shared in captions}) == 1 and sum(one.count for one in captions) == summary.total:
        return Line(**common, stand=Stand.FOLLOWS, text=captions[0].text)
    return Line(**common)


def _of_tokens(found: Sequence[Shared], common: dict[str, object]) -> Line:
    by_text: dict[str, list[Shared]] = {}
    for shared in found:
        by_text.setdefault(shared.text, []).append(shared)
    tokens = tuple(
        Token(text, sum(shared.count for shared in same), all(shared.origin != "own" for shared in same))
        for text, same in by_text.items())
    if not tokens:
        return Line(**common)
    inherited = all(token.inherited for token in tokens)
    mixed = any(token.count < common["items"] for token in tokens)
    stand = Stand.MIXED if mixed else Stand.INHERITED if inherited else Stand.OWN
    return Line(**common, stand=stand, tokens=tokens, origin=_origin(found, not inherited))


def _origin(found: Sequence[Shared], own: bool) -> str:
    if own:
        return next((WRITTEN[shared.source] for shared in found if shared.source in WRITTEN), "")
    return next(shared.origin for shared in found if shared.origin != "own")


def _worst(field: Field, lang: str, summary: Summary, *, first: bool) -> tuple[Problem | None, int]:
    return worst([(problem, count) for problem, count in summary.problems
                  if problem.field == field.id and problem.concerns(lang, first=first)])


def worst(problems: Sequence[tuple[Problem, int]]) -> tuple[Problem | None, int]:
    """The gravest of some problems, and how many items have it or one of its code."""
    by_code: dict[str, list[tuple[Problem, int]]] = {}
    for problem, count in problems:
        by_code.setdefault(problem.code, []).append((problem, count))
    ranked = sorted(by_code.values(), key=lambda same: (not same[0][0].blocks, -sum(count for _, count in same)))
    return (ranked[0][0][0], sum(count for _, count in ranked[0])) if ranked else (None, 0)


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

"""The texts that items get when one text is given to many: checked, variables filled in, numbers counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..config.messages import Message
from ..domain import naming, variables
from ..domain.errors import UsageFault
from ..domain.fields import Field, Kind
from ..store import values
from ..store.database import Database
from . import filling
from .accepting import several
from .describing import describe


def worded(
    database: Database, ids: Sequence[str], wanted: Field, texts: Sequence[str], lang: str,
) -> dict[str, list[str]]:
    """The texts of a field for each item, as they are kept. Items that say nothing of what a text asks for are left
    out; of a title's, those that lack any of what tells items apart.

    Raises UsageFault for a value that can't be, and for a variable that there is not.
    """
    if wanted.kind not in filling.TAKING or all(map(variables.is_plain, texts)):
        checked = several(database, wanted, list(texts), lang)
        return {item: checked for item in ids}
    for text in texts:
        variables.check(text)
    several(database, wanted, [], lang)
    return _filled(database, ids, wanted, texts, lang)


def check(database: Database, wanted: Field, texts: Sequence[str], lang: str) -> None:
    """Raise UsageFault as `worded` does, as far as that can be told without items."""
    if wanted.kind in filling.TAKING:
        for text in texts:
            variables.check(text)
    several(database, wanted, [variables.filled(text, dict.fromkeys(variables.VARIABLES, "x"), 1) for text in texts]
            if wanted.kind in filling.TAKING else list(texts), lang)


def default_texts(database: Database, wanted: Field, texts: Sequence[str], lang: str) -> list[str]:
    """The texts as an activity keeps them for its items: filled in for each of them live, so that none is counted but
    in titles. Raises UsageFault as `worded` does."""
    check(database, wanted, texts, lang)
    for text in texts:
        if wanted.kind in filling.TAKING:
            variables.check(text, counting=wanted.kind is Kind.TITLE)
    if wanted.kind in filling.TAKING and not all(map(variables.is_plain, texts)):
        return list(dict.fromkeys(" ".join(text.split()) if wanted.kind is not Kind.LONG_TEXT else text.strip()
                                  for text in texts))
    return several(database, wanted, list(texts), lang)


def _filled(
    database: Database, ids: Sequence[str], wanted: Field, texts: Sequence[str], lang: str,
) -> dict[str, list[str]]:
    known = said(database, ids, texts, lang)
    found: dict[str, list[str]] = {item: [] for item in ids}
    for text in texts:
        able = [item for item in ids if _answers(wanted, text, known[item])]
        # The names of items that stay as they are stay theirs.
        free = _free_names(database, able) if wanted.kind is Kind.TITLE else lambda _item, _text: True
        given = variables.sequence(text, able, free, known) if variables.counts(text) else {
            item: variables.filled(text, known[item]) for item in able}
        if wanted.kind is Kind.TITLE and not variables.counts(text):
            given |= _told_apart(text, given, free, known)
        for item, one in given.items():
            if one.strip():
                found[item].append(one)
    checked: dict[tuple[str, ...], list[str]] = {}
    for given_texts in {tuple(one) for one in found.values()}:
        checked[given_texts] = several(database, wanted, list(given_texts), lang)
    return {item: checked[tuple(one)] for item, one in found.items() if one}


def _answers(wanted: Field, text: str, says: Mapping[str, str]) -> bool:
    """Whether an item says anything of what a text asks for; in a title, all that tells items apart."""
    asked = variables.names(text) - {variables.SEQUENCE}
    telling = asked.intersection(variables.TELLING) if wanted.kind is Kind.TITLE else set()
    return all(says.get(name) for name in telling) if telling else not asked or any(map(says.get, asked))


def _told_apart(
    text: str, given: Mapping[str, str], free: Callable[[str, str], bool], known: Mapping[str, Mapping[str, str]],
) -> dict[str, str]:
    """Of titles that the items (by id) were given by a text, those of which several are the same, each with a number
    at its end."""
    keys = {item: naming.key(title) for item, title in given.items()}
    times = Counter(keys.values())
    alike = [item for item, title in given.items() if title and times[keys[item]] > 1]

    def is_free(item: str, title: str) -> bool:
        key = naming.key(title)
        times[key] += 1
        return times[key] == 1 and free(item, title)

    return variables.sequence(variables.ended(text, len(alike)), alike, is_free, known)


def said(database: Database, ids: Sequence[str], texts: Sequence[str], lang: str) -> dict[str, Mapping[str, str]]:
    """What the variables of some texts stand for, by item."""
    names = set().union(*(variables.names(text) for text in texts)) - {variables.SEQUENCE}
    if not names:
        return {item: {} for item in ids}
    facts = filling.Facts(database, ids)
    described = describe(database, ids)
    return {item: filling.known(facts, described[item], names, lang) if item in described else {} for item in ids}


def _free_names(database: Database, ids: Sequence[str]) -> Callable[[str, str], bool]:
    mine = set(ids)

    def is_free(item: str, title: str) -> bool:
        key = naming.key(title)
        return mine.issuperset(values.namesakes(database, [key]).get(key, ()))

    return is_free


def preview(database: Database, ids: Sequence[str], wanted: Field, text: str, lang: str) -> Message:
    """What a text with variables will be: for the first of some items, and that there are more; or why it can't be."""
    shown = ids[:_PREVIEWED]
    try:
        found = worded(database, shown, wanted, [text], lang)
    except UsageFault as fault:
        return Message("panel-preview-fault", fault.message, fault.remedy) if fault.remedy else fault.message
    first = next((found[item][0] for item in ids[:1] if item in found), "")
    silent = len(shown) - len(found)
    if not first:
        return Message("panel-preview-nothing", len(ids))
    if silent:
        return Message("panel-preview-some", first, len(ids) - 1, silent)
    return Message("panel-preview", first, len(ids) - 1) if len(ids) > 1 else Message("panel-preview-one", first)


_PREVIEWED = 200
"""Items that are looked at for a preview: as many as take no time."""

"""Items as an account would send them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..config.messages import FALLBACK, Messages
from ..domain import naming
from ..domain.item import Described, Value
from ..domain.privacy import public, wishes_of
from ..domain.sites import PRACTICE
from ..store import answers, items
from ..store.registers import contributors
from ..wiki.wikitext import language_template
from . import reference
from .accounts import Account
from .describing import describe
from .library import Library
from .preflight import PAGE
from .senders import uploader, users

_LINKED = ("creator", "place_created", "work_language")
"""Fields of things that the page of a work links to by name."""


def sent_by(library: Library, ids: Sequence[str], account: Account) -> dict[str, Described]:
    """Items as an account would send them, their institutions by their Wikidata items, without what their
    activities withhold.

    On the practice Commons everybody sends as the author that they are, unless that one has let others publish it:
    then as whoever would, so that the page says the same.
    """
    institutions = {row["id"]: row["item"] for row in library.registers["institution"].list()}
    described = {item: _with_items(one, institutions)
                 for item, one in describe(library.database, ids, uploader=account.name).items()}
    withheld = {row["id"]: wishes_of(row) for row in library.registers["activity"].list()}
    under = items.columns(library.database, ids, "activity")
    described = {item: public(one, withheld.get(under[item][0], frozenset())) for item, one in described.items()}
    if account.site == PRACTICE:
        names = users(library.database) or _here(library)
        described = {item: replace(one, uploader=_practising(one, names)) for item, one in described.items()}
    return _with_templates(library, _with_names(library, described), account.site)


def _here(library: Library) -> list[str]:
    """The user name of the person who works here, where they have one."""
    me = contributors(library.database).get(library.setting("me"))
    return [me.user_name] if me and me.user_name else []


def _practising(one: Described, names: Sequence[str]) -> str:
    author = one.author.user_name if one.author else ""
    released = one.first("leave") or (one.author and one.author.release)
    return uploader(one, names) if released and names else author


def _with_names(library: Library, described: dict[str, Described]) -> dict[str, Described]:
    """With what things of the world are called that a page links to, as far as it is known here."""
    def named(value: Value, languages: Sequence[str]) -> Value:
        return value._replace(label=reference.label(library, value.text, languages))

    return {item: replace(one, values={**one.values, **{
        name: tuple(named(value, one.languages) for value in one.all(name))
        for name in _LINKED if one.all(name)}}) for item, one in described.items()}


def _with_templates(library: Library, described: dict[str, Described], wiki: str) -> dict[str, Described]:
    """Without the language templates that a wiki has said it does not have; what it was not asked for is taken to be
    there, and looked up before it is sent."""
    names = {lang: f"Template:{language_template(lang)}" for one in described.values() for lang in one.descriptions()}
    known = answers.known(library.database, wiki, PAGE, names.values(), within=answers.EVER)
    missing = frozenset(lang for lang, name in names.items() if name in known and not known[name].value)
    return {item: replace(one, without_template=missing) for item, one in described.items()} if missing else described


def _with_items(described: Described, institutions: Mapping[str, str]) -> Described:
    """The item with the Wikidata item of its institution for the row of ours; without one, our words alone."""
    found = tuple(value._replace(text=institutions.get(value.text) or value.text)
                  for value in described.all("institution"))
    return replace(described, values={**described.values, "institution": found}) if found else described


def title_of(described: Described) -> str:
    """The name an item would be sent under, with extension."""
    extension = described.file.extension if described.file else "jpg"
    return f"{naming.normal(described.first('title'))}.{extension}"


def summary(described: Described, key: str) -> str:
    """What a wiki's history says of our edit, in the first language of the item's activity."""
    return Messages(described.languages[0] if described.languages else FALLBACK).text(key)

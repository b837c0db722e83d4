"""The command that gives values to items."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from functools import partial

import click

from ..config.messages import Message
from ..domain import codes
from ..domain.codes import CodeList
from ..domain.fields import FIELDS, field
from ..domain.presets import Part
from ..services import coding, presets
from ..services.accepting import several, with_many
from ..services.showing import find_items
from ..services.tagging import Tagging
from ..services.wording import check, worded
from ..store import values
from .frame import NEEDS_PERSON, Session, command, option, root, words
from .presets import find_preset
from .telling import grouped, missaid, named, sentences

_Texts = Mapping[tuple[str, str], list[str]]


@command(root, "tag", click.argument("items", nargs=-1, required=True), option("--set", "sets", multiple=True),
         option("--add", "adds", multiple=True), option("--remove", "removes", multiple=True),
         option("--clear", "clears", multiple=True), option("--preset", "used", multiple=True))
def tag(
    session: Session, items: tuple[str, ...], sets: tuple[str, ...], adds: tuple[str, ...],
    removes: tuple[str, ...], clears: tuple[str, ...], used: tuple[str, ...],
) -> int | None:
    """Change values of items; nothing is changed if one of the words makes no sense."""
    tagging, database = Tagging(session.library, actor=session.actor), session.library.database
    ids = find_items(session.library, items)
    known = coding.lists(session.library) if sets or adds else []
    wanted, added, removed = _spelt(grouped(sets), known), _spelt(grouped(adds), known), grouped(removes)
    cleared = [(field_id, lang or None) for field_id, lang in map(named, clears)]
    chosen = [find_preset(session, text) for text in used]
    for (field_id, lang), texts in wanted.items():
        check(database, field(field_id), texts, lang)
    for (field_id, lang), texts in added.items():
        check(database, with_many(field_id), texts, lang)
    for field_id, lang in removed:
        several(database, with_many(field_id), [], lang)
    deeds = [partial(tagging.clear, ids, field_id, lang=lang) for field_id, lang in cleared]
    silent = set[str]()

    def give(parts: Sequence[Part], do: Callable[[], object]) -> None:
        for part in parts:
            silent.update(set(ids).difference(worded(database, ids, part.wanted, part.texts, part.lang)))
        do()

    deeds += [partial(give, preset.parts, partial(presets.apply, tagging, ids, preset)) for preset in chosen]
    deeds += [partial(give, [Part(field_id, lang, tuple(texts))],
                      partial(tagging.replace, ids, field_id, texts, lang=lang))
              for (field_id, lang), texts in wanted.items()]
    deeds += [partial(give, [Part(field_id, "", tuple(texts), adding=True)],
                      partial(tagging.add, ids, field_id, texts)) for (field_id, _), texts in added.items()]
    deeds += [partial(tagging.remove, ids, field_id, texts) for (field_id, _), texts in removed.items()]
    before = values.own(database, ids)
    # What is done alone has a name of its own.
    with tagging.as_one(Message("action-tag", len(ids))) if len(deeds) > 1 else nullcontext():
        for do in deeds:
            do()
    wrong = missaid(session, ids, {field_id for field_id, _ in (*wanted, *added)})
    after = values.own(database, ids)
    same = {item for item in ids if before.get(item) == after.get(item)}
    left, alike = [item for item in ids if item in silent], [item for item in ids if deeds and item in same - silent]
    told = {**({"unchanged": alike} if alike else {}), **({"unsaid": left} if left else {}), **wrong}
    session.answer({"items": ids, **told}, lambda: "\n".join([
        *_told(len(ids) - len(same), len(alike), len(left)), *sentences(wrong)]))
    return NEEDS_PERSON if wrong else None


def _told(changed: int, alike: int, silent: int) -> list[str]:
    """How many items changed, how many said so already, and how many do not say what was asked for."""
    return [words.text("cli-tagged", changed) if changed else words.text("cli-tagged-none"),
            *([words.text("cli-tagged-same", alike)] if alike else []),
            *([words.text("cli-tagged-silent", silent)] if silent else [])]


_CHOICES = "; ".join(f"{one.id}: {', '.join(one.choices)}" for one in FIELDS if one.choices)
tag.epilog = "\b\n" + textwrap.fill(  # \b has click leave the lines as they are: it would break ids at their hyphens
    words.text("cli-tag-values", _CHOICES), 76, break_on_hyphens=False)


def _spelt(given: _Texts, known: list[CodeList]) -> _Texts:
    """The texts with their codes replaced, each in the language of its field."""
    return {(name, lang): [codes.expanded(text, known, lang) for text in texts]
            for (name, lang), texts in given.items()}

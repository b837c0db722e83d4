"""A person's answers to the questions of deliveries: each question is answered once, by whoever comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..config.messages import Message
from ..domain import naming, variables
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.inheritance import OwnValue
from ..domain.merging import Side
from ..domain.states import State
from ..store import outbox, values
from ..store.database import Write, new_id, now
from ..store.journal import ANSWER, Entry
from ..store.outbox import Row
from ..store.registers import contributors
from .describing import refresh
from .library import Library
from .paging import PAGE
from .queueing import drop

RENAME, DROP, PARTS = "rename", "drop", "parts"


@dataclass(frozen=True, slots=True)
class Answered:
    """Items whose questions were answered now, and those whose question the answer was none to, with why."""

    given: list[str] = field(default_factory=list)
    missed: list[tuple[str, UsageFault]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def answer(
    library: Library, items: Sequence[str], choice: str, *, actor: str = "", seen: Mapping[str, str] | None = None,
    wiki: str = "",
) -> Answered:
    """Answer what is asked of items: `rename=NEW NAME`, `parts=ours,theirs,...`, `drop`, or another of the choices.

    A new name for several counts them, by its {seq} or at its end. `seen` tells, by item, when the rows had changed
    last that a person has looked at: what was asked since is not answered. `wiki` is the one whose questions they are;
    without it, what is asked of an item for several is answered for none. Raises UsageFault, with nothing changed, when
    the name is no good one, and when there is nothing that this is an answer to.
    """
    name, _, value = choice.partition("=")
    if name == DROP:
        asked, missed = _asked(library, items, name, seen or {}, wiki)
        _raise_if_none(asked, missed)
        changes = Changes()
        for site in dict.fromkeys(row.wiki for row in asked):
            changes |= drop(library, [row.item for row in asked if row.wiki == site], actor=actor, wiki=site)
        return Answered([row.item for row in asked], missed, changes)
    with library.database.writing() as write:
        # Read inside: of two who answer at the same time, one is the first.
        asked, missed = _asked(library, items, name, seen or {}, wiki)
        _raise_if_none(asked, missed)
        titles = _titles(library, asked, value) if name == RENAME else {}
        for row in asked:
            given: dict[str, Any] = {"choice": name, "id": new_id(), "by": actor, "at": now()}
            if name == RENAME:
                given["title"] = titles[row.item]
                _retitle(library, write, row, titles[row.item])
            elif name == PARTS:
                given["sides"] = _sides(value)
            elif warnings := ((row.question or {}).get("details") or {}).get("warnings"):
                given["warnings"] = sorted(warnings)  # these, and none that may come later
            outbox.go_on(write, row.id, answer=given)
        # The name of a page is not that of its item.
        if whole := {row.item: titles[row.item] for row in asked if row.item in titles and PAGE not in row.payload}:
            _entitle(library, write, whole, actor)
        refresh(library.database, write, [row.item for row in asked])
    return Answered([row.item for row in asked], missed, write.changes)


def _asked(
    library: Library, items: Sequence[str], choice: str, seen: Mapping[str, str], wiki: str,
) -> tuple[list[Row], list[tuple[str, UsageFault]]]:
    rows: dict[str, list[Row]] = {}
    for row in outbox.of_items(library.database, items, wiki=wiki):
        rows.setdefault(row.item, []).append(row)
    found, missed = [], []
    for item in dict.fromkeys(items):
        asking = [row for row in rows.get(item, ()) if row.state is State.ASKS]
        row = next(iter(asking), None)
        if row is None:
            missed.append((item, _too_late(library, rows.get(item, ()))))
        elif len({row.wiki for row in asking}) > 1:
            missed.append((item, UsageFault(Message("error-asked-by-several"), code="asked-by-several")))
        elif seen.get(item, row.changed) != row.changed:
            missed.append((item, UsageFault(Message("error-asked-anew"), code="asked-anew")))
        elif choice not in ((row.question or {}).get("choices") or ()) and choice != DROP:
            choices = ", ".join([*(row.question or {}).get("choices", ()), DROP])
            missed.append((item, UsageFault(Message("error-unknown-choice", choice, choices), code="unknown-choice")))
        else:
            found.append(row)
    return found, missed


def _raise_if_none(asked: Sequence[Row], missed: Sequence[tuple[str, UsageFault]]) -> None:
    if not asked:
        raise missed[0][1] if missed else UsageFault(Message("error-no-question"), code="no-question")


def _too_late(library: Library, rows: Sequence[Row]) -> UsageFault:
    """Nothing is asked; where somebody has answered before, it is said who and what."""
    answers = [row.answer for row in rows if row.answer and row.answer.get("at")]
    if not answers:
        return UsageFault(Message("error-no-question"), code="no-question")
    last = max(answers, key=lambda one: one["at"])
    who = contributors(library.database).get(last.get("by", ""))
    words = choice_words(last)
    message = Message("error-answered-by", who.name, words) if who else Message("error-answered", words)
    return UsageFault(message, code="already-answered")


def choice_words(given: Mapping[str, Any]) -> Message:
    """An answer in words."""
    if given["choice"] == RENAME:
        return Message("answer-rename", given.get("title", ""))
    return Message(f"sync-choice-{given['choice']}")


def _titles(library: Library, asked: Sequence[Row], wanted: str) -> dict[str, str]:
    """The new name of each item's file, with extension. Raises UsageFault for one that is no good name, or not free."""
    extensions = {row.item: row.payload["title"].rpartition(".")[2] for row in asked}
    stems = {row.item: wanted.strip().removesuffix(f".{extensions[row.item]}") for row in asked}
    if len(asked) > 1 or variables.counts(wanted):
        [stem, *_] = stems.values()
        pattern = stem if variables.counts(stem) else f"{stem} {{seq:02}}"
        stems = variables.sequence(pattern, list(stems), lambda item, text: _is_free(library, asked, item, text))
    found = {}
    for row in asked:
        stem, extension = naming.normal(stems[row.item]), extensions[row.item]
        if problems := [problem for problem in naming.problems(stem, extension) if problem.blocks]:
            raise UsageFault(problems[0].message, code=problems[0].code)
        if not _is_free(library, asked, row.item, stem):
            raise UsageFault(Message("problem-title-queued", stem), code="title-queued")
        found[row.item] = f"{stem}.{extension}"
    return found


def _is_free(library: Library, asked: Sequence[Row], item: str, stem: str) -> bool:
    wiki = next(row.wiki for row in asked if row.item == item)
    return all(other == item for other in outbox.bearers(library.database, naming.key(naming.normal(stem)), wiki))


def _retitle(library: Library, write: Write, row: Row, title: str) -> None:
    """Freeze the new name in all rows of the output."""
    for one in outbox.of_items(library.database, [row.item]):
        if one.output == row.output:
            outbox.set_payload(write, one.id, {**one.payload, "title": title},
                               title_key=naming.key(title.rpartition(".")[0]))


def _entitle(library: Library, write: Write, titles: Mapping[str, str], actor: str) -> None:
    """Give the items their new names too. A line of the history, and no step of undo: the files go by them."""
    values.set_own_of_many(write, "title", {
        item: [OwnValue("title", "", 0, title.rpartition(".")[0])] for item, title in titles.items()})
    entries = [Entry(ANSWER, item, "title", None, title) for item, title in titles.items()]
    action = library.journal.action(Message("action-answer-rename", len(titles)), actor=actor, laptop=library.laptop)
    library.journal.record(write, action, entries)


def _sides(value: str) -> list[str]:
    sides = [one.strip() for one in value.split(",") if one.strip()]
    if any(side not in set(Side) for side in sides):
        raise UsageFault(Message("error-sides", value, ", ".join(Side)), code="sides")
    return sides

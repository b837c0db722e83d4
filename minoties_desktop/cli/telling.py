"""Commands that look at items: items, show, check, preview."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from ..config.languages import coded
from ..config.messages import Message
from ..domain.checks import is_missaid
from ..domain.errors import UsageFault
from ..domain.fields import field
from ..domain.item import WRITTEN
from ..domain.problems import Problem, Severity
from ..domain.query import Query, parse
from ..domain.sites import PRACTICE
from ..domain.states import ItemState, State
from ..services import rehearsing, review, searches
from ..services.accounts import Account, chosen, wiki
from ..services.answering import DROP, PARTS, RENAME
from ..services.changing import DATA_EDIT, PAGE_EDIT
from ..services.describing import refresh_dirty
from ..services.review import DATA, FILE
from ..services.showing import find, find_items, whole_item
from .frame import NEEDS_PERSON, Session, command, option, root, words

SHORT = 8
"""Characters of an id in texts; a unique beginning of an id is accepted everywhere."""

_FIRST = 3
"""Items that are named under a problem that many have."""

_PART = {FILE: "cli-show-file", DATA: "cli-show-data", PAGE_EDIT: "cli-show-page-edit", DATA_EDIT: "cli-show-data-edit"}
"""What the parts of a delivery are called beside its wiki."""


def assignment(text: str) -> tuple[str, str, str]:
    """FIELD[:LANG]=VALUE as (field, language, value). Raises UsageFault for anything else."""
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageFault(Message("error-assignment", text), Message("error-assignment-remedy"), code="assignment")
    return *named(name), value


def named(text: str) -> tuple[str, str]:
    """FIELD[:LANG] as (field, language), the language's code in any case. Raises UsageFault for no field."""
    field_id, _, lang = text.partition(":")
    return field(field_id.strip()).id, coded(lang.strip())


def grouped(assignments: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    """Values by field and language, in the order they were given."""
    found: dict[tuple[str, str], list[str]] = {}
    for text in assignments:
        field_id, lang, value = assignment(text)
        found.setdefault((field_id, lang), []).append(value)
    return found


def read(session: Session, texts: tuple[str, ...], saved: str | None = None) -> Query:
    """The query of words and parts, together with that of a kept search (a name or an id): what is typed goes first.

    Raises UsageFault for what there is not, UnicodeEncodeError for bytes that are no text.
    """
    " ".join(texts).encode()  # raises for bytes that are no text: a search would take them for no words
    typed = parse(" ".join(texts)) if len(texts) != 1 else parse(texts[0])
    named = {part: find(session.library, part, value) for part in ("activity", "institution")
             if (value := getattr(typed, part))}
    typed = replace(typed, **named)
    if saved is None:
        return typed
    kept = searches.get(session.library, find(session.library, searches.TABLE, saved)).query
    return replace(kept, **typed.to_json() | {"words": " ".join(filter(None, (kept.words, typed.words)))})


@command(root, "items", click.argument("query", nargs=-1), option("--saved"))
def items_command(session: Session, query: tuple[str, ...], saved: str | None) -> None:
    """List items."""
    refresh_dirty(session.library.database)
    wanted = read(session, query, saved)
    rows = session.lists.rows(session.lists.ids(wanted))
    shown = ("id", "title", "name", "state", "activity", "taken", "flag", "rating", "label", "blocking", "advising",
             "path", "sha1")
    session.answer(
        {"items": [{key: row[key] for key in shown} for row in rows]},
        lambda: "\n".join(
            f"{row['id'][:SHORT]}  {words.text(ItemState(row['state']).label)}  {row['title'] or row['name']}"
            for row in rows) or words.text("cli-no-items"))


@command(root, "show", click.argument("item"))
def show(session: Session, item: str) -> None:
    """Show one item with its values and where they come from, its problems and its deliveries."""
    refresh_dirty(session.library.database)
    [found] = find_items(session.library, [item])
    told = whole_item(session.library, found)
    told["problems"] = [problem_json(found, problem) for problem in told["problems"]]
    for value in told["values"]:
        value["label"] = words.text(value["label"]) if isinstance(value["label"], Message) else value["label"]
    for delivery in told["deliveries"]:
        for key in ("message", "remedy"):
            delivery[key] = words.text(delivery[key]) if delivery[key] else ""

    def text() -> str:
        lines = [f"{told['title'] or told['name']}  ({found})", words.text(ItemState(told["state"]).label)]
        for value in told["values"]:
            written = WRITTEN.get(value["source"]) if value["origin"] == "own" else None
            origin = words.text(f"origin-{written or value['origin']}")
            lang = f" [{value['lang']}]" if value["lang"] else ""
            label = words.text(field(value["field"]).label)
            lines.append(f"  {label}{lang}: {value['label'] or value['value']} ({origin})")
        lines += [f"  ! {problem['message']}" for problem in told["problems"]]
        return "\n".join([*lines, *_deliveries(found, told["deliveries"])])

    session.answer(told, text)


def _deliveries(item: str, deliveries: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where the deliveries of an item stand, their parts named where these differ, and their questions."""
    by_wiki: dict[str, list[tuple[str, str, list[str]]]] = {}
    several = len({one["wiki"] for one in deliveries}) > 1
    for one in deliveries:
        practised = one["wiki"] == PRACTICE and one["state"] == State.DONE
        state = words.text("delivery-practised" if practised else State(one["state"]).label)
        asked = answers(item, one["question"], one["wiki"] if several else "")
        by_wiki.setdefault(one["wiki"], []).append(
            (one["target"], f"{state} {one['message']} {one['remedy']}".rstrip(), list(asked)))
    lines: list[str] = []
    for site, parts in by_wiki.items():
        place, alike = words.called(wiki(Account(site, "")).host), len({told for _, told, _ in parts}) == 1
        for target, told, asked in parts:
            line = f"  > {place if alike else words.text(_PART[target], place)}: {told}"
            lines += [line] if line not in lines[-1:] else []
            lines += [f"    {line}" for line in asked]
    return lines


@command(root, "check", click.argument("items", nargs=-1))
def check(session: Session, items: tuple[str, ...]) -> int | None:
    """Say what is missing, and what the wiki has said lately of names, files and categories."""
    refresh_dirty(session.library.database)
    ids = find_items(session.library, items) if items else session.lists.ids(Query())
    problems = session.lists.problems(ids)
    for item, found in rehearsing.known(session.library, ids, session.lists.sender()).items():
        problems[item] = sorted([*problems.get(item, ()), *found], key=lambda problem: not problem.blocks)
    ready = [item for item in ids if not any(problem.blocks for problem in problems.get(item, ()))]
    rows = [problem_json(item, problem) for item in ids for problem in problems.get(item, ())]

    def text() -> str:
        lines = [words.text("cli-check-ready", len(ready), len(ids))]
        names = {row["id"]: row["title"] or row["name"] for row in session.lists.rows(ids)}
        return "\n".join([*lines, *_by_problem(rows, names)])

    session.answer({"ready": ready, "problems": rows}, text)
    return None if len(ready) == len(ids) else NEEDS_PERSON


def _by_problem(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> list[str]:
    """Each problem once, what blocks most items first, with how many have it, and under it the first of them."""
    having: dict[tuple[bool, str], list[str]] = {}
    for row in rows:
        having.setdefault((row["severity"] != Severity.BLOCKS, row["message"]), []).append(row["item"])
    lines = []
    for (_, message), ids in sorted(having.items(), key=lambda entry: (entry[0][0], -len(entry[1]))):
        lines.append(words.text("cli-check-problem", len(ids), message))
        lines += [f"    {item[:SHORT]}  {names[item]}" for item in ids[:_FIRST]]
        lines += [f"    {words.text('cli-check-more', len(ids) - _FIRST)}"] if len(ids) > _FIRST else []
    return lines


_SPELT = {RENAME: "cli-answer-rename", PARTS: "cli-answer-parts"}
"""Answers that say more than their name."""


def answers(item: str, question: Mapping[str, Any] | None, site: str = "") -> list[str]:
    """The commands that answer what is asked of an item, each with what it does; none where nothing is asked. `site`
    is the wiki it is asked for, where the item goes to several."""
    if question is None:
        return []
    choices = dict.fromkeys([*question["choices"], DROP])
    spelt = {choice: words.text(_SPELT[choice]) if choice in _SPELT else choice for choice in choices}
    which = f" --site {site}" if site else ""
    return [words.text("cli-answer-line", f"minoties answer {item[:SHORT]} {spelt[choice]}{which}",
                       words.text(f"sync-choice-{choice}")) for choice in choices]


def problem_json(item: str, problem: Problem) -> dict[str, Any]:
    """A problem for scripts, its sentence in the terminal's language."""
    return {"item": item, "code": problem.code, "severity": str(problem.severity), "field": problem.field,
            "message": words.text(problem.message)}


def missaid(session: Session, ids: Sequence[str], fields: Collection[str]) -> dict[str, Any]:
    """What is wrong with what these fields of some items say by now, as `problems` of an answer, empty where nothing
    is: it is kept, and can't be sent."""
    found = session.lists.problems(ids)
    wrong = [problem_json(item, problem) for item in ids for problem in found.get(item, ())
             if problem.field in fields and is_missaid(problem)]
    return {"problems": wrong} if wrong else {}


def sentences(answer: Mapping[str, Any]) -> list[str]:
    """The sentences of the problems of an answer, each once."""
    return list(dict.fromkeys(problem["message"] for problem in answer.get("problems", ())))


@command(root, "preview", click.argument("item"), option("--account"), option("--site"))
def preview(session: Session, item: str, account: str | None, site: str | None) -> None:
    """Show the page text and the data of an item exactly as they would be sent."""
    refresh_dirty(session.library.database)
    [found] = find_items(session.library, [item])
    seen = review.preview(session.library, found, chosen(account, site))
    session.answer(
        {"item": found, "title": seen.title, "wikitext": seen.wikitext, "labels": seen.labels, "claims": seen.claims,
         "problems": [problem_json(found, problem) for problem in seen.problems]},
        lambda: f"{seen.title}\n\n{seen.wikitext}")

"""What an institution is given: its agreement, its things by state, what is missing; never what is private."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Sequence
from pathlib import Path

from ..config.messages import Message, Messages
from ..domain.item import Described
from ..domain.permits import use
from ..domain.states import ItemState
from ..store import items, outbox
from ..store.institutions import numbers as numbers_of
from . import institutions, report, reportforms
from .describing import describe
from .institutions import House
from .library import Library
from .report import Wanted
from .reporting import save, small

FORMS = ("html", "csv")
COLUMNS = ("inventory_number", "collection", "title", "state", "file", "address", "problem")
STATES = tuple(ItemState)


def made(library: Library, words: Messages, institution: str, form: str) -> str:
    """The report as text: `html`, one page that needs nothing else, or `csv`, one line for each thing."""
    house = institutions.house(library, institution)
    if form == "csv":
        return _csv(library, words, house)
    found = report.lines(library, words, Wanted(institution=institution))
    return reportforms.as_html(found, words, about=house.institution.called([words.language]), small=small,
                               first=_summary(library, house, words))


def write(library: Library, words: Messages, institution: str, path: Path, *, replacing: bool = False) -> None:
    """Write the report into a file, as CSV where its name ends so. Raises as writing a report does."""
    form = "csv" if path.suffix.lower() == ".csv" else "html"
    save(library, path, made(library, words, institution, form), replacing=replacing)


def _called(library: Library, ids: Sequence[str]) -> list[str]:
    """What things go by there: their inventory numbers, else their titles."""
    numbers, titles = numbers_of(library.database, ids), items.columns(library.database, ids, "title")
    return [numbers.get(item) or titles[item][0] or "–" for item in ids]


def _summary(library: Library, house: House, words: Messages) -> str:
    rows = []
    for allowed in house.agreements:
        covered = ", ".join(words.text(Message(f"agreement-act-{act}"))
                            for act in ("rooms", "objects", "scans") if act in allowed.row["kind"].split())
        days = " – ".join(day for day in (allowed.row["since"], allowed.row["until"]) if day)
        rows.append((allowed.row["title"], [words.text(Message(f"agreement-{allowed.status}")), covered, days]))
    counts = [(words.text(state.label), [str(house.states[state])]) for state in STATES if house.states.get(state)]
    held = [item for item in house.items if item in house.held]
    lacking = [(words.text(f"institution-lacking-{name}"), [", ".join(numbers[:200])])
               for name, numbers in (("photograph", house.lacking), ("row", _called(library, house.unlisted)),
                                     ("number", _called(library, house.unnumbered)),
                                     ("leave", _called(library, held))) if numbers]
    return "".join(_table(words.text(title), found) for title, found in (
        ("institution-agreements", rows), ("institution-items", counts), ("institution-missing", lacking)) if found)


def _table(title: str, rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    body = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(', '.join(text for text in texts if text))}</dd>"
                   for name, texts in rows)
    return f"<h2>{html.escape(title)}</h2><dl>{body}</dl>\n"


def _csv(library: Library, words: Messages, house: House) -> str:
    described = describe(library.database, house.items)
    states = items.columns(library.database, house.items, "state")
    problems = institutions.problems(library, house.items)
    receipts = {row.item: row.receipt for row in outbox.listed(library.database) if row.receipt and not row.depends_on}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([words.text(f"report-{column}") for column in COLUMNS])
    for item in house.items:
        one: Described = described[item]
        receipt = receipts.get(item) or {}
        blocked = next((problem for problem in problems.get(item, ()) if problem.blocks), None)
        writer.writerow([reportforms.plain(cell) for cell in (
            one.first("inventory_number"), use(one).named, one.first("title"),
            words.text(ItemState(states[item][0]).label), receipt.get("title") or "", receipt.get("url") or "",
            words.text(blocked.message) if blocked else "")])
    for number in house.lacking:
        writer.writerow([reportforms.plain(number), "", "", words.text("institution-lacking-photograph"), "", "", ""])
    return out.getvalue()

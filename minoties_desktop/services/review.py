"""The last look: an item exactly as it would be sent, and its freezing into the queue."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ..config.messages import Message
from ..domain import naming
from ..domain.changes import Changes
from ..domain.item import Described
from ..domain.problems import Problem, blocking
from ..domain.query import Query
from ..domain.sites import PRACTICE
from ..domain.states import ItemState, State
from ..store import items, outbox, values
from ..store.database import Write
from ..store.journal import Entry
from ..store.outbox import Row
from ..wiki import structured, wikitext
from . import paging, preflight
from .accounts import Account
from .changing import EDITS, freeze_later, later
from .deriving import derive, lacking
from .describing import look, refresh, refresh_dirty
from .library import Library
from .pretending import pretended
from .rendering import sent_by, summary, title_of
from .senders import ANOTHER

FILE, DATA = "commons_file", "commons_data"
QUEUE = "outbox"
"""The journal's name for an item's place in a wiki's queue: before and after are the account, None for not queued."""


@dataclass(frozen=True, slots=True)
class Preview:
    """An item as it would be sent: its title with extension, page text, captions, statements, and its problems."""

    item: str
    title: str
    wikitext: str
    labels: dict[str, Any]
    claims: list[dict[str, Any]]
    problems: list[Problem]


@dataclass(frozen=True, slots=True)
class Queued:
    """What queueing did: items now in the queue, of them those that were not before, and those held back, with why."""

    queued: list[str] = field(default_factory=list)
    fresh: list[str] = field(default_factory=list)
    held: list[tuple[str, list[Problem]]] = field(default_factory=list)
    changes: Changes = field(default_factory=Changes)


def preview(library: Library, item: str, account: Account) -> Preview:
    """An item as it will be sent: as it was frozen if it is in the wiki's queue, else as it would be frozen now."""
    described = sent_by(library, [item], account)[item]
    rows = [row for row in outbox.of_items(library.database, [item]) if row.wiki == account.site]
    stored = values.problems(library.database, [item]).get(item, [])
    # Who would send it as a rule is not who is asked about.
    found = [*(one for one in stored if one.code != ANOTHER), *_told(library, described, account)]
    if not rows:  # what keeps this account alone from sending it
        found += [problem for problem in look(described) if problem.blocks and problem not in found]
    found.sort(key=lambda problem: not problem.blocks)
    if (now := later(library, [item]).get(item)) and now.file.wiki == account.site:
        return Preview(item, now.file.payload["title"], now.wikitext, now.data_now["labels"],
                       structured.claims(described), found)
    frozen = {row.target: row.payload for row in reversed(rows) if row.target not in EDITS}  # the first page's
    if frozen:
        upload, data = frozen[FILE], frozen[DATA]
        claims = [{key: part for key, part in claim.items() if key != "guid"} for claim in data["claims"]]
        return Preview(item, upload["title"], upload["wikitext"], data["labels"], claims, found)
    first = paging.pages(library, described)[0]
    return Preview(item, title_of(first), wikitext.page(first), structured.labels(first), structured.claims(first),
                   found)


def _told(library: Library, described: Described, account: Account) -> list[Problem]:
    """What the wiki has said lately of a file that is not there yet."""
    if described.file is None or any(row.wiki == account.site and row.state is State.DONE
                                     for row in outbox.of_items(library.database, [described.id])):
        return []
    files = [file_as(page) for page in paging.pages(library, described)]
    return preflight.known(library.database, account.site, files).get(described.id, [])


def file_as(described: Described) -> preflight.File:
    """The file that an item, or a page of it, would be sent as now."""
    assert described.file is not None
    return preflight.File(described.id, title_of(described), described.file.sha1, wikitext.page(described),
                          described.file.original)


def prepare(
    library: Library, ids: Sequence[str] | None, account: Account, *, cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Make what is to be sent of items, which takes minutes for books of many pages; `queue` does what is left of it.

    Where something can't be made, `queue` says so.
    """
    refresh_dirty(library.database)
    wanted = _wanted(library, ids, account)
    there = {row.item for row in outbox.of_items(library.database, wanted) if row.wiki == account.site}
    derive(library, [item for item in wanted if item not in there], cancelled=cancelled)


def queue(library: Library, ids: Sequence[str] | None, account: Account, *, actor: str = "") -> Queued:
    """Freeze items into the queue for an account's wiki; without ids, all that are ready. One step of undo.

    An item that is in that wiki's queue already stays as it was frozen; what has changed since it was delivered is
    queued as an edit. Nothing that has a blocking problem is queued.
    """
    prepare(library, ids, account)
    # All is read inside: what two processes queue at the same time would otherwise be sent twice.
    with library.database.writing() as write:
        result = freeze(library, write, _wanted(library, ids, account), account)
        label = Message("action-queue-practice" if account.site == PRACTICE else "action-queue", len(result.fresh))
        action = library.journal.action(label, actor=actor, laptop=library.laptop)
        library.journal.record(write, action, [
            Entry(QUEUE, item, account.site, None, account.name) for item in result.fresh])
    return replace(result, changes=write.changes)


def freeze(library: Library, write: Write, ids: Sequence[str], account: Account) -> Queued:
    """Freeze items, inside a transaction; those that are in the wiki's queue stay as they are."""
    result = Queued()
    described = sent_by(library, ids, account)
    twice = set(values.with_code(library.database, "title-twice"))
    unmade = set(lacking(library, ids))
    made_up = set() if account.site == PRACTICE else pretended(library, ids)
    rejected = {item for item, (flag,) in items.columns(library.database, ids, "flag").items() if flag == "reject"}
    there = _there(library, ids, account.site)
    for item in ids:
        if item in there:
            result.queued.append(item)
            left = {} if item in unmade else _left(paging.pages(library, described[item], there[item]), there[item])
            for number, page in left.items():
                _freeze(write, page, account, number)
            if freeze_later(library, write, item, account.site) or left:
                result.fresh.append(item)
            continue
        sheets = paging.pages(library, described[item])
        problems = [problem for problem in look(described[item], title_taken=item in twice) if problem.blocks]
        problems += [problem for page in sheets for problem in _named_in_queue(library, page, account.site)][:1]
        if item in made_up:
            problems = [blocking("practice-only", "")]
        if item in rejected:
            problems = [blocking("rejected", "")]
        if item in unmade and not problems:
            problems = [blocking("derivative-missing", "")]
        if problems:
            result.held.append((item, problems))
            continue
        for number, page in enumerate(sheets, 1):
            _freeze(write, page, account, number if len(sheets) > 1 else 0)
        result.queued.append(item)
        result.fresh.append(item)
    refresh(library.database, write, result.fresh)
    return result


def _wanted(library: Library, ids: Sequence[str] | None, account: Account) -> list[str]:
    """Each item once, without those that were binned; all that are ready if none are named, the practice walk only
    for practice or where there is nothing else, and what waits to be published only for practice."""
    if ids is None:
        ready = [item for state in (ItemState.READY, ItemState.PRACTISED)
                 for item in items.ids(library.database, Query(state=state))]
        if account.site != PRACTICE:
            walk = pretended(library, ready)
            return [*(item for item in ready if item not in walk), *_of_others(library)] or ready
        ids = [*ready, *_of_others(library), *outbox.only_elsewhere(library.database, PRACTICE)]
    binned = {item for item, (deleted,) in items.columns(library.database, ids, "deleted").items() if deleted}
    return [item for item in dict.fromkeys(ids) if item not in binned]


def _of_others(library: Library) -> list[str]:
    """The items that only an account that is not here may send; the one that is meant is asked about them."""
    found = items.ids(library.database, Query(state=ItemState.TO_FINISH, problem=ANOTHER))
    return [item for item, (blocking,) in items.columns(library.database, found, "blocking").items() if blocking == 1]


def payloads(described: Described) -> tuple[dict[str, Any], dict[str, Any]]:
    """What is frozen of an item: for its file row, and for its data row with statement ids of our own."""
    assert described.file is not None
    file = described.file
    summed = summary(described, "wiki-summary-upload")
    upload = {"title": title_of(described), "file": file.path, "size": file.size, "sha1": file.sha1,
              "sha256": file.sha256, "mime": file.mime, "wikitext": wikitext.page(described), "summary": summed}
    if file.original:
        upload["original"] = file.original
    claims = [{**claim, "guid": str(uuid.uuid4())} for claim in structured.claims(described)]
    data = {"title": upload["title"], "labels": structured.labels(described), "claims": claims, "summary": summed}
    return upload, data


def _there(library: Library, ids: Sequence[str], wiki: str) -> dict[str, list[Row]]:
    """The rows that items have in a wiki's queue."""
    found: dict[str, list[Row]] = {}
    for row in outbox.of_items(library.database, ids):
        if row.wiki == wiki:
            found.setdefault(row.item, []).append(row)
    return found


def _left(pages: Sequence[Described], rows: Sequence[Row]) -> dict[int, Described]:
    """The pages, by their places, of an item that is in the queue page by page that are not in it: they came later, or
    were taken out of it while others had arrived."""
    if not any(paging.PAGE in row.payload for row in rows):
        return {}
    sums = {row.payload.get("sha1") for row in rows}
    names = {row.payload["title"] for row in rows}
    return {number: page for number, page in enumerate(pages, 1)
            if page.file and page.file.sha1 not in sums and title_of(page) not in names}


def _freeze(write: Write, described: Described, account: Account, page: int) -> None:
    """Freeze an item, or one page of it by its place (0: the whole)."""
    upload, data = payloads(described)
    if page:
        upload[paging.PAGE] = data[paging.PAGE] = page
    assert described.file is not None
    outbox.add(
        write, item=described.id, file=described.file.id, wiki=account.site, account=account.name,
        title_key=naming.key(described.first("title")),
        rows=[outbox.NewRow(FILE, upload), outbox.NewRow(DATA, data, State.QUEUED, depends_on=0)])


def _named_in_queue(library: Library, described: Described, wiki: str) -> list[Problem]:
    key = naming.key(described.first("title"))
    others = outbox.bearers(library.database, key, wiki)
    if any(other != described.id for other in others):
        return [blocking("title-queued", "title", described.first("title"))]
    return []

"""What was changed here after it was sent, and its freezing as an edit of the page and of the data."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.merging import Part, parts
from ..domain.sites import PRACTICE
from ..domain.states import State
from ..store import outbox
from ..store.database import Write
from ..store.outbox import NewRow, Row
from ..wiki import structured, wikitext
from . import paging
from .accounts import Account
from .library import Library
from .rendering import sent_by, summary

PAGE_EDIT, DATA_EDIT = "page_edit", "data_edit"
EDITS = (PAGE_EDIT, DATA_EDIT)

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Later:
    """A delivered item as it would be now: what its page and data were when they were sent, and are here now.

    `page` and `data` tell whether they differ. What is being changed on the wiki already is not offered.
    """

    item: str
    file: Row
    was: str
    wikitext: str
    was_data: Json
    data_now: Json
    page: bool
    data: bool
    summary: str
    base: int

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return self.page or self.data


def later(library: Library, ids: Sequence[str]) -> dict[str, Later]:
    """The items of these that were delivered and have changed since, by item; rows of the practice Commons count too,
    where the item is on no other wiki."""
    result: dict[str, Later] = {}
    for now in _all_later(library, ids):
        known = result.get(now.item)
        if known is None or (known.file.wiki == PRACTICE and now.file.wiki != PRACTICE):
            result[now.item] = now
    return result


def _all_later(library: Library, ids: Sequence[str]) -> Iterator[Later]:
    """What has changed since, file by file: pages that were sent one by one are several of an item."""
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in outbox.of_items(library.database, ids):
        rows.setdefault((row.item, row.wiki), []).append(row)
    by_account: dict[Account, dict[str, list[Row]]] = {}
    for (item, wiki), found in rows.items():
        if any(_delivered(file) for file in _by_file(found)):
            by_account.setdefault(Account(wiki, found[0].account), {})[item] = found
    for account, items in by_account.items():
        described = sent_by(library, list(items), account)
        for item, found in items.items():
            pages = paging.pages(library, described[item], found)
            for file in _by_file(found):
                page = paging.page_of(pages, file[0]) if _delivered(file) else None
                if page is not None and (now := _compared(item, file, page)).differs:
                    yield now


def _by_file(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each file, its own first."""
    return [[row, *(one for one in rows if one.depends_on == row.id)] for row in rows if row.depends_on is None]


def differences(now: Later) -> list[Part]:
    """What has changed, part by part: of the page its lines, of the data each caption and statement."""
    from ..wiki.targets.data_edit import wording

    found = parts(f"{now.was.rstrip()}\n", f"{now.wikitext.rstrip()}\n", f"{now.was.rstrip()}\n") if now.page else []
    before, after = now.was_data["labels"], now.data_now["labels"]
    for lang in sorted({*before, *after}):
        was, ours = wording(before.get(lang)), wording(after.get(lang))
        found += [Part(was, ours, was, f"caption:{lang}")] if now.data and was != ours else []
    old, new = ({claim["guid"]: claim for claim in claims}
                for claims in (now.was_data["claims"], now.data_now["claims"]))
    for guid in {**old, **new}:
        was, ours = wording(old.get(guid)), wording(new.get(guid))
        name = (new.get(guid) or old[guid])["mainsnak"]["property"]
        found += [Part(was, ours, was, f"{name}:{guid}")] if now.data and was != ours else []
    return found


def freeze_later(library: Library, write: Write, item: str, wiki: str) -> bool:
    """Queue what has changed of a delivered item on a wiki, inside a transaction; whether there was anything.

    An edit of it that waits and has not begun is frozen anew.
    """
    found = [now for now in _all_later(library, [item]) if now.file.wiki == wiki]
    for now in found:
        _freeze_edits(library, write, now)
    return bool(found)


def _freeze_edits(library: Library, write: Write, now: Later) -> None:
    for row in outbox.of_items(library.database, [now.item]):
        if row.target in EDITS and row.depends_on == now.file.id and row.state is not State.DONE:
            outbox.drop_row(write, row.id)
    title = (now.file.receipt or {}).get("title") or now.file.payload["title"]
    rows = []
    if now.page:
        rows.append(NewRow(PAGE_EDIT, {
            "title": title, "wikitext": now.wikitext, "was": now.was, "base": now.base, "summary": now.summary},
            after=now.file.id))
    if now.data:
        rows.append(NewRow(DATA_EDIT, {"title": title, **now.data_now, "was": now.was_data, "summary": now.summary},
                           after=now.file.id))
    outbox.add(write, item=now.item, file=outbox.file_of(library.database, now.file.output), wiki=now.file.wiki,
               account=now.file.account, title_key="", rows=rows)


def _delivered(rows: Sequence[Row]) -> bool:
    """Whether all of an item has arrived, and no edit of it has begun that is not at its end."""
    return any(row.depends_on is None for row in rows) and all(
        row.state is State.DONE or (row.target in EDITS and row.resume_state is State.QUEUED and not row.claimed_by)
        for row in rows)


def _compared(item: str, rows: Sequence[Row], described: Any) -> Later:
    file = next(row for row in rows if row.depends_on is None)
    receipt = file.receipt or {}
    data = next((row for row in rows if row.depends_on == file.id and row.target not in EDITS), None)
    done = [row for row in rows if row.state is State.DONE]
    seen_page, wrote_page = _last(file, done, PAGE_EDIT)
    text = wikitext.page(described)
    labels, claims = structured.labels(described), structured.claims(described)
    seen_data = wrote_data = None
    if data is not None and (data.receipt or {}).get("mid"):
        seen_data, wrote_data = _last(data, done, DATA_EDIT)
    was_data = _data_of(wrote_data or file)
    return Later(
        item, file, str(wrote_page.payload["wikitext"]), text, was_data,
        {"labels": labels, "claims": with_ids(claims, was_data["claims"])},
        page=bool(receipt.get("text")) and text != seen_page.payload["wikitext"],
        data=seen_data is not None and (labels != seen_data.payload["labels"]
                                        or _plain(claims) != _plain(seen_data.payload["claims"])),
        summary=summary(described, "wiki-summary-edit"), base=int((wrote_page.receipt or {}).get("revid") or 0))


def _last(first: Row, done: Sequence[Row], target: str) -> tuple[Row, Row]:
    """The last row that a person was through with, and the last one that wrote something."""
    edits = [row for row in done if row.target == target]
    wrote = [row for row in edits if not (row.receipt or {}).get("left")]
    return [first, *edits][-1], [first, *wrote][-1]


def _data_of(row: Row) -> Json:
    return {"labels": row.payload.get("labels", {}), "claims": row.payload.get("claims", [])}


def with_ids(claims: Sequence[Json], before: Sequence[Json]) -> list[Json]:
    """Statements with the ids that they have on the wiki; one that was changed keeps the id of what it was."""
    left = list(before)
    found: list[Json | None] = []
    for claim in claims:
        same = next((old for old in left if _key(old) == _key(claim)), None)
        if same is not None:
            left.remove(same)
        found.append({**claim, "guid": same["guid"]} if same is not None else None)
    for place, claim in enumerate(claims):
        if found[place] is None:
            old = next((one for one in left if one["mainsnak"]["property"] == claim["mainsnak"]["property"]), None)
            if old is not None:
                left.remove(old)
            found[place] = {**claim, "guid": old["guid"] if old else str(uuid.uuid4())}
    return [claim for claim in found if claim is not None]


def _plain(claims: Sequence[Json]) -> list[str]:
    return sorted(map(_key, claims))


def _key(claim: Json) -> str:
    return json.dumps({key: value for key, value in claim.items() if key != "guid"}, sort_keys=True)

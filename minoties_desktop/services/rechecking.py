"""Receipts compared with what their wikis have now: deleted, renamed, replaced and edited files are noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.item import same_user
from ..domain.states import State
from ..store import outbox
from ..store.database import now
from ..store.outbox import Row
from . import paging
from .accounts import Account
from .accounts import wiki as wiki_of
from .asking import asking
from .changing import DATA_EDIT, EDITS, PAGE_EDIT
from .describing import describe
from .library import Library
from .receipts import DATA, DELETED, HIDDEN, MOVED, NAMED, PAGE, REPLACED, Finding, findings
from .rendering import title_of

if TYPE_CHECKING:
    from ..wiki.history import Standing
    from ..wiki.session import Session

CHUNK = 50
"""Files that are asked about at a time (commons-contract 1.1), and whose receipts are stored together."""
Told = Callable[[int, int], None]
"""Hears how many of all have been looked at."""


@dataclass(frozen=True, slots=True)
class Rechecked:
    """What a recheck found: how many files were looked at by wiki, what became of items by item and wiki, and the
    changes it made."""

    looked: dict[str, int]
    found: dict[tuple[str, str], list[Finding]]
    changes: Changes

    @property
    def told(self) -> list[Message]:
        """The result in sentences, of each wiki one."""
        found = Counter(site for _, site in self.found)
        return [_sentence(Account(site, ""), looked, found[site]) for site, looked in self.looked.items()] or [
            Message("delivered-rechecked-none")]


def _sentence(account: Account, looked: int, changed: int) -> Message:
    if not changed:
        return Message("delivered-rechecked-same", looked, wiki_of(account).host)
    return Message("delivered-rechecked", looked, changed, wiki_of(account).host)


def recheck(
    library: Library, ids: Sequence[str] | None = None, *, wiki: str = "", told: Told = lambda looked, all_: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Rechecked:
    """Look how delivered items stand on their wikis, all or some, or on one of them, and keep it in their receipts.

    Raises Faults where a wiki can't be asked, and Stopped when cancelled; what was found until then is kept.
    """
    rows = outbox.listed(library.database) if ids is None else outbox.of_items(library.database, ids)
    files = [row for row in rows if row.depends_on is None and row.state is State.DONE and row.receipt
             and wiki in ("", row.wiki)]
    by_account: dict[Account, list[Row]] = {}
    for row in files:
        by_account.setdefault(Account(row.wiki, row.account), []).append(row)
    named = describe(library.database, list({row.item for row in files}))
    # A page's name is made of the item's; it keeps the one that it was sent under.
    names = {row.id: row.payload["title"] if paging.PAGE in row.payload else title_of(named[row.item])
             for row in files}
    looked: Counter[str] = Counter()
    found: dict[tuple[str, str], list[Finding]] = {}
    changes = Changes()
    told(0, len(files))
    for account, delivered in by_account.items():
        with asking(library, account, cancelled) as session:
            for start in range(0, len(delivered), CHUNK):
                batch = delivered[start : start + CHUNK]
                seen = dict(_looked(session, batch, rows, names))
                with library.database.writing() as write:
                    for row in batch:
                        outbox.set_receipt(write, row.id, _receipt(row, *seen[row.id]))
                    write.touched("item", [row.item for row in batch])
                changes |= write.changes
                for row in batch:
                    if seen[row.id][0]:
                        found.setdefault((row.item, row.wiki), []).extend(seen[row.id][0])
                looked[account.site] += len(batch)
                told(looked.total(), len(files))
    return Rechecked(dict(looked), found, changes)


def _looked(
    session: Session, batch: Sequence[Row], rows: Sequence[Row], names: Mapping[str, str],
) -> Iterator[tuple[str, tuple[list[Finding], Standing | None]]]:
    from ..wiki import entity, history  # late: only who asks needs it

    standing = dict(history.standings(session, [int(row.receipt["pageid"]) for row in batch]))
    mids = [row.receipt["mid"] for row in batch if row.receipt["mid"] and standing[int(row.receipt["pageid"])]]
    entities = entity.several(session, mids)
    for row in batch:
        now_there = standing[int(row.receipt["pageid"])]
        if now_there is None:
            gone = history.deletion(session, row.receipt["title"])
            yield row.id, ([Finding(DELETED, row.receipt["title"], gone.user, gone.timestamp, gone.reason)], None)
            continue
        mine = [one for one in rows if one.item == row.item and one.wiki == row.wiki and one.state is State.DONE]
        found = [*_of_file(row, now_there), *_of_page(row, mine, now_there),
                 *_of_name(row, now_there, names[row.id])]
        if (there := entities.get(row.receipt["mid"])) is not None:
            found += _of_data(row, mine, now_there, there)
        yield row.id, (found, now_there)


def _of_file(row: Row, there: Standing) -> Iterator[Finding]:
    receipt = row.receipt or {}
    if there.title != receipt["title"]:
        yield Finding(MOVED, receipt["title"], detail=there.title)
    elif moved := next((one for one in findings(receipt) if one.kind == MOVED), None):
        yield moved  # it is called as the last recheck found it
    newest = there.versions[0]
    if not newest.sha1:
        yield Finding(HIDDEN, there.title, newest.user, newest.timestamp)
    elif newest.sha1 != receipt["sha1"]:
        yield Finding(REPLACED, there.title, newest.user, newest.timestamp)


def _of_name(row: Row, there: Standing, name: str) -> Iterator[Finding]:
    """A title that was given here after the upload: only on the wiki itself is a file renamed."""
    if name not in (row.payload["title"], there.title):
        yield Finding(NAMED, there.title, detail=name)


def _of_page(row: Row, mine: Sequence[Row], there: Standing) -> Iterator[Finding]:
    from ..wiki.history import same_text

    if not (row.receipt or {}).get("text"):
        return
    wrote = [row, *(one for one in mine if one.target == PAGE_EDIT and not (one.receipt or {}).get("left"))][-1]
    latest = there.latest
    ours = latest.revid == (wrote.receipt or {}).get("revid") or same_text(latest.text, wrote.payload["wikitext"])
    if not ours:
        yield Finding(PAGE, there.title, latest.user, latest.timestamp)


def _of_data(row: Row, mine: Sequence[Row], there: Standing, entity: Mapping[str, Any]) -> Iterator[Finding]:
    """Captions and statements that we had written and that somebody has changed or removed since."""
    from ..wiki.targets.data_edit import wording

    first = next((one for one in mine if one.depends_on == row.id and one.target not in EDITS), None)
    if first is None or not (first.receipt or {}).get("mid"):
        return
    edits = [one for one in mine if one.target == DATA_EDIT and not (one.receipt or {}).get("left")]
    last = [first, *edits][-1].payload
    written = set((first.receipt or {}).get("statements", ()))
    present = {one["id"].upper(): one for found in entity["statements"].values() for one in found}
    mid = (row.receipt or {})["mid"]
    changed = [f"{lang}" for lang in (first.receipt or {}).get("captions", ()) if lang in last["labels"]
               and wording(entity["labels"].get(lang)) != wording(last["labels"][lang])]
    for claim in last["claims"]:
        own = f"{mid}${claim['guid']}"
        if own in written and wording(present.get(own.upper())) != wording(claim):
            changed.append(claim["mainsnak"]["property"])
    if changed:
        user = "" if same_user(there.latest.user, row.account) else there.latest.user
        yield Finding(DATA, there.title, user, there.latest.timestamp, ", ".join(dict.fromkeys(changed)))


def _receipt(row: Row, found: Sequence[Finding], there: Standing | None) -> dict[str, Any]:
    """The receipt with what was found; what differs from the last time is added to its history."""
    receipt, at = dict(row.receipt or {}), now()
    told = [asdict(one) for one in found]
    if told != receipt.get("found", []):
        receipt["history"] = [*receipt.get("history", ()), {"at": at, "found": told}]
    if there is not None and there.title != receipt["title"]:
        receipt |= {"title": there.title, "url": there.url}
    return receipt | {"checked": at, "found": told}

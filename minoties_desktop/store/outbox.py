"""The queue: one row per output and target, holding the whole state of its delivery."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ..config.messages import Message
from ..domain.delivery import Delivery
from ..domain.states import STOPPED, WORKING, State
from .database import Database, Write, new_id, now
from .journal import ANSWER
from .pauses import SLACK


@dataclass(frozen=True, slots=True)
class Row:
    """One outbox row. `resume_state` is where a stopped row goes on; `error` is what stopped it, in words."""

    id: str
    output: str
    item: str
    target: str
    wiki: str
    account: str
    depends_on: str | None
    state: State
    resume_state: State
    payload: dict[str, Any]
    facts: dict[str, Any]
    question: dict[str, Any] | None
    answer: dict[str, Any] | None
    receipt: dict[str, Any] | None
    error: dict[str, Any] | None
    tries: int
    next_try: float
    claimed_by: str | None
    created: str
    changed: str

    @property
    def message(self) -> Message | None:
        """What stopped it, or what it waits for."""
        return Message.from_json(self.error["message"]) if self.error else None

    @property
    def remedy(self) -> Message | None:
        """What to do about it."""
        return Message.from_json(self.error["remedy"]) if self.error and self.error.get("remedy") else None

    @property
    def is_adopted(self) -> bool:
        """Whether a person took the wiki's file for this one: no byte of it is sent."""
        return (self.answer or {}).get("choice") == "same" or bool(self.facts.get("adopt"))

    def delivery(self, parent: dict[str, Any] | None, *, path: str = "") -> Delivery:
        """The row as a target sees it; `path` is the file's full path."""
        payload = {**self.payload, "path": path} if path else self.payload
        return Delivery(self.id, self.item, self.target, self.wiki, self.account, self.resume_state, payload,
                        self.facts, self.answer, parent)


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row to be queued. `depends_on` is the index of another new row of the same output, or None; `after` is the id
    of a row that is there already and that it depends on."""

    target: str
    payload: dict[str, Any]
    state: State = State.QUEUED
    depends_on: int | None = None
    error: dict[str, Any] | None = field(default=None)
    after: str | None = None


_NEXT = {"queued": "", "wanted": "wanted DESC, ", "small": "size, ", "old": "taken, "}
"""What goes first, by the name of the order (domain/pacing); each has an index of its own, idx_outbox_next_*."""

_PAGE = 200
"""Rows that are read at a time where there may be very many."""
_JSON = ("payload", "facts", "question", "answer", "receipt", "error")
_COLUMNS = ("id", "output", "item", "target", "wiki", "account", "depends_on", "state", "resume_state", *_JSON,
            "tries", "next_try", "claimed_by", "created", "changed")
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM outbox"
_BRIEF = _SELECT.replace("payload", "json_remove(payload, '$.wikitext', '$.labels', '$.claims') AS payload")


def _row(found: Mapping[str, Any]) -> Row:
    values = dict(found)
    for column in _JSON:
        values[column] = json.loads(values[column]) if values[column] else None
    values["state"], values["resume_state"] = State(values["state"]), State(values["resume_state"])
    return Row(**values)


def add(
    write: Write, *, item: str, file: str, wiki: str, account: str, title_key: str, rows: Sequence[NewRow],
) -> list[str]:
    """Queue the rows of one output of an item; returns their ids."""
    output, at = new_id(), now()
    write.insert("output", id=output, item=item, file=file, created=at)
    ids = [new_id() for _ in rows]
    write.insert_many("outbox", [
        {"id": row_id, "output": output, "item": item, "target": row.target, "wiki": wiki, "account": account,
         "depends_on": row.after if row.depends_on is None else ids[row.depends_on], "state": row.state,
         "resume_state": State.QUEUED, "title_key": title_key, "payload": _dump(row.payload),
         "error": _dump(row.error), "created": at, "changed": at}
        for row_id, row in zip(ids, rows, strict=True)])
    write.touched("outbox", ids)
    return ids


def get(database: Database, row_id: str) -> Row:
    """One row."""
    return _row(database.reading().execute(f"{_SELECT} WHERE id = ?", (row_id,)).fetchone())


def of_items(database: Database, items: Iterable[str], *, wiki: str = "") -> list[Row]:
    """All rows of some items, or with `wiki` those that go there, in the order they were queued."""
    return [_row(row) for row in database.reading().execute(
        f"{_SELECT} WHERE item IN (SELECT value FROM json_each(?1)) AND ?2 IN ('', wiki) ORDER BY seq",
        (_ids(items), wiki))]


def listed(database: Database, *, states: Iterable[State] | None = None, brief: bool = False) -> list[Row]:
    """All rows, or those in some states, in the order they were queued; when `brief` without the page's text and the
    structured data, which take three times as long to be read as all the rest."""
    where = "" if states is None else "WHERE state IN (SELECT value FROM json_each(?))"
    return [_row(row) for row in database.reading().execute(
        f"{_BRIEF if brief else _SELECT} {where} ORDER BY seq", () if states is None else (_ids(states),))]


def of_account(
    database: Database, wiki: str, accounts: Iterable[str], *, states: Iterable[State] | None = None,
) -> Iterator[Row]:
    """The rows of accounts of a wiki, in the order they were queued; however many there are, some at a time."""
    where = "" if states is None else "AND state IN (SELECT value FROM json_each(:states))"
    asked = {"wiki": wiki, "accounts": _ids(accounts), "states": _ids(states or ()), "seq": 0}
    while True:
        found = database.reading().execute(
            f"""SELECT seq, {', '.join(_COLUMNS)} FROM outbox WHERE seq > :seq AND wiki = :wiki
                AND account IN (SELECT value FROM json_each(:accounts)) {where} ORDER BY seq LIMIT {_PAGE}""",
            asked).fetchall()
        for row in found:
            values = dict(row)
            asked["seq"] = values.pop("seq")
            yield _row(values)
        if len(found) < _PAGE:
            return


def items_states(database: Database, wiki: str, accounts: Iterable[str]) -> Iterator[tuple[str, set[State]]]:
    """The items of accounts of a wiki in the order they were queued, and the states of their rows there."""
    for item, found in database.reading().execute(
            """SELECT item, group_concat(DISTINCT state) FROM outbox WHERE wiki = ?
               AND account IN (SELECT value FROM json_each(?)) GROUP BY item ORDER BY min(seq)""",
            (wiki, _ids(accounts))):
        yield item, {State(state) for state in found.split(",")}


def open_work(database: Database) -> list[tuple[str, str, int, int, int, int]]:
    """Of each wiki and account what a run may still come to: files, their bytes that have not gone yet, files that
    are still to be published, and rows of data."""
    return [tuple(row) for row in database.reading().execute(
        f"""SELECT wiki, account, sum(depends_on IS NULL),
               sum(CASE WHEN depends_on IS NULL AND ({_SENT}) IS NOT 1 THEN
                   max(0, coalesce((SELECT size FROM output JOIN file ON file.id = output.file
                                    WHERE output.id = row.output), 0) - coalesce(json_extract(facts, '$.offset'), 0))
                   ELSE 0 END),
               sum(depends_on IS NULL AND resume_state NOT IN ('published', 'verifying')), sum(depends_on IS NOT NULL)
           FROM outbox AS row WHERE state NOT IN ('done', 'asks', 'refused', 'held')
           GROUP BY wiki, account ORDER BY wiki, account""")]


def begun(database: Database) -> Row | None:
    """A file of which some bytes have gone and which waits, None if there is none."""
    found = database.reading().execute(
        f"""{_SELECT} WHERE state NOT IN ('done', 'asks', 'refused', 'held') AND facts <> '{{}}'
            AND coalesce(json_extract(facts, '$.offset'), 0) > 0 ORDER BY seq LIMIT 1""").fetchone()
    return _row(found) if found else None


def states(database: Database, items: Iterable[str]) -> dict[str, list[tuple[str, State]]]:
    """Wiki and state of each item's rows, for items that have any."""
    found: dict[str, list[tuple[str, State]]] = {}
    for row in database.reading().execute(
            "SELECT item, wiki, state FROM outbox WHERE item IN (SELECT value FROM json_each(?))", (_ids(items),)):
        found.setdefault(row[0], []).append((row[1], State(row[2])))
    return found


class Idle(NamedTuple):
    """A row that no sync has in hand and that is certainly not on the wiki: id, item, whether it is held, the code of
    what holds it, the wiki and the account."""

    id: str
    item: str
    is_held: bool
    code: str
    wiki: str
    account: str


def idle(database: Database, items: Iterable[str]) -> list[Idle]:
    """Such rows of items: files of which nothing was published, and first descriptions of which nothing was sent."""
    return [Idle(row[0], row[1], row[2] == State.HELD, row[3] or "", *row[4:]) for row in database.reading().execute(
        """SELECT id, item, state, json_extract(error, '$.code'), wiki, account FROM outbox
           WHERE item IN (SELECT value FROM json_each(?)) AND claimed_by IS NULL AND state <> 'done'
               AND (target = 'commons_file' AND resume_state NOT IN ('publishing', 'published', 'verifying')
                    OR target = 'commons_data' AND resume_state = 'queued')""", (_ids(items),)).fetchall()]


def has_begun(database: Database, action: str) -> bool:
    """Whether the sync has begun with anything that an action of the journal put into the queue, or goes by it."""
    return bool(database.reading().execute(
        """SELECT EXISTS (SELECT 1 FROM journal JOIN outbox ON outbox.item = journal.row
           WHERE journal.action = ? AND (journal.table_name = ? OR journal.table_name = 'outbox'
           AND (outbox.resume_state <> 'queued' OR outbox.answer IS NOT NULL
                OR outbox.state NOT IN ('queued', 'held', 'waiting'))))""", (action, ANSWER)).fetchone()[0])


def counts(database: Database) -> dict[str, int]:
    """How many rows are in each state."""
    return dict(database.reading().execute("SELECT state, count(*) FROM outbox GROUP BY state"))


def open_items(database: Database) -> list[tuple[str, int, int]]:
    """Of each wiki, how many items have rows that are not done and need nobody, and how many have one that stopped."""
    return [tuple(row) for row in database.reading().execute(
        """SELECT wiki, sum(NOT stopped), sum(stopped) FROM (
               SELECT wiki, max(state IN ('asks', 'refused', 'held')) AS stopped FROM outbox WHERE state <> 'done'
               GROUP BY wiki, item) GROUP BY wiki ORDER BY wiki""")]


def arrived(database: Database, wiki: str) -> int:
    """How many items have arrived on a wiki with all of their rows."""
    return database.reading().execute(
        """SELECT count(*) FROM (SELECT 1 FROM outbox WHERE wiki = ? GROUP BY item HAVING min(state = 'done'))""",
        (wiki,)).fetchone()[0]


def only_elsewhere(database: Database, wiki: str) -> list[str]:
    """The items whose files are still to be sent to other wikis, and that were never queued for this one."""
    return [row[0] for row in database.reading().execute(
        """SELECT DISTINCT item FROM outbox WHERE wiki <> ?1 AND state <> 'done' AND target = 'commons_file'
               AND item NOT IN (SELECT item FROM outbox WHERE wiki = ?1) ORDER BY seq""", (wiki,))]


def open_by_account(database: Database) -> list[tuple[str, str, int]]:
    """Wiki, account, and how many of its items have rows that are not done."""
    return [tuple(row) for row in database.reading().execute(
        """SELECT wiki, account, count(DISTINCT item) FROM outbox WHERE state <> ? GROUP BY wiki, account
           ORDER BY wiki, account""", (State.DONE,))]


def accounts(database: Database, *, done: bool = False) -> list[tuple[str, str]]:
    """Wiki and account, each pair once, of rows that are to be sent; with `done` of all rows.

    What is held without an account asks for none.
    """
    return [tuple(row) for row in database.reading().execute(
        """SELECT DISTINCT wiki, account FROM outbox
           WHERE ? OR (state <> ? AND NOT (account = '' AND state = ?)) ORDER BY 1, 2""",
        (done, State.DONE, State.HELD))]


def bearers(database: Database, title_key: str, wiki: str) -> list[str]:
    """Items whose name in a wiki's queue has a key."""
    return [row[0] for row in database.reading().execute(
        "SELECT DISTINCT item FROM outbox WHERE title_key = ? AND wiki = ?", (title_key, wiki))]


_OPEN = """wiki = :wiki AND account = :account AND ready = 1 AND state NOT IN ('done', 'asks', 'refused', 'held')
    AND (NOT EXISTS (SELECT 1 FROM pause WHERE until > :moment AND (scope GLOB 'item *' OR scope GLOB 'activity *'))
         OR NOT EXISTS (SELECT 1 FROM pause WHERE until > :moment AND scope IN (
            'item ' || row.item, 'item ' || row.item || ' ' || row.wiki,
            'activity ' || (SELECT activity FROM item WHERE item.id = row.item))))"""
"""Rows that a run may come to: they wait neither for a person nor for another row, and are neither done nor paused.

That nothing is paused is asked once, and of each row only where something is.
"""


_SENT = """resume_state IN ('published', 'verifying') OR json_extract(answer, '$.choice') = 'same'
    OR json_extract(facts, '$.adopt') IS NOT NULL"""
"""Rows of files of which no byte is to be sent any more: they are there, or a person took the wiki's file for them."""


_THERE = """resume_state = 'queued' AND facts = '{}' AND answer IS NULL AND EXISTS (
    SELECT 1 FROM wiki_answer AS told WHERE told.wiki = :wiki AND told.kind = 'bytes' AND told.asked >= :told_since
    AND told.key = json_extract(row.payload, '$.sha1') AND json_array_length(told.answer, '$.holders') > 0)"""
"""Rows of files that nothing was begun of and that the wiki has said it has: they are asked about, or are done."""


def claim(
    write: Write, *, run: str, wiki: str, account: str, moment: float, void: Iterable[str],
    without: Iterable[str] = (), largest: int | None = None, order: str = "queued", told_since: str | None = None,
) -> Row | None:
    """Take the next row that is due for a sync run: nobody has claimed it, or only runs that are `void`.

    A row is due when its time has come, what it depends on is done, and it neither waits for a person nor is
    finished. Rows that were begun come first, then as `order` says; targets in `without`, unless all but the proof
    is done, and files of which more than `largest` bytes are still to be sent are left for later; of those that the
    wiki has said since a time (`told_since`, as the database writes it) that it has, none are.
    """
    # The index has them in their order: the first one that may go is found without looking at the others.
    found = write.execute(
        f"""{_SELECT} WHERE seq = (SELECT seq FROM outbox AS row INDEXED BY idx_outbox_next_{order}
            WHERE {_OPEN} AND next_try <= :moment
            AND (claimed_by IS NULL OR claimed_by IN (SELECT value FROM json_each(:void)))
            AND (:without = '[]' OR resume_state IN ('published', 'verifying')
                 OR target NOT IN (SELECT value FROM json_each(:without)))
            AND (:largest IS NULL OR depends_on IS NOT NULL OR {_SENT}
                 OR size - coalesce(json_extract(facts, '$.offset'), 0) <= :largest OR {_THERE})
            ORDER BY resume_state = 'queued', depends_on IS NULL, {_NEXT[order]}seq LIMIT 1)""",
        {"wiki": wiki, "account": account, "moment": moment, "void": _ids(void), "without": _ids(without),
         "largest": largest, "told_since": told_since}).fetchone()
    if found is None:
        return None
    write.execute("UPDATE outbox SET claimed_by = ? WHERE id = ?", (run, found["id"]))
    return _row({**dict(found), "claimed_by": run})


def claimants(database: Database) -> list[str]:
    """The sync runs that hold claims."""
    return [row[0] for row in database.reading().execute(
        "SELECT DISTINCT claimed_by FROM outbox WHERE claimed_by IS NOT NULL")]


def advance(
    write: Write, row: Row, state: State, *, facts: Mapping[str, Any], receipt: Mapping[str, Any] | None,
) -> None:
    """Store how far a delivery has come, before the request that belongs to the state."""
    write.execute(
        """UPDATE outbox SET state = :state, resume_state = :state, facts = :facts, receipt = :receipt,
               question = NULL, error = NULL, changed = :at, tries = CASE WHEN :state = 'done' THEN 0 ELSE tries END,
               claimed_by = CASE WHEN :state = 'done' THEN NULL ELSE claimed_by END WHERE id = :id""",
        {"state": state, "facts": _dump(facts), "receipt": _dump(receipt), "at": now(), "id": row.id})
    write.touched("outbox", [row.id])


def stop(
    write: Write, row_id: str, state: State, *, error: Mapping[str, Any] | None = None,
    question: Mapping[str, Any] | None = None, next_try: float = 0, tries: int = 0,
) -> None:
    """Stop a row: it waits until a time, asks, is held or refused; where it goes on is kept."""
    if state not in STOPPED:
        raise ValueError(state)
    write.execute(
        """UPDATE outbox SET state = :state, error = :error, question = :question, next_try = :next_try, tries = :tries,
               answer = CASE WHEN :question IS NULL THEN answer END, claimed_by = NULL, changed = :at
           WHERE id = :id AND state <> 'done'""",
        {"state": state, "error": _dump(error), "question": _dump(question), "next_try": next_try, "tries": tries,
         "at": now(), "id": row_id})
    write.touched("outbox", [row_id])


def release(write: Write, runs: Iterable[str]) -> list[str]:
    """Give back all claims of sync runs that have ended or died; what they had in hand waits. Returns its items."""
    found = write.execute(
        "SELECT id, item, state FROM outbox WHERE claimed_by IN (SELECT value FROM json_each(?))",
        (_ids(runs),)).fetchall()
    in_hand = [row["id"] for row in found if row["state"] in WORKING]
    write.execute("""UPDATE outbox SET claimed_by = NULL, state = CASE WHEN id IN (SELECT value FROM json_each(?))
                     THEN 'waiting' ELSE state END WHERE id IN (SELECT value FROM json_each(?))""",
                  (_ids(in_hand), _ids(row["id"] for row in found)))
    write.touched("outbox", in_hand)
    return [row["item"] for row in found if row["state"] in WORKING]


def go_on(write: Write, row_id: str, *, answer: Mapping[str, Any] | None = None) -> None:
    """Have a stopped row go on where it was, now; with the answer to its question if it had one.

    Without one, an earlier answer that was not used up stays.
    """
    write.execute(
        """UPDATE outbox SET state = CASE WHEN resume_state = 'queued' THEN 'queued' ELSE 'waiting' END,
               answer = coalesce(?, answer), question = NULL, error = NULL, next_try = 0, tries = 0,
               claimed_by = NULL, changed = ?
           WHERE id = ? AND state IN ('waiting', 'asks', 'refused', 'held')""", (_dump(answer), now(), row_id))
    write.touched("outbox", [row_id])


def set_payload(write: Write, row_id: str, payload: Mapping[str, Any], *, title_key: str) -> None:
    """Freeze another payload: a person answered with a new name."""
    write.execute("UPDATE outbox SET payload = ?, title_key = ?, changed = ? WHERE id = ?",
                  (_dump(payload), title_key, now(), row_id))
    write.touched("outbox", [row_id])


def unseen(database: Database, *, wiki: str, account: str, since: str, limit: int) -> list[Row]:
    """Files of an account that were delivered, and were not looked at, since a time (as the database writes it); those
    first that were not for longest."""
    seen = "coalesce(json_extract(receipt, '$.seen'), json_extract(receipt, '$.checked'), changed)"
    return [_row(row) for row in database.reading().execute(
        f"""{_SELECT} WHERE wiki = ? AND account = ? AND state = 'done' AND target = 'commons_file'
            AND json_extract(receipt, '$.pageid') IS NOT NULL AND {seen} < ? ORDER BY {seen} LIMIT ?""",
        (wiki, account, since, limit))]


def rename_account(write: Write, wiki: str, before: str, after: str) -> list[str]:
    """Have all rows of an account go by its new name, done ones too; returns their items."""
    found = write.execute("UPDATE outbox SET account = ? WHERE wiki = ? AND account = ? RETURNING id, item",
                          (after, wiki, before)).fetchall()
    write.touched("outbox", [row[0] for row in found])
    return list(dict.fromkeys(row[1] for row in found))


def set_account(write: Write, row_ids: Iterable[str], account: str) -> None:
    """Give rows that had no account yet the account they will be sent with."""
    ids = list(row_ids)
    write.execute("UPDATE outbox SET account = ? WHERE account = '' AND id IN (SELECT value FROM json_each(?))",
                  (account, _ids(ids)))
    write.touched("outbox", ids)


def drop(write: Write, output: str) -> None:
    """Take an output's rows out of the queue. The caller has made sure that nothing was published."""
    ids = [row[0] for row in write.execute("SELECT id FROM outbox WHERE output = ?", (output,))]
    write.execute("DELETE FROM outbox WHERE output = ?", (output,))
    write.execute("DELETE FROM output WHERE id = ?", (output,))
    write.touched("outbox", ids)


def drop_row(write: Write, row_id: str) -> None:
    """Take one row out of the queue, and its output with the last one."""
    write.execute("DELETE FROM outbox WHERE id = ?", (row_id,))
    write.execute("DELETE FROM output WHERE id NOT IN (SELECT output FROM outbox)")
    write.touched("outbox", [row_id])


def file_of(database: Database, output: str) -> str:
    """The id of the file that an output was made of."""
    return database.reading().execute("SELECT file FROM output WHERE id = ?", (output,)).fetchone()[0]


def set_receipt(write: Write, row_id: str, receipt: Mapping[str, Any]) -> None:
    """Keep what was found out later about a delivery that is done; its history is in the receipt itself."""
    write.execute("UPDATE outbox SET receipt = ? WHERE id = ? AND state = 'done'", (_dump(receipt), row_id))
    write.touched("outbox", [row_id])


def refreeze(write: Write, row_id: str, payload: Mapping[str, Any]) -> None:
    """Freeze a row's payload again, under the same name, before anything of it was sent."""
    write.execute("UPDATE outbox SET payload = ?, changed = ? WHERE id = ?", (_dump(payload), now(), row_id))
    write.touched("outbox", [row_id])


def wake(write: Write, *, wiki: str, account: str, codes: Iterable[str]) -> None:
    """Have rows that wait for one of these reasons try again now."""
    woken = [row[0] for row in write.execute(
        """UPDATE outbox SET next_try = 0 WHERE wiki = ? AND account = ? AND state = 'waiting' AND next_try > 0
           AND json_extract(error, '$.code') IN (SELECT value FROM json_each(?)) RETURNING id""",
        (wiki, account, _ids(codes))).fetchall()]
    write.touched("outbox", woken)


def next_due(database: Database, *, wiki: str, account: str, moment: float = 0) -> float | None:
    """When the next row of an account is due (seconds since 1970, maybe past), or None if none waits for a time."""
    return database.reading().execute(
        f"SELECT min(next_try) FROM outbox AS row WHERE {_OPEN}",
        {"wiki": wiki, "account": account, "moment": moment}).fetchone()[0]


_FALSE = "next_try > :moment AND (next_try > :moment + :longest OR changed > :at)"
"""Waits that no true clock can have stored: made in the future, or too long."""


def has_false_waits(database: Database, *, moment: float, longest: float) -> bool:
    """Whether rows wait for a time that only a wrong clock can have stored."""
    return bool(database.reading().execute(
        f"SELECT EXISTS (SELECT 1 FROM outbox WHERE {_FALSE})", _clock(moment, longest)).fetchone()[0])


def forget_waits(write: Write, *, moment: float, longest: float) -> None:
    """End the waits of rows that no true clock can have stored."""
    found = [row[0] for row in write.execute(f"SELECT id FROM outbox WHERE {_FALSE}", _clock(moment, longest))]
    write.executemany("UPDATE outbox SET next_try = 0 WHERE id = ?", [(row,) for row in found])
    write.touched("outbox", found)


def _clock(moment: float, longest: float) -> dict[str, Any]:
    at = datetime.fromtimestamp(moment + SLACK, UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    return {"moment": moment, "longest": longest, "at": at}


def next_try(database: Database) -> float | None:
    """When the next waiting row of any account is due (seconds since 1970), or None if none waits for a time."""
    return database.reading().execute(
        "SELECT min(next_try) FROM outbox WHERE state = 'waiting' AND next_try > 0").fetchone()[0]


def last_error(database: Database) -> dict[str, Any] | None:
    """The error that stopped a row most recently, of rows that are still stopped; being held by a person is none."""
    row = database.reading().execute(
        "SELECT error FROM outbox WHERE coalesce(json_extract(error, '$.code'), 'held-by-person') != 'held-by-person'"
        " ORDER BY changed DESC LIMIT 1").fetchone()
    return json.loads(row[0]) if row else None


def _ids(ids: Iterable[str]) -> str:
    return json.dumps(list(ids), ensure_ascii=False)


def _dump(value: Any) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)

"""Pauses: what is not sent until when, and why; a row for each scope, so that every process knows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .database import Database, Write

EVERYTHING = "everything"
"""The scope of all sending."""
FOR_EVER = 4_102_444_800.0
"""The year 2100: until somebody has it go on."""
SLACK = 5.0
"""Seconds by which a clock may differ from itself: what was stored later than now by more was stored by a wrong one."""


def account(wiki: str, name: str) -> str:
    """The scope of one account on one wiki."""
    return f"{wiki} {name}"


def activity(activity_id: str) -> str:
    """The scope of all items of an activity."""
    return f"activity {activity_id}"


def item(item_id: str, wiki: str = "") -> str:
    """The scope of one item, or of what goes of it to one wiki."""
    return f"item {item_id} {wiki}".rstrip()


@dataclass(frozen=True, slots=True)
class Pause:
    """What waits until when (seconds since 1970), and why if it was not a person who wanted it so."""

    scope: str
    until: float
    reason: dict[str, Any] | None


def put(write: Write, scope: str, until: float, *, moment: float, reason: dict[str, Any] | None = None) -> None:
    """Have a scope wait until a time; without a `reason`, that of an earlier pause stays."""
    write.execute(
        """INSERT INTO pause (scope, until, made, reason) VALUES (?, ?, ?, ?) ON CONFLICT (scope) DO UPDATE SET
           until = excluded.until, made = excluded.made, reason = coalesce(excluded.reason, pause.reason)""",
        (scope, until, moment, None if reason is None else json.dumps(reason, ensure_ascii=False)))
    write.touched("pause", [scope])


def lift(write: Write, scope: str) -> None:
    """Let a scope go on now. Why it waited is kept until something has succeeded."""
    write.execute("UPDATE pause SET until = 0 WHERE scope = ?", (scope,))
    write.touched("pause", [scope])


def forget(write: Write, scope: str) -> None:
    """The reason is gone: something has succeeded, or a person has said so."""
    if write.execute("DELETE FROM pause WHERE scope = ?", (scope,)).rowcount:
        write.touched("pause", [scope])


def false_waits(database: Database, *, moment: float, longest: float) -> list[str]:
    """The accounts' pauses that no true clock can have stored: made in the future, or longer than anything waits."""
    return [row[0] for row in database.reading().execute(
        """SELECT scope FROM pause WHERE until > :moment AND (until > :moment + :longest OR made > :moment + :slack)
               AND scope <> 'everything' AND NOT scope GLOB 'item *' AND NOT scope GLOB 'activity *'""",
        {"moment": moment, "longest": longest, "slack": SLACK})]


def until(database: Database, scopes: Iterable[str]) -> float:
    """Until when the longest of some pauses lasts, in seconds since 1970; 0 if there is none."""
    return database.reading().execute(
        "SELECT coalesce(max(until), 0) FROM pause WHERE scope IN (SELECT value FROM json_each(?))",
        (json.dumps(list(scopes), ensure_ascii=False),)).fetchone()[0]


def deliveries(database: Database, moment: float) -> dict[tuple[str, str], str]:
    """Item and wiki of what is paused at a moment in the queue, each with the title of the activity that it is paused
    with, "" where it is paused by itself or with its item."""
    return {(row[0], row[1]): row[2] for row in database.reading().execute(
        """WITH paused AS (SELECT scope FROM pause WHERE until > ?)
           SELECT item.id, outbox.wiki, iif('item ' || item.id IN paused
                                            OR 'item ' || item.id || ' ' || outbox.wiki IN paused, '', activity.title)
           FROM outbox JOIN item ON item.id = outbox.item LEFT JOIN activity ON activity.id = item.activity
           WHERE 'item ' || item.id IN paused OR 'item ' || item.id || ' ' || outbox.wiki IN paused
                 OR 'activity ' || item.activity IN paused""", (moment,))}


def listed(database: Database) -> dict[str, Pause]:
    """All pauses by their scope, those too that are over but whose reason nothing has disproved yet."""
    return {row["scope"]: Pause(row["scope"], row["until"], json.loads(row["reason"]) if row["reason"] else None)
            for row in database.reading().execute("SELECT scope, until, reason FROM pause")}

"""What wikis have answered to questions that change nothing: kept, so that it can be told without a connection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from .database import Database, Write, now

BYTES = "bytes"
"""The kind of answers that tell which files hold some bytes, by their SHA-1."""
EVER = 10 * 365 * 86_400.0
"""Seconds: however long ago."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a wiki said, and how many seconds ago."""

    value: Any
    age: float


def keep(write: Write, wiki: str, kind: str, answers: Mapping[str, Any]) -> None:
    """Keep answers of one kind by what they are about, in the place of older ones."""
    at = now()
    write.executemany(
        "INSERT OR REPLACE INTO wiki_answer (wiki, kind, key, answer, asked) VALUES (?, ?, ?, ?, ?)",
        [(wiki, kind, key, json.dumps(answer, ensure_ascii=False), at) for key, answer in answers.items()])
    write.touched("wiki_answer", answers)


def since(within: float) -> str:
    """The time so many seconds ago, as the database writes it."""
    return (datetime.now(UTC) - timedelta(seconds=within)).isoformat(timespec="microseconds").replace("+00:00", "Z")


def known(database: Database, wiki: str, kind: str, keys: Iterable[str], *, within: float) -> dict[str, Answer]:
    """Answers of one kind that are at most `within` seconds old; one from the future was dated by a wrong clock."""
    moment = datetime.now(UTC)
    rows = database.reading().execute(
        """SELECT key, answer, asked FROM wiki_answer WHERE wiki = ? AND kind = ? AND asked BETWEEN ? AND ?
           AND key IN (SELECT value FROM json_each(?))""",
        (wiki, kind, since(within), now(), json.dumps(list(keys), ensure_ascii=False)))
    return {key: Answer(json.loads(answer), (moment - datetime.fromisoformat(asked)).total_seconds())
            for key, answer, asked in rows}


def has_any(database: Database, wiki: str) -> bool:
    """Whether anything that a wiki has answered is kept."""
    return bool(database.reading().execute("SELECT 1 FROM wiki_answer WHERE wiki = ? LIMIT 1", (wiki,)).fetchall())


def use_up(write: Write, wiki: str, kind: str, key: str) -> None:
    """Forget an answer: what is done now makes it untrue."""
    write.execute("DELETE FROM wiki_answer WHERE wiki = ? AND kind = ? AND key = ?", (wiki, kind, key))
    write.touched("wiki_answer", [key])

"""Cards and folders that were imported, what they held, and the proven copies of what is in the library."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from .database import Database, Write, new_id, now

WAITING, HERE, REFUSED, LEFT = "waiting", "here", "refused", "left"
"""States of a file of a card: still only there; in the library; not taken; a person does without it."""


class Held(NamedTuple):
    """A file on a card by its path below it; size in bytes, time in nanoseconds."""

    name: Path
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Proven:
    """A copy that was compared: in which `place` (None: the library), as which path there, on which medium, and
    whether the device gave it back (`cold`)."""

    place: Path | None
    path: Path
    medium: str
    cold: bool


def _hex(path: Path | None) -> str:
    return os.fsencode(path).hex() if path is not None else ""


def path_of(text: str) -> Path:
    """A path that is stored as its bytes in hex."""
    return Path(os.fsdecode(bytes.fromhex(text)))


def register(write: Write, key: str, *, name: str, path: Path, kind: str, medium: str = "") -> str:
    """The id of the card with that key, new or known; its name, place and medium are those of now."""
    row = write.execute("SELECT id FROM card WHERE key = ?", (key,)).fetchone()
    card = row[0] if row else new_id()
    if row:
        write.execute("UPDATE card SET name = ?, path = ?, medium = ? WHERE id = ?",
                      (name, _hex(path), medium, card))
    else:
        write.insert("card", id=card, key=key, name=name, path=_hex(path), kind=kind, medium=medium, created=now())
    write.touched("card", [card])
    return card


def note(write: Write, card: str, held: Sequence[Held]) -> None:
    """Remember what is on a card: exactly these files; what became of those that were there before stays known."""
    known = {tuple(row) for row in write.execute(
        "SELECT name, size, modified FROM card_file WHERE card = ?", (card,))}
    fresh = {(_hex(one.name), one.size, one.modified) for one in held}
    write.executemany("DELETE FROM card_file WHERE card = ? AND name = ?", [(card, one[0]) for one in known - fresh])
    write.insert_many("card_file", [
        {"card": card, "name": name, "size": size, "modified": modified} for name, size, modified in fresh - known])
    if fresh - known:
        write.execute("UPDATE card SET lit = '' WHERE id = ?", (card,))
    write.touched("card", [card])


def decide(write: Write, outcomes: Iterable[tuple[str, Path, str, str | None]]) -> None:
    """Remember what became of files: (card, path below it, state, item or None)."""
    outcomes = list(outcomes)
    write.executemany("UPDATE card_file SET state = ?, item = ? WHERE card = ? AND name = ?",
                      [(state, item, card, _hex(name)) for card, name, state, item in outcomes])
    write.touched("card", {card for card, *_ in outcomes})


def do_without(write: Write, card: str) -> None:
    """A person does without what was not taken from a card."""
    write.execute("UPDATE card_file SET state = ? WHERE card = ? AND state = ?", (LEFT, card, REFUSED))
    write.touched("card", [card])


def set_light(write: Write, card: str, *, lit: bool, revoked: bool = False) -> None:
    """Turn the light of a card on or off; `revoked` when a person turned it off."""
    write.execute("UPDATE card SET lit = ?, revoked = ? WHERE id = ?",
                  (now() if lit else "", now() if revoked else "", card))
    write.touched("card", [card])


def add_copies(write: Write, file: str, copies: Iterable[Proven]) -> None:
    """Remember proven copies of a file; what a known copy was found to be is replaced."""
    write.executemany(
        """INSERT INTO copy (file, place, path, medium, checked, cold) VALUES (?, ?, ?, ?, ?, ?)
           ON CONFLICT (file, place) DO UPDATE SET path = excluded.path, medium = excluded.medium,
               checked = excluded.checked, cold = excluded.cold, fault = ''""",
        [(file, _hex(one.place), _hex(one.path), one.medium, now(), int(one.cold)) for one in copies])
    write.touched("copy", [file])


def blame(write: Write, file: str, place: Path | None, path: Path, fault: str) -> None:
    """Remember that a copy is not what it should be."""
    write.execute(
        """INSERT INTO copy (file, place, path, medium, checked, cold, fault) VALUES (?, ?, ?, '', ?, 0, ?)
           ON CONFLICT (file, place) DO UPDATE SET checked = excluded.checked, cold = 0, fault = excluded.fault""",
        (file, _hex(place), _hex(path), now(), fault))
    write.touched("copy", [file])


def all_cards(database: Database) -> list[dict[str, Any]]:
    """All cards, the latest first, with their paths."""
    return [{**dict(row), "path": path_of(row["path"])} for row in database.reading().execute(
        "SELECT * FROM card ORDER BY created DESC, id")]


def by_key(database: Database, key: str) -> str | None:
    """The id of the card with a key, None for one that was never imported."""
    row = database.reading().execute("SELECT id FROM card WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def held(database: Database, card: str) -> set[Held]:
    """What a card held when it was last read."""
    return {Held(path_of(row["name"]), row["size"], row["modified"]) for row in database.reading().execute(
        "SELECT name, size, modified FROM card_file WHERE card = ?", (card,))}


def decided(database: Database, card: str) -> frozenset[Path]:
    """The files of a card, by their paths below it, of which it is known what became of them."""
    return frozenset(path_of(name) for name, in database.reading().execute(
        "SELECT name FROM card_file WHERE card = ? AND state IN (?, ?)", (card, HERE, LEFT)))


def states(database: Database, card: str) -> Mapping[str, int]:
    """How many files of a card are in each state."""
    return dict(database.reading().execute(
        "SELECT state, count(*) FROM card_file WHERE card = ? GROUP BY state", (card,)).fetchall())


def proofs(database: Database, card: str) -> list[dict[str, Any]]:
    """For each file of a card that is in the library: `media` (devices other than the card itself that gave its bytes
    back), `copies`, `faults`, and the item's `state`."""
    return [dict(row) for row in database.reading().execute(
        """SELECT file.id, item.state AS state,
                  count(DISTINCT CASE WHEN copy.cold AND copy.fault = '' AND copy.medium != card.medium
                                      THEN copy.medium END) AS media,
                  count(CASE WHEN copy.fault = '' THEN 1 END) AS copies,
                  count(CASE WHEN copy.fault != '' THEN 1 END) AS faults
           FROM card_file JOIN card ON card.id = card_file.card JOIN item ON item.id = card_file.item
           JOIN file ON file.item = item.id AND file.role IN ('master', 'companion') AND file.size = card_file.size
           LEFT JOIN copy ON copy.file = file.id
           WHERE card_file.card = ? AND card_file.state = ? GROUP BY card_file.name""", (card, HERE))]


def copies(database: Database, ids: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Every original with its known copies (of some items, or of all): file, item, sha256, size, place, path.

    An original without any proven copy stands there with the library's own path.
    """
    wanted = "" if ids is None else "AND file.item IN (SELECT value FROM json_each(:ids))"
    return [
        {**dict(row), "place": path_of(row["place"]) if row["place"] else None,
         "copy": path_of(row["copy"]) if row["copy"] else None}
        for row in database.reading().execute(
            f"""SELECT file.id AS file, file.item, file.path, file.name, file.sha256, file.size,
                       coalesce(copy.place, '') AS place, coalesce(copy.path, '') AS copy
                FROM file LEFT JOIN copy ON copy.file = file.id
                WHERE file.role IN ('master', 'companion') {wanted} ORDER BY file.path, place""",
            {"ids": json.dumps(list(ids))} if ids is not None else {})]


def card_items(database: Database, card: str) -> list[str]:
    """The items of what is on a card."""
    return [row[0] for row in database.reading().execute(
        "SELECT DISTINCT item FROM card_file WHERE card = ? AND item IS NOT NULL", (card,))]

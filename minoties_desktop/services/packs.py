"""Packs: names and places of things, brought along for use without a connection."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.fields import FIELDS, Kind
from ..domain.reference import Entry, is_id, read
from ..store import reference
from .accounts import Account
from .library import Library
from .reaching import reading

CHUNK = 500
"""Things that are stored at a time."""
LONGEST_LINE = 4 << 20
"""Bytes that one thing may take in a pack; Wikidata's longest are shorter."""
_GZIP = b"\x1f\x8b"
_EVERYWHERE = ("mul", "en")


@dataclass(frozen=True, slots=True)
class Packed:
    """What a pack brought: how many things, and how many of its lines were none."""

    kept: int
    skipped: int


def load(library: Library, path: Path, told: Callable[[int], None] = lambda kept: None) -> Packed:
    """Take in a pack: one Wikidata entity in JSON a line, as Wikidata's own dumps have it, gzipped or not.

    `told` hears how many things are kept already. Raises UsageFault for a file in which there are none, and for one
    that is cut off; what came before stays.
    """
    if not path.is_file() and path.exists():
        raise UsageFault(Message("error-no-pack", path.name), Message("error-no-pack-remedy"), code="no-pack")
    kept = skipped = 0
    waiting: list[Entry] = []
    try:
        for entry in _read(path):
            if entry is None:
                skipped += 1
                continue
            waiting.append(entry)
            if len(waiting) == CHUNK:
                kept += _keep(library, waiting)
                told(kept)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        kept += _keep(library, waiting)
        if not kept:
            raise UsageFault(Message("error-no-pack", path.name), Message("error-no-pack-remedy"),
                             code="no-pack") from error
        raise UsageFault(Message("error-pack-cut-off", path.name, kept), Message("error-pack-cut-off-remedy"),
                         code="pack-cut-off") from error
    kept += _keep(library, waiting)
    if not kept:
        raise UsageFault(Message("error-no-pack", path.name), Message("error-no-pack-remedy"), code="no-pack")
    return Packed(kept, skipped)


def wanted(library: Library) -> list[str]:
    """The things that the library speaks of and knows nothing about, each once."""
    fields = [field.id for field in FIELDS if field.kind == Kind.ENTITY]
    return reference.unknown(library.database, filter(is_id, reference.spoken_of(library.database, fields)))


def fetch(library: Library, account: Account, ids: Sequence[str], languages: Sequence[str],
          told: Callable[[int, int], None] = lambda done, all_: None) -> int:
    """Ask the wiki of the items that an account's wiki speaks of about QIDs, and keep what it says in some languages.

    Returns how many are known now. Raises Faults; what came before stays.
    """
    from ..wiki import repository  # late: only who asks needs it

    codes = list(dict.fromkeys([*languages, *_EVERYWHERE]))
    kept = 0
    with reading(library, account) as session:
        for entities in repository.items(session, ids, codes):
            kept += _keep(library, [entry for entry in map(read, entities) if entry is not None])
            told(kept, len(ids))
    return kept


def _keep(library: Library, entries: list[Entry]) -> int:
    """Store entries and empty the list; returns how many they were."""
    if entries:
        with library.database.writing() as write:
            reference.keep(write, entries)
    number = len(entries)
    entries.clear()
    return number


def _read(path: Path) -> Iterator[Entry | None]:
    """The entries of a pack's lines, None for a line that is none; brackets and commas between them are the dumps'."""
    with path.open("rb") as raw:
        start = raw.read(len(_GZIP))
        raw.seek(0)
        lines: BinaryIO | gzip.GzipFile = gzip.GzipFile(fileobj=raw) if start == _GZIP else raw
        while line := lines.readline(LONGEST_LINE):
            text = line.strip().rstrip(b",")
            if text not in (b"", b"[", b"]"):
                yield _entry(text)


def _entry(text: bytes) -> Entry | None:
    try:
        return read(json.loads(text))
    except (ValueError, RecursionError):
        return None

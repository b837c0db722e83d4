"""Files that were sent and are not published: the stash, chunked uploads under way, and how far they are."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from datetime import UTC, datetime
from typing import Any

from .accounts import User
from .answers import Refusal
from .sniff import kind_of, media_type
from .state import Received
from .wiki import Wiki

LONGEST_STASH = 48 * 3600
LONGEST_SESSION = 24 * 3600
_KEY = re.compile(r"[\w\-.]+\.\w*")


def check_key(key: str) -> None:
    """Refuse what is no file key by its form."""
    if not _KEY.fullmatch(key):
        raise Refusal("invalid-file-key")


def put(wiki: Wiki, user: User, received: Received, *, status: str = "finished", name: str = "") -> sqlite3.Row:
    """Stash received bytes; the stash's row comes back."""
    mime = kind_of(received.path if received.path.exists() else wiki.state.blob(received.sha1))
    path = wiki.state.keep(received)
    width, height = measure(wiki, received)
    extension = {"image/jpeg": "jpg", "image/tiff": "tif", "image/svg+xml": "svg"}.get(mime) or mime.split("/")[-1]
    key = f"{_base36(time.time_ns() // 1000)}.{_base36(int.from_bytes(os.urandom(4)))}.{user.id}.{extension[:4]}"
    stamp = wiki.state.now().translate(str.maketrans("", "", "-:TZ"))
    name = name or f"{stamp}!php{os.urandom(3).hex()}.{extension}"
    wiki.state.insert(
        "stash", key=key, owner=user.id, sha1=received.sha1, size=path.stat().st_size, width=width, height=height,
        mime=mime, name=name, time=wiki.state.now(), status=status)
    return find(wiki, user, key)


def measure(wiki: Wiki, received: Received) -> tuple[int, int]:
    """Pixels across and down of kept bytes; zeros for what the probe cannot read."""
    try:
        probed = wiki.probe(wiki.state.blob(received.sha1))
    except ValueError:
        return 0, 0
    return probed.width, probed.height


def find(wiki: Wiki, user: User, key: str) -> sqlite3.Row:
    """The stashed file with this key. Refuses unknown keys, expired ones, and those of other people."""
    check_key(key)
    row = wiki.state.row("SELECT * FROM stash WHERE key = ?", key)
    if row is None or _age(wiki, row["time"]) > LONGEST_STASH:
        raise Refusal("uploadstash-file-not-found", key)
    if row["owner"] != user.id:
        raise Refusal("uploadstash-wrong-owner", key)
    return row


def remove(wiki: Wiki, key: str) -> None:
    """Take a file out of the stash, its chunks too."""
    wiki.state.change("DELETE FROM stash WHERE key = ?", key)
    wiki.state.change("DELETE FROM chunk WHERE key = ?", key)


def expire(wiki: Wiki) -> None:
    """Empty the stash, as time does; how far uploads were is remembered for longer where the stash lasts 6 hours."""
    with wiki.state.writing():
        for table in ("stash", "chunk"):
            wiki.state.change(f"DELETE FROM {table}")


def progress(wiki: Wiki, user: User, key: str) -> dict[str, Any] | None:
    """How far a chunked upload or a delayed publishing is: what was noted last within a day, if anything."""
    row = wiki.state.row("SELECT status FROM progress WHERE key = ? AND owner = ? AND at > ?", key, user.id,
                         wiki.state.clock() - LONGEST_SESSION)
    return json.loads(row["status"]) if row else None


def note_progress(wiki: Wiki, user: User, key: str, status: dict[str, Any] | None) -> None:
    """Note how far something is; None forgets it."""
    if status is None:
        wiki.state.change("DELETE FROM progress WHERE key = ?", key)
    else:
        wiki.state.insert("progress", key=key, owner=user.id, status=json.dumps(status), at=wiki.state.clock())


def image_info(call_server: str, row: sqlite3.Row) -> dict[str, Any]:
    """The imageinfo of a stashed file, as the answer to stashing gives it."""
    address = f"{call_server}/wiki/Special:UploadStash/file/{row['key']}"
    return {
        "timestamp": row["time"], "size": row["size"], "width": row["width"], "height": row["height"],
        "canonicaltitle": f"File:{row['name']}", "url": address, "descriptionurl": address, "sha1": row["sha1"],
        "mime": row["mime"], "bitdepth": 8,
    }


def listed(row: sqlite3.Row, wanted: list[str]) -> dict[str, Any]:
    """One entry of list=mystashedfiles."""
    entry: dict[str, Any] = {"filekey": row["key"], "status": row["status"]}
    if "size" in wanted:
        entry.update(size=row["size"], width=row["width"], height=row["height"], bits=8)
    if "type" in wanted:
        entry.update(mimetype=row["mime"], mediatype=media_type(row["mime"]))
    return entry


def _age(wiki: Wiki, stamp: str) -> float:
    then = datetime.strptime(stamp, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return wiki.state.clock() - then.timestamp()


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits or "0"

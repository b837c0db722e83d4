"""The warnings that an upload gets unless it says that it ignores them (commons-contract section 1.4)."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

from .titles import Title, extension_of, normal_extension
from .wiki import Wiki

# MediaWiki's own list, message filename-prefix-blacklist.
_CAMERA_PREFIXES = ("CIMG", "DSC_", "DSCF", "DSCN", "DUW", "IMG", "JD", "MGP", "PICT")


def warnings_for(wiki: Wiki, wanted: str, title: Title, sha1: str) -> dict[str, Any]:
    """Every warning about publishing these bytes under this title, which was asked for as `wanted`."""
    found: dict[str, Any] = {}
    as_asked = wanted.replace(" ", "_")
    if title.key not in (wanted, as_asked[:1].upper() + as_asked[1:]):
        found["badfilename"] = title.key
    existing = _existing(wiki, title)
    if not existing and _was_deleted(wiki, title):
        found["was-deleted"] = title.key
    twins = [row["name"].replace(" ", "_") for row in wiki.files_with(sha1) if row["name"] != title.text]
    if twins:
        found["duplicate"] = twins
    elif not wiki.files_with(sha1) and (gone := _deleted_with(wiki, sha1)):
        found["duplicate-archive"] = gone
    if existing:
        kind, name = existing
        found[kind] = name.replace(" ", "_")
    found.update(_same_bytes(wiki, title, sha1))
    return found


def _existing(wiki: Wiki, title: Title) -> tuple[str, str] | None:
    if wiki.file(title.text):
        return "exists", title.text
    if wiki.page(title):
        return "page-exists", title.text
    extension = extension_of(title.text)
    stem = title.text.removesuffix(f".{extension}")
    normal = f"{stem}.{normal_extension(extension)}"
    if normal != title.text and wiki.file(normal):
        return "exists-normalized", normal
    pattern = stem.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + ".%"
    similar = wiki.state.row(
        "SELECT name FROM version WHERE current = 1 AND name LIKE ? ESCAPE '\\' ORDER BY name", pattern)
    if similar and similar["name"].startswith(f"{stem}."):
        return "exists-normalized", similar["name"]
    if re.match(r"\d\d\d?px-", stem):
        full_size = f"{stem.partition('-')[2]}.{extension}"
        return ("thumb" if wiki.file(full_size) else "thumb-name"), title.text
    if title.key.startswith(_CAMERA_PREFIXES):
        return "bad-prefix", title.text
    return None


def _same_bytes(wiki: Wiki, title: Title, sha1: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    versions = wiki.state.rows("SELECT * FROM version WHERE name = ? ORDER BY id DESC", title.text)
    current = [row for row in versions if row["current"]]
    if current and current[0]["sha1"] == sha1:
        found["nochange"] = _when(current[0])
    older = [_when(row) for row in versions if not row["current"] and row["sha1"] == sha1]
    if current and older:
        found["duplicateversions"] = older
    return found


def _when(row: sqlite3.Row) -> dict[str, str]:
    return {"timestamp": row["time"]}


def _was_deleted(wiki: Wiki, title: Title) -> bool:
    return bool(wiki.state.row("SELECT 1 FROM deleted WHERE name = ?", title.text))


def _deleted_with(wiki: Wiki, sha1: str) -> str:
    row = wiki.state.row("SELECT name FROM deleted WHERE sha1 = ? ORDER BY id DESC", sha1)
    return row["name"].replace(" ", "_") if row else ""

"""action=query's list modules: files, deleted files, stashed files, the log, titles by prefix, categories."""

from __future__ import annotations

import sqlite3
from typing import Any

from . import stash
from .answers import Refusal
from .calls import MOST, Call
from .properties import category_sizes
from .publishing import describe
from .titles import CATEGORY, FILE, BadTitle, Title, read_title
from .wiki import Wiki

Entries = tuple[list[dict[str, Any]], dict[str, str]]


def _part(call: Call, rows: list[Any], limit: int, name: str) -> tuple[list[Any], dict[str, str]]:
    """The rows to tell now, and where to go on; `name` is the parameter that says where."""
    given = call.text(name) or "0"
    if not given.isdigit():
        raise Refusal("badcontinue", module="main")
    start = int(given)
    more = {name: str(start + limit)} if len(rows) > start + limit else {}
    return rows[start:start + limit], more


def allimages(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=allimages by SHA-1, by prefix, or in a range of names."""
    wanted = call.several(f"{prefix}prop", "timestamp|url")
    sha1, begin = call.text(f"{prefix}sha1"), call.text(f"{prefix}prefix")
    first = call.text(f"{prefix}from")
    if sha1 is not None and (len(sha1) != 40 or set(sha1.lower()) - set("0123456789abcdef")):
        raise Refusal("invalidsha1hash", module="allimages")
    rows = wiki.files_with(sha1.lower()) if sha1 else wiki.state.rows(
        "SELECT * FROM version WHERE current = 1 ORDER BY name")
    if begin:
        rows = [row for row in rows if row["name"].startswith(_capital(begin))]
    if first:
        rows = [row for row in rows if row["name"] >= _capital(first)]
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}continue")
    return [_image(wiki, call, row, wanted) for row in rows], more


def _image(wiki: Wiki, call: Call, row: sqlite3.Row, wanted: list[str]) -> dict[str, Any]:
    title = Title(FILE, row["name"])
    entry = {"name": title.key, **describe(row, call.server, wanted), "ns": FILE, "title": title.full}
    page = wiki.page(title)
    if "url" in wanted and page:
        entry["descriptionshorturl"] = f"{call.server}/w/index.php?curid={page['id']}"
    return entry


def filearchive(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=filearchive: deleted files, by SHA-1."""
    wanted = call.several(f"{prefix}prop", "timestamp")
    sha1 = call.text(f"{prefix}sha1")
    rows = wiki.state.rows("SELECT * FROM deleted WHERE sha1 = ? OR ? IS NULL ORDER BY id", sha1, sha1)
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}continue")
    entries = []
    for row in rows:
        title = Title(FILE, row["name"])
        entry = {"id": row["id"], "name": title.key, "ns": FILE, "title": title.full}
        if "sha1" in wanted:
            entry["sha1"] = row["sha1"]
        if "timestamp" in wanted:
            entry["timestamp"] = row["time"]
        if "size" in wanted:
            entry.update(size=str(row["size"]), height=str(row["height"]), width=str(row["width"]))
        entries.append(entry)
    return entries, more


def mystashedfiles(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=mystashedfiles: what the user has in the stash."""
    if not call.user.id:
        raise Refusal("stashnotloggedin", module="mystashedfiles")
    rows = wiki.state.rows("SELECT * FROM stash WHERE owner = ? ORDER BY number", call.user.id)
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}continue")
    wanted = call.several(f"{prefix}prop")
    return [stash.listed(row, wanted) for row in rows], more


def logevents(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=logevents: uploads and deletions, newest first. SHA-1s are in base 36 here, as MediaWiki's are."""
    title, user, kind = (call.text(f"{prefix}{name}") for name in ("title", "user", "type"))
    rows = [row for row in wiki.state.rows(
        "SELECT * FROM log WHERE (title = ? OR ? IS NULL) AND (user = ? OR ? IS NULL) ORDER BY id DESC",
        title, title, user, user) if kind in (None, _log_of(row))]
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}continue")
    return [{
        "logid": row["id"], "ns": FILE, "title": row["title"], "pageid": row["page"], "logpage": row["page"],
        "params": {"img_sha1": base36(row["sha1"]), "img_timestamp": row["time"]} if row["sha1"] else {},
        "type": _log_of(row), "action": row["action"], "user": row["user"], "timestamp": row["time"],
        "comment": row["comment"],
    } for row in rows], more


def _log_of(row: sqlite3.Row) -> str:
    return "delete" if row["action"] == "delete" else "upload"


def base36(sha1: str) -> str:
    """A hex SHA-1 in the 31 base-36 digits that MediaWiki stores."""
    number, digits = int(sha1, 16), ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits.rjust(31, "0")


def titles_by_prefix(wiki: Wiki, text: str, spaces: list[int], limit: int) -> list[sqlite3.Row]:
    """Pages whose title begins like this, in the namespace that the text names or else in those given."""
    try:
        wanted = read_title(text, spaces[0] if spaces else 0)
    except BadTitle:
        return []
    rows = wiki.state.rows(
        "SELECT * FROM page WHERE latest IS NOT NULL AND ns = ? ORDER BY title", wanted.ns)
    return [row for row in rows if row["title"].lower().startswith(wanted.full.lower())][:limit]


def prefixsearch(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=prefixsearch."""
    spaces = [int(space) for space in call.several(f"{prefix}namespace", "0") if space.lstrip("-").isdigit()]
    rows = titles_by_prefix(wiki, call.text(f"{prefix}search") or "", spaces, MOST)
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}offset")
    return [{"ns": row["ns"], "title": row["title"], "pageid": row["id"]} for row in rows], more


def search(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=search: pages that hold all the words, in title or text."""
    words = [word.lower() for word in (call.text(f"{prefix}search") or "").split()]
    spaces = [int(space) for space in call.several(f"{prefix}namespace", "0") if space.lstrip("-").isdigit()]
    rows = wiki.state.rows(
        "SELECT page.*, revision.text FROM page JOIN revision ON revision.id = page.latest ORDER BY page.title")
    rows = [row for row in rows if row["ns"] in spaces
            and all(word in f"{row['title']} {row['text']}".lower() for word in words)]
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}offset")
    return [{"ns": row["ns"], "title": row["title"], "pageid": row["id"], "size": len(row["text"].encode()),
             "wordcount": len(row["text"].split()), "snippet": "", "timestamp": row["touched"]} for row in rows], more


def allcategories(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=allcategories: categories that exist or are in use, by prefix."""
    begin = _capital(call.text(f"{prefix}prefix") or call.text(f"{prefix}from") or "")
    only_prefix = call.text(f"{prefix}prefix") is not None
    rows = wiki.state.rows(
        "SELECT DISTINCT title FROM category UNION SELECT substr(title, 10) FROM page"
        " WHERE ns = ? AND latest IS NOT NULL ORDER BY 1", CATEGORY)
    names = [row["title"] for row in rows
             if (row["title"].startswith(begin) if only_prefix else row["title"] >= begin)]
    names, more = _part(call, names, call.limit(f"{prefix}limit"), f"{prefix}continue")
    sizes = "size" in call.several(f"{prefix}prop")
    return [{"category": name, **(category_sizes(wiki, name) if sizes else {})} for name in names], more


def allpages(wiki: Wiki, call: Call, prefix: str) -> Entries:
    """list=allpages: the pages of one namespace, by prefix."""
    space = int(call.text(f"{prefix}namespace") or 0)
    begin = Title(space, _capital(call.text(f"{prefix}prefix") or call.text(f"{prefix}from") or "")).full
    only_prefix = call.text(f"{prefix}prefix") is not None
    rows = wiki.state.rows("SELECT * FROM page WHERE ns = ? AND latest IS NOT NULL ORDER BY title", space)
    rows = [row for row in rows if (row["title"].startswith(begin) if only_prefix else row["title"] >= begin)]
    rows, more = _part(call, rows, call.limit(f"{prefix}limit"), f"{prefix}continue")
    return [{"pageid": row["id"], "ns": row["ns"], "title": row["title"]} for row in rows], more


def _capital(text: str) -> str:
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]

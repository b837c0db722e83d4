"""What action=query tells of a page: prop=info, imageinfo, revisions, categories, categoryinfo, stashimageinfo."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any

from . import rules, stash
from .calls import Call
from .publishing import describe
from .titles import CATEGORY, FILE, Title
from .wiki import Wiki


def page_entry(
    wiki: Wiki, call: Call, title: Title, page: sqlite3.Row | None, wanted: list[str],
) -> dict[str, Any]:
    """One entry of an answer's `pages`."""
    entry: dict[str, Any] = {"ns": title.ns, "title": title.full}
    if page:
        entry = {"pageid": page["id"], **entry}
    else:
        entry["missing"] = True
    for name in wanted:
        entry.update(PROPERTIES[name](wiki, call, title, page))
    return entry


def _info(wiki: Wiki, call: Call, title: Title, page: sqlite3.Row | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "contentmodel": "wikitext", "pagelanguage": "en", "pagelanguagehtmlcode": "en", "pagelanguagedir": "ltr"}
    if page:
        revision = wiki.revision(page["latest"])
        assert revision
        told.update(touched=page["touched"], lastrevid=revision["id"], length=len(revision["text"].encode()))
        if not revision["parent"]:
            told["new"] = True
    if "protection" in call.several("inprop"):
        kinds = ("edit", "move", "upload") if page else ("create",)
        told["protection"] = [{"type": kind, "level": "sysop", "expiry": "infinity"} for kind in kinds
                              if wiki.is_protected(title)]
        told["restrictiontypes"] = list(kinds)
    if tested := call.several("intestactions"):
        entry = rules.banned(wiki, title, call.user)
        told["actions"] = {action: [rules.refusal(entry, title)] if entry else [] for action in tested}
    return told


def _imageinfo(wiki: Wiki, call: Call, title: Title, page: sqlite3.Row | None) -> dict[str, Any]:
    row = wiki.file(title.text) if title.ns == FILE else None
    if row is None:
        return {"imagerepository": ""} if title.ns == FILE or title.ns == -2 else {}
    wanted = call.several("iiprop", "timestamp|user")
    limit = call.limit("iilimit", 1)
    versions = wiki.state.rows("SELECT * FROM version WHERE name = ? ORDER BY id DESC LIMIT ?", title.text, limit)
    told = []
    for version in versions:
        entry = describe(version, call.server, wanted)
        if "url" in wanted and page:
            entry["descriptionshorturl"] = f"{call.server}/w/index.php?curid={page['id']}"
        told.append(entry)
    return {"imagerepository": "local", "imageinfo": told}


def _revisions(wiki: Wiki, call: Call, title: Title, page: sqlite3.Row | None) -> dict[str, Any]:
    limit = call.limit("rvlimit", 1)
    if page is None:
        return {}
    order = "ASC" if call.text("rvdir") == "newer" else "DESC"
    rows = wiki.state.rows(f"SELECT * FROM revision WHERE page = ? ORDER BY id {order} LIMIT ?", page["id"], limit)
    return {"revisions": [revision_entry(call, row) for row in rows]}


def revision_entry(call: Call, row: sqlite3.Row) -> dict[str, Any]:
    """One revision, as rvprop and rvslots want it."""
    wanted, slots = call.several("rvprop", "ids|timestamp|flags|comment|user"), call.several("rvslots")
    told: dict[str, Any] = {}
    if "ids" in wanted:
        told.update(revid=row["id"], parentid=row["parent"])
    if "flags" in wanted:
        told["minor"] = False
    if "user" in wanted:
        told["user"] = row["user"]
    if "timestamp" in wanted:
        told["timestamp"] = row["time"]
    if "size" in wanted:
        told["size"] = len(row["text"].encode())
    if "comment" in wanted:
        told["comment"] = row["comment"]
    if "tags" in wanted:
        told["tags"] = []
    contents = {"main": ("wikitext", "text/x-wiki", row["text"])}
    if row["entity"]:
        contents["mediainfo"] = ("wikibase-mediainfo", "application/json", _slot(json.loads(row["entity"])))
    if slots and "content" in wanted:
        told["slots"] = {
            name: {"contentmodel": model, "contentformat": form, "content": text}
            for name, (model, form, text) in contents.items() if name in slots or "*" in slots}
    elif "content" in wanted:
        told.update(contentformat="text/x-wiki", contentmodel="wikitext", content=row["text"])
    return told


def _slot(entity: dict[str, Any]) -> str:
    # PHP writes empty maps as lists, slashes escaped, and everything in ASCII.
    stored = {**entity, "statements": entity.get("statements") or [], "labels": entity.get("labels") or [],
              "descriptions": entity.get("descriptions") or []}
    return json.dumps(stored, separators=(",", ":")).replace("/", "\\/")


def _categories(wiki: Wiki, call: Call, title: Title, page: sqlite3.Row | None) -> dict[str, Any]:
    rows = wiki.state.rows("SELECT title FROM category WHERE page = ? ORDER BY title", page["id"]) if page else []
    return {"categories": [{"ns": CATEGORY, "title": f"Category:{row['title']}"} for row in rows]} if rows else {}


def _categoryinfo(wiki: Wiki, call: Call, title: Title, page: sqlite3.Row | None) -> dict[str, Any]:
    if title.ns != CATEGORY:
        return {}
    sizes = category_sizes(wiki, title.text)
    return {"categoryinfo": {**sizes, "hidden": False}} if page or sizes["size"] else {}


def category_sizes(wiki: Wiki, name: str) -> dict[str, int]:
    """How many pages, files and sub-categories a category holds."""
    rows = wiki.state.rows(
        "SELECT page.ns AS ns FROM category JOIN page ON page.id = category.page WHERE category.title = ?", name)
    files = sum(row["ns"] == FILE for row in rows)
    subcats = sum(row["ns"] == CATEGORY for row in rows)
    return {"size": len(rows), "pages": len(rows) - files - subcats, "files": files, "subcats": subcats}


PROPERTIES: dict[str, Callable[[Wiki, Call, Title, sqlite3.Row | None], dict[str, Any]]] = {
    "info": _info, "imageinfo": _imageinfo, "revisions": _revisions, "categories": _categories,
    "categoryinfo": _categoryinfo,
}


def stashimageinfo(wiki: Wiki, call: Call) -> dict[str, Any]:
    """prop=stashimageinfo, which is about stashed files and not about pages."""
    wanted = call.several("siiprop", "timestamp|url")
    told = []
    for key in call.several("siifilekey") or call.several("siisessionkey"):
        info = stash.image_info(call.server, stash.find(wiki, call.user, key))
        names = {"timestamp": ("timestamp",), "size": ("size", "width", "height"), "sha1": ("sha1",),
                 "url": ("url", "descriptionurl"), "mime": ("mime",), "bitdepth": ("bitdepth",),
                 "canonicaltitle": ("canonicaltitle",)}
        told.append({name: info[name] for word in wanted for name in names.get(word, ())})
    return {"stashimageinfo": told}

"""From bytes and a title to a published file: permissions on the title, limits, filters, the page and the log."""

from __future__ import annotations

import sqlite3
import urllib.parse
from hashlib import md5
from typing import Any

from . import rules
from .accounts import User, upload_limit
from .answers import Refusal
from .sniff import kind_of, media_type
from .stash import measure
from .state import Received
from .titles import Title
from .wiki import Wiki


def check_title(wiki: Wiki, title: Title, user: User) -> None:
    """Refuse a title that this user may not create, edit or overwrite."""
    if wiki.is_protected(title) and "sysop" not in user.groups:
        raise Refusal("protectedpage")
    existing = wiki.file(title.text)
    if not wiki.page(title) and not user.may("createpage"):
        raise Refusal("cantcreate")
    if not existing:
        rules.check_title(wiki, title, user)
    elif not (user.may("reupload") or (user.may("reupload-own") and existing["userid"] == user.id)):
        raise Refusal("fileexists-forbidden", title.key)


def count(wiki: Wiki, user: User) -> None:
    """Count one publishing against the user's limit, and refuse it where the limit is reached."""
    if user.may("noratelimit"):
        return
    hits, seconds = upload_limit(user, lowered_limit(wiki))
    now = wiki.state.clock()
    wiki.state.change("DELETE FROM ping WHERE at <= ?", now - max(seconds, 86400))
    done = wiki.state.row(
        "SELECT count(*) AS n FROM ping WHERE account = ? AND action = 'upload' AND at > ?", user.id, now - seconds)
    if done and done["n"] >= hits:
        raise Refusal("ratelimited")
    wiki.state.insert("ping", account=user.id, action="upload", at=now)


def lowered_limit(wiki: Wiki) -> tuple[int, int] | None:
    """The upload limit (hits, seconds) that a fault has set, if any."""
    fault = wiki.faults.lasting("ratelimit")
    if fault is None:
        return None
    hits, seconds = (int(word) for word in fault.split())
    return hits, seconds


def check_tags(tags: list[str]) -> None:
    """Refuse change tags; none may be applied by hand."""
    if tags:
        raise Refusal("badtags", tags[0], data={"disallowedtags": tags})


def publish(
    wiki: Wiki, title: Title, received: Received, *, user: User, comment: str, text: str, server: str,
) -> dict[str, Any]:
    """Make the file and, if it is new, its page; the answer's imageinfo comes back."""
    before = wiki.file(title.text)
    if before and before["sha1"] == received.sha1:
        raise Refusal("fileexists-no-change", title.full)
    rules.check_text(wiki, title, text, user)
    mime = kind_of(received.path if received.path.exists() else wiki.state.blob(received.sha1))
    path = wiki.state.keep(received)
    width, height = measure(wiki, received)
    wiki.state.change("UPDATE version SET current = 0 WHERE name = ?", title.text)
    wiki.state.insert(
        "version", name=title.text, sha1=received.sha1, size=path.stat().st_size, width=width, height=height,
        mime=mime, user=user.name, userid=user.id, comment=comment, time=wiki.state.now(), current=1)
    # An existing page keeps its text (commons-contract section 1.4); the new version is a revision all the same.
    keep_text = wiki.page(title) is not None
    page, _ = wiki.save(title, text=None if keep_text else text, user=user.name, comment=comment)
    wiki.state.insert(
        "log", page=page, title=title.full, action="overwrite" if before else "upload", user=user.name,
        comment=comment, time=wiki.state.now(), sha1=received.sha1)
    row = wiki.file(title.text)
    assert row
    info = describe(row, server, ("timestamp", "user", "userid", "size", "parsedcomment", "comment",
                                  "canonicaltitle", "url", "sha1", "mime", "mediatype", "bitdepth"))
    if not before:
        info.pop("descriptionshorturl", None)
    else:
        info["descriptionshorturl"] = f"{server}/w/index.php?curid={page}"
    return info


def remember(wiki: Wiki, refusal: Refusal, title: Title, user: User) -> None:
    """Note a filter's warning; see rules.remember_warning."""
    rules.remember_warning(wiki, refusal, title, user)


def describe(row: sqlite3.Row, server: str, wanted: tuple[str, ...] | list[str]) -> dict[str, Any]:
    """A file version's properties by iiprop's words."""
    info: dict[str, Any] = {}
    if "timestamp" in wanted:
        info["timestamp"] = row["time"]
    if "user" in wanted:
        info["user"] = row["user"]
    if "userid" in wanted:
        info["userid"] = row["userid"]
    if "size" in wanted or "dimensions" in wanted:
        info.update(size=row["size"], width=row["width"], height=row["height"])
    if "parsedcomment" in wanted:
        info["parsedcomment"] = row["comment"]
    if "comment" in wanted:
        info["comment"] = row["comment"]
    if "canonicaltitle" in wanted:
        info["canonicaltitle"] = f"File:{row['name']}"
    if "url" in wanted:
        info.update(url=file_address(server, row["name"]), descriptionurl=page_address(server, f"File:{row['name']}"))
    if "sha1" in wanted:
        info["sha1"] = row["sha1"]
    if "mime" in wanted:
        info["mime"] = row["mime"]
    if "mediatype" in wanted:
        info["mediatype"] = media_type(row["mime"])
    if "bitdepth" in wanted:
        info["bitdepth"] = 8
    return info


def file_address(server: str, name: str) -> str:
    """Where a file's bytes are served, in MediaWiki's folders by the MD5 of the name."""
    key = name.replace(" ", "_")
    digest = md5(key.encode(), usedforsecurity=False).hexdigest()
    return f"{server}/images/{digest[0]}/{digest[:2]}/{urllib.parse.quote(key, safe='!()*~')}"


def page_address(server: str, title: str) -> str:
    """Where a page is shown."""
    return f"{server}/wiki/{urllib.parse.quote(title.replace(' ', '_'), safe=':/,!()*~@$;')}"

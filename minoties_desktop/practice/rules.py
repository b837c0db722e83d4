"""Rules against names and texts: the title blacklist, the abuse filters, the spam list."""

from __future__ import annotations

import functools
import html
import re
from dataclasses import dataclass
from typing import Any

from .accounts import User
from .answers import Refusal, fill, say
from .filters import Filter
from .titles import Title
from .wiki import Wiki


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the title blacklist: as written, its pattern, its options."""

    line: str
    pattern: re.Pattern[str]
    options: dict[str, str]


@functools.lru_cache(maxsize=8)
def _entries(text: str) -> tuple[Entry, ...]:
    entries = []
    for raw in text.splitlines():
        line = raw.partition("#")[0].strip() if not raw.lstrip().startswith("#") else ""
        if not line:
            continue
        match = re.fullmatch(r"(.*?)\s*(?:<([^<>]*)>)?", line)
        assert match
        options = dict(_option(word) for word in (match[2] or "").split("|") if word.strip())
        pattern = re.sub(r"\\x\{([0-9A-Fa-f]+)\}", lambda m: re.escape(chr(int(m[1], 16))), match[1])
        flags = 0 if "casesensitive" in options else re.IGNORECASE
        entries.append(Entry(line, re.compile(pattern, flags), options))
    return tuple(entries)


def _option(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    return name.strip(), value.strip()


def banned(wiki: Wiki, title: Title, user: User) -> Entry | None:
    """The blacklist's line that forbids a title to a user, if any."""
    for entry in _entries(wiki.text(Title(8, "Titleblacklist")) or ""):
        if entry.pattern.fullmatch(title.full) and not (
                "autoconfirmed" in entry.options and user.may("autoconfirmed")):
            return entry
    return None


def check_title(wiki: Wiki, title: Title, user: User) -> None:
    """Refuse a title that the blacklist forbids, as an upload meets it."""
    entry = banned(wiki, title, user)
    if entry:
        raise Refusal(entry.options.get("errmsg", "titleblacklist-forbidden-edit"), entry.line, title.full)


def ban_answer(wiki: Wiki, entry: Entry, title: Title, action: str) -> dict[str, str]:
    """What action=titleblacklist tells of a forbidden title."""
    line = html.escape(entry.line, quote=False)
    key = entry.options.get("errmsg", f"titleblacklist-forbidden-{'upload' if action == 'upload' else 'edit'}")
    own = wiki.text(Title(8, key[0].upper() + key[1:]))
    reason = fill(own, (line, title.full)) if own is not None else say(key, line, title.full)
    return {"result": "blacklisted", "reason": reason, "message": key, "line": line}


def refusal(entry: Entry, title: Title) -> dict[str, Any]:
    """What prop=info tells of a forbidden title where it is asked what may be done with it."""
    key = entry.options.get("errmsg", "titleblacklist-forbidden-edit")
    return {"code": "titleblacklist-forbidden", "text": say(key, entry.line, title.full), "data": {
        "message": {"key": key, "params": [entry.line, title.full]}, "line": entry.line,
        "info": "TitleBlacklist prevents this title from being created"}}


def check_text(wiki: Wiki, title: Title, text: str, user: User) -> None:
    """Refuse an upload's text that a filter disallows, warns of for the first time, or that links to spam."""
    forced = wiki.faults.take(("abusefilter",), ("upload", "upload-publish"))
    for caught in wiki.filters:
        if caught.action == "disallow" and caught.catches(title, text):
            raise _filtered(caught, "abusefilter-disallowed")
    for caught in wiki.filters:
        if caught.action == "warn" and (forced or caught.catches(title, text)) and not _was_warned(
                wiki, caught, title, user):
            raise _filtered(caught, "abusefilter-warning")
    for line in (wiki.text(Title(8, "Spam-blacklist")) or "").splitlines():
        if line.strip() and (match := re.search(rf"https?://[\w.-]*?({line.strip()})", text)):
            raise Refusal("spamblacklist", match[1], data={"spamblacklist": {"matches": [match[1]]}})


def remember_warning(wiki: Wiki, refusal: Refusal, title: Title, user: User) -> None:
    """Note that a filter has warned, so that the same upload passes the next time."""
    if refusal.code == "abusefilter-warning":
        number = refusal.data["abusefilter"]["id"]
        wiki.state.insert("warned", account=user.id, filter=number, title=title.full)


def _was_warned(wiki: Wiki, caught: Filter, title: Title, user: User) -> bool:
    return bool(wiki.state.row("SELECT 1 FROM warned WHERE account = ? AND filter = ? AND title = ?",
                               user.id, caught.number, title.full))


def _filtered(caught: Filter, key: str) -> Refusal:
    about = {"id": caught.number, "description": caught.name, "actions": [caught.action]}
    return Refusal(key, caught.name, data={"abusefilter": about})

"""What a real MediaWiki answered, kept as small fixtures; and how an answer is compared with one."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("recordings")
MEDIAWIKI, NEWER_MEDIAWIKI, WIKIBASE = "mediawiki-1.39", "mediawiki-1.43", "wikibase-1.43"
OAUTH = "oauth-1.43"

# The only recordings without a test are those of these actions, which the app does not use on the practice Commons.
OUT_OF_SCOPE = {
    "checktoken": "tokens are tried, not checked",
    "clientlogin": "logging in with the main password is not offered",
    "delete": "an administrator's work",
    "wbcreateclaim": "wbeditentity does it", "wbgetclaims": "wbgetentities does it",
    "wbremoveclaims": "wbeditentity does it", "wbsetclaim": "wbeditentity does it",
    "wbsetlabel": "wbeditentity does it", "wbsetqualifier": "wbeditentity does it",
    "wbsetreference": "wbeditentity does it",
    "wbformatvalue": "values are worded on this side", "wbparsevalue": "values are read on this side",
}


@dataclass(frozen=True)
class Recording:
    """One exchange: what was asked, with which files, and what came back."""

    name: str
    method: str
    params: dict[str, str]
    answer: Any = None
    page: str = ""
    about: str = ""
    address: str = ""
    status: int = 200
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def action(self) -> str:
        """The API action that was asked for."""
        return self.params.get("action") or self.address.partition("action=")[2].partition("&")[0]


@functools.cache
def recordings(source: str) -> dict[str, Recording]:
    """All recordings of one source by their names."""
    data = json.loads((FOLDER / f"{source}.json").read_text(encoding="utf-8"))["recordings"]
    return {name: Recording(name, **entry) for name, entry in data.items()}


def in_scope(source: str) -> list[str]:
    """Names of the recordings whose action the practice Commons has."""
    return [name for name, recording in recordings(source).items() if recording.action not in OUT_OF_SCOPE]


# Values that differ from one wiki, one day and one file to the next.
_MASKED = {
    "timestamp", "filekey", "sessionkey", "sha1", "csrftoken", "logintoken", "token", "pageid", "revid", "parentid",
    "lastrevid", "newrevid", "newtimestamp", "touched", "modified", "logid", "time", "editcount", "userid", "lguserid",
    "blockedtimestamp",
    "blockedtimestampformatted", "descriptionshorturl", "hash", "continue", "msfcontinue", "generator", "img_sha1",
}
_PATTERNS = (
    (re.compile(r"\b[0-9a-z]{8,13}\.[0-9a-z]{4,8}\.\d+\.\w{1,4}"), "<filekey>"),
    (re.compile(r"https?://(127\.0\.0\.1:(PORT|\d+)|wiki\.example)"), "<wiki>"),
    (re.compile(r"File:\d{14}!\S+( \w+)?\.\w+$"), "File:<stashed>"),
    (re.compile(r"\bM\d+\b"), "<M>"),
    (re.compile(r"\$[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"), "$<guid>"),
    (re.compile(r"\d\d:\d\d, \d+ \w+ \d{4}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "<time>"),
)


def masked(value: Any, name: str = "") -> Any:
    """An answer with everything masked that is different each time."""
    if isinstance(value, dict):
        return {masked(key): masked(child, key) for key, child in value.items()}
    if isinstance(value, list):
        return [masked(child, name) for child in value]
    # A statement's time is what somebody said, not when: those are dicts' `time` with a sign.
    if name in _MASKED and not (name == "time" and str(value)[:1] in "+-"):
        return f"<{name}>"
    if isinstance(value, str):
        for pattern, mask in _PATTERNS:
            value = pattern.sub(mask, value)
    return value


def unordered(answer: Any, *lists: str) -> Any:
    """The same answer with the named lists sorted, where their order says nothing."""
    if isinstance(answer, dict):
        return {key: sorted(child, key=json.dumps) if key in lists and isinstance(child, list)
                else unordered(child, *lists) for key, child in answer.items()}
    if isinstance(answer, list):
        return [unordered(child, *lists) for child in answer]
    return answer

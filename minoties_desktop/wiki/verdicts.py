"""The table from a wiki's error codes to what mends them (commons-contract 1.5)."""

from __future__ import annotations

import fnmatch
import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..config.messages import Message, Name
from ..domain.errors import AskPerson, Fault, Refused, RetryLater

LONGEST = 300
"""Characters of a wiki's own words that a person is shown."""

_TAG = re.compile(r"<[^<>]*>")


def words(text: str) -> str:
    """A wiki's own words made fit to be shown: no tags, no control or direction characters, not endless."""
    text = html.unescape(_TAG.sub(" ", text))
    text = "".join(char if char.isprintable() else " " for char in text)
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


Verdict = Callable[[str, str, dict[str, Any], str, str], Fault]
"""Makes the fault from code, the wiki's words, its data, the host and the file's title."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Codes (`*` stands for any end) and what they mean."""

    codes: tuple[str, ...]
    fault: Verdict

    def matches(self, code: str) -> bool:
        """Whether this rule is about a code."""
        return any(fnmatch.fnmatchcase(code, pattern) for pattern in self.codes)


def _retry(kind: str, key: str, remedy: str = "", *, after: float | None = None, queue: bool = True) -> Verdict:
    def make(code: str, text: str, data: dict[str, Any], host: Name, title: str) -> Fault:
        wait = data.get("after") or data.get("lag") or after
        said = data.get("readonlyreason") or text or code
        return RetryLater(kind, Message(key, host, words(str(said))), Message(remedy) if remedy else None,
                          after=float(wait) if wait else None, stops_queue=queue)
    return make


def _ask(question: str, key: str, choices: tuple[str, ...], remedy: str = "") -> Verdict:
    def make(code: str, text: str, data: dict[str, Any], host: Name, title: str) -> Fault:
        details = {"title": title, "code": code, "words": text}
        return AskPerson(question, Message(key, title, host, text or code), Message(remedy) if remedy else None,
                         choices=choices, details=details)
    return make


def _refuse(key: str, remedy: str = "") -> Verdict:
    def make(code: str, text: str, data: dict[str, Any], host: Name, title: str) -> Fault:
        return Refused(Message(key, host, text or code, code), Message(remedy) if remedy else None, code=code)
    return make


RULES: tuple[Rule, ...] = (
    Rule(("readonly",), _retry("readonly", "error-readonly")),
    Rule(("maxlag",), _retry("server", "error-lag", after=5)),
    # No Retry-After comes with it, and every failure counts again: wait out the window.
    Rule(("ratelimited", "actionthrottledtext"), _retry("ratelimit", "error-ratelimit", after=600)),
    Rule(("internal_api_error*", "backend-fail*", "lockmanager-*", "uploadstash-exception", "stashfailed",
          "publishfailed", "missingresult", "dbquery*", "*timeout*", "cirrussearch-too-busy-error", "failed-save",
          "no-such-entity*", "editconflict", "uploadstash-file-not-found", "uploadstash-bad-path*",
          "request-too-large"),
         _retry("server", "error-wiki-trouble", queue=False)),
    Rule(("badtoken", "notoken", "assert*failed", "mustbeloggedin", "stashnotloggedin", "notloggedin",
          "uploadstash-not-logged-in", "uploadstash-wrong-owner"),
         _retry("account", "error-session-lost", "error-session-lost-remedy")),
    Rule(("login-throttled",), _retry("account", "error-login-throttled", after=300)),
    Rule(("login-no-bot-password",), _retry("account", "error-login-main", "error-login-main-remedy")),
    Rule(("login-other-account",),
         _retry("account", "error-login-other-account", "error-login-other-account-remedy", after=3600)),
    Rule(("login-token-ignored",), _retry("account", "error-token-ignored", "error-token-ignored-remedy", after=3600)),
    Rule(("mwoauth-*",), _retry("account", "error-token-refused", "error-token-refused-remedy", after=3600)),
    Rule(("login-*", "no-secret"), _retry("account", "error-login", "error-login-remedy")),
    Rule(("blocked", "autoblocked", "globalblocking-*", "wikimedia-globalblocking-*"),
         _retry("account", "error-blocked", "error-blocked-remedy", after=3600)),
    Rule(("uploaddisabled",), _retry("account", "error-uploads-off", after=3600)),
    Rule(("permissiondenied", "readapidenied"),
         _retry("account", "error-not-allowed", "error-not-allowed-remedy", after=3600)),
    Rule(("fileexists-forbidden", "fileexists-shared-forbidden"),
         _ask("name-taken", "ask-name-taken", ("rename",), "ask-name-taken-remedy")),
    Rule(("illegal-filename", "filename-toolong", "filename-tooshort", "filetype-missing", "protectedpage",
          "protectedtitle", "cantcreate", "titleblacklist-*",
          "senselessimagename", "badfilename", "invalidtitle", "title-invalid*"),
         _ask("name", "ask-name", ("rename",), "ask-name-remedy")),
    Rule(("abusefilter-disallowed", "abusefilter-blocked", "abusefilter-degrouped"),
         _refuse("refused-filter", "refused-filter-remedy")),
    Rule(("abusefilter-*",), _ask("filter-warning", "ask-filter-warning", ("accept",), "ask-filter-warning-remedy")),
    Rule(("captcha",), _ask("captcha", "ask-captcha", ("retry",), "ask-captcha-remedy")),
    Rule(("verification-error", "uploadscripted", "uploaded-*", "zip*"), _refuse("refused-content")),
    Rule(("filetype-banned*", "filetype-*"), _refuse("refused-type")),
    Rule(("file-too-large",), _refuse("refused-too-large")),
    Rule(("empty-file",), _refuse("refused-empty")),
    Rule(("uploadvirus",), _refuse("refused-virus")),
    Rule(("spamblacklist", "spam-blacklisted*"), _refuse("refused-link", "refused-link-remedy")),
    Rule(("*",), _refuse("refused-unknown")),
)
"""The first rule that matches a code decides; the last one takes all that is left, so that nothing is lost."""


def verdict(code: str) -> Verdict:
    """What makes the fault of a code."""
    return next(rule.fault for rule in RULES if rule.matches(code))

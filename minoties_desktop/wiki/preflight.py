"""What a wiki knows of a whole queue, asked before a byte of it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from . import lookup
from .session import Session

_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*([^\]|]+)", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{\s*([^|{}<>\[\]\n]+?)\s*(?=[|}\n])")
_OWN_NAMESPACE = ("Institution:", "Creator:", "User:")
"""Pages of these are transcluded under their full names (commons-contract 4)."""


def surveys(session: Session, files: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], lookup.Survey]]:
    """What is known of files' names and bytes (SHA-1 in hex); two questions at a time (commons-contract 1.6)."""
    for number, (title, sha1) in enumerate(files):
        if number % lookup.BATCH == 0 and number + 1 < len(files):
            lookup.foresee_names(session, [lookup.plain(name) for name, _ in files[number:number + lookup.BATCH]])
        if number % 2 == 0 and number + 1 < len(files):
            lookup.foresee(session, *files[number + 1])
        yield (title, sha1), lookup.survey(session, lookup.plain(title), sha1)


def links(wikitext: str) -> set[str]:
    """Full titles of the categories and templates that a page text names."""
    found = {f"Category:{lookup.plain(name)}" for name in _CATEGORY.findall(wikitext)}
    for name in _TEMPLATE.findall(wikitext):
        if name.startswith(_OWN_NAMESPACE):
            found.add(name)
        elif ":" not in name and not name.startswith("#"):  # else a parser function, or substituted at once
            found.add(f"Template:{lookup.plain(name)}")
    return found


def expect(session: Session, title: str, sha1: str, survey: lookup.Survey, *, fresh: float) -> None:
    """Let the next check of a file use what was asked before, for some seconds and once.

    Nothing that is refused or asked today goes through for it. The wiki compares name and bytes itself when they
    arrive, and since no upload of ours ignores warnings, `exists`, `exists-normalized`, `duplicate`,
    `duplicate-archive` and `was-deleted` come back instead of a page (commons-contract 1.4), as the title blacklist
    and protection come back as errors (1.5). A stale answer costs at most the bytes of one file, which the stash
    keeps for another name.
    """
    session.scout.keep(("survey", lookup.plain(title), sha1), survey, fresh)


def is_answered(session: Session, payload: Mapping[str, Any]) -> bool:
    """Whether all that the check of a file would ask is known (see `expect`)."""
    return not payload.get("original") and session.scout.has(
        ("survey", lookup.plain(payload["title"]), payload["sha1"]))

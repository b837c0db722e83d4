"""What a wiki warns of before it publishes, and what a person is asked then (commons-contract 1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...config.messages import Message, Name
from ...domain.errors import AskPerson

NEVER = frozenset({"exists", "page-exists", "nochange"})
"""Warnings that nobody can accept: it would write over what is there."""


ORIGINAL = "original"
"""A warning of our own: the wiki has the photograph that these bytes were made of."""


@dataclass(frozen=True, slots=True)
class _Question:
    """The warnings that lead to a question, its sentence and remedy, and what may be answered."""

    warnings: frozenset[str]
    id: str
    message: str
    remedy: str
    choices: tuple[str, ...]


_QUESTIONS = (
    _Question(NEVER, "name-taken", "ask-name-taken", "ask-name-taken-remedy", ("rename",)),
    _Question(frozenset({"duplicate"}), "duplicate", "ask-duplicate", "ask-duplicate-remedy", ("same",)),
    _Question(frozenset({ORIGINAL}), "original-there", "ask-original-there", "ask-original-there-remedy",
              ("same", "accept")),
    _Question(frozenset({"badfilename", "bad-prefix", "thumb", "thumb-name", "exists-normalized"}), "name-doubtful",
              "ask-name-doubtful", "ask-name-doubtful-remedy", ("rename", "accept")),
    _Question(frozenset({"duplicate-archive", "was-deleted", "duplicateversions"}), "deleted-before",
              "ask-deleted-before", "ask-deleted-before-remedy", ("accept",)),
)
"""The gravest first."""


def files(found: dict[str, Any]) -> list[str]:
    """Names of the files that warnings point to."""
    value = found.get("duplicate") or found.get(ORIGINAL) or found.get("exists-normalized") or []
    return [str(one).replace("_", " ") for one in ([value] if isinstance(value, str) else value)]


def question(found: dict[str, Any], open_ones: list[str], title: str, host: Name) -> AskPerson:
    """The question that warnings lead to: the gravest decides, `details["warnings"]` has them all."""
    details = {"title": title, "warnings": found, "files": files(found)}
    for asked in _QUESTIONS:
        if grave := [key for key in open_ones if key in asked.warnings]:
            return AskPerson(asked.id, Message(asked.message, title, host, _text(found[grave[0]])),
                             Message(asked.remedy), choices=asked.choices, details=details)
    return AskPerson("warnings", Message("ask-warnings", title, host, ", ".join(open_ones)),
                     Message("ask-warnings-remedy"), choices=("accept",), details=details)


def _text(value: Any) -> str:
    return ", ".join(str(one).replace("_", " ") for one in value) if isinstance(value, list) else str(value)

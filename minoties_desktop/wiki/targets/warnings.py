"""What a wiki warns of before it publishes, and what a person is asked then (commons-contract 1.4)."""

from __future__ import annotations

from typing import Any

from ...config.messages import Message
from ...domain.errors import AskPerson

NEVER = frozenset({"exists", "page-exists", "nochange"})
"""Warnings that nobody can accept: it would write over what is there."""

_QUESTIONS: tuple[tuple[frozenset[str], str, tuple[str, ...]], ...] = (
    (frozenset({"exists", "page-exists", "nochange"}), "name-taken", ("rename",)),
    (frozenset({"duplicate"}), "duplicate", ("same",)),
    (frozenset({"badfilename", "bad-prefix", "thumb", "thumb-name", "exists-normalized"}), "name-doubtful",
     ("rename", "accept")),
    (frozenset({"duplicate-archive", "was-deleted", "duplicateversions"}), "deleted-before", ("accept",)),
)


def files(found: dict[str, Any]) -> list[str]:
    """Names of files that warnings point to."""
    value = found.get("duplicate") or found.get("exists-normalized") or []
    return [str(one).replace("_", " ") for one in ([value] if isinstance(value, str) else value)]


def question(found: dict[str, Any], open_ones: list[str], title: str, host: str) -> AskPerson:
    """The question that warnings lead to: the gravest decides, `details["warnings"]` has them all."""
    details = {"title": title, "warnings": found, "files": files(found)}
    for keys, name, choices in _QUESTIONS:
        if keys & set(open_ones):
            grave = next(key for key in open_ones if key in keys)
            return AskPerson(name, Message(f"ask-{name}", title, host, _value(found[grave])),
                             Message(f"ask-{name}-remedy"), choices=choices, details=details)
    return AskPerson("warnings", Message("ask-warnings", title, host, ", ".join(open_ones)),
                     Message("ask-warnings-remedy"), choices=("accept",), details=details)


def _value(value: Any) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)

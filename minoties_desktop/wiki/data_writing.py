"""Edits of a file's structured data: what is acceptable is written, what is not is named."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from . import entity, errors
from .session import Session
from .verdicts import words

_INVALID = frozenset({"modification-failed", "not-recognized-language", "inconsistent-language", "invalid-claim",
                      "invalid-snak", "invalid-guid"})
"""Codes by which a wiki says that one of the values is not acceptable, and so none is written."""


class DataWriter:
    """Writes captions and statements of one file; `refused` are the values that the wiki did not take, with why."""

    def __init__(self, session: Session, mid: str, summary: str) -> None:
        self._session, self._mid, self._summary = session, mid, summary
        self.refused: list[dict[str, Any]] = []

    def refuses(self, value: entity.Json) -> bool:
        """Whether the wiki has refused a value."""
        return any(value == one["value"] for one in self.refused)

    def remove(self, ids: Sequence[str]) -> entity.Json:
        """Take back statements; what there is after it."""
        return self._edit({"claims": [{"id": one, "remove": ""} for one in ids]}, None)

    def write(self, captions: entity.Json, claims: list[entity.Json], base: int | None = None) -> entity.Json | None:
        """One edit, and what there is after it; where a value is refused, halves of it, so that all others are written.

        Each statement brings its own id, so a repetition changes nothing (commons-contract 5.1). With the revision
        that it is based on, what somebody else changed since is a conflict. Raises ApiError.
        """
        data = ({"labels": captions} if captions else {}) | ({"claims": claims} if claims else {})
        try:
            return self._edit(data, base)
        except errors.ApiError as error:
            if error.code not in _INVALID:
                raise
            if len(captions) + len(claims) == 1:
                self._refuse(error, *captions.values(), *claims)
            elif captions and claims:
                self.write(captions, [])
                self.write({}, claims)
            elif captions:
                languages = list(captions)
                for part in (languages[: len(languages) // 2], languages[len(languages) // 2 :]):
                    self.write({lang: captions[lang] for lang in part}, [])
            else:
                for half in (claims[: len(claims) // 2], claims[len(claims) // 2 :]):
                    self.write({}, half)
        return None

    def _edit(self, data: entity.Json, base: int | None) -> entity.Json:
        answer = self._session.attempt(
            action="wbeditentity", id=self._mid, summary=self._summary, data=json.dumps(data, ensure_ascii=False),
            baserevid=str(base) if base else None)
        return entity.told(answer["entity"])

    def _refuse(self, error: errors.ApiError, value: entity.Json) -> None:
        self.refused.append({"code": error.code, "words": words(error.text), "value": value})

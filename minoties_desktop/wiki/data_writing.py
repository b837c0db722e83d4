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

_PATCHED = "wikibase-conflict-patched"


class DataWriter:
    """Writes captions and statements of one file; `refused` are the values that the wiki did not take, with why."""

    def __init__(
        self, session: Session, mid: str, summary: str, *, refused: Sequence[dict[str, Any]] = (),
        insists: bool = False,
    ) -> None:
        """`refused` is known already and not tried again; `insists` confirms what an abuse filter warns of."""
        self._session, self._mid, self._summary = session, mid, summary
        self.refused = list(refused)
        self._insists = insists

    def refuses(self, value: entity.Json) -> bool:
        """Whether the wiki has refused a value."""
        return any(value == one["value"] for one in self.refused)

    def remove(self, ids: Sequence[str]) -> entity.Json | None:
        """Take back statements; what there is after it."""
        return self._edit({"claims": [{"id": one, "remove": ""} for one in ids]}, None)

    def write(self, captions: entity.Json, claims: list[entity.Json], base: int | None = None) -> entity.Json | None:
        """One edit, and what there is after it; where a value is refused, halves of it, so that all others are written.

        None where the wiki did not tell all that there is. Each statement brings its own id, so a repetition changes
        nothing (commons-contract 5.1). With the revision that it is based on, what somebody else changed since is a
        conflict. Raises ApiError.
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
                self.write(captions, [], base)
                self.write({}, claims, base)
            elif captions:
                languages = list(captions)
                for part in (languages[: len(languages) // 2], languages[len(languages) // 2 :]):
                    self.write({lang: captions[lang] for lang in part}, [], base)
            else:
                for half in (claims[: len(claims) // 2], claims[len(claims) // 2 :]):
                    self.write({}, half, base)
        return None

    def _edit(self, data: entity.Json, base: int | None) -> entity.Json | None:
        try:
            answer = self._send(data, base)
        except errors.ApiError as error:
            if not (self._insists and error.code.startswith("abusefilter-warning")):
                raise
            answer = self._send(data, base)  # the same again in the same session passes (commons-contract 1.5)
        # Merged with somebody else's edit; the answer lacks theirs (recorded: edit-baserevid-other-language).
        return None if _PATCHED in answer.get("hints", "") else entity.told(answer["entity"])

    def _send(self, data: entity.Json, base: int | None) -> dict[str, Any]:
        return self._session.attempt(
            action="wbeditentity", id=self._mid, summary=self._summary, data=json.dumps(data, ensure_ascii=False),
            baserevid=str(base) if base else None)

    def _refuse(self, error: errors.ApiError, value: entity.Json) -> None:
        self.refused.append({"code": error.code, "words": words(error.text), "value": value})

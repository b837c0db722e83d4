"""Captions and statements of a file that has arrived: read first, then what is missing, in one edit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import AskPerson, Bug, Fault, Refused, RetryLater
from ...domain.item import same_user
from ...domain.states import State
from .. import entity, errors, lookup
from ..session import Session
from ..verdicts import words

LOOKS = (0.0, 0.0, 0.5, 2.0)
"""Seconds before each look at what is there: after an edit it is the proof, after a conflict the next try."""

_OF_WHOEVER_SENT_IT = frozenset({"P170", "P7482", "P6216", "P275"})
"""Creator, source, status and licence are for the uploader of a file to say (commons-contract 5.2)."""

_INVALID = frozenset({"modification-failed", "not-recognized-language", "inconsistent-language", "invalid-claim",
                      "invalid-snak", "invalid-guid"})
"""Codes by which a wiki says that one of the values is not acceptable, and so none is written."""


class CommonsData:
    """The target of structured data; its deliveries depend on that of their file."""

    id = "commons_data"

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with a file's data; the last step holds the receipt."""
        facts = dict(delivery.facts)
        if delivery.answer and delivery.answer.get("choice") == "accept":
            facts["without_refused"] = True
        yield Step(State.DESCRIBING, dict(facts))
        work = _Work(delivery, session, facts)
        try:
            receipt = work.described()
        except Fault:
            if facts != delivery.facts:
                yield Step(State.DESCRIBING, dict(facts))
            raise
        yield Step(State.DONE, dict(facts), receipt)


class _Work:
    """One run over the data of one file."""

    def __init__(self, delivery: Delivery, session: Session, facts: dict[str, Any]) -> None:
        if not delivery.parent:
            raise Bug(Message("error-bug", "data without a file"))
        self.session = session
        self.facts = facts
        self.file = delivery.parent
        self.mid = f"M{self.file['pageid']}"
        self.labels: entity.Json = delivery.payload["labels"]
        self.claims: list[entity.Json] = delivery.payload["claims"]
        self.summary: str = delivery.payload["summary"]
        self.refused: list[dict[str, Any]] = []

    def described(self) -> dict[str, Any]:
        """Write what is missing, compare it with what the wiki then has, and say what is there now."""
        if not self.session.has_data:
            return {"mid": None, "revid": None, "statements": [], "captions": [], "reason": "no-data"}
        self.session.check()
        there = None
        for pause in LOOKS:
            self.session.wait(pause)
            there = there or entity.read(self.session, self.mid)
            captions, claims = self._lacking(there)
            doubled = entity.doubled(self.claims, there, self.mid)
            if not captions and not claims and not doubled:
                return self._receipt(there)
            try:
                # The answer to an edit has the whole entity as it is then; without one it is read.
                there = self._remove(doubled) if doubled else self._write(captions, claims)
            except errors.ApiError as error:
                if error.code != "editconflict":
                    raise self._fault(error) from error
                there = None
        raise RetryLater("server", Message("error-data-not-seen", self.file["title"], self.session.host),
                         after=60, stops_queue=False)

    def _ours(self, there: entity.Json) -> list[entity.Json]:
        """The statements to make: of a file that somebody else sent only what nobody has said anything about."""
        if not self.file.get("adopted") or same_user(self.file["user"], self.session.account):
            return self.claims
        return [claim for claim in self.claims if (found := claim["mainsnak"]["property"]) not in _OF_WHOEVER_SENT_IT
                and found not in there["statements"]]

    def _lacking(self, there: entity.Json) -> tuple[entity.Json, list[entity.Json]]:
        """Captions and statements still to write, without those that the wiki has refused."""
        captions = entity.lacking_captions(self.labels, there)
        claims = entity.lacking_claims(self._ours(there), there, self.mid)
        refused = [one["value"] for one in self.refused]
        return ({lang: label for lang, label in captions.items() if label not in refused},
                [claim for claim in claims if claim not in refused])

    def _remove(self, ids: list[str]) -> entity.Json:
        """Take back statements of ours that somebody else has made meanwhile."""
        return self._edit({"claims": [{"id": one, "remove": ""} for one in ids]})

    def _edit(self, data: entity.Json) -> entity.Json:
        answer = self.session.attempt(action="wbeditentity", id=self.mid, summary=self.summary,
                                      data=json.dumps(data, ensure_ascii=False))
        return entity.told(answer["entity"])

    def _write(self, captions: entity.Json, claims: list[entity.Json]) -> entity.Json | None:
        """One edit, and what there is after it; where a value is refused, halves of it, so that all others are written.

        Each statement brings its own id, so a repetition changes nothing (commons-contract 5.1).
        """
        data = ({"labels": captions} if captions else {}) | ({"claims": claims} if claims else {})
        try:
            return self._edit(data)
        except errors.ApiError as error:
            if error.code not in _INVALID:
                raise
            if len(captions) + len(claims) == 1:
                self._refuse(error, *captions.values(), *claims)
            elif captions and claims:
                self._write(captions, [])
                self._write({}, claims)
            elif captions:
                languages = list(captions)
                for part in (languages[: len(languages) // 2], languages[len(languages) // 2 :]):
                    self._write({lang: captions[lang] for lang in part}, [])
            else:
                for half in (claims[: len(claims) // 2], claims[len(claims) // 2 :]):
                    self._write({}, half)
        return None

    def _refuse(self, error: errors.ApiError, value: entity.Json) -> None:
        self.refused.append({"code": error.code, "words": words(error.text), "value": value})

    def _receipt(self, there: entity.Json) -> dict[str, Any]:
        if self.refused and not self.facts.get("without_refused"):
            self.facts["refused"] = self.refused
            raise AskPerson(
                "data-refused", Message("ask-data-refused", self.file["title"], self.session.host,
                                        len(self.refused), self.refused[0]["words"]),
                Message("ask-data-refused-remedy"), choices=("accept",), details={"refused": self.refused})
        ids = {statement["id"].upper() for found in there["statements"].values() for statement in found}
        own = [entity.own_id(self.mid, claim["guid"]) for claim in self.claims]
        return {
            "mid": self.mid, "revid": there["revid"],
            "statements": [one for one in own if one.upper() in ids],
            "captions": sorted(lang for lang in self.labels if lang in there["labels"]),
            "refused": self.refused,
        }

    def _fault(self, error: errors.ApiError) -> Fault:
        if error.code == "ratelimited":
            error.data.setdefault("after", self.session.limits.windows.get("edit"))
        if error.code == "no-such-entity" and lookup.file_page(self.session, self.file["title"]) is None:
            return Refused(Message("refused-vanished", self.file["title"], self.session.host),
                           Message("refused-vanished-remedy"), code="vanished")
        return errors.fault(error, self.session.host, title=self.file["title"])

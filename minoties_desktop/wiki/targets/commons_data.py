"""Captions and statements of a file that has arrived: read first, then what is missing, in one edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import AskPerson, Bug, Fault, Refused, RetryLater
from ...domain.item import same_user
from ...domain.states import State
from .. import entity, errors, lookup
from ..data_writing import DataWriter
from ..session import Session

LOOKS = (0.0, 0.0, 0.5, 2.0)
"""Seconds before each look at what is there: after an edit it is the proof, after a conflict the next try."""

_OF_WHOEVER_SENT_IT = frozenset({"P170", "P7482", "P6216", "P275"})
"""Creator, source, status and licence are for the uploader of a file to say (commons-contract 5.2)."""


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
        self.writer = DataWriter(session, self.mid, delivery.payload["summary"])

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
                there = self.writer.remove(doubled) if doubled else self.writer.write(captions, claims)
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
        return ({lang: label for lang, label in captions.items() if not self.writer.refuses(label)},
                [claim for claim in claims if not self.writer.refuses(claim)])

    def _receipt(self, there: entity.Json) -> dict[str, Any]:
        refused = self.writer.refused
        if refused and not self.facts.get("without_refused"):
            self.facts["refused"] = refused
            raise without_refused(refused, self.file["title"], self.session.host)
        ids = {statement["id"].upper() for found in there["statements"].values() for statement in found}
        own = [entity.own_id(self.mid, claim["guid"]) for claim in self.claims]
        return {
            "mid": self.mid, "revid": there["revid"],
            "statements": [one for one in own if one.upper() in ids],
            "captions": sorted(lang for lang in self.labels if lang in there["labels"]),
            "refused": refused,
        }

    def _fault(self, error: errors.ApiError) -> Fault:
        return fault(error, self.session, self.file["title"])


def without_refused(refused: list[dict[str, Any]], title: str, host: str) -> AskPerson:
    """The question whether a file's data may do without what the wiki has refused."""
    return AskPerson(
        "data-refused", Message("ask-data-refused", title, host, len(refused), refused[0]["words"]),
        Message("ask-data-refused-remedy"), choices=("accept",), details={"refused": refused})


def fault(error: errors.ApiError, session: Session, title: str) -> Fault:
    """What an API error means for the data of a file."""
    if error.code == "ratelimited":
        error.data.setdefault("after", session.limits.windows.get("edit"))
    if error.code == "no-such-entity" and lookup.file_page(session, title) is None:
        return vanished(session, title)
    return errors.fault(error, session.host, title=title)


def vanished(session: Session, title: str) -> Refused:
    """The file is not there any more."""
    return Refused(Message("refused-vanished", title, session.host), Message("refused-vanished-remedy"),
                   code="vanished")

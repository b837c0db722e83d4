"""Captions and statements of a file that has arrived: read first, then what is missing, in one edit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...config.messages import Message, Name
from ...domain.delivery import Delivery, Step
from ...domain.errors import AskPerson, Fault, Refused, RetryLater
from ...domain.item import same_user
from .. import entity, errors, lookup
from ..data_writing import DataWriter
from ..session import Session
from .describing import DATA_REFUSED, FILTER, Facts, accepts, describing

LOOKS = (0.0, 0.0, 0.5, 2.0)
"""Seconds before each look at what is there: after an edit it is the proof, after a conflict the next try."""

CONFLICTS = frozenset({"editconflict", "nosuchrevid"})
"""Codes that tell that what was read is not what there is (a replica may not know a revision yet)."""

_OF_WHOEVER_SENT_IT = frozenset({"P170", "P7482", "P6216", "P275"})
"""Creator, source, status and licence are for the uploader of a file to say (commons-contract 5.2)."""


class CommonsData:
    """The target of structured data; its deliveries depend on that of their file."""

    id = "commons_data"

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with a file's data; the last step holds the receipt."""
        yield from describing(delivery, lambda facts, file: _Work(delivery, session, facts, file).described())


class _Work:
    """One run over the data of one file."""

    def __init__(self, delivery: Delivery, session: Session, facts: Facts, file: dict[str, Any]) -> None:
        self.session = session
        self.facts = facts
        self.file = file
        self.mid = f"M{file['pageid']}"
        self.labels: entity.Json = delivery.payload["labels"]
        self.claims: list[entity.Json] = delivery.payload["claims"]
        self.writer = writer(session, self.mid, delivery.payload["summary"], facts)

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
                there = (self.writer.remove(doubled) if doubled
                         else self.writer.write(captions, claims, _base(there) if captions else None))
            except errors.ApiError as error:
                if error.code not in CONFLICTS:
                    raise fault(error, self.session, self.file["title"]) from error
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
        ask_about_refused(self.writer, self.facts, self.file["title"], self.session.host)
        ids = {statement["id"].upper() for found in there["statements"].values() for statement in found}
        own = [entity.own_id(self.mid, claim["guid"]) for claim in self.claims]
        ours = [lang for lang, label in self.labels.items() if entity.same_caption(label, there["labels"].get(lang))]
        return {
            "mid": self.mid, "revid": there["revid"],
            "statements": [one for one in own if one.upper() in ids], "captions": sorted(ours),
            "others_captions": sorted({*self.labels} & {*there["labels"]} - {*ours}),
            "others_statements": entity.without_our_qualifiers(self._ours(there), there, self.mid),
            "refused": self.writer.refused,
        }


def _base(there: entity.Json) -> int | None:
    """The revision that captions are written on, so that one that came since is none we write over.

    Where there is no data yet there is no revision of it that a wiki could compare with (commons-contract 5.1): for the
    time of one request, the first caption in a language is that of whoever comes last.
    """
    return there["revid"] if there["labels"] or there["statements"] else None


def writer(session: Session, mid: str, summary: str, facts: Facts) -> DataWriter:
    """What writes a file's data, and knows what a person has decided about it."""
    return DataWriter(session, mid, summary, refused=facts.get("without", ()), insists=accepts(facts, FILTER))


def ask_about_refused(writer: DataWriter, facts: Facts, title: str, host: Name) -> None:
    """Raise the question whether a file's data may do without what the wiki has refused, unless it was answered."""
    known = facts.get("without", ())
    if refused := [one for one in writer.refused if one not in known]:
        facts["refused"] = refused
        raise AskPerson(
            DATA_REFUSED, Message("ask-data-refused", title, host, len(refused), refused[0]["words"]),
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

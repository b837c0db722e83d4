"""Later changes to a file's captions and statements: ours are changed, nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import Bug, Fault, RetryLater
from ...domain.merging import Part, Side
from ...domain.states import State
from .. import entity, errors
from ..data_writing import DataWriter
from ..session import Session
from .commons_data import LOOKS, fault, without_refused
from .differing import asks, chosen_sides, leaves


@dataclass(frozen=True, slots=True)
class _Change:
    """One caption or statement as we had written it, as we want it, as it is there; None for none."""

    key: str
    was: entity.Json | None
    ours: entity.Json | None
    theirs: entity.Json | None

    @property
    def is_done(self) -> bool:
        """Whether the wiki has what we want."""
        return wording(self.ours) == wording(self.theirs)

    @property
    def part(self) -> Part:
        """The change as a person is shown it."""
        return Part(wording(self.was), wording(self.ours), wording(self.theirs), self.key)


class DataEdit:
    """The target of later changes to structured data; its deliveries depend on that of the file."""

    id = "data_edit"

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with an edit; the last step holds the receipt."""
        facts = dict(delivery.facts)
        if delivery.answer and delivery.answer.get("choice") == "accept":
            facts["without_refused"] = True
        _take_answer(delivery.answer, facts)
        yield Step(State.DESCRIBING, dict(facts))
        work = _Work(delivery, session, facts)
        try:
            receipt = work.edited()
        except Fault:
            if facts != delivery.facts:
                yield Step(State.DESCRIBING, dict(facts))
            raise
        yield Step(State.DONE, dict(facts), receipt)


class _Work:
    """One run. `facts` keep the `parts` of a question, and by key the `sides` that a person has chosen for them."""

    def __init__(self, delivery: Delivery, session: Session, facts: dict[str, Any]) -> None:
        if not delivery.parent:
            raise Bug(Message("error-bug", "an edit without a file"))
        self.session = session
        self.facts = facts
        self.answer = delivery.answer
        self.payload = delivery.payload
        self.title: str = delivery.parent["title"]
        self.mid = f"M{delivery.parent['pageid']}"
        self.writer = DataWriter(session, self.mid, delivery.payload["summary"])

    def edited(self) -> dict[str, Any]:
        """Write what is to be written, compare it with what the wiki then has, and say what is there now."""
        if leaves(self.answer):
            return {"mid": self.mid, "revid": 0, "left": True, "refused": []}
        self.session.check()
        there = None
        for pause in LOOKS:
            self.session.wait(pause)
            try:
                there = there or entity.read(self.session, self.mid)
                wanted = self._wanted(there)
                if not wanted:
                    return self._receipt(there)
                there = self.writer.write(*_data(wanted), base=there["revid"])
            except errors.ApiError as error:
                if error.code != "editconflict":
                    raise fault(error, self.session, self.title) from error
                there = None
        raise RetryLater("server", Message("error-data-not-seen", self.title, self.session.host), after=60,
                         stops_queue=False)

    def _wanted(self, there: entity.Json) -> list[_Change]:
        """The changes still to make. Raises AskPerson where somebody else has changed the same in another way."""
        found = [one for one in (*self._captions(there), *self._claims(there)) if not one.is_done]
        sides = self.facts.get("sides", {})
        # A choice counts for what was shown, not for what somebody has written since.
        if any(one.part.is_clash and sides.get(one.key, ("\0", ""))[0] != one.part.theirs for one in found):
            shown = [one.part for one in found]
            self.facts["parts"] = [part.to_json() for part in shown]
            raise asks(shown, self.title, self.session.host, user="", timestamp="", of="data")
        return [one for one in found if sides.get(one.key, ("", Side.OURS))[1] == Side.OURS
                and not any(self.writer.refuses(value) for value in _values(one))]

    def _captions(self, there: entity.Json) -> Iterator[_Change]:
        before, after = self.payload["was"]["labels"], self.payload["labels"]
        for lang in sorted({*before, *after}):
            if before.get(lang) != after.get(lang):
                yield _Change(f"caption:{lang}", before.get(lang), after.get(lang), there["labels"].get(lang))

    def _claims(self, there: entity.Json) -> Iterator[_Change]:
        present = {one["id"].upper(): one for found in there["statements"].values() for one in found}
        before, after = ({claim["guid"]: self._ready(claim) for claim in claims}
                         for claims in (self.payload["was"]["claims"], self.payload["claims"]))
        for guid in {**before, **after}:
            was, ours = before.get(guid), after.get(guid)
            theirs = present.get(entity.own_id(self.mid, guid).upper())
            if wording(was) == wording(ours):
                continue
            if theirs is None and any(ours and entity.same(ours["mainsnak"], one["mainsnak"])
                                      for one in present.values()):
                continue  # somebody else says it already
            yield _Change(f"{(ours or was)['mainsnak']['property']}:{guid}", was, ours, theirs)

    def _ready(self, claim: entity.Json) -> entity.Json:
        return {key: value for key, value in claim.items() if key != "guid"} | {
            "id": entity.own_id(self.mid, claim["guid"])}

    def _receipt(self, there: entity.Json) -> dict[str, Any]:
        refused = self.writer.refused
        if refused and not self.facts.get("without_refused"):
            self.facts["refused"] = refused
            raise without_refused(refused, self.title, self.session.host)
        return {"mid": self.mid, "revid": there["revid"], "left": False, "refused": refused}


def _take_answer(answer: dict[str, Any] | None, facts: dict[str, Any]) -> None:
    """Note what a person has chosen, by key: the form of the others that they were shown, and the side."""
    if not answer or "parts" not in facts or answer == facts.get("answered"):
        return
    shown = [Part(*one) for one in facts["parts"]]
    facts["sides"] = {part.key: [part.theirs, side]
                      for part, side in zip(shown, chosen_sides(answer, shown), strict=True)}
    facts["answered"] = answer


def _data(wanted: list[_Change]) -> tuple[entity.Json, list[entity.Json]]:
    """Captions and statements as the API takes them; what is to go away is marked so (commons-contract 5.1)."""
    captions, claims = {}, []
    for one in wanted:
        if one.key.startswith("caption:"):
            lang = one.key.partition(":")[2]
            captions[lang] = one.ours or {"language": lang, "value": ""}
        elif one.ours is not None:
            claims.append(one.ours)
        elif one.theirs is not None:
            claims.append({"id": one.theirs["id"], "remove": ""})
    return captions, claims


def _values(one: _Change) -> list[entity.Json]:
    captions, claims = _data([one])
    return [*captions.values(), *claims]


def wording(value: entity.Json | None) -> str:
    """A caption's text, or a statement's value and qualifiers, in a form that two can be compared by; "" for none."""
    if value is None:
        return ""
    if "mainsnak" not in value:
        return str(value["value"])
    main = "★ " if value.get("rank") == "preferred" else ""
    return "; ".join([main + entity.shown(value["mainsnak"]), *sorted(
        f"{name}: {entity.shown(snak)}" for name, snaks in (value.get("qualifiers") or {}).items() for snak in snaks)])

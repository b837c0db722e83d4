"""Later changes to a file's captions and statements: ours are changed, nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import RetryLater
from ...domain.merging import Part, Side
from .. import entity, errors
from ..session import Session
from .commons_data import CONFLICTS, LOOKS, ask_about_refused, fault, writer
from .describing import Facts, describing
from .differing import asks, chosen_sides, leaves


@dataclass(frozen=True, slots=True)
class _Change:
    """One caption or statement as we had written it, as we want it, as it is there; None for none.

    What is there may be somebody else's work though it says what we had said: `is_foreign`.
    """

    key: str
    was: entity.Json | None
    ours: entity.Json | None
    theirs: entity.Json | None
    is_foreign: bool = False

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
        def perform(facts: Facts, file: dict[str, Any]) -> dict[str, Any]:
            return _Work(delivery, session, facts, file).edited()

        yield from describing(delivery, perform, _take_answer)


class _Work:
    """One run. `facts` keep the `parts` of a question, and by key the `sides` that a person has chosen for them."""

    def __init__(self, delivery: Delivery, session: Session, facts: Facts, file: dict[str, Any]) -> None:
        self.session = session
        self.facts = facts
        self.answer = delivery.answer
        self.payload = delivery.payload
        self.title: str = file["title"]
        self.mid = f"M{file['pageid']}"
        self.writer = writer(session, self.mid, delivery.payload["summary"], facts)

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
                if error.code not in CONFLICTS:
                    raise fault(error, self.session, self.title) from error
                there = None
        raise RetryLater("server", Message("error-data-not-seen", self.title, self.session.host), after=60,
                         stops_queue=False)

    def _wanted(self, there: entity.Json) -> list[_Change]:
        """The changes still to make. Raises AskPerson where somebody else has changed the same in another way."""
        found = [one for one in (*self._captions(there), *self._claims(there)) if not one.is_done]
        sides = self.facts.get("sides", {})
        # A choice counts for what was shown, not for what somebody has written since.
        if any((one.is_foreign or one.part.is_clash) and sides.get(one.key, ("\0", ""))[0] != one.part.theirs
               for one in found):
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
            if theirs is None and any(ours and entity.says(one, ours) for one in present.values()):
                continue  # somebody else says it already
            others = theirs or next((one for one in present.values() if was and entity.says(one, was)), None)
            is_foreign = others is not theirs or (ours is None and bool((theirs or {}).get("references")))
            yield _Change(f"{(ours or was)['mainsnak']['property']}:{guid}", was, ours, others, is_foreign)

    def _ready(self, claim: entity.Json) -> entity.Json:
        return {key: value for key, value in claim.items() if key != "guid"} | {
            "id": entity.own_id(self.mid, claim["guid"])}

    def _receipt(self, there: entity.Json) -> dict[str, Any]:
        ask_about_refused(self.writer, self.facts, self.title, self.session.host)
        return {"mid": self.mid, "revid": there["revid"], "left": False, "refused": self.writer.refused}


def _take_answer(answer: dict[str, Any], facts: Facts) -> None:
    """Note what a person has chosen, by key: the form of the others that they were shown, and the side."""
    if "parts" in facts:
        shown = [Part(*one) for one in facts["parts"]]
        facts["sides"] = {part.key: [part.theirs, side]
                          for part, side in zip(shown, chosen_sides(answer, shown), strict=True)}


def _data(wanted: list[_Change]) -> tuple[entity.Json, list[entity.Json]]:
    """Captions and statements as the API takes them; what is to go away is marked so (commons-contract 5.1)."""
    captions, claims = {}, []
    for one in wanted:
        if one.key.startswith("caption:"):
            lang = one.key.partition(":")[2]
            captions[lang] = one.ours or {"language": lang, "value": ""}
        elif one.ours is not None:
            # A statement is written as a whole: what somebody else has given as its source stays.
            kept = {name: one.theirs[name] for name in ("id", "references") if name in one.theirs} if one.theirs else {}
            claims.append(one.ours | kept)
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

"""A file's structured data as a wiki gives it, and what of ours it still lacks."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Sequence
from typing import Any

from ..domain.errors import Refused
from . import errors
from .lookup import BATCH
from .session import Session

Json = dict[str, Any]

_TELLING_APART = (("P1001",), ("P4174", "P2093"), ("P1480",))
"""Qualifiers without which the same value is another statement: where it is in the public domain, who the creator is
by user name or else by name, that a date is about (commons-contract 5.2). One of a group in common is enough."""

FRESH = 2.0
"""Seconds for which what was seen of an entity may stand for reading it: no longer than a slow line takes for that."""


def read(session: Session, mid: str) -> Json:
    """The entity of a file; one that has no data yet has neither labels nor statements."""
    return session.scout.take(("entity", mid), lambda: _read(session, mid))


def _read(session: Session, mid: str) -> Json:
    with errors.told(session.host):
        return told(session.part(session.ask(action="wbgetentities", ids=mid)["entities"], mid))


def several(session: Session, mids: Sequence[str]) -> dict[str, Json]:
    """The entities of files, fifty at a time; one whose file is gone is left out. Raises Faults."""
    found: dict[str, Json] = {}
    for start in range(0, len(mids), BATCH):
        try:
            with errors.told(session.host):
                answer = session.ask(action="wbgetentities", ids="|".join(mids[start : start + BATCH]))
        except Refused:  # one that there is not spoils the answer about all
            for mid in mids[start : start + BATCH]:
                with contextlib.suppress(Refused):
                    found[mid] = _read(session, mid)
            continue
        found |= {mid: told(one) for mid, one in answer["entities"].items()}
    return found


def is_empty(session: Session, mid: str, revid: int) -> None:
    """Note that a file's page was seen just now with no revision but the one of its upload, which holds no data.

    That is what reading its entity would tell; for the time that this might take the answer holds. Whoever edits
    meanwhile could as well have come between reading and writing: a statement that is doubled so is taken back.
    """
    session.scout.keep(("entity", mid), told({"lastrevid": revid}), FRESH)


def told(entity: Json) -> Json:
    """An entity out of a wiki's answer, be it to a question or to an edit (both give all of it)."""
    # Empty maps come as lists (commons-contract 5.1).
    return {"labels": entity.get("labels") or {}, "statements": entity.get("statements") or {},
            "revid": entity.get("lastrevid", 0)}


def doubled(claims: list[Json], entity: Json, mid: str) -> list[str]:
    """Ids of our statements that say what a statement of somebody else says: it came between our look and our edit.

    One that somebody has worked on since (qualifiers, references, rank) is theirs as well, and stays.
    """
    own = {own_id(mid, claim["guid"]).upper(): claim for claim in claims}
    there = [statement for found in entity["statements"].values() for statement in found]
    others = [statement for statement in there if statement["id"].upper() not in own]
    return [statement["id"] for statement in there if (claim := own.get(statement["id"].upper()))
            and _is_untouched(statement, claim) and any(says(other, claim) for other in others)]


def says(statement: Json, claim: Json) -> bool:
    """Whether a statement of anybody says what one of ours would: the same value, and nothing that tells them apart.

    Other qualifiers, references and ranks than ours do not matter: whoever added them knows more.
    """
    if not same(statement["mainsnak"], claim["mainsnak"]):
        return False
    theirs, ours = _qualifiers(statement), _qualifiers(claim)
    for group in _TELLING_APART:
        wanted = {one for one in ours if one[0] in group}
        if wanted and not wanted & theirs:
            return False
    return True


def _is_untouched(statement: Json, claim: Json) -> bool:
    return (same(statement["mainsnak"], claim["mainsnak"]) and not statement.get("references")
            and _qualifiers(statement) == _qualifiers(claim)
            and statement.get("rank", "normal") == claim.get("rank", "normal"))


def _qualifiers(statement: Json) -> set[tuple[Any, ...]]:
    # Empty maps come as lists (commons-contract 5.1).
    return {(name, *_essence(snak)[1:]) for name, found in dict(statement.get("qualifiers") or {}).items()
            for snak in found}


def own_id(mid: str, guid: str) -> str:
    """The id that one of our statements has on the wiki, decided before it is sent."""
    return f"{mid}${guid}"


def lacking_captions(labels: Json, entity: Json) -> Json:
    """Captions in languages that have none there; somebody's caption is never written over."""
    return {lang: label for lang, label in labels.items() if lang not in entity["labels"]}


def lacking_claims(claims: list[Json], entity: Json, mid: str) -> list[Json]:
    """Statements whose value is not there yet, by us or by anybody, each with the id that is its own."""
    there = [statement for found in entity["statements"].values() for statement in found]
    ids = {statement["id"].upper() for statement in there}
    wanted = []
    for claim in claims:
        ready = {key: value for key, value in claim.items() if key != "guid"} | {"id": own_id(mid, claim["guid"])}
        known = ready["id"].upper() in ids or any(says(found, claim) for found in there)
        if not known:
            wanted.append(ready)
    return wanted


def without_our_qualifiers(claims: list[Json], entity: Json, mid: str) -> list[str]:
    """Properties of statements that somebody else has made and that lack a qualifier of ours. It is not added: a
    statement is its author's, with all that it says."""
    there = [statement for found in entity["statements"].values() for statement in found]
    ids = {statement["id"].upper() for statement in there}
    found = [claim["mainsnak"]["property"] for claim in claims if own_id(mid, claim["guid"]).upper() not in ids
             and (theirs := [one for one in there if says(one, claim)])
             and not any(_qualifiers(claim) <= _qualifiers(one) for one in theirs)]
    return list(dict.fromkeys(found))


def same_caption(one: Json, other: Json | None) -> bool:
    """Whether two captions are one text; None is no caption."""
    return other is not None and _text(one["value"]) == _text(other["value"])


def same(one: Json, other: Json) -> bool:
    """Whether two snaks say the same, whatever form the wiki gave the value."""
    return _essence(one) == _essence(other)


def _essence(snak: Json) -> tuple[Any, ...]:
    kind = (snak["property"], snak["snaktype"])
    if snak["snaktype"] != "value":
        return kind
    value = snak["datavalue"]["value"]
    if not isinstance(value, dict):
        return (*kind, _text(str(value)))
    if "entity-type" in value:
        return (*kind, value.get("id") or f"Q{value['numeric-id']}")
    if "latitude" in value:
        # A ten-thousandth of a degree is eleven metres: the same place, written by a bot from the same page.
        return (*kind, round(value["latitude"], 4), round(value["longitude"], 4))
    if "time" in value:
        return (*kind, value["time"][: 1 + 4 + 3 * max(0, int(value["precision"]) - 9)], value["precision"])
    if "amount" in value:
        return (*kind, float(value["amount"]), value.get("unit"))
    return (*kind, value.get("language"), _text(value["text"]))


def _text(text: str) -> str:
    # Wikibase brings texts into this form; the form in which they were typed here stays as it was.
    return unicodedata.normalize("NFC", text)


def shown(snak: Json) -> str:
    """What a snak says, as a person is shown it: the same words for the same value."""
    kind, *value = _essence(snak)[1:]
    return " ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in value if part is not None) or kind

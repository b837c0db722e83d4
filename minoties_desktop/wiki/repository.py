"""The items that a wiki's structured data speaks of, as their own wiki has them; they are only read."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from ..domain.errors import Refused
from . import errors
from .lookup import BATCH
from .session import Session

_PROPS = "labels|descriptions|aliases|claims"


def items(session: Session, ids: Sequence[str], languages: Sequence[str]) -> Iterator[list[dict[str, Any]]]:
    """The entities of QIDs in Wikidata's JSON, fifty at a time, with their words in some languages. Raises Faults."""
    for start in range(0, len(ids), BATCH):
        batch = ids[start : start + BATCH]
        try:
            yield _asked(session, batch, languages)
        except Refused:  # one that there is not spoils the answer about all
            found: list[dict[str, Any]] = []
            for one in batch:
                with contextlib.suppress(Refused):
                    found += _asked(session, [one], languages)
            yield found


def search(session: Session, text: str, language: str, limit: int = 7) -> list[str]:
    """The QIDs of things whose label or other name in a language begins with a text, the best first. Raises Faults."""
    with errors.told(session.host):
        answer = session.ask(action="wbsearchentities", search=text, language=language, uselang=language, type="item",
                             limit=str(limit))
    found = answer.get("search")
    return [str(one["id"]) for one in found if isinstance(one, dict) and "id" in one] if isinstance(found, list) else []


def _asked(session: Session, ids: Sequence[str], languages: Sequence[str]) -> list[dict[str, Any]]:
    with errors.told(session.host):
        answer = session.ask(action="wbgetentities", ids="|".join(ids), props=_PROPS, languages="|".join(languages))
    found = answer["entities"]
    # By the number that was asked for: an item that was merged comes as the other one.
    return [{**found[one], "id": one} for one in ids if isinstance(found, dict) and one in found]

"""The practice walk: six drawn photographs to try the whole work on, marked as practice and removable at once."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..config.messages import Message, Messages
from ..config.resources import resource
from ..domain.changes import Changes
from ..domain.query import Query
from ..domain.sites import PRACTICE, PRACTICE_ACCOUNT
from ..domain.states import ItemState
from ..store import activities, items, outbox, values
from ..store.database import now
from ..store.journal import Entry
from .describing import refresh
from .ingest import Wishes, ingest
from .library import Library
from .pretending import GUIDED, SETTING, drawn
from .pretending import kept as kept_of
from .tagging import Tagging

_LICENCE = "cc-by-sa-4.0"
_SENT = (ItemState.PRACTISED, ItemState.DONE)


class Step(StrEnum):
    """What comes next in the walk."""

    DESCRIBE = "describe"
    QUEUE = "queue"
    SEND = "send"
    END = "end"


@dataclass(frozen=True, slots=True)
class Walk:
    """The walk as it stands: its activity, its items, how many of them are through the step, the step."""

    activity: str
    ids: list[str]
    through: int
    step: Step


def begin(library: Library, tagging: Tagging, messages: Messages) -> Changes:
    """Bring the walk into the library, in a person's language; where it is already nothing changes.

    One that was cut off while it was brought is brought to its end; one that was removed comes anew.
    """
    kept = kept_of(library)
    if kept and "items" not in kept:
        return _bring(library, kept)
    if drawn(library):
        return Changes()
    author, learner = _author(library, tagging)
    activity = tagging.create(
        "activity", {"title": messages.text("practice-walk-title"), "kind": "photo_walk",
                     "languages": messages.language},
        [("author", "", author), ("source", "", "own"), ("licence", "", _LICENCE),
         ("categories", "", messages.text("practice-walk-category"))])
    made = {"activity": activity, "learner": learner, "earlier": [*kept.get("earlier", []), *kept.get("items", [])]}
    library.set_setting(SETTING, json.dumps(made))
    return _bring(library, made) | Changes.of("activity", [activity])


def _bring(library: Library, made: dict[str, Any]) -> Changes:
    report = ingest(library, [resource("practice", "walk")], Wishes(activity=made["activity"]))
    ids = [item["id"] for item in report.items]
    drawn_before = [one["item"] for one in report.already]  # by a run that was cut off
    library.set_setting(SETTING, json.dumps({**made, "items": [*drawn_before, *ids]}))
    return Changes.of("item", ids)


def walk(library: Library) -> Walk | None:
    """How the walk stands, None if there is none."""
    kept = kept_of(library)
    ids = drawn(library)
    if not ids:
        return None
    states = [state for state, in items.columns(library.database, ids, "state").values()]
    unfinished = sum(state == ItemState.TO_FINISH for state in states)
    ready = sum(state == ItemState.READY for state in states)
    sent = sum(state in _SENT for state in states)
    if unfinished:
        return Walk(kept["activity"], ids, len(ids) - unfinished, Step.DESCRIBE)
    if ready:
        return Walk(kept["activity"], ids, len(ids) - ready, Step.QUEUE)
    return Walk(kept["activity"], ids, sent, Step.END if sent == len(ids) else Step.SEND)


def remove(library: Library) -> Changes:
    """Take the walk out of the library, what was sent for practice included; one action, which undo takes back.

    What a person put under its activity stays, with the activity; so does the made-up contributor once somebody
    goes by their name or made anything.
    """
    kept, ids = kept_of(library), drawn(library)
    if not ids:
        return Changes()
    action = library.journal.action(Message("action-remove-walk"), actor=library.setting("me"), laptop=library.laptop)
    with library.database.writing() as write:
        for row in outbox.of_items(library.database, ids):
            if row.wiki == PRACTICE and row.depends_on is None:
                outbox.drop(write, row.output)
        stamp = now()
        items.set_column(write, ids, "deleted", stamp)
        refresh(library.database, write, ids)
        gone = _of_no_use(library, kept)
        for table, row in gone:
            library.registers[table].set(write, row, {"deleted": stamp})
        library.journal.record(write, action, [
            *(Entry("item", item, "deleted", None, stamp) for item in ids),
            *(Entry(table, row, "", True, None) for table, row in gone)])
    library.set_setting(GUIDED, "")
    return write.changes


def _of_no_use(library: Library, kept: dict[str, Any]) -> list[tuple[str, str]]:
    """Table and row of what was made for the walk alone, now that its items are gone."""
    activity, learner = kept["activity"], kept["learner"]
    if items.ids(library.database, Query(activity=activity)):
        return []
    gone = [("activity", activity)]
    if learner and learner != library.setting("me"):
        known = library.registers["contributor"].get(learner)
        taken = known["name"] != PRACTICE_ACCOUNT or known["user_name"] != PRACTICE_ACCOUNT
        given = any(value.field == "author" and value.text == learner
                    for other, values_ in activities.all_defaults(library.database).items() if other != activity
                    for value in values_)
        if not (taken or given or values.counts_for(library.database, "author", learner)):
            gone.append(("contributor", learner))
    return gone


def _author(library: Library, tagging: Tagging) -> tuple[str, str]:
    """Who the photographs are by, and the id of somebody made up for it, "" for nobody."""
    me = library.setting("me")
    if me and library.registers["contributor"].get(me)["user_name"]:
        return me, ""
    learner = tagging.create("contributor", {"name": PRACTICE_ACCOUNT, "user_name": PRACTICE_ACCOUNT})
    return learner, learner

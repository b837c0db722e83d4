"""What the side bar lists, and what choosing one of its rows means."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.query import Query
from ..domain.states import ItemState
from ..services.lists import Counts
from .centre import PAGES
from .kit import Kit
from .looks import ITEM, state_key
from .models.side import Place
from .sorting import in_order

ALL = ("page", "all")
_STATES = (
    ItemState.TO_FINISH, ItemState.READY, ItemState.PRACTISED, ItemState.WAITING, ItemState.SENDING,
    ItemState.QUESTION, ItemState.HELD,
    ItemState.REFUSED, ItemState.DONE, ItemState.REJECTED,
)
_ALWAYS = frozenset({ItemState.TO_FINISH, ItemState.READY, ItemState.WAITING, ItemState.DONE})
KIND_ICONS = {
    "photo_walk": "mapTrail", "glam_visit": "camera", "scan_session": "book", "residency": "home",
    "editathon": "userGroup", "report": "article", "other": "bookmark",
}


def places(kit: Kit, counts: Counts) -> list[Place]:
    """All rows of the side bar, with these counts."""
    say, lists = kit.speech.say, kit.bridge.lists
    open_deliveries = sum(count for state, count in counts.states.items()
                          if state in (ItemState.WAITING, ItemState.SENDING, ItemState.QUESTION))
    rows = [Place("page", page.id, say(f"deed-show-{page.id}"), page.icon,
                  count=open_deliveries or None if page.id == "sync" else None) for page in PAGES if page.at_side]
    rows.append(Place(*ALL, say("window-all"), "image", count=counts.total))
    activities = in_order(lists.register("activity"), lambda row: row["title"], kit.speech.locale)
    if activities:
        rows.append(Place("caption", "activities", say("window-activities")))
        rows += [Place("activity", row["id"], row["title"], KIND_ICONS.get(row["kind"], "bookmark"),
                       count=counts.activities.get(row["id"], 0)) for row in activities]
    rows.append(Place("caption", "states", say("window-states")))
    rows += [_state(kit, state, counts.states.get(state, 0)) for state in _STATES
             if state in _ALWAYS or counts.states.get(state)]
    return rows


def _state(kit: Kit, state: ItemState, count: int) -> Place:
    look = ITEM[state]
    tint = "text-subtle" if look.colour == "text-base" else look.colour
    return Place("state", state.value, kit.speech.say(state_key(state)), look.icon, tint, count)


def narrowed(query: Query, kind: str, place: str) -> Query:
    """The query after a row was chosen: an activity or a state replaces the whole filter."""
    if kind == "activity":
        return Query(activity=place, sort=query.sort)
    if kind == "state":
        return Query(state=place, sort=query.sort)
    return Query(sort=query.sort)


def chips(kit: Kit, query: Query) -> Sequence[tuple[str, str]]:
    """The parts of a query in words: (part, words)."""
    say = kit.speech.say
    found = []
    if query.activity:
        titles = {row["id"]: row["title"] for row in kit.bridge.lists.register("activity")}
        found.append(("activity", titles.get(query.activity, query.activity)))
    if query.state:
        found.append(("state", say(state_key(query.state))))
    if query.problem:
        found.append(("problem", say("grid-chip-there" if query.problem == "wiki-there" else "grid-chip-problem")))
    if query.imports:
        found.append(("imports", say("grid-chip-imports")))
    if query.words:
        found.append(("words", say("grid-chip-words", query.words)))
    return found

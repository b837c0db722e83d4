"""What the side bar lists, and what choosing one of its rows means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..domain.query import Query
from ..domain.states import ItemState
from ..services.lists import Counts
from ..services.searches import Search
from .centre import PAGES
from .kit import Kit
from .looks import ITEM
from .models.side import Place
from .sorting import in_order

ALL = ("page", "all")
_STATES = (
    ItemState.TO_FINISH, ItemState.READY, ItemState.PRACTISED, ItemState.WAITING, ItemState.SENDING,
    ItemState.QUESTION, ItemState.HELD,
    ItemState.REFUSED, ItemState.DONE, ItemState.REJECTED,
)
_GOING = (ItemState.WAITING, ItemState.SENDING)
_STOPPED = (ItemState.QUESTION, ItemState.HELD, ItemState.REFUSED)
_ALWAYS = frozenset({ItemState.TO_FINISH, ItemState.READY, ItemState.WAITING, ItemState.DONE})
KIND_ICONS = {
    "photo_walk": "mapTrail", "glam_visit": "camera", "scan_session": "book", "residency": "home",
    "editathon": "userGroup", "report": "article", "other": "bookmark",
}


def places(kit: Kit, counts: Counts, searches: Sequence[Search]) -> list[Place]:
    """All rows of the side bar, with these counts."""
    say, lists = kit.speech.say, kit.bridge.lists
    rows = [Place("page", page.id, say(f"deed-show-{page.id}"), page.icon) for page in PAGES if page.at_side]
    rows = [_sync(kit, counts, place) if place.id == "sync" else place for place in rows]
    rows.append(Place(*ALL, say("window-all"), "image", count=counts.total))
    activities = in_order(lists.register("activity"), lambda row: row["title"], kit.speech.locale)
    if activities:
        rows.append(Place("caption", "activities", say("window-activities")))
        rows += [Place("activity", row["id"], row["title"], KIND_ICONS.get(row["kind"], "bookmark"),
                       count=counts.activities.get(row["id"], 0)) for row in activities]
    rows.append(Place("caption", "states", say("window-states")))
    rows += [_state(kit, state, counts.states.get(state, 0)) for state in _STATES
             if state in _ALWAYS or counts.states.get(state)]
    if searches:
        rows.append(Place("caption", "searches", say("window-searches")))
        rows += [Place("search", one.id, one.name, "bookmark", count=counts.searches.get(one.id)) for one in searches]
    return rows


def _sync(kit: Kit, counts: Counts, place: Place) -> Place:
    """The queue with its items: those that go by themselves, else those that need somebody, as the status bar says."""
    going, stopped = (sum(counts.states.get(state, 0) for state in states) for states in (_GOING, _STOPPED))
    found = kit.bridge.lists.open_items()
    note = kit.speech.say("side-sync-note", found.real, found.practice) if found.practice else ""
    return replace(place, count=going or stopped or None, note=note)


def _state(kit: Kit, state: ItemState, count: int) -> Place:
    look = ITEM[state]
    tint = "text-subtle" if look.colour == "text-base" else look.colour
    return Place("state", state.value, kit.speech.say(f"side-state-{state.replace('_', '-')}"), look.icon, tint, count)


def narrowed(query: Query, kind: str, place: str, searches: Sequence[Search] = ()) -> Query:
    """The query after a row was chosen: an activity, a state or a kept search replaces the whole filter."""
    if kind == "activity":
        return Query(activity=place, sort=query.sort)
    if kind == "state":
        return Query(state=place, sort=query.sort)
    kept = next((one.query for one in searches if one.id == place), None) if kind == "search" else None
    return kept or Query(sort=query.sort)


def chosen(query: Query, searches: Sequence[Search]) -> tuple[str, str]:
    """The row that stands for a query: a kept search that finds the same, else its activity or its state, else all."""
    same = next((one.id for one in searches if one.query.parts == query.parts), None)
    if same:
        return ("search", same)
    if query.activity or query.state:
        return ("activity", query.activity) if query.activity else ("state", query.state)
    return ALL

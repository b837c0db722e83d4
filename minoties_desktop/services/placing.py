"""Placing photographs: by a track and their cameras' clocks, by hand, or like another; each one step of undo."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Any

from ..config.messages import Message
from ..domain import dates
from ..domain.changes import Changes
from ..domain.inheritance import OwnValue
from ..domain.placing import CLOCK, TRACK, Setting, Shot, Spot, bodies, place
from ..domain.positions import Position
from ..domain.track import Track
from ..store import incoming, items, tracks, values
from ..store.database import Write
from ..store.journal import Action, Entry
from . import gazetteer, stacking
from .describing import refresh
from .library import Library
from .recognising import SOURCE, Clock, zone
from .tracks import in_use, way

GAZETTEER = "gazetteer"
"""The source of place names that were suggested by the gazetteer and taken over by a person."""
Pending = dict[str, dict[str, list[OwnValue]]]
"""New own values by field and item."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a matching works on: the photographs, the way of their activities, their zone and where that is from
    (`given`, `activity`, `import`, `track`, ""), and the tracks that the way is made of."""

    shots: Sequence[Shot]
    track: Track
    zone: tzinfo | None = None
    zone_name: str = ""
    zone_from: str = ""
    tracks: Sequence[Mapping[str, Any]] = ()


def ground(library: Library, ids: Sequence[str], *, zone_name: str = "",
           tried: Sequence[Track] = ()) -> Ground:
    """What is known of photographs and their tracks, and of `tried` ones that are not kept.

    Raises UsageFault for a zone that there is not.

    The zone of files that name none is the one given, else their activity's, else that of their import, else that of
    the track's place.
    """
    under = [activity for activity, in items.columns(library.database, ids, "activity").values()]
    track = Track.of([point for one in (way(library, under), *tried) for point in one.points])
    rows = {row["id"]: row["zone"] for row in library.registers["activity"].list()}
    of_activity = next((rows[activity] for activity in under if activity and rows.get(activity)), "")
    found = {"given": zone_name, "activity": of_activity}
    if not any(found.values()):
        found["import"] = _imported_zone(library, ids)
    if track.points and not any(found.values()):
        found["track"] = gazetteer.zone_at(Position(*track.points[0][1:]))
    origin, name = next(((origin, name) for origin, name in found.items() if name), ("", ""))
    return Ground(shots(library, ids), track, zone(name), name, origin, in_use(library, under))


def _imported_zone(library: Library, ids: Sequence[str]) -> str:
    """The zone that was said when photographs were imported, "" for none."""
    runs = [run for run, in items.columns(library.database, ids, "import_run").values() if run]
    wishes = incoming.wished(library.database, runs)
    return next((zone for zone in (json.loads(one).get("zone", "") for one in wishes) if zone), "")


def shots(library: Library, ids: Sequence[str]) -> list[Shot]:
    """What photographs tell of time and place, in the order of the ids."""
    own = values.own(library.database, ids)
    found = {row["item"]: _shot(row, own.get(row["item"], [])) for row in tracks.clocks(library.database, ids)}
    return [found[item] for item in ids if item in found]


def _shot(row: Mapping[str, Any], own: Iterable[OwnValue]) -> Shot:
    by_field = {value.field: value for value in own if not value.absent}
    date, position = by_field.get("date"), by_field.get("camera_position")
    clock, read_zone = row["clock"], row["clock_zone"]
    if not clock and date is not None and date.source == SOURCE:
        clock, read_zone = _parted(date.text)  # came in before clocks were kept
    return Shot(
        row["item"], row["name"], datetime.fromisoformat(clock) if clock else None, read_zone, row["clock_added"],
        row["clock_source"], row["body"] or row["camera"],
        datetime.fromisoformat(row["shown_time"]) if row["shown_time"] else None,
        position.text if position else "", position.source if position else "", date.text if date else "",
        date.source if date else "")


def _parted(text: str) -> tuple[str, str]:
    try:
        found = dates.parse(text)
    except ValueError:
        return "", ""
    return (f"{found.iso}T{found.time}", found.offset) if found.time else ("", "")


def by_clocks(found: Ground, setting: Setting) -> Setting:
    """The setting, with what QR codes in the pictures say of clocks that nobody has set."""
    known = [body for body in bodies(found.shots, found.zone) if body.name not in setting.added]
    return replace(setting, zone=found.zone, added={**{one.name: one.added for one in known}, **setting.added},
                   words={**{one.name: one.word for one in known}, **setting.words})


def match(found: Ground, setting: Setting) -> list[Spot]:
    """Where each photograph was taken, by these settings. Raises UsageFault for a clock that nobody's is."""
    for added in setting.added.values():
        Clock(added)
    return place(found.shots, found.track, setting)


def apply(library: Library, spots: Sequence[Spot], setting: Setting, *, actor: str = "") -> Changes:
    """Keep what a matching says: dates, positions, and the clocks with whose word it was. One step of undo.

    Dates and positions that a person gave stay; a position that an earlier matching gave and this one does not goes.
    """
    before = values.own(library.database, [spot.shot.item for spot in spots])
    pending: Pending = {"date": {}, "camera_position": {}}
    clocks: list[Entry] = []
    for spot in spots:
        shot = spot.shot
        own = {value.field: value for value in before.get(shot.item, ()) if not value.absent}
        added = setting.added.get(shot.body, shot.added)
        if spot.moment is not None and spot.date != shot.date and shot.date_source in ("", SOURCE, CLOCK):
            pending["date"][shot.item] = [OwnValue("date", "", 0, spot.date, CLOCK if added else SOURCE)]
        if spot.position is not None:
            pending["camera_position"][shot.item] = [
                OwnValue("camera_position", "", 0, spot.position.text, TRACK)]
        elif shot.position_source == TRACK and "camera_position" in own:
            pending["camera_position"][shot.item] = []
        if shot.clock is not None:
            word = setting.words.get(shot.body, shot.word) if added else ""
            clocks += [Entry("file", shot.item, "clock_added", shot.added, added),
                       Entry("file", shot.item, "clock_source", shot.word, word or ("typed" if added else ""))]
    placed = sum(bool(found) for found in pending["camera_position"].values())
    return _write(library, pending, clocks, _action(library, Message("action-place", placed), actor))


def put_at(library: Library, ids: Sequence[str], position: Position, *, field: str = "camera_position",
           actor: str = "") -> Changes:
    """Place photographs by hand, or what they show with `subject_position`."""
    fresh = {item: [OwnValue(field, "", 0, position.text)] for item in ids}
    return _write(library, {field: fresh}, [], _action(library, Message("action-place", len(ids)), actor))


def place_new(
    library: Library, ids: Sequence[str], *, zone_name: str = "", join: float | None = None, actor: str = "",
) -> tuple[list[Spot], Changes]:
    """Place photographs that have just come, by the tracks of their activity and the clocks as they are known."""
    found = ground(library, ids, zone_name=zone_name)
    setting = by_clocks(found, Setting() if join is None else Setting(join=join))
    spots = match(found, setting)
    return spots, apply(library, spots, setting, actor=actor)


def put(write: Write, table: str, row: str, column: str, target: Any) -> None:
    """Bring back what undo has kept of a track or of a clock."""
    if table == "track":
        tracks.set_deleted(write, row, target)
    else:
        tracks.set_clock(write, row, column, target)


def _write(library: Library, pending: Pending, clocks: Sequence[Entry], action: Action) -> Changes:
    with library.database.writing() as write:
        touched = sorted({item for given in pending.values() for item in given} | {entry.row for entry in clocks})
        before = values.own(library.database, touched)
        entries = [entry for entry in clocks if entry.before != entry.after]
        for entry in entries:
            tracks.set_clock(write, entry.row, entry.field, entry.after)
        for name, given in pending.items():
            old = {item: [value for value in before.get(item, ()) if value.field == name] for item in given}
            changed = {item: fresh for item, fresh in given.items() if old[item] != fresh}
            values.set_own_of_many(write, name, changed)
            entries += [Entry("field_value", item, name, [list(value) for value in old[item]],
                              [list(value) for value in fresh]) for item, fresh in changed.items()]
        refresh(library.database, write, {entry.row for entry in entries})
        if moved := {entry.row for entry in entries if entry.table == "file"}:
            entries += stacking.stack_anew(library, write, moved)  # two cameras' clocks agree only now
        library.journal.record(write, action, entries)
    return write.changes


def _action(library: Library, label: Message, actor: str) -> Action:
    return library.journal.action(label, actor=actor, laptop=library.laptop)



@dataclass(frozen=True, slots=True)
class Near:
    """A suggestion: the nearest populated place as GeoNames has it, ISO 3166 country, and the distance in metres."""

    name: str
    country: str
    metres: float


def near(position: Position) -> Near | None:
    """What a position may be called; only ever a suggestion, since borders and distances deceive."""
    found = gazetteer.nearest(position)
    return Near(found[0].name, found[0].country, found[1]) if found else None


def name_place(library: Library, ids: Sequence[str], name: str, *, actor: str = "") -> Changes:
    """Take a suggestion over as the place of creation of items that have none; its source says where it is from."""
    own = values.own(library.database, ids)
    fresh = {item: [OwnValue("place_created", "", 0, name, GAZETTEER)] for item in ids
             if not any(value.field == "place_created" for value in own.get(item, ()))}
    return _write(library, {"place_created": fresh}, [], _action(library, Message("action-near", len(fresh)), actor))


def set_heading(library: Library, ids: Sequence[str], heading: float, *, actor: str = "") -> Changes:
    """Say where cameras looked, in degrees from true north."""
    fresh = {item: [OwnValue("heading", "", 0, f"{heading:g}")] for item in ids}
    return _write(library, {"heading": fresh}, [], _action(library, Message("action-heading", len(ids)), actor))

"""The command that places photographs by tracks and by their cameras' clocks."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.query import Query
from ..services.showing import find, find_items
from .frame import NEEDS_PERSON, Session, command, option, root, words

if TYPE_CHECKING:
    from ..domain.placing import Body, Spot
    from ..services.placing import Ground


@command(root, "place", click.argument("items", nargs=-1), option("--activity"),
         option("--gpx", type=click.Path(path_type=Path), multiple=True), option("--offset", type=float),
         option("--clock", metavar="ITEM=TIME"), option("--body"), option("--zone", default=""),
         option("--gap", type=click.IntRange(1, 86_400)), option("--replace", is_flag=True),
         option("--dry-run", is_flag=True))
def place_command(
    session: Session, items: tuple[str, ...], activity: str | None, gpx: tuple[Path, ...], offset: float | None,
    clock: str | None, body: str | None, zone: str, gap: int | None, replace: bool, dry_run: bool,
) -> int | None:
    """Place photographs that are in the library; without any named, all of the activity, or all there are."""
    from ..domain.placing import Setting, bodies
    from ..domain.track import JOIN
    from ..services import placing, tracks

    library = session.library
    under = find(library, "activity", activity) if activity else None
    if not dry_run:
        for path in gpx:
            tracks.add(library, path, under, actor=session.actor)
    ids = find_items(library, items) or session.lists.ids(Query(activity=under or ""))
    ground = placing.ground(library, ids, zone_name=zone, tried=[tracks.read(path) for path in gpx] if dry_run else ())
    known = bodies(ground.shots, ground.zone)
    added, said = _clocks(session, ground, known, offset, clock, body)
    setting = placing.by_clocks(ground, Setting(added, said, join=gap or JOIN, replace=replace))
    spots = placing.match(ground, setting)
    if not dry_run:
        placing.apply(library, spots, setting, actor=session.actor)
    lost = [spot for spot in spots if spot.position is None and not spot.keeps]
    session.answer({
        "placed": [_placed(spot) for spot in spots if spot.position is not None],
        "kept": [spot.shot.item for spot in spots if spot.keeps],
        "unplaced": [{"item": spot.shot.item, "code": str(spot.match.why), "reason": words.text(_reason(spot))}
                     for spot in lost],
        "clocks": [{"body": one.name, "photographs": one.count, "offset": setting.added.get(one.name, one.added),
                    "from": setting.words.get(one.name, one.word)} for one in known],
        "zone": ground.zone_name, "zone_from": ground.zone_from,
    }, lambda: _in_words(spots, lost, dry=dry_run))
    return NEEDS_PERSON if lost else None


def _clocks(
    session: Session, ground: Ground, known: list[Body], offset: float | None, clock: str | None, body: str | None,
) -> tuple[dict[str, float], dict[str, str]]:
    """Seconds to add and on whose word, by camera, as far as the person said."""
    from ..domain.placing import seconds_off

    names = [one.name for one in known]
    if body is not None and body not in names:
        remedy = Message("error-known-bodies", ", ".join(names)) if names else Message("error-no-bodies")
        raise UsageFault(Message("error-unknown-body", body), remedy, code="unknown-body")
    if clock is not None:
        text, equals, time = clock.partition("=")
        [item] = find_items(session.library, [text])
        try:
            shown = datetime.fromisoformat(time.strip())
        except ValueError:
            shown = None
        shot = next((one for one in ground.shots if one.item == item), None)
        off = seconds_off(shot, shown, ground.zone) if equals and shown and shot else None
        if off is None or shot is None:
            raise UsageFault(Message("error-clock", clock), Message("error-clock-remedy"), code="clock")
        return {shot.body: off}, {shot.body: f"clock:{item}"}
    if offset is not None:
        chosen = [body] if body is not None else names
        return dict.fromkeys(chosen, offset), dict.fromkeys(chosen, "typed")
    return {}, {}


def _placed(spot: Spot) -> dict[str, Any]:
    return {"item": spot.shot.item, "taken": spot.date, "latitude": round(spot.position.latitude, 6),
            "longitude": round(spot.position.longitude, 6), "apart": spot.match.apart}


def _reason(spot: Spot) -> Message:
    return Message(f"place-why-{spot.match.why}", round(spot.match.apart / 60) or 1)


def _in_words(spots: list[Spot], lost: list[Spot], *, dry: bool) -> str:
    placed = sum(spot.position is not None for spot in spots)
    lines = [words.text("cli-would-place" if dry else "cli-placed", placed, len(spots))]
    return "\n".join([*lines, *(f"{spot.shot.name}: {words.text(_reason(spot))}" for spot in lost)])

"""Commands that bring things in: import, and the practice Commons to try them on."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..services.lights import light
from ..services.originals import DAMAGED
from ..services.showing import find
from .cards import card_facts, card_line
from .frame import NEEDS_PERSON, Session, command, option, root, words
from .progress import teller

if TYPE_CHECKING:
    from ..services.arriving import Wishes
    from ..services.importreport import Report


@command(root, "import", click.argument("paths", nargs=-1), option("--activity"),
         option("--contributor"), option("--copy-to", metavar="DIR"),
         option("--rename", metavar="TEMPLATE", default=""), option("--offset", type=float, default=0.0),
         option("--zone", default=""), option("--gpx", type=click.Path(path_type=Path), multiple=True))
def import_command(
    session: Session, paths: tuple[str, ...], activity: str | None, contributor: str | None, copy_to: str | None,
    rename: str, offset: float, zone: str, gpx: tuple[Path, ...],
) -> int | None:
    """Bring photographs in from files and folders; without any, go on with what was interrupted."""
    from ..services.ingest import Wishes, ingest, resume  # late: only this command needs it

    wishes = Wishes(activity=find(session.library, "activity", activity) if activity else None,
                    contributor=find(session.library, "contributor", contributor) if contributor else None,
                    copy_to=Path(copy_to) if copy_to else None, rename=rename, offset=offset, zone=zone)
    if paths:
        report = ingest(session.library, [Path(path) for path in paths], wishes, tell=teller(session))
    else:
        report = resume(session.library, tell=teller(session))
    if gpx:
        _place(session, report, wishes, gpx)
    lights = [light(session.library, card) for card in report.cards]
    session.answer({**report.to_json(words), "cards": [card_facts(one) for one in lights]},
                   lambda: "\n".join([_in_words(report), *(card_line(one) for one in lights if one.files)]))
    return NEEDS_PERSON if report.refused else None


def _place(session: Session, report: Report, wishes: Wishes, gpx: tuple[Path, ...]) -> None:
    """Place what has come by its tracks, and report it so."""
    from ..services import placing, tracks

    for path in gpx:
        tracks.add(session.library, path, wishes.activity, actor=session.actor)
    spots, _ = placing.place_new(
        session.library, [one["id"] for one in report.items], zone_name=wishes.zone, actor=session.actor)
    found = {spot.shot.item: spot for spot in spots}
    for one in report.items:
        if (spot := found.get(one["id"])) is not None:
            one["taken"] = spot.date or one["taken"]
            if spot.position is not None:
                one |= {"latitude": round(spot.position.latitude, 6), "longitude": round(spot.position.longitude, 6)}


def _in_words(report: Report) -> str:
    lines = [f"{path}: {words.text(reason)}" for path, reason in report.refused]
    lines.append(words.text("cli-imported", len(report.items), len(report.already), len(report.refused),
                            len(report.ignored)))
    if report.healed:
        lines.append(words.text("import-healed", len(report.healed), DAMAGED))
    if report.told:
        lines.append(words.text("cli-imported-told", len(report.told), report.told[0]["author"]))
    if report.needs_derivative:
        lines.append(words.text("cli-imported-derivatives", len(report.needs_derivative)))
    return "\n".join(lines)


@command(root, "watch", click.argument("folder"), option("--activity"), option("--copy-to", metavar="DIR"),
         option("--rename", metavar="TEMPLATE", default=""))
def watch(
    session: Session, folder: str, activity: str | None, copy_to: str | None, rename: str,
) -> None:
    """Import what comes into a folder, one JSON object a line, until it is interrupted."""
    from ..services import tethering  # late: as for import
    from ..services.ingest import Wishes

    if not folder:  # of which Path would make the folder one stands in
        raise UsageFault(Message("error-watch", folder), Message("error-watch-remedy"), code="watch")
    wishes = Wishes(activity=find(session.library, "activity", activity) if activity else None,
                    copy_to=Path(copy_to) if copy_to else None, rename=rename)

    def arrived(report: Report) -> None:
        session.answer(report.to_json(words), lambda: _in_words(report))
        sys.stdout.flush()

    tethering.watch(session.library, Path(folder), wishes, stopped=lambda: False, arrived=arrived)


@command(root, "practice", option("--port", type=click.IntRange(0, 65535), default=0), option("--wipe", is_flag=True))
def practice(session: Session, port: int, wipe: bool) -> None:
    """Serve the practice Commons until it is interrupted."""
    from ..services import practising  # late: only this command serves

    if wipe:
        practising.wipe(session.library)
    with practising.served(session.library, port=port) as server:
        session.answer({"api": server.api, "gallery": server.gallery},
                       lambda: Message("cli-practice-serving", server.gallery))
        sys.stdout.flush()
        threading.Event().wait()

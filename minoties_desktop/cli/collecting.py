"""Commands that bring things in: import, and the practice Commons to try them on."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import click

from ..config.messages import Message
from ..services.showing import find
from .frame import NEEDS_PERSON, Session, command, option, root


@command(root, "import", click.argument("paths", nargs=-1, required=True), option("--activity"),
         option("--copy-to", metavar="DIR"), option("--offset", type=float, default=0.0), option("--zone", default=""))
def import_command(
    session: Session, paths: tuple[str, ...], activity: str | None, copy_to: str | None, offset: float, zone: str,
) -> int | None:
    """Bring photographs in from files and folders."""
    from ..services.ingest import Wishes, ingest  # late: it needs the imaging libraries

    wishes = Wishes(activity=find(session.library, "activity", activity) if activity else None,
                    copy_to=Path(copy_to) if copy_to else None, offset=offset, zone=zone)
    report = ingest(session.library, [Path(path) for path in paths], wishes)
    told = report.to_json()
    session.answer(told, lambda: Message("cli-imported", len(told["items"]), len(told["already"]),
                                         len(told["refused"])))
    return NEEDS_PERSON if told["refused"] else None


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

"""Commands that bring things in: import, and the practice Commons to try them on."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import click

from ..config.messages import Message
from ..services import practising
from ..services.ingest import Wishes
from ..services.showing import find
from .frame import Session, command, option, root


@command(root, "import", click.argument("paths", nargs=-1, required=True), option("--activity"),
         option("--copy-to", metavar="DIR"), option("--offset", type=float), option("--zone"))
def import_command(
    session: Session, paths: tuple[str, ...], activity: str | None, copy_to: str | None, offset: float | None,
    zone: str | None,
) -> int | None:
    """Bring photographs in from files and folders."""
    wishes = Wishes(
        activity=find(session.library, "activity", activity) if activity else None,
        copy_to=Path(copy_to) if copy_to else None, offset=offset or 0, zone=zone or "")
    return None


@command(root, "practice", option("--port", type=click.IntRange(0, 65535), default=0),
         option("--wipe", is_flag=True))
def practice(session: Session, port: int, wipe: bool) -> None:
    """Serve the practice Commons until it is interrupted."""
    if wipe:
        practising.wipe(session.library)
    with practising.served(session.library, port=port) as server:
        session.answer({"api": server.api, "gallery": server.gallery},
                       lambda: Message("cli-practice-serving", server.gallery))
        sys.stdout.flush()
        threading.Event().wait()

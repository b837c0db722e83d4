"""Commands that bring things in: import, and the practice Commons to try them on."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..config.messages import Message
from ..services.showing import find
from .frame import NEEDS_PERSON, Session, command, option, root, words

if TYPE_CHECKING:
    from ..services.importreport import Report


@command(root, "import", click.argument("paths", nargs=-1), option("--activity"),
         option("--copy-to", metavar="DIR"), option("--offset", type=float, default=0.0), option("--zone", default=""))
def import_command(
    session: Session, paths: tuple[str, ...], activity: str | None, copy_to: str | None, offset: float, zone: str,
) -> int | None:
    """Bring photographs in from files and folders; without any, go on with what was interrupted."""
    from ..services.ingest import Wishes, ingest, resume  # late: only this command needs it

    wishes = Wishes(activity=find(session.library, "activity", activity) if activity else None,
                    copy_to=Path(copy_to) if copy_to else None, offset=offset, zone=zone)
    if paths:
        report = ingest(session.library, [Path(path) for path in paths], wishes, tell=_teller(session))
    else:
        report = resume(session.library, tell=_teller(session))
    session.answer(report.to_json(words), lambda: _in_words(report))
    return NEEDS_PERSON if report.refused else None


def _in_words(report: Report) -> str:
    lines = [f"{path}: {words.text(reason)}" for path, reason in report.refused]
    lines.append(words.text("cli-imported", len(report.items), len(report.already), len(report.refused),
                            len(report.ignored)))
    if report.needs_derivative:
        lines.append(words.text("cli-imported-derivatives", len(report.needs_derivative)))
    return "\n".join(lines)


def _teller(session: Session) -> Callable[[dict[str, Any]], None]:
    """Tells progress on standard error: JSON lines, or one line that is written over on a terminal."""
    def tell(event: dict[str, Any]) -> None:
        try:
            if session.json:
                click.echo(json.dumps(event, ensure_ascii=False), err=True)
            elif sys.stderr.isatty():
                key = "cli-import-reading" if event["phase"] == "reading" else "cli-import-copying"
                text = words.text(key, event["done"], event["total"])
                click.echo(f"\r{text}\x1b[K", err=True, nl=event["done"] == event["total"])
        except (BrokenPipeError, ValueError, AttributeError):
            # Nobody listens any more; the import goes on.
            sys.stderr = None  # type: ignore[assignment]

    return tell


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

"""Commands for what comes after the sending: recheck, report."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ..config.messages import Message
from ..services import rechecking, report, reporting
from ..services.report import Wanted
from ..services.reportforms import FORMS
from ..services.showing import find, find_items
from .frame import NEEDS_PERSON, Session, command, option, root, words
from .telling import SHORT


@command(root, "recheck", click.argument("items", nargs=-1))
def recheck(session: Session, items: tuple[str, ...]) -> int | None:
    """Look how delivered items stand on their wikis now."""
    ids = find_items(session.library, items) if items else None
    result = rechecking.recheck(session.library, ids)
    found = [{"item": item, "code": one.kind, "title": one.title, "user": one.user, "time": one.time,
              "detail": one.detail, "message": words.text(one.message)}
             for item, several in result.found.items() for one in several]

    def text() -> str:
        return "\n".join([words.text("cli-rechecked", result.looked, len(result.found)),
                          *(f"{one['item'][:SHORT]}: {one['message']}" for one in found)])

    session.answer({"looked": result.looked, "found": found}, text)
    return NEEDS_PERSON if found else None


@command(root, "report", option("--activity"), option("--person"), option("--institution"),
         option("--format", "form", type=click.Choice(FORMS), default="csv"),
         option("--output", type=click.Path(dir_okay=False, path_type=Path)))
def report_command(
    session: Session, activity: str | None, person: str | None, institution: str | None, form: str,
    output: Path | None,
) -> None:
    """What was delivered, with its receipts."""
    wanted = Wanted(*(find(session.library, table, text) if text else "" for table, text in (
        ("activity", activity), ("contributor", person), ("institution", institution))))
    made = reporting.made(session.library, words, wanted, form)
    told = [{**asdict(line), "picture": str(line.picture or "")} for line in report.lines(
        session.library, words, wanted)]
    if output is None:
        session.answer({"files": told, "report": made}, lambda: made)
        return
    output.write_text(made, encoding="utf-8", newline="")
    session.answer({"files": told, "output": str(output)}, lambda: Message("cli-report-written", str(output)))

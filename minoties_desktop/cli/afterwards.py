"""Commands that ask wikis what they have, and tell it: recheck, find-there, report."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from ..config.messages import Message
from ..domain.errors import RetryLater
from ..services import accounts, presence, rechecking, report, reporting
from ..services.report import Wanted
from ..services.reportforms import FORMS
from ..services.showing import find, find_items
from .frame import NEEDS_PERSON, Session, command, option, root, words
from .telling import SHORT


@command(root, "recheck", click.argument("items", nargs=-1), option("--site"))
def recheck(session: Session, items: tuple[str, ...], site: str | None) -> int | None:
    """Look how delivered items stand on their wikis now."""
    ids = find_items(session.library, items) if items else None
    result = rechecking.recheck(session.library, ids, wiki=accounts.site_id(site) if site else "")
    found = [{"item": item, "wiki": wiki, "code": one.kind, "title": one.title, "user": one.user, "time": one.time,
              "detail": one.detail, "message": words.text(one.message)}
             for (item, wiki), several in result.found.items() for one in several]

    def text() -> str:
        return "\n".join([*map(words.text, result.told),
                          *(f"{one['item'][:SHORT]}: {one['message']}" for one in found)])

    session.answer({"looked": sum(result.looked.values()), "wikis": result.looked, "found": found}, text)
    return NEEDS_PERSON if found else None


@command(root, "find-there", click.argument("items", nargs=-1), option("--site"), option("--offline", is_flag=True))
def find_there(session: Session, items: tuple[str, ...], site: str | None, offline: bool) -> None:
    """Say which items are on the wiki already, under whatever name."""
    ids = find_items(session.library, items) if items else None
    account = accounts.chosen(None, site)
    trouble = None
    if not offline:
        try:
            presence.ask(session.library, account, ids, told=_teller(session))
        except RetryLater as fault:  # what was said before counts
            trouble = fault
    found = presence.presence(session.library, account, ids)
    told = [{"item": item, **asdict(one)} for item, one in found.there.items()]

    def text() -> str:
        lines = [f"{one['item'][:SHORT]}: {words.text('cli-is-there', one['title'], one['user'])}" for one in told]
        if trouble:
            lines.append(words.text(trouble.message))
        if offline or trouble:
            lines.append(words.text("cli-there-asked", words.moment(datetime.fromisoformat(found.oldest).astimezone()))
                         if found.oldest else words.text("cli-there-never"))
        return "\n".join([*lines, words.text("cli-there", len(told), found.unknown)])

    session.answer({"there": told, "unknown": found.unknown, "oldest": found.oldest,
                    "not_asked": words.text(trouble.message) if trouble else ""}, text)


def _teller(session: Session) -> presence.Told:
    def tell(done: int, total: int) -> None:
        if session.json:
            click.echo(json.dumps({"done": done, "total": total}), err=True)

    return tell


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
    reporting.save(session.library, output, made)
    session.answer({"files": told, "output": str(output)}, lambda: Message("cli-report-written", str(output)))

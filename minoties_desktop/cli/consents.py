"""Commands over the people in pictures and what they agreed to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from ..config.messages import Day, Message
from ..domain.errors import UsageFault
from ..domain.portrayed import COMMONS, SCOPES, WAYS, Person
from ..services import consenting
from ..services.showing import find_items
from .frame import Session, command, group, option, words

_commands = group("consent")
_ITEMS = click.argument("items", nargs=-1, required=True)
_NAME = option("--person", "name", required=True)


def _json(person: Person) -> dict[str, Any]:
    return {"id": person.id, "item": person.item, "name": person.name, "agreed": person.agreed, "how": person.how,
            "language": person.language, "scope": list(person.scope), "minor": person.minor,
            "guardian": person.guardian, "document": person.document, "withdrawn": person.withdrawn,
            "asked": person.asked}


def _line(person: Person) -> str:
    told = [Message("cli-consent-withdrawn", Day(person.withdrawn))] if person.withdrawn else []
    told += [Message("cli-consent-asked", Day(person.asked))] if person.asked else []
    if person.agreed and not told:
        told = [Message("cli-consent-agreed", Day(person.agreed))]
    name = person.name or words.text("person-erased")
    return "  ".join([person.item[:8], name, *(words.text(one) for one in told)])


def _found(session: Session, items: tuple[str, ...], name: str) -> list[Person]:
    """The records of a name on items. Raises UsageFault if there are none."""
    ids = find_items(session.library, items)
    found = [person for one in consenting.people(session.library, ids) if one.name == name for person in one.records]
    if not found:
        raise UsageFault(Message("error-no-person"), Message("error-no-person-remedy"), code="no-person")
    return found


@command(_commands, "list", click.argument("items", nargs=-1, required=True))
def listed(session: Session, items: tuple[str, ...]) -> None:
    """List who is in items' pictures."""
    found = [person for one in consenting.people(session.library, find_items(session.library, items))
             for person in one.records]
    session.answer({"people": [_json(person) for person in found]}, lambda: "\n".join(map(_line, found)))


@command(_commands, "add", _ITEMS, _NAME, option("--agreed"), option("--how", type=click.Choice(WAYS)),
         option("--language"), option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES)),
         option("--minor", is_flag=True), option("--guardian"),
         option("--form", type=click.Path(path_type=Path)))
def add(session: Session, items: tuple[str, ...], name: str, agreed: str | None, how: str | None, language: str | None,
        scopes: tuple[str, ...], minor: bool, guardian: str | None, form: Path | None) -> None:
    """Record who is in items' pictures and what they agreed to."""
    ids = find_items(session.library, items)
    said: dict[str, Any] = {column: value for column, value in (
        ("agreed", agreed), ("how", how), ("language", language), ("guardian", guardian)) if value is not None}
    if scopes or agreed:
        said["scope"] = scopes or (COMMONS,)
    if minor:
        said["minor"] = True
    if form:
        said["document"] = consenting.attach(session.library, form)
        said.setdefault("how", "form")
    consenting.record(session.library, ids, name, said, actor=session.actor)
    session.answer({"items": ids}, lambda: Message("cli-consent-added", len(ids)))


@command(_commands, "withdraw", _ITEMS, _NAME, option("--on", "day"))
def withdraw(session: Session, items: tuple[str, ...], name: str, day: str | None) -> None:
    """Remember that somebody agrees no more."""
    found = [person.id for person in _found(session, items, name)]
    consenting.withdraw(session.library, found, day=day or "", actor=session.actor)
    public = consenting.published(session.library, found)
    session.answer({"withdrawn": found, "published": public}, lambda: Message(
        "cli-consent-public" if public else "cli-consent-held", len(public) or len(found)))


@command(_commands, "request", _ITEMS, _NAME, option("--language"), option("--asked", is_flag=True))
def request(session: Session, items: tuple[str, ...], name: str, language: str | None, asked: bool) -> None:
    """Draft the text that asks for a deletion; or remember that it was sent."""
    found = [person.id for person in _found(session, items, name)]
    drafted = consenting.request(session.library, found, language=language or "")
    if asked:
        consenting.ask_deletion(session.library, found, actor=session.actor)
    session.answer({"text": drafted.text, "language": drafted.language, "pages": list(drafted.pages)},
                   lambda: drafted.text)


def left_alone(own: Sequence[str]) -> list[str]:
    """The line that names somebody's own copies of the database, in which what is erased stays; none where there are
    none."""
    return [words.text(Message("erase-own-copies", len(own), ", ".join(own)))] if own else []


@command(_commands, "erase", _ITEMS, _NAME)
def erase(session: Session, items: tuple[str, ...], name: str) -> None:
    """Destroy all that is recorded of somebody."""
    found = [person.id for person in _found(session, items, name)]
    consenting.erase(session.library, found)
    own = session.library.own_copies()
    session.answer({"erased": found, "own_copies": own}, lambda: "\n".join([
        words.text(Message("cli-consent-erased", len(found))), *left_alone(own)]))

"""Commands over what institutions allow: scopes, letters, history, inventory lists, and what they are given."""

from __future__ import annotations

from pathlib import Path

import click

from ..config.messages import Message
from ..domain.agreement import ACTS, ANSWERS
from ..domain.errors import UsageFault
from ..services import agreeing, housereport, institutions, inventory
from ..services.showing import find
from ..services.tagging import Tagging
from .consents import left_alone
from .frame import NEEDS_PERSON, Session, command, option, root, words
from .naming import GROUPS
from .telling import SHORT

_agreement, _institution, _contact = GROUPS["agreement"], GROUPS["institution"], GROUPS["contact"]


@command(_agreement, "allow", click.argument("agreement"), click.argument("collection"),
         *(option(f"--{act}", type=click.Choice(ANSWERS)) for act in ACTS), option("--conditions"))
def allow(session: Session, agreement: str, collection: str, **given: str | None) -> None:
    """Say what an agreement covers in a collection or room."""
    found = find(session.library, "agreement", agreement)
    room = find(session.library, "collection", collection)
    answers = {name: text for name, text in given.items() if text is not None}
    agreeing.allow(session.library, Tagging(session.library, actor=session.actor), found, room, answers)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))


@command(_agreement, "attach", click.argument("agreement"), click.argument("file", type=click.Path(path_type=Path)))
def attach(session: Session, agreement: str, file: Path) -> None:
    """Keep a letter with an agreement."""
    found = find(session.library, "agreement", agreement)
    changes = agreeing.attach(session.library, Tagging(session.library, actor=session.actor), found, file)
    [letter] = changes.ids("letter")
    session.answer({"id": letter}, lambda: Message("cli-added", file.name, letter[:SHORT]))


@command(_agreement, "letter", click.argument("agreement"), click.argument("kind", type=click.Choice(agreeing.LETTERS)),
         option("--language"))
def letter(session: Session, agreement: str, kind: str, language: str | None) -> None:
    """Draft a letter."""
    found = find(session.library, "agreement", agreement)
    text = agreeing.draft(session.library, found, kind, language or "", me=session.actor)
    session.answer({"text": text}, lambda: text)


@command(_agreement, "history", click.argument("agreement"))
def history(session: Session, agreement: str) -> None:
    """Show every step of an agreement."""
    found = find(session.library, "agreement", agreement)
    steps = agreeing.steps(session.library, found)
    session.answer({"steps": [{name: step[name] for name in ("status", "day", "who", "note")} for step in steps]},
                   lambda: "\n".join("  ".join(part for part in (
                       words.day(step["day"]), words.text(Message(f"agreement-step-{step['status']}")), step["who"],
                       step["note"])
                       if part) for step in steps))


@command(_institution, "report", click.argument("institution"),
         option("--format", "form", type=click.Choice(housereport.FORMS), default="html"),
         option("--output", type=click.Path(path_type=Path)))
def report(session: Session, institution: str, form: str, output: Path | None) -> None:
    """Tell an institution what became of its things."""
    found = find(session.library, "institution", institution)
    text = housereport.made(session.library, words, found, form)
    if output:
        housereport.save(session.library, output, text)
    session.answer({"report": text if output is None else str(output)}, lambda: str(output) if output else text)


@command(_institution, "missing", click.argument("institution"))
def missing(session: Session, institution: str) -> int | None:
    """Show what is missing."""
    one = institutions.house(session.library, find(session.library, "institution", institution))
    names = institutions.missing(one)
    session.answer(
        {"missing": names, "held": list(one.held), "without_photograph": list(one.lacking),
         "not_listed": list(one.unlisted), "states": dict(one.states)},
        lambda: "\n".join([*(words.text(Message(f"institution-missing-{name}")) for name in names),
                           *(f"{words.text('institution-lacking-photograph')}: {number}" for number in one.lacking)]))
    return NEEDS_PERSON if names or one.held or one.lacking else None


@command(_contact, "erase", click.argument("contact"))
def erase(session: Session, contact: str) -> None:
    """Destroy what is known of a person at an institution."""
    found = find(session.library, "contact", contact)
    agreeing.erase(session.library, "contact", found)
    own = session.library.own_copies()
    session.answer({"id": found, "own_copies": own}, lambda: "\n".join([
        words.text(Message("cli-edited", found[:SHORT])), *left_alone(own)]))


@command(root, "inventory", click.argument("file", type=click.Path(path_type=Path)),
         option("--institution", required=True), option("--map", "maps", multiple=True, metavar="COLUMN=FIELD"))
def inventory_command(session: Session, file: Path, institution: str, maps: tuple[str, ...]) -> int | None:
    """Have an institution's list meet its items."""
    found = find(session.library, "institution", institution)
    sheet = inventory.read(file)
    columns = dict(_pair(text) for text in maps) or inventory.mapping(
        session.library, found, sheet, words.language)
    met = inventory.take(session.library, Tagging(session.library, actor=session.actor), found, sheet, columns)
    session.answer(
        {"columns": columns, "items": met.items, "filled": met.filled, "kept": met.kept,
         "without_item": list(met.without_item), "without_row": list(met.without_row), "twice": list(met.twice),
         "wrong": [{"number": number, "column": heading, "message": words.text(why)}
                   for number, heading, why in met.wrong]},
        lambda: "\n".join([
            " ".join(map(words.text, met.told)),
            *(f"{words.text('institution-lacking-photograph')}: {number}" for number in met.without_item),
            *(f"{words.text('inventory-without-row')}: {item[:SHORT]}" for item in met.without_row),
            *(f"{words.text('inventory-twice')}: {number}" for number in met.twice),
            *(f"{number}, {heading}: {words.text(why)}" for number, heading, why in met.wrong)]))
    return NEEDS_PERSON if met.without_item or met.without_row or met.wrong or met.twice else None


@command(_institution, "lists", click.argument("institution"))
def lists(session: Session, institution: str) -> None:
    """Show an institution's inventory lists."""
    found = inventory.kept(session.library, find(session.library, "institution", institution))
    session.answer({"lists": [{"name": name, "numbers": count} for name, count in found.items()]},
                   lambda: "\n".join(words.text("house-list", name, count) for name, count in found.items())
                   or Message("cli-lists-none"))


@command(_institution, "remove-list", click.argument("institution"), click.argument("name"))
def remove_list(session: Session, institution: str, name: str) -> None:
    """Take an inventory list away."""
    found = find(session.library, "institution", institution)
    inventory.remove(session.library, Tagging(session.library, actor=session.actor), found, name)
    session.answer({"removed": name}, lambda: Message("house-list-removed", name))


def _pair(text: str) -> tuple[str, str]:
    heading, equals, column = text.rpartition("=")
    if not equals:
        raise UsageFault(Message("error-map", text), Message("error-map-remedy"), code="map")
    return heading.strip(), column.strip()

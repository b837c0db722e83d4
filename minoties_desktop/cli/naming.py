"""Commands over activities, institutions, agreements, contributors and communities: list, add, show, edit."""

from __future__ import annotations

from typing import Any

import click

from ..config.messages import Message
from ..domain.agreement import STATUSES
from ..domain.errors import UsageFault
from ..services.accepting import inheritable
from ..services.showing import find, whole_row
from ..services.tagging import Tagging
from ..services.wording import default_texts
from .frame import Session, command, group, option
from .telling import SHORT, assignment, grouped

ACTIVITY_KINDS = ("photo_walk", "glam_visit", "scan_session", "residency", "editathon", "other")

_OPTIONS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "activity": (("--title", {}), ("--kind", {"type": click.Choice(ACTIVITY_KINDS)}), ("--starts", {}), ("--ends", {}),
                 ("--place", {}), ("--zone", {}), ("--institution", {}), ("--agreement", {}), ("--programme", {}),
                 ("--event-page", {}), ("--languages", {}), ("--privacy", {})),
    "institution": (("--name", {}), ("--item", {}), ("--category", {}), ("--template", {})),
    "agreement": (("--title", {}), ("--institution", {}), ("--kind", {}),
                  ("--status", {"type": click.Choice(STATUSES)}), ("--granted-by", {}), ("--since", {}),
                  ("--until", {}), ("--licences", {}), ("--scope", {}), ("--vrt-ticket", {}), ("--vrt-status", {})),
    "contributor": (("--name", {}), ("--user-name", {}), ("--licence", {}),
                    ("--captions-cc0", {"type": click.BOOL}), ("--release", {}), ("--me", {"is_flag": True})),
    "community": (("--name", {}), ("--item", {})),
}
_REFERENCES = ("institution", "agreement")
_NAMES = {"activity": "title", "agreement": "title"}


def _values(session: Session, table: str, given: dict[str, Any]) -> dict[str, Any]:
    """The columns that were given; references are resolved from ids or names. Raises UsageFault for a bad value."""
    values = {column: value for column, value in given.items() if value is not None and column != "me"}
    for column in _REFERENCES:
        if column in values and column != table:
            values[column] = find(session.library, column, values[column])
    if "captions_cc0" in values:
        values["captions_cc0"] = int(values["captions_cc0"])
    return values


def _refuse_nameless(table: str, name: str) -> None:
    if not name.strip():
        option_name = f"--{_NAMES.get(table, 'name')}"
        raise UsageFault(Message("error-name-needed", Message(f"word-{table}"), option_name), code="name-needed")


def _register(table: str) -> None:
    commands = group(table)
    options = [option(name, **values) for name, values in _OPTIONS[table]]
    if table == "activity":
        options.append(option("--default", "defaults", multiple=True))

    @command(commands, "list")
    def listed(session: Session) -> None:
        rows = session.library.registers[table].list()
        session.answer({table: rows}, lambda: "\n".join(
            f"{row['id'][:SHORT]}  {row[_NAMES.get(table, 'name')]}" for row in rows))

    @command(commands, "add", *options)
    def add(session: Session, defaults: tuple[str, ...] = (), **given: Any) -> None:
        values = _values(session, table, given)
        name = _NAMES.get(table, "name")
        _refuse_nameless(table, values.get(name, ""))
        if table == "agreement" and "institution" not in values:
            raise UsageFault(Message("error-name-needed", Message("word-agreement"), "--institution"),
                             code="name-needed")
        tagging = Tagging(session.library, actor=session.actor)
        row_id = tagging.create(table, values, [assignment(text) for text in defaults])
        if table == "contributor" and (given.get("me") or not session.library.setting("me")):
            session.library.set_setting("me", row_id)
        session.answer({"id": row_id}, lambda: Message("cli-added", values[name], row_id[:SHORT]))

    @command(commands, "show", click.argument("row"))
    def show(session: Session, row: str) -> None:
        found = whole_row(session.library, table, find(session.library, table, row))
        session.answer(found, lambda: "\n".join(f"{key}: {value}" for key, value in found.items() if value))

    @command(commands, "edit", click.argument("row"), *options)
    def edit(session: Session, row: str, defaults: tuple[str, ...] = (), **given: Any) -> None:
        row_id = find(session.library, table, row)
        values = _values(session, table, given)
        if (name := _NAMES.get(table, "name")) in values:
            _refuse_nameless(table, values[name])
        by_field = {key: [text for text in texts if text] for key, texts in grouped(defaults).items()}
        for (field_id, lang), texts in by_field.items():  # before anything is changed
            default_texts(session.library.database, inheritable(field_id), texts, lang)
        tagging = Tagging(session.library, actor=session.actor)
        row_name = session.library.registers[table].get(row_id)[_NAMES.get(table, "name")]
        with tagging.as_one(Message(f"action-edit-{table}", values.get(name, row_name))):
            if values:
                tagging.edit(table, row_id, values)
            for (field_id, lang), texts in by_field.items():
                tagging.set_default(row_id, field_id, texts, lang=lang)
        if given.get("me"):
            session.library.set_setting("me", row_id)
        session.answer({"id": row_id}, lambda: Message("cli-edited", row_id[:SHORT]))


for _table in _OPTIONS:
    _register(_table)

"""Commands over activities, institutions, agreements, contributors and communities: list, add, show, edit."""

from __future__ import annotations

import json
from typing import Any

import click

from ..config.messages import Message
from ..domain.agreement import STATUSES, VRT
from ..domain.community import one_name
from ..domain.errors import UsageFault
from ..domain.glossary import clean
from ..domain.rows import ACTIVITY_KINDS, as_meant
from ..services import agreeing, speaking
from ..services.accepting import inheritable
from ..services.showing import find, whole_row
from ..services.tagging import Tagging
from ..services.wording import default_texts
from .frame import Session, command, group, option, words
from .telling import SHORT, assignment, grouped

_OPTIONS: dict[str, tuple[tuple[str, dict[str, Any]], ...]] = {
    "activity": (("--title", {}), ("--kind", {"type": click.Choice(ACTIVITY_KINDS)}), ("--starts", {}), ("--ends", {}),
                 ("--place", {}), ("--zone", {}), ("--institution", {}), ("--agreement", {}), ("--programme", {}),
                 ("--event-page", {}), ("--languages", {}), ("--privacy", {}),
                 ("--category", {}), ("--parent", {}), ("--participant", {"multiple": True})),
    "institution": (("--name", {}), ("--item", {}), ("--category", {}), ("--template", {}), ("--language", {}),
                    ("--credit", {}), ("--called", {"multiple": True, "metavar": "LANG=NAME"})),
    "collection": (("--name", {}), ("--institution", {}), ("--pattern", {}), ("--item", {})),
    "contact": (("--name", {}), ("--institution", {}), ("--role", {}), ("--email", {}), ("--phone", {}),
                ("--notes", {})),
    "agreement": (("--title", {}), ("--institution", {}), ("--kind", {}),
                  ("--status", {"type": click.Choice(STATUSES)}), ("--granted-by", {}), ("--since", {}),
                  ("--until", {}), ("--licences", {}), ("--scope", {}), ("--vrt-ticket", {}),
                  ("--vrt-status", {"type": click.Choice(VRT)}), ("--vrt-sent", {}), ("--vrt-language", {}),
                  ("--conditions", {}), ("--signatory", {}), *((name, {}) for name in ("--who", "--day", "--note"))),
    "contributor": (("--name", {}), ("--user-name", {}), ("--licence", {}),
                    ("--captions-cc0", {"type": click.BOOL}), ("--release", {}), ("--me", {"is_flag": True})),
    "community": (("--name", {}), ("--item", {}), ("--called", {"multiple": True, "metavar": "LANG=NAME"})),
}
_REFERENCES = {"institution": "institution", "agreement": "agreement", "parent": "activity"}
_STEP = ("who", "day", "note")
"""What is said of a step in the history of an agreement."""
_NAMES = {"activity": "title", "agreement": "title"}
_AT_INSTITUTIONS = ("agreement", "collection", "contact")
GROUPS: dict[str, click.Group] = {}
"""The commands of each register."""


def _values(session: Session, table: str, given: dict[str, Any]) -> dict[str, Any]:
    """The columns that were given; references are resolved from ids or names. Raises UsageFault for a bad value."""
    values = {column: value for column, value in given.items() if value is not None and value != ()
              and column not in ("me", *_STEP)}
    for column, named in _REFERENCES.items():
        if values.get(column) and column != table:
            values[column] = find(session.library, named, values[column])
        elif column in values and column != table:
            values[column] = None
    if "participant" in values:
        values["participants"] = json.dumps(
            [find(session.library, "contributor", text) for text in values.pop("participant")])
    if "called" in values:
        named = dict(map(one_name, values.pop("called")))
        values["names"] = json.dumps({lang: name for lang, name in named.items() if name}, ensure_ascii=False)
    if "captions_cc0" in values:
        values["captions_cc0"] = int(values["captions_cc0"])
    if values.get("languages"):
        values["languages"] = speaking.codes(values["languages"], words.language)
    return as_meant(values, words.language)


def _step(given: dict[str, Any]) -> dict[str, str]:
    return {name: given[name] for name in _STEP if given.get(name)}


def _refuse_nameless(table: str, name: str) -> None:
    if not name.strip():
        option_name = f"--{_NAMES.get(table, 'name')}"
        raise UsageFault(Message("error-name-needed", Message(f"word-{table}"), option_name), code="name-needed")


def _register(table: str) -> None:
    commands = GROUPS[table] = group(table)
    options = [option(name, **values) for name, values in _OPTIONS[table]]
    if table == "activity":
        options.append(option("--default", "defaults", multiple=True))

    @command(commands, "list")
    def listed(session: Session) -> None:
        rows, name = session.library.registers[table].list(), _NAMES.get(table, "name")
        session.answer({table: rows}, lambda: "\n".join(
            f"{row['id'][:SHORT]}  {clean(row[name])}" for row in rows) or Message("cli-register-none"))

    @command(commands, "add", *options)
    def add(session: Session, defaults: tuple[str, ...] = (), **given: Any) -> None:
        values = _values(session, table, given)
        name = _NAMES.get(table, "name")
        _refuse_nameless(table, values.get(name, ""))
        if table in _AT_INSTITUTIONS and "institution" not in values:
            raise UsageFault(Message("error-name-needed", Message(f"word-{table}"), "--institution"),
                             code="name-needed")
        tagging = Tagging(session.library, actor=session.actor)
        if table == "agreement":
            row_id = agreeing.begin(session.library, tagging, values, **_step(given))
        else:
            row_id = tagging.create(table, values, [assignment(text) for text in defaults])
        if table == "contributor" and (given.get("me") or not session.library.setting("me")):
            session.library.set_setting("me", row_id)
        session.answer({"id": row_id}, lambda: Message("cli-added", clean(values[name]), row_id[:SHORT]))

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
            if values and table != "agreement":
                tagging.edit(table, row_id, values)
            for (field_id, lang), texts in by_field.items():
                tagging.set_default(row_id, field_id, texts, lang=lang)
        if table == "agreement":
            agreeing.change(session.library, tagging, row_id, values, **_step(given))
        if given.get("me"):
            session.library.set_setting("me", row_id)
        session.answer({"id": row_id}, lambda: Message("cli-edited", row_id[:SHORT]))


for _table in _OPTIONS:
    _register(_table)

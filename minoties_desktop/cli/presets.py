"""Commands over presets and lists of codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.presets import Part, Preset
from ..services import coding, presets
from ..services.accepting import with_many
from ..services.showing import find, find_items
from ..services.tagging import Tagging
from .frame import Session, command, group, option, words
from .telling import SHORT, grouped, named

_commands = group("preset")
_PARTS = (option("--set", "sets", multiple=True), option("--add", "adds", multiple=True),
          option("--clear", "clears", multiple=True))


def find_preset(session: Session, text: str) -> Preset:
    """The preset that a text means, its name or the beginning of its id. Raises UsageFault otherwise."""
    return presets.get(session.library, find(session.library, "preset", text))


def _parts(sets: tuple[str, ...], adds: tuple[str, ...], clears: tuple[str, ...]) -> dict[tuple[str, str], Part]:
    found = [Part(field_id, lang, tuple(texts)) for (field_id, lang), texts in grouped(sets).items()]
    for (field_id, lang), texts in grouped(adds).items():
        found.append(Part(with_many(field_id).id, lang, tuple(texts), adding=True))
    for name in clears:
        found.append(Part(*named(name)))
    return {part.key: part for part in found}


def preset_json(preset: Preset) -> dict[str, Any]:
    """A preset for scripts."""
    return {"id": preset.id, "name": preset.name, "parts": [part.to_json() for part in preset.parts]}


def _text(preset: Preset) -> str:
    lines = [preset.name]
    for part in preset.parts:
        lang = f" [{part.lang}]" if part.lang else ""
        sign = "+" if part.adding else "="
        lines.append(f"  {words.text(part.wanted.label)}{lang} {sign} {' | '.join(part.texts)}".rstrip())
    return "\n".join(lines)


@command(_commands, "list")
def listed(session: Session) -> None:
    """List presets."""
    found = presets.listed(session.library)
    session.answer({"preset": [preset_json(one) for one in found]},
                   lambda: "\n".join(f"{one.id[:SHORT]}  {one.name}" for one in found))


@command(_commands, "add", option("--name"), *_PARTS, option("--from", "source"))
def add(session: Session, name: str | None, sets: tuple[str, ...], adds: tuple[str, ...], clears: tuple[str, ...],
        source: str | None) -> None:
    """Add a preset, of what is said or of what an item has."""
    tagging = Tagging(session.library, actor=session.actor)
    found: dict[tuple[str, str], Part] = {}
    if source:
        [known] = find_items(session.library, [source])
        found = {part.key: part for part in presets.chosen(presets.of_item(session.library, known), {})}
    found |= _parts(sets, adds, clears)
    made = presets.save(session.library, tagging, name or "", list(found.values()))
    session.answer({"id": made}, lambda: Message("cli-added", name, made[:SHORT]))


@command(_commands, "show", click.argument("preset"))
def show(session: Session, preset: str) -> None:
    """Show a preset."""
    found = find_preset(session, preset)
    session.answer(preset_json(found), lambda: _text(found))


@command(_commands, "edit", click.argument("preset"), option("--name"), *_PARTS,
         option("--without", "gone", multiple=True))
def edit(session: Session, preset: str, name: str | None, sets: tuple[str, ...], adds: tuple[str, ...],
         clears: tuple[str, ...], gone: tuple[str, ...]) -> None:
    """Change a preset: fields that are given, and fields that it goes without."""
    found = find_preset(session, preset)
    parts = {part.key: part for part in found.parts} | _parts(sets, adds, clears)
    for left_out in gone:
        if parts.pop(named(left_out), None) is None:
            raise UsageFault(Message("error-preset-without", left_out), code="preset-without")
    tagging = Tagging(session.library, actor=session.actor)
    presets.save(session.library, tagging, found.name if name is None else name, list(parts.values()), preset=found.id)
    session.answer({"id": found.id}, lambda: Message("cli-edited", found.id[:SHORT]))


_lists = group("codes")


@command(_lists, "list")
def codes_list(session: Session) -> None:
    """List the lists of codes."""
    rows = session.library.registers[coding.TABLE].list()
    session.answer({"codes": [{"id": row["id"], "name": row["name"]} for row in rows]},
                   lambda: "\n".join(f"{row['id'][:SHORT]}  {row['name']}" for row in rows))


@command(_lists, "add", click.argument("file", type=click.Path(path_type=Path)))
def codes_add(session: Session, file: Path) -> None:
    """Keep the codes of a file."""
    made, count = coding.take(session.library, Tagging(session.library, actor=session.actor), file)
    session.answer({"id": made, "codes": count}, lambda: Message("cli-codes-added", count, file.stem))


@command(_lists, "remove", click.argument("row"))
def codes_remove(session: Session, row: str) -> None:
    """Take a list of codes away."""
    found = find(session.library, coding.TABLE, row)
    Tagging(session.library, actor=session.actor).remove_row(coding.TABLE, found)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))

"""Presets: making them, finding them, giving what they hold to items."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.fields import BY_ID
from ..domain.inheritance import OwnValue
from ..domain.presets import Part, Preset, parts_from_json, parts_of
from ..store import values
from .library import Library

if TYPE_CHECKING:
    from .tagging import Tagging

PASTE = "paste-fields"
"""The library's setting for what is pasted: JSON, by field:language whether it is added."""


def listed(library: Library) -> list[Preset]:
    """All presets, by name."""
    rows = library.registers["preset"].list()
    return sorted((_preset(row) for row in rows), key=lambda preset: preset.name.casefold())


def get(library: Library, preset: str) -> Preset:
    """One preset by its id."""
    return _preset(library.registers["preset"].get(preset))


def _preset(row: dict[str, str]) -> Preset:
    try:
        parts = parts_from_json(json.loads(row["content"]))
    except ValueError:
        parts = ()
    return Preset(row["id"], row["name"], parts)


def save(library: Library, tagging: Tagging, name: str, parts: Sequence[Part], *, preset: str = "") -> str:
    """Keep parts under a name, as a new preset or in place of one (id); returns its id.

    Raises UsageFault without a name, without parts, and for a value that can't be.
    """
    from .wording import check  # late: a window starts without

    name = " ".join(name.split())
    if not name:
        raise UsageFault(Message("error-name-needed", Message("word-preset"), "--name"), code="name-needed")
    if not parts:
        raise UsageFault(Message("error-preset-empty"), code="preset-empty")
    for part in parts:
        check(library.database, part.wanted, part.texts, part.lang)
    row = {"name": name, "content": json.dumps([part.to_json() for part in parts], ensure_ascii=False)}
    if preset:
        tagging.edit("preset", preset, row)
        return preset
    return tagging.create("preset", row)


def remove(library: Library, tagging: Tagging, preset: str) -> Changes:
    """Take a preset away; undo brings it back, and what it gave to items stays."""
    return tagging.remove_row("preset", preset)


def apply(tagging: Tagging, ids: Sequence[str], preset: Preset) -> Changes:
    """Give items what a preset holds, as one action."""
    return tagging.apply(ids, preset.parts, Message("action-preset", preset.name, len(ids)))


def of_item(library: Library, item: str) -> tuple[Part, ...]:
    """What was said of an item itself, field by field, as it can be given to others; not what it inherits."""
    own = values.own(library.database, [item]).get(item, ())
    return own_parts(own)


def own_parts(own: Iterable[OwnValue]) -> tuple[Part, ...]:
    """The same for own values."""
    found: dict[tuple[str, str], list[str]] = {}
    for value in own:
        if not value.absent and value.field in BY_ID:
            found.setdefault((value.field, value.lang), []).append(value.text)
    return parts_of(found, (name for name, _ in found if BY_ID[name].many))


ALONE = frozenset({"title", "date", "inventory_number", "camera_position", "heading", "keywords", "rights_notice"})
"""What belongs to one photograph: not pasted on others unless somebody chooses so."""


def choice(library: Library) -> dict[str, bool]:
    """What was chosen last to be pasted: fields with a language after a colon, and whether each is added."""
    try:
        kept = json.loads(library.setting(PASTE) or "{}")
    except ValueError:
        kept = {}
    return {key: value for key, value in kept.items() if isinstance(value, bool)} if isinstance(kept, dict) else {}


def chosen(parts: Iterable[Part], choice: dict[str, bool]) -> tuple[Part, ...]:
    """Those of copied parts that were chosen last; without a choice all but what belongs to one photograph."""
    if not choice:
        return tuple(part for part in parts if part.field not in ALONE)
    return tuple(Part(part.field, part.lang, part.texts, choice[key] and part.wanted.many)
                 for part in parts if (key := ":".join(filter(None, part.key))) in choice)


def remember(library: Library, parts: Iterable[Part]) -> None:
    """Keep which fields are pasted from now on."""
    library.set_setting(PASTE, json.dumps({":".join(filter(None, part.key)): part.adding for part in parts}))


def paste(tagging: Tagging, ids: Sequence[str], parts: Sequence[Part]) -> Changes:
    """Give items what was copied, as one action."""
    return tagging.apply(ids, parts, Message("action-paste", len(parts), len(ids)))


def carry(library: Library, tagging: Tagging, ids: Sequence[str], parts: Sequence[Part]) -> Changes:
    """Give items what goes on from the ones before, in fields that none of them says anything in yet."""
    own = values.own(library.database, ids)
    said = {(value.field, value.lang) for found in own.values() for value in found}
    fresh = [part for part in parts if part.key not in said]
    return tagging.apply(ids, fresh, Message("action-carry", len(fresh), len(ids))) if fresh else Changes()

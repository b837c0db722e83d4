"""What several fields of an item are to become at once: presets, and what is copied from one item to others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .fields import BY_ID, Field, field


@dataclass(frozen=True, slots=True)
class Part:
    """One field (in one language, if it has languages) and its texts.

    `adding`: beside what an item has, for fields with many values; else these and no others.
    """

    field: str
    lang: str = ""
    texts: tuple[str, ...] = ()
    adding: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What tells one part from another."""
        return (self.field, self.lang)

    @property
    def wanted(self) -> Field:
        """The field itself."""
        return field(self.field)

    def to_json(self) -> dict[str, Any]:
        """The part as it is kept."""
        return {"field": self.field, "lang": self.lang, "texts": list(self.texts), "adding": self.adding}


@dataclass(frozen=True, slots=True)
class Preset:
    """Parts under a name."""

    id: str
    name: str
    parts: tuple[Part, ...] = ()


def parts_from_json(data: Any) -> tuple[Part, ...]:
    """The parts that were kept, each field and language once; what is none of ours is left out."""
    found: dict[tuple[str, str], Part] = {}
    for entry in data if isinstance(data, list) else ():
        part = _part(entry)
        if part is not None:
            found[part.key] = part
    return tuple(found.values())


def _part(entry: Any) -> Part | None:
    match entry:
        case {"field": str(name), "lang": str(lang), "texts": list(texts)} if (
                name in BY_ID and all(isinstance(text, str) for text in texts)
                and bool(lang) == BY_ID[name].by_language):
            return Part(name, lang, tuple(texts), entry.get("adding") is True and BY_ID[name].many)
    return None


def parts_of(values: Mapping[tuple[str, str], Sequence[str]], adding: Iterable[str] = ()) -> tuple[Part, ...]:
    """Parts for values by field and language, in the order of the fields; fields `adding` are added to."""
    order = {name: place for place, name in enumerate(BY_ID)}
    adding = set(adding)
    return tuple(Part(name, lang, tuple(texts), name in adding and BY_ID[name].many)
                 for (name, lang), texts in sorted(values.items(), key=lambda pair: order[pair[0][0]]))

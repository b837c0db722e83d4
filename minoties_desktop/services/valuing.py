"""What becomes of an item's own values of one field when it is given some, and how that is stored and journaled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ..domain.fields import Field
from ..domain.inheritance import ALL, OwnValue
from ..store import values
from ..store.database import Write
from ..store.journal import Entry


def replaced(wanted: Field, lang: str, own: Iterable[OwnValue], texts: Sequence[str], *,
             source: str = "person") -> list[OwnValue]:
    """These texts and no others; of a field by language, in that language only."""
    kept = [value for value in own if value.lang != lang] if wanted.by_language else []
    fresh = [OwnValue(wanted.id, lang, 0, text, source) for text in texts]
    if wanted.many:
        fresh.append(OwnValue(wanted.id, lang, 0, ALL, absent=True))
    return kept + fresh


def added(wanted: Field, own: Iterable[OwnValue], texts: Sequence[str], *, source: str = "person") -> list[OwnValue]:
    """These texts beside those that are there; one that it was to do without comes back."""
    kept = [value for value in own if not (value.absent and value.text in texts)]
    mine = {value.text for value in kept if not value.absent}
    return kept + [OwnValue(wanted.id, "", 0, text, source) for text in texts if text not in mine]


def without(own: Iterable[OwnValue], lang: str) -> list[OwnValue]:
    """None of its own, in a language or ("") at all."""
    return [value for value in own if lang and value.lang != lang]


def stored(
    write: Write, wanted: Field, before: Mapping[str, Sequence[OwnValue]], changed: Mapping[str, Sequence[OwnValue]],
) -> list[Entry]:
    """Store the own values of a field that differ from `before` (all fields), and say so for the journal."""
    entries, given = [], {}
    for item, fresh in changed.items():
        old = [value for value in before.get(item, ()) if value.field == wanted.id]
        new = [value if value.position == place
               else OwnValue(value.field, value.lang, place, value.text, value.source, value.absent)
               for place, value in enumerate(fresh)]
        if new != old:
            given[item] = new
            entries.append(Entry(
                "field_value", item, wanted.id, [list(value) for value in old], [list(value) for value in new]))
    values.set_own_of_many(write, wanted.id, given)
    return entries

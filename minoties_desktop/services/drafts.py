"""What somebody is typing, kept until it is committed, and brought into the fields after a power cut."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.table import parted
from ..store import drafts
from .library import Library
from .tagging import Tagging

_FORM = "form:"
_NEXT = "next:"


@dataclass(frozen=True, slots=True)
class Draft:
    """Whose text it is: the items, the field, the language ("" where the field has none).

    `is_next`: it is no value of its own, but the beginning of the next one of several.
    """

    items: tuple[str, ...]
    field: str
    lang: str = ""
    is_next: bool = False

    @property
    def key(self) -> str:
        """The draft's key in the store."""
        return f"{_NEXT if self.is_next else ''}{json.dumps([self.field, self.lang, *self.items])}"

    @classmethod
    def from_key(cls, key: str) -> Draft:
        """The inverse of `key`."""
        field, lang, *items = json.loads(key.removeprefix(_NEXT))
        return cls(tuple(items), field, lang, key.startswith(_NEXT))


def keep(library: Library, draft: Draft, text: str) -> None:
    """Keep an unfinished text; durable when the call returns."""
    drafts.keep(library.database, draft.key, text)


def commit(
    library: Library, tagging: Tagging, draft: Draft, texts: Sequence[str], *, clear: bool = False,
) -> Changes:
    """Make values of a typed text, as one action, and forget the draft; `clear` forgets the own values instead.

    Raises UsageFault for a value that can't be; one such text is kept as a draft then.
    """
    ids = list(draft.items)
    try:
        if clear:
            changes = tagging.clear(ids, draft.field, lang=draft.lang or None)
        else:
            changes = tagging.replace(ids, draft.field, texts, lang=draft.lang)
    except UsageFault:
        if len(texts) == 1:
            keep(library, draft, texts[0])
        raise
    drafts.drop(library.database, draft.key)
    return changes


def add(library: Library, tagging: Tagging, draft: Draft, text: str) -> Changes:
    """Make a text the next of several values, and forget its beginning.

    Raises UsageFault where it can't be one; it is kept as a draft then.
    """
    try:
        changes = tagging.add(list(draft.items), draft.field, [text])
    except UsageFault:
        keep(library, draft, text)
        raise
    drafts.drop(library.database, draft.key)
    return changes


def forget(library: Library, draft: Draft) -> None:
    """Give up an unfinished text."""
    drafts.drop(library.database, draft.key)


def waiting(library: Library) -> dict[Draft, str]:
    """All texts that were not committed, by draft."""
    return {Draft.from_key(key): text for key, text in drafts.all_drafts(library.database).items()
            if not key.startswith(_FORM)}


def keep_form(library: Library, form: str, values: Mapping[str, Any]) -> None:
    """Keep what is in a form (its name) and was not accepted, JSON values by field; nothing forgets it."""
    if values:
        drafts.keep(library.database, _FORM + form, json.dumps(values))
    else:
        drafts.drop(library.database, _FORM + form)


def form(library: Library, form: str) -> dict[str, Any]:
    """What was left in a form, empty for nothing."""
    return json.loads(drafts.all_drafts(library.database).get(_FORM + form, "{}"))


def recover(library: Library, tagging: Tagging) -> Changes:
    """Commit what an earlier run left uncommitted.

    What can't be a value, or is the beginning of one of several, stays as a draft and is shown as typed.
    """
    changes = Changes()
    for draft, text in waiting(library).items():
        if draft.is_next:
            continue
        try:
            changes |= commit(library, tagging, draft, parted(draft.field, text), clear=not text.strip())
        except UsageFault:
            continue
    return changes

"""Whose photographs are on a card: what can be said before anybody is asked, and put right afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ..capture import Candidate, find
from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import Refused
from ..domain.fields import BY_ID
from ..domain.inheritance import another, match_author
from ..store import incoming, items, values
from ..store.journal import Entry
from ..store.registers import contributors
from . import following
from .arriving import read_heads
from .describing import refresh
from .library import Library
from .recognising import body_of
from .valuing import stored

_LOOKED_AT = 8
"""Photographs: a card is rarely of two cameras, and then nothing is presumed."""


def presumed(library: Library, paths: Sequence[Path]) -> str | None:
    """The contributor (id) who used the camera of what is there last, else the one whom the files themselves name.

    None where neither is known, or where the first photographs do not agree.
    """
    people = contributors(library.database)
    there = islice((one for one in find(paths, without=[library.root]) if isinstance(one, Candidate)), _LOOKED_AT)
    heads = [head for head in read_heads(list(there)) if not isinstance(head, Refused)]
    bodies = {body for head in heads if (body := body_of(head.exif))}
    if len(bodies) == 1 and (last := items.last_author(library.database, bodies)) in people:
        return last
    named = {head.exif.artist for head in heads}
    if len(named) == 1 and len(bodies) < 2 and (artist := named.pop()):
        found = match_author(artist, people)
        return found.id if found else None
    return None


def credited(library: Library, brought: Sequence[str]) -> str | None:
    """The contributor (id) whose the photographs of the import of these items are; None where nobody said so."""
    return next(iter(incoming.contributors(library.database, brought[:1]).values()), None)


def credit(library: Library, brought: Sequence[str], person: str, *, actor: str = "") -> Changes:
    """Say whose photographs the imports of these items brought (a contributor's id), as one step of undo.

    An author that their files name gives way and is kept beside (`author_told`); one that a person wrote stays.
    """
    people = contributors(library.database)
    name = library.registers["contributor"].get(person)["name"]
    with library.database.writing() as write:
        runs = incoming.contributors(library.database, brought)
        ids = items.imported(library.database, runs)
        own = values.own(library.database, ids)
        told = {item: [one for one in own.get(item, ()) if one.field == "author"] for item in ids}
        entries = [Entry("import_run", run, "contributor", before, person) for run, before in runs.items()]
        for run in runs:
            incoming.credit(write, run, person)
        gone = {item: authors[0] for item, authors in told.items()
                if authors and all(one.source != "person" for one in authors)}
        entries += stored(write, BY_ID["author"], own, {item: [] for item in gone})
        entries += stored(write, BY_ID["author_told"], own, {
            item: [one._replace(field="author_told", text=other)] for item, one in gone.items()
            if (other := another(one.text, person, people))})
        entries += following.follow(library.database, write, ids, {"author"})
        label = Message("action-credit", len(ids), name)
        library.journal.record(write, library.journal.action(label, actor=actor, laptop=library.laptop), entries)
        refresh(library.database, write, ids)
    return write.changes

"""Whose photographs are on a card: what can be said before anybody is asked."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from ..capture import Candidate, find
from ..domain.errors import Refused
from ..domain.inheritance import match_author
from ..store import items
from ..store.registers import contributors
from .arriving import read_heads
from .library import Library
from .recognising import body_of

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

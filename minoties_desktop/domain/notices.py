"""Notices by which communities say how what is theirs wants to be treated, from `resources/vocab/notices.toml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from ..config.resources import resource


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: its proper name, the page that explains it, and where its name is from.

    What bears one that is `withheld` is asked not to be passed on.
    """

    id: str
    name: str
    address: str
    source: str
    withheld: bool = False


@functools.cache
def notices() -> dict[str, Notice]:
    """All notices by id, in the order they are offered."""
    import tomllib  # late: few items bear one

    entries = tomllib.loads(resource("vocab", "notices.toml").read_text(encoding="utf-8"))
    return {notice: Notice(notice, **entry) for notice, entry in entries.items()}


def meant(text: str) -> str:
    """The id that a text means: an id, or a name with or without its letters. Raises ValueError for none."""
    wanted = " ".join(text.casefold().split())
    for notice in notices().values():
        name = notice.name.casefold()
        if wanted in (notice.id, name, name.partition(" (")[0], name.partition("(")[2].rstrip(")")):
            return notice.id
    raise ValueError(text)

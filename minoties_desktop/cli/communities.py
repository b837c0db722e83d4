"""Commands over lists of communities: community import, export."""

from __future__ import annotations

from pathlib import Path

import click

from ..config.messages import Message
from ..services import communities
from ..services.tagging import Tagging
from .frame import Session, command, words
from .naming import GROUPS

_community = GROUPS[communities.TABLE]


@command(_community, "import", click.argument("file", type=click.Path(path_type=Path)))
def take(session: Session, file: Path) -> None:
    """Take in a table of communities."""
    done = communities.take(session.library, Tagging(session.library, actor=session.actor), file)
    said = [words.text(Message("cli-communities-taken", done.added, done.changed)), *map(words.text, done.told)]
    session.answer({"added": done.added, "changed": done.changed, "told": said[1:]}, lambda: "\n".join(said))


@command(_community, "export")
def export(session: Session) -> None:
    """Write the communities as a table."""
    text = communities.table(session.library)
    session.answer({"table": text}, lambda: text.rstrip("\n"))

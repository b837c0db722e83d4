"""Commands over the glossary: glossary add, list, import, export, remove."""

from __future__ import annotations

from pathlib import Path

import click

from ..config.messages import Message
from ..domain import glossary as domain
from ..domain.community import one_name
from ..domain.glossary import Term
from ..services import glossary
from ..services.showing import find
from ..services.tagging import Tagging
from .frame import Session, command, group, option
from .telling import SHORT

_terms = group("glossary")


def _community(session: Session, text: str | None) -> str:
    return find(session.library, "community", text) if text else ""


@command(_terms, "list", option("--community"))
def listed(session: Session, community: str | None) -> None:
    """List the terms."""
    found = glossary.listed(session.library, _community(session, community))
    session.answer({"glossary": [_json(term) for term in found]}, lambda: "\n".join(map(_line, found))
                   or Message("cli-register-none"))


def _json(term: Term) -> dict[str, object]:
    return {"id": term.id, "term": term.name, "lang": term.lang, "item": term.item, "community": term.community,
            "texts": dict(term.texts)}


def _line(term: Term) -> str:
    said = ", ".join(f"{lang}: {text}" for lang, text in term.texts.items())
    own = f"{term.name} [{term.lang}]" if term.lang else term.name
    return "  ".join(part for part in (term.id[:SHORT], own, term.item, said) if part)


@command(_terms, "add", click.argument("term"), option("--community"), option("--lang"), option("--item"),
         option("--text", "texts", multiple=True, metavar="LANG=TEXT"))
def add(session: Session, term: str, community: str | None, lang: str | None, item: str | None,
        texts: tuple[str, ...]) -> None:
    """Add a term."""
    made = glossary.save(session.library, Tagging(session.library, actor=session.actor), Term(
        term, lang or "", item or "", dict(map(one_name, texts)), "", _community(session, community)))
    session.answer({"id": made}, lambda: Message("cli-added", term, made[:SHORT]))


@command(_terms, "import", click.argument("file", type=click.Path(path_type=Path)), option("--community"))
def take(session: Session, file: Path, community: str | None) -> None:
    """Take in a table of terms."""
    done = glossary.take(session.library, file, _community(session, community))
    session.answer({"added": done.added, "changed": done.changed},
                   lambda: Message("cli-glossary-taken", done.added, done.changed))


@command(_terms, "export", option("--community"))
def export(session: Session, community: str | None) -> None:
    """Write the terms as a table."""
    text = domain.written(glossary.listed(session.library, _community(session, community)))
    session.answer({"table": text}, lambda: text.rstrip("\n"))


@command(_terms, "remove", click.argument("row"))
def remove(session: Session, row: str) -> None:
    """Take a term away."""
    found = find(session.library, glossary.TABLE, row)
    glossary.remove(Tagging(session.library, actor=session.actor), found)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))

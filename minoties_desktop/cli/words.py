"""Commands over the words that a person has called right: word list, add, remove."""

from __future__ import annotations

import click

from ..config.languages import coded
from ..config.messages import Message
from ..domain.checks import is_language_code
from ..domain.errors import UsageFault
from ..services import spelling
from ..services.showing import find
from ..services.tagging import Tagging
from .frame import Session, command, group
from .telling import SHORT

_words = group("word")


@command(_words, "list")
def listed(session: Session) -> None:
    """List the words."""
    rows = session.library.registers[spelling.TABLE].list()
    session.answer({"word": [{"id": row["id"], "lang": row["lang"], "word": row["name"]} for row in rows]},
                   lambda: "\n".join(f"{row['id'][:SHORT]}  {row['lang']}  {row['name']}" for row in rows))


@command(_words, "add", click.argument("lang"), click.argument("word"))
def add(session: Session, lang: str, word: str) -> None:
    """Have a word be right in a language."""
    lang = coded(lang)
    if not is_language_code(lang):
        raise UsageFault(Message("error-glossary-language", lang[:40]), code="language")
    made = spelling.Spelling(session.library).learn(Tagging(session.library, actor=session.actor), lang, word.strip())
    session.answer({"added": len(made.ids(spelling.TABLE))}, lambda: Message("cli-word-added", word.strip()))


@command(_words, "remove", click.argument("word"))
def remove(session: Session, word: str) -> None:
    """Take a word away again."""
    found = find(session.library, spelling.TABLE, word)
    Tagging(session.library, actor=session.actor).remove_row(spelling.TABLE, found)
    session.answer({"id": found}, lambda: Message("cli-edited", found[:SHORT]))

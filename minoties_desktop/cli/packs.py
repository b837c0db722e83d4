"""Commands for what is known without a connection: pack add, pack fetch, pack find."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..domain.reference import is_id
from ..services import accounts, packs, reference, resolving
from .frame import Session, command, group, option, words

pack = group("pack")


@command(pack, "add", click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path)))
def add(session: Session, files: tuple[Path, ...]) -> None:
    """Take in files of Wikidata entities, one in JSON a line."""
    done = [packs.load(session.library, path) for path in files]
    kept, skipped = sum(one.kept for one in done), sum(one.skipped for one in done)

    def text() -> str:
        said = [words.text("cli-pack-added", kept)]
        return "\n".join([*said, words.text("cli-pack-skipped", skipped)] if skipped else said)

    session.answer({"kept": kept, "skipped": skipped}, text)


@command(pack, "fetch", click.argument("ids", nargs=-1), option("--site"), option("--language", multiple=True))
def fetch(session: Session, ids: tuple[str, ...], site: str | None, language: tuple[str, ...]) -> None:
    """Ask Wikidata about things; without any, about all that the library speaks of and does not know."""
    for one in ids:
        if not is_id(one):
            raise UsageFault(Message("error-no-thing", one), Message("error-no-thing-remedy"), code="no-thing")
    account, languages = accounts.chosen(None, site), _languages(session, language)
    looked = None if ids else resolving.look_up(session.library, account, languages)
    wanted = list(ids) or packs.wanted(session.library)
    kept = packs.fetch(session.library, account, wanted, languages) if wanted else 0

    def text() -> str:
        said = [words.text("cli-pack-fetched", kept, len(wanted)) if wanted else words.text("cli-pack-all-known")]
        if looked and looked.texts:
            said.append(words.text("cli-pack-looked-up", looked.texts, looked.found))
        return "\n".join(said)

    session.answer({"asked": len(wanted), "kept": kept, **({"texts": looked.texts, "found": looked.found,
                    "categories": looked.categories} if looked else {})}, text)


@command(pack, "find", click.argument("text"), option("--language", multiple=True))
def find(session: Session, text: str, language: tuple[str, ...]) -> None:
    """Say which things are known whose name begins like a text."""
    found = reference.found(session.library, text, _languages(session, language))

    def lines() -> str | Message:
        if not found:
            return Message("cli-pack-none", text)
        return "\n".join(f"{one.id}: {', '.join(filter(None, (one.label, one.match, one.description)))}"
                         for one in found)

    session.answer({"found": [{**asdict(one), "position": one.position and one.position.text} for one in found]}, lines)


def _languages(session: Session, language: tuple[str, ...]) -> list[str]:
    return [*language, *session.library.setting("languages").split(), words.language]

"""The library's glossary: terms by community, taken in from files, written to them, offered while somebody types."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain import glossary
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.glossary import Term
from ..domain.searching import searchable
from ..store.journal import Entry
from .library import Library
from .tagging import Tagging

TABLE = "glossary"
_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class Taken:
    """What a file brought: new terms or communities, those that were there and say more or other now, and sentences
    about what stands otherwise than the file or the library said."""

    added: int
    changed: int
    told: tuple[Message, ...] = ()


def listed(library: Library, community: str = "") -> list[Term]:
    """The terms of a community (id), or all, by name."""
    found = [_term(row) for row in library.registers[TABLE].list()]
    return sorted((term for term in found if not community or term.community == community),
                  key=lambda term: (searchable(term.name), term.id))


def _term(row: Mapping[str, Any]) -> Term:
    return Term(row["name"], row["lang"], row["item"], _texts(row["texts"]), row["id"], row["community"] or "")


def _texts(text: str) -> dict[str, str]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {lang: one for lang, one in found.items() if isinstance(one, str)} if isinstance(found, dict) else {}


def save(library: Library, tagging: Tagging, term: Term) -> str:
    """Keep a term, as a new one or in place of the one of its id; returns the id. Raises UsageFault."""
    row = _row(glossary.checked(term))
    if term.community:
        library.registers["community"].get(term.community)
    if term.id:
        tagging.edit(TABLE, term.id, row)
        return term.id
    return tagging.create(TABLE, row)


def _row(term: Term) -> dict[str, Any]:
    return {"name": term.name, "lang": term.lang, "item": term.item, "community": term.community or None,
            "texts": json.dumps(dict(term.texts), ensure_ascii=False)}


def remove(tagging: Tagging, term: str) -> Changes:
    """Take a term (id) away; undo brings it back."""
    return tagging.remove_row(TABLE, term)


def take(library: Library, path: Path, community: str = "") -> Taken:
    """Take in the terms of a file, for a community (id) or for all; one that is there, of the same community, name and
    language, gets what the file says beside what it has. One step of undo. Raises UsageFault."""
    terms = glossary.parse(read(path))
    if community:
        library.registers["community"].get(community)
    known = {_key(term): term for term in listed(library) if term.community == community}
    wanted: dict[tuple[str, str], Term] = {}
    for one in terms:
        there = wanted.get(_key(one)) or known.get(_key(one)) or Term(one.name, one.lang, community=community)
        wanted[_key(one)] = replace(there, item=one.item or there.item, texts={**there.texts, **one.texts})
    register, entries = library.registers[TABLE], list[Entry]()
    action = library.journal.action(Message("action-glossary-take", len(wanted), path.name),
                                    actor=library.setting("me"), laptop=library.laptop)
    with library.database.writing() as write:
        for key, term in wanted.items():
            row, there = _row(term), known.get(key)
            if there is None:
                entries.append(Entry(TABLE, register.add(write, row), "", None, True))
            elif there != term:
                before = register.get(there.id)
                register.set(write, there.id, row)
                entries += [Entry(TABLE, there.id, column, before[column], value) for column, value in row.items()
                            if before[column] != value]
        library.journal.record(write, action, entries)
    added = len(wanted.keys() - known.keys())
    return Taken(added, sum(known[key] != term for key, term in wanted.items() if key in known))


def write(library: Library, path: Path) -> None:
    """Write all terms as a table. Raises UsageFault where that can't be written."""
    write_text(path, glossary.written(listed(library)))


def write_text(path: Path, text: str) -> None:
    """Write a table. Raises UsageFault where that can't be written."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise UsageFault(Message("error-glossary-write", str(path), error.strerror or str(error)),
                         code="glossary") from error


def _key(term: Term) -> tuple[str, str]:
    return searchable(term.name).strip(), term.lang


def read(path: Path) -> bytes:
    """The bytes of a table, one more than may be at most. Raises UsageFault for what is no file."""
    try:
        if not path.is_file() and path.exists():  # nothing that waits for a writer
            raise UsageFault(Message("error-glossary-no-file", str(path)), Message("error-glossary-remedy"),
                             code="glossary")
        with path.open("rb") as file:
            return file.read(glossary.BYTES + 1)
    except OSError as error:
        raise UsageFault(Message("error-codes-file", str(path), error.strerror or str(error)),
                         code="glossary") from error


class Glossary:
    """The terms as they were when it was made, for looking words up."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._by_language: dict[str, list[tuple[str, str, Term]]] = {}
        for term in terms:
            for lang, text in term.all_texts.items():
                self._by_language.setdefault(lang, []).append((searchable(text).strip(), text, term))

    def going_on(self, lang: str, typed: str, limit: int = 4) -> list[str]:
        """What is typed in a language, its last words gone on to a term: the most words that begin one."""
        known = self._by_language.get(lang, ())
        words = typed.split(" ")
        for start in range(len(words)):
            last = searchable(" ".join(words[start:])).strip()
            if len(last) < _SHORTEST:
                return []
            before = typed[:len(typed) - len(" ".join(words[start:]))]
            found = [before + text for folded, text, _ in known if folded.startswith(last) and folded != last]
            if found:
                return list(dict.fromkeys(sorted(found, key=len)))[:limit]
        return []

    def told(self, lang: str, text: str, other: str) -> list[str]:
        """What the terms that are spoken of in a text are called in another language, the longest terms first."""
        words = f" {searchable(text)} "
        found = [(len(folded), term.all_texts[other]) for folded, _, term in self._by_language.get(lang, ())
                 if folded and f" {folded} " in _spaced(words) and other in term.all_texts]
        return list(dict.fromkeys(said for _, said in sorted(found, key=lambda one: (-one[0], one[1]))))

    def items(self, lang: str, text: str) -> list[str]:
        """The QIDs of the terms that are spoken of in a text."""
        words = _spaced(f" {searchable(text)} ")
        return list(dict.fromkeys(term.item for folded, _, term in self._by_language.get(lang, ())
                                  if folded and term.item and f" {folded} " in words))


def _spaced(text: str) -> str:
    return " ".join(["", *"".join(sign if sign.isalnum() or sign in "'ʼ’ꞌ-" else " " for sign in text).split(), ""])

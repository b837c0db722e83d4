"""What people in pictures agreed to: recorded, withdrawn, erased; and the words that ask for a deletion.

Every write but erasing is one step of undo. Nothing of it is ever named in the journal's lines, in a log or a report.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ..config.languages import coded
from ..config.messages import FALLBACK, Message, Messages
from ..config.messages import languages as spoken_here
from ..domain import dates
from ..domain.changes import Changes
from ..domain.checks import is_language_code
from ..domain.errors import EnvironmentFault, UsageFault
from ..domain.portrayed import SCOPES, WAYS, Person
from ..domain.states import State
from ..store import outbox, persons
from ..store.database import Write, new_id, now
from ..store.journal import Entry
from .describing import refresh
from .library import Library

FOLDER = "consents"
"""Where forms lie in a library; nothing that leaves it looks there."""


@dataclass(frozen=True, slots=True)
class Portrayed:
    """One name and its records, each on another item; of so many items looked at."""

    name: str
    records: tuple[Person, ...]
    total: int

    @property
    def first(self) -> Person:
        """The record that stands for all, the worst of them."""
        return max(self.records, key=lambda one: (bool(one.withdrawn) and not one.asked, bool(one.withdrawn)))


@dataclass(frozen=True, slots=True)
class Request:
    """A request to delete, drafted for a person to send: the text, its language, and the files' pages."""

    text: str
    language: str
    pages: tuple[str, ...] = field(default=())


def people(library: Library, items: Sequence[str]) -> list[Portrayed]:
    """Who is in items' pictures, by name; those in most of them first."""
    by_name: dict[str, list[Person]] = {}
    for found in persons.listed(library.database, items).values():
        for person in found:
            by_name.setdefault(person.name, []).append(person)
    return sorted((Portrayed(name, tuple(records), len(items)) for name, records in by_name.items()),
                  key=lambda one: (-len(one.records), one.name.casefold()))


def record(library: Library, items: Sequence[str], name: str, said: Mapping[str, Any], *, actor: str = "") -> Changes:
    """Record who is in items' pictures and what they agreed to; what is known of that name there is changed.

    Raises UsageFault, before anything is written, for what can't be.
    """
    name = " ".join(name.split())
    if not name:
        raise UsageFault(Message("error-person-name"), code="name")
    values = _valid(said)
    known = {person.item: person for found in persons.listed(library.database, items).values() for person in found
             if person.name == name}

    def wanted() -> dict[str, dict[str, Any] | None]:
        rows = persons.rows(library.database, [person.id for person in known.values()])
        fresh = {new_id(): {"item": item, "name": name, "created": now(), **values}
                 for item in items if item not in known}
        return {**{row_id: {**row, **values} for row_id, row in rows.items()}, **fresh}

    return _write(library, Message("action-consent", len(items)), wanted, actor)


def change(library: Library, ids: Sequence[str], said: Mapping[str, Any], *, actor: str = "") -> Changes:
    """Change what is recorded of persons, also their name. Raises UsageFault as `record` does."""
    values = _valid(said)
    if "name" in values and not values["name"]:
        raise UsageFault(Message("error-person-name"), code="name")
    return _write(library, Message("action-consent", len(ids)), lambda: {
        row_id: {**row, **values} for row_id, row in persons.rows(library.database, ids).items()}, actor)


def withdraw(library: Library, ids: Sequence[str], *, day: str = "", actor: str = "") -> Changes:
    """Remember that persons agree no more; what is queued of them is held at once."""
    values = _valid({"withdrawn": day or date.today().isoformat()})
    return _write(library, Message("action-withdraw", len(ids)), lambda: {
        row_id: {**row, **values} for row_id, row in persons.rows(library.database, ids).items()}, actor)


def ask_deletion(library: Library, ids: Sequence[str], *, day: str = "", actor: str = "") -> Changes:
    """Remember that the deletion of what was published of persons was asked for."""
    values = _valid({"asked": day or date.today().isoformat()})
    return _write(library, Message("action-ask-deletion", len(ids)), lambda: {
        row_id: {**row, **values} for row_id, row in persons.rows(library.database, ids).items()}, actor)


def remove(library: Library, ids: Sequence[str], *, actor: str = "") -> Changes:
    """Take persons off their items: they are not in these pictures."""
    return _write(library, Message("action-remove-person", len(ids)), lambda: dict.fromkeys(
        persons.rows(library.database, ids)), actor)


def erase(library: Library, ids: Sequence[str]) -> Changes:
    """Destroy all that is recorded of persons: here, in the journal, in the copies of the database that were made
    here, and their forms.

    It can't be taken back. Where they had withdrawn, that alone is kept, without a name: nothing of it may go out.
    """
    found = persons.rows(library.database, ids)
    with library.database.writing(wipe=True) as write:
        forms = persons.documents(library.database, found)
        for row_id, row in found.items():
            persons.put(write, row_id, persons.nameless(row) if row["withdrawn"] else None)
            library.journal.forget(write, row_id)
        refresh(library.database, write, [row["item"] for row in found.values()])
    library.erase_traces("person", list(found))
    for document in forms:
        _delete(library.path(document))
    return write.changes


def attach(library: Library, path: Path) -> str:
    """Keep a copy of a signed form, read back and compared; its name relative to the library. Raises Faults."""
    from ..media.digest import copy_verified  # late: few forms are signed
    from ..media.faults import make_folder

    if not path.is_file():
        raise UsageFault(Message("error-form-file", str(path)), code="form")
    relative = f"{FOLDER}/{uuid.uuid4()}{path.suffix.lower()[:10]}"
    make_folder(library.path(FOLDER))
    copy_verified(path, library.path(relative))
    return relative


def published(library: Library, ids: Iterable[str]) -> list[str]:
    """The pages of the files on which persons are that agree no more and that are public by now."""
    items = {row["item"] for row in persons.rows(library.database, ids).values() if row["withdrawn"]}
    return [row.receipt["url"] for row in outbox.of_items(library.database, items)
            if row.state is State.DONE and row.depends_on is None and row.receipt and row.receipt.get("url")]


def request(library: Library, ids: Sequence[str], *, language: str = "") -> Request:
    """The text that asks for the deletion of what was published of persons, in a language, else in theirs.

    It names nobody. It is for a person to send: nothing is sent from here.
    """
    found = persons.rows(library.database, ids)
    spoken = language or next((row["language"] for row in found.values() if row["language"]), FALLBACK)
    messages = Messages(spoken if spoken in spoken_here() else FALLBACK)
    pages = published(library, ids)
    days = sorted({row["withdrawn"] for row in found.values() if row["withdrawn"]})
    text = messages.text(Message("consent-request", len(pages), "\n".join(f"* {page}" for page in pages),
                                 messages.long_day(days[0] if days else date.today().isoformat())))
    return Request(text, messages.language, tuple(pages))


def _write(
    library: Library, label: Message, wanted: Callable[[], Mapping[str, Mapping[str, Any] | None]], actor: str,
) -> Changes:
    with library.database.writing(wipe=True) as write:
        _put(library, write, label, wanted(), actor)
    return write.changes


def _put(library: Library, write: Write, label: Message, wanted: Mapping[str, Mapping[str, Any] | None],
         actor: str) -> None:
    before = persons.rows(library.database, wanted)
    entries = []
    for row_id, row in wanted.items():
        persons.put(write, row_id, row)
        after = persons.rows(library.database, [row_id]).get(row_id)
        entries.append(Entry("person", row_id, "", before.get(row_id), after))
    library.journal.record(write, library.journal.action(label, actor=actor, laptop=library.laptop), entries)
    refresh(library.database, write, write.changes.ids("item"))


def _valid(said: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, value in said.items():
        if column not in persons.COLUMNS:
            raise UsageFault(Message("error-unknown-column", column, ", ".join(persons.COLUMNS)), code="unknown-column")
        found[column] = _one(column, value)
    return found


def _one(column: str, value: Any) -> Any:
    if column == "minor":
        return int(bool(value))
    text = " ".join((value if isinstance(value, str) else " ".join(value)).split())
    match column:
        case "agreed" | "withdrawn" | "asked":
            fine, hint = not text or _is_day(text), "day"
        case "how":
            fine, hint = text in ("", *WAYS), column
        case "scope":
            fine, hint = set(text.split()) <= set(SCOPES), column
        case "language":
            text = coded(text)
            fine, hint = not text or is_language_code(text), column
        case _:
            return text
    if not fine:
        raise UsageFault(Message("error-value", Message(f"person-{column}"), text), Message(f"error-person-{hint}"),
                         code="value")
    return text


def _is_day(text: str) -> bool:
    try:
        return bool(dates.parse(text))
    except ValueError:
        return False


def _delete(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentFault(Message("error-disk", str(path), error.strerror or ""), Message("error-disk-remedy"),
                               code="disk") from error

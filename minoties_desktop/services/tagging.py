"""Describing items: every write is one action with its undo, durable when the call returns."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from ..config.messages import Message
from ..domain import community
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.fields import Field, field
from ..domain.inheritance import OwnValue
from ..domain.item import Described
from ..domain.presets import Part
from ..domain.query import Query
from ..domain.rows import check_row
from ..domain.stacks import APART
from ..store import activities, incoming, institutions, items, values
from ..store.database import Write, now
from ..store.journal import ANSWER, Action, Entry
from ..store.persons import put as put_person
from . import following, listed
from .accepting import inheritable, valid, with_many
from .describing import describe, refresh, restate
from .library import Library
from .valuing import added, replaced, stored, without
from .wording import check, default_texts, worded

FLAG_MARKS: Mapping[str, tuple[Any, ...]] = {
    "flag": items.FLAGS, "rating": (0, 1, 2, 3, 4, 5), "label": (0, 6, 7, 8, 9), "starts": (0, 1),
}
"""Marks and what each may be."""


class Tagging:
    """Writes to items and activities of a library, in the name of `actor` (a contributor's id, or "")."""

    def __init__(self, library: Library, *, actor: str = "") -> None:
        self._library = library
        self._db = library.database
        self._actor = actor
        self._whole: Action | None = None

    @contextmanager
    def as_one(self, label: Message) -> Iterator[None]:
        """Have all that is written inside be one action called `label`: one line of the history, one step of undo."""
        self._whole = self._library.journal.action(label, actor=self._actor, laptop=self._library.laptop)
        try:
            yield
        finally:
            self._whole = None

    # Values of items

    def replace(self, ids: Sequence[str], field_id: str, texts: Sequence[str], *, lang: str = "") -> Changes:
        """Give items these values of a field and no others; of a field by language, in that language only.

        Variables stand for what each item says; `{seq}` counts the items in their order, and skips names that other
        items bear. An item that can't say what a text asks for is left as it is.
        """
        return self.apply(ids, [Part(field_id, lang, tuple(texts))],
                          Message("action-set", field(field_id).label, len(ids)))

    def apply(self, ids: Sequence[str], parts: Sequence[Part], label: Message) -> Changes:
        """Give items what each part says, in one transaction and as one action called `label`.

        Raises UsageFault, before anything is written, for a value that can't be.
        """
        for part in parts:
            if part.adding:
                with_many(part.field)
            check(self._db, part.wanted, part.texts, part.lang)
        action = self._action(label)
        with self._db.writing() as write:
            before, entries = values.own(self._db, ids), []
            worded_parts = [(part, worded(self._db, ids, part.wanted, part.texts, part.lang)) for part in parts]
            by_field: dict[str, list[tuple[Part, dict[str, list[str]]]]] = {}
            for pair in worded_parts:
                by_field.setdefault(pair[0].field, []).append(pair)
            for name, given in by_field.items():
                entries += stored(write, field(name), before, {
                    item: self._parted(name, given, item, before.get(item, ())) for item in ids})
            self._record(write, action, entries)
        return write.changes

    @staticmethod
    def _parted(
        name: str, given: Sequence[tuple[Part, Mapping[str, list[str]]]], item: str, own: Iterable[OwnValue],
    ) -> list[OwnValue]:
        found = [value for value in own if value.field == name]
        for part, texts in given:
            if item not in texts and part.texts:
                continue
            if part.adding:
                found = added(part.wanted, found, texts[item])
            else:
                found = replaced(part.wanted, part.lang, found, texts.get(item, ()))
        return found

    def put(
        self, given: Mapping[str, Mapping[tuple[str, str], Sequence[str]]], label: Message, *, chunk: int,
    ) -> Changes:
        """Give each item texts of its own in some fields, by field and language, and in no others; all one action.

        No texts forget the own values. `{seq}` counts as in `replace`. Written in transactions of `chunk` items each.
        Raises UsageFault, before anything is written, for a value that can't be.
        """
        accepted = self._accepted(given)
        action, changes, ids = self._action(label), Changes(), list(accepted)
        for start in range(0, len(ids), chunk):
            with self._db.writing() as write:
                part = {item: accepted[item] for item in ids[start:start + chunk]}
                entries, before = [], values.own(self._db, part)
                for name in dict.fromkeys(name for cells in part.values() for name, _ in cells):
                    entries += stored(write, field(name), before, self._celled(field(name), part, before))
                self._record(write, action, entries)
            changes |= write.changes
        return changes

    def _accepted(
        self, given: Mapping[str, Mapping[tuple[str, str], Sequence[str]]],
    ) -> dict[str, dict[tuple[str, str], list[str]]]:
        alike: dict[tuple[tuple[str, str], tuple[str, ...]], list[str]] = {}
        for item, cells in given.items():
            for key, texts in cells.items():
                alike.setdefault((key, tuple(texts)), []).append(item)
        found: dict[str, dict[tuple[str, str], list[str]]] = {item: {} for item in given}
        for ((name, lang), texts), ids in alike.items():
            for item, one in worded(self._db, ids, field(name), texts, lang).items():
                found[item][name, lang] = one
        return found

    @staticmethod
    def _celled(
        wanted: Field, part: Mapping[str, Mapping[tuple[str, str], Sequence[str]]],
        before: Mapping[str, Sequence[OwnValue]],
    ) -> dict[str, list[OwnValue]]:
        changed = {}
        for item, cells in part.items():
            new = [value for value in before.get(item, ()) if value.field == wanted.id]
            for (name, lang), texts in cells.items():
                if name == wanted.id:
                    new = replaced(wanted, lang, new, texts) if texts else without(new, lang)
            changed[item] = new
        return changed

    def add(self, ids: Sequence[str], field_id: str, texts: Sequence[str]) -> Changes:
        """Give items values of a field beside those they have; a value they were to do without comes back."""
        return self.apply(ids, [Part(field_id, "", tuple(texts), adding=True)],
                          Message("action-add", with_many(field_id).label, len(ids)))

    def remove(self, ids: Sequence[str], field_id: str, texts: Sequence[str]) -> Changes:
        """Take values of a field from items; an inherited one is marked as not wanted here."""
        wanted = with_many(field_id)
        gone = {text for typed in texts for text in self._spellings(wanted, typed)}

        @functools.cache
        def described() -> dict[str, Described]:
            return describe(self._db, ids)  # when it is first asked for: inside the transaction

        def changed_for(item: str, own: list[OwnValue]) -> list[OwnValue]:
            inherited = {value.text for value in described()[item].all(field_id) if value.origin != "own"}
            kept = [value for value in own if value.absent or value.text not in gone]
            inherited |= {value.text for value in own if value.source == following.PATTERN}
            return kept + [OwnValue(field_id, "", 0, text, absent=True) for text in sorted(gone & inherited)]

        return self._change_each(ids, wanted, changed_for, Message("action-remove", wanted.label, len(ids)))

    def clear(self, ids: Sequence[str], field_id: str, *, lang: str | None = None) -> Changes:
        """Forget items' own values of a field (in one language, or in all); what they inherit counts again."""
        wanted = field(field_id)

        def changed(own: list[OwnValue]) -> list[OwnValue]:
            return [] if lang is None else [value for value in own if value.lang != lang]

        return self._change(ids, wanted, changed, Message("action-clear", wanted.label, len(ids)))

    def mark(self, ids: Sequence[str], mark: str, value: Any) -> Changes:
        """Set a mark of items: flag (pick, reject or ""), rating 0 to 5, label 0 or 6 to 9, starts 0 or 1."""
        if value not in FLAG_MARKS.get(mark, ()):
            raise UsageFault(Message("error-unknown-mark", mark, str(value)), code="unknown-mark")
        return self._set_column(ids, mark, value, Message(f"action-{mark}", len(ids)))

    def move(self, ids: Sequence[str], activity: str | None) -> Changes:
        """Put items under an activity, or under none. Raises UsageFault for an activity that there is not."""
        if activity is not None:
            self._library.registers["activity"].get(activity)
        return self._set_column(ids, "activity", activity, Message("action-move", len(ids)))

    def stack(self, ids: Sequence[str]) -> Changes:
        """Lay items on one stack, called by the first of them."""
        return self._set_column(ids, "stack", ids[0] if len(ids) > 1 else APART, Message("action-stack", len(ids)))

    def unstack(self, ids: Sequence[str]) -> Changes:
        """Take items off their stacks; they are never stacked by themselves again."""
        return self._set_column(ids, "stack", APART, Message("action-unstack", len(ids)))

    def bin(self, ids: Sequence[str]) -> Changes:
        """Remove items from the library's lists; their files stay, and undo brings them back."""
        with self._db.writing() as write:
            self._refuse_queued(ids)
            self._write_column(write, ids, "deleted", now(), Message("action-bin", len(ids)))
        return write.changes

    def _refuse_queued(self, ids: Sequence[str]) -> None:
        if items.queued(self._db, ids):
            raise UsageFault(Message("error-bin-queued"), Message("error-bin-queued-remedy"), code="queued")

    # Activities, contributors, institutions

    def create(self, table: str, row: Mapping[str, Any], defaults: Sequence[tuple[str, str, str]] = (), *,
               themselves: bool = False) -> str:
        """Add an activity, contributor, institution, community or agreement; returns its id.

        `defaults` are (field, language, text), for an activity; contributors may add `themselves`.
        Raises UsageFault for a value that can't be right.
        """
        row = _checked(table, row)
        action = self._action(Message(f"action-create-{table}", str(row.get("title") or row.get("name") or "")))
        with self._db.writing() as write:
            row_id = self._library.registers[table].add(write, dict(row))
            self._disturb(write, table, row_id)
            if themselves:
                action = replace(action, actor=row_id)
            entries = [Entry(table, row_id, "", None, True)]
            for field_id, pairs in self._grouped(defaults).items():
                activities.set_defaults(write, row_id, field_id, pairs)
                entries.append(Entry("activity_default", row_id, field_id, [], [list(pair) for pair in pairs]))
            self._library.journal.record(write, action, entries)
        return row_id

    def edit(self, table: str, row_id: str, row: Mapping[str, Any]) -> Changes:
        """Change columns of such a row; items that inherit from it are looked at again. Raises as `create` does."""
        row = _checked(table, row)
        register = self._library.registers[table]
        action = self._action(Message(f"action-edit-{table}", str(row.get("title") or row.get("name") or "")))
        with self._db.writing() as write:
            before = register.get(row_id)
            register.set(write, row_id, dict(row))
            self._library.journal.record(
                write, action, [Entry(table, row_id, column, before.get(column), row[column]) for column in row])
            self._disturb(write, table, row_id)
        return write.changes

    def keep_rows(self, table: str, rows: Sequence[tuple[str, Mapping[str, Any]]], label: Message) -> Changes:
        """Add many rows (with "" for an id) and change others by their ids, as one action and in one write. Raises as
        `create` does, before anything is written."""
        kept = [(row_id, _checked(table, row)) for row_id, row in rows]
        register, entries = self._library.registers[table], list[Entry]()
        with self._db.writing() as write:
            for row_id, row in kept:
                if row_id:
                    before = register.get(row_id)
                    register.set(write, row_id, row)
                    entries += [Entry(table, row_id, column, before[column], value) for column, value in row.items()
                                if before[column] != value]
                else:
                    row_id = register.add(write, row)
                    entries.append(Entry(table, row_id, "", None, True))
                self._disturb(write, table, row_id)
            if entries:
                self._library.journal.record(write, self._action(label), entries)
        return write.changes

    def remove_row(self, table: str, row_id: str) -> Changes:
        """Take such a row out of the lists; undo brings it back."""
        row = self._library.registers[table].get(row_id)
        action = self._action(Message(f"action-remove-{table}", str(row.get("title") or row.get("name") or "")))
        with self._db.writing() as write:
            self._library.registers[table].set(write, row_id, {"deleted": now()})
            self._disturb(write, table, row_id)
            self._library.journal.record(write, action, [Entry(table, row_id, "", True, None)])
        return write.changes

    def set_default(self, activity: str, field_id: str, texts: Sequence[str], *, lang: str = "") -> Changes:
        """Give an activity's items these values of a field, live; no texts take the default away."""
        wanted = inheritable(field_id)
        fresh = [(lang, text) for text in default_texts(self._db, wanted, texts, lang)]
        action = self._action(Message("action-default", wanted.label))
        with self._db.writing() as write:
            before = [(value.lang, value.text) for value in activities.defaults(self._db, activity)
                      if value.field == field_id]
            after = ([pair for pair in before if pair[0] != lang] if wanted.by_language else []) + fresh
            activities.set_defaults(write, activity, field_id, after)
            entries = [Entry("activity_default", activity, field_id, [list(pair) for pair in before],
                             [list(pair) for pair in after])]
            under = items.ids(self._db, Query(activity=activity)) if field_id == "title" else []
            entries += following.follow(self._db, write, under, {field_id})
            self._library.journal.record(write, action, entries)
        return write.changes

    # Undo

    def undo(self) -> Changes:
        """Take the newest action back. Returns no changes if there is none.

        Raises UsageFault, once, for what can't be taken back any more, as the queueing of what has arrived by now;
        then the one before it is the newest.
        """
        return self._turn(back=True)

    def redo(self) -> Changes:
        """Do again what was taken back last. Returns no changes if there is nothing."""
        return self._turn(back=False)

    def _turn(self, *, back: bool) -> Changes:
        journal, newest = self._library.journal, None
        try:
            with self._db.writing() as write:
                newest = journal.newest(undone=not back)
                if newest is not None:
                    self._turn_action(write, newest, back=back)
        except UsageFault as fault:
            if fault.code == "sending":  # a moment later it can be turned
                raise
            with self._db.writing() as write:
                if journal.newest(undone=not back) == newest:
                    journal.mark(write, newest, undone=back, kept=back)
            raise UsageFault(fault.message, Message("error-undo-passed"), code=fault.code) from fault
        return write.changes

    def _turn_action(self, write: Write, action: str, *, back: bool) -> None:
        """Turn all of an action. Raises UsageFault where nothing of it can be turned any more, or a part cannot be."""
        journal = self._library.journal
        entries = journal.entries(action)
        turned = [(entry, entry.before if back else entry.after)
                  for entry in (reversed(entries) if back else entries)]
        self._put_values(write, [pair for pair in turned if pair[0].table == "field_value"])
        put = [self._put(write, *pair) for pair in turned if pair[0].table != "field_value"]
        if entries and len(put) == len(entries) and not any(put):
            key = "error-undo-answer" if entries[0].table == ANSWER else "error-undo-sent"
            raise UsageFault(Message(key, len({entry.row for entry in entries})), code="sent")
        journal.mark(write, action, undone=back)
        touched = write.changes.ids("item")
        if touched:
            refresh(self._db, write, touched)

    @staticmethod
    def _put_values(write: Write, turned: Iterable[tuple[Entry, Any]]) -> None:
        by_field: dict[str, dict[str, list[OwnValue]]] = {}
        for entry, target in turned:
            by_field.setdefault(entry.field, {})[entry.row] = [OwnValue(*value) for value in target]
        for name, given in by_field.items():
            values.set_own_of_many(write, name, given)

    def _put(self, write: Write, entry: Entry, target: Any) -> bool:
        """Bring one thing to what it is to be; False where that is not possible any more."""
        match entry.table:
            case "item":
                if entry.field == "deleted" and target:
                    self._refuse_queued([entry.row])
                items.set_column(write, [entry.row], entry.field, target)
                values.mark_dirty(write, [entry.row])
            case table if table == ANSWER:
                return False
            case "outbox":
                from .reversing import put  # late: what is queued needs the wiki's texts

                is_there = put(self._library, write, entry.row, entry.field, target)
                refresh(self._db, write, [entry.row])
                return is_there
            case "standing":
                from .reversing import stand_again  # late, as above

                is_there = stand_again(self._library, write, entry.row, entry.field, target)
                refresh(self._db, write, [entry.row])
                return is_there
            case "person":
                put_person(write, entry.row, target)
            case "import_run":
                incoming.credit(write, entry.row, target)
            case "track" | "file":
                from .placing import put as put_place  # late: it needs what reads tracks

                put_place(write, entry.table, entry.row, entry.field, target)
            case "scan_page" | "scan_session":
                from .scanpages import put as put_page  # late: it needs what describes pages

                put_page(write, entry.table, entry.row, entry.field, target)
            case "activity_default":
                activities.set_defaults(write, entry.row, entry.field, [(lang, text) for lang, text in target])
            case table:
                column = entry.field or "deleted"
                value = target if entry.field else (None if target else now())
                self._library.registers[table].set(write, entry.row, {column: value})
                self._disturb(write, table, entry.row)
        return True

    # How each of them works

    def _change(self, ids: Sequence[str], wanted: Field, changed: Any, label: Message) -> Changes:
        return self._change_each(ids, wanted, lambda _item, own: changed(own), label)

    def _change_each(self, ids: Sequence[str], wanted: Field, changed_for: Any, label: Message) -> Changes:
        action = self._action(label)
        with self._db.writing() as write:
            before = values.own(self._db, ids)
            self._record(write, action, stored(write, wanted, before, {
                item: changed_for(item, [value for value in before.get(item, ()) if value.field == wanted.id])
                for item in ids}))
        return write.changes

    def _record(self, write: Write, action: Action, entries: list[Entry]) -> None:
        """Journal what was stored of items' values with what follows from it, and look at the items."""
        touched = list(dict.fromkeys(entry.row for entry in entries))
        if any(entry.field in listed.MEETING for entry in entries):
            met, label = listed.meet(self._db, write, touched)
            entries += met
            action = replace(action, label=label) if label and action is not self._whole else action
        entries += following.follow(self._db, write, touched, {entry.field for entry in entries})
        self._library.journal.record(write, action, entries)
        refresh(self._db, write, touched)

    def _set_column(self, ids: Sequence[str], column: str, value: Any, label: Message) -> Changes:
        with self._db.writing() as write:
            self._write_column(write, ids, column, value, label)
        return write.changes

    def _write_column(self, write: Write, ids: Sequence[str], column: str, value: Any, label: Message) -> None:
        before = items.columns(self._db, ids, column)
        items.set_column(write, before, column, value)
        entries = [Entry("item", item, column, old, value) for item, (old,) in before.items()]
        if column not in items.MARKS:
            refresh(self._db, write, before)
        elif column == "flag":
            restate(self._db, write, before)
            # What was told of them while they were rejected made no titles.
            back = [item for item, (old,) in before.items() if old == "reject" != value]
            if titled := following.follow(self._db, write, back, {"title"}):
                entries += titled
                refresh(self._db, write, back)
        self._library.journal.record(write, self._action(label), entries)

    def _disturb(self, write: Write, table: str, row_id: str) -> None:
        if table == "activity":
            activities.make_dirty(write, row_id)
        elif house := self._house(table, row_id):
            institutions.make_dirty(write, [house])
            if table in ("agreement", "agreement_scope"):
                for activity in activities.under_agreement(self._db, self._allowing(table, row_id)):
                    activities.make_dirty(write, activity)
        elif table == "contributor":
            items.make_all_dirty(write)

    def _house(self, table: str, row_id: str) -> str:
        """The institution whose items inherit from a row, "" for none."""
        match table:
            case "institution":
                return row_id
            case "agreement" | "collection" | "inventory_list":
                return self._library.registers[table].get(row_id)["institution"]
            case "agreement_scope":
                return self._house("agreement", self._allowing(table, row_id))
        return ""

    def _allowing(self, table: str, row_id: str) -> str:
        return row_id if table == "agreement" else self._library.registers[table].get(row_id)["agreement"]

    def _action(self, label: Message) -> Action:
        return self._whole or self._library.journal.action(label, actor=self._actor, laptop=self._library.laptop)

    def _grouped(self, defaults: Iterable[tuple[str, str, str]]) -> dict[str, list[tuple[str, str]]]:
        texts: dict[tuple[str, str], list[str]] = {}
        for field_id, lang, text in defaults:
            texts.setdefault((field_id, lang), []).append(text)
        grouped: dict[str, list[tuple[str, str]]] = {}
        for (field_id, lang), given in texts.items():
            fresh = default_texts(self._db, inheritable(field_id), given, lang)
            grouped.setdefault(field_id, []).extend((lang, text) for text in fresh)
        return grouped

    def _spellings(self, wanted: Field, typed: str) -> set[str]:
        """What a typed value may be kept as: as it would be now, or as it came from a file."""
        try:
            return {typed.strip(), self.valid(wanted, typed, "")}
        except UsageFault:
            return {typed.strip()}

    def valid(self, wanted: Field, text: str, lang: str) -> str:
        """The text as it is kept. Raises UsageFault where a value could never be right; the rest is for the checks."""
        return valid(self._db, wanted, text, lang)


def _checked(table: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The row as it is kept. Raises UsageFault for a value that can't be right."""
    row = community.checked(row) if table == "community" else row
    check_row(row)
    return row

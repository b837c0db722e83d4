"""What a person does to the cells of the table; every act is one step of undo, written beside the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication

from ..config.messages import Message
from ..config.settings import DETAIL
from ..domain import table, variables
from ..domain.changes import Changes
from ..domain.errors import Fault
from ..domain.fields import Kind
from ..domain.table import Column
from ..services import drafts, headings, tabling
from ..services.drafts import Draft
from ..services.tabling import Edit, Typed
from .kit import Kit
from .models.table import TableModel
from .models.values import Vocabulary
from .widgets.table_view import TableView


@dataclass(frozen=True, slots=True)
class Reach:
    """Items, the number of the first of them, and columns: what an act is about."""

    ids: tuple[str, ...]
    first: int
    columns: tuple[Column, ...]


class TableActs:
    """Acts on the selected range of a table's view; what is done to the row of a closed stack is done to all of it.

    `opened` gives the stacks that are not closed.
    """

    def __init__(self, kit: Kit, model: TableModel, view: TableView, vocabulary: Vocabulary,
                 opened: Callable[[], Collection[str]]) -> None:
        self._kit, self._model, self._view, self._vocabulary = kit, model, view, vocabulary
        self._opened = opened
        self._typed: tuple[str, Column, Typed] | None = None
        """What was typed last, and into the cell of which item and column."""

    def reach(self) -> Reach:
        """The selected range, without pictures and states; of several ranges the last."""
        spans = self._view.ranges()
        if not spans:
            return Reach((), 0, ())
        top, bottom, left, right = spans[-1]
        columns = [self._model.column(section) for section in range(left, right + 1)]
        rows = self._view.rows() if len(spans) > 1 else range(top, bottom + 1)
        return Reach(tuple(self._model.ids[row] for row in rows), min(rows) + 1,
                     tuple(column for column in columns if column is not None))

    def act(self, name: str) -> None:
        """Do what a key of the view stands for: copy, cut, paste, clear or fill."""
        match name:
            case "copy":
                self.copy()
            case "cut":
                self.copy(then=self.clear)
            case "paste":
                self.paste()
            case "clear":
                self.clear()
            case "fill":
                self.fill()

    # One cell

    def ending(self, text: str, lang: str) -> tuple[str, str] | None:
        """The code that a text in a language ends with, and what it stands for."""
        return self._vocabulary.ending(text, lang)

    def edit(self, item: str, column: Column, text: str) -> None:
        """Make the typed text the value of one cell, and forget its draft."""
        bridge, drafted = self._kit.bridge, self._drafted(item, column)
        meant = self._vocabulary.meant(column.field, text)
        self._typed = None

        def commit() -> Changes:
            draft = drafted()
            wanted = tabling.standing(bridge.library, draft.items, column, meant) if meant.strip() else meant
            if wanted is None:
                drafts.forget(bridge.library, draft)
                return Changes()
            texts = table.parted(column.field.id, wanted)
            typed, changes = tabling.begun(
                bridge.library, draft.items, column, wanted,
                lambda: drafts.commit(bridge.library, bridge.tagging, draft, texts, clear=not texts))
            self._typed = (item, column, typed)
            return changes

        bridge.write(commit, lambda _changes: self._model.refresh([item]),
                     failed=lambda fault: self._refuse(item, fault.message, fault.remedy))

    def spread(self, item: str, column: Column, text: str) -> None:
        """Make what was typed into a cell the value of all selected ones of its column; what it names in braces stands
        for what each of them says, and the same title for several gets their numbers."""
        library, drafted = self._kit.bridge.library, self._drafted(item, column)
        reach, meant = self.reach(), self._vocabulary.meant(column.field, text)
        ids = reach.ids if item in reach.ids else (item,)
        if column.field.kind is Kind.TITLE and len(ids) > 1 and meant.strip() and variables.is_plain(meant):
            meant = variables.ended(meant, len(ids))
        self._write("action-table-fill", lambda: [
            Edit(one, column, meant, reach.first + number) for number, one in enumerate(ids)],
            lambda _changes: self._model.refresh(ids), lambda fault: self._refuse(item, fault.message, fault.remedy),
            lambda: drafts.forget(library, drafted()))

    def _drafted(self, item: str, column: Column) -> Callable[[], Draft]:
        """Finds, beside the window's thread, what is being typed into a cell: a text for all of a closed stack."""
        lists, opened = self._kit.bridge.lists, self._opened()
        return lambda: Draft(tuple(lists.with_folded([item], opened)), column.field.id, column.lang)

    def _refuse(self, item: str, message: Message, remedy: Message | None) -> None:
        self._model.refresh([item])  # which shows the draft
        self._kit.bridge.failed.emit(message, remedy)

    def keep(self, item: str, column: Column, text: str) -> None:
        """Keep what is being typed."""
        library, drafted = self._kit.bridge.library, self._drafted(item, column)
        self._kit.bridge.write(lambda: drafts.keep(library, drafted(), text))

    def give_up(self, index: QModelIndex) -> None:
        """Forget what was typed into a cell."""
        column = self._model.column(index.column())
        if column is None:
            return
        item, library = self._model.ids[index.row()], self._kit.bridge.library
        drafted = self._drafted(item, column)
        self._kit.bridge.write(lambda: drafts.forget(library, drafted()), lambda _done: self._model.refresh([item]))

    # Ranges

    def clear(self) -> None:
        """Forget the own values of the selected cells."""
        reach = self.reach()
        self._write("action-table-clear", lambda: [
            Edit(item, column, "", reach.first + number)
            for number, item in enumerate(reach.ids) for column in reach.columns])

    def fill(self) -> None:
        """Repeat the first row of the range in all its rows; of a single row, the row above in it. What was typed last
        is filled in anew for each of them."""
        reach = self.reach()
        if not reach.ids or not reach.columns or (len(reach.ids) == 1 and reach.first == 1):
            self._say_unfilled()
            return
        library, source = self._kit.bridge.library, self._model.ids[reach.first - 1 - (len(reach.ids) == 1)]
        lists, opened = self._kit.bridge.lists, self._opened()
        under, typed = dict[str, Sequence[str]](), dict[Column, Typed]()

        def edits() -> list[Edit]:
            if self._typed and self._typed[0] == source:  # by now: what was typed is written before
                typed[self._typed[1]] = self._typed[2]
            under.update(lists.under({source, *reach.ids}, opened))
            return tabling.filled(library, source, reach.ids, reach.columns, reach.first, typed, under)

        def remember() -> None:
            given = [*reach.ids, *(item for few in under.values() for item in few)]
            for column, one in typed.items():
                one.came |= tabling.texts(library, given, column)

        def told(changes: Changes) -> None:
            if not changes:
                self._say_unfilled()

        self._write("action-table-fill", edits, told, kept=remember)

    def _say_unfilled(self) -> None:
        self._kit.bridge.failed.emit(Message("table-fill-none"), None)

    def fill_to(self, row: int) -> None:
        """Repeat the first row of the range down to a row."""
        top, _, left, right = self._view.ranges()[0]
        self._view.select_range(top, row, left, right)
        self.fill()

    def copy(self, then: Callable[[], None] | None = None) -> None:
        """Put the range into the clipboard, as spreadsheets take it."""
        reach, library = self.reach(), self._kit.bridge.library
        if not reach.columns:
            return

        def said(column: Column, value: str) -> str:
            return self._vocabulary.written(column.field, value)

        def done(text: str) -> None:
            QGuiApplication.clipboard().setText(text)
            if then is not None:
                then()

        self._kit.bridge.compute(
            lambda: table.written(tabling.lines(library, reach.ids, reach.columns, said)), done)

    def paste(self) -> None:
        """Lay what a spreadsheet has put into the clipboard over the range, from its first cell on."""
        text = QGuiApplication.clipboard().mimeData().text()
        spans = self._view.ranges()
        if not text.strip("\r\n") or not spans:
            return
        top, bottom, left, right = spans[0]
        left = max(left, 1)
        ids = self._model.ids[top:]
        columns = [column for section in range(left, self._model.columnCount())
                   if (column := self._model.column(section)) is not None]
        high, wide = bottom - top + 1, min(right, len(self._model.columns)) - left + 1
        over, lost = list[int](), list[str]()

        def meant(column: Column, typed: str) -> str:
            return self._vocabulary.meant(column.field, typed)

        every = self._every()

        def edits() -> list[Edit]:
            read = table.read(text)
            named = headings.columns(read[0], every) if len(read) > 1 else None
            if named is not None:
                lost.extend(heading for heading, column in zip(read[0], named, strict=True)
                            if column is None and heading.strip())
                over.append(max(0, len(read) - 1 - len(ids)) * sum(column is not None for column in named))
                return tabling.headed(read[1:], ids, named, top + 1, meant)
            block = table.tiled(read, high, max(wide, 1))
            found = tabling.laid(block, ids, columns, top + 1, meant)
            over.append(sum(map(len, block)) - len(found))
            return found

        def told(_changes: Changes) -> None:
            if lost:
                self._kit.bridge.failed.emit(Message("table-paste-lost", len(lost), " · ".join(lost)), None)
            elif over[0]:
                self._kit.bridge.failed.emit(Message("table-paste-over", over[0]), None)

        self._write("action-table-paste", edits, told)

    def _every(self) -> list[Column]:
        """All columns that there are, the shown ones first."""
        shown = list(self._model.columns)
        spoken = list(dict.fromkeys(column.lang for column in shown if column.lang)) or [self._kit.speech.language]
        return [*shown, *(column for column in table.columns(spoken, DETAIL) if column not in shown)]

    def replace(self, reach: Reach, words: str, by: str, *, exact_case: bool) -> None:
        """Put other words in place of some, in the cells that hold them."""
        self._put("action-table-replace", self.finder(reach, words, by, exact_case=exact_case))

    def finder(self, reach: Reach, words: str, by: str, *, exact_case: bool) -> Callable[[], Sequence[Edit]]:
        """Finds, beside the window's thread, the cells in which some words would be replaced."""
        library, lists, opened = self._kit.bridge.library, self._kit.bridge.lists, self._opened()
        return lambda: tabling.replacements(library, reach.ids, reach.columns, words, by, exact_case=exact_case,
                                            first=reach.first, under=lists.under(reach.ids, opened))

    def _write(self, label: str, edits: Callable[[], Sequence[Edit]], then: Callable[[Changes], None] | None = None,
               failed: Callable[[Fault], None] | None = None, kept: Callable[[], object] = lambda: None) -> None:
        """Put cells, and those below them on closed stacks; `kept` is called beside the window's thread as soon as they
        are, before anything that is typed meanwhile is written."""
        lists, opened = self._kit.bridge.lists, self._opened()

        def whole() -> Sequence[Edit]:
            rows = edits()
            return tabling.spread(rows, lists.under({edit.item for edit in rows}, opened))

        self._put(label, whole, then, failed, kept)

    def _put(self, label: str, edits: Callable[[], Sequence[Edit]], then: Callable[[Changes], None] | None = None,
             failed: Callable[[Fault], None] | None = None, kept: Callable[[], object] = lambda: None) -> None:
        bridge = self._kit.bridge
        tagging, library = bridge.tagging, bridge.library

        def put() -> Changes:
            changes = tabling.put(tagging, library, edits(), label)
            kept()
            return changes

        self._view.commit()
        bridge.write(put, then, failed)

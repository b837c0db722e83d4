"""The history: who did what and when, and undo down to any line of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QLabel, QTableView, QWidget

from ...services import history
from ...services.history import Line
from ..kit import Kit
from ..models.history import COLUMNS, HistoryModel
from ..reasons import allow
from ..widgets.pieces import button, frame, label


class HistoryPage(QWidget):
    """Lists every action of the library, newest first."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        beside = QHBoxLayout(self)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        body = frame(gap="0")
        body.setProperty("maxWidth", "card-measure")
        beside.addStretch(1)
        beside.addWidget(body, 100)
        beside.addStretch(1)
        layout = body.layout()
        head = frame("top", "5 2 5 2", "4", across=True)
        self._heading = label("", "heading", "strong", wrap=False)
        self._reach: QLabel = label("", "small", "subtle")
        self._undo = button("", self._on_undo)
        self._undo.setObjectName("undo-to")
        head.layout().addWidget(self._heading)
        head.layout().addWidget(self._reach, 1)
        head.layout().addWidget(self._undo)
        layout.addWidget(head)
        self._model = HistoryModel(kit.speech)
        self.table = QTableView(self)
        self.table.setModel(self._model)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.setProperty("ring", True)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setResizeContentsPrecision(0)  # the rows in sight, not a thousand
        for column, name in enumerate(COLUMNS):
            mode = QHeaderView.ResizeMode.Stretch if name == "what" else QHeaderView.ResizeMode.ResizeToContents
            self.table.horizontalHeader().setSectionResizeMode(column, mode)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self.table.selectionModel().currentRowChanged.connect(self._on_chosen)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        kit.bridge.journal_changed.connect(self._on_changed)
        self._wanted = ""
        self.retranslate()

    def refresh(self) -> None:
        """Read the history anew."""
        library = self._kit.bridge.library
        self._kit.bridge.compute(lambda: history.history(library), self._show)

    def retranslate(self) -> None:
        """Say everything again."""
        self._heading.setText(self._kit.speech.say("deed-show-history"))
        self.table.setAccessibleName(self._kit.speech.say("deed-show-history"))
        if line := self._line():
            self._wanted = line.action
        self._show(self._model.lines)

    def _on_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def _show(self, lines: Sequence[Line]) -> None:
        self._model.show(lines)
        rows = [row for row, line in enumerate(lines) if line.action == self._wanted]
        if lines:
            self.table.setCurrentIndex(self._model.index(rows[0] if rows else 0, 0))
        self._on_chosen()

    def _line(self) -> Line | None:
        row = self.table.currentIndex().row()
        return self._model.lines[row] if 0 <= row < len(self._model.lines) else None

    def _on_chosen(self) -> None:
        say, line = self._kit.speech.say, self._line()
        count = history.reach(self._kit.bridge.library, line.action) if line and not (line.undone or line.kept) else 0
        self._undo.setText(say("history-undo", count) if count else say("deed-undo"))
        empty = ("history-empty" if line is None else "history-kept-note" if line.kept else
                 "history-undone-already" if line.is_step else "history-import-note")
        allow(self._undo, "" if count else say(empty))
        self._reach.setText(say("history-redo-note") if count else say(empty))

    def _on_undo(self) -> None:
        line, bridge = self._line(), self._kit.bridge
        if line is not None:
            self._wanted = line.action
            bridge.write(lambda: history.undo_to(bridge.library, bridge.tagging, line.action))

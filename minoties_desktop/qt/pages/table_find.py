"""Find and replace in the table: a line of the page that says how many cells it would change before it changes any."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from ..kit import Kit
from ..reasons import allow
from ..table_acts import Reach, TableActs
from ..widgets.combo import Combo
from ..widgets.labels import ElidedLabel
from ..widgets.layouts import stack
from ..widgets.pieces import frame, label

_PAUSE_MS = 150


class FindBar(QFrame):
    """Asks what is to be found, by what it is replaced, and where."""

    closed = Signal()

    def __init__(self, kit: Kit, acts: TableActs, column: Callable[[], Reach], everywhere: Callable[[], Reach],
                 parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._acts = kit, acts
        self._reaches = {"selection": acts.reach, "column": column, "all": everywhere}
        self._asked = 0
        self.setProperty("band", "top")
        self.setProperty("margins", "4 2 4 2")
        self.setProperty("gap", "3")
        self._words, self._by = QLineEdit(self), QLineEdit(self)
        self._words_label, self._by_label = label(wrap=False), label(wrap=False)
        self._where, self._case = Combo(self), QCheckBox(self)
        self._count = ElidedLabel(self)
        self._count.setProperty("textStyle", "small")
        self._count.setProperty("ink", "subtle")
        self._press, self._close = QPushButton(self), QPushButton(self)
        for name in self._reaches:
            self._where.addItem("", name)
        self._words_label.setBuddy(self._words)
        self._by_label.setBuddy(self._by)
        asked, where = frame(gap="3", across=True, parent=self), frame(gap="3", across=True, parent=self)
        for widget in (self._words_label, self._words, self._by_label, self._by):
            asked.layout().addWidget(widget)
        for widget in (self._where, self._case, self._count, self._press, self._close):
            where.layout().addWidget(widget)
        layout = QHBoxLayout(self)
        layout.addWidget(asked, 1)
        layout.addWidget(where)
        self._press.setProperty("primary", True)
        self._press.setProperty("textStyle", "strong")
        self._close.setProperty("quiet", True)
        self._close.setProperty("iconName", "close")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.count_now)
        self._words.textEdited.connect(lambda _text: self.look())
        self._by.textEdited.connect(lambda _text: self.look())
        self._case.toggled.connect(lambda _on: self.look())
        self._where.currentIndexChanged.connect(lambda _row: self.look())
        self._words.returnPressed.connect(self._by.setFocus)
        self._by.returnPressed.connect(self.replace)
        self._press.clicked.connect(lambda _checked=False: self.replace())
        self._close.clicked.connect(lambda _checked=False: self.closed.emit())
        self.retranslate()
        self.hide()

    def begin(self, *, several: bool) -> None:
        """Show it, for the selection if there are `several` cells in it, else for the column."""
        self._where.setCurrentIndex(0 if several else 1)
        self.show()
        self._words.setFocus()
        self._words.selectAll()
        self.look()

    def arrange(self, *, roomy: bool) -> None:
        """Two lines where there is little room."""
        stack(self, not roomy)

    def look(self) -> None:
        """Count anew in a moment."""
        allow(self._press, self._kit.speech.say("table-replace-counting"))
        self._timer.start()

    def type(self, words: str, by: str) -> None:
        """Ask for these words, and those that come in their place."""
        self._words.setText(words)
        self._by.setText(by)
        self.look()

    def replace(self) -> None:
        """Replace everywhere it was counted; one step of undo."""
        if self._press.isEnabled():
            self._acts.replace(self._reach(), self._words.text(), self._by.text(), exact_case=self._case.isChecked())
            self.look()

    def _reach(self) -> Reach:
        return self._reaches[self._where.currentData()]()

    def count_now(self) -> None:
        """Count what would change, beside the window's thread."""
        self._asked += 1
        asked = self._asked
        found = self._acts.finder(
            self._reach(), self._words.text(), self._by.text(), exact_case=self._case.isChecked())
        self._kit.bridge.write(  # after the writes that came before
            lambda: len(found()), lambda count: self._on_counted(asked, count))

    def _on_counted(self, asked: int, count: int) -> None:
        if asked != self._asked or self._timer.isActive():
            return
        say = self._kit.speech.say
        self._press.setText(say("table-replace", count))
        allow(self._press, "" if count else say("table-found-none" if self._words.text() else "table-replace-why"))
        self._count.setText(say("table-found-none") if self._words.text() and not count else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        say = self._kit.speech.say
        self._words_label.setText(say("table-find"))
        self._by_label.setText(say("table-by"))
        self._case.setText(say("table-case"))
        self._press.setText(say("table-replace", 0))
        self._close.setToolTip(say("table-find-close"))
        for widget, name in ((self._words, "table-find"), (self._by, "table-by"), (self._where, "table-where"),
                             (self._close, "table-find-close")):
            widget.setAccessibleName(say(name))
        for row in range(self._where.count()):
            self._where.setItemText(row, say(f"table-where-{self._where.itemData(row)}"))
        self.look()

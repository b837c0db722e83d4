"""Editors of single values: a line, a growing text, one of a few choices, one of many with free text."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyleOptionToolButton,
    QToolButton,
    QWidget,
)

from ..kit import Kit
from ..painting import elided
from ..speller import is_undo
from .combo import Combo
from .flow import FlowLayout


class TextEdit(QPlainTextEdit):
    """Text of one or more lines that grows with what is typed. Enter is a new line only if it may be."""

    typed = Signal(str)
    done = Signal()
    entered = Signal()
    """Enter ended it."""

    def __init__(self, kit: Kit, *, lines: int, multiline: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._lines, self._multiline = kit, lines, multiline
        self._setting = False
        self._instead = ""
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        # Undo is the library's: one step per field, kept on disk.
        self.setUndoRedoEnabled(False)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """What is in the field."""
        return self.toPlainText()

    def write_in(self, direction: Qt.LayoutDirection) -> None:
        """Have the text run in the direction of its language, from the side where that begins, whatever the window's
        own is."""
        self.setLayoutDirection(direction)
        option = self.document().defaultTextOption()
        option.setTextDirection(direction)
        option.setAlignment(_beginning(direction))
        self.document().setDefaultTextOption(option)

    def setPlaceholderText(self, text: str) -> None:
        """What stands in an empty field. Qt's own would begin at the side of the window's language."""
        self._instead = text
        self.updateGeometry()
        self.viewport().update()

    def placeholderText(self) -> str:
        """The same."""
        return self._instead

    def set_text(self, text: str) -> None:
        """Show a value; nothing is told. The caret stays where somebody has it."""
        if text != self.toPlainText():
            at, at_end = self.textCursor().position(), self.textCursor().atEnd()
            self._setting = True
            self.setPlainText(text)
            self._setting = False
            if self.hasFocus():
                caret, last = self.textCursor(), self.document().characterCount() - 1
                caret.setPosition(last if at_end else min(at, last))
                self.setTextCursor(caret)

    def sizeHint(self) -> QSize:
        """As high as the text, at least its usual lines."""
        spacing = self.fontMetrics().lineSpacing()
        padding = max(self.height() - self.viewport().height() if self.isVisible() else 0,
                      self._kit.theme.tokens.size("field") - spacing)
        text = self.toPlainText() or self.placeholderText()
        needed = _height(text, self.font(), max(self.viewport().width(), 1))
        return QSize(0, max(self._lines * spacing, needed) + padding)

    def minimumSizeHint(self) -> QSize:
        """The same: a text is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, on fine lines where it stands for several values."""
        if self.font().italic() and not self.toPlainText():
            with QPainter(self.viewport()) as painter:
                painter.fillRect(
                    self.viewport().rect(),
                    QBrush(self._kit.theme.tokens.colour("surface-hover"), Qt.BrushStyle.BDiagPattern))
        super().paintEvent(event)
        if self._instead and not self.toPlainText():
            with QPainter(self.viewport()) as painter:
                painter.setPen(self.palette().placeholderText().color())
                where = (_beginning(self.layoutDirection()) | Qt.AlignmentFlag.AlignAbsolute
                         | Qt.AlignmentFlag.AlignTop)
                painter.drawText(QRectF(self.viewport().rect()), self._instead, _wrapped(where))

    def event(self, event: QEvent) -> bool:
        """Leave undo and redo to the window: the library's, not the field's."""
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height that the text needs at this width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends a single value."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier and (
                not self._multiline or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            event.ignore()
            return
        if enter and not self._multiline:
            self.done.emit()
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by key one goes on at the end of the text."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field ends it."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.done.emit()

    def _on_text_changed(self) -> None:
        self.updateGeometry()
        if not self._setting:
            self.typed.emit(self.toPlainText())


def _beginning(direction: Qt.LayoutDirection) -> Qt.AlignmentFlag:
    from_right = direction == Qt.LayoutDirection.RightToLeft
    return Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft


def _wrapped(where: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft) -> QTextOption:
    option = QTextOption(where)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _height(text: str, font: QFont, width: int) -> int:
    """How high a text is in a width, in pixels, broken as the editor breaks it."""
    layout, below = QTextLayout(f"{text}\u200b".replace("\n", "\u2028"), font), 0.0
    layout.setTextOption(_wrapped())
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLeadingIncluded(True)
        line.setLineWidth(width)
        below += line.height()
    layout.endLayout()
    return ceil(below)


class _Choice(QToolButton):
    """One of a few; words that are longer than the line end in dots, and its tool tip has them whole."""

    def __init__(self, kit: Kit, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setText(words)
        self.setCheckable(True)
        self._led = self.stands_for_several = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """A line that is too narrow for its words is no reason to be wider than the panel."""
        return QSize(self._kit.theme.tokens.size("label-key"), super().minimumSizeHint().height())

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """Say as much as there is room for."""
        super().initStyleOption(option)
        option.text = self._shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have the tool tip say what there is no room for."""
        super().resizeEvent(event)
        self.setToolTip(self.text() if self._shown() != self.text() else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether somebody came here by themselves, or was led."""
        super().focusInEvent(event)
        self._led = event.reason() == Qt.FocusReason.ShortcutFocusReason

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes nothing in place of several values for who was led here: it may be the end of what they did
        before."""
        if self._led and self.stands_for_several and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def _shown(self) -> str:
        return elided(self.fontMetrics(), self.text(), self.width() - 2 * self._kit.theme.tokens.space(3))


class ChoiceEdit(QFrame):
    """A few choices side by side, in several lines where there is little room."""

    chosen = Signal(str)

    def __init__(self, kit: Kit, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("gap", "1")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        layout = FlowLayout(self)
        self._group = QButtonGroup(self)
        self._ids: dict[_Choice, str] = {}
        for choice, words in choices:
            button = _Choice(kit, words, self)
            for name, value in (("segment", True), ("small", True), ("textStyle", "small"), ("first", True),
                                ("last", True), ("minHeight", "button-small")):
                button.setProperty(name, value)
            self._group.addButton(button)
            self._ids[button] = choice
            layout.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self.chosen.emit(self._ids[button]))
        self.setFocusProxy(next(iter(self._ids)))

    def set_choice(self, choice: str, *, several: bool = False) -> None:
        """Show a choice, to which the keyboard goes; none for one that is not offered, or where there are `several`."""
        self._group.setExclusive(False)
        for button, known in self._ids.items():
            button.setChecked(known == choice and not several)
            button.stands_for_several = several
        self._group.setExclusive(True)
        self.setFocusProxy(self._group.checkedButton() or next(iter(self._ids)))


class ListEdit(Combo):
    """One of a list; with `free` also any other text."""

    chosen = Signal(str)
    typed = Signal(str)
    done = Signal()

    def __init__(self, kit: Kit, *, free: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("minHeight", "field")
        self.setEditable(free)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if free:
            self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
            edit: QLineEdit = self.lineEdit()
            edit.setProperty("bare", True)
            edit.textEdited.connect(self.typed)
            edit.editingFinished.connect(self.done)
        self.activated.connect(self._on_activated)

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer choices: (value, words)."""
        self.clear()
        for value, words in choices:
            self.addItem(words, value)

    def set_choice(self, value: str, placeholder: str = "") -> None:
        """Show a value, or what stands in its place."""
        row = self.findData(value) if value else -1
        self.setCurrentIndex(row)
        self.setPlaceholderText(placeholder)
        if self.isEditable():
            self.lineEdit().setPlaceholderText(placeholder)
            self.setEditText(self.itemText(row) if row >= 0 else value)

    def text(self) -> str:
        """The value that is meant by what stands there: the one of these words, or the words."""
        row = self.findText(self.currentText().strip())
        return self.itemData(row) if row >= 0 else self.currentText()

    def _on_activated(self, row: int) -> None:
        self.chosen.emit(self.itemData(row))

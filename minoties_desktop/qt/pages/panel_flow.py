"""The keys of the inspector: on to the next photograph, and to the fields that Tab leaves out."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from ..keys import Keys
from ..models.fields import Line, Stand
from ..widgets.editors import TextEdit
from ..widgets.field_box import FieldBox

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_HARD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier
_UNSAID = (Stand.INHERITED, Stand.FOLLOWS)


class PanelFlow(QObject):
    """Tab goes from one field to be filled in to the next. Ctrl+Enter keeps all and goes on to the next photograph, to
    the field that was first typed in. Ctrl with the arrows goes to everything, also to what Tab leaves out."""

    onward = Signal(str, str)
    """To the next photograph, and there to a field in a language."""
    digit = Signal(int, bool)
    """What is offered under a digit is wanted; and then to go on."""

    def __init__(self, keys: Keys, panel: QWidget, boxes: Callable[[], Iterable[FieldBox]], stops: QWidget) -> None:
        super().__init__(panel)
        self._keys, self._panel, self._boxes, self._stops = keys, panel, boxes, stops
        self._begun: tuple[str, str] | None = None
        self._ahead: list[QKeyEvent] | None = None
        panel.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        panel.installEventFilter(self)

    def begin(self) -> None:
        """Other items are shown: nothing has been typed there."""
        self._begun = None

    def follow(self, box: FieldBox) -> None:
        """Hear what is typed into a box."""
        box.onward.connect(self.go_on)
        for edit in [box.editor, *box.editor.findChildren(QLineEdit)]:
            edit.installEventFilter(self)
        if box.line.field.id == "caption" and isinstance(box.editor, TextEdit):
            box.editor.typed.connect(lambda text: self._leave_out(box.line.lang, follows=bool(text.strip())))
        for said in (box.drafted, box.replaced, box.added):
            said.connect(self.note)

    def note(self, line: Line) -> None:
        """Something was typed into a line."""
        self._begun = self._begun or line.key

    def go_on(self, line: Line | None = None) -> None:
        """Go on to the next photograph: to the same line, else to the first that was typed in here."""
        focused = next((box.line for box in self._boxes() if box.isAncestorOf(QApplication.focusWidget() or box)), None)
        key = line.key if line else self._begun or (focused.key if focused else ("", ""))
        self._ahead = None
        self.wait()
        self.onward.emit(*key)

    def wait(self) -> None:
        """What is typed from now on belongs to a field that is not there yet."""
        if self._ahead is None:
            self._ahead = []
        self._panel.setFocus()

    def arrive(self) -> None:
        """The field is there: what was typed on the way goes into it."""
        ahead, self._ahead = self._ahead or [], None
        for event in ahead:
            if (focused := QApplication.focusWidget()) is not None:
                QApplication.sendEvent(focused, event)

    def order(self, window: QWidget) -> None:
        """Have Tab leave out what needs no hand: small buttons, and what is said already by somebody else."""
        for box in self._boxes():
            line = box.line
            unsaid = (line.stand in _UNSAID or line.origin == "pattern") and line.problem is None
            for widget in box.findChildren(QWidget):
                if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.window() is not window:
                    continue
                if widget.property("stop") is None:
                    widget.setProperty("stop", widget.focusPolicy().value)
                small = isinstance(widget, QAbstractButton) and (
                    widget.property("tiny") is True or not box.editor.isAncestorOf(widget))
                widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus if small or unsaid
                                      else Qt.FocusPolicy(widget.property("stop")))

    def _leave_out(self, lang: str, *, follows: bool) -> None:
        """A description that nobody typed follows its caption from the first letter."""
        for box in self._boxes():
            if box.line.key == ("description", lang) and box.line.stand in (Stand.EMPTY, Stand.FOLLOWS):
                box.editor.setFocusPolicy(Qt.FocusPolicy.ClickFocus if follows else Qt.FocusPolicy.StrongFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take keys that no field has taken."""
        if not isinstance(event, QKeyEvent):
            return False
        if watched is not self._panel:  # a field would type the digit that Alt is pressed with
            return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) and self._takes_digit(event)
        if self._ahead is not None and self._panel.hasFocus():
            if event.type() == QEvent.Type.KeyPress:
                self._ahead.append(event.clone())
            event.accept()
            return True
        if self._takes_digit(event):
            return True
        if event.key() not in _ENTER or event.modifiers() & _HARD != Qt.KeyboardModifier.ControlModifier:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.go_on()
        event.accept()
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _takes_digit(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.key() | (event.modifiers() & _HARD).value)
        found = self._digit(pressed.toString(QKeySequence.SequenceFormat.PortableText))
        if found is None:
            return False
        if event.type() == QEvent.Type.KeyPress:
            self.digit.emit(*found)
        event.accept()
        return event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)

    def _digit(self, pressed: str) -> tuple[int, bool] | None:
        """The digit whose offer a key takes, and whether it goes on then."""
        deed = self._keys.owner(pressed)
        what, _, digit = deed.rpartition("-")
        return (int(digit), what == "take") if what in ("take", "add") and digit.isdigit() else None

    def step(self, by: int) -> None:
        """Go to the next thing in the inspector that keys can be in, or to the one before."""
        stops = [widget for widget in self._stops.findChildren(QWidget)
                 if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible() and widget.isEnabled()
                 and widget.focusProxy() is None]
        stops.sort(key=lambda widget: self._place(widget))
        focused = QApplication.focusWidget()
        if stops:
            place = stops.index(focused) + by if focused in stops else 0
            stops[place % len(stops)].setFocus(
                Qt.FocusReason.TabFocusReason if by > 0 else Qt.FocusReason.BacktabFocusReason)

    def _place(self, widget: QWidget) -> tuple[int, int]:
        corner = widget.mapTo(self._stops, widget.rect().topLeft())
        along = corner.x() if widget.layoutDirection() == Qt.LayoutDirection.LeftToRight else -corner.x()
        return corner.y(), along

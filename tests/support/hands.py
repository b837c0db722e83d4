"""Two hands and two eyes at a window. Every key, letter and click goes through here and is counted; an observer in the
application sees to it that nothing is done past the hands."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from minoties_desktop.qt.widgets.field_box import FieldBox
from minoties_desktop.qt.window import MainWindow

CONTROL, SHIFT, NONE = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
                        Qt.KeyboardModifier.NoModifier)
_PATIENCE = 120.0  # seconds


@dataclass
class Count:
    """Pointer actions, keys and chords, uninterrupted typed texts; and the letters of those texts."""

    pointer: int = 0
    keys: int = 0
    texts: int = 0
    letters: int = 0

    @property
    def actions(self) -> int:
        """All of them but the letters."""
        return self.pointer + self.keys + self.texts

    def __sub__(self, other: Count) -> Count:
        return Count(self.pointer - other.pointer, self.keys - other.keys, self.texts - other.texts,
                     self.letters - other.letters)


class Observer(QObject):
    """Sees all that comes into the application as from a keyboard or a mouse; what comes while no hand is at work has
    been done past the hands."""

    def __init__(self, app: QApplication, is_working: Callable[[], bool]) -> None:
        super().__init__(app)
        self.past = 0
        self._is_working = is_working
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at it, and let it go on."""
        # The window itself passes on only keys, never what comes before them.
        if event.type() in _INPUT and (event.type() != QEvent.Type.KeyPress or event.spontaneous()) and (
                not self._is_working()):
            self.past += 1
        return False


_INPUT = (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride, QEvent.Type.MouseButtonPress,
          QEvent.Type.MouseButtonDblClick, QEvent.Type.Drop, QEvent.Type.InputMethod)


@dataclass
class Hands:
    """Works in one window, and does nothing that it does not count. After each action the window comes to rest."""

    window: MainWindow
    count: Count = field(default_factory=Count)
    ledger: list[tuple[str, Count]] = field(default_factory=list)
    """By step of the task what it took."""
    working: bool = False
    """An action is under way."""
    _begun: Count = field(default_factory=Count)

    # Hands

    @contextmanager
    def _acting(self) -> Iterator[None]:
        self.working = True
        try:
            yield
        finally:
            self.working = False

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, *, times: int = 1) -> None:
        """Press a key or a chord where the keyboard is, so many times."""
        for _ in range(times):
            self.count.keys += 1
            with self._acting():
                QTest.keyClick(self._keyboard(), key, modifiers)
            self.rest()

    def text(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.count.texts += 1
        self.count.letters += len(text)
        for letter in text:
            key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            with self._acting():
                QTest.sendKeyEvent(QTest.KeyAction.Click, self._keyboard(), key, letter, NONE)
        self.rest()

    def click(self, widget: QWidget, at: QPoint | None = None, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a widget that can be seen, in its middle or at a point of it."""
        assert widget.isVisible() and widget.isEnabled(), widget
        self.count.pointer += 1
        self._come_to_front()
        with self._acting():
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, modifiers, at or widget.rect().center())
        self.rest()

    def photograph(self, item: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a photograph of the grid; the wheel that brings it into sight is not counted."""
        view = self.window.stage.grid.view
        index = view.model().index(view.model().row(item), 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center(), modifiers)

    def drag(self, path: Path) -> None:
        """Drag a file or a folder from a file manager into the window."""
        self.count.pointer += 1
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle = self.window.rect().center()
        for event in (QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE),
                      QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)):
            with self._acting():
                QApplication.sendEvent(self.window, event)
            assert event.isAccepted()
        self.rest()

    def choice(self, box: FieldBox, words: str) -> None:
        """Click one of a field's choices."""
        self.click(next(button for button in box.findChildren(QAbstractButton) if button.text() == words))

    def _keyboard(self) -> QWidget:
        self._come_to_front()
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self.window

    def _come_to_front(self) -> None:
        """The offscreen platform has no window manager that gives the window back after a dialog."""
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self.window.activateWindow()
            self.sees(self.window.isActiveWindow)

    # Eyes

    def rest(self) -> None:
        """Wait until nothing is under way between window and library."""
        for _ in range(2):
            QApplication.processEvents()
            self.sees(lambda: not self.window.kit.bridge.busy)

    def sees(self, sight: Callable[[], object]) -> None:
        """Wait until the window shows something."""
        end = time.monotonic() + _PATIENCE
        while not sight():
            assert time.monotonic() < end, "what was waited for has not come"
            QApplication.processEvents()
            time.sleep(0.0005)

    def box(self, name: str, lang: str = "") -> FieldBox:
        """A field that is shown."""
        found = self.window.stage.panel.box(name, lang)
        assert found is not None, (name, lang)
        return found

    def form(self, kind: type[QDialog]) -> QDialog:
        """The dialog of a kind that is open."""
        self.sees(lambda: any(one.isVisible() for one in self.window.findChildren(kind)))
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    @property
    def shown(self) -> Sequence[str]:
        """Ids of the photographs in the grid."""
        return list(self.window.stage.grid.model.ids)

    @property
    def selected(self) -> Sequence[str]:
        """Ids of the selected photographs."""
        return list(self.window.stage.grid.view.selected_ids())

    # What it took

    def step(self, name: str) -> None:
        """A step of the task is done."""
        now = Count(**vars(self.count))
        self.ledger.append((name, now - self._begun))
        self._begun = now


@contextmanager
def at_work(app: QApplication, window: MainWindow) -> Iterator[Hands]:
    """Hands at a window; nothing may have come to the application past them."""
    hands = Hands(window)
    observer = Observer(app, lambda: hands.working)
    try:
        yield hands
    finally:
        app.removeEventFilter(observer)
    assert not observer.past, f"{observer.past} events past the hands"

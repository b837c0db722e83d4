"""A person at the window: keys, mouse and letters go in as events; what is waited for is what the window shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.widgets.field_box import FieldBox
from minoties_desktop.qt.window import MainWindow

CONTROL, SHIFT, NONE = (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier,
                        Qt.KeyboardModifier.NoModifier)
LIMIT_MS = 120_000
_TABS = ("describe", "place", "rights")


class Person:
    """Works in one window. Before each answer everything that was asked of the services has come back."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    # Hands

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Press a key where the focus is; an open pop-up gets it first."""
        self._be_active()
        QTest.keyClick(QApplication.activePopupWidget() or QApplication.focusWidget() or self.window, key, modifiers)
        self.settle()

    def type(self, text: str, into: QWidget | None = None) -> None:
        """Type letter by letter; those beyond ASCII come as an input method or another keyboard sends them."""
        for letter in text:
            target = into or QApplication.activePopupWidget() or QApplication.focusWidget()
            if letter.isascii():
                QTest.keyClicks(target, letter)
            else:
                QTest.sendKeyEvent(QTest.KeyAction.Click, target, Qt.Key.Key_unknown, letter, NONE)

    def click(self, widget: QWidget) -> None:
        """Click the middle of a widget."""
        assert widget.isVisible() and widget.isEnabled()
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def click_photograph(self, row: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click a photograph of the grid."""
        self._be_active()
        view = self.window.stage.grid.view
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers,
                         view.visualRect(view.model().index(row, 0)).center())
        self.settle()

    def choose(self, *deeds: str) -> None:
        """Choose actions from the menus, with the arrows and Enter."""
        for deed in deeds:
            action = self.window.deeds_of[deed]
            menu = next(menu for menu in self.window.menu._menus.values() if action in menu.actions())
            menu.popup(self.window.mapToGlobal(self.window.rect().center()))
            while menu.activeAction() is not action:
                QTest.keyClick(menu, Qt.Key.Key_Down)
            QTest.keyClick(menu, Qt.Key.Key_Return)
            self.settle()

    def drop(self, path: Path) -> None:
        """Drop a file or a folder on the window, and wait for the import that follows."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        middle = self.window.rect().center()
        for event in (QDragEnterEvent(middle, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE),
                      QDropEvent(QPointF(middle), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)):
            QApplication.sendEvent(self.window, event)
            assert event.isAccepted()
        self.sees(lambda: bool(self.window.stage.imports.result.text))
        self.press(Qt.Key.Key_Return)  # to what came

    def _be_active(self) -> None:
        """The offscreen platform has no window manager that makes the window active again after a dialog or pop-up."""
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self.window.activateWindow()
            self._qtbot.waitUntil(self.window.isActiveWindow, timeout=LIMIT_MS)

    # Fields and forms

    def field(self, field: str, lang: str = "") -> FieldBox:
        """The box of a field, on its tab."""
        self.settle()
        tabs = self.window.stage.panel._form.tabs
        place = _TABS.index(BY_ID[field].tab)
        if tabs.currentIndex() != place:
            QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(place).center())
        found = self.window.stage.panel.box(field, lang)
        assert found is not None, (field, lang)
        return found

    def fill(self, field: str, text: str, lang: str = "") -> None:
        """Type a value into a field and leave it with Enter or, where Enter is a new line, with Tab."""
        self.field(field, lang).focus_editor()
        self.type(text)
        self.press(Qt.Key.Key_Tab if BY_ID[field].kind == "long_text" else Qt.Key.Key_Return)

    def answer(self, field: str, words: str) -> None:
        """Press one of a field's choices."""
        self.click(next(button for button in self.field(field).findChildren(QAbstractButton)
                        if button.text() == words))

    def form(self, kind: type[QDialog]) -> QDialog:
        """The dialog of a kind that is open."""
        self.sees(lambda: any(one.isVisible() for one in self.window.findChildren(kind)))
        return next(one for one in self.window.findChildren(kind) if one.isVisible())

    # Eyes

    def settle(self) -> None:
        """Wait until nothing is under way between window and library."""
        for _ in range(3):
            QApplication.processEvents()
            self._qtbot.waitUntil(lambda: not self.window.kit.bridge.busy, timeout=LIMIT_MS)

    def sees(self, sight: Callable[[], bool], limit_ms: int = LIMIT_MS) -> None:
        """Wait until the window shows something."""
        self._qtbot.waitUntil(sight, timeout=limit_ms)
        self.settle()

    @property
    def shown(self) -> list[str]:
        """Ids of the photographs in the grid."""
        return list(self.window.stage.grid.model.ids)

    @property
    def selected(self) -> list[str]:
        """Ids of the selected photographs."""
        return list(self.window.stage.grid.view.selected_ids())


@contextmanager
def person(app: QApplication, qtbot: QtBot, folder: Path) -> Iterator[Person]:
    """Open the window of a library as the program does, and close it as a person does."""
    settings.change(language="en", theme="light", start="grid")
    window = open_window(app, folder, settings.load())
    try:
        # Larger than the platform's own small screen.
        window.resize(window.kit.theme.tokens.size("window-width"), window.kit.theme.tokens.size("window-height"))
        window.show()
        qtbot.waitExposed(window)
        found = Person(window, qtbot)
        found.settle()
        yield found
    finally:
        window.close()
        window.kit.speech.leave()
        window.kit.theme.leave()
        window.deleteLater()
        QApplication.processEvents()

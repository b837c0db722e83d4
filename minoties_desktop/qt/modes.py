"""The modes in the top bar: one button for each page that works on the selection."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFrame, QToolButton

from .actions import Actions
from .centre import PAGES
from .kit import Kit


class Modes(QObject):
    """Fills the frame of the top bar with a button for each mode; they press the actions of the table."""

    def __init__(self, frame: QFrame, actions: Actions, kit: Kit) -> None:
        super().__init__(frame)
        self._actions, self._kit = actions, kit
        self._buttons: dict[str, QToolButton] = {}
        pages = [page for page in PAGES if page.on_items]
        for page in pages:
            button = QToolButton(frame)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            for name, value in (("segment", True), ("first", page is pages[0]), ("last", page is pages[-1]),
                                ("textStyle", "strong"), ("iconName", page.icon), ("tint", "text-subtle")):
                button.setProperty(name, value)
            button.clicked.connect(actions[f"show-{page.id}"].trigger)
            frame.layout().addWidget(button)
            self._buttons[page.id] = button
        self.retranslate()

    def show_page(self, shown: str) -> None:
        """Mark the mode of the page that is shown."""
        for page, button in self._buttons.items():
            button.setChecked(page == shown)
            self._actions[f"show-{page}"].setChecked(page == shown)

    def retranslate(self) -> None:
        """Name the modes in the language of now."""
        for page, button in self._buttons.items():
            action = self._actions[f"show-{page}"]
            button.setText(action.text())
            button.setToolTip(action.toolTip())

"""Every key that does something, from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from ..actions import DEEDS, Actions
from ..kit import Kit


class KeysDialog(QDialog):
    """Lists actions and their keys; Escape closes it."""

    def __init__(self, kit: Kit, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(kit.speech.say("deed-keys"))
        layout = QVBoxLayout(self)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        table = QFrame(scroll)
        table.setProperty("gap", "3")
        table.setProperty("margins", "5 5 5 5")
        grid = QGridLayout(table)
        grid.setColumnStretch(0, 1)
        for row, deed in enumerate(deed for deed in DEEDS if deed.keys):
            name = QLabel(actions[deed.id].text(), table)
            grid.addWidget(name, row, 0)
            for column, keys in enumerate(deed.keys):
                key = QLabel(QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText), table)
                key.setProperty("key", True)
                key.setProperty("textStyle", "small")
                grid.addWidget(key, row, column + 1)
        scroll.setWidget(table)
        layout.addWidget(scroll)
        kit.dresser.dress(self)
        tokens = kit.theme.tokens
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        room = self.screen().availableSize().height() - tokens.size("top-bar")
        room = min(room, parent.height()) if parent else room
        wide = table.sizeHint().width() + 2 * tokens.space(6)
        self.resize(max(wide, tokens.size("dialog")), min(table.sizeHint().height() + tokens.space(8), room))

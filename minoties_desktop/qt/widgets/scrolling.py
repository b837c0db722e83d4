"""What is higher than the screen scrolls, and its buttons stay in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QScrollArea, QVBoxLayout, QWidget


class ScrollingBody(QScrollArea):
    """Takes the content of a dialog, but for the last row of its layout: the buttons."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        layout = dialog.layout()
        foot = layout.takeAt(layout.count() - 1).widget()
        body = QWidget(self)
        body.setLayout(layout)
        for name in ("margins", "gap"):
            body.setProperty(name, dialog.property(name))
        around, _, _, below = dialog.property("margins").split()
        dialog.setProperty("margins", "0 0 0 0")
        dialog.setProperty("gap", "0")
        body.setProperty("margins", f"{around} {around} {around} 2")
        foot.setProperty("margins", f"{around} 3 {around} {below}")
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(dialog)
        outer.addWidget(self, 1)
        outer.addWidget(foot)
        self._foot = foot

    def wanted_width(self) -> int:
        """The width of the dialog, in pixels, at which nothing is cut."""
        bar = self.verticalScrollBar().sizeHint().width()
        return max(self.widget().minimumSizeHint().width() + bar, self._foot.minimumSizeHint().width())

    def wanted_height(self, width: int) -> int:
        """The height of the dialog, in pixels, at which nothing scrolls."""
        inner = self.widget().layout()
        body = max(inner.totalHeightForWidth(width), inner.totalMinimumSize().height())
        return body + self._foot.sizeHint().height()

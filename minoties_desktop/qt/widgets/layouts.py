"""What several pages do with layouts."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets vanish at once and are deleted when it is safe."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def stack(frame: QWidget, narrow: bool) -> None:
    """Put the parts of a line above each other where there is little room, else side by side."""
    layout = frame.layout()
    if isinstance(layout, QBoxLayout):
        layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

"""What several pages do with layouts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets vanish at once and are deleted when it is safe."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def crowded(frame: QWidget, room: int) -> bool:
    """Whether the parts of a line that are shown need more than some room (pixels) to stand side by side."""
    layout = frame.layout()
    margins, parts = layout.contentsMargins(), [layout.itemAt(place) for place in range(layout.count())]
    shown = [part.minimumSize().width() for part in parts if not part.isEmpty()]
    return sum(shown) + max(0, len(shown) - 1) * layout.spacing() + margins.left() + margins.right() > room


def give_way(frame: QWidget, room: int, spares: Sequence[QWidget]) -> None:
    """Hide as many of the spare parts of a line, the first first, as the others need to stand whole in some room
    (pixels)."""
    layout = frame.layout()
    margins, parts = layout.contentsMargins(), [layout.itemAt(place).widget() for place in range(layout.count())]
    widths = {part: max(0, part.sizeHint().expandedTo(part.minimumSize()).width()) + layout.spacing()
              for part in parts if part in spares or not part.isHidden()}
    missing = sum(widths.values()) - layout.spacing() + margins.left() + margins.right() - room
    for spare in spares:
        spare.setHidden(missing > 0)
        missing -= widths[spare]


def stack(frame: QWidget, narrow: bool) -> None:
    """Put the parts of a line above each other where there is little room, else side by side."""
    layout = frame.layout()
    if isinstance(layout, QBoxLayout):
        layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

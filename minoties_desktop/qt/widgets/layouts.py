"""What several pages do with layouts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget


def clear(layout: QLayout) -> None:
    """Take everything out of a layout; its widgets vanish at once and are deleted when it is safe."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def parts_of(layout: QLayout) -> list[QWidget | QLayout]:
    """What lies in a layout itself, widgets and layouts, in its order.

    Not by `itemAt`: for PySide the item is a part of the layout from then on, also when Qt has deleted it long ago;
    what comes to be in its place is taken for it, and the program dies.
    """
    around = layout.parentWidget()
    inside = [*(around.children() if around is not None else ()), *layout.children()]
    found = {part: layout.indexOf(part) for part in inside
             if isinstance(part, QWidget | QLayout) and part is not layout}
    return sorted((part for part, place in found.items() if place >= 0), key=found.__getitem__)


def widgets_of(layout: QLayout) -> list[QWidget]:
    """The widgets that lie in a layout itself, in its order."""
    return [part for part in parts_of(layout) if isinstance(part, QWidget)]


def crowded(frame: QWidget, room: int) -> bool:
    """Whether the parts of a line that are shown need more than some room (pixels) to stand side by side."""
    layout = frame.layout()
    margins = layout.contentsMargins()
    shown = [_least(part) for part in widgets_of(layout) if not part.isHidden()]
    return sum(shown) + max(0, len(shown) - 1) * layout.spacing() + margins.left() + margins.right() > room


def _least(part: QWidget) -> int:
    """The width that a layout gives to a part at least (qSmartMinSize)."""
    policy, least = part.sizePolicy().horizontalPolicy(), part.minimumSizeHint().width()
    if policy == QSizePolicy.Policy.Ignored:
        least = 0
    elif not policy.value & QSizePolicy.PolicyFlag.ShrinkFlag.value:
        least = max(least, part.sizeHint().width())
    return part.minimumWidth() or min(least, part.maximumWidth())


def give_way(frame: QWidget, room: int, spares: Sequence[QWidget]) -> None:
    """Hide as many of the spare parts of a line, the first first, as the others need to stand whole in some room
    (pixels)."""
    layout = frame.layout()
    margins, parts = layout.contentsMargins(), widgets_of(layout)
    widths = {part: max(0, part.sizeHint().expandedTo(part.minimumSize()).width()) + layout.spacing()
              for part in parts if part in spares or not part.isHidden()}
    missing = sum(widths.values()) - layout.spacing() + margins.left() + margins.right() - room
    for spare in spares:
        spare.setHidden(missing > 0)
        missing -= widths[spare]


class Column(QVBoxLayout):
    """The layout of a widget that does not grow beyond a width: it is as high as its words are there, also when Qt asks
    how high they are at the width of all the room, where they have fewer lines."""

    def heightForWidth(self, width: int) -> int:
        """The height in pixels."""
        return super().heightForWidth(min(width, self.parentWidget().maximumWidth()))

    def minimumHeightForWidth(self, width: int) -> int:
        """The least height in pixels."""
        return super().minimumHeightForWidth(min(width, self.parentWidget().maximumWidth()))


def stack(frame: QWidget, narrow: bool) -> None:
    """Put the parts of a line above each other where there is little room, else side by side."""
    layout = frame.layout()
    if isinstance(layout, QBoxLayout):
        layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


def align(parts: Sequence[QWidget], *, alike: bool = True) -> None:
    """Make parts of several lines as wide as the widest of them, so that they are a column, or let each be itself."""
    for part in parts:
        part.setMinimumWidth(0)
    widest = max((part.sizeHint().width() for part in parts), default=0) if alike else 0
    for part in parts:
        part.setMinimumWidth(widest)

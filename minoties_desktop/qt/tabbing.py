"""The way of the tab key: the order in which things are laid out, whenever and by whomever they were made."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget

from .widgets.layouts import parts_of


def stops(root: QWidget) -> list[QWidget]:
    """What the tab key comes to below a widget, in reading order; of a stack, only what is on top."""
    return list(_stops(root))


def step(window: QWidget, *, forward: bool) -> bool:
    """Move the focus to the next stop of a window, or the one before; whether there is any."""
    found, focused = stops(window), QApplication.focusWidget()
    if not found:
        return False
    at = next((place for place, one in enumerate(found) if one is focused), None)
    if at is None:
        at = _beside(window, found, focused, forward=forward)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    found[(at + (1 if forward else -1)) % len(found)].setFocus(reason)
    return True


def _beside(window: QWidget, found: list[QWidget], focused: QWidget | None, *, forward: bool) -> int:
    """The place of the stop that comes before (or after) a focused widget which is none itself."""
    everything = [one for one in _laid_out(window) if one in found or one is focused]
    if focused not in everything:
        return -1 if forward else 0
    before = everything.index(focused)
    return before - 1 if forward else before


def _stops(root: QWidget) -> Iterator[QWidget]:
    for widget in _laid_out(root):
        if widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None and (
                widget.focusPolicy() & Qt.FocusPolicy.TabFocus):
            yield widget


def _laid_out(root: QWidget) -> Iterator[QWidget]:
    yield root
    for child in _children(root):
        if not child.isHidden() and not child.isWindow():
            yield from _laid_out(child)


def _children(widget: QWidget) -> list[QWidget]:
    match widget:
        case QStackedWidget():
            top = widget.currentWidget()
            return [top] if top is not None else []
        case QScrollArea():
            return [inner] if (inner := widget.widget()) is not None else []
        case QSplitter():
            return [widget.widget(place) for place in range(widget.count())]
    layout = widget.layout()
    found = list(_in_layout(layout)) if layout is not None else []
    known = set(found)
    others = [child for child in widget.children() if isinstance(child, QWidget) and child not in known]
    return found + sorted(others, key=lambda child: (child.y(), child.x()))


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for part in parts_of(layout):
        if isinstance(part, QWidget):
            yield part
        else:
            yield from _in_layout(part)

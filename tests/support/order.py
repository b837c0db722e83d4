"""The way of the tab key through a window, beside the way that the eye goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QWidget

from minoties_desktop.qt import tabbing
from minoties_desktop.qt.pages.dialogs import ActivityForm, ContributorForm
from minoties_desktop.qt.window import MainWindow
from tests.support.walls import path, stops, visible

_SLACK = 4
"""Pixels by which things on one line may differ."""


def chain(root: QWidget) -> list[QWidget]:
    """What the tab key comes to, one after the other, from the beginning of a window or dialog."""
    if isinstance(root, MainWindow | ActivityForm | ContributorForm):
        return tabbing.stops(root)
    known, found = set(stops(root)), []
    at = root.nextInFocusChain()
    while at is not root:
        if at in known:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def astray(root: QWidget, parts: Sequence[QWidget] = ()) -> list[str]:
    """Where the tab key goes another way than the eye: back to an earlier one of the `parts`, up within a column, or
    against the reading direction within a line."""
    return list(backwards(root, chain(root), parts))


def backwards(root: QWidget, found: Sequence[QWidget], parts: Sequence[QWidget]) -> Iterator[str]:
    """Where a way through a window goes otherwise than the eye."""
    for before, after in pairwise(found):
        one, other = _part(before, parts), _part(after, parts)
        if one != other:
            if other < one:
                yield f"{path(before)} -> {path(after)}: back to an earlier part"
            continue
        scrolled_out = before.visibleRegion().isEmpty() or after.visibleRegion().isEmpty()
        if not scrolled_out and _is_back(_place(before, root), _place(after, root)):
            yield f"{path(before)} -> {path(after)}: against the reading order"


def _part(widget: QWidget, parts: Sequence[QWidget]) -> int:
    return next((n for n, part in enumerate(parts) if part is widget or part.isAncestorOf(widget)), len(parts))


def _place(widget: QWidget, root: QWidget) -> QRect:
    return QRect(widget.mapTo(root, QPoint()), widget.size())


def _is_back(before: QRect, after: QRect) -> bool:
    is_above = after.bottom() <= before.top() + _SLACK
    is_beside = not is_above and after.top() < before.bottom() - _SLACK
    to_the_start = after.right() <= before.left() + _SLACK
    next_column = after.left() >= before.right() - _SLACK
    return (is_above and not next_column) or (is_beside and to_the_start)


def unexplained(root: QWidget) -> list[str]:
    """Buttons that cannot be pressed and do not say why, by tool tip and to those who listen."""
    return [f"{path(one)}: {one.text()!r}" for one in visible(root)
            if isinstance(one, QAbstractButton) and not one.isEnabled()
            and not (one.accessibleDescription() and one.accessibleDescription() in one.toolTip())]


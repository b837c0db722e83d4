"""What a page says, widget by widget, and how its controls present themselves to those who do not see them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QAbstractListModel, QPoint, QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from minoties_desktop.config.messages import FALLBACK, catalogue
from minoties_desktop.qt.widgets.chips import Chip
from minoties_desktop.qt.widgets.labels import ElidedLabel
from tests.support.pseudo import CLOSE, OPEN

_PLURAL = re.compile(r"\{\{PLURAL:\$\d+\|([^{}]*)\}\}")
_ROWS = 40
"""Rows of a list or table that are looked at."""
_LEAST = 3
"""Letters of its own that a text needs before it can be recognised as English."""
_SLACK = 1  # pixels, where widths are rounded
_STEP = 3  # pixels between those that are looked at
_SMALL = 8  # such steps
_READABLE = 4.5
"""WCAG 2, level AA."""
_NAMELESS = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def visible(root: QWidget) -> list[QWidget]:
    """A widget and all below it that can be seen."""
    return [one for one in (root, *root.findChildren(QWidget)) if one.isVisible() and not one.visibleRegion().isEmpty()]


def stops(root: QWidget) -> list[QWidget]:
    """What the tab key reaches, and works."""
    return [one for one in visible(root) if one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and one.focusProxy() is None]


def name_of(widget: QWidget) -> str:
    """What a screen reader calls it; a list that drops down by its label, since Qt gives its choice as its name."""
    if isinstance(widget, QComboBox):
        labels = (one for one in widget.window().findChildren(QLabel) if one.buddy() is widget)
        return next((one.text() for one in labels), widget.accessibleName()).strip()
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name).strip()


def role_of(widget: QWidget) -> QAccessible.Role:
    """What a screen reader says it is."""
    return QAccessible.queryAccessibleInterface(widget).role()


def unnamed(root: QWidget) -> list[str]:
    """Controls that have no name or no role, or share both with another on the same page."""
    found: list[str] = []
    seen: dict[tuple[object, ...], QWidget] = {}
    for widget in stops(root):
        name, role = name_of(widget), role_of(widget)
        if not name:
            found.append(f"{path(widget)}: no name")
        elif role in _NAMELESS and not isinstance(widget, QScrollArea):
            found.append(f"{path(widget)}: no role ({role.name})")
        key = (role, name, QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description),
               _within(widget))
        if name and key in seen:
            found.append(f"{path(widget)}: called {name!r} like {path(seen[key])}")
        seen.setdefault(key, widget)
    return found


def _within(widget: QWidget) -> str:
    """The name of the part that a widget belongs to, which screen readers say on the way in."""
    at = widget.parentWidget()
    while at is not None and not at.accessibleName():
        at = at.parentWidget()
    return at.accessibleName() if at is not None else ""


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Everything that a page says, seen or heard."""
    for widget in visible(root):
        yield from ((widget, text) for text in (
            *_own(widget), widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()) if text)


def _own(widget: QWidget) -> Iterator[str]:
    match widget:
        case QLabel() | QAbstractButton():
            yield widget.text()
        case QLineEdit() | QTextEdit() | QPlainTextEdit():
            yield widget.placeholderText()
        case QGroupBox():
            yield widget.title()
        case QTabBar():
            yield from (widget.tabText(n) for n in range(widget.count()))
        case QComboBox():
            yield from (widget.itemText(n) for n in range(widget.count()))
        case QAbstractItemView() if (model := widget.model()) is not None:
            columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
            yield from (str(model.headerData(n, Qt.Orientation.Horizontal) or "") for n in columns)
            yield from (str(model.index(row, column).data(role) or "")
                        for row in range(min(_ROWS, model.rowCount())) for column in columns
                        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole))


def _english() -> re.Pattern[str]:
    forms, same = [], catalogue("es")
    for key, text in catalogue(FALLBACK).items():
        if same.get(key) == text:
            continue
        for number in (0, -1):
            form = _PLURAL.sub(lambda found, number=number: found[1].split("|")[number], text)
            plain = re.sub(r"\$\d+", "", form)
            if sum(letter.isalpha() for letter in plain) >= _LEAST:
                parts = re.split(r"\$\d+", form)
                forms.append(".*?".join(map(re.escape, parts)))
    return re.compile("|".join(sorted(set(forms), key=len, reverse=True)), re.DOTALL)


def english_in(root: QWidget) -> list[str]:
    """What is still English on a page that speaks a language of `pseudo`."""
    pattern, found = _english(), []
    for widget, text in texts(root):
        bare = re.sub(r"<[^>]+>", "", text)
        rest = re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", bare)
        while rest != bare:
            bare, rest = rest, re.sub(rf"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", "", rest)
        if pattern.fullmatch(rest.strip()):
            found.append(f"{path(widget)}: {text!r}")
    return found


def path(widget: QWidget) -> str:
    """Where a widget is, to be found by a person."""
    names = []
    at: QWidget | None = widget
    while at is not None and len(names) < 4:
        names.append(at.objectName() or type(at).__name__)
        at = at.parentWidget()
    return "/".join(reversed(names))


def cut(root: QWidget) -> list[str]:
    """Words that are not seen whole: text wider or higher than its widget, or a widget that reaches out of the page.

    What elides is not cut: it says the rest in its tool tip."""
    found = []
    for widget in visible(root):
        words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
        if not words.strip() or isinstance(widget, ElidedLabel | Chip):
            continue
        need, seen = _needed(widget), widget.visibleRegion().boundingRect()
        if need.width() > widget.width() + _SLACK:
            found.append(f"{path(widget)}: {words!r} needs {need.width()} px and has {widget.width()}")
        elif need.height() > widget.height() + _SLACK:
            found.append(f"{path(widget)}: {words!r} needs {need.height()} px of height and has {widget.height()}")
        elif seen.width() < widget.width():
            found.append(f"{path(widget)}: {words!r} is seen {seen.width()} of {widget.width()} px wide")
    return found


def _needed(widget: QLabel | QAbstractButton) -> QSize:
    hint = widget.sizeHint()
    if not isinstance(widget, QLabel) or not widget.wordWrap():
        return hint
    margins = widget.contentsMargins()
    words = re.split(r"[\s\u200b]+", widget.text())
    longest = max((widget.fontMetrics().horizontalAdvance(word) for word in words), default=0)
    return QSize(longest + margins.left() + margins.right(), widget.heightForWidth(widget.width()))


def faint(root: QWidget) -> list[str]:
    """Words that stand out too little: their colour beside the one that most of their ground really has."""
    shot, found = root.grab().toImage(), []
    for widget in visible(root):
        words = widget.text() if isinstance(widget, QLabel | QAbstractButton) else ""
        if not words.strip() or not widget.isEnabled() or "<" in words:
            continue
        seen = widget.visibleRegion().boundingRect().translated(widget.mapTo(root, QPoint()))
        step = _STEP if seen.height() > _STEP * _SMALL else 1
        colours = Counter(shot.pixelColor(x, y).name() for x in range(seen.left(), seen.right(), step)
                          for y in range(seen.top(), seen.bottom(), step) if shot.valid(x, y))
        ink = widget.palette().color(widget.foregroundRole()).name()
        # The ground is the first or the second: of a number in a frame, letters or frame may have more.
        ratio, ground = max(((contrast(ink, one), one) for one, _ in colours.most_common(2)), default=(_READABLE, ink))
        if ratio < _READABLE:
            found.append(f"{path(widget)}: {words!r}, {ink} on {ground}, {ratio:.2f}")
    return found


def contrast(one: str, other: str) -> float:
    """WCAG 2's contrast of two colours (#rrggbb), 1 to 21."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

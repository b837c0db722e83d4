"""Small widgets that pages are put together from, dressed by the names of tokens that they carry."""

from __future__ import annotations

import html
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QStaticText, QTextOption
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..painting import in_own_direction
from .flow import FlowLayout


class _Words(QLabel):
    """Begins where the line begins, also words of the other direction: Qt would put them at their own side.

    Its lines from right to left begin at one edge: Qt moves each that it wraps by the width of a space, beyond the
    other edge where the line is full. Paragraphs of rich text are free of that.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._begin()

    def changeEvent(self, event: QEvent) -> None:
        """Turn with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._begin()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, as rich text where Qt would shift lines."""
        if not (self.wordWrap() and self.isRightToLeft() and self.textFormat() == Qt.TextFormat.PlainText):
            super().paintEvent(event)
            return
        plain = in_own_direction(self.text())
        words, option = QStaticText(html.escape(plain, quote=False).replace("\n", "<br>")), QTextOption()
        rect = self.contentsRect()
        option.setAlignment(self.alignment())
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)  # also of words that begin with a name
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setTextOption(option)
        words.setTextWidth(rect.width())
        with QPainter(self) as painter:
            words.prepare(painter.transform(), self.font())
            spare = rect.height() - words.size().height()
            above = 0 if self.alignment() & Qt.AlignmentFlag.AlignTop else spare / 2
            painter.setFont(self.font())
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawStaticText(QPointF(rect.x(), rect.y() + above), words)

    def _begin(self) -> None:
        sides, now = Qt.AlignmentFlag, self.alignment()
        if now & sides.AlignAbsolute or not now & (sides.AlignHCenter | sides.AlignTrailing):
            side = sides.AlignRight if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else sides.AlignLeft
            self.setAlignment(side | sides.AlignAbsolute | now & sides.AlignVertical_Mask)


def label(text: str = "", style: str = "body", ink: str = "", *, wrap: bool = True) -> QLabel:
    """Plain text in a style of the tokens; it may take several lines."""
    found = _Words(text)
    found.setTextFormat(Qt.TextFormat.PlainText)
    found.setWordWrap(wrap)
    found.setProperty("textStyle", style)
    found.setProperty("ink", ink)
    return found


def icon(name: str, tint: str = "text-base", length: str = "icon") -> QLabel:
    """An icon that says nothing to a screen reader: words stand beside it."""
    found = QLabel()
    for key, value in (("iconName", name), ("tint", tint), ("iconLength", length)):
        found.setProperty(key, value)
    return found


def button(text: str, press: Callable[[], object], *, style: str = "strong", **looks: bool) -> QPushButton:
    """A button; `looks` are properties of the style sheet, as primary, small, quiet or link."""
    found = QPushButton(text)
    found.setProperty("textStyle", style)
    for name, value in looks.items():
        found.setProperty(name, value)
    found.clicked.connect(lambda _checked=False: press())
    return found


def leading(widget: QWidget) -> Qt.AlignmentFlag:
    """Where a layout puts a widget: buttons are as wide as their words, at the start; all else fills the line."""
    return Qt.AlignmentFlag.AlignLeading if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)


def frame(
    band: str = "", margins: str = "0 0 0 0", gap: str = "3", *, across: bool = False, parent: QWidget | None = None,
) -> QFrame:
    """A frame with a layout down or across; margins and gap are steps of the tokens."""
    found = QFrame(parent)
    layout: QBoxLayout = QHBoxLayout(found) if across else QVBoxLayout(found)
    layout.setContentsMargins(0, 0, 0, 0)
    for name, value in (("band", band), ("margins", margins), ("gap", gap)):
        found.setProperty(name, value)
    return found


def wrapped(gap: str = "3") -> QFrame:
    """A frame whose widgets stand side by side, and go on in the next line where one is full."""
    found = QFrame()
    found.setProperty("gap", gap)
    FlowLayout(found)
    return found


def scrolled(page: QWidget, body: QWidget, measure: str = "card-measure") -> QScrollArea:
    """Have a page show a body in its middle, no wider than a measure, scrolling down only."""
    area = QScrollArea(page)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    ground = frame("window", "6 5 6 5", "0", across=True)
    body.setProperty("maxWidth", measure)
    ground.layout().addStretch(1)
    ground.layout().addWidget(body, 100)
    ground.layout().addStretch(1)
    area.setWidget(ground)
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(area)
    return area


def key(text: str = "") -> QLabel:
    """A key of the keyboard."""
    found = label(text, "small", wrap=False)
    found.setProperty("key", True)
    found.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as keys are written in every language
    return found

"""Gives the widgets of a form their sizes, fonts, icons and distances from the tokens, by the names they carry.

A form says *which* (`textStyle`, `iconName`, `iconLength`, `iconAtEnd`, `tint`, `height`, `minHeight`, `minWidth`,
`maxWidth`, `width`, `margins`, `gap`), the tokens say how much; so no form holds a pixel and all grow with the text.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLabel, QLayout, QPushButton, QToolButton, QWidget

from .icons import Icons
from .theme import Theme, Tokens


class Dresser:
    """Dresses widgets for one theme."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self.theme = theme
        self.icons = icons

    def dress(self, root: QWidget) -> None:
        """Dress a widget and all below it; to be repeated after each change of the theme."""
        self._one(root)
        for widget in root.findChildren(QWidget):
            self._one(widget)

    def _one(self, widget: QWidget) -> None:
        tokens = self.theme.tokens
        if style := widget.property("textStyle"):
            widget.setFont(tokens.text(style))
        if name := widget.property("iconName"):
            self._icon(widget, name, tokens)
        _measure(widget, tokens)
        if (layout := widget.layout()) is not None:
            _distances(widget, layout, tokens)

    def _icon(self, widget: QWidget, name: str, tokens: Tokens) -> None:
        side = tokens.size(widget.property("iconLength") or "icon")
        tint = widget.property("tint") or "text-base"
        if isinstance(widget, QAbstractButton):
            at_end = bool(widget.property("iconAtEnd"))
            widget.setIcon(self.icons.icon(name, tint, at_end=at_end))
            widget.setIconSize(QSize(side + (tokens.space(2) if _has_words(widget) else 0), side))
            if at_end:  # Qt puts icons before the text only
                mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
                widget.setLayoutDirection(
                    Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft)
        elif isinstance(widget, QLabel):
            widget.setPixmap(self.icons.pixmap(name, tint, side, widget.devicePixelRatioF()))
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)


def _has_words(button: QAbstractButton) -> bool:
    if isinstance(button, QToolButton):
        return button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    return isinstance(button, QPushButton)


def _measure(widget: QWidget, tokens: Tokens) -> None:
    for name, setter in (
        ("height", widget.setFixedHeight), ("width", widget.setFixedWidth), ("minHeight", widget.setMinimumHeight),
        ("minWidth", widget.setMinimumWidth), ("maxWidth", widget.setMaximumWidth),
    ):
        # QWidget has read-only `height` and `width` of its own, so a form calls them `fixedHeight`, `fixedWidth`.
        wanted = widget.property(f"fixed{name.title()}" if name in ("height", "width") else name)
        if isinstance(wanted, str):
            setter(tokens.size(wanted))


def _distances(widget: QWidget, layout: QLayout, tokens: Tokens) -> None:
    if margins := widget.property("margins"):
        layout.setContentsMargins(*(tokens.space(int(step)) for step in margins.split()))
    gap = widget.property("gap")
    if isinstance(gap, str):
        layout.setSpacing(tokens.space(int(gap)))

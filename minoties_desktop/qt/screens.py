"""The screen that a widget is on."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def screen_of(widget: QWidget) -> QScreen:
    """The screen under the middle of a widget; one that is not shown yet will come where its parent is.

    Not `widget.screen()`: for PySide the screen is a part of the widget from then on, and goes with it once the widget
    is garbage in a circle. The program dies as soon as anything looks at a screen again.
    """
    shown = widget if widget.isVisible() else widget.parentWidget() or widget
    return QGuiApplication.screenAt(shown.mapToGlobal(shown.rect().center())) or QGuiApplication.primaryScreen()

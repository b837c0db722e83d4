"""A dialog as large as what it says."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from .. import tabbing
from ..kit import Kit
from ..screens import screen_of
from ..widgets.scrolling import ScrollingBody


class FittingDialog(QDialog):
    """Takes the room that its wrapped sentences need, as far as the screen has it; the tab key goes as the eye does.

    Who derives from it calls `scroll_body` when everything is laid out.
    """

    least_width = "dialog"
    """The token of the width that it has at least."""

    def __init__(self, kit: Kit, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._kit = kit

    def scroll_body(self) -> None:
        """Have everything that is laid out scroll where there is no room for it."""
        self._scroll = ScrollingBody(self)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The tab key goes as the eye does."""
        return tabbing.step(self, forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that the wrapped sentences need."""
        self._fit()
        super().showEvent(event)

    def _fit(self) -> None:
        tokens = self._kit.theme.tokens
        # The frame is not known before the dialog is shown.
        room = screen_of(self).availableSize() - QSize(0, tokens.size("top-bar"))
        width = min(max(self.width(), tokens.size(self.least_width), self._scroll.wanted_width()), room.width())
        self.resize(width, min(self._scroll.wanted_height(width), room.height()))

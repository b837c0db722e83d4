"""Which account sends: asked where a computer has several and nothing says whose photographs these are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from ..services.accounts import Account, wiki
from .kit import Kit


class SenderMenu(QMenu):
    """The accounts that could send, one to be chosen."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit

    def offer(self, below: QWidget, found: Sequence[Account], press: Callable[[Account], object]) -> None:
        """Show them at a widget; nothing waits for the answer, and none is no answer."""
        self.clear()
        self.addSection(self._kit.speech.say("sender-which"))
        for account in found:
            entry = self.addAction(self._kit.speech.say("sender-as", account.name, wiki(account).host))
            entry.triggered.connect(lambda _checked=False, account=account: press(account))
        self.setActiveAction(self.actions()[1])
        self.popup(below.mapToGlobal(QPoint(0, 0)) - QPoint(0, self.sizeHint().height()))

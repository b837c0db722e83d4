"""Asks before an account is removed: its secret can't be brought back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ..services.accounts import Account, wiki
from .kit import Kit


class Removing(QMessageBox):
    """Two answers: the account goes, or it stays."""

    confirmed = Signal()

    def __init__(self, kit: Kit, account: Account, waits: int, parent: QWidget) -> None:
        say = kit.speech.say
        super().__init__(QMessageBox.Icon.Question, say("app-name"),
                         say("account-remove-question", account.name, wiki(account).host),
                         QMessageBox.StandardButton.NoButton, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setInformativeText(say("account-remove-waiting" if waits else "account-remove-explained", waits))
        self._remove = self.addButton(say("account-remove-confirm"), QMessageBox.ButtonRole.DestructiveRole)
        stay = self.addButton(say("form-cancel"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)
        self.buttonClicked.connect(self._on_answered)

    def _on_answered(self) -> None:
        if self.clickedButton() is self._remove:
            self.confirmed.emit()

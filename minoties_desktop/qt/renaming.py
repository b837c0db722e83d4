"""Asks for the name that a wiki gave to an account."""

from __future__ import annotations

from PySide6.QtWidgets import QInputDialog, QWidget

from ..services.accounts import Account, wiki
from .kit import Kit


class NewName(QInputDialog):
    """Emits `textValueSelected` with the name."""

    def __init__(self, kit: Kit, account: Account, parent: QWidget) -> None:
        super().__init__(parent)
        say = kit.speech.say
        self.setWindowTitle(say("app-name"))
        self.setLabelText(say("account-rename-question", account.name, wiki(account).host))
        self.setTextValue(account.name)
        self.setOkButtonText(say("account-rename-confirm"))
        self.setCancelButtonText(say("form-cancel"))

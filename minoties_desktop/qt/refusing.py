"""Says on the screen why there is no window."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox

from ..domain.errors import EnvironmentFault
from .translator import Speech


def refuse(fault: EnvironmentFault, language: str) -> None:
    """Show a fault and its remedy, and wait until the person has read them."""
    speech = Speech(language)
    box = QMessageBox(QMessageBox.Icon.Critical, speech.say("app-name"), speech.say(fault.message))
    if fault.remedy is not None:
        box.setInformativeText(speech.say(fault.remedy))
    box.addButton(speech.say("form-close"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    speech.leave()

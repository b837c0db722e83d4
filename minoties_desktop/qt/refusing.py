"""Says on the screen why there is no window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox

from ..domain.errors import EnvironmentFault
from .translator import Speech


def refuse(fault: EnvironmentFault, language: str) -> Path | None:
    """Show a fault of a library and its remedy; the folder of another one, where the person chooses one instead."""
    speech = Speech(language)
    box = QMessageBox(QMessageBox.Icon.Critical, speech.say("app-name"), speech.say(fault.message))
    if fault.remedy is not None:
        box.setInformativeText(speech.say(fault.remedy))
    box.addButton(speech.say("form-close"), QMessageBox.ButtonRole.RejectRole)
    another = box.addButton(speech.say("deed-open-library"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()
    wanted = box.clickedButton() is another
    name = QFileDialog.getExistingDirectory(None, speech.say("window-open-title")) if wanted else ""
    speech.leave()
    return Path(name) if name else None

"""Asking for a folder, in the platform's own dialog or in Qt's where there is none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """The folder that a person chose, None for none."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    found = chosen_folder(dialog) if dialog.exec() else None
    dialog.deleteLater()
    return found


def chosen_folder(dialog: QFileDialog) -> Path | None:
    """The folder of a dialog that was accepted: what is written in its line, else what is selected.

    Qt's own dialog goes by the selected row first, which may still be the parent of the folder that was typed.
    """
    line = dialog.findChild(QLineEdit, "fileNameEdit")  # The platforms' dialogs have none.
    typed = line.text().strip() if line is not None else ""
    if typed:
        folder = Path(dialog.directory().path(), typed).expanduser()
        if folder.is_dir():
            return folder
    selected = dialog.selectedFiles()
    return Path(selected[0]) if selected else None

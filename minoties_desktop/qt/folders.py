"""Asking for a folder or for files, in the platform's own dialog or in Qt's where there is none."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHeaderView, QLineEdit, QTreeView, QWidget


def ask_folder(parent: QWidget, title: str) -> Path | None:
    """The folder that a person chose, None for none."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    fit_columns(dialog)
    found = chosen_folder(dialog) if dialog.exec() else None
    dialog.deleteLater()
    return found


def ask_files(parent: QWidget, title: str) -> list[Path]:
    """The files that a person chose, none for none."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    fit_columns(dialog)
    found = [Path(name) for name in dialog.selectedFiles()] if dialog.exec() else []
    dialog.deleteLater()
    return found


def fit_columns(dialog: QFileDialog) -> None:
    """Have the columns of Qt's own dialog as wide as their words; the platforms' dialogs have none of Qt's."""
    tree = dialog.findChild(QTreeView, "treeView")
    if tree is not None:
        tree.header().setStretchLastSection(False)
        for column in range(tree.header().count()):
            tree.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents if column
                                               else QHeaderView.ResizeMode.Stretch)


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

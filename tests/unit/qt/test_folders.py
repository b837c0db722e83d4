"""The folder that is written in Qt's own dialog is the one that is meant, whatever row is selected."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QLineEdit, QTreeView

from minoties_desktop.qt.folders import chosen_folder, fit_columns


@pytest.fixture
def dialog(qtbot, tmp_path: Path) -> QFileDialog:
    (tmp_path / "parent" / "card").mkdir(parents=True)
    dialog = QFileDialog(None, "", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    qtbot.addWidget(dialog)
    view = dialog.findChild(QAbstractItemView, "listView")
    qtbot.waitUntil(lambda: view.model().rowCount(view.rootIndex()) == 1)
    view.setCurrentIndex(view.model().index(0, 0, view.rootIndex()))
    return dialog


@pytest.mark.parametrize(("typed", "meant"), [
    ("{}/parent/card", "parent/card"), ("parent/card", "parent/card"), ("parent", "parent"),
    ("{}/nowhere", "parent"), ("", "parent")])
def test_what_is_written_counts_before_what_is_selected(
    dialog: QFileDialog, tmp_path: Path, typed: str, meant: str,
) -> None:
    assert dialog.selectedFiles() == [str(tmp_path / "parent")]
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    line.blockSignals(True)  # The dialog has not caught up with the last letters.
    line.setText(typed.format(tmp_path))
    assert chosen_folder(dialog) == tmp_path / meant


def test_the_columns_are_as_wide_as_their_words(dialog: QFileDialog) -> None:
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    fit_columns(dialog)
    dialog.resize(600, 400)
    dialog.show()
    header = dialog.findChild(QTreeView, "treeView").header()
    assert all(header.sectionSize(column) >= header.sectionSizeHint(column) for column in range(1, header.count()))
    assert header.length() <= header.width()

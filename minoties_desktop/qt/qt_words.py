"""Words of Qt itself: its own translation where it has one, else ours for what a person meets most."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

WORDS = {
    "Look in:": "qt-look-in", "Directory:": "qt-folder", "File name:": "qt-file-name",
    "Files of type:": "qt-file-type", "Choose": "qt-choose", "Open": "qt-open", "Cancel": "form-cancel",
    "Close": "form-close", "Name": "qt-name", "Size": "qt-size", "Type": "qt-type", "Kind": "qt-type",
    "Date Modified": "qt-changed", "Undo": "deed-undo", "Redo": "deed-redo",
    "Folder": "qt-a-folder", "Drive": "qt-drive", "Save": "qt-save", "Save As": "qt-save-as", "Computer": "qt-computer",
    "New Folder": "qt-new-folder", "Create New Folder": "qt-new-folder", "Create a New Folder": "qt-new-folder",
    "Back": "qt-back", "Go back": "qt-back", "Forward": "qt-forward", "Go forward": "qt-forward",
    "Parent Directory": "qt-parent", "Go to the parent directory": "qt-parent", "List View": "qt-list",
    "Change to list view mode": "qt-list", "Detail View": "qt-details", "Change to detail view mode": "qt-details",
    "All Files (*)": "qt-all-files", "Show hidden files": "qt-hidden", "Rename": "qt-rename", "OK": "qt-ok",
    "Files": "qt-files", "Directories": "qt-folders", "Sidebar": "qt-places",
    "List of places and bookmarks": "qt-places",
    "Cut": "qt-cut", "Copy": "qt-copy", "Paste": "qt-paste", "Delete": "qt-delete", "Select All": "qt-select-all",
}
"""Qt's English texts, without the & of their keys, and the messages for them where Qt does not say them itself."""


def qt_translation(locale: QLocale, parent: QObject) -> QTranslator | None:
    """Qt's own translation, None if it has none for that language."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        return translator
    translator.deleteLater()
    return None

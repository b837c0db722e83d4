"""Words of Qt itself: its own translation where it has one, else ours for what a person meets most."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator

WORDS = {
    "Look in:": "qt-look-in", "Directory:": "qt-folder", "File name:": "qt-file-name",
    "Files of type:": "qt-file-type", "Choose": "qt-choose", "Open": "qt-open", "Cancel": "form-cancel",
    "Close": "form-close", "Name": "qt-name", "Size": "qt-size", "Type": "qt-type", "Kind": "qt-type",
    "Date Modified": "qt-changed", "Undo": "deed-undo", "Redo": "deed-redo",
    "Cut": "qt-cut", "Copy": "qt-copy", "Paste": "qt-paste", "Delete": "qt-delete", "Select All": "qt-select-all",
}
"""Qt's English texts, without the & of their keys, and the messages for them in languages that Qt does not speak."""


def qt_translation(locale: QLocale, parent: QObject) -> QTranslator | None:
    """Qt's own translation, None if it has none for that language."""
    translator = QTranslator(parent)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(locale, "qtbase", "_", folder):
        return translator
    translator.deleteLater()
    return None

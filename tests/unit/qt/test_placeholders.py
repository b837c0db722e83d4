"""What stands in empty fields is seen whole: its last word often is the one that matters."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from minoties_desktop.config.messages import languages
from minoties_desktop.qt.pages.dialogs import ActivityForm, ContributorForm
from minoties_desktop.qt.widgets.find_field import FindField
from minoties_desktop.qt.window import MainWindow

Settled = Callable[[], None]
_CARET = 4
"""Pixels that a field keeps free at both ends of its line."""
_WIDER = 1.15
"""How much wider the letters of other systems' fonts are."""


def cut(root: QWidget) -> list[str]:
    """The words of empty fields for which there is too little room."""
    found = []
    for edit in root.findChildren(QLineEdit):
        words = edit.placeholderText()
        if not words or not edit.isVisible() or isinstance(edit, FindField):
            continue  # that one says how much it finds in, where there is room
        option = QStyleOptionFrame()
        edit.initStyleOption(option)
        inside = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
        margins = edit.textMargins()
        room = inside.width() - margins.left() - margins.right() - _CARET
        need = round(edit.fontMetrics().horizontalAdvance(words) * _WIDER)
        if need > room:
            found.append(f"{edit.objectName() or edit.accessibleName()}: {words!r} needs {need} and has {room}")
    return found


def test_what_stands_in_empty_fields_is_seen_whole(window: MainWindow, settled: Settled) -> None:
    tokens, found = window.kit.theme.tokens, []
    window.resize(tokens.size("float-below"), tokens.size("stack-below"))
    window.stage.show_page("scan")
    for language in sorted(languages()):
        window.kit.speech.use(language)
        settled()
        found += [f"{language}: {one}" for one in cut(window)]
        for form in (ActivityForm, ContributorForm):
            dialog = form(window.kit, parent=window)
            dialog.show()
            if isinstance(dialog, ActivityForm):
                dialog._form.kind.setCurrentIndex(dialog._form.kind.findData("glam_visit"))
                assert dialog._form.institution.isVisible()
            dialog.resize(dialog.minimumSizeHint())
            settled()
            found += [f"{language}: {one}" for one in cut(dialog)]
            dialog.close()
    assert not found, "\n".join(found)

"""Texts of several lines."""

import pytest
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.widgets.editors import TextEdit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

WORDS = "aaaaaa bbbbbb cccccc"


@pytest.mark.parametrize("typed", [True, False])
def test_there_is_room_for_every_line_of_a_text_that_is_broken_between_words(
    kit: Kit, qtbot: QtBot, typed: bool,
) -> None:
    edit = TextEdit(kit, lines=1, multiline=True)
    qtbot.addWidget(edit)
    kit.dresser.dress(edit)
    edit.show()
    room = edit.fontMetrics().horizontalAdvance(WORDS[:12])  # two lines would do if words were broken
    edit.resize(room + edit.width() - edit.viewport().width(), edit.height())
    (edit.set_text if typed else edit.setPlaceholderText)(WORDS)
    padding = edit.height() - edit.viewport().height()
    assert edit.sizeHint().height() - padding >= 3 * edit.fontMetrics().lineSpacing()

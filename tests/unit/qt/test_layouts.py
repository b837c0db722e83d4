"""What several pages do with layouts: columns through several lines, and words that have no room."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QStyleOptionToolButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.widgets.editors import ChoiceEdit
from minoties_desktop.qt.widgets.labels import ElidedLabel
from minoties_desktop.qt.widgets.layouts import Column, align
from minoties_desktop.qt.widgets.pieces import label
from minoties_desktop.qt.window import MainWindow

LONG = "Photographed, and the photograph is free as well (CC0) by what its maker says"


def test_parts_of_several_lines_are_as_wide_as_the_widest(qtbot: QtBot) -> None:
    parts = [label("1", wrap=False), label("12,345", wrap=False)]
    for part in parts:
        qtbot.addWidget(part)
    align(parts)
    assert {part.minimumWidth() for part in parts} == {parts[1].sizeHint().width()}
    align(parts, alike=False)
    assert {part.minimumWidth() for part in parts} == {0}


def test_words_that_do_not_take_all_the_width_have_their_height(qtbot: QtBot) -> None:
    page, narrow, words = QWidget(), QFrame(), label(LONG)
    qtbot.addWidget(page)
    narrow.setMaximumWidth(100)
    Column(narrow).addWidget(words)
    narrow.layout().setContentsMargins(0, 0, 0, 0)
    around = QVBoxLayout(page)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(narrow)
    assert around.heightForWidth(400) == words.heightForWidth(100) > words.heightForWidth(400)


def test_a_choice_that_is_longer_than_its_line_makes_nothing_wider(window: MainWindow, qtbot: QtBot) -> None:
    kit: Kit = window.kit
    choices = ChoiceEdit(kit, [("cc0", LONG), ("own", "Own")])
    qtbot.addWidget(choices)
    choices.resize(kit.theme.tokens.size("language-column"), choices.heightForWidth(200))
    choices.show()
    assert choices.minimumSizeHint().width() < kit.theme.tokens.size("inspector-min") // 2
    shown = {}
    for button in choices.findChildren(type(choices.focusProxy())):
        option = QStyleOptionToolButton()
        button.initStyleOption(option)
        shown[button.text()] = (option.text, button.toolTip())
    assert shown[LONG][0].endswith("…") and shown[LONG][1] == LONG
    assert shown["Own"] == ("Own", "")


def test_of_a_text_without_room_nothing_is_painted_but_told(qtbot: QtBot) -> None:
    name = ElidedLabel()
    qtbot.addWidget(name)
    name.setText(LONG)
    name.resize(name.fontMetrics().horizontalAdvance("…") + 2, 20)
    empty = ElidedLabel()
    qtbot.addWidget(empty)
    empty.resize(name.size())
    assert name.grab().toImage() == empty.grab().toImage()
    assert name.toolTip() == LONG

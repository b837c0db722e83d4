"""The band across a page: its button stands where the sentence still has room."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.widgets.band import Band


def test_the_button_stands_below_where_there_is_little_room(kit: Kit, qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    band = Band()
    layout = QVBoxLayout(page)
    layout.addWidget(band)
    layout.addStretch(1)
    band.say(kit.dresser, "error", "Say who can be recognised in the picture, or that nobody can.", "Mend...", print)
    button, letter = band.findChild(QPushButton), band.fontMetrics().averageCharWidth()
    page.show()
    places = []
    for width in (120 * letter, 34 * letter, 120 * letter):
        page.resize(width, 400)
        qtbot.waitUntil(lambda width=width: page.width() == width)
        layout.activate()
        band.layout().activate()
        corner = button.mapTo(band, QPoint())
        places.append(corner.y() > band._text.geometry().bottom())
        assert band.rect().contains(corner)
    assert places == [False, True, False]


@pytest.mark.parametrize("letters", [120, 40, 30])
def test_nothing_below_moves_while_one_sentence_follows_another(kit: Kit, qtbot: QtBot, letters: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    band, below = Band(), QPushButton("Title")
    layout = QVBoxLayout(page)
    layout.addWidget(band)
    layout.addWidget(below)
    layout.addStretch(1)
    sentences = ["At least one category is missing.", "The title is missing.",
                 "Say who can be recognised in the picture, or nobody."]
    page.resize(letters * page.fontMetrics().averageCharWidth(), 600)
    page.show()
    qtbot.waitExposed(page)
    places = set()
    for sentence in sentences:
        band.say(kit.dresser, "error", sentence, "Mend...", print)
        band.keep_room(sentences)
        layout.activate()
        places.add(below.y())
    band.say(kit.dresser, "success", "Ready. Nothing is missing.")
    band.keep_room(sentences)
    layout.activate()
    places.add(below.y())
    assert len(places) == 1
    assert band.height() >= band.heightForWidth(band.width())
    high = band.height()
    band.keep_room([*sentences, sentences[-1] * 9])
    layout.activate()
    assert band.height() <= high + 2 * band.fontMetrics().lineSpacing(), "not for what is seldom said"
    band.keep_room(())
    layout.activate()
    assert below.y() <= min(places)

"""Moments as people write them."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from minoties_desktop.config.messages import Day, Message
from minoties_desktop.qt.moments import span, spoken
from minoties_desktop.qt.translator import Speech

ENGLISH = QLocale("en")


@pytest.mark.parametrize(("stored", "words"), [
    ("2026-10-03T14:01:21-03:00", "3 Oct 2026, 14:01"), ("2026-10-03 14:01", "3 Oct 2026, 14:01"),
    ("2026-10-03", "3 Oct 2026"), ("2026-10", "Oct 2026"), ("1911", "1911"), ("1890~", "1890~"), ("", ""),
])
def test_one_moment(stored: str, words: str) -> None:
    assert spoken(stored, ENGLISH) == words


@pytest.mark.parametrize(("first", "last", "words"), [
    ("2026-10-03T14:01", "2026-10-03T19:06", "3 Oct 2026, 14:01–19:06"),
    ("2026-10-03T14:01", "2026-10-04T09:00", "3 Oct 2026, 14:01 – 4 Oct 2026, 09:00"),
    ("2026-10-03", "2026-10-03", "3 Oct 2026"), ("1911", "1912", "1911 – 1912"),
])
def test_from_one_to_another(first: str, last: str, words: str) -> None:
    assert span(first, last, ENGLISH) == words


def test_days_in_sentences_are_in_the_habit_of_the_window(qapp: QApplication) -> None:
    speech = Speech("es")
    said = speech.say("people-agreed", Day("2026-10-03"), Message("people-withdrawn", Day("2026-10")))
    speech.leave()
    assert "3 oct 2026" in said and "oct 2026" in said.partition("3 oct 2026")[2]


def test_in_the_language_of_the_window() -> None:
    assert spoken("2026-10-03", QLocale("es")) == "3 oct 2026"

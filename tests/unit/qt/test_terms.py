"""The glossary on the page of presets: terms are found, added, changed, removed, and written as a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from minoties_desktop.domain.glossary import Term
from minoties_desktop.qt.pages.presets import PresetsPage
from minoties_desktop.qt.pages.terms import SHOWN, TermForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import glossary
from minoties_desktop.services.library import Library

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, settled: Settled) -> PresetsPage:
    """The page, with no term yet."""
    window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es arn"})
    window.kit.bridge.tell_everything()
    window.stage.show_page("presets")
    settled()
    return window.stage.made("presets")


def words(page: PresetsPage) -> list[str]:
    return [one.text() for one in page.glossary._cards.findChildren(QLabel) if one.text()]


def test_terms_are_added_changed_and_taken_away(
    window: MainWindow, library: Library, page: PresetsPage, settled: Settled,
) -> None:
    assert words(page) == ["There are no terms yet."]
    assert page.glossary.find.isHidden()
    form = TermForm(window.kit, Term("witral"), window)
    form.open()
    for column, text in (("lang", "arn"), ("item", "q830"), ("text:es", "telar")):
        form.line(column).setText(text)
    form.parts.accept.click()
    settled()
    [term] = glossary.listed(library)
    assert (term.name, term.lang, term.item, term.texts) == ("witral", "arn", "Q830", {"es": "telar"})
    assert words(page) == ["witral (mapudungun)", "Spanish: telar"]
    form = TermForm(window.kit, term, window)
    form.open()
    form.line("text:es").setText("telar de suelo")
    form.parts.accept.click()
    settled()
    assert words(page) == ["witral (mapudungun)", "Spanish: telar de suelo"]
    next(one for one in page.glossary._cards.findChildren(QPushButton) if one.text() == "Remove").click()
    settled()
    assert words(page) == ["There are no terms yet."]
    window.kit.bridge.tagging.undo()
    assert [one.texts for one in glossary.listed(library)] == [{"es": "telar de suelo"}]


def test_what_can_be_no_term_is_said_and_stays_in_the_form(
    window: MainWindow, library: Library, page: PresetsPage, settled: Settled,
) -> None:
    form = TermForm(window.kit, Term("witral"), window)
    form.open()
    form.line("item").setText("loom")
    form.parts.accept.click()
    settled()
    assert form.isVisible()
    assert "no Wikidata item" in form.parts.band.text
    assert glossary.listed(library) == []
    form.reject()


def test_a_word_finds_terms_in_every_language(
    library: Library, window: MainWindow, page: PresetsPage, settled: Settled,
) -> None:
    for number in range(SHOWN + 2):
        term = Term(f"term {number:02}", "arn", "", {"es": f"Término {number}"})
        glossary.save(library, window.kit.bridge.tagging, term)
    window.kit.bridge.tell_everything()
    settled()
    assert words(page)[-1] == "2 more terms: a word above finds them."
    page.glossary.find.setText("termino 21")
    settled()
    assert words(page) == ["term 21 (mapudungun)", "Spanish: Término 21"]
    page.glossary.find.setText("nothing like it")
    settled()
    assert words(page) == ["No term is like that."]


def test_a_file_is_taken_in_and_written(
    window: MainWindow, library: Library, page: PresetsPage, settled: Settled, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    source, target = tmp_path / "in.tsv", tmp_path / "out.tsv"
    source.write_text("term\tlang\tes\nwitral\tarn\ttelar\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(source), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    page.glossary.take()
    settled()
    assert words(page) == ["witral (mapudungun)", "Spanish: telar"]
    page.glossary.write()
    settled()
    assert target.read_text(encoding="utf-8") == "term\tlang\titem\tes\nwitral\tarn\t\ttelar\n"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "no" / "out.tsv"), ""))
    page.glossary.write()
    settled()
    assert "can't be written" in window.form.statusDeed.text()


def test_a_term_begins_from_anywhere(window: MainWindow) -> None:
    window.deeds_of["new-term"].trigger()
    assert window.stage.page == "presets" and window.findChildren(TermForm)

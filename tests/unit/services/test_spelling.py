"""Spelling by installed dictionaries: a process of its own, a person's own words, and nothing where there is none."""

from pathlib import Path

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.glossary import Term
from minoties_desktop.services import glossary, spelling
from minoties_desktop.services.spelling import Spelling
from tests.support.dictionaries import install
from tests.support.libraries import library, tagging

__all__ = ["library", "tagging"]


@pytest.fixture
def spelt(library, monkeypatch):
    """The spelling of a library, with a small Spanish dictionary in a person's own folder and no other."""
    monkeypatch.setattr(spelling, "_FOLDERS", ())
    monkeypatch.setattr(spelling, "_OFFICES", ())
    monkeypatch.delenv("DICPATH", raising=False)
    install(spelling.own_folder(), "es_ES", ["telar", "mujer", "ante", "un", "tejedora/S", "ñandú", "d'arte"])
    made = Spelling(library)
    yield made
    made.close()


def test_words_that_the_dictionary_has_not_are_told_with_their_places(spelt):
    assert spelt.wrong("es", "Mujer ante un telra, tejedoras y Ñandú") == [(14, "telra")]
    assert spelt.others("es", "telra")[0] == "telar"
    assert spelt.wrong("es-cl", "mujre") == [(0, "mujre")]  # of the language where the land has none


def test_numbers_addresses_variables_and_codes_are_no_words(spelt):
    assert spelt.wrong("es", "mujer 2041 IMG_2041 {caption} =xyz= https://a.example/qwe q@w.example Q830x") == []


def test_without_a_dictionary_nothing_happens(spelt):
    assert spelt.wrong("arn", "Düwekafe ñi witral mew") == []
    assert spelt.others("arn", "witral") == []
    assert spelt._pool is None  # no process was started for it


def test_own_words_and_terms_are_right(spelt, library, tagging):
    assert [word for _, word in spelt.wrong("es", "Trapelacucha ante witral")] == ["Trapelacucha", "witral"]
    spelt.learn(tagging, "es", "trapelacucha")
    glossary.save(library, tagging, Term("witral", "arn", "", {"es": "witral"}))
    spelt.forget()
    assert spelt.wrong("es", "Trapelacucha ante witral") == []
    spelt.learn(tagging, "es", "TRAPELACUCHA")
    assert len(library.registers["spelling"].list()) == 1
    tagging.undo()
    tagging.undo()
    spelt.forget()
    assert [word for _, word in spelt.wrong("es", "Trapelacucha ante un telar")] == ["Trapelacucha"]


@pytest.mark.parametrize("word", ["", "a\nb", "a b", "5r", "x" * 101])
def test_what_can_be_no_word_is_not_learnt(spelt, tagging, library, word):
    with pytest.raises(UsageFault):
        spelt.learn(tagging, "es", word)
    assert not library.registers["spelling"].list()


def test_a_dictionary_that_cannot_be_read_is_done_without(spelt):
    folder = spelling.own_folder()
    (folder / "el_GR.dic").write_bytes(b"\x00\xff" * 50)
    (folder / "el_GR.aff").mkdir()
    (folder / "fr_FR.dic").write_text("1\nmot\n")  # without its .aff
    assert set(spelling.dictionaries()) == {"es_es"}
    spelt._known = spelling.dictionaries()
    (folder / "es_ES.dic").unlink()
    assert spelt.wrong("es", "mujre") == []
    assert spelt.wrong("es", "mujre") == []
    assert spelt._broken == {folder / "es_ES.dic"}


@pytest.mark.parametrize(("lang", "name"), [
    ("es", "es_es"), ("es-cl", "es_cl"), ("es-mx", "es_es"), ("el", "el_gr"), ("pt", "pt_pt"), ("arn", None),
    ("en", "en_us")])
def test_the_nearest_dictionary_is_chosen(lang, name):
    known = {one: Path(one) for one in ("es_cl", "es_es", "el_gr", "pt_br", "pt_pt", "en_au", "en_us")}
    assert spelling.dictionary(lang, known) == (Path(name) if name else None)

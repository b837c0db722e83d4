"""The glossary: terms come from tables that are checked, go into tables without formulas, are offered while typing."""

import os

import pytest
from hypothesis import given, seed
from hypothesis import strategies as st

from minoties_desktop.config.messages import Message
from minoties_desktop.domain import glossary as domain
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.glossary import Term
from minoties_desktop.services import glossary
from minoties_desktop.services.glossary import Glossary
from tests.support.libraries import library, tagging

__all__ = ["library", "tagging"]

TABLE = "term\tlang\titem\tes\tel\nwitral\tarn\tQ830\ttelar\tαργαλειός\ntrarikanmakuñ\tarn\t\tponcho con grecas\t\n"


def file(tmp_path, text, name="terms.tsv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_folder_or_a_device_is_no_glossary_and_is_not_waited_for(library, tmp_path, make):
    make(tmp_path / "terms.tsv")
    with pytest.raises(UsageFault) as caught:
        glossary.take(library, tmp_path / "terms.tsv")
    assert caught.value.message.key == "error-glossary-no-file"


def test_a_table_of_terms_is_one_step_and_is_taken_again_without_doubles(library, tagging, tmp_path):
    community = tagging.create("community", {"name": "Mapuche"})
    path = file(tmp_path, TABLE)
    assert glossary.take(library, path, community) == glossary.Taken(2, 0)
    assert glossary.take(library, path, community) == glossary.Taken(0, 0)
    more = file(tmp_path, "term\tlang\trup\twitral\n".replace("\twitral", "") + "Witral\tarn\targalia\n", "more.tsv")
    assert glossary.take(library, more, community) == glossary.Taken(0, 1)
    found = {term.name: term for term in glossary.listed(library, community)}
    assert found["witral"].texts == {"es": "telar", "el": "αργαλειός", "rup": "argalia"}
    assert (found["witral"].item, found["witral"].lang) == ("Q830", "arn")
    tagging.undo()
    assert "rup" not in {lang for term in glossary.listed(library) for lang in term.texts}
    tagging.undo()
    tagging.undo()
    assert glossary.listed(library) == []
    tagging.redo()
    tagging.redo()
    assert [term.name for term in glossary.listed(library)] == ["trarikanmakuñ", "witral"]


@pytest.mark.parametrize(("text", "key"), [
    ("", "error-glossary-head"), ("es\nx", "error-glossary-head"), ("term\tes\tes\na\tb\tc", "error-glossary-head"),
    ("term\tSpanish (Chile)\na\tb", "error-glossary-column"), ("term\tes\n", "error-glossary-empty"),
    (b"term\tes\nwitral\t\xff\xfe\n", "error-glossary-encoding"), ("term\tes\n\tb", "error-glossary-line"),
    ("term\tlang\na\tthe first", "error-glossary-line"), ("term\titem\na\tL5", "error-glossary-line"),
    ("term\tes\na\t" + "x" * 256, "error-glossary-line"), ("term\tes\n" + "a\tb\n" * 20_001, "error-glossary-many"),
    ("x" * (domain.BYTES + 1), "error-glossary-size")])
def test_what_is_no_glossary_is_refused_in_words(library, tmp_path, text, key):
    with pytest.raises(UsageFault) as caught:
        glossary.take(library, file(tmp_path, text))
    assert caught.value.message.key == key
    assert caught.value.remedy == Message("error-glossary-remedy")
    assert glossary.listed(library) == []


def test_a_folder_and_nothing_are_refused(library, tmp_path):
    for path in (tmp_path, tmp_path / "nothing.tsv"):
        with pytest.raises(UsageFault):
            glossary.take(library, path)


@seed(20261122)
@given(st.lists(st.tuples(st.text(min_size=1, max_size=20), st.text(max_size=20)), min_size=1, max_size=5))
def test_what_is_written_is_read_again_and_is_no_formula(pairs):
    terms = {}
    for name, text in pairs:
        try:
            term = domain.checked(Term(name, "arn", "", {"es": text}))
        except UsageFault:
            continue
        terms[term.name] = term
    if not terms:
        return
    text = domain.written(terms.values())
    assert {term.name: term.texts for term in domain.parse(text.encode())} == {
        name: dict(term.texts) for name, term in terms.items()}


def test_formulas_are_tamed_on_their_way_out():
    text = domain.written([Term("=HYPERLINK(\"http://x\")", "es", "", {"el": "@SUM(A1)"})])
    assert "\t=" not in f"\t{text}".replace("\n", "\t")
    assert "'@SUM(A1)" in text


def test_signs_that_turn_text_around_are_taken_out():
    assert domain.checked(Term("wi\u202etral\x00", "arn")).name == "wi tral"
    assert domain.checked(Term("\ufeffwi\u200btral\u200f", "arn")).name == "witral"
    with pytest.raises(UsageFault):
        domain.checked(Term("\u200b", "arn"))


def test_terms_go_on_from_what_is_typed_and_are_told_in_other_languages():
    known = Glossary([Term("witral", "arn", "Q830", {"es": "telar", "el": "αργαλειός"}),
                      Term("trarikanmakuñ", "arn", "", {"es": "poncho con grecas"}),
                      Term("makuñ", "arn", "", {"es": "manta"})])
    assert known.going_on("es", "Mujer ante un tel") == ["Mujer ante un telar"]
    assert known.going_on("es", "Un poncho con gr") == ["Un poncho con grecas"]
    assert known.going_on("el", "ΑΡΓΑΛ") == ["αργαλειός"]
    assert known.going_on("es", "Mujer ante un telar") == []
    assert known.going_on("arn", "t") == []
    assert known.told("es", "Tejedora en su Telar, con poncho con grecas", "arn") == ["trarikanmakuñ", "witral"]
    assert known.told("es", "Los telares", "arn") == []
    assert known.items("arn", "Witral mew") == ["Q830"]

"""Headings of other people's tables name fields, in any language of ours; answers are known by their words."""

import pytest

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain import table
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.domain.table import Column
from minoties_desktop.services import accepting, headings, tabling
from tests.support.libraries import library

__all__ = ["library"]

KNOWN = [*(Column(BY_ID[name]) for name in ("title", "categories", "people", "date", "institution",
                                            "inventory_number", "medium")),
         Column(BY_ID["caption"], "es"), Column(BY_ID["caption"], "arn")]


def keys(*names):
    found = headings.columns(names, KNOWN)
    return found and [column and column.key for column in found]


def test_the_list_of_a_museum_is_matched_by_its_words():
    assert keys("Nº inventario", "Título", "Fecha", "Institución", "Materiales", "Estante") == [
        "inventory_number", "title", "date", "institution", "medium", None]
    assert keys("Αριθμός ευρετηρίου" if "αριθμός ευρετηρίου" in headings.words() else "inventory_number",
                "Τίτλος", "") == ["inventory_number", "title", None]


@pytest.mark.parametrize(("heading", "key"), [
    ("Leyenda (es)", "caption:es"), ("Caption arn", "caption:arn"), ("caption:arn", "caption:arn"),
    ("Λεζάντα [el]", "caption:el"), ("Leyenda", "caption:es"), ("caption", "caption:es")])
def test_a_heading_may_name_its_language(heading, key):
    assert keys("title", heading) == ["title", key]


def test_rows_of_values_are_no_headings():
    assert keys("Tejedora", "Una fuente de piedra") is None
    assert keys("Título") is None
    assert keys("Título", "x", "y", "z", "Fecha", "w") is None
    assert keys("", "") is None
    assert keys("Título", "Título") is None


def test_rows_go_to_the_columns_that_are_named():
    block = table.read("Estante\tTítulo\tPersonas en la imagen\nA4\tTelar\tNadie\nB1\t\tGentío\n")
    columns = headings.columns(block[0], KNOWN)
    edits = tabling.headed(block[1:], ["one", "two"], columns, 1, lambda _column, text: text)
    assert [(edit.item, edit.column.key, edit.text, edit.row) for edit in edits] == [
        ("one", "title", "Telar", 1), ("one", "people", "Nadie", 1), ("two", "people", "Gentío", 2)]


def test_answers_are_known_by_their_words_and_named_in_words(library):
    for code in ("en", "es", "el"):
        words = Messages(code).text("people-nobody")
        assert accepting.valid(library.database, BY_ID["people"], words, "") == "nobody"
    with pytest.raises(UsageFault) as caught:
        accepting.valid(library.database, BY_ID["people"], "Materiales", "")
    said = Messages("es").text(caught.value.remedy)
    assert Messages("es").text("people-nobody") in said
    assert "nobody" not in said
    assert "crowd" not in said

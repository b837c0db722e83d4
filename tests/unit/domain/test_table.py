"""Cells as text: nothing is lost on the way to a spreadsheet and back, and nothing arrives there as a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain import table
from minoties_desktop.domain.fields import BY_ID

_CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12)
_VALUES = st.text(st.sampled_from("ab;, ñ"), min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.lists(_CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_cells_come_back_from_a_spreadsheet_as_they_went(rows: list[list[str]]) -> None:
    assert table.read(table.written(rows)) == rows


@given(_CELLS)
def test_no_cell_is_a_formula_where_it_is_pasted(text: str) -> None:
    cell = table.written([[text]]).lstrip('"')
    assert not cell.startswith(("=", "@"))
    if cell.startswith(("+", "-")):
        assert not any(sign.isalpha() or sign in "(!|" for sign in cell)


@pytest.mark.parametrize(("text", "rows"), [
    ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
    ('"two\nlines"\tb', [["two\nlines", "b"]]),
    ('"Loom" in wood\tb', [['"Loom" in wood', "b"]]),
    ('"say ""yes"""', [['say "yes"']]),
    ("a\tb\nc", [["a", "b"], ["c", ""]]),
    ("", [[""]]),
])
def test_the_clipboard_of_spreadsheets_is_understood(text: str, rows: list[list[str]]) -> None:
    assert table.read(text) == rows


@given(st.lists(_VALUES, max_size=4))
def test_several_values_in_one_text_come_apart_again(values: list[str]) -> None:
    whole = [" ".join(value.split(" ")) for value in values if not value.startswith(";") and not value.endswith(";")]
    assert table.parted("depicts", table.joined("depicts", whole)) == whole


def test_a_field_of_one_value_keeps_its_semicolons() -> None:
    assert table.parted("title", "a; b;;c") == ["a; b;;c"] and table.joined("title", ["a; b"]) == "a; b"
    assert table.parted("title", "  ") == []


def test_columns_follow_detail_and_wishes() -> None:
    known = table.columns(["es", "arn"], ["volunteer"])
    keys = [column.key for column in known]
    assert keys[:3] == ["title", "caption:es", "caption:arn"] and "notes" not in keys
    shown = [column.key for column in table.shown(known, {"title": False, "description:es": True, "date": "?"})]
    assert "title" not in shown and "description:es" in shown and "depicts" in shown
    assert not table.Column(BY_ID["licence"]).is_text


def test_a_block_fills_a_range_that_holds_it_whole() -> None:
    assert table.tiled([["a"]], 3, 2) == [["a", "a"]] * 3
    assert table.tiled([["a", "b"], ["c", "d"]], 3, 2) == [["a", "b"], ["c", "d"]]

"""Titles in the order in which people look for them."""

from hypothesis import given, seed
from hypothesis import strategies as st

from minoties_desktop.domain.sorting import order


def test_letters_with_marks_stand_at_their_place_and_numbers_by_their_value() -> None:
    titles = ["Nube", "ñandú 10", "Álamo", "ñandú 2", "zorro", "alba", "Ébano", "nuez", "Nuevo"]
    assert sorted(titles, key=order) == [
        "Álamo", "alba", "Ébano", "Nube", "Nuevo", "nuez", "ñandú 2", "ñandú 10", "zorro"]


def test_greek_is_sorted_without_its_accents_and_by_any_sigma() -> None:
    assert sorted(["Ωδείο", "Άνδρος", "Αθήνα", "έλατο", "Λόφος 3", "λόφοσ 2"], key=order) == [
        "Αθήνα", "Άνδρος", "έλατο", "λόφοσ 2", "Λόφος 3", "Ωδείο"]


@seed(5)
@given(st.text(max_size=20))
def test_case_changes_nothing_and_any_text_has_a_place(text: str) -> None:
    assert order(text.casefold()) == order(text)
    order(text).encode("utf-8", "surrogatepass")

"""What was used before is offered nearest first."""

from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.searching import searchable
from minoties_desktop.domain.suggesting import Near, Used, matching, nearest, ranked


def used(text: str, count: int = 1, activities: str = "", latest: str = "") -> Used:
    return Used(text, count, frozenset(activities.split()), latest, searchable(text))


KNOWN = [used("Tejedora en la feria", 9, "other"), used("Tejedora mapuche", 1, "here"), used("Tejido rojo", 3, "alike"),
         used("Una tejedora", 50, "here"), used("Τεχνίτρα στον αργαλειό", 1, "here")]


def test_this_activity_comes_before_its_neighbours_and_those_before_what_is_used_most():
    near = Near("here", frozenset({"alike"}))
    assert [one.text for one in ranked(KNOWN, "tej", near, 9)] == [
        "Tejedora mapuche", "Tejido rojo", "Tejedora en la feria", "Una tejedora"]
    assert [one.text for one in ranked(KNOWN, "tej", Near(), 2)] == ["Tejedora en la feria", "Tejido rojo"]
    assert [one.text for one in nearest(KNOWN, near, 2)] == ["Una tejedora", "Tejedora mapuche"]


def test_letters_are_compared_without_accents_in_every_script():
    assert [one.text for one in ranked(KNOWN, "τεχνίτρα ΣΤΟΝ", Near(), 9)] == ["Τεχνίτρα στον αργαλειό"]
    assert matching(KNOWN, "tejedora mapuche") == [] and matching(KNOWN, " ") == []


@given(st.lists(st.text(alphabet="abc ", min_size=1, max_size=6), max_size=12), st.text(alphabet="abc", max_size=3))
def test_what_is_offered_goes_on_from_what_is_typed_and_is_no_more_than_asked(texts, typed):
    found = ranked([used(text) for text in texts], typed, Near(), 3)
    assert len(found) <= 3
    assert all(f" {one.folded}".find(f" {typed}") >= 0 and one.folded != typed for one in found)

"""Merging two changes of one text: nothing of anybody's is lost unless a person chooses so."""

from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.merging import Part, Side, merged, parts

LINES = st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n", "e"]), max_size=8).map("".join)


@given(LINES, LINES, LINES)
def test_the_columns_joined_are_the_texts(was, ours, theirs):
    found = parts(was, ours, theirs)
    assert "".join(part.was for part in found) == was
    assert "".join(part.ours for part in found) == ours
    assert "".join(part.theirs for part in found) == theirs


@given(LINES, LINES, LINES)
def test_the_sides_chosen_throughout_give_the_texts(was, ours, theirs):
    found = parts(was, ours, theirs)
    count = sum(part.is_open for part in found)
    assert merged(found, [Side.OURS] * count) == ours
    assert merged(found, [Side.THEIRS] * count) == theirs


@given(LINES, LINES)
def test_what_only_one_side_changed_is_kept(was, changed):
    assert merged(parts(was, changed, was)) == changed
    assert merged(parts(was, was, changed)) == changed


def test_changes_in_different_lines_are_both_kept():
    was = "{{Information\n|description=old\n|date=2026\n}}\n[[Category:A]]\n"
    ours, theirs = was.replace("old", "new"), was + "[[Category:B]]\n"
    found = parts(was, ours, theirs)
    assert [part.is_clash for part in found if part.is_open] == [False, False]
    assert merged(found) == ours + "[[Category:B]]\n"


def test_where_both_changed_a_line_theirs_stands_unless_chosen_otherwise():
    found = parts("one\ntwo\n", "one\nmine\n", "one\nyours\n")
    assert found == [Part("one\n", "one\n", "one\n"), Part("two\n", "mine\n", "yours\n")]
    assert found[1].is_clash
    assert merged(found) == "one\nyours\n"
    assert merged(found, [Side.OURS]) == "one\nmine\n"


def test_what_both_added_at_one_place_is_kept_by_default():
    found = parts("one\n", "one\nmine\nshared\n", "one\nyours\nshared\n")
    assert merged(found) == "one\nyours\nshared\nmine\n" or merged(found) == "one\nyours\nmine\nshared\n"
    assert merged(found, [Side.THEIRS] * 9) == "one\nyours\nshared\n"

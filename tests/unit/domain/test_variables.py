"""Variables count the items that a text is given to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain import variables
from minoties_desktop.domain.errors import UsageFault


def test_the_number_takes_the_width_that_is_asked_for():
    assert variables.numbered("Loom {seq}", 7) == "Loom 7"
    assert variables.numbered("Loom {seq:02}", 7) == "Loom 07"
    assert variables.numbered("{seq:3} of many", 1234) == "1234 of many"


def test_other_braces_are_left_alone():
    assert not variables.counts("a {sequence} and {seq:x}")
    assert variables.numbered("a {sequence}", 3) == "a {sequence}"


@given(taken=st.sets(st.integers(1, 30)), count=st.integers(0, 20))
def test_names_that_are_taken_are_skipped_and_none_is_given_twice(taken, count):
    items = [f"item {number}" for number in range(count)]
    names = {f"Loom {number:02}" for number in taken}
    found = variables.sequence("Loom {seq:02}", items, lambda item, text: text not in names)
    assert list(found) == items
    assert not names & set(found.values())
    assert sorted(found.values()) == list(found.values())
    assert len(set(found.values())) == count


def test_what_was_meant_for_a_variable_is_told_and_other_braces_are_not():
    for text, wrong in (("Loom {Seq}", "Seq"), ("{seq:12}", "seq:12"), ("{ date }", " date "),
                        ("{CAPTION:3}", "CAPTION:3")):
        assert variables.unknown(text) == [wrong] and not variables.is_plain(text)
        with pytest.raises(UsageFault) as caught:
            variables.check(text)
        assert caught.value.message.args[0] == f"{{{wrong}}}"
    for text in ("{{Seq}}", "\\{Seq}", "{Loom}", "{Fig. 3}", "{{es|x}} {", "{seq:03} {date}", "{{{Seq}}}"):
        assert variables.unknown(text) == []


@given(text=st.text("{}\\seqdat:0 S"))
def test_what_is_typed_literally_is_said_as_it_is(text):
    typed = variables.literal(text.replace("\\", ""))
    assert variables.unknown(typed) == []
    assert variables.filled(typed, {"date": "never", "seq": "never"}, 7) == text.replace("\\", "")

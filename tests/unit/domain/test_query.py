"""What is typed into the find field."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.query import Query, parse


@pytest.mark.parametrize(("text", "expected"), [
    ("", Query()), ("plaza sol", Query(words="plaza sol")), ("state:ready", Query(state="ready")),
    ("activity:3f2 problem:title-missing niño", Query("3f2", problem="title-missing", words="niño")),
    ('activity:"Walk of October" x', Query("Walk of October", words="x")), ("sort:title", Query(sort="title")),
    ("12:30", Query(words="12:30")), ("it's", Query(words="it's")), ("state:", Query()),
    ("state:ready state:done", Query(state="done")),
])
def test_words_and_conditions(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(("text", "code"), [("state:gone", "unknown-state"), ("sort:size", "unknown-sort"),
                                            ("sort:", "unknown-sort"), ("state:READY", "unknown-state")])
def test_what_there_is_none_of_is_said(text, code):
    with pytest.raises(UsageFault) as caught:
        parse(text)
    assert caught.value.code == code


@given(st.text(st.characters(), max_size=60) | st.lists(st.sampled_from(
    ["state:", "sort:", "ready", "taken", '"', "'", "\\", " ", ":", "activity:"]), max_size=8).map("".join))
def test_any_text_is_a_query_or_wrong_usage(text):
    try:
        found = parse(text)
    except UsageFault:
        return
    assert isinstance(found, Query)

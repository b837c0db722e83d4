"""Searches that are kept under a name: made, changed, counted, taken away, brought back."""

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.query import Query
from minoties_desktop.services import searches
from tests.support.libraries import library, photographs, tagging

__all__ = ["library", "tagging"]


def test_a_search_is_kept_counted_changed_and_comes_back(library, tagging):
    one, two, _ = photographs(library, [{}, {}, {}])
    tagging.mark([one, two], "rating", 4)
    made = searches.save(library, tagging, "  Best  of all ", Query(rating="4", sort="title"))
    [kept] = searches.listed(library)
    assert (kept.id, kept.name, kept.query) == (made, "Best of all", Query(rating="4", sort="title"))
    assert searches.counts(library, [kept]) == {made: 2}
    assert searches.save(library, tagging, "best of ALL", Query(rating="5")) == made, "the name is taken over"
    assert [one.query for one in searches.listed(library)] == [Query(rating="5")]
    searches.remove(library, tagging, made)
    assert searches.listed(library) == []
    tagging.undo()
    assert [one.name for one in searches.listed(library)] == ["best of ALL"]
    tagging.undo()
    assert searches.listed(library) == [kept]


def test_who_is_portrayed_is_not_kept(library, tagging):
    searches.save(library, tagging, "Portraits", Query(person="Ana Lee", flag="pick"))
    assert "Ana" not in str(library.registers[searches.TABLE].list())
    assert searches.listed(library)[0].query == Query(flag="pick")


@pytest.mark.parametrize(("name", "query", "code"), [
    (" ", Query(flag="pick"), "name-needed"), ("All", Query(sort="title"), "search-empty"),
    ("Ana", Query(person="Ana"), "search-empty"),
])
def test_a_search_without_a_name_or_that_finds_everything_is_not_kept(library, tagging, name, query, code):
    with pytest.raises(UsageFault) as fault:
        searches.save(library, tagging, name, query)
    assert fault.value.code == code
    assert searches.listed(library) == []


def test_a_row_that_makes_no_sense_finds_everything(library, tagging):
    made = tagging.create(searches.TABLE, {"name": "Broken", "query": "{nothing"})
    assert searches.get(library, made).query == Query()

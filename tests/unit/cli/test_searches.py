"""Finding items, and searches that are kept, on the command line."""

import pytest

from tests.support.libraries import activity, library, photographs, tagging
from tests.unit.cli.calling import call

__all__ = ["library", "tagging"]


@pytest.fixture(autouse=True)
def _here(library, monkeypatch):
    monkeypatch.setenv("MINOTIES_HOME", str(library.root.parent / "home"))


def test_a_kept_search_is_listed_used_narrowed_and_removed(library, tagging):
    one, two, three = photographs(library, [{"caption:es": "Telar"}, {}, {}], under=activity(library, title="Walk"))
    tagging.mark([one, two], "flag", "pick")
    tagging.mark([two], "rating", 4)
    where = ("--library", library.root, "--json")

    def found(*words):
        return {item["id"] for item in call("items", *words, *where).json["items"]}

    assert found("activity:Walk", "flag:pick") == {one, two}
    assert found("missing:caption:es") == {two, three}
    made = call("search", "add", "flag:pick", "activity:Walk", "--name", "Best", *where).json["id"]
    [kept] = call("search", "list", *where).json["searches"]
    assert (kept["id"], kept["name"], kept["items"], kept["query"]["flag"]) == (made, "Best", 2, "pick")
    assert found("--saved", "Best") == {one, two}
    assert found("rating:4", "--saved", made[:8]) == {two}
    assert found("no-such-word", "--saved", "Best") == set()
    assert call("search", "remove", "Best", *where).code == 0
    assert call("items", "--saved", "Best", *where).error == "unknown-id"
    assert call("search", "list", *where).json == {"searches": []}


@pytest.mark.parametrize("word", ["rating:6", "flag:picked", "date:yesterday", "near:here", "missing:nothing",
                                  "label:3", "there:no"])
def test_what_cannot_be_searched_for_is_said_with_an_example(library, word):
    told = call("items", word, "--library", library.root, "--json")
    assert told.error == "filter-value"
    assert word.partition(":")[0] + ":" in told.json["error"]["remedy"]
    assert told.code == 2

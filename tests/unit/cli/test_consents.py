"""People in pictures on the command line."""

import pytest

from minoties_desktop.services import consenting
from tests.support.libraries import library, ready
from tests.unit.cli.calling import call

__all__ = ["library"]


@pytest.fixture(autouse=True)
def _here(library, monkeypatch):
    monkeypatch.setenv("MINOTIES_HOME", str(library.root.parent / "home"))


def test_consent_is_added_listed_withdrawn_asked_about_and_erased(library, tmp_path):
    one, two = ready(library, 2)
    where = ("--library", library.root, "--json")
    form = tmp_path / "form.pdf"
    form.write_bytes(b"%PDF signed")
    assert call("consent", "add", one, two, "--person", "Rayen", "--agreed", "2026-10-01", "--language", "arn",
                "--form", form, "--scope", "commons", "--scope", "name", *where).json == {"items": [one, two]}
    first, second = call("consent", "list", one, two, *where).json["people"]
    assert (first["item"], first["how"], first["scope"]) == (one, "form", ["commons", "name"])
    assert first["document"] == second["document"] and library.path(first["document"]).read_bytes() == b"%PDF signed"
    assert call("consent", "withdraw", one, "--person", "Rayen", "--on", "2026-11-01", *where).json == {
        "withdrawn": [first["id"]], "published": []}
    drafted = call("consent", "request", one, "--person", "Rayen", "--asked", *where).json
    assert "1 November 2026" in drafted["text"] and "Rayen" not in drafted["text"] and drafted["language"] == "en"
    assert "deletion asked on" in call("consent", "list", one, "--library", library.root).out
    erased = call("consent", "erase", two, "--person", "Rayen", *where)
    assert erased.json == {"erased": [second["id"]], "own_copies": []}
    assert library.path(first["document"]).exists()  # the other record still needs it
    assert call("consent", "erase", one, "--person", "Rayen", *where).code == 0
    assert not library.path(first["document"]).exists()
    [left] = consenting.people(library, [one, two])
    assert (left.name, left.first.withdrawn) == ("", "2026-11-01")


@pytest.mark.parametrize(("words", "code"), [
    (("withdraw", "--person", "Nobody"), "no-person"), (("add", "--person", "  "), "name"),
    (("add", "--person", "R", "--agreed", "soon"), "value"), (("add", "--person", "R", "--form", "/none"), "form"),
])
def test_what_cannot_be_says_so(library, words, code):
    [item] = ready(library)
    verb, *rest = words
    assert call("consent", verb, item, *rest, "--library", library.root, "--json").error == code
    assert consenting.people(library, [item]) == []

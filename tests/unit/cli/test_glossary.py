"""`minoties glossary` and `minoties map`: terms and maps from the terminal."""

from pathlib import Path

import pytest

from tests.support import tilesets
from tests.unit.cli.calling import Called, call


@pytest.fixture
def minoties(tmp_path: Path) -> Called:
    return Called(tmp_path / "library")


def test_terms_are_added_taken_in_listed_written_and_removed(minoties: Called, tmp_path: Path) -> None:
    community = minoties("community", "add", "--name", "Mapuche", "--item", "Q193544")["id"]
    made = minoties("glossary", "add", "witral", "--lang", "arn", "--item", "Q830", "--community", "Mapuche",
                    "--text", "es=telar", "--text", "el=αργαλειός")["id"]
    source = tmp_path / "more.tsv"
    source.write_text("term\tlang\tes\nwitral\tarn\ttelar de suelo\nmakuñ\tarn\tmanta\n", encoding="utf-8")
    assert minoties("glossary", "import", str(source), "--community", "Mapuche") == {"added": 1, "changed": 1}
    found = {one["term"]: one for one in minoties("glossary", "list", "--community", "Mapuche")["glossary"]}
    assert found["witral"] == {"id": made, "term": "witral", "lang": "arn", "item": "Q830", "community": community,
                               "texts": {"es": "telar de suelo", "el": "αργαλειός"}}
    table = minoties("glossary", "export")["table"]
    assert table.splitlines()[0] == "term\tlang\titem\tes\tel"
    minoties("glossary", "remove", "witral")
    assert [one["term"] for one in minoties("glossary", "list")["glossary"]] == ["makuñ"]


def test_communities_have_names_in_languages_and_come_from_lists_and_go_into_them(
    minoties: Called, tmp_path: Path,
) -> None:
    made = minoties("community", "add", "--name", "Mapuche", "--called", "es=Gente de la tierra", "--called",
                    "el=Μαπούτσε")["id"]
    minoties("glossary", "add", "witral", "--community", "Gente de la tierra")
    assert minoties("community", "show", "Μαπούτσε")["id"] == made
    minoties("community", "edit", "Mapuche", "--called", "el=Μαπούτσε", "--called", "es=")
    assert minoties("community", "export")["table"] == "term\tlang\titem\tel\nMapuche\t\t\tΜαπούτσε\n"
    source = tmp_path / "more.tsv"
    source.write_text("name\titem\tes\nmapuche\tQ193544\tMapuches\nDiaguita\t\t\n", encoding="utf-8")
    assert minoties("community", "import", str(source)) == {
        "added": 1, "changed": 1, "told": ["“mapuche” of the list is known here as “Mapuche”, and keeps that name."]}
    assert [(row["name"], row["item"]) for row in minoties("community", "list")["community"]] == [
        ("Mapuche", "Q193544"), ("Diaguita", "")]
    assert minoties.run("community", "edit", "Mapuche", "--called", "Mapuches")[1]["error"]["code"] == "called"
    assert minoties.run("community", "import", str(tmp_path))[1]["error"]["code"] == "communities"


def test_an_inventory_list_is_shown_and_taken_away(minoties: Called, tmp_path: Path) -> None:
    minoties("institution", "add", "--name", "Museum", "--called", "es=Museo")
    source = tmp_path / "silver.csv"
    source.write_text("Inventory number\nMP-1\n", encoding="utf-8")
    minoties.run("inventory", str(source), "--institution", "Museo")
    assert minoties("institution", "lists", "Museum") == {"lists": [{"name": "silver.csv", "numbers": 1}]}
    assert minoties("institution", "remove-list", "Museum", "silver.csv") == {"removed": "silver.csv"}
    assert minoties("institution", "lists", "Museum") == {"lists": []}
    assert minoties.run("institution", "remove-list", "Museum", "silver.csv")[1]["error"]["code"] == "unknown-id"


def test_what_is_no_term_is_said(minoties: Called) -> None:
    for words, code in ((("witral", "--item", "loom"), "glossary"), ((" ",), "glossary"),
                        (("witral", "--text", "telar"), "called"), (("witral", "--community", "none"), "unknown-id")):
        assert minoties.run("glossary", "add", *words)[1]["error"]["code"] == code


def test_a_map_is_added_listed_and_removed(minoties: Called, tmp_path: Path) -> None:
    path = tilesets.make(tmp_path / "wall.mbtiles", {0: "red"})
    made = minoties("map", "add", str(path))["id"]
    [one] = minoties("map", "list")["map"]
    assert one == {"id": made, "name": "Wall map", "path": str(path), "there": True, "attribution": "© Mappers",
                   "zooms": [0, 0]}
    minoties("map", "remove", str(path))
    assert minoties("map", "list")["map"] == []
    assert path.exists()
    assert minoties.run("map", "remove", "wall")[1]["error"]["code"] == "unknown-id"
    (tmp_path / "bad.mbtiles").write_text("no map")
    assert minoties.run("map", "add", str(tmp_path / "bad.mbtiles"))[1]["error"]["code"] == "tiles"


def test_words_of_ones_own_are_listed_and_taken_away(minoties: Called) -> None:
    assert minoties("word", "add", "es-cl", "trapelacucha") == {"added": 1}
    assert minoties("word", "add", "es", "Trapelacucha") == {"added": 0}
    [one] = minoties("word", "list")["word"]
    assert (one["lang"], one["word"]) == ("es", "trapelacucha")
    minoties("word", "remove", "trapelacucha")
    assert minoties("word", "list")["word"] == []
    assert minoties.run("word", "add", "the first", "x")[1]["error"]["code"] == "language"


def test_what_fits_several_is_told_once_with_their_ids_and_an_empty_list_in_words(minoties: Called) -> None:
    minoties("institution", "add", "--name", "Museo")
    assert "No inventory list" in call("--library", minoties.library, "institution", "lists", "Museo").out
    assert "nothing in this list" in call("--library", minoties.library, "community", "list").out
    ids = [minoties("community", "add", "--name", "N1", "--item", item)["id"] for item in ("Q1", "Q2")]
    error = minoties.run("community", "edit", "N1", "--name", "N2")[1]["error"]
    assert all(one[:8] in error["message"] for one in ids)
    assert "id" in error["remedy"] and error["remedy"] not in error["message"]
    assert "Give" not in error["message"]
    minoties("community", "edit", ids[0][:8], "--name", "N2")
    assert "A B" in call("--library", minoties.library, "community", "add", "--name", "A\nB").out
    assert len(call("--library", minoties.library, "community", "list").out.splitlines()) == 3

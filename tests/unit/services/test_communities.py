"""Communities have names in several languages: typed, found by any of them, taken in from lists, written to them."""

import json

import pytest

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.community import names_of, one_name, typed
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.glossary import parse
from minoties_desktop.domain.query import Query
from minoties_desktop.domain.reference import Entry
from minoties_desktop.services import communities, glossary
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.meeting import Meant
from minoties_desktop.services.showing import find
from minoties_desktop.services.suggesting import Suggestions
from minoties_desktop.store import communities as kept
from minoties_desktop.store import items, reference
from tests.support.libraries import library, photographs, tagging

__all__ = ["library", "tagging"]

AGREES = Meant.agrees

NAMES = {"es": "Gente de la tierra", "el": "Μαπούτσε"}


def made(tagging, name="Mapuche", item="Q193544", names=NAMES):
    return tagging.create("community", {"name": name, "item": item, "names": json.dumps(names, ensure_ascii=False)})


def table(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def test_a_community_is_called_as_somebody_typed_it(library, tagging):
    made(tagging)
    with library.database.writing() as write:
        reference.keep(write, [Entry("Q193544", {"es": "mapuches", "fr": "Mapuches"}, {}, {}, "", None)])
    lists = Lists(library)
    assert [lists.called("Q193544", [lang]) for lang in ("es", "el", "fr")] == [
        "Gente de la tierra", "Μαπούτσε", "Mapuches"]
    [item] = photographs(library, [{"depicts": "Q193544"}])
    tagging.replace([item], "caption", ["Feria de {depicts}"], lang="es")
    assert Lists(library).described([item])[0].by_language("caption")["es"] == "Feria de Gente de la tierra"


def test_items_are_found_and_described_by_any_of_its_names(library, tagging):
    made(tagging)
    made(tagging, "Weavers", "", {"es": "Tejedoras"})
    [one, two, none] = photographs(library, [{}, {}, {}])
    tagging.replace([one], "communities", ["μαπουτσε"])
    tagging.replace([two], "communities", ["Tejedoras"])
    tagging.replace([none], "communities", ["Diaguita"])
    said = {item.id: item.first("communities") for item in Lists(library).described([one, two, none])}
    assert said == {one: "Q193544", two: "Weavers", none: "Diaguita"}
    for words, found in (("gente de la", [one]), ("Μαπου", [one]), ("mapuche", [one]), ("tejedoras", [two]),
                         ("weav", [two]), ("loom", [])):
        assert items.ids(library.database, Query(words=words)) == found, words
    assert items.ids(library.database, Query(words="g")) == []  # no name by one letter


def test_a_name_that_several_have_stands_for_none(library, tagging):
    made(tagging)
    made(tagging, "Others", "Q42", {"es": "gente de la tierra"})
    assert kept.meant(library.database, "Gente de la Tierra") is None
    assert kept.meant(library.database, " ") is None
    assert kept.meant(library.database, "mapuche").value == "Q193544"


def test_it_is_offered_and_its_terms_are_listed_by_any_name(library, tagging):
    community = made(tagging)
    [item] = photographs(library, [{}])
    assert Suggestions(library).things("communities", "tierra", item, ["es"]) == [
        ("Mapuche · Gente de la tierra", "Q193544")]
    assert find(library, "community", "Μαπούτσε") == community
    assert Lists(library).community("gente de la tierra") == "Q193544"
    house = tagging.create("institution", {"name": "Museum", "names": '{"es": "Museo"}'})
    assert find(library, "institution", "Museo") == house


def test_removed_it_is_found_by_no_name(library, tagging):
    community = made(tagging)
    tagging.remove_row("community", community)
    assert kept.meant(library.database, "Mapuche") is None
    with pytest.raises(UsageFault):
        find(library, "community", "Μαπούτσε")
    tagging.undo()
    assert find(library, "community", "Μαπούτσε") == community


def test_a_list_comes_in_beside_what_is_there_and_is_one_step_of_undo(library, tagging, tmp_path):
    made(tagging)
    path = table(tmp_path / "communities.tsv",
                 "name\titem\tes\tarn\nMapuches\tQ193544\tPueblo mapuche\tMapuche\nWeavers\t\tTejedoras\t\n")
    known_as = Message("community-known-as", "Mapuches", "Mapuche")
    assert communities.take(library, tagging, path) == glossary.Taken(1, 1, (
        Message("community-replaced", "Mapuche", "es", "Pueblo mapuche", "Gente de la tierra"), known_as))
    told = {one.name: (one.item, one.names) for one in kept.listed(library.database)}
    assert told == {"Mapuche": ("Q193544", {"es": "Pueblo mapuche", "el": "Μαπούτσε", "arn": "Mapuche"}),
                    "Weavers": ("", {"es": "Tejedoras"})}
    assert communities.take(library, tagging, path) == glossary.Taken(0, 0, (known_as,))
    out = tmp_path / "out.tsv"
    communities.write(library, out)
    tagging.undo()
    assert [(one.name, one.names) for one in kept.listed(library.database)] == [("Mapuche", NAMES)]
    communities.take(library, tagging, out)
    assert {one.name: (one.item, one.names) for one in kept.listed(library.database)} == told


def test_a_line_without_an_item_is_no_other_communitys_and_gets_its_item_later(library, tagging, tmp_path):
    communities.take(library, tagging, table(tmp_path / "1.tsv", "name\tes\nWeavers\tTejedoras\n"))
    communities.take(library, tagging, table(tmp_path / "2.tsv", "name\titem\nweavers\tQ7\n"))
    communities.take(library, tagging, table(tmp_path / "3.tsv", "name\titem\nWeavers\tQ8\n"))
    assert [(one.name, one.item, one.names) for one in kept.listed(library.database)] == [
        ("Weavers", "Q7", {"es": "Tejedoras"}), ("Weavers", "Q8", {})]


@pytest.mark.parametrize("text", ["es\nTejedoras\n", "name\titem\nA\tnone\n", "name\tthe first\nA\tB\n", "name\n"])
def test_a_list_that_can_not_be_changes_nothing_and_says_how_one_looks(library, tagging, tmp_path, text):
    with pytest.raises(UsageFault) as caught:
        communities.take(library, tagging, table(tmp_path / "bad.tsv", text))
    assert (caught.value.code, caught.value.remedy.key) == ("communities", "error-communities-remedy")
    assert kept.listed(library.database) == []


def test_names_are_typed_and_typed_again():
    assert names_of(typed(NAMES)) == NAMES
    assert names_of("") == {} and typed({"es": ""}) == ""
    assert one_name("es=") == ("es", "")
    for wrong in ("Museo", "es=", "no language=Museo", "=Museo"):
        with pytest.raises(UsageFault):
            names_of(wrong)


def said(library):
    return [(one.name, one.item, dict(one.names)) for one in kept.listed(library.database)]


def lines(*rows, head="term\titem\tes"):
    return "\n".join([head, *rows]) + "\n"


@pytest.mark.parametrize("rows", [
    ("Roma\tQ1\tGitanos", "Roma\tQ2\tRumanos"), ("A\t\tB", "A\t\tC"), ("Roma\t\tA", "Roma\tQ1\tB", "Roma\tQ2\t"),
    ("B\tQ1\tx", "B\tQ2\ty", "B\t\tx"), ("A\tQ5\tB", "A\tQ5\tC"), ("A\tQ5\tB", "Z\tQ5\tC")])
def test_lines_that_say_different_things_are_different_communities_however_often_they_come(
    library, tagging, tmp_path, rows,
):
    path = table(tmp_path / "same.tsv", lines(*rows))
    assert communities.take(library, tagging, path) == glossary.Taken(len(rows), 0)
    found = said(library)
    assert sorted(found, key=str) == sorted(((name, item, {"es": es} if es else {}) for name, item, es in (
        row.split("\t") for row in rows)), key=str)
    for again in (path, table(tmp_path / "out.tsv", communities.table(library)),
                  table(tmp_path / "turned.tsv", lines(*reversed(rows)))):
        assert communities.take(library, tagging, again) == glossary.Taken(0, 0)
    assert said(library) == found


def test_lines_that_go_on_about_one_community_are_one(library, tagging, tmp_path):
    path = table(tmp_path / "one.tsv", lines(
        "Mapuche\tarn\tQ193544\t\t", "mapuches\tfr\tQ193544\t\t", "Mapuche\t\tQ193544\tGente\t",
        "Weavers\t\t\tTejedoras\t", "Weavers\t\t\t\tΥφάντρες", head="term\tlang\titem\tes\tel"))
    for expected in (glossary.Taken(2, 0), glossary.Taken(0, 0)):
        assert communities.take(library, tagging, path) == expected
        assert sorted(said(library)) == [
            ("Mapuche", "Q193544", {"arn": "Mapuche", "fr": "mapuches", "es": "Gente"}),
            ("Weavers", "", {"es": "Tejedoras", "el": "Υφάντρες"})]


def test_a_line_that_says_less_than_another_is_no_more_the_second_time(library, tagging, tmp_path):
    path = table(tmp_path / "less.tsv", lines(
        "B\t\ty\tx", "B\t\t\tx", "B\tQ2\t\ty", "B\t\tx\ty", head="term\titem\tes\tel"))
    for expected in (glossary.Taken(3, 0), glossary.Taken(0, 0)):
        assert communities.take(library, tagging, path) == expected


def test_what_a_line_replaces_and_what_it_calls_otherwise_is_told(library, tagging, tmp_path):
    made(tagging, "A", "Q5", {"es": "B"})
    assert communities.take(library, tagging, table(tmp_path / "1.tsv", lines("Z\tQ5\tC"))) == glossary.Taken(0, 1, (
        Message("community-replaced", "A", "es", "C", "B"), Message("community-known-as", "Z", "A")))
    assert said(library) == [("A", "Q5", {"es": "C"})]


def test_a_list_is_one_write_and_its_lines_are_not_compared_with_each_other(library, tagging, tmp_path, monkeypatch):
    compared = []
    monkeypatch.setattr(Meant, "agrees", lambda self, term: compared.append(self) or AGREES(self, term))
    path = table(tmp_path / "many.tsv", lines(*(f"Same\t\tName {number}" for number in range(300))))
    writes = []
    writing = library.database.writing
    monkeypatch.setattr(library.database, "writing", lambda **given: writes.append(1) or writing(**given))
    assert communities.take(library, tagging, path) == glossary.Taken(300, 0)
    assert communities.take(library, tagging, path) == glossary.Taken(0, 0)
    assert len(writes) <= 2 and len(compared) <= 600
    tagging.undo()
    assert said(library) == []


@pytest.mark.parametrize(("name", "kept_as"), [
    ("A\nB\tC", "A B C"), ("\u202eabc\u202c", "abc"), ("Ro\u200bma", "Roma"), ("x" * 255, "x" * 255)])
def test_what_is_typed_is_kept_as_a_list_takes_it_and_comes_back_from_one(library, tagging, tmp_path, name, kept_as):
    community = made(tagging, name, "", {"ar": name})
    assert said(library) == [(kept_as, "", {"ar": kept_as})]
    assert one_name(f"ar={name}") == ("ar", kept_as)
    out = table(tmp_path / "out.tsv", communities.table(library))
    tagging.remove_row("community", community)
    assert communities.take(library, tagging, out) == glossary.Taken(1, 0)
    assert said(library) == [(kept_as, "", {"ar": kept_as})]


def test_names_that_nobody_sees_or_that_no_list_takes_are_refused(library, tagging):
    for name, names in (("\u200b", {}), ("x" * 256, {}), ("A", {"es": "x" * 256}),
                        ("A", {f"aa-{number}": "x" for number in range(61)})):
        with pytest.raises(UsageFault):
            made(tagging, name, "", names)
    with pytest.raises(UsageFault):
        one_name("es=\u200b")
    assert said(library) == []


def test_names_of_an_older_program_are_written_so_that_they_come_in_again(library, tagging, tmp_path):
    with library.database.writing() as write:
        library.registers["community"].add(write, {"name": "\u200b", "item": "Q7", "names": '{"es": "A\\nB"}'})
    out = table(tmp_path / "out.tsv", communities.table(library))
    assert [term.name for term in parse(out.read_bytes())] == ["A B"]

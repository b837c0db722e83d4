"""What is offered while somebody types: the library's own texts, terms of the glossary, things that terms stand for."""

from minoties_desktop.domain.glossary import Term
from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.reference import Entry
from minoties_desktop.services import glossary
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.suggesting import Suggestions
from minoties_desktop.store import reference
from tests.support.libraries import library, photographs, tagging

__all__ = ["library", "tagging"]


def know(library, thing, label, position=None):
    with library.database.writing() as write:
        reference.keep(write, [Entry(thing, {"es": label}, {"es": "para tejer"}, {}, "", position)])


def test_terms_stand_beside_what_was_said_before(library, tagging):
    _, item = photographs(library, [{"caption:es": "Telar de la feria"}, {}])
    glossary.save(library, tagging, Term("witral", "arn", "Q830", {"es": "telar de suelo"}))
    offered = Suggestions(library)
    assert offered.offered("caption", "es", "telar", item) == ["Telar de la feria", "telar de suelo"]
    assert offered.offered("caption", "es", "Mujer ante un telar d", item) == ["Mujer ante un telar de suelo"]
    assert offered.offered("caption", "arn", "wi", item) == ["witral"]


def test_an_empty_caption_asks_what_terms_are_called_in_its_language(library, tagging):
    [item] = photographs(library, [{"caption:es": "Mujer ante un telar"}])
    glossary.save(library, tagging, Term("witral", "arn", "Q830", {"es": "telar"}))
    offered = Suggestions(library)
    assert offered.offered("caption", "arn", "", item) == ["witral"]
    assert offered.offered("caption", "el", "", item) == []
    [found] = glossary.listed(library)
    glossary.save(library, tagging, Term("witral", "arn", "Q830", {"es": "telar", "el": "αργαλειός"}, found.id))
    offered.forget_terms()
    assert offered.offered("caption", "el", "", item) == ["αργαλειός"]


def test_what_a_term_stands_for_is_offered_before_what_is_near(library, tagging):
    [item] = photographs(library, [{"caption:es": "Telar", "camera_position": "-38.7359, -72.5904"}])
    know(library, "Q830", "telar")
    know(library, "Q33986", "Feria Pinto", Position(-38.7360, -72.5905))
    glossary.save(library, tagging, Term("witral", "arn", "Q830", {"es": "telar"}))
    offered = Suggestions(library).things("depicts", "", item, ["es"])
    assert offered[0] == ("telar · para tejer", "Q830")
    assert offered[1][1] == "Q33986"
    assert offered[1][0].startswith("Feria Pinto · para tejer · ")
    assert [thing for _, thing in Suggestions(library).things("place_created", "", item, ["es"])] == ["Q33986"]


def test_things_that_are_said_alike_are_told_apart(library, tagging):
    [item] = photographs(library, [{}])
    for thing, label in (("Q830", "telar"), ("Q831", "telar"), ("Q832", "telar de cintura")):
        know(library, thing, label)
    offered = dict(Suggestions(library).things("depicts", "telar", item, ["es"]))
    assert offered == {"telar · para tejer · Q830": "Q830", "telar · para tejer · Q831": "Q831",
                       "telar de cintura · para tejer": "Q832"}


def test_the_librarys_communities_are_offered_without_a_connection(library, tagging):
    [item] = photographs(library, [{}])
    tagging.create("community", {"name": "Mapuche", "item": "Q193544"})
    tagging.create("community", {"name": "Αρμάνοι της Λάρισας"})
    offered = Suggestions(library)
    assert offered.things("communities", "", item, ["es"]) == [
        ("Mapuche", "Q193544"), ("Αρμάνοι της Λάρισας", "Αρμάνοι της Λάρισας")]
    assert offered.things("communities", "λαρ", item, ["el"]) == [("Αρμάνοι της Λάρισας", "Αρμάνοι της Λάρισας")]
    assert offered.things("communities", "map", item, ["es"]) == [("Mapuche", "Q193544")]
    assert offered.things("depicts", "map", item, ["es"]) == []
    assert Lists(library).called("Q193544", ["es"]) == "Mapuche"
    know(library, "Q193544", "mapuches")
    assert Lists(library).called("Q193544", ["es"]) == "mapuches"


def test_a_community_is_found_by_any_name_of_its_item(library, tagging):
    [item] = photographs(library, [{}])
    tagging.create("community", {"name": "Mapuche", "item": "Q193544"})
    offered = Suggestions(library)
    with library.database.writing() as write:
        reference.keep(write, [Entry("Q193544", {"es": "mapuches", "el": "Μαπούτσε"}, {},
                                     {"es": ["araucanos"]}, "", None)])
    assert offered.things("communities", "μαπού", item, ["es"]) == [("Mapuche · Μαπούτσε", "Q193544")]
    assert offered.things("communities", "arauc", item, ["es"]) == [("Mapuche · araucanos", "Q193544")]
    assert offered.things("communities", "map", item, ["es"]) == [("Mapuche", "Q193544")]

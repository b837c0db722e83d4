"""Titles that nobody typed follow the pattern of their activity, until somebody types one."""

from minoties_desktop.domain.reference import Entry
from minoties_desktop.services.describing import describe
from minoties_desktop.services.following import PATTERN
from minoties_desktop.store import reference, values
from tests.support.libraries import activity, library, photographs, tagging

__all__ = ["library", "tagging"]

TITLES = {"title": ["{subject}, {place} {seq:02}"]}


def titles(library, ids):
    return [describe(library.database, [item])[item].first("title") for item in ids]


def test_a_title_is_made_of_the_subject_and_counted_by_subject(library, tagging):
    under = activity(library, place="Temuco", languages="es", defaults=TITLES)
    items = photographs(library, [{}] * 5, under=under)
    tagging.add(items[:2], "depicts", ["Telar mapuche"])
    tagging.replace(items[2:4], "caption", ["Una fuente. De piedra."], lang="es")
    assert titles(library, items) == [
        "Telar mapuche, Temuco 01", "Telar mapuche, Temuco 02", "Una fuente, Temuco 01", "Una fuente, Temuco 02", ""]
    tagging.add(items[4:], "depicts", ["Telar mapuche"])
    assert titles(library, items[4:]) == ["Telar mapuche, Temuco 03"]
    tagging.undo()
    tagging.undo()
    tagging.undo()
    assert titles(library, items) == [""] * 5
    assert values.own(library.database, items) == {}
    tagging.redo()
    assert titles(library, items)[:2] == ["Telar mapuche, Temuco 01", "Telar mapuche, Temuco 02"]


def test_a_title_keeps_its_number_and_follows_what_it_is_made_of(library, tagging):
    under = activity(library, place="Temuco", languages="es", defaults=TITLES)
    items = photographs(library, [{}] * 3, under=under)
    tagging.add(items, "depicts", ["Telar"])
    tagging.replace(items[1:], "caption", ["Otra cosa"], lang="es")
    assert titles(library, items) == ["Telar, Temuco 01", "Telar, Temuco 02", "Telar, Temuco 03"]
    tagging.replace(items[1:2], "depicts", ["Kultrun"])
    tagging.replace(items[2:], "place_created", ["Padre Las Casas"])
    assert titles(library, items) == ["Telar, Temuco 01", "Kultrun, Temuco 01", "Telar, Padre Las Casas 01"]


def test_a_title_that_somebody_typed_stays_and_a_cleared_one_follows_again(library, tagging):
    under = activity(library, place="Temuco", languages="es", defaults=TITLES)
    typed, other = photographs(library, [{"title": "Mi telar favorito"}, {}], under=under)
    tagging.add([typed, other], "depicts", ["Telar"])
    assert titles(library, [typed, other]) == ["Mi telar favorito", "Telar, Temuco 01"]
    tagging.clear([typed], "title")
    assert titles(library, [typed]) == ["Telar, Temuco 02"]
    assert values.own(library.database, [typed])[typed][-1].source == PATTERN


def test_a_pattern_that_an_activity_gets_later_reaches_its_items_and_no_others(library, tagging):
    under, elsewhere = activity(library, languages="es"), activity(library, "Elsewhere")
    inside = photographs(library, [{"inventory_number": "A/1"}, {"inventory_number": "A2"}], under=under)
    outside = photographs(library, [{"inventory_number": "A3"}], under=elsewhere)
    tagging.set_default(under, "title", ["Museo del Telar {inventory}"])
    assert titles(library, inside + outside) == ["Museo del Telar A-1", "Museo del Telar A2", ""]
    tagging.undo()
    assert titles(library, inside) == ["", ""]


def test_a_subject_of_any_length_makes_a_title_that_fits(library, tagging):
    under = activity(library, languages="el", defaults=TITLES)
    items = photographs(library, [{}] * 2, under=under)
    tagging.replace(items, "caption", ["Μια υφάντρα στον αργαλειό της " * 8], lang="el")
    found = titles(library, items)
    assert found[0].endswith(" 01") and found[1].endswith(" 02")
    assert all(problem.field != "title" for item in items
               for problem in values.problems(library.database, [item]).get(item, ()))


def known(library, *things):
    with library.database.writing() as write:
        reference.keep(write, things)


def test_a_depicted_thing_gives_its_name_and_its_category(library, tagging):
    known(library, Entry("Q42", {"es": "Telar", "en": "Loom"}, {}, {}, "Looms", None),
          Entry("Q43", {"en": "Kultrun"}, {}, {}, "Kultrunes", None))
    under = activity(library, place="Temuco", languages="es en", defaults=TITLES)
    one, two = photographs(library, [{"categories": ["Looms"]}, {}], under=under)
    tagging.add([one, two], "depicts", ["Q42"])
    assert titles(library, [one, two]) == ["Telar, Temuco 01", "Telar, Temuco 02"]
    assert [values.effective(library.database, [item])[item]["categories"][0].text for item in (one, two)] == [
        "Looms", "Looms"]
    tagging.replace([one, two], "depicts", ["Q43"])
    assert [[value.text for value in describe(library.database, [item])[item].all("categories")]
            for item in (one, two)] == [["Looms", "Kultrunes"], ["Kultrunes"]]
    tagging.remove([two], "categories", ["Kultrunes"])
    tagging.add([two], "depicts", ["Q99"])
    assert describe(library.database, [two])[two].all("categories") == ()
    for _ in range(4):
        tagging.undo()
    assert [value.text for value in describe(library.database, [one])[one].all("categories")] == ["Looms"]
    assert values.own(library.database, [two]) == {}


def test_the_category_of_the_place_follows_the_place(library, tagging):
    with library.database.writing() as write:
        reference.keep(write, [Entry("Q33986", {"es": "Temuco"}, {}, {}, "Temuco", None),
                               Entry("Q1", {"es": "Lago"}, {}, {}, "", None)])
    under = activity(library, defaults={"categories": ["{place_category}", "Walks"]})
    one, two = photographs(library, [{"place_created": "Q33986"}, {"place_created": "Q1"}], under=under)

    def categories(item):
        return [value.text for value in describe(library.database, [item])[item].all("categories")]

    assert categories(one) == ["Temuco", "Walks"]
    assert categories(two) == ["Walks"]  # a place without a category says nothing
    tagging.replace([two], "place_created", ["Q33986"])
    assert categories(two) == ["Temuco", "Walks"]
    tagging.replace([two], "place_created", ["Somewhere"])
    assert categories(two) == ["Walks"]


def test_what_was_told_of_a_rejected_item_makes_its_title_when_it_comes_back(library, tagging):
    under = activity(library, place="Temuco", languages="es", defaults=TITLES)
    items = photographs(library, [{}] * 2, under=under)
    tagging.mark(items[:1], "flag", "reject")
    tagging.replace(items, "caption", ["Boda"], lang="es")
    assert titles(library, items) == ["", "Boda, Temuco 01"]
    tagging.mark(items[:1], "flag", "")
    assert titles(library, items) == ["Boda, Temuco 02", "Boda, Temuco 01"]
    tagging.undo()
    assert titles(library, items) == ["", "Boda, Temuco 01"], "both are one step of undo"

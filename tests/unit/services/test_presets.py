"""Many fields given at once: presets, what is copied from one item to others, and what their variables become."""

import pytest

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.presets import Part, parts_from_json
from minoties_desktop.services import presets
from minoties_desktop.services.describing import describe, refresh_dirty
from minoties_desktop.store import values
from tests.support.libraries import activity, library, photograph, photographs, tagging

__all__ = ["library", "tagging"]


def texts(library, item, field, lang=""):
    return [value.text for value in describe(library.database, [item])[item].all(field) if value.lang == lang]


def test_a_preset_adds_and_replaces_in_one_step_and_is_taken_back_whole(library, tagging):
    under = activity(library, defaults={"categories": ["Walks"]})
    one, two, other = photographs(library, [{"categories": ["Looms"]}, {"caption:es": "Otra"}, {}], under=under)
    before = values.own(library.database, [one, two, other])
    made = presets.save(library, tagging, " Weaving  ", [
        Part("categories", "", ("Weaving",), adding=True), Part("caption", "es", ("Tejedora",)),
        Part("people", "", ("nobody",))])
    [preset] = presets.listed(library)
    assert (preset.id, preset.name) == (made, "Weaving")
    presets.apply(tagging, [one, two], preset)
    assert texts(library, one, "categories") == ["Walks", "Looms", "Weaving"]
    assert texts(library, two, "caption", "es") == ["Tejedora"]
    assert texts(library, other, "people") == []
    assert library.journal.history()[0].label == Message("action-preset", "Weaving", 2)
    tagging.undo()
    assert values.own(library.database, [one, two, other]) == before
    tagging.redo()
    assert texts(library, two, "categories") == ["Walks", "Weaving"]


def test_a_preset_can_be_changed_and_taken_away_and_comes_back(library, tagging):
    made = presets.save(library, tagging, "Weaving", [Part("people", "", ("nobody",))])
    presets.save(library, tagging, "Looms", [Part("people", "", ("crowd",))], preset=made)
    assert [(one.name, one.parts[0].texts) for one in presets.listed(library)] == [("Looms", ("crowd",))]
    presets.remove(library, tagging, made)
    assert presets.listed(library) == []
    tagging.undo()
    assert [one.name for one in presets.listed(library)] == ["Looms"]
    tagging.redo()
    assert presets.listed(library) == []


@pytest.mark.parametrize(("name", "parts", "code"), [
    ("  ", [Part("people", "", ("nobody",))], "name-needed"),
    ("Empty", [], "preset-empty"),
    ("Wrong", [Part("people", "", ("everybody",))], "value"),
    ("Wrong", [Part("caption", "es", ("{plcae}",))], "variable"),
    ("Wrong", [Part("caption", "", ("Tejedora",))], "language-needed"),
])
def test_a_preset_that_makes_no_sense_is_not_kept(library, tagging, name, parts, code):
    with pytest.raises(UsageFault) as fault:
        presets.save(library, tagging, name, parts)
    assert fault.value.code == code
    assert presets.listed(library) == []


def test_what_is_kept_of_a_preset_is_doubted():
    assert parts_from_json("no list") == ()
    assert parts_from_json([{"field": "caption", "lang": "es", "texts": ["a"], "adding": True}, {"field": "none"}, 3,
                            {"field": "caption", "lang": "", "texts": []}, {"field": "depicts", "lang": "",
                             "texts": [1]}]) == (Part("caption", "es", ("a",)),)


def test_what_is_copied_is_the_item_s_own_and_the_choice_is_remembered(library, tagging):
    under = activity(library, defaults={"categories": ["Walks"]})
    one, two = photographs(library, [
        {"title": "A loom", "caption:es": "Telar", "categories": ["Looms"]}, {"categories": ["Old"]}], under=under)
    parts = presets.of_item(library, one)
    assert parts == (Part("title", "", ("A loom",)), Part("caption", "es", ("Telar",)),
                     Part("categories", "", ("Looms",), adding=True))
    assert [part.field for part in presets.chosen(parts, presets.choice(library))] == ["caption", "categories"]
    presets.remember(library, [Part("categories", "", ("Looms",))])
    chosen = presets.chosen(parts, presets.choice(library))
    assert chosen == (Part("categories", "", ("Looms",), adding=False),)
    presets.paste(tagging, [two], chosen)
    assert texts(library, two, "categories") == ["Looms"]
    assert texts(library, two, "caption", "es") == []
    library.set_setting(presets.PASTE, "[broken")
    assert presets.choice(library) == {}


def test_variables_say_what_each_item_says_and_leave_alone_who_says_nothing(library, tagging):
    under = activity(library, "Feria", place="Temuco", languages="es")
    one, two, three = photographs(library, [
        {"date": "2026-11-14T10:30:05", "inventory_number": "A 1"}, {"date": "2026-11", "inventory_number": "A 2"},
        {"caption:es": "Sigue"}], under=under)
    tagging.replace([one, two], "caption", ["{place}, {date} {time} ({inventory}), {activity} \\{x} {{T}}"], lang="es")
    assert texts(library, one, "caption", "es") == ["Temuco, 2026-11-14 10.30 (A 1), Feria {x} {{T}}"]
    assert texts(library, two, "caption", "es") == ["Temuco, 2026-11 (A 2), Feria {x} {{T}}"]
    tagging.replace([three], "caption", ["{inventory}"], lang="es")
    assert texts(library, three, "caption", "es") == ["Sigue"]
    tagging.add([one, two], "categories", ["{year} in Temuco"])
    assert texts(library, two, "categories") == ["2026 in Temuco"]


def test_a_variable_that_there_is_not_is_said_and_nothing_is_written(library, tagging):
    item = photograph(library)
    for write in (lambda: tagging.replace([item], "caption", ["In {plcae}"], lang="es"),
                  lambda: tagging.add([item], "categories", ["{cat}"]),
                  lambda: tagging.set_default(activity(library), "description", ["{seq}"], lang="es")):
        with pytest.raises(UsageFault) as fault:
            write()
        assert fault.value.code == "variable"
    assert values.own(library.database, [item]) == {}
    assert library.journal.history() == []


def test_what_an_activity_gives_is_filled_in_live_for_each_item(library, tagging):
    under = activity(library, place="Temuco", languages="es en", defaults={
        "description:es": ["{caption} Feria Pinto, {place}."], "categories": ["{year} in Temuco"]})
    one, two = photographs(library, [{"caption:es": "Telar.", "date": "2026-11-14"}, {}], under=under)
    assert texts(library, one, "description", "es") == ["Telar. Feria Pinto, Temuco."]
    assert texts(library, two, "description", "es") == ["Feria Pinto, Temuco."]
    assert (texts(library, one, "categories"), texts(library, two, "categories")) == (
        ["2026 in Temuco"], ["in Temuco"])
    tagging.replace([one], "caption", ["Un telar."], lang="es")
    assert values.effective(library.database, [one])[one]["description"][0].text == "Un telar. Feria Pinto, Temuco."
    tagging.edit("activity", under, {"place": "Padre Las Casas"})
    refresh_dirty(library.database)
    assert values.effective(library.database, [two])[two]["description"][0].text == "Feria Pinto, Padre Las Casas."

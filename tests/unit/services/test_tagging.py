"""What one write does: to many items at once, to namesakes, and to what makes no sense."""

import threading

import pytest

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.domain.presets import Part
from minoties_desktop.domain.query import Query
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import describe, refresh_dirty
from minoties_desktop.services.review import queue
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.services.wording import preview
from minoties_desktop.store import activities, items, values
from minoties_desktop.store.database import Database
from tests.support.libraries import READY, activity, contributor, library, photograph, photographs, ready, tagging

__all__ = ["library", "tagging"]


def texts(library, item, field, lang=""):
    return [value.text for value in describe(library.database, [item])[item].all(field) if value.lang == lang]


def problems(library, item):
    return {problem.code for problem in values.problems(library.database, [item]).get(item, ())}


def test_a_thousand_items_are_set_and_undone_right(library, tagging):
    under = activity(library, defaults={"categories": ["Walks in Madrid"]})
    made = photographs(library, [{"title": f"Walk {n}", "caption:es": f"Foto {n}"} for n in range(1000)], under=under)
    before = {item: (tuple(texts_), tuple(problems_)) for item, texts_, problems_ in (
        (item, values.effective(library.database, [item])[item], problems(library, item)) for item in made[::97])}
    changes = tagging.replace(made, "licence", ["cc-zero"])
    assert changes.ids("item") == set(made)
    found = describe(library.database, made)
    assert all(one.first("licence") == "cc-zero" for one in found.values())
    assert all([v.text for v in one.all("categories")] == ["Walks in Madrid"] for one in found.values())
    assert "licence-missing" not in problems(library, made[500])
    assert items.ids(library.database, Query(problem="licence-missing")) == []
    assert len(library.journal.history()) == 1
    tagging.undo()
    assert len(items.ids(library.database, Query(problem="licence-missing"))) == 1000
    after = {item: (tuple(values.effective(library.database, [item])[item]), tuple(problems(library, item)))
             for item in before}
    assert after == before


def test_two_of_a_name_are_flagged_both_and_freed_both(library, tagging):
    one, two, three = photographs(library, [{"title": "Plaza del Sol"}, {"title": "Calle Mayor"}, {"title": "Otra"}])
    tagging.replace([two], "title", ["plaza_del  Sol"])
    assert "title-twice" in problems(library, one) & problems(library, two)
    assert "title-twice" not in problems(library, three)
    tagging.replace([three], "title", ["PLAZA DEL SOL"])
    tagging.replace([one], "title", ["Plaza Mayor"])
    assert "title-twice" not in problems(library, one)
    assert "title-twice" in problems(library, two) & problems(library, three)
    tagging.bin([two])
    assert "title-twice" not in problems(library, three)
    tagging.undo()
    assert "title-twice" in problems(library, two) & problems(library, three)
    tagging.clear([three], "title")
    assert "title-twice" not in problems(library, two) | problems(library, three)


def test_a_change_of_an_activity_reaches_its_items_and_no_others(library, tagging):
    under = activity(library, defaults={"licence": ["cc-zero"]})
    inside, own, outside = photograph(library, under=under), photograph(
        library, {"licence": "cc-by-4.0"}, under=under), photograph(library)
    tagging.set_default(under, "licence", ["cc-by-sa-4.0"])
    changes = refresh_dirty(library.database)
    assert changes.ids("item") == {inside, own}
    assert [texts(library, item, "licence") for item in (inside, own, outside)] == [
        ["cc-by-sa-4.0"], ["cc-by-4.0"], []]
    assert values.effective(library.database, [inside])[inside]["licence"][0].text == "cc-by-sa-4.0"


def test_an_author_s_new_name_is_found_and_their_habit_counts(library, tagging):
    author = contributor(library, licence="cc-zero")
    item = photograph(library, author=author)
    assert texts(library, item, "licence") == ["cc-zero"]
    tagging.edit("contributor", author, {"name": "Ana Ruiz Soto"})
    refresh_dirty(library.database)
    assert items.ids(library.database, Query(words="soto")) == [item]
    tagging.undo()
    refresh_dirty(library.database)
    assert items.ids(library.database, Query(words="soto")) == []


@pytest.mark.parametrize(("call", "code"), [
    (lambda t, i: t.replace([i], "nothing", ["x"]), "unknown-field"),
    (lambda t, i: t.replace([i], "title", ["Plaza"], lang="es"), "no-language"),
    (lambda t, i: t.replace([i], "caption", ["Plaza"]), "language-needed"),
    (lambda t, i: t.replace([i], "caption", ["Plaza"], lang="Español"), "language-needed"),
    (lambda t, i: t.replace([i], "date", ["2026-02-31"]), "value"),
    (lambda t, i: t.replace([i], "camera_position", ["95,0"]), "value"),
    (lambda t, i: t.replace([i], "heading", ["north"]), "value"),
    (lambda t, i: t.replace([i], "people", ["some"]), "value"),
    (lambda t, i: t.replace([i], "licence", ["cc-by-nc-4.0"]), "value"),
    (lambda t, i: t.replace([i], "categories", ["Plaza|x"]), "value"),
    (lambda t, i: t.replace([i], "categories", [""]), "value"),
    (lambda t, i: t.add([i], "depicts", [" "]), "value"),
    (lambda t, i: t.replace([i], "title", ["Plaza\ud800"]), "value"),
    (lambda t, i: t.replace([i], "source", ["own", "https://example.org"]), "one-value"),
    (lambda t, i: t.replace([i], "caption", ["a", "b"], lang="es"), "one-value"),
    (lambda t, i: t.add([i], "title", ["Plaza"]), "one-value"),
    (lambda t, i: t.remove([i], "title", ["Plaza"]), "one-value"),
    (lambda t, i: t.mark([i], "rating", 6), "unknown-mark"),
    (lambda t, i: t.mark([i], "colour", 1), "unknown-mark"),
    (lambda t, i: t.move([i], "nowhere"), "unknown-id"),
    (lambda t, i: t.set_default("nowhere", "keywords", ["x"]), "not-inherited"),
    (lambda t, i: t.set_default("nowhere", "notes", ["x"]), "not-inherited"),
    (lambda t, i: t.create("activity", {"title": "x"}, [("licence", "", "a"), ("licence", "", "b")]), "value"),
    (lambda t, i: t.create("activity", {"title": "x"}, [("source", "", "a"), ("source", "", "b")]), "one-value"),
    (lambda t, i: t.create("activity", {"title": "x", "colour": "red"}), "unknown-column"),
    (lambda t, i: t.create("activity", {"title": "x", "starts": "2026-02-31"}), "value"),
    (lambda t, i: t.create("agreement", {"title": "x", "licences": "cc-by-nc"}), "value"),
    (lambda t, i: t.edit("activity", "nowhere", {"title": "x"}), "unknown-id"),
])
def test_what_makes_no_sense_is_said_and_changes_nothing(library, tagging, call, code):
    item = photograph(library, {"title": "Plaza"})
    with pytest.raises(UsageFault) as caught:
        call(tagging, item)
    assert caught.value.code == code
    assert library.journal.history() == []
    assert not library.registers["activity"].list()
    assert texts(library, item, "title") == ["Plaza"]


@pytest.mark.parametrize(("field", "typed", "kept"), [
    ("title", "  Plaza \n del\tSol ", "Plaza del Sol"), ("title", "Cafe\u0301", "Café"),
    ("categories", "[[Category:plazas_of  Madrid]]", "Plazas of Madrid"), ("categories", "ßtraße", "ßtraße"),
    ("categories", "\u200eMadrid\u200e", "Madrid"), ("camera_position", " 40.4 , -3.7 ", "40.400000,-3.700000"),
    ("heading", "359.999", "0"), ("heading", "12.50", "12.5"), ("date", " 1890~ ", "1890~"), ("source", " own ", "own"),
    ("depicts", "Q42 ", "Q42"), ("notes", "line\nline\x00", "line\nline"),
])
def test_values_are_kept_in_one_form(library, tagging, field, typed, kept):
    item = photograph(library)
    tagging.replace([item], field, [typed])
    assert texts(library, item, field) == [kept]
    tagging.replace([item], field, [kept])
    assert len(library.journal.history()) == 1, "the same again is no change"


def test_values_are_taken_away_however_they_are_typed(library, tagging):
    under = activity(library, defaults={"categories": ["Plazas of Madrid"]})
    item = photograph(library, {"categories": ["Night in Madrid"]}, under=under)
    tagging.remove([item], "categories", ["category:plazas of Madrid", "night_in_Madrid"])
    assert texts(library, item, "categories") == []
    tagging.add([item], "categories", ["Plazas of Madrid"])
    assert texts(library, item, "categories") == ["Plazas of Madrid"]


def test_the_same_default_twice_counts_once(library, tagging):
    made = tagging.create("activity", {"title": "Walk"}, [("categories", "", "madrid"), ("categories", "", "Madrid")])
    assert [value.text for value in activities.defaults(library.database, made)] == ["Madrid"]
    tagging.set_default(made, "categories", ["night", "Night", "Madrid"])
    assert [value.text for value in activities.defaults(library.database, made)] == ["Night", "Madrid"]


@pytest.mark.parametrize("typed", ["Ana Ruiz", "Ana R"])
def test_an_author_is_kept_by_id_when_the_name_is_known(library, tagging, typed):
    author, item = contributor(library), photograph(library)
    tagging.replace([item], "author", [typed])
    assert texts(library, item, "author") == [author]


@pytest.mark.parametrize("typed", ["", "Ada", "Bea", "Ed", "a", "-", "%", "_"])
def test_a_name_is_never_taken_for_the_beginning_of_an_id(library, tagging, typed):
    for number in range(40):
        contributor(library, f"Person {number}", "")
    item = photograph(library)
    tagging.replace([item], "author", [typed])
    assert texts(library, item, "author") == [typed]


def test_two_of_one_name_have_to_be_told_apart(library, tagging):
    first, item = contributor(library), photograph(library)
    contributor(library)
    with pytest.raises(UsageFault) as caught:
        tagging.replace([item], "author", ["Ana Ruiz"])
    assert caught.value.code == "ambiguous-id"
    tagging.replace([item], "author", [first[:13]])
    assert texts(library, item, "author") == [first]


def test_what_is_queued_stays_in_its_place(library, tagging):
    [item] = ready(library)
    other = photograph(library, READY)
    queue(library, [item], Account("commons", "Ana R"))
    with pytest.raises(UsageFault) as caught:
        tagging.bin([item, other])
    assert caught.value.code == "queued"
    assert items.columns(library.database, [item, other], "deleted") == {item: (None,), other: (None,)}


def test_what_was_only_practised_can_be_binned_once_it_is_through(library, tagging):
    [item] = ready(library)
    queue(library, [item], Account("practice", "Ana R"))
    with pytest.raises(UsageFault):
        tagging.bin([item])
    with library.database.writing() as write:
        write.execute("UPDATE outbox SET state = 'done'")
    tagging.bin([item])
    assert items.columns(library.database, [item], "deleted")[item][0]
    tagging.undo()
    assert items.columns(library.database, [item], "deleted") == {item: (None,)}


def test_what_was_queued_meanwhile_is_not_binned_by_redo(library, tagging):
    [item] = ready(library)
    tagging.bin([item])
    tagging.undo()
    assert queue(library, [item], Account("commons", "Ana R")).queued == [item]
    assert not tagging.redo()  # queueing is a step too: what had been undone before it is gone
    assert items.columns(library.database, [item], "deleted") == {item: (None,)}


def test_undo_and_redo_without_anything_to_do(library, tagging):
    photograph(library)
    assert not tagging.undo() and not tagging.redo()


def test_what_was_undone_is_gone_once_something_else_is_done(library, tagging):
    item = photograph(library)
    tagging.replace([item], "title", ["Plaza uno"])
    tagging.undo()
    tagging.replace([item], "title", ["Plaza dos"])
    assert not tagging.redo()
    tagging.undo()
    assert texts(library, item, "title") == []
    assert not tagging.undo()


def test_a_created_activity_is_taken_away_and_brought_back_with_its_defaults(library, tagging):
    made = tagging.create("activity", {"title": "Walk"}, [("caption", "es", "Una plaza")])
    tagging.undo()
    assert library.registers["activity"].list() == []
    tagging.redo()
    assert [row["id"] for row in library.registers["activity"].list()] == [made]
    assert activities.defaults(library.database, made)[0].text == "Una plaza"
    assert library.registers["activity"].get(made)["deleted"] is None


def test_two_windows_undo_two_actions_not_one_twice(library, tagging):
    made = photographs(library, [{}, {}])
    tagging.replace(made[:1], "title", ["Plaza uno"])
    tagging.replace(made[1:], "title", ["Plaza dos"])
    other = Database(library.database.path)
    found: list[Changes] = []
    threads = [threading.Thread(target=lambda: found.append(Tagging(library).undo())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert [texts(library, item, "title") for item in made] == [[], []]
    assert set().union(*(changes.ids("item") for changes in found)) == set(made)


def test_two_who_set_a_default_in_two_languages_keep_both(library, tagging):
    under = activity(library)
    langs = ["es", "el", "en", "ar"]
    threads = [threading.Thread(target=Tagging(library).set_default, args=(under, "caption", [f"In {lang}"]),
                                kwargs={"lang": lang}) for lang in langs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {value.lang for value in activities.defaults(library.database, under)} == set(langs)


def test_a_date_at_the_end_of_the_calendar_stops_nobody(library, tagging):
    item = photograph(library)
    for text in ("0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"):
        tagging.replace([item], "date", [text])
        assert texts(library, item, "date") == [text]


def test_an_agreement_without_end_stops_nobody(library, tagging):
    institution = tagging.create("institution", {"name": "Museo"})
    agreement = tagging.create("agreement", {"title": "Letter", "institution": institution, "status": "granted",
                                             "until": "9999"})
    item = photograph(library, under=activity(library, agreement=agreement))
    assert not {code for code in problems(library, item) if code.startswith("agreement")}


def test_a_title_for_many_counts_them_and_skips_names_that_others_bear(library, tagging):
    other, *many = photographs(library, [{}] * 4)
    tagging.replace([other], "title", ["Loom 02"])
    tagging.replace(many, "title", ["Loom {seq:02}"])
    assert [texts(library, item, "title") for item in many] == [["Loom 01"], ["Loom 03"], ["Loom 04"]]
    tagging.undo()
    assert [texts(library, item, "title") for item in many] == [[], [], []]


def test_titles_made_of_what_items_say_are_counted_only_where_they_would_be_the_same(library, tagging):
    many = photographs(library, [{"inventory_number": text} for text in ("PL-1", "PL-2", "pl-2", "PL-2 02")],
                       under=activity(library, "Feria"))
    tagging.replace(many, "title", ["Letter {inventory}"])
    assert [texts(library, item, "title") for item in many] == [
        ["Letter PL-1"], ["Letter PL-2 01"], ["Letter pl-2 03"], ["Letter PL-2 02"]]
    tagging.replace(many[2:3], "title", ["Letter {inventory}"])
    assert texts(library, many[2], "title") == ["Letter pl-2"], "one alone is as it was said"
    tagging.replace(many, "description", ["{activity} letter"], lang="es")
    assert [texts(library, item, "description", "es") for item in many[:2]] == [["Feria letter"]] * 2, "no numbers"


@pytest.mark.parametrize("text", ["Pot {inventory}", "{activity}, pot {inventory}", "Pot {inventory} {seq:02}"])
def test_an_item_that_does_not_say_what_a_title_asks_for_keeps_its_title(library, tagging, text):
    first, *others = photographs(library, [{"inventory_number": "MT-1"}, {"title": "Quay at dusk"}, {"title": "Boats"},
                                           {}], under=activity(library, "Feria"))
    assert preview(library.database, [first, *others], BY_ID["title"], text, "").args[1:] == (3, 3)
    tagging.replace([first, *others], "title", [text])
    assert [texts(library, item, "title") for item in others] == [["Quay at dusk"], ["Boats"], []]
    assert "MT-1" in texts(library, first, "title")[0]
    tagging.apply(others, [Part("title", "", (text,)), Part("description", "es", ("Olla {inventory}",))],
                  Message("action-preset", "Pots", 3))
    assert [texts(library, item, "title") for item in others] == [["Quay at dusk"], ["Boats"], []]
    assert texts(library, others[0], "description", "es") == [], "nor any other field"


def test_the_name_of_an_item_that_keeps_its_title_is_given_to_no_other(library, tagging):
    one, two, silent = photographs(library, [{"inventory_number": "MT-1"}, {"inventory_number": "MT-1"},
                                             {"title": "Pot MT-1 01"}])
    tagging.replace([one, two, silent], "title", ["Pot {inventory}"])
    assert [texts(library, item, "title") for item in (one, two, silent)] == [
        ["Pot MT-1 02"], ["Pot MT-1 03"], ["Pot MT-1 01"]]


def test_what_is_rejected_is_out_of_the_work_until_it_is_cleared(library, tagging):
    [item] = ready(library)
    tagging.mark([item], "flag", "reject")
    assert items.columns(library.database, [item], "state") == {item: ("rejected",)}
    assert queue(library, None, Account("practice", "Learner")).queued == []
    tagging.undo()
    assert items.columns(library.database, [item], "state") == {item: ("ready",)}

"""Answers to questions: one for many, each question once, and never for a question that nobody has seen."""

import threading

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.states import State
from minoties_desktop.services import answering
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, outbox
from tests.support.libraries import contributor, library, tagging
from tests.unit.services.test_queue import put, queued, rows

__all__ = ["library", "tagging"]


def asking(library, count=3):
    """Items whose names are taken."""
    made = queued(library, count)
    for item in made:
        put(library, rows(library, item)[0], State.ASKS, resume=State.STASHED)
    return made


def given(library, item):
    return rows(library, item)[0].answer


def test_one_answer_counts_for_many(library):
    made = asking(library)
    result = answering.answer(library, made, "accept")
    assert result.given == made and result.missed == []
    assert [given(library, item)["choice"] for item in made] == ["accept"] * 3
    assert len({given(library, item)["id"] for item in made}) == 3


def test_those_that_ask_nothing_are_named_and_the_others_answered(library):
    one, two, three = asking(library)
    with library.database.writing() as write:
        outbox.go_on(write, rows(library, two)[0].id)
        outbox.stop(write, rows(library, three)[0].id, State.ASKS, question={"id": "duplicate", "choices": ["same"]})
    result = answering.answer(library, [one, two, three], "accept")
    assert result.given == [one]
    assert [(item, fault.code) for item, fault in result.missed] == [(two, "no-question"), (three, "unknown-choice")]


def test_a_new_name_for_many_is_counted(library):
    made = asking(library)
    answering.answer(library, made, "rename=Weaver of Temuco")
    assert [given(library, item)["title"] for item in made] == [f"Weaver of Temuco 0{n}.jpg" for n in (1, 2, 3)]
    titles = [describe(library.database, [item])[item].first("title") for item in made]
    assert titles == ["Weaver of Temuco 01", "Weaver of Temuco 02", "Weaver of Temuco 03"]
    assert [row.payload["title"] for row in rows(library)[::2]] == [f"{title}.jpg" for title in titles]


def test_the_counting_skips_names_that_are_taken_here(library):
    one, two, three = asking(library)
    answering.answer(library, [one], "rename=Weaver 2")
    answering.answer(library, [two, three], "rename=Weaver {seq}")
    assert [given(library, item)["title"] for item in (one, two, three)] == [
        "Weaver 2.jpg", "Weaver 1.jpg", "Weaver 3.jpg"]


def test_a_bad_name_for_many_changes_nothing(library):
    made = asking(library)
    before = rows(library)
    with pytest.raises(UsageFault):
        answering.answer(library, made, "rename=IMG {seq:04}")
    assert rows(library) == before


def test_an_answer_stands_and_undo_says_so_and_goes_on_with_what_was_before(library, tagging):
    """The file goes by its new name: the old one may be another file's."""
    made = asking(library, 2)
    tagging.mark(made, "rating", 3)
    answering.answer(library, made, "rename=Weaver {seq}")
    assert Lists(library).offered_action() is None
    with pytest.raises(UsageFault) as caught:
        tagging.undo()
    assert caught.value.message.key == "error-undo-answer"
    assert describe(library.database, made)[made[0]].first("title") == "Weaver 1"
    tagging.undo()
    assert items.columns(library.database, made, "rating") == {item: (0,) for item in made}
    assert describe(library.database, made)[made[0]].first("title") == "Weaver 1"


def test_the_second_one_is_told_who_has_answered_what(library):
    ana = contributor(library, "Ana", "Ana")
    [item] = asking(library, 1)
    answering.answer(library, [item], "rename=Weaver of Temuco", actor=ana)
    with pytest.raises(UsageFault) as caught:
        answering.answer(library, [item], "accept", actor=contributor(library, "Eva", "Eva"))
    assert caught.value.code == "already-answered"
    assert caught.value.message.key == "error-answered-by" and caught.value.message.args[0] == "Ana"
    assert caught.value.message.args[1].args == ("Weaver of Temuco.jpg",)
    assert given(library, item)["choice"] == "rename"


def test_of_two_at_the_same_time_one_counts_and_one_is_told(library):
    [item] = asking(library, 1)
    others = [Library(library.root), Library(library.root)]
    start, found = threading.Barrier(2), []

    def act(mine, choice):
        start.wait()
        try:
            answering.answer(mine, [item], choice)
            found.append(choice)
        except UsageFault as fault:
            found.append(fault.code)

    choices = ("accept", "rename=Weaver")
    threads = [threading.Thread(target=act, args=pair) for pair in zip(others, choices, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for other in others:
        other.close()
    assert "already-answered" in found and len(found) == 2
    [first] = [one for one in found if one != "already-answered"]
    assert given(library, item)["choice"] == first.partition("=")[0]


def test_what_was_asked_after_somebody_looked_is_not_answered(library):
    [item] = asking(library, 1)
    seen = {item: rows(library, item)[0].changed}
    with library.database.writing() as write:
        outbox.stop(write, rows(library, item)[0].id, State.ASKS, question={"id": "other", "choices": ["accept"]})
    with pytest.raises(UsageFault) as caught:
        answering.answer(library, [item], "accept", seen=seen)
    assert caught.value.code == "asked-anew" and rows(library, item)[0].state is State.ASKS


def test_exactly_the_warnings_that_were_asked_about_are_accepted(library):
    [item] = queued(library, 1)
    question = {"id": "name-doubtful", "choices": ["accept"], "details": {"warnings": {"bad-prefix": "x"}}}
    with library.database.writing() as write:
        outbox.stop(write, rows(library)[0].id, State.ASKS, question=question)
    answering.answer(library, [item], "accept")
    assert given(library, item)["warnings"] == ["bad-prefix"]


def test_dropping_many_is_an_answer_too(library):
    made = asking(library, 2)
    answering.answer(library, made, "drop")
    assert rows(library) == []
    assert Tagging(library).undo()
    assert len(rows(library)) == 4


@pytest.mark.parametrize("sides", ["ours,mine", "theirs, x"])
def test_sides_are_ours_and_theirs(library, sides):
    [item] = queued(library, 1)
    with library.database.writing() as write:
        outbox.stop(write, rows(library)[0].id, State.ASKS, question={"id": "edit-differs", "choices": ["parts"]})
    with pytest.raises(UsageFault):
        answering.answer(library, [item], f"parts={sides}")
    answering.answer(library, [item], "parts=ours, theirs")
    assert given(library, item)["sides"] == ["ours", "theirs"]

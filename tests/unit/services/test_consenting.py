"""What people in pictures agreed to gates the queue, can be withdrawn, and can be destroyed without a trace."""

from datetime import UTC, datetime

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.states import ItemState, State
from minoties_desktop.services import consenting
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.permitting import look_again
from minoties_desktop.services.queueing import retry
from minoties_desktop.services.releasing import bury
from minoties_desktop.services.review import preview, queue
from minoties_desktop.store import items, outbox, persons, values
from tests.support.libraries import activity, library, ready, tagging, withdrawn

__all__ = ["library", "tagging", "withdrawn"]
COMMONS = Account("commons", "Ana R")
WHOLE = {"agreed": "2026-10-01", "how": "spoken", "language": "arn", "scope": ["commons", "name"]}
NAME = "Zzrayen Huenchulzz"


@pytest.fixture
def agreed(library, tagging):
    """A ready item whose answer is that people agreed; nobody is recorded yet."""
    [item] = ready(library)
    tagging.replace([item], "people", ["consent"])
    return item


def codes(library, item):
    return {problem.code for problem in values.problems(library.database, [item]).get(item, ()) if problem.blocks}


def states(library, item):
    return [row.state for row in outbox.of_items(library.database, [item])]


def the(library, item):
    return [person.id for one in consenting.people(library, [item]) for person in one.records]


@pytest.mark.parametrize(("left_out", "lack"), [
    ({"agreed": ""}, "agreed"), ({"agreed": "2999-01-01"}, "agreed"),
    ({"how": ""}, "how"), ({"language": ""}, "language"),
    ({"scope": []}, "scope"), ({"scope": "name"}, "scope"),
    ({"how": "form"}, "document"), ({"minor": True}, "guardian"),
])
def test_only_a_complete_consent_lets_go(library, agreed, left_out, lack):
    assert codes(library, agreed) == {"consent-nobody"}
    consenting.record(library, [agreed], NAME, {**WHOLE, **left_out})
    [problem] = [one for one in values.problems(library.database, [agreed])[agreed] if one.blocks]
    assert (problem.code, problem.message.args[1].key) == ("consent-incomplete", f"consent-lacks-{lack}")
    assert queue(library, [agreed], COMMONS).queued == []
    consenting.change(library, the(library, agreed), {**WHOLE, "document": "consents/x.pdf", "guardian": "Ana"})
    assert codes(library, agreed) == set()
    assert queue(library, [agreed], COMMONS).queued == [agreed]


def test_everybody_has_to_agree(library, agreed):
    consenting.record(library, [agreed], NAME, WHOLE)
    consenting.record(library, [agreed], "Somebody else", {})
    assert codes(library, agreed) == {"consent-incomplete"}
    consenting.remove(library, [person.id for one in consenting.people(library, [agreed])
                                if one.name == "Somebody else" for person in one.records])
    assert codes(library, agreed) == set()


@pytest.mark.parametrize("answer", ["public", "crowd", "nobody"])
def test_a_minor_needs_a_guardian_whatever_the_place(library, tagging, agreed, answer):
    tagging.replace([agreed], "people", [answer])
    consenting.record(library, [agreed], NAME, {**WHOLE, "minor": True})
    assert codes(library, agreed) == {"consent-guardian"}
    consenting.record(library, [agreed], NAME, {"guardian": "Her mother"})
    assert codes(library, agreed) == set()


def test_recognisable_people_in_a_private_place_are_advised_about(library, tagging, agreed):
    tagging.replace([agreed], "people", ["public"])
    assert not values.problems(library.database, [agreed]).get(agreed)
    tagging.replace([agreed], "premises", ["private"])
    [problem] = values.problems(library.database, [agreed])[agreed]
    assert (problem.code, problem.blocks) == ("consent-premises", False)


@pytest.mark.parametrize(("field", "lang", "text"), [
    ("title", "", "A portrait of zzRAYEN Huenchulzz at the loom"), ("caption", "es", "Zzrayen Huenchulzz, tejedora"),
    ("categories", "", "Zzrayen_Huenchulzz"),
])
def test_who_is_not_to_be_named_is_not_named(library, tagging, agreed, field, lang, text):
    consenting.record(library, [agreed], NAME, {**WHOLE, "scope": ["commons"]})
    assert codes(library, agreed) == set()
    tagging.replace([agreed], field, [text], lang=lang)
    assert codes(library, agreed) == {"consent-name"}
    consenting.record(library, [agreed], NAME, {"scope": ["commons", "name"]})
    assert codes(library, agreed) == set()


@pytest.mark.parametrize("answer", ["consent", "public", "crowd", "nobody"])
def test_a_withdrawal_holds_what_is_queued_at_once_and_undo_lets_it_go_on(library, tagging, agreed, answer, withdrawn):
    consenting.record(library, [agreed], NAME, WHOLE)
    tagging.replace([agreed], "people", [answer])
    assert queue(library, [agreed], COMMONS).queued == [agreed]
    consenting.withdraw(library, the(library, agreed))
    assert states(library, agreed) == [State.HELD, State.HELD]
    assert items.columns(library.database, [agreed], "state")[agreed] == (ItemState.HELD,)
    assert withdrawn(agreed).code == "held"
    tagging.undo()
    assert states(library, agreed) == [State.QUEUED, State.QUEUED]
    assert withdrawn(agreed) is None
    tagging.redo()
    assert states(library, agreed) == [State.HELD, State.HELD]


def test_what_a_person_holds_back_stays_so(library, agreed):
    from minoties_desktop.services.queueing import hold

    consenting.record(library, [agreed], NAME, WHOLE)
    queue(library, [agreed], COMMONS)
    hold(library, [agreed])
    consenting.withdraw(library, the(library, agreed))
    consenting.change(library, the(library, agreed), {"withdrawn": ""})
    assert states(library, agreed) == [State.HELD, State.HELD]


def test_what_is_let_go_on_by_hand_is_still_not_published(library, agreed, withdrawn):
    consenting.record(library, [agreed], NAME, WHOLE)
    queue(library, [agreed], COMMONS)
    consenting.withdraw(library, the(library, agreed))
    retry(library, [agreed])
    assert withdrawn(agreed).code == "held"


def test_erasing_leaves_no_trace_and_nothing_to_undo(library, tagging, agreed, tmp_path):
    form = tmp_path / "form.pdf"
    form.write_bytes(b"%PDF signed " + NAME.encode())
    consenting.record(library, [agreed], NAME, {**WHOLE, "how": "form", "document": consenting.attach(library, form)})
    consenting.change(library, the(library, agreed), {"name": f"{NAME} once more"})
    library.back_up_daily()
    assert traces(library)
    consenting.erase(library, the(library, agreed))
    assert traces(library) == []
    assert persons.names(library.database, [agreed]) == {}
    tagging.undo()
    assert persons.names(library.database, [agreed]) == {} and traces(library) == []


def test_copies_that_somebody_made_are_left_as_they_are_and_named(library, agreed):
    consenting.record(library, [agreed], NAME, WHOLE)
    made = library.back_up_daily()
    own = [made.with_name("before the trip.sqlite"), made.parent / "mine" / made.name, made.with_name("notes.sqlite")]
    own[1].parent.mkdir()
    for path in own[:2]:
        path.write_bytes(made.read_bytes())
    own[2].write_text("no database at all")
    unfinished = made.with_name(made.name.replace("-daily.sqlite", "-daily.part"))
    unfinished.write_bytes(made.read_bytes())
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in own}
    consenting.erase(library, the(library, agreed))
    assert NAME.encode() not in made.read_bytes() and not unfinished.exists()
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in own} == before
    assert library.own_copies() == ["before the trip.sqlite", f"mine/{made.name}", "notes.sqlite"]


def traces(library):
    """Files of the library in which the marked name stands."""
    library.database.forget_written()
    return [str(path) for path in library.root.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]


def test_a_withdrawal_outlives_the_erased_person(library, tagging, agreed):
    consenting.record(library, [agreed], NAME, WHOLE)
    tagging.replace([agreed], "people", ["public"])
    consenting.withdraw(library, the(library, agreed))
    consenting.erase(library, the(library, agreed))
    assert codes(library, agreed) == {"consent-withdrawn"}
    assert traces(library) == []


def test_no_sentence_that_is_kept_or_shown_names_anybody(library, tagging, agreed):
    consenting.record(library, [agreed], NAME, {**WHOLE, "guardian": NAME, "language": ""})
    queue(library, [agreed], COMMONS)
    consenting.change(library, the(library, agreed), WHOLE)
    queue(library, [agreed], COMMONS)
    consenting.withdraw(library, the(library, agreed))
    told = [library.journal.history(), values.problems(library.database, [agreed]),
            outbox.of_items(library.database, [agreed]), preview(library, agreed, COMMONS)]
    assert NAME not in repr(told)


@pytest.mark.parametrize("said", [{"agreed": "yesterday"}, {"agreed": "2026-02-31"}, {"how": "shouted"},
                                  {"scope": "all"}, {"language": "spanish!"}, {"colour": "red"}])
def test_nonsense_is_refused_before_anything_is_written(library, agreed, said):
    with pytest.raises(UsageFault):
        consenting.record(library, [agreed], NAME, {**WHOLE, **said})
    assert consenting.people(library, [agreed]) == []


def test_one_record_for_many_items_is_one_step_of_undo(library, tagging):
    ids = ready(library, 3)
    consenting.record(library, ids[:1], NAME, {"how": "written"})
    consenting.record(library, ids, NAME, WHOLE)
    [one] = consenting.people(library, ids)
    assert [person.how for person in one.records] == ["spoken"] * 3
    tagging.undo()
    [one] = consenting.people(library, ids)
    assert [(person.item, person.how) for person in one.records] == [(ids[0], "written")]


# Embargo


def test_an_embargo_holds_until_its_day_has_begun_everywhere(library, tagging, agreed, withdrawn):
    tagging.replace([agreed], "people", ["nobody"])
    assert queue(library, [agreed], COMMONS).queued == [agreed]
    tagging.replace([agreed], "embargo", ["2999-03-01"])
    assert codes(library, agreed) == {"embargo-until"}
    assert states(library, agreed) == [State.HELD, State.HELD]

    def at(*moment):
        return withdrawn(agreed, datetime(*moment, tzinfo=UTC).timestamp)

    assert at(2999, 3, 1, 11, 59).code == "held"
    assert at(2999, 3, 1, 12, 0) is None
    tagging.clear([agreed], "embargo")
    assert states(library, agreed) == [State.QUEUED, State.QUEUED]


def test_an_embargo_comes_from_the_activity_and_ends_by_itself(library, tagging):
    walk = activity(library, defaults={"embargo": ["2999"]})
    [item] = ready(library, under=walk)
    assert codes(library, item) == {"embargo-until"}
    with library.database.writing() as write:  # as if it had been looked at before that day
        write.execute("UPDATE activity_default SET value = '2020-01-01'")
    look_again(library)
    assert codes(library, item) == set()


def test_the_wikis_clock_counts_where_it_is_known(library, tagging, agreed, withdrawn):
    tagging.replace([agreed], "people", ["nobody"])
    tagging.replace([agreed], "embargo", ["2020-01-01"])  # by this computer's clock it is over
    assert codes(library, agreed) == set() and withdrawn(agreed) is None
    assert withdrawn(agreed, datetime(2019, 12, 31, tzinfo=UTC).timestamp).code == "held"


def test_what_bears_a_notice_against_passing_on_is_not_sent(library, tagging, agreed):
    tagging.replace([agreed], "people", ["nobody"])
    tagging.add([agreed], "notices", ["TK Attribution", "tk-s"])
    text = preview(library, agreed, COMMONS).wikitext
    assert "[https://localcontexts.org/label/tk-attribution/ TK Attribution (TK A)]" in text
    assert "[https://localcontexts.org/label/tk-seasonal/ TK Seasonal (TK S)]" in text
    tagging.add([agreed], "notices", ["TK Men Restricted (TK MR)"])
    assert codes(library, agreed) == {"notice-withheld"}
    with pytest.raises(UsageFault):
        tagging.add([agreed], "notices", ["TK Invented"])


def test_nothing_of_a_dead_run_is_let_past(library, agreed, withdrawn):
    consenting.record(library, [agreed], NAME, WHOLE)
    queue(library, [agreed], COMMONS)
    with library.database.writing() as write:
        outbox.claim(write, run="dead", wiki="commons", account="Ana R", moment=1e10, void=())
    consenting.withdraw(library, the(library, agreed))
    bury(library)
    assert withdrawn(agreed).code == "held"

"""The queue: what enters it, what is frozen, and what a person may do to its rows."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.states import FOLLOWS, STOPPED, WORKING, ItemState, State
from minoties_desktop.services import answering, queueing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.adopting import adopt
from minoties_desktop.services.describing import describe
from minoties_desktop.services.history import history
from minoties_desktop.services.review import preview, queue
from minoties_desktop.services.standing import due, outcome, queued_accounts
from minoties_desktop.store import change_log, items, outbox, values
from tests.support.libraries import (
    READY,
    contributor,
    library,
    logged,
    output,
    photograph,
    photographs,
    python,
    ready,
    tagging,
)

__all__ = ["library", "tagging"]
COMMONS, PRACTICE = Account("commons", "Ana R"), Account("practice", "Learner")


def rows(library, item=None):
    return [row for row in outbox.listed(library.database) if item in (None, row.item)]


def state(library, item):
    return items.columns(library.database, [item], "state")[item][0]


def put(library, row, state_, *, resume=None, **facts):
    """Bring a row into a state as a sync would."""
    with library.database.writing() as write:
        if state_ in STOPPED:
            if resume:
                outbox.advance(write, row, resume, facts=facts, receipt=None)
            question = {"id": "name-taken", "choices": ["rename", "accept"]} if state_ is State.ASKS else None
            outbox.stop(write, row.id, state_, question=question, error={"message": ["x"]})
        else:
            outbox.advance(write, row, state_, facts=facts, receipt={"ok": 1} if state_ is State.DONE else None)


def queued(library, count=1, account=COMMONS, **named):
    made = ready(library, count, **named)
    assert queue(library, made, account).queued == made
    return made


# What enters

def test_only_what_is_ready_is_queued_and_the_rest_is_told_why(library):
    [good] = ready(library)
    bad = photograph(library, {**READY, "licence": "", "title": "Another plaza"})
    result = queue(library, [good, bad], COMMONS)
    assert result.queued == [good]
    [(held, problems)] = result.held
    assert held == bad and "licence-missing" in {problem.code for problem in problems}
    assert all(problem.blocks for problem in problems)
    assert {row.item for row in rows(library)} == {good}
    assert (state(library, good), state(library, bad)) == (ItemState.WAITING, ItemState.TO_FINISH)


def test_without_ids_all_that_are_ready_go(library):
    good = ready(library, 3)
    photograph(library)
    assert queue(library, None, COMMONS).queued == good
    assert queue(library, None, COMMONS) == queue(library, [], COMMONS)


def test_queueing_again_changes_nothing(library):
    made = queued(library, 2)
    before = [(row.id, row.payload) for row in rows(library)]
    again = queue(library, [made[0], made[0], made[1]], COMMONS)
    assert (again.queued, again.held) == (made, [])
    assert [(row.id, row.payload) for row in rows(library)] == before
    assert not again.changes.ids("outbox")


def test_an_item_named_twice_is_queued_once(library):
    [item] = ready(library)
    assert queue(library, [item, item], COMMONS).queued == [item]
    assert len(rows(library)) == 2


QUEUE = """
import json, sys
from pathlib import Path
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.review import queue
print(json.dumps(queue(Library(Path(sys.argv[1])), None, Account("commons", "Ana R")).queued))
"""


def test_two_who_queue_at_once_queue_each_item_once(library):
    made = ready(library, 12)
    both = [python(QUEUE, library.root) for _ in range(2)]
    told = [json.loads(output(process)) for process in both]
    assert sorted(row.item for row in rows(library)) == sorted(made * 2)
    assert set(told[0]) | set(told[1]) == set(made)


def test_what_was_binned_is_not_queued(library, tagging):
    one, two = ready(library, 2)
    tagging.bin([one])
    assert queue(library, [one, two], COMMONS).queued == [two]
    assert {row.item for row in rows(library)} == {two}


def test_a_file_row_comes_first_and_the_data_row_depends_on_it(library):
    [item] = queued(library)
    file, data = rows(library)
    assert (file.target, data.target, data.depends_on) == ("commons_file", "commons_data", file.id)
    assert file.output == data.output and file.item == data.item == item
    assert {row.account for row in (file, data)} == {"Ana R"}
    assert file.payload["title"] == "Plaza del Sol at dawn 0000.jpg"
    guids = [claim["guid"] for claim in data.payload["claims"]]
    assert len(set(guids)) == len(guids) > 0


def test_what_is_frozen_stays_as_it_was(library, tagging):
    under_author = contributor(library)
    [item] = queued(library, author=under_author)
    frozen = [row.payload for row in rows(library)]
    seen = preview(library, item, COMMONS)
    tagging.replace([item], "title", ["Something else altogether"])
    tagging.replace([item], "licence", ["cc-zero"])
    tagging.clear([item], "categories")
    tagging.edit("contributor", under_author, {"name": "Somebody else"})
    queue(library, [item], COMMONS)
    assert [row.payload for row in rows(library)] == frozen
    assert frozen[0]["wikitext"] == seen.wikitext and frozen[0]["title"] == seen.title
    assert frozen[1]["labels"] == seen.labels
    assert [{k: v for k, v in claim.items() if k != "guid"} for claim in frozen[1]["claims"]] == seen.claims


def test_practice_counts_for_nothing_on_commons(library):
    [item] = queued(library, account=PRACTICE)
    assert state(library, item) == ItemState.WAITING
    for row in rows(library):
        put(library, row, State.DONE)
    queueing.hold(library, [item])
    assert state(library, item) == ItemState.PRACTISED
    assert queue(library, None, COMMONS).queued == [item]
    assert sorted(row.wiki for row in rows(library)) == ["commons", "commons", "practice", "practice"]
    assert state(library, item) == ItemState.WAITING
    for row in rows(library):
        if row.wiki == "commons":
            put(library, row, State.DONE)
    queueing.hold(library, [item])
    assert state(library, item) == ItemState.DONE
    assert outcome(library, PRACTICE).done == outcome(library, COMMONS).done == [item]


@pytest.mark.parametrize("name", ["Plaza del Sol at dawn 0000", "plaza del sol AT DAWN 0000",
                                  "Plaza_del_Sol  at dawn 0000"])
def test_a_name_is_in_the_queue_once(library, tagging, name):
    [item] = queued(library)
    tagging.replace([item], "title", ["Moved out of the way"])
    other = photograph(library, {**READY, "title": name}, author=contributor(library, "Eva", "Eva"))
    [(held, problems)] = queue(library, [other], Account("commons", "Eva")).held
    assert held == other and [problem.code for problem in problems] == ["title-queued"]
    assert queue(library, [other], PRACTICE).queued == [other], "another wiki has names of its own"


def test_two_of_a_name_are_both_held(library):
    author = contributor(library)
    made = photographs(library, [READY, {**READY, "title": READY["title"].upper()}], author=author)
    result = queue(library, made, COMMONS)
    assert not result.queued
    assert {problem.code for _, problems in result.held for problem in problems} == {"title-twice"}


def test_own_work_of_somebody_else_is_held_back(library):
    [item] = ready(library)
    [(_, problems)] = queue(library, [item], Account("commons", "Ben")).held
    assert [problem.code for problem in problems] == ["own-work-account"]


# What a person does

@given(moves=st.lists(st.tuples(st.integers(0, 1), st.sampled_from([*State])), max_size=4),
       deeds=st.lists(st.sampled_from(["hold", "retry", "drop", "answer"]), min_size=1, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_no_deed_touches_what_is_done_or_makes_a_state_that_may_not_follow(library, moves, deeds):
    title = f"Plaza number {items.counts(library.database)['total']['items']} of many"
    item = photograph(library, {**READY, "title": title}, author=contributor(library))
    queue(library, [item], COMMONS)
    for index, wanted in moves:
        row = rows(library, item)[index]
        if row.state is not State.DONE:
            put(library, row, wanted)
    for deed in deeds:
        before = {row.id: row for row in rows(library, item)}
        position = change_log.position(library.database)
        try:
            if deed == "answer":
                answering.answer(library, [item], "accept")
            else:
                changes = getattr(queueing, deed)(library, [item])
                assert changes.ids("outbox") == logged(library.database, position).ids("outbox")
        except UsageFault:
            assert {row.id: row for row in rows(library, item)} == before
            continue
        after = {row.id: row for row in rows(library, item)}
        for row in before.values():
            if row.state is State.DONE:
                assert after[row.id] == row
            elif row.id in after and after[row.id].state is not row.state:
                assert after[row.id].state in FOLLOWS[row.state]
                assert after[row.id].resume_state is row.resume_state
                assert after[row.id].payload == row.payload
            elif row.id not in after:
                assert not any(one.state is State.DONE for one in before.values())
                assert row.resume_state not in (State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DESCRIBING)


@pytest.mark.parametrize("stopped", [State.WAITING, State.HELD, State.REFUSED])
@pytest.mark.parametrize("where", [None, State.STASHING, State.PUBLISHING])
def test_a_stopped_row_goes_on_where_it_was(library, stopped, where):
    [item] = queued(library)
    row = rows(library)[0]
    put(library, row, stopped, resume=where, filekey="abc.jpg")
    queueing.retry(library, [item])
    after = outbox.get(library.database, row.id)
    assert after.state is (State.WAITING if where else State.QUEUED)
    assert after.resume_state is (where or State.QUEUED)
    assert (after.next_try, after.tries, after.error) == (0, 0, None)
    assert after.facts == ({"filekey": "abc.jpg"} if where else {})


def test_trying_again_keeps_an_answer_that_was_not_used_yet(library):
    [item] = queued(library)
    row = rows(library)[0]
    put(library, row, State.ASKS, resume=State.CHECKING)
    answering.answer(library, [item], "accept")
    put(library, outbox.get(library.database, row.id), State.WAITING)
    queueing.retry(library, [item])
    assert outbox.get(library.database, row.id).answer["choice"] == "accept"


def test_a_question_stays_asked_until_it_is_answered(library):
    [item] = queued(library)
    put(library, rows(library)[0], State.ASKS, resume=State.CHECKING)
    queueing.retry(library, [item])
    assert rows(library)[0].state is State.ASKS
    assert state(library, item) == ItemState.WAITING or queueing.hold(library, []) is not None
    with pytest.raises(UsageFault) as caught:
        answering.answer(library, [item], "perhaps")
    assert caught.value.code == "unknown-choice"
    answering.answer(library, [item], "accept")
    row = rows(library)[0]
    assert (row.state, row.resume_state, row.answer["choice"], row.question) == (
        State.WAITING, State.CHECKING, "accept", None)


def test_a_new_name_is_taken_over_everywhere(library, tagging):
    [item] = queued(library)
    put(library, rows(library)[0], State.ASKS, resume=State.CHECKING)
    answering.answer(library, [item], "rename=plaza of the sun.jpg")
    file, data = rows(library)
    assert (file.answer["choice"], file.answer["title"]) == ("rename", "Plaza of the sun.jpg")
    assert file.payload["title"] == data.payload["title"] == "Plaza of the sun.jpg"
    assert describe(library.database, [item])[item].first("title") == "Plaza of the sun"
    other = photograph(library, {**READY, "title": "Plaza del Sol at dawn 0000"},
                       author=contributor(library, "Eva", "Eva"))
    assert queue(library, [other], Account("commons", "Eva")).queued == [other], "the old name is free again"


@pytest.mark.parametrize(("name", "code"), [
    ("", "title-too-short"), ("IMG 2042", "title-camera"), ("Plaza|x y", "title-forbidden"),
    ("Plaza del Sol at dawn 0001", "title-queued"), ("x" * 300, "title-too-long"), ("Plaza.png", "title-extension"),
])
def test_a_new_name_has_to_be_a_good_one(library, name, code):
    one, _ = queued(library, 2)
    put(library, rows(library)[0], State.ASKS, resume=State.CHECKING)
    before = rows(library)
    with pytest.raises(UsageFault) as caught:
        answering.answer(library, [one], f"rename={name}")
    assert caught.value.code == code
    assert rows(library) == before


@pytest.mark.parametrize("where", sorted(WORKING))
def test_what_may_be_on_the_wiki_is_not_dropped(library, where):
    one, two = queued(library, 2)
    put(library, rows(library, two)[0], State.WAITING, resume=where)
    begun = where in (State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DESCRIBING)
    if begun:
        with pytest.raises(UsageFault):
            queueing.drop(library, [one, two])
        assert len(rows(library)) == 4, "nothing is dropped if one may not be"
    else:
        queueing.drop(library, [one, two])
        assert rows(library) == []
        assert {state(library, item) for item in (one, two)} == {ItemState.READY}


def test_a_file_that_arrived_keeps_its_data_row(library):
    [item] = queued(library)
    put(library, rows(library)[0], State.DONE)
    with pytest.raises(UsageFault):
        queueing.drop(library, [item])
    assert len(rows(library)) == 2


@pytest.mark.parametrize("deed", ["hold", "drop"])
def test_what_a_living_sync_has_just_taken_is_left_to_it(library, deed):
    [item] = queued(library)
    with library.lock("run-r1"):
        with library.database.writing() as write:
            row = outbox.claim(write, run="r1", wiki="commons", account="Ana R", moment=0, void=[])
        assert row.state is State.QUEUED
        before = outbox.get(library.database, row.id)
        if deed == "drop":
            with pytest.raises(UsageFault):
                queueing.drop(library, [item])
        else:
            queueing.hold(library, [item])
        assert outbox.get(library.database, row.id) == before
    getattr(queueing, deed)(library, [item])  # its process has ended: the claim is void
    assert all(row.state is State.HELD for row in rows(library)) if deed == "hold" else rows(library) == []


# Accounts that come later

def test_rows_without_account_go_with_the_first_one(library):
    [item] = queued(library, account=Account("commons", ""))
    assert queued_accounts(library) == [Account("commons", "")]
    assert [row.target for row in due(library, COMMONS)] == ["commons_file", "commons_data"]
    adopt(library, COMMONS)
    assert {row.account for row in rows(library)} == {"Ana R"}
    assert rows(library)[0].payload["wikitext"] == preview(library, item, COMMONS).wikitext
    assert "{{self|cc-by-sa-4.0}}" in rows(library)[0].payload["wikitext"]
    assert rows(library)[1].payload["claims"][0]["guid"]


def test_own_work_that_another_account_would_send_is_held_and_not_let_go_by_trying_again(library, tagging):
    author = contributor(library)
    [item] = queued(library, account=Account("commons", ""), author=author)
    ben = Account("commons", "Ben")
    for _ in range(2):
        adopt(library, ben)
        assert {row.state for row in rows(library)} == {State.HELD}
        assert rows(library)[0].error["code"] == "own-work-account"
        assert state(library, item) == ItemState.HELD
        assert outcome(library, ben).held == [item]
        assert not list(due(library, ben))
        queueing.retry(library, [item])
    tagging.edit("contributor", author, {"release": "VRT ticket of 2026"})
    adopt(library, ben)
    assert {(row.state, row.account) for row in rows(library)} == {(State.QUEUED, "Ben")}
    assert "{{self" not in rows(library)[0].payload["wikitext"]
    assert outcome(library, ben).waiting == [item]


def test_what_is_held_without_account_asks_no_sync_for_one(library):
    queued(library, account=Account("commons", ""))
    adopt(library, Account("commons", "Ben"))
    assert queued_accounts(library) == []


def test_a_name_in_the_queue_outlives_the_coming_of_an_account(library, tagging):
    [item] = queued(library, account=Account("commons", ""))
    tagging.replace([item], "title", ["A later idea of the name"])
    adopt(library, COMMONS)
    assert {row.payload["title"] for row in rows(library)} == {"Plaza del Sol at dawn 0000.jpg"}


def test_other_wikis_and_accounts_are_left_alone(library):
    one, two = ready(library, 2)
    queue(library, [one], Account("https://wiki.example.org/w/api.php", ""))
    queue(library, [two], Account("commons", "Ana R"))
    before = rows(library)
    adopt(library, COMMONS)
    assert rows(library) == before


def test_an_institution_is_named_by_its_wikidata_item(library, tagging):
    [item] = ready(library, 1)
    known = tagging.create("institution", {"name": "Museo de Temuco", "item": "Q123"})
    unknown = tagging.create("institution", {"name": "Museo de Lautaro"})
    for institution, named in ((known, ["Q123"]), (unknown, []), ("Some museum", [])):
        tagging.replace([item], "institution", [institution])
        claims = preview(library, item, PRACTICE).claims
        assert [claim["mainsnak"]["datavalue"]["value"]["id"] for claim in claims
                if claim["mainsnak"]["property"] == "P195"] == named


def test_queueing_and_dropping_are_steps_of_undo(library, tagging):
    [item] = ready(library)
    commons = Account("practice", "Learner")
    queue(library, [item], commons, actor="me")
    tagging.undo()
    assert outbox.of_items(library.database, [item]) == []
    tagging.redo()
    assert [row.target for row in outbox.of_items(library.database, [item])] == ["commons_file", "commons_data"]
    queueing.drop(library, [item])
    tagging.undo()
    assert len(outbox.of_items(library.database, [item])) == 2


@pytest.mark.parametrize("before", [State.QUEUED, State.ASKS, State.WAITING, State.REFUSED])
def test_holding_and_letting_go_are_steps_of_undo(library, tagging, before):
    [item] = queued(library)
    if before is not State.QUEUED:
        put(library, rows(library)[0], before, resume=State.STASHED, filekey="k")

    def stand():
        return [(row.state, row.resume_state, row.facts, row.error, row.question) for row in rows(library)]

    stood, held = stand(), [State.HELD] * 2
    queueing.hold(library, [item], actor="ana")
    assert [row.state for row in rows(library)] == held
    step = history(library)[0]
    assert (step.what.key, step.rows) == ("action-hold", 1)
    tagging.undo()
    assert stand() == stood, "a question that was asked is asked again"
    tagging.redo()
    assert [row.state for row in rows(library)] == held
    queueing.retry(library, [item])
    assert history(library)[0].what.key == "action-let-go"
    assert state(library, item) == ItemState.WAITING
    tagging.undo()
    assert [row.state for row in rows(library)] == held and state(library, item) == ItemState.HELD
    tagging.redo()
    assert state(library, item) == ItemState.WAITING


def test_what_was_sent_after_it_was_let_go_is_not_held_by_undo(library, tagging):
    [item] = queued(library)
    queueing.hold(library, [item])
    queueing.retry(library, [item])
    for row in rows(library):
        put(library, row, State.DONE)
    with pytest.raises(UsageFault) as caught:
        tagging.undo()
    assert caught.value.code == "sent" and caught.value.message.args == (1,)
    assert {row.state for row in rows(library)} == {State.DONE}


def test_to_try_again_is_no_step(library, tagging):
    [item] = queued(library)
    put(library, rows(library)[0], State.WAITING)
    before = len(history(library))
    queueing.retry(library, [item])
    assert len(history(library)) == before


def test_what_may_be_on_a_wiki_is_not_taken_back_by_undo(library, tagging):
    [item] = ready(library)
    queue(library, [item], Account("practice", "Learner"))
    [file, _] = outbox.of_items(library.database, [item])
    with library.database.writing() as write:
        outbox.advance(write, file, State.PUBLISHING, facts={}, receipt=None)
    with pytest.raises(UsageFault) as caught:
        tagging.undo()
    assert caught.value.code == "begun"
    assert len(outbox.of_items(library.database, [item])) == 2


def test_a_drop_that_cannot_be_taken_back_is_passed_over_with_its_reason(library, tagging):
    first, second = ready(library, 2)
    tagging.replace([first], "notes", ["Before"])
    queue(library, [first, second], Account("practice", "Learner"))
    queueing.drop(library, [first, second])
    tagging.replace([first], "title", [])
    tagging.undo()
    with library.database.writing() as write:  # not ready any more, by what no undo knows
        values.set_own(write, first, "licence", [])
    with pytest.raises(UsageFault) as caught:
        tagging.undo()
    assert caught.value.remedy and "licence" in caught.value.code
    assert not rows(library), "one of two would have gone back"
    tagging.undo()  # the queueing, of which nothing is there any more
    tagging.undo()
    assert not describe(library.database, [first])[first].first("notes")


def test_undo_says_that_what_has_arrived_stays_and_then_goes_on_with_what_was_done_before(library, tagging):
    [item] = ready(library)
    tagging.replace([item], "title", ["Another name of the loom"])
    queue(library, [item], Account("practice", "Learner"))
    for row in rows(library):
        with library.database.writing() as write:
            outbox.advance(write, row, State.DONE, facts={}, receipt={})
    with pytest.raises(UsageFault) as caught:
        tagging.undo()
    assert caught.value.code == "sent"
    assert {row.state for row in rows(library)} == {State.DONE}
    queued, named = history(library)[:2]
    assert queued.kept and not (queued.undone or named.kept), "the history calls nothing undone that stayed"
    tagging.undo()
    assert describe(library.database, [item])[item].first("title") != "Another name of the loom"


def test_a_queued_item_is_shown_as_it_was_frozen(library, tagging):
    [item] = ready(library)
    account = Account("practice", "Learner")
    before = preview(library, item, account).wikitext
    queue(library, [item], account)
    tagging.add([item], "categories", ["Afterthoughts"])
    assert preview(library, item, account).wikitext == before


@given(deeds=st.lists(st.sampled_from(["hold", "let go", "drop", "queue"]), max_size=7))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_what_was_held_back_is_held_again_however_often_it_was_undone(library, tagging, deeds):
    title = f"Plaza number {items.counts(library.database)['total']['items']} of many"
    item = photograph(library, {**READY, "title": title}, author=contributor(library))
    queue(library, [item], COMMONS)

    def stood():
        return [row.state for row in rows(library, item)]

    stations = [stood()]
    for deed in deeds:
        steps = len(history(library))
        if deed == "queue":
            queue(library, [item], COMMONS)
        else:
            {"hold": queueing.hold, "let go": queueing.retry, "drop": queueing.drop}[deed](library, [item])
        if len(history(library)) > steps:
            stations.append(stood())
    for station in reversed(stations[:-1]):
        tagging.undo()
        assert stood() == station
    for station in stations[1:]:
        tagging.redo()
        assert stood() == station


def test_a_hold_is_done_again_however_what_was_queued_anew_stands_by_now(library, tagging):
    [item] = queued(library)
    queueing.hold(library, [item])
    tagging.undo()
    tagging.undo()  # out of the queue
    tagging.redo()  # and in it again, with rows of its own
    put(library, rows(library)[0], State.WAITING)
    tagging.redo()
    assert [row.state for row in rows(library)] == [State.HELD] * 2


def test_what_was_queued_anew_and_is_being_sent_is_left_to_the_sync_by_redo(library, tagging):
    [item] = queued(library)
    queueing.hold(library, [item])
    tagging.undo()
    tagging.undo()
    tagging.redo()
    with library.lock("run-r1"):
        with library.database.writing() as write:
            row = outbox.claim(write, run="r1", wiki="commons", account="Ana R", moment=0, void=[])
        with pytest.raises(UsageFault) as caught:
            tagging.redo()
        assert caught.value.code == "sending" and outbox.get(library.database, row.id).state is State.QUEUED
    tagging.redo()
    assert [row.state for row in rows(library)] == [State.HELD] * 2

"""States: what may follow what, and how an item stands by its deliveries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.states import FOLLOWS, STOPPED, WORKING, ItemState, State, item_state


def test_every_state_tells_what_may_follow_it():
    assert set(FOLLOWS) == set(State)
    assert set(State) == STOPPED | WORKING | {State.QUEUED, State.DONE}
    assert not STOPPED & WORKING


def reachable(start):
    found, left = set(), [start]
    while left:
        state = left.pop()
        if state not in found:
            found.add(state)
            left += FOLLOWS[state]
    return found


def test_every_state_can_be_reached_and_all_but_done_can_get_there():
    assert reachable(State.QUEUED) == set(State)
    assert all(State.DONE in reachable(state) for state in State)
    assert FOLLOWS[State.DONE] == frozenset()


def test_nothing_skips_the_check_of_what_was_sent():
    for state in (State.STASHING, State.STASHED, State.PUBLISHING, State.PUBLISHED):
        assert State.DONE not in FOLLOWS[state]


def test_every_working_state_may_be_stopped_and_taken_up_again():
    for state in WORKING:
        assert FOLLOWS[state] >= STOPPED | {state}
        assert state in FOLLOWS[State.WAITING] and state in FOLLOWS[State.ASKS]


@pytest.mark.parametrize(("deliveries", "practice", "blocked", "expected"), [
    ([], [], False, ItemState.READY), ([], [], True, ItemState.TO_FINISH),
    (["queued", "queued"], [], False, ItemState.WAITING), (["queued", "queued"], [], True, ItemState.WAITING),
    (["waiting", "queued"], [], False, ItemState.WAITING), (["publishing", "queued"], [], False, ItemState.SENDING),
    (["done", "queued"], [], False, ItemState.WAITING), (["done", "describing"], [], False, ItemState.SENDING),
    (["done", "done"], [], True, ItemState.DONE), (["done", "refused"], [], False, ItemState.REFUSED),
    (["asks", "refused"], [], False, ItemState.QUESTION), (["held", "queued"], [], False, ItemState.HELD),
    (["refused", "held"], [], False, ItemState.REFUSED),
    ([], ["done", "done"], False, ItemState.PRACTISED), ([], ["done", "done"], True, ItemState.PRACTISED),
    ([], ["queued"], False, ItemState.WAITING), ([], ["asks"], False, ItemState.QUESTION),
    (["queued"], ["done", "done"], False, ItemState.WAITING), (["done"], ["asks"], False, ItemState.DONE),
    ([], ["done", "queued"], False, ItemState.WAITING),
])
def test_how_an_item_stands(deliveries, practice, blocked, expected):
    found = item_state([State(s) for s in deliveries], blocked=blocked, practice=[State(s) for s in practice])
    assert found is expected


@pytest.mark.parametrize(("deliveries", "practice", "expected"), [
    ([], [], ItemState.REJECTED), ([], ["done"], ItemState.REJECTED), ([], ["queued"], ItemState.WAITING),
    (["queued"], [], ItemState.WAITING), (["done"], [], ItemState.DONE), (["asks"], ["done"], ItemState.QUESTION),
])
def test_what_was_rejected_is_out_of_the_work_unless_it_is_being_sent(deliveries, practice, expected):
    for blocked in (True, False):
        assert item_state([State(s) for s in deliveries], blocked=blocked, rejected=True,
                          practice=[State(s) for s in practice]) is expected


@given(st.lists(st.sampled_from(State)), st.lists(st.sampled_from(State)), st.booleans())
def test_practice_counts_for_nothing_once_the_item_is_sent_for_real(deliveries, practice, blocked):
    found = item_state(deliveries, blocked=blocked, practice=practice)
    if deliveries:
        assert found is item_state(deliveries, blocked=blocked)
    assert (found is ItemState.DONE) == (bool(deliveries) and set(deliveries) == {State.DONE})

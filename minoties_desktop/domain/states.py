"""The states of a delivery, which may follow which, and what an item's state is by its deliveries."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from ..config.messages import Message


class State(StrEnum):
    """Where one outbox row stands; stored before the request it belongs to."""

    HELD = "held"
    QUEUED = "queued"
    CHECKING = "checking"
    STASHING = "stashing"
    STASHED = "stashed"
    PUBLISHING = "publishing"
    PUBLISHED = "published"
    VERIFYING = "verifying"
    DESCRIBING = "describing"
    DONE = "done"
    WAITING = "waiting"
    ASKS = "asks"
    REFUSED = "refused"

    @property
    def label(self) -> Message:
        """The state in words."""
        return Message(f"delivery-{self}")


_STOPS = {State.WAITING, State.ASKS, State.REFUSED, State.HELD}
_WORKING = (
    State.CHECKING, State.STASHING, State.STASHED, State.PUBLISHING, State.PUBLISHED, State.VERIFYING,
    State.DESCRIBING,
)

FOLLOWS: dict[State, frozenset[State]] = {
    State.HELD: frozenset({State.QUEUED, State.WAITING}),
    State.QUEUED: frozenset({State.CHECKING, State.HELD, State.DESCRIBING, *_STOPS}),
    # A working state may follow itself: something was learned in it, or a new process starts in it again.
    State.CHECKING: frozenset({State.CHECKING, State.STASHING, State.PUBLISHING, State.VERIFYING, State.DONE, *_STOPS}),
    State.STASHING: frozenset({State.STASHING, State.STASHED, State.CHECKING, *_STOPS}),
    State.STASHED: frozenset({State.STASHED, State.PUBLISHING, State.STASHING, State.CHECKING, *_STOPS}),
    State.PUBLISHING: frozenset({State.PUBLISHING, State.PUBLISHED, State.STASHING, State.CHECKING, *_STOPS}),
    State.PUBLISHED: frozenset({State.PUBLISHED, State.VERIFYING, *_STOPS}),
    State.VERIFYING: frozenset({State.VERIFYING, State.DONE, State.CHECKING, *_STOPS}),
    State.DESCRIBING: frozenset({State.DESCRIBING, State.DONE, *_STOPS}),
    State.DONE: frozenset(),
    # A stopped row goes on in the state it had stopped in, which is stored beside it; it waits until a sync takes it.
    State.WAITING: frozenset({State.QUEUED, *_WORKING, *_STOPS}),
    State.ASKS: frozenset({State.QUEUED, *_WORKING, *_STOPS}),
    State.REFUSED: frozenset({State.QUEUED, State.WAITING, State.HELD}),
}
"""What may follow each state. The diagram in the documentation is drawn from this."""

STOPPED = frozenset(_STOPS)
WORKING = frozenset(_WORKING)


class ItemState(StrEnum):
    """Where an item stands, as people see it."""

    TO_FINISH = "to_finish"
    READY = "ready"
    WAITING = "waiting"
    SENDING = "sending"
    QUESTION = "question"
    HELD = "held"
    REFUSED = "refused"
    PRACTISED = "practised"
    DONE = "done"
    REJECTED = "rejected"

    @property
    def label(self) -> Message:
        """The state in words."""
        return Message(f"state-{self.replace('_', '-')}")


def item_state(
    deliveries: Iterable[State], *, blocked: bool, rejected: bool = False, practice: Iterable[State] = (),
) -> ItemState:
    """The state of an item from those of its outbox rows; without any it is ready or still to finish.

    Deliveries to the practice Commons count only while there are no others; done there, an item is still to be sent.
    What was rejected is out of the work, unless it is being sent already.
    """
    states = set(deliveries)
    if not states and rejected and set(practice) <= {State.DONE}:
        return ItemState.REJECTED
    if not states and (practised := set(practice)):
        found = item_state(practised, blocked=blocked)
        return ItemState.PRACTISED if found is ItemState.DONE else found
    if not states:
        return ItemState.TO_FINISH if blocked else ItemState.READY
    for found, state in ((State.ASKS, ItemState.QUESTION), (State.REFUSED, ItemState.REFUSED),
                         (State.HELD, ItemState.HELD)):
        if found in states:
            return state
    if states == {State.DONE}:
        return ItemState.DONE
    return ItemState.SENDING if states & WORKING else ItemState.WAITING

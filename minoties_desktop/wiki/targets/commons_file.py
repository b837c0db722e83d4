"""A file to a wiki: checked, sent, published, and proven by the wiki's own SHA-1."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...domain.delivery import Delivery, Step
from ...domain.errors import Fault
from ...domain.states import State
from ..errors import ApiError
from ..session import Session
from ..stages.checking import checking
from ..stages.job import Job
from ..stages.publishing import publishing
from ..stages.stashing import stashed, stashing
from ..stages.verifying import verifying


def _published(job: Job) -> State:
    """The wiki said so; that is stored before the proof is looked for."""
    return State.VERIFYING


STAGES: dict[State, Callable[[Job], State]] = {
    State.CHECKING: checking, State.STASHING: stashing, State.STASHED: stashed, State.PUBLISHING: publishing,
    State.PUBLISHED: _published, State.VERIFYING: verifying,
}
"""What is done in each state."""


def _performed(state: State, job: Job) -> State:
    try:
        return STAGES[state](job)
    except ApiError as error:
        raise job.fault(error) from error


class CommonsFile:
    """The target of files."""

    id = "commons_file"

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with a file from its stored state; the last step holds the receipt."""
        job = Job(delivery, session)
        state = job.start
        while state is not State.DONE:
            stored = dict(job.facts)
            yield Step(state, stored)
            try:
                state = _performed(state, job)
            except Fault:
                if job.facts != stored:  # what was learned is needed when it goes on
                    yield Step(state, dict(job.facts))
                raise
        yield Step(State.DONE, dict(job.facts), job.receipt)

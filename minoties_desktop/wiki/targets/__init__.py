"""Where a delivery can go: each target is a file here and an entry in TARGETS.

A target yields a Step before the request that the step's state belongs to; whoever runs it stores the step and only
then goes on. Called again with what was stored, in a new process, it goes on from there, whatever was lost.
A step carries all facts so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ...domain.delivery import Delivery, Step
from ..session import Session
from .commons_data import CommonsData
from .commons_file import CommonsFile
from .data_edit import DataEdit
from .page_edit import PageEdit


class Target(Protocol):
    """A kind of delivery, by its id."""

    id: str

    def steps(self, delivery: Delivery, session: Session) -> Iterator[Step]:
        """Go on with a delivery from its stored state; raises a Fault where it can't."""
        ...


TARGETS: tuple[Target, ...] = (CommonsFile(), CommonsData(), PageEdit(), DataEdit())


def target(target_id: str) -> Target:
    """The target of an id."""
    return next(found for found in TARGETS if found.id == target_id)

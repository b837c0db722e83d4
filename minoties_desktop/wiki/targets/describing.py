"""How each delivery that changes what a file's page tells goes on: its one state, its questions, its receipt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...config.messages import Message
from ...domain.delivery import Delivery, Step
from ...domain.errors import AskPerson, Bug, Fault
from ...domain.states import State

DATA_REFUSED, FILTER = "data-refused", "filter-warning"

Facts = dict[str, Any]


def describing(
    delivery: Delivery, perform: Callable[[Facts, dict[str, Any]], dict[str, Any]],
    take: Callable[[dict[str, Any], Facts], None] = lambda answer, facts: None,
) -> Iterator[Step]:
    """The steps of a delivery; `perform` is given its facts and its file's receipt, and gives its own one.

    `facts` keep what was `asked`, the answer that was taken last (`answered`: until a question is stored the row still
    has the answer to the one before it), the questions that a person has `accepted`, and values that the wiki has
    `refused`, those among them that a person does `without`. `take` hears of each new answer that is more than a yes.
    """
    if not delivery.parent:
        raise Bug(Message("error-bug", "a description without a file"))
    facts = dict(delivery.facts)
    if delivery.answer and delivery.answer != facts.get("answered"):
        facts["answered"] = delivery.answer
        if delivery.answer["choice"] == "accept":
            _accept(facts)
        else:
            take(delivery.answer, facts)
    stored = dict(facts)
    yield Step(State.DESCRIBING, stored)
    try:
        receipt = perform(facts, delivery.parent)
    except Fault as fault:
        if isinstance(fault, AskPerson):
            facts["asked"] = fault.question
        if facts != stored:  # what was learned is needed when it goes on
            yield Step(State.DESCRIBING, dict(facts))
        raise
    yield Step(State.DONE, dict(facts), receipt)


def accepts(facts: Facts, question: str) -> bool:
    """Whether a person has accepted what was asked."""
    return question in facts.get("accepted", ())


def _accept(facts: Facts) -> None:
    asked = facts.get("asked", DATA_REFUSED)
    facts["accepted"] = sorted({*facts.get("accepted", ()), asked})
    if asked == DATA_REFUSED:  # these, and none that may come later
        facts["without"] = [*facts.get("without", ()), *facts.pop("refused", ())]

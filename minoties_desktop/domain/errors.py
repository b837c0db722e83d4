"""Errors, named by what mends them."""

from typing import Any

from ..config.messages import Message


class Fault(Exception):
    """Something went wrong that a person may have to hear of: a sentence, what to do about it, and of what was typed
    the column or field (id) that it is about, "" for none."""

    code = "fault"

    def __init__(self, message: Message, remedy: Message | None = None, *, code: str | None = None,
                 column: str = "") -> None:
        super().__init__(message.key, *message.args)
        self.column = column
        self.message = message
        self.remedy = remedy
        if code:
            self.code = code


class RetryLater(Fault):
    """Goes away by itself: the same request again, not before `after` seconds (None: the queue's own back-off).

    `kind` is offline, portal, server, readonly, ratelimit, account or file-gone. `stops_queue` tells that nothing else
    would succeed either, so that the whole queue waits and not this row alone.
    """

    code = "retry"

    def __init__(
        self, kind: str, message: Message, remedy: Message | None = None, *, after: float | None = None,
        stops_queue: bool = True,
    ) -> None:
        super().__init__(message, remedy, code=kind)
        self.kind = kind
        self.after = after
        self.stops_queue = stops_queue


class AskPerson(Fault):
    """Needs a decision. `question` names it, `choices` are the possible answers' ids, `details` its facts."""

    def __init__(
        self, question: str, message: Message, remedy: Message | None = None, *, choices: tuple[str, ...] = (),
        details: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message, remedy, code=question)
        self.question = question
        self.choices = choices
        self.details = details or {}


class Refused(Fault):
    """Final for this item as it is: the wiki or a rule says no, and why."""


class Bug(Fault):
    """Our own mistake: an answer or a state that should not be."""

    code = "bug"


class EnvironmentFault(Fault):
    """The machine stands in the way: disk, lock, keyring, missing program (exit code 3)."""


class UsageFault(Fault):
    """Asked in a way that makes no sense: an unknown id, field or value (exit code 2)."""


class Stopped(Fault):
    """A person paused or ended the work: nothing is wrong, and the row goes on where it is."""

    code = "stopped"

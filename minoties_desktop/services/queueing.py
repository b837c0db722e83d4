"""What a person does to rows of the queue: hold, retry, drop, answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..config.messages import Message
from ..domain import naming
from ..domain.changes import Changes
from ..domain.errors import UsageFault
from ..domain.states import State
from ..store import outbox
from ..store.database import Write
from ..store.outbox import Row
from .describing import refresh
from .library import Library
from .tagging import Tagging

_BEGUN = frozenset({State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DESCRIBING})
"""From here on a file may be on the wiki; only the sync can find that out."""


def hold(library: Library, ids: Sequence[str]) -> Changes:
    """Keep items' rows from being sent until they are retried. Rows that are done, or being sent, stay."""
    def held(write: Write, row: Row) -> None:
        if row.state not in (State.DONE, State.HELD) and not _is_taken(library, row):
            outbox.stop(write, row.id, State.HELD, error={"message": Message("held-by-person").to_json()})

    return _each(library, ids, held)


def retry(library: Library, ids: Sequence[str]) -> Changes:
    """Have items' stopped rows go on where they were, now. A question stays asked until it is answered."""
    def gone_on(write: Write, row: Row) -> None:
        if row.state in (State.WAITING, State.HELD, State.REFUSED):
            outbox.go_on(write, row.id)
            outbox.pause(write, outbox.scope(row.wiki, row.account), 0)

    return _each(library, ids, gone_on)


def drop(library: Library, ids: Sequence[str]) -> Changes:
    """Take items out of the queue, back to tagging.

    Raises UsageFault, with nothing dropped, when one of them may be on a wiki already.
    """
    def dropped(write: Write, row: Row) -> None:
        if row.state is State.DONE:
            return
        if row.resume_state in _BEGUN or row.state in _BEGUN or _partly_done(library, row):
            raise UsageFault(Message("error-drop-begun", _title(row)), Message("error-drop-begun-remedy"),
                             code="begun")
        if _is_taken(library, row):
            raise UsageFault(Message("error-drop-sending", _title(row)), Message("error-drop-sending-remedy"),
                             code="sending")
        if row.depends_on is None:
            outbox.drop(write, row.output)

    return _each(library, ids, dropped)


def answer(library: Library, item: str, choice: str, *, actor: str = "") -> Changes:
    """Answer the question of an item: `rename=NEW NAME`, or one of the question's other choices.

    Raises UsageFault when nothing is asked, or when the choice is none of the question's.
    """
    asked = [row for row in outbox.of_items(library.database, [item]) if row.state is State.ASKS]
    if not asked:
        raise UsageFault(Message("error-no-question"), code="no-question")
    row = asked[0]
    question = row.question or {}
    name, _, value = choice.partition("=")
    if name == "drop":
        return drop(library, [item])
    if name not in question.get("choices", ()):
        raise UsageFault(
            Message("error-unknown-choice", choice, ", ".join([*question.get("choices", ()), "drop"])),
            code="unknown-choice")
    if name == "rename":
        return _rename(library, row, value.strip(), actor)
    with library.database.writing() as write:
        outbox.go_on(write, row.id, answer={"choice": name})
        refresh(library.database, write, [item])
    return write.changes


def _rename(library: Library, row: Row, wanted: str, actor: str) -> Changes:
    extension = row.payload["title"].rpartition(".")[2]
    stem = naming.normal(wanted.removesuffix(f".{extension}"))
    found = [problem for problem in naming.problems(stem, extension) if problem.blocks]
    if found:
        raise UsageFault(found[0].message, code=found[0].code)
    if any(other != row.item for other in outbox.bearers(library.database, naming.key(stem), row.wiki)):
        raise UsageFault(Message("problem-title-queued", stem), code="title-queued")
    title = f"{stem}.{extension}"
    changes = Tagging(library, actor=actor).replace([row.item], "title", [stem])
    with library.database.writing() as write:
        for one in outbox.of_items(library.database, [row.item]):
            if one.output == row.output:
                outbox.set_payload(write, one.id, {**one.payload, "title": title}, title_key=naming.key(stem))
        outbox.go_on(write, row.id, answer={"choice": "rename", "title": title})
        refresh(library.database, write, [row.item])
    return changes | write.changes


def pause(library: Library, *, until: float) -> Changes:
    """Pause all sending in this library until a time (seconds since 1970); 0 goes on."""
    with library.database.writing() as write:
        outbox.pause(write, outbox.EVERYTHING, until)
    return write.changes


def _each(library: Library, ids: Sequence[str], act: Callable[[Write, Row], None]) -> Changes:
    with library.database.writing() as write:
        for row in outbox.of_items(library.database, ids):
            act(write, row)
        refresh(library.database, write, ids)
    return write.changes


def _is_taken(library: Library, row: Row) -> bool:
    """Whether a sync that lives has it in hand, even if it has not stored a first step yet."""
    return bool(row.claimed_by) and library.is_locked(f"run-{row.claimed_by}")


def _partly_done(library: Library, row: Row) -> bool:
    return any(other.output == row.output and other.state is State.DONE
               for other in outbox.of_items(library.database, [row.item]))


def _title(row: Row) -> str:
    return str(row.payload.get("title", ""))

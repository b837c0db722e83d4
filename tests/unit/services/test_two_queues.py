"""An item in the queue of two wikis: what a person does to the one delivery leaves the other as it is."""

from __future__ import annotations

import time

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.domain.states import State
from minoties_desktop.services import answering, pausing, queueing, standing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.review import queue
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import outbox, pauses
from tests.support.libraries import library, ready
from tests.unit.cli.calling import Called, call
from tests.unit.services.test_queue import COMMONS, put

__all__ = ["library"]


@pytest.fixture
def item(library: Library) -> str:
    """An item that is to go to both."""
    [found] = ready(library)
    for account in (Account(PRACTICE, PRACTICE_ACCOUNT), COMMONS):
        assert queue(library, [found], account).queued == [found]
    return found


def states(library: Library, item: str) -> dict[str, set[State]]:
    """The states of an item's rows by wiki."""
    found: dict[str, set[State]] = {}
    for row in outbox.of_items(library.database, [item]):
        found.setdefault(row.wiki, set()).add(row.state)
    return found


def stop(library: Library, item: str, state: State) -> None:
    for wiki in ("commons", PRACTICE):
        put(library, outbox.of_items(library.database, [item], wiki=wiki)[0], state)


def test_held_tried_again_and_dropped_by_its_wiki(library: Library, item: str) -> None:
    queueing.hold(library, [item], wiki=PRACTICE)
    assert states(library, item) == {PRACTICE: {State.HELD}, "commons": {State.QUEUED}}
    stop(library, item, State.REFUSED)
    assert standing.stopped(library, "commons") == [item]
    queueing.retry(library, [item], wiki="commons")
    assert states(library, item) == {PRACTICE: {State.REFUSED, State.HELD}, "commons": {State.QUEUED}}
    assert standing.stopped(library, "commons") == [] and standing.stopped(library) == [item]
    queueing.drop(library, [item], wiki=PRACTICE)
    assert states(library, item) == {"commons": {State.QUEUED}}
    assert standing.of_several(library, [item]) == set()
    Tagging(library).undo()
    assert states(library, item) == {PRACTICE: {State.QUEUED}, "commons": {State.QUEUED}}
    assert standing.of_several(library, [item]) == {item}


@pytest.mark.parametrize("answer", ["accept", "rename=Weaver of Temuco", "drop"])
def test_a_question_is_answered_for_its_wiki(library: Library, item: str, answer: str) -> None:
    stop(library, item, State.ASKS)
    title = outbox.of_items(library.database, [item])[0].payload["title"]
    with pytest.raises(UsageFault) as caught:
        answering.answer(library, [item], answer)
    assert caught.value.code == "asked-by-several", "nobody knows which is meant"
    answering.answer(library, [item], answer, wiki="commons")
    found = states(library, item)
    assert found[PRACTICE] == {State.ASKS, State.QUEUED}
    assert found.get("commons") == (None if answer == "drop" else {State.QUEUED})
    [other] = [row for row in outbox.of_items(library.database, [item], wiki=PRACTICE) if row.question]
    assert other.answer is None and other.payload["title"] == title


def claimed(library: Library, wiki: str, account: str) -> str | None:
    """The item of the row that a run for this wiki would take next."""
    with library.database.writing() as write:
        row = outbox.claim(write, run="r", wiki=wiki, account=account, moment=time.time(), void=["r"])
    return row and row.item


def test_paused_by_its_wiki(library: Library, item: str) -> None:
    pausing.pause(library, items=[item], wiki=PRACTICE)
    paused = pausing.paused(library)
    assert (paused.items, paused.rows) == (frozenset(), {(item, PRACTICE)})
    assert paused.has(item, PRACTICE) and not paused.has(item, "commons")
    assert pauses.deliveries(library.database, time.time()) == {(item, PRACTICE): ""}
    assert claimed(library, PRACTICE, PRACTICE_ACCOUNT) is None
    assert claimed(library, "commons", COMMONS.name) == item
    pausing.resume(library, items=[item], wiki=PRACTICE)
    assert claimed(library, PRACTICE, PRACTICE_ACCOUNT) == item


def test_of_what_is_paused_everywhere_one_goes_on(library: Library, item: str) -> None:
    pausing.pause(library, items=[item])
    assert claimed(library, "commons", COMMONS.name) is None and claimed(library, PRACTICE, PRACTICE_ACCOUNT) is None
    pausing.resume(library, items=[item], wiki="commons")
    assert pausing.paused(library).rows == {(item, PRACTICE)} and not pausing.paused(library).items
    assert claimed(library, "commons", COMMONS.name) == item and claimed(library, PRACTICE, PRACTICE_ACCOUNT) is None
    pausing.resume(library, items=[item])
    assert pausing.paused(library) == pausing.Paused(False, frozenset(), frozenset(), frozenset())


def test_the_command_line_names_the_wiki(library: Library, item: str) -> None:
    line = Called(library.root)
    stop(library, item, State.ASKS)
    code, told = line.run("answer", item, "accept")
    assert (code, told["error"]["code"]) == (2, "asked-by-several")
    code, shown = line.run("show", item)
    assert code == 0 and {one["wiki"] for one in shown["deliveries"]} == {PRACTICE, "commons"}
    assert line.run("answer", item, "accept", "--site", "commons") == (0, {"items": [item], "missed": []})
    assert line.run("pause", item, "--site", PRACTICE)[1]["deliveries"] == [{"item": item, "wiki": PRACTICE}]
    assert line.run("resume", item, "--site", PRACTICE)[1]["deliveries"] == []
    assert line.run("pause", "--site", PRACTICE)[1]["error"]["code"] == "pause-site"
    assert line.run("drop", item, "--site", PRACTICE)[1] == {"items": [item]}
    assert states(library, item) == {"commons": {State.QUEUED}}
    assert line.run("hold", item, "--site", PRACTICE)[1] == {"items": []}
    assert line.run("retry", "--site", PRACTICE)[1] == {"items": []}


def test_the_command_line_counts_practice_by_itself(library: Library, item: str) -> None:
    stop(library, item, State.WAITING)
    told = call("--library", library.root, "status").out
    assert "1 file waits: 0 MB." in told and "1 file waits for the practice Commons." in told
    for row in outbox.of_items(library.database, [item], wiki=PRACTICE):
        put(library, row, State.DONE)
    put(library, outbox.of_items(library.database, [item], wiki="commons")[0], State.HELD)
    told = call("--library", library.root, "status").out
    assert "practice" not in told
    told = call("--library", library.root, "show", item).out
    assert told.count("the practice Commons: On the practice Commons only") == 1 and "proven by receipt" not in told
    done = call("--library", library.root, "sync", "--site", PRACTICE)
    assert done.out.splitlines()[0] == "For practice, nothing published: done: 1, waiting: 0, questions: 0, refused: 0."
    assert Called(library.root).run("sync", "--site", PRACTICE)[1]["practised"] == [item]


def test_the_parts_of_a_delivery_are_named_where_they_stand_differently(library: Library, item: str) -> None:
    def told() -> list[str]:
        shown = call("--library", library.root, "show", item).out
        return [line for line in shown.splitlines() if line.startswith("  >")]

    assert told() == ["  > the practice Commons: In the queue", "  > commons.wikimedia.org: In the queue"]
    put(library, outbox.of_items(library.database, [item], wiki="commons")[0], State.HELD)
    practice, file, data = told()
    assert practice == "  > the practice Commons: In the queue"
    assert file.startswith("  > commons.wikimedia.org, the file: Held back")
    assert data == "  > commons.wikimedia.org, its captions and data: In the queue"


def test_for_practice_alone_all_is_queued_that_waits_to_be_published(library: Library) -> None:
    waits = ready(library, 2)
    assert queue(library, waits, COMMONS).queued == waits
    line = Called(library.root)
    assert line.run("queue", "--site", PRACTICE) == (0, {"queued": waits, "held": []})
    assert states(library, waits[0]) == {"commons": {State.QUEUED}, PRACTICE: {State.QUEUED}}
    again = call("--library", library.root, "queue", "--site", PRACTICE)
    assert (again.code, again.out) == (0, (
        "Nothing new was queued: 2 items are in the queue for the practice Commons already. "
        "`minoties sync --site practice` sends them.\n")), again

"""What a person wishes of the queue while it is sent, and what the machine does to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minoties_desktop.services import pausing
from minoties_desktop.services.library import Library
from minoties_desktop.services.progress import LOOK_SECONDS
from tests.support.arrived import rows
from tests.support.desks import Desk, practising_desk
from tests.support.queues import CHUNKED, SMALL
from tests.support.terminal import Ended

SIZES = {"Weaver": SMALL, "Wooden loom": SMALL}
YEARS = 3 * 365 * 86_400


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practising_desk(tmp_path / "library", SIZES) as found:
        yield found


@contextmanager
def _sending(desk: Desk, request: str = "upload-file") -> Iterator[list[Ended]]:
    """A sync that is in the middle of a request inside of the block; afterwards, how it ended."""
    desk.server.faults.add("hold-before", request, name="held")
    process, ended = desk.terminal.start("sync"), []
    assert desk.server.faults.await_held("held")
    yield ended
    desk.server.faults.release("held")
    ended.append(desk.terminal.ended(process))


def test_a_dry_run_tells_what_would_go_and_changes_nothing(desk: Desk) -> None:
    told = desk.terminal("sync", "--dry-run")
    sizes = {row.payload["title"]: row.payload["size"] for row in rows(desk.folder) if "size" in row.payload}
    assert {one["title"]: one["size"] for one in told["would_send"]} == sizes
    assert {one["item"] for one in told["would_send"]} == set(desk.items.values())
    assert told["megabytes"] == round(sum(sizes.values()) / 1e6, 1) > 0
    assert not any(desk.requests.writes().values()) and not desk.requests.begun["login"]
    assert {row.state for row in rows(desk.folder)} == {"queued"}


def test_no_more_megabytes_go_than_are_wished_for(desk: Desk) -> None:
    ended = desk.sync("--limit-mb", "0.1")
    assert (ended.code, len(ended.answer["done"]), len(ended.answer["waiting"])) == (4, 1, 1)
    assert len(desk.uploads()) == 1
    ended = desk.sync("--limit-mb", "0.1")
    assert (ended.code, len(ended.answer["done"])) == (0, 2)
    desk.is_complete()


def test_what_is_held_stays_until_it_is_retried(desk: Desk) -> None:
    with _sending(desk) as ended:
        desk.terminal("hold", desk.items["Wooden loom"])
    assert ended[0].code == 1
    assert (ended[0].answer["done"], ended[0].answer["held"]) == ([desk.items["Weaver"]], [desk.items["Wooden loom"]])
    assert desk.uploads() == ["Weaver.jpg"]
    assert desk.sync().code == 1, "a later sync leaves it alone too"
    assert desk.again().code == 0
    desk.is_complete()


def test_what_is_just_being_sent_can_neither_be_dropped_nor_held(desk: Desk) -> None:
    with _sending(desk) as ended:
        dropped = desk.terminal.do("drop", desk.items["Weaver"])
        assert dropped.code == 2 and dropped.error["message"] and dropped.error["remedy"]
        desk.terminal("hold", desk.items["Weaver"])
        desk.terminal("retry", desk.items["Weaver"])
    # Its data had not been begun, and that is what is held.
    assert ended[0].code in (0, 1)
    assert desk.again().code == 0
    desk.is_complete()


def test_what_is_dropped_in_time_is_not_sent_and_can_be_queued_again(desk: Desk) -> None:
    with _sending(desk) as ended:
        desk.terminal("drop", desk.items["Wooden loom"])
    assert (ended[0].code, ended[0].answer["done"]) == (0, [desk.items["Weaver"]])
    assert desk.uploads() == ["Weaver.jpg"]
    assert desk.terminal("show", desk.items["Wooden loom"])["state"] == "ready"
    desk.queue()
    assert desk.sync().code == 0
    desk.is_complete()


def test_a_second_sync_of_the_same_account_is_refused_in_words(desk: Desk) -> None:
    with _sending(desk) as ended:
        second = desk.terminal.do("sync")
        assert (second.code, second.error["code"]) == (3, "locked")
        assert second.error["message"] and second.error["remedy"]
        assert desk.terminal("items")["items"], "everything else goes on beside it"
    assert ended[0].code == 0
    desk.is_complete()


def test_an_interrupted_sync_says_so_and_leaves_what_it_had_in_hand_waiting(tmp_path: Path) -> None:
    with practising_desk(tmp_path / "library", {"Weaver": CHUNKED}) as desk:
        desk.server.faults.add("hold-before", "upload-chunk-middle", name="held")
        process = desk.terminal.start("sync")
        assert desk.server.faults.await_held("held")
        process.terminate()
        ended = desk.terminal.ended(process)
        assert (ended.code, ended.error["code"]) == (1, "interrupted")
        desk.server.faults.release("held")
        assert desk.terminal("status")["outbox"] == {"queued": 1, "waiting": 1}
        assert desk.sync().code == 0
        desk.is_complete()
        # The middle one had arrived all the same, and the wiki was asked before it was sent again.
        assert desk.requests.begun["upload-chunk"] == 3


def test_what_a_dead_process_had_in_hand_waits_and_is_not_said_to_be_under_way(desk: Desk) -> None:
    desk.server.faults.add("hold-before", "upload-file", name="held")
    process = desk.terminal.start("sync")
    assert desk.server.faults.await_held("held")
    assert desk.terminal("status")["items"] == {"sending": 1, "waiting": 1}
    process.kill()
    desk.terminal.ended(process)
    desk.server.faults.release("held")
    assert desk.terminal("status")["items"] == {"waiting": 2}
    assert desk.sync().code == 0
    desk.is_complete()


def test_whoever_watched_may_go_away_and_the_sync_goes_on(desk: Desk) -> None:
    process = desk.terminal.start("sync")
    assert process.stderr.readline()
    for stream in (process.stderr, process.stdout, process.stdin):
        stream.close()
    process.wait()
    desk.is_complete()


def test_a_pause_stops_it_where_it_is_until_the_pause_ends(tmp_path: Path) -> None:
    with practising_desk(tmp_path / "library", {"Weaver": CHUNKED}) as desk:
        with _sending(desk, "upload-chunk-middle") as ended:
            _pause(desk.folder, time.time() + 3600)
            time.sleep(LOOK_SECONDS)  # so often it looks
        assert (ended[0].code, ended[0].answer["waiting"]) == (4, [desk.items["Weaver"]])
        assert desk.terminal("status")["items"] == {"waiting": 1}
        sent = dict(desk.requests.begun)
        assert desk.sync().code == 4 and desk.requests.begun == sent, "nothing is asked meanwhile"
        _pause(desk.folder, 0)
        assert desk.sync().code == 0
        desk.is_complete()
        assert desk.requests.begun["upload-chunk"] == 3


def _pause(folder: Path, until: float) -> None:
    """What the window's pause does."""
    library = Library(folder)
    pausing.pause(library, until=until)
    library.close()


def test_a_file_that_is_gone_or_changed_stops_alone_and_goes_on_when_it_is_back(desk: Desk) -> None:
    paths = {row.payload["title"]: desk.folder / row.payload["file"] for row in rows(desk.folder)
             if "file" in row.payload}
    before = {title: path.read_bytes() for title, path in paths.items()}
    paths["Weaver.jpg"].unlink()
    paths["Wooden loom.jpg"].write_bytes(before["Wooden loom.jpg"][:-1] + b"\0")
    ended = desk.sync()
    assert (ended.code, ended.answer["refused"]) == (1, [desk.items["Wooden loom"]])
    assert {(one["title"], one["code"]) for one in ended.answer["stopped"]} == {
        ("Weaver.jpg", "file-gone"), ("Wooden loom.jpg", "file-changed")}
    assert all(one["message"] for one in ended.answer["stopped"])
    assert desk.uploads() == []
    for title, path in paths.items():
        path.write_bytes(before[title])
    assert desk.again().code == 0
    desk.is_complete()


def test_a_clock_that_was_years_ahead_does_not_make_the_queue_wait_for_years(desk: Desk) -> None:
    desk.server.faults.add("status", "upload-file", value="503")
    assert desk.sync().code == 4
    _shift_waits(desk.folder, YEARS)
    assert desk.wait("Weaver") > 86_400
    assert desk.sync().code == 0
    desk.is_complete()


def test_a_server_can_not_make_the_queue_wait_for_years_either(desk: Desk) -> None:
    desk.server.faults.add("status", "upload-file", value="503", retry_after=str(YEARS))
    assert desk.sync().code == 4
    assert desk.wait("Weaver") <= 86_400
    assert desk.again().code == 0
    desk.is_complete()


def _shift_waits(folder: Path, seconds: float) -> None:
    """What a clock that was wrong by so much would have stored."""
    library = Library(folder)
    with library.database.writing() as write:
        write.execute("UPDATE outbox SET next_try = next_try + ? WHERE next_try > 0", (seconds,))
        write.execute("UPDATE pause SET until = until + ?", (seconds,))
    library.close()


def test_a_full_disk_ends_the_sync_in_words_and_nothing_is_lost_or_sent_twice(desk: Desk) -> None:
    ends = []
    while (ended := desk.terminal.on_a_full_disk(4 * len(ends)).do("sync", "--once")).code != 0:
        assert (ended.code, ended.error["code"]) == (3, "disk-full"), ended
        assert ended.error["message"] and ended.error["remedy"]
        ends.append(len(desk.uploads()))
        assert len(ends) < 10
    assert ends, "the disk was never full"
    desk.is_complete()



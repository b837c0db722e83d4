"""Bad lines and bad servers: everything waits, in words, and arrives once when they are well again."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
import requests

from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.practice.accounts import PUBLIC, SECRET, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from tests.support.arrived import Requests
from tests.support.desks import Desk, practising_desk
from tests.support.practice import probe_head
from tests.support.queues import CHUNKED, SMALL, ready
from tests.support.secrets import SecretService
from tests.support.terminal import Terminal

EVER = 1_000
"""Times that a fault hits: until it is cleared."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with practising_desk(tmp_path / "library", {"Weaver": SMALL, "Wooden loom": SMALL}) as found:
        yield found


def _waits(desk: Desk, code: str, words: str, *, row: str = "Weaver", everything: bool = True) -> None:
    """The sync ended with what waits, said why, and lost nothing."""
    ended = desk.sync()
    assert ended.code == 4
    told = [one for one in ended.answer["stopped"] if one["item"] == desk.items[row]]
    assert [(one["state"], one["code"]) for one in told] == [("waiting", code)]
    assert words in told[0]["message"]
    assert len(ended.answer["waiting"]) == (2 if everything else 1)
    status = desk.terminal("status")
    assert status["last_error"]["code"] == code and words in status["last_error"]["message"]
    assert status["next_try"]


def _goes_on(desk: Desk) -> None:
    desk.server.faults.clear()
    assert desk.again().code == 0
    desk.is_complete()


def test_without_a_network_all_waits_and_a_waiting_sync_sends_it_when_the_network_is_back(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    api = f"http://127.0.0.1:{port}/w/api.php"
    items = ready(tmp_path / "library", {"Weaver": SMALL, "Wooden loom": SMALL}, author="Uploader")
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    terminal.do("account", "add", "Uploader@minoties", "--site", api, typed=f"{SECRET}\n")
    assert sorted(terminal("queue")["queued"]) == sorted(items.values())
    ended = terminal.do("sync", "--once")
    assert (ended.code, sorted(ended.answer["waiting"])) == (4, sorted(items.values()))
    [stopped] = ended.answer["stopped"]
    assert stopped["code"] == "offline" and f"127.0.0.1:{port}" in stopped["message"]
    assert "offline" in terminal.do("sync", "--once").answer["stopped"][0]["code"], "and is still said the next time"
    terminal("retry", *items.values())
    waiting = terminal.start("sync")
    assert "offline" in _until(waiting.stderr, '"error"')
    with PracticeCommons(tmp_path / "wiki", port=port, probe=probe_head, people=PUBLIC + TEST_WIKI).serving() as server:
        ended = terminal.ended(waiting)
        Desk(tmp_path / "library", items, server, Requests(server), terminal, api).is_complete()
    assert (ended.code, sorted(ended.answer["done"])) == (0, sorted(items.values()))


def test_a_practice_commons_that_is_closed_meanwhile_is_served_by_the_sync_itself(tmp_path: Path) -> None:
    items = ready(tmp_path / "library", {"Weaver": SMALL, "Wooden loom": SMALL}, site=PRACTICE)
    terminal = Terminal(tmp_path / "library")
    beside = terminal.start("practice")
    address = tmp_path / "library" / "practice" / "address.json"
    while not address.exists():
        time.sleep(0.05)
    beside.send_signal(signal.SIGSTOP)
    going = terminal.start("sync", "--site", PRACTICE)
    time.sleep(3)  # it waits for an answer
    beside.kill()
    beside.communicate()
    ended = terminal.ended(going)
    assert (ended.code, sorted(ended.answer["done"])) == (0, sorted(items.values()))


def _until(lines: Iterator[str], wanted: str) -> str:
    return next(line for line in lines if wanted in line)


@pytest.mark.parametrize("status", ["200", "302"])
def test_a_page_of_a_wireless_network_is_not_taken_for_the_wiki(desk: Desk, status: str) -> None:
    desk.server.faults.add("portal", value=status, times=EVER)
    _waits(desk, "portal", "sign-in page")
    _goes_on(desk)


def test_too_many_requests_are_waited_out_as_long_as_the_server_says(desk: Desk) -> None:
    desk.server.faults.add("status", "upload-file", value="429", retry_after="300")
    _waits(desk, "ratelimit", "practice Commons")
    assert 280 < desk.wait("Weaver") <= 300
    assert desk.sync().code == 4 and desk.requests.begun["upload-file"] == 1, "nothing is sent before that"
    _goes_on(desk)


def test_a_waiting_sync_goes_on_by_itself_once_the_time_has_come(desk: Desk) -> None:
    desk.server.faults.add("status", "upload-file", value="429", retry_after="1")
    ended = desk.terminal.do("sync")
    assert (ended.code, len(ended.answer["done"])) == (0, 2)
    assert "ratelimit" in [event.get("error") for event in ended.events]
    desk.is_complete()


@pytest.mark.parametrize("status", ["500", "503"])
def test_a_server_in_trouble_is_left_alone_for_a_while(desk: Desk, status: str) -> None:
    desk.server.faults.add("status", "upload-file", value=status)
    _waits(desk, "server", status)
    assert 2 < desk.wait("Weaver") <= 8
    _goes_on(desk)


def test_databases_that_lag_are_waited_for(desk: Desk) -> None:
    desk.server.faults.add("maxlag", value="12")
    _waits(desk, "server", "practice Commons")
    _goes_on(desk)


def test_a_wiki_that_is_read_only_says_why(desk: Desk) -> None:
    desk.server.faults.add("readonly", value="The hamsters need a rest")
    _waits(desk, "readonly", "The hamsters need a rest")
    _goes_on(desk)


def test_a_limit_that_the_wiki_tells_is_kept_and_not_run_into(desk: Desk) -> None:
    desk.server.faults.add("ratelimit", value="1 4000")
    ended = desk.sync()
    assert (ended.code, len(ended.answer["done"]), len(ended.answer["waiting"])) == (4, 1, 1)
    assert ended.answer["stopped"] == [], "the file that waits for its turn has nothing wrong"
    until = datetime.fromisoformat(ended.answer["waits_for"]["until"]).timestamp() - time.time()
    assert ended.answer["waits_for"]["code"] == "limit" and 3800 < until <= 4000
    coming = desk.terminal("status")["forecast"]
    assert coming["limit"] == {"files": 1, "seconds": 4000, "used": 1}
    assert 3800 < datetime.fromisoformat(coming["end"]).timestamp() - time.time() <= 4000
    assert desk.requests.begun["upload-file"] == 1
    _goes_on(desk)


def test_a_sync_that_waits_for_its_limit_goes_on_by_itself(desk: Desk) -> None:
    desk.server.faults.add("ratelimit", value="1 3")
    ended = desk.terminal.do("sync")
    assert ended.code == 0 and "limit" in [event["waits"]["code"] for event in ended.events if "waits" in event]
    desk.is_complete()


def test_over_a_limit_that_nobody_told_the_whole_queue_waits(desk: Desk) -> None:
    desk.server.faults.add("error", "upload-file", value="ratelimited")
    ended = desk.sync()
    assert (ended.code, len(ended.answer["done"]), len(ended.answer["waiting"])) == (4, 0, 2)
    assert [one["code"] for one in ended.answer["stopped"]] == ["ratelimit"]
    assert 4200 < desk.wait("Weaver") <= 4320
    assert desk.uploads() == []
    _goes_on(desk)


def test_a_reply_that_is_lost_is_found_again_instead_of_sent_again(desk: Desk) -> None:
    desk.server.faults.add("lose", "upload-file")
    _waits(desk, "offline", "practice Commons")
    assert desk.uploads() == ["Weaver.jpg"]
    _goes_on(desk)
    assert desk.requests.begun["upload-file"] == 2, "one for each of the two files"


def test_a_stash_that_expired_before_the_publishing_is_filled_again(tmp_path: Path) -> None:
    with practising_desk(tmp_path / "library", {"Weaver": CHUNKED}) as desk:
        desk.server.faults.add("status", "upload-publish", value="503")
        assert desk.sync().code == 4
        assert desk.state("Weaver")["state"] == "waiting"
        assert desk.requests.begun["upload-chunk"] == 3
        desk.server.expire_stash()
        assert desk.again().code == 0
        assert desk.requests.begun["upload-chunk"] == 6
        desk.is_complete()


def test_a_stash_that_lasts_is_not_filled_again(tmp_path: Path) -> None:
    with practising_desk(tmp_path / "library", {"Weaver": CHUNKED}) as desk:
        for request in ("upload-chunk-middle", "upload-chunk-last", "upload-publish"):
            desk.server.faults.add("status", request, value="503")
            assert desk.sync().code == 4
            desk.terminal("retry", desk.items["Weaver"])
        assert desk.sync().code == 0
        # Each of the refused ones a second time.
        assert desk.requests.begun["upload-chunk"] == 3 + 2
        desk.is_complete()


def test_a_session_that_ends_in_the_middle_of_the_queue_is_renewed_unseen(desk: Desk) -> None:
    desk.server.faults.add("hold-after", "wbeditentity", name="first")

    def log_out() -> None:
        assert desk.server.faults.await_held("first")
        desk.server.end_sessions()
        desk.server.faults.release("first")

    beside = threading.Thread(target=log_out)
    beside.start()
    assert desk.sync().code == 0
    beside.join()
    desk.is_complete()
    assert desk.requests.begun["login"] == 2


def test_a_practice_commons_that_is_killed_in_the_middle_is_found_again_at_its_new_address(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    items, terminal = ready(folder, {"Weaver": SMALL, "Wooden loom": SMALL}, site=PRACTICE), Terminal(folder)
    with _practice(terminal) as (practice, address):
        requests.post(f"{address}practice/faults", json={"kind": "hold-after", "request": "upload-file"}, timeout=9)
        sync = terminal.start("sync", "--once")
        while not requests.get(f"{address}practice/faults", timeout=9).json()["held"]["hold-after"]:
            assert sync.poll() is None
        practice.kill()
        ended = terminal.ended(sync)
    assert (ended.code, ended.answer["stopped"][0]["code"]) == (4, "offline")
    with _practice(terminal):
        terminal("retry", *items.values())
        assert terminal.do("sync", "--once").code == 0
    server = PracticeCommons(folder / "practice", probe=probe_head)
    assert [row["title"] for row in server.state.rows("SELECT title FROM log ORDER BY title")] == [
        "File:Weaver.jpg", "File:Wooden loom.jpg"]
    server.close()


@contextmanager
def _practice(terminal: Terminal) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`minoties practice` while the block lasts: its process, and the address of its gallery."""
    process = terminal.start("practice")
    yield process, json.loads(process.stdout.readline())["gallery"]
    process.terminate()
    process.communicate()

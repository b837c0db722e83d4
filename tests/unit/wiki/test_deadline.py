"""A wiki that takes or gives drop by drop is left in the end, and the row waits with a sentence."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.wiki import deadline
from tests.support.deliveries import photograph, session

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n"
PAUSE = 0.05


@pytest.fixture
def dripping(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Makes a server that answers one byte at a time, or never reads what it is sent; its API address."""
    monkeypatch.setattr(deadline, "PATIENCE", 0.4)
    monkeypatch.setattr(deadline, "SLOWEST", 1 << 40)
    monkeypatch.setattr(deadline, "LOOK_SECONDS", 0.05)
    ended = threading.Event()
    servers = []

    def make(answer: bytes = b"", *, reads: bool = True) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        servers.append(server)

        def serve() -> None:
            try:
                while True:
                    line, _ = server.accept()
                    threading.Thread(target=talk, args=(line,), daemon=True).start()
            except OSError:  # the test is over
                return

        def talk(line: socket.socket) -> None:
            with line:
                try:
                    if reads:
                        line.recv(65536)
                    for byte in answer or b"x" * 1000:
                        if ended.wait(PAUSE):
                            return
                        if reads:
                            line.sendall(bytes([byte]))
                except OSError:  # it was cut, which is what is tested
                    return

        threading.Thread(target=serve, daemon=True).start()
        return f"http://127.0.0.1:{server.getsockname()[1]}/w/api.php"

    yield make
    ended.set()
    for one in servers:
        one.close()


@pytest.mark.parametrize("answer", [HEAD, HEAD[:30] + b"x" * 1000], ids=["the body", "the head"])
def test_an_answer_that_drips_is_left(dripping, tmp_path, answer):
    with pytest.raises(RetryLater) as caught:
        session(dripping(answer + b"{" * 1000), tmp_path).query(list="allimages")
    assert caught.value.message.key == "error-too-slow"


def test_a_wiki_that_does_not_read_what_it_is_sent_is_left(dripping, tmp_path, monkeypatch):
    made = session(dripping(reads=False), tmp_path)
    monkeypatch.setattr(made, "csrf", lambda: "token")
    from minoties_desktop.wiki import upload

    path = photograph(tmp_path, 1, padding=30_000_000)
    with pytest.raises(RetryLater) as caught:
        upload.chunk(made, path, name="A.jpg", offset=0, count=30_000_000, filekey=None)
    assert caught.value.message.key == "error-too-slow"


def test_a_request_has_time_for_its_bytes_on_the_slowest_line():
    assert deadline.allowed(0) == deadline.PATIENCE
    assert deadline.allowed(4 << 20) - deadline.PATIENCE == (4 << 20) / deadline.SLOWEST


def test_a_request_in_time_is_left_alone_and_the_watching_ends(monkeypatch):
    monkeypatch.setattr(deadline, "LOOK_SECONDS", 0.01)
    watch = deadline.Watch()
    with watch.over(1000) as line:
        time.sleep(0.05)
    assert not line.is_cut
    for _ in range(1000):
        if not [one for one in threading.enumerate() if one.name == "deadline"]:
            return
        time.sleep(0.01)
    raise AssertionError("the thread goes on although there is no request")

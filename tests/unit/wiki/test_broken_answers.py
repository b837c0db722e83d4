"""Servers that answer nonsense: each is a wait with a sentence, never a crash and never an endless loop."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import MappingProxyType

import pytest

from minoties_desktop.domain.errors import Refused, RetryLater
from minoties_desktop.wiki import shapes, upload
from minoties_desktop.wiki.session import engine
from tests.support.deliveries import session

JSON = "application/json; charset=utf-8"


@pytest.fixture
def server() -> Iterator[Callable[..., str]]:
    """Makes a server that answers every request alike, and gives its API address."""
    servers = []

    def make(status: int = 200, kind: str = JSON, body: bytes = b"{}", length: int | None = None,
             headers: Mapping[str, str] = MappingProxyType({})) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body) if length is None else length))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                """Say nothing."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Handler))
        threading.Thread(target=servers[-1].serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_address[1]}/w/api.php"

    yield make
    for one in servers:
        one.shutdown()
        one.server_close()


def test_an_answer_without_end_does_not_fill_the_memory(server, tmp_path, monkeypatch):
    made = session(server(body=b'{"query": {"x": "' + b"x" * 200_000, length=10**12), tmp_path)
    monkeypatch.setattr(engine(tmp_path / "wiki"), "LARGEST_ANSWER", 100_000)
    with pytest.raises(RetryLater) as caught:
        made.query(list="allimages")
    assert caught.value.message.key == "error-garbled"


@pytest.mark.parametrize(("answer", "kind"), [
    ({"body": b'{"query": {"pages": ['}, "server"),
    ({"body": b""}, "server"),
    ({"body": b"[]"}, "server"),
    ({"body": b'{"query": "none"}'}, "server"),
    ({"body": b'{"error": "none"}'}, "server"),
    ({"body": b'{"errors": ["none"]}'}, "server"),
    ({"body": b'{"errors": [{"code": null}]}'}, "server"),
    ({"body": b'{"query": {}}', "length": 1000}, "offline"),
    ({"kind": "text/html", "body": b"<html>Welcome to the hotel</html>"}, "portal"),
    ({"kind": "text/html", "status": 403, "body": b"Your IP is blocked"}, "portal"),
    ({"status": 302, "kind": "text/html", "body": b""}, "portal"),
    ({"status": 302, "kind": "text/html", "body": b"", "headers": {"Location": "//["}}, "portal"),
    ({"status": 511, "kind": "text/html", "body": b""}, "portal"),
    ({"status": 504, "kind": "text/html", "body": b"Gateway"}, "server"),
    ({"status": 500, "body": b"{}"}, "server"),
])
def test_what_is_no_answer(server, tmp_path, answer, kind):
    with pytest.raises(RetryLater) as caught:
        session(server(**answer), tmp_path).query(list="allimages")
    assert caught.value.kind == kind
    assert (caught.value.message.key == "error-cut") == ("length" in answer), "what is cut is called so"
    # What is an answer, but none that we understand, may be better for another file.
    assert caught.value.stops_queue == (caught.value.message.key != "error-not-understood")


@pytest.mark.parametrize("part", [
    None, "yes", [], {}, {"result": None}, {"result": "Success", "filename": 5}, {"result": "Warning"},
    {"result": "Warning", "warnings": ["exists"]},
])
def test_what_is_no_answer_to_an_upload(part):
    assert shapes.is_sound({"upload": {"result": "Continue", "offset": 4096}}, "upload")
    assert not shapes.is_sound({"upload": part}, "upload")


def test_a_date_beyond_all_calendars_is_no_time_to_wait_for(server, tmp_path):
    late = {"Retry-After": "Fri, 31 Dec 99999999999999 23:59:59 GMT"}
    with pytest.raises(RetryLater) as caught:
        session(server(status=503, headers=late), tmp_path).query(list="allimages")
    assert caught.value.after is None


def test_a_code_that_is_none_is_shown_without_its_control_characters(server, tmp_path):
    with pytest.raises(Refused) as caught:
        session(server(body=b'{"errors": [{"code": "\\u001b[31mred"}]}'), tmp_path).query(list="allimages")
    assert all(str(arg).isprintable() for arg in caught.value.message.args)


@pytest.mark.parametrize(("fault", "request_name", "key"), [
    ("lose", "upload", "error-cut"), ("cut", "upload", "error-cut"), ("lose", "query", "error-cut"),
    ("lose-502", "upload", "error-server")])
def test_a_line_that_is_cut_is_no_line_that_is_not_there(queued, new_session, commons, fault, request_name, key):
    queue = queued(padding=4000)
    commons.faults.add(fault, request_name, value="2000")
    with pytest.raises(RetryLater) as caught:
        queue.run(new_session())
    assert caught.value.message.key == key
    commons.faults.clear()
    queue.run_until_done(new_session)


def test_a_wiki_that_nobody_reaches_is_not_there(tmp_path):
    with pytest.raises(RetryLater) as caught:
        session("http://127.0.0.1:9/w/api.php", tmp_path).query(list="allimages")
    assert caught.value.message.key == "error-offline"


def test_an_answer_without_security_is_not_trusted(server, tmp_path):
    with pytest.raises(RetryLater) as caught:
        session(server().replace("http:", "https:"), tmp_path).query(list="allimages")
    assert (caught.value.kind, caught.value.message.key) == ("portal", "error-insecure")


@pytest.mark.parametrize("body", [b"{}", b'{"query": {}}', b'{"batchcomplete": true}', b'{"login": {}}'])
def test_a_server_that_answers_with_nothing_is_no_wiki_to_log_in_to(server, tmp_path, body):
    with pytest.raises(RetryLater) as caught:
        session(server(body=body), tmp_path).check()
    assert caught.value.kind == "server"  # no new password would mend it


@pytest.mark.parametrize("offsets", [[0], [4096, 0], [10**12], [-5]])
def test_a_wiki_that_never_has_enough_is_not_sent_the_same_for_ever(
    queued, new_session, small_chunks, monkeypatch, offsets,
):
    answers = itertools.cycle(offsets)
    monkeypatch.setattr(upload, "chunk", lambda *args, **named: {
        "result": "Continue", "offset": next(answers), "filekey": "key"})
    with pytest.raises(RetryLater) as caught:
        queued(padding=3 * small_chunks).run(new_session())
    assert caught.value.message.key == "error-wiki-trouble"

"""The practice Commons misbehaves exactly when and how it was asked to."""

import threading

import pytest
import requests

from minoties_desktop.practice.faults import Faults
from minoties_desktop.practice.server import PracticeCommons
from tests.support.client import Client, Reply
from tests.support.pictures import jpeg
from tests.support.practice import practice_server, spawned_practice

__all__ = ["practice_server"]


@pytest.fixture
def client(practice_server: PracticeCommons) -> Client:
    return Client(practice_server.api).login("Learner@minoties")


def test_a_fault_hits_as_often_as_asked_after_those_skipped() -> None:
    faults = Faults()
    faults.add("lose", "upload-chunk", skip=1, times=2)
    taken = [faults.take(("lose",), ("upload", "upload-chunk")) is not None for _ in range(5)]
    assert taken == [False, True, True, False, False]
    assert faults.take(("lose",), ("query",)) is None


def test_unknown_faults_are_refused() -> None:
    with pytest.raises(ValueError, match="frobnicate"):
        Faults().add("frobnicate")
    with pytest.raises(ValueError, match="why"):
        Faults.fault_from({"kind": "lose", "why": "x"})


def test_a_lost_answer_is_done_and_cut(practice_server: PracticeCommons, client: Client) -> None:
    token = client.token()
    practice_server.faults.add("lose", "upload-file")
    with pytest.raises(requests.ConnectionError):
        client.upload("Lost.jpg", jpeg(), token=token)
    assert "missing" not in client.query(titles="File:Lost.jpg")["pages"][0]


def test_a_cut_request_is_not_done(practice_server: PracticeCommons, client: Client) -> None:
    token = client.token()
    practice_server.faults.add("cut", value="1000")
    with pytest.raises(requests.ConnectionError):
        client.upload("Cut.jpg", jpeg(size=3_000_000), token=token)
    assert "missing" in client.query(titles="File:Cut.jpg")["pages"][0]
    assert client.upload("Cut.jpg", jpeg(), token=token)["upload"]["result"] == "Success"


def test_a_delay_comes_before_the_work(
    practice_server: PracticeCommons, client: Client, monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited = []
    monkeypatch.setattr("minoties_desktop.practice.handler.time.sleep", waited.append)
    practice_server.faults.add("delay", "query", value="2.5")
    assert client.query(meta="userinfo")
    assert waited == [2.5]


@pytest.mark.parametrize(("value", "status"), [("200", 200), ("302", 302)])
def test_a_portal_answers_with_a_page(
    practice_server: PracticeCommons, client: Client, value: str, status: int,
) -> None:
    practice_server.faults.add("portal", "query", value=value)
    reply = client.session.get(client.api, params={"action": "query"}, allow_redirects=False, timeout=10)
    assert reply.status_code == status
    assert "html" in reply.headers["Content-Type"]
    assert client.query(meta="userinfo")


def test_too_many_requests_tell_when_to_come_back(practice_server: PracticeCommons, client: Client) -> None:
    practice_server.faults.add("status", "query", value="429", retry_after="7")
    reply = client.send("GET", action="query", meta="userinfo")
    assert (reply.status, reply.headers["Retry-After"]) == (429, "7")


def test_any_error_can_be_asked_for_once(practice_server: PracticeCommons, client: Client) -> None:
    practice_server.faults.add("error", "upload", value="internal_api_error_DBQueryError")
    assert client.upload("Error.jpg", jpeg()).problem.code == "internal_api_error_DBQueryError"
    assert client.upload("Error.jpg", jpeg())["upload"]["result"] == "Success"


def test_a_mistake_of_its_own_is_an_answer(
    practice_server: PracticeCommons, client: Client, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(practice_server.state, "now", lambda: 1 / 0)
    reply = client.send("GET", action="query", meta="siteinfo")
    assert (reply.status, reply.problem.code) == (500, "internal_api_error_ZeroDivisionError")


@pytest.mark.parametrize(("kind", "done"), [("hold-before", False), ("hold-after", True)])
def test_a_request_is_held_before_or_after_it_is_done(
    practice_server: PracticeCommons, client: Client, kind: str, done: bool,
) -> None:
    token, replies = client.token(), list[Reply]()
    practice_server.faults.add(kind, "upload-file", name="now")
    sender = threading.Thread(target=lambda: replies.append(client.upload("Held.jpg", jpeg(), token=token)))
    sender.start()
    assert practice_server.faults.await_held("now")
    assert practice_server.faults.tell()["held"] == {"now": 1}
    onlooker = Client(practice_server.api)
    assert ("missing" not in onlooker.query(titles="File:Held.jpg")["pages"][0]) is done
    assert replies == []
    practice_server.faults.release("now")
    sender.join()
    assert replies[0]["upload"]["result"] == "Success"


def test_a_held_request_of_a_client_that_died_still_happens(practice_server: PracticeCommons, client: Client) -> None:
    token = client.token()
    practice_server.faults.add("hold-before", "upload-file", name="now")
    with pytest.raises(requests.RequestException):
        client.session.post(client.api, timeout=0.3, files={"file": ("x", jpeg())}, data={
            "action": "upload", "filename": "Dead.jpg", "token": token, "text": "{{self|cc-zero}}", "format": "json"})
    assert practice_server.faults.await_held("now")
    # The release waits in line behind the held request's own work.
    practice_server.faults.release("now")
    onlooker = Client(practice_server.api)
    for _ in range(200):
        if "missing" not in onlooker.query(titles="File:Dead.jpg")["pages"][0]:
            return
    raise AssertionError("the held upload was not done")


def test_another_process_controls_it(tmp_path) -> None:
    with spawned_practice(tmp_path / "practice") as other:
        control = other.gallery + "practice/faults"
        client = Client(other.api).login("Learner@minoties")
        told = requests.post(control, json={"kind": "readonly", "value": "moving"}, timeout=10).json()
        assert told["faults"][0]["kind"] == "readonly"
        assert client.upload("X.jpg", jpeg()).problem.code == "readonly"
        requests.post(control, json={"clear": ""}, timeout=10)
        key = client.upload("X.jpg", jpeg(), stash=1)["upload"]["filekey"]
        requests.post(control, json={"kind": "expire-stash"}, timeout=10)
        assert client.upload("X.jpg", filekey=key).problem.code == "uploadstash-file-not-found"
        requests.post(control, json={"kind": "end-sessions"}, timeout=10)
        assert client.query(meta="userinfo")["userinfo"]["id"] == 0
        assert requests.post(control, json={"kind": "frobnicate"}, timeout=10).status_code == 400
        assert requests.post(control, data="{}", timeout=10).status_code == 400
        assert requests.get(control, timeout=10).json()["faults"] == []

"""Whatever a wiki answers, deep inside, ends as a wait, a question or a refusal in words, never as our mistake."""

from __future__ import annotations

import copy
import dataclasses
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.domain.errors import Bug, Fault
from minoties_desktop.domain.states import State
from minoties_desktop.wiki import shapes
from minoties_desktop.wiki.session import engine
from tests.contract.recorded import recordings
from tests.support.deliveries import Queue, QuickSession

STRANGE: list[Any] = [
    None, True, False, 0, -1, 1 << 70, 1.5, float("nan"), float("inf"), "", "0", "x", "-7", "Q1", [], [None], [[]], {},
    {"": None}, {"x": []}, ["exists"], "\x00\x1b[31m", "\ud800"]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths to everything inside a JSON value, and to itself."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inside:
        yield from places(part, (*path, key))


def changed(value: Any, path: tuple[Any, ...], strange: Any, leave_out: bool) -> Any:
    """A copy with something strange at a path, or without what was there."""
    if not path:
        return strange
    made = copy.deepcopy(value)
    holder = made
    for key in path[:-1]:
        holder = holder[key]
    if leave_out:
        del holder[path[-1]]
    else:
        holder[path[-1]] = strange
    return made


@pytest.mark.parametrize("source", ["mediawiki-1.39", "mediawiki-1.43", "wikibase-1.43"])
def test_every_recorded_answer_of_a_real_wiki_has_its_shape(source):
    answers = [(one.name, one.action, one.answer) for one in recordings(source).values()
               if isinstance(one.answer, dict)]
    assert len(answers) > 40
    assert [name for name, action, answer in answers if not shapes.is_sound(answer, action)] == []


@pytest.mark.parametrize(("action", "answer"), [
    ("upload", {"upload": {"result": "Continue"}}), ("upload", {"upload": {"result": "Continue", "offset": "many"}}),
    ("upload", {"upload": {"result": "Hurray"}}), ("upload", {"upload": {"result": "Success", "imageinfo": []}}),
    ("upload", {"upload": {"result": "Warning", "warnings": {"duplicate": 5}}}),
    ("query", {"query": {"pages": {}}}), ("query", {"query": {"pages": [{"imageinfo": [{"size": "large"}]}]}}),
    ("query", {"query": {"userinfo": {"ratelimits": {"upload": {"user": {"hits": 1, "seconds": None}}}}}}),
    ("wbgetentities", {"entities": {"M1": {"statements": {"P1": [{"id": 1}]}}}}),
    ("wbgetentities", {"entities": {"M1": {"statements": {"P1": [{"id": "M1$a", "mainsnak": {
        "property": "P1", "snaktype": "value", "datavalue": {"value": {"time": "+2026", "precision": "11"}}}}]}}}}),
    ("paraminfo", {"paraminfo": {}}), ("paraminfo", {"paraminfo": {"modules": []}}),
    ("upload", {"errors": [{"code": "stashfailed", "data": {"offset": "far"}}]}),
    ("upload", {"errors": [{"code": "ratelimited", "data": {"after": "soon"}}]}),
])
def test_what_has_another_shape(action, answer):
    assert not shapes.is_sound(answer, action)


class Liar:
    """Changes one answer that reaches us, deep inside."""

    def __init__(self, loaded: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at, self.dice, self.seen = -1, random.Random(0), 0
        real = loaded.Request._json_loads

        def lied(request: Any, response: Any) -> Any:
            if self.seen == self.at:
                answer = response.json()
                path = self.dice.choice(list(places(answer)))
                made = changed(answer, path, self.dice.choice(STRANGE), self.dice.random() < 0.3)
                response._content = json.dumps(made).encode()
            self.seen += 1
            return real(request, response)

        monkeypatch.setattr(loaded.Request, "_json_loads", lied)

    def lie(self, at: int, seed: int) -> None:
        """Change the answer that comes after so many."""
        self.at, self.dice, self.seen = at, random.Random(seed), 0

    def stop(self) -> None:
        """Tell the truth."""
        self.at = -1


@pytest.mark.parametrize("said", [{"general": {}}, {"general": {}, "fileextensions": [], "extensions": []}])
def test_one_answer_that_leaves_things_out_costs_no_file_its_data(queued, new_session, loaded, monkeypatch, said):
    lies, real = [json.dumps({"query": {**said, "userinfo": {"name": "Trusted", "ratelimits": {}}}}).encode()], \
        loaded.Request._json_loads

    def lied(request: Any, response: Any) -> Any:
        if lies and "extensions" in request._params.get("siprop", []):
            response._content = lies.pop()
        return real(request, response)

    monkeypatch.setattr(loaded.Request, "_json_loads", lied)
    file = queued()
    file.run_until_done(lambda: new_session("Trusted@minoties"))
    data = Queue(_data_row(file))
    data.run_until_done(lambda: new_session("Trusted@minoties"))
    assert not lies and len(data.receipt["statements"]) == 1 and data.receipt["captions"] == ["en"]


def test_no_answer_outlives_the_process(queued, new_session, loaded, monkeypatch, tmp_path):
    """What pywikibot asks of modules and sites is asked anew: kept on disk, a wrong one would stand for a month."""
    poison, real = [b'{"paraminfo": {"modules": [{"name": "login", "path": "login", "parameters": []}]}}'], \
        loaded.Request._json_loads

    def lied(request: Any, response: Any) -> Any:
        if poison and request.action == "paraminfo":
            response._content = poison.pop()
        return real(request, response)

    monkeypatch.setattr(loaded.Request, "_json_loads", lied)
    file = queued()
    honest(file, new_session)
    assert not poison
    if file.row.state is not State.DONE:
        file.run_until_done(new_session)
    assert not [path for path in tmp_path.rglob("apicache") if any(path.iterdir())]


def _data_row(queue: Queue) -> Delivery:
    caption = {"en": {"language": "en", "value": "A weaver at her loom"}}
    claim = {"mainsnak": {"snaktype": "value", "property": "P180", "datavalue": {
        "type": "wikibase-entityid", "value": {"entity-type": "item", "id": "Q42"}}}, "type": "statement",
        "rank": "normal", "guid": f"00000000-0000-4000-8000-{queue.receipt['pageid']:012}"}
    return dataclasses.replace(queue.row, target="commons_data", state=State.QUEUED, facts={},
                               payload={"labels": caption, "claims": [claim], "summary": "Test"},
                               parent=queue.receipt)


@pytest.fixture
def loaded(tmp_path) -> Any:
    return engine(tmp_path / "wiki")


@pytest.fixture
def liar(loaded, monkeypatch) -> Liar:
    return Liar(loaded, monkeypatch)


def test_an_answer_that_is_strange_somewhere_is_told_in_words_and_nothing_is_sent_twice(
    queued, new_session, there, liar, small_chunks, request,
):
    """A file and its data, with one answer changed at one place; then with true ones."""
    tries = 500 if request.config.getoption("--torture-minutes") else 30
    numbers = iter(range(1, 1 << 30))

    def trusted() -> QuickSession:
        return new_session("Trusted@minoties")  # for whom there is no limit

    @given(at=st.integers(0, 24), seed=st.integers(0, 1 << 32), chunks=st.integers(0, 3))
    @settings(max_examples=tries, suppress_health_check=list(HealthCheck))
    def deliver(at: int, seed: int, chunks: int) -> None:
        number = next(numbers)
        file = queued(f"Strange {number}.jpg", seed=number, padding=chunks * small_chunks)
        liar.lie(at, seed)
        honest(file, trusted)
        liar.stop()
        if file.row.state is not State.DONE:
            # Whatever it asked: everything is looked at anew.
            file.row = dataclasses.replace(file.row, answer={"choice": "accept", "number": number})
            file.run_until_done(trusted)
        assert len(there(file.row)) == 1
        data = Queue(_data_row(file))
        liar.lie(at % 6, seed)
        honest(data, trusted)
        liar.stop()
        if data.row.state is not State.DONE:
            data.run_until_done(trusted)
        assert len(data.receipt["statements"]) == 1 and data.receipt["captions"] == ["en"]

    deliver()


def honest(queue: Queue, new_session: Any) -> None:
    """A run that ends well, or with a fault that has a name."""
    try:
        queue.run(new_session())
    except Fault as fault:
        assert not isinstance(fault, Bug), fault
        assert fault.message.key != "error-bug"

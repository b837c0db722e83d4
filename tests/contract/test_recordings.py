"""The practice Commons answers every recorded request as the real MediaWiki did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.practice.accounts import TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from tests.contract.recorded import MEDIAWIKI, in_scope, masked, recordings, unordered
from tests.contract.scenarios import SCENARIOS
from tests.contract.stage import Stage
from tests.support.practice import probe_head


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A new practice Commons with the accounts of the recorded wiki."""
    with PracticeCommons(tmp_path / "practice", probe=probe_head, people=TEST_WIKI).serving() as server:
        yield Stage(server)


def test_every_recording_in_scope_has_a_scenario() -> None:
    assert set(SCENARIOS) == set(in_scope(MEDIAWIKI))


def without(answer: Any, names: dict[str, str]) -> Any:
    """The answer without the parts in which the practice Commons knowingly differs."""
    if isinstance(answer, dict):
        return {key: without(child, names) for key, child in answer.items() if key not in names}
    if isinstance(answer, list):
        return [without(child, names) for child in answer]
    return answer


@pytest.mark.parametrize("name", in_scope(MEDIAWIKI))
def test_it_answers_as_recorded(stage: Stage, name: str) -> None:
    recording, scenario = recordings(MEDIAWIKI)[name], SCENARIOS[name]
    changed = scenario.before(stage) or {}
    client = stage.client(scenario.login)
    reply = stage.play(recording, client, scenario.content, **changed)
    assert reply.status == recording.status
    told = {header: reply.headers.get(header) for header in recording.headers}
    assert told == recording.headers
    if recording.page:
        assert reply.json is None
        assert "<" in reply.text
        return
    expected, got = (unordered(without(masked(answer), scenario.differs), *scenario.unordered)
                     for answer in (recording.answer, reply.json))
    assert got == expected


@pytest.mark.parametrize(("name", "login"), [
    ("login-botpassword-csrf", "Uploader@tests"), ("login-newcomer-csrf", "Newcomer@tests"),
    ("login-blocked-user-csrf", "Blocked@tests")])
def test_rights_are_as_recorded(stage: Stage, name: str, login: str) -> None:
    recorded = recordings(MEDIAWIKI)[name].answer["query"]["userinfo"]["rights"]
    told = stage.client(login).query(meta="userinfo", uiprop="rights")["userinfo"]["rights"]
    assert [right for right in told if right != "mediainfo-term"] == recorded

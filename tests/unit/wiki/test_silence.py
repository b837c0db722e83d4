"""A wiki that says nothing about what was asked has not said that it is not there."""

from __future__ import annotations

import json
from typing import Any

import pytest

from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.wiki import history, lookup
from tests.support.deliveries import session
from tests.unit.wiki.test_broken_answers import server

__all__ = ["server"]


@pytest.mark.parametrize("answer", [
    {}, {"batchcomplete": True}, {"query": {}}, {"query": {"pages": []}},
    {"query": {"pages": [{"pageid": 8, "ns": 6, "title": "File:Other.jpg", "missing": True}]}},
    {"query": {"pages": [{"pageid": 7, "ns": 6, "title": "File:Ours.jpg"}]}},
    {"query": {"pages": [{"pageid": 7, "ns": 6, "title": "File:Ours.jpg", "imageinfo": [], "revisions": []}]}},
])
def test_nothing_about_a_file_does_not_mean_that_it_was_deleted(server, tmp_path, answer: dict[str, Any]) -> None:
    there = session(server(body=json.dumps(answer).encode()), tmp_path)
    with pytest.raises(RetryLater):
        list(history.standings(there, [7]))
    with pytest.raises(RetryLater):
        history.revisions(there, 7)


def test_a_file_that_is_said_to_be_gone_is_gone(server, tmp_path) -> None:
    for gone in ({"pageid": 7, "missing": True}, {"pageid": 7, "title": "File:Ours.jpg", "imagerepository": ""}):
        there = session(server(body=json.dumps({"query": {"pages": [gone]}}).encode()), tmp_path)
        assert dict(history.standings(there, [7])) == {7: None}


@pytest.mark.parametrize("answer", [{}, {"batchcomplete": True}, {"query": {}}, {"query": {"filearchive": []}}])
def test_nothing_about_bytes_does_not_mean_that_nobody_has_them(server, tmp_path, answer: dict[str, Any]) -> None:
    there = session(server(body=json.dumps(answer).encode()), tmp_path)
    with pytest.raises(RetryLater):
        dict(lookup.bytes_known(there, ["0" * 40]))
    with pytest.raises(RetryLater):
        lookup.by_sha1(there, "0" * 40)


def test_a_version_that_is_hidden_or_lost_is_told_as_one(server, tmp_path) -> None:
    for version in ({"filehidden": True, "timestamp": "2026-10-01T00:00:00Z", "user": "X"}, {"filemissing": True}):
        page = {"pageid": 7, "title": "File:Ours.jpg", "imageinfo": [version],
                "revisions": [{"revid": 9, "slots": {"main": {"content": "x"}}}]}
        there = session(server(body=json.dumps({"query": {"pages": [page]}}).encode()), tmp_path)
        [(_, standing)] = history.standings(there, [7])
        assert standing is not None and [one.sha1 for one in standing.versions] == [""]

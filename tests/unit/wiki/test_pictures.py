"""A picture of a wiki on this machine is fetched from where the wiki is reached, whatever port it calls its own."""

from __future__ import annotations

from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from minoties_desktop.wiki import engine

HERE = SimpleNamespace(protocol=lambda: "http", hostname=lambda: "127.0.0.1:9000", agent="", proxies={},
                       certificates=True)


@pytest.mark.parametrize(("address", "asked"), [
    ("http://127.0.0.1:8777/w/x.jpg?a=b", "http://127.0.0.1:9000/w/x.jpg?a=b"),
    ("http://127.0.0.1:9000/w/x.jpg", "http://127.0.0.1:9000/w/x.jpg"),
    ("http://elsewhere.example/x.jpg", None),
])
def test_another_port_is_the_same_wiki_and_another_host_is_not(
    monkeypatch: pytest.MonkeyPatch, address: str, asked: str | None,
) -> None:
    seen = []

    @contextmanager
    def get(where: str, **_given: Any):
        seen.append(where)
        yield SimpleNamespace(status_code=200, iter_content=lambda _size: [b"picture"])

    monkeypatch.setattr(engine.requests, "get", get)
    monkeypatch.setattr(engine.http, "user_agent", lambda site, agent: "x")
    assert engine.Site.fetched(HERE, address, 100) == (b"picture" if asked else None)
    assert seen == ([asked] if asked else [])

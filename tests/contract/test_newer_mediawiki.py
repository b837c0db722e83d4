"""The practice Commons answers as a MediaWiki 1.43 did in the new error format; again one story, told in order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from minoties_desktop.practice.accounts import SECRET, TEST_WIKI
from minoties_desktop.practice.filters import Filter
from minoties_desktop.practice.server import PracticeCommons
from tests.contract.recorded import NEWER_MEDIAWIKI, Recording, in_scope, masked, recordings
from tests.support.client import Client, Reply
from tests.support.pictures import jpeg, png
from tests.support.practice import probe_head

# The recorded wiki's own title blacklist and filters, which are pages and rows there.
BLACKLIST = "File:DSC.[\\d\\s]+\\.JPG  <reupload|errmsg=senselessimagename>"
FILTERS = (Filter("1", "Block test", "disallow", re.compile("Afdis"), about="title"),
           Filter("2", "Warn test", "warn", re.compile("Afwarn"), about="title"))
# What the lasting faults were while a recording was made.
_FAULTS = {"readonly": ("readonly", "maintenance test"), "ratelimited": ("ratelimit", "0 60")}
_SAME_BYTES = ("upload_ok", "dup_other_name", "same_name_same_content", "fileexists_no_change")
_WHOLE = {"Chunk": 5889701, "Async": 5889696}


class Story:
    """Answers by recording, on a wiki with the recorded one's rules; recorded keys stand for live ones."""

    def __init__(self, server: PracticeCommons) -> None:
        self.server = server
        self.client = Client(server.api).login("Uploader@tests")
        self.client.errorformat = "plaintext"
        self.replies: dict[str, Reply] = {}
        self.live: dict[str, str] = {}
        self.first = png(size=3172)
        self.whole = {name: png(1400, 1400, size=size) for name, size in _WHOLE.items()}
        server.wiki.put_page("MediaWiki:Titleblacklist", BLACKLIST)
        server.wiki.filters = FILTERS

    def tell(self) -> None:
        """Play everything in the order in which it was recorded."""
        for name, recording in recordings(NEWER_MEDIAWIKI).items():
            if name not in in_scope(NEWER_MEDIAWIKI):
                continue
            if name == "mediainfo_missing":
                page, = self.client.query(titles="File:Fixture 3864378.png")["pages"]
                self.live["M141"] = f"M{page['pageid']}"
            if name == "async_publish_done":
                self.play(recording)
            self.replies[name] = self.play(recording)

    def play(self, recording: Recording) -> Reply:
        """Send one request; the keys and hashes in its answer are remembered under the recorded ones."""
        params = {key: self._now(str(value)) for key, value in recording.params.items()}
        client = self.client
        if recording.name == "login_ok":
            client = Client(self.server.api, "plaintext")
            params.update(lgname="Uploader@tests", lgpassword=SECRET, lgtoken=client.token("login"))
        if recording.name == "assertuserfailed":
            client = Client(self.server.api, "plaintext")
        if "token" in params:
            params["token"] = "0" * 40 + "+\\" if recording.name == "badtoken" else client.token()
        if recording.name in _FAULTS:
            kind, value = _FAULTS[recording.name]
            self.server.faults.add(kind, value=value)
        reply = client.send(files=self._files(recording), **params)
        self.server.faults.clear()
        self._learn(recording.answer, reply.json)
        return reply

    def _now(self, text: str) -> str:
        for recorded, live in self.live.items():
            text = text.replace(recorded, live)
        return text

    def _learn(self, recorded: Any, live: Any) -> None:
        if isinstance(recorded, dict) and isinstance(live, dict):
            for key in recorded.keys() & live.keys():
                self._learn(recorded[key], live[key])
                if key in ("filekey", "sha1"):
                    self.live[recorded[key]] = live[key]

    def _files(self, recording: Recording) -> dict[str, Any] | None:
        if "chunk" in recording.files:
            name = "Chunk" if recording.params["filename"].startswith("Chunk") else "Async"
            begin = recording.params["offset"]
            return {"chunk": ("chunk", self.whole[name][begin:begin + recording.files["chunk"]["size"]])}
        if "file" not in recording.files:
            return None
        size = recording.files["file"]["size"]
        if recording.name in _SAME_BYTES:
            return {"file": ("file", self.first)}
        if recording.params["filename"].endswith(".bmp"):
            return {"file": ("file", b"BM" + bytes(size - 2))}
        if not size:
            return {"file": ("file", b"")}
        return {"file": ("file", jpeg(32, 32, note=recording.name.encode()) if size < 3000 else png(size=size))}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The whole story, told once."""
    folder = tmp_path_factory.mktemp("story")
    practice = PracticeCommons(folder, probe=probe_head, people=TEST_WIKI, known_items_only=True)
    with practice.serving() as server:
        told = Story(server)
        told.tell()
        yield told


def _comparable(answer: Any) -> Any:
    """An answer without what is that wiki's own: its user, addresses, file types, help, and rights."""
    text = json.dumps(answer)
    text = text.replace('"Photog"', '"Uploader"').replace("/mwimages/", "/images/").replace("/index.php/", "/wiki/")
    text = re.sub(r"Permitted file types are [^\"]*", "Permitted file types are these.", text)
    masked_answer = masked(json.loads(text))
    masked_answer.pop("docref", None)
    for error in masked_answer.get("errors", []):
        error.get("data", {}).pop("allowed", None)
    user = masked_answer.get("query", {}).get("userinfo", {})
    for name in ("rights", "ratelimits"):  # Compared in test_rights_are_as_recorded.
        user.pop(name, None)
    return masked_answer


@pytest.mark.parametrize("name", in_scope(NEWER_MEDIAWIKI))
def test_it_answers_as_recorded(story: Story, name: str) -> None:
    recording, reply = recordings(NEWER_MEDIAWIKI)[name], story.replies[name]
    assert {header: reply.headers.get(header) for header in recording.headers} == recording.headers
    assert _without_hashes(_comparable(reply.json)) == _without_hashes(_comparable(recording.answer))


def test_rights_are_as_recorded(story: Story) -> None:
    wanted = {"upload", "edit", "createpage", "mediainfo-term", "reupload", "autoconfirmed"}
    for answer in (recordings(NEWER_MEDIAWIKI)["userinfo"].answer, story.replies["userinfo"].json):
        user = answer["query"]["userinfo"]
        assert wanted <= set(user["rights"])
        assert user["ratelimits"]["upload"] == {"user": {"hits": 380, "seconds": 4320}}
        assert user["ratelimits"]["edit"] == {"user": {"hits": 900, "seconds": 180}}


def _without_hashes(value: Any) -> Any:
    # Snak hashes are PHP's own; nobody computes with them.
    if isinstance(value, dict):
        return {key: _without_hashes(child) for key, child in value.items() if key != "hash"}
    return [_without_hashes(child) for child in value] if isinstance(value, list) else value

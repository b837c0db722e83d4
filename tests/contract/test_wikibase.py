"""The practice Commons answers every recorded request about structured data as a real Wikibase did.

The recordings are one story about one file, told in order on one practice Commons; each answer is a test of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from minoties_desktop.practice.accounts import TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from tests.contract.recorded import WIKIBASE, in_scope, masked, recordings
from tests.contract.stage import TEXT, Stage
from tests.support.client import Client, Reply
from tests.support.practice import probe_head

OWN_FILE = "Wikibase test one 2026.jpg"
_BEFORE = ("mediainfo-get-empty", "mediainfo-get-by-title", "mediainfo-get-no-such-page", "mediainfo-get-error-bad-id",
           "properties-get", "wbsearchentities-item", "wbsearchentities-none", "wbsearchentities-property")
_STORY = (
    "mediainfo-edit-success", "mediainfo-get", "mediainfo-slots", "mediainfo-edit-formatversion1",
    "mediainfo-edit-by-title", "mediainfo-edit-nochange", "mediainfo-edit-duplicate-statement",
    "mediainfo-edit-update-statement", "mediainfo-edit-remove-statement", "mediainfo-edit-remove-caption",
)
_ACCEPTED = (
    "mediainfo-caption-250-multibyte", "mediainfo-caption-newline-becomes-space",
    "mediainfo-caption-tab-becomes-space", "mediainfo-caption-spaces-trimmed", "mediainfo-caption-empty-removes",
    "mediainfo-description-accepted", "mediainfo-edit-empty-list", "mediainfo-edit-unknown-key-ignored",
    "mediainfo-time-year-only", "mediainfo-time-30-february-accepted", "mediainfo-coordinate-latitude-95-accepted",
    "mediainfo-quantity-no-sign",
)
_REFUSED_TO = {
    "mediainfo-error-anonymous": None, "mediainfo-error-blocked": "Blocked@tests",
    "mediainfo-error-permissiondenied": "Uploader@readonly", "mediainfo-error-assertuserfailed": None,
}
_MERGED = ("mediainfo-error-editconflict", "mediainfo-edit-baserevid-other-language",
           "mediainfo-error-baserevid-unknown", "mediainfo-edit-baserevid-wikitext-changed")
_LATER = ("mediainfo-edit-clear", "mediainfo-error-readonly", "mediainfo-error-maxlag", "mediainfo-get-many",
          "mediainfo-gateway-502-answer-lost")
_TOLD_APART = {*_BEFORE, *_STORY, *_ACCEPTED, *_REFUSED_TO, *_MERGED, *_LATER}


class Story:
    """The file, its statements' ids and revisions as they are here, and the answers by recording."""

    def __init__(self, server: PracticeCommons) -> None:
        self.stage = Stage(server)
        self.client = self.stage.client()
        self.replies: dict[str, Reply] = {}
        self.ids = {"M147": self._publish(OWN_FILE, "one")}
        self.revisions: dict[str, str] = {}

    def _publish(self, name: str, note: str) -> str:
        self.stage.publish(name, note, text=TEXT)
        return f"M{self.client.query(titles=f'File:{name}')['pages'][0]['pageid']}"

    def tell(self) -> None:
        """Play everything in the order in which it was recorded."""
        for name in (*_BEFORE, *_STORY):
            self.play(name)
        self._own_statement()
        for name in _ACCEPTED:
            self.play(name)
        for name in in_scope(WIKIBASE):
            if name not in _TOLD_APART:
                self.play(name)
        for name, login in _REFUSED_TO.items():
            self.play(name, self.stage.client(login))
        self._others()
        self._later()

    def _own_statement(self) -> None:
        # Recorded with wbsetlabel and wbsetclaim, which the practice Commons does not have.
        data = {"labels": {"tr": {"language": "tr", "value": "Eski köprü"}}, "claims": [{
            "id": f"{self.ids['M147']}$DEADBEEF-0000-4000-8000-000000000001", "type": "statement", "rank": "normal",
            "mainsnak": {"snaktype": "value", "property": "P180", "datavalue": {
                "type": "wikibase-entityid", "value": {"entity-type": "item", "numeric-id": 5, "id": "Q5"}}}}]}
        self._edit(data)

    def _edit(self, data: dict[str, Any], entity: str = "M147") -> str:
        reply = self.client.write(action="wbeditentity", id=self.ids[entity], data=json.dumps(data))
        return str(reply["entity"]["lastrevid"])

    def _others(self) -> None:
        self.revisions["174"] = str(self._latest())
        self._edit({"labels": {"fr": {"language": "fr", "value": "Leur pont"}}})
        self.play(_MERGED[0])
        self.play(_MERGED[1])
        self.revisions["176"] = str(self._latest())
        self.play(_MERGED[2])
        self.stage.server.wiki.put_page(f"File:{OWN_FILE}", f"{TEXT}\n")
        self.play(_MERGED[3])

    def _later(self) -> None:
        server = self.stage.server
        self.play("mediainfo-edit-clear")
        token = self.client.token()
        server.faults.add("readonly", value="Moving")
        self.play("mediainfo-error-readonly", token=token)
        server.faults.clear()
        server.faults.add("maxlag", value="9")
        self.play("mediainfo-error-maxlag", token=token)
        server.faults.clear()
        everything = json.loads(recordings(WIKIBASE)["mediainfo-edit-success"].params["data"])
        for number, note in (("M148", "two"), ("M149", "three"), ("M150", "four")):
            self.ids[number] = self._publish(f"Wikibase test {note} 2026.jpg", note)
            self._edit(json.loads(json.dumps(everything)), number)
        self.play("mediainfo-get-many")
        server.faults.add("lose-502", "wbeditentity")
        self.play("mediainfo-gateway-502-answer-lost")

    def _latest(self) -> int:
        page, = self.client.query(titles=f"File:{OWN_FILE}", prop="info")["pages"]
        return page["lastrevid"]

    def play(self, name: str, client: Client | None = None, **changed: str) -> None:
        """Send a recorded request about the files and statements that are here."""
        recording = recordings(WIKIBASE)[name]
        params = dict(recording.params)
        first = self.ids["M147"]
        if params.get("id") in self.ids:
            params["id"] = self.ids[params["id"]]
        if "ids" in params:
            params["ids"] = "|".join(self.ids.get(number, number) for number in params["ids"].split("|"))
        if "pageids" in params:
            params["pageids"] = first[1:]
        if "baserevid" in params:
            params["baserevid"] = self.revisions.get(params["baserevid"], params["baserevid"])
        if "data" in params:
            params["data"] = self._live(params["data"].replace("M147$", f"{first}$"), first)
        client = client or self.client
        if name == "mediainfo-error-badtoken":
            params["token"] = "0" * 40 + "+\\"
        if client.session.cookies.get("practice_session") is None and "token" in params:
            params["token"] = "+\\"
        self.replies[name] = self.stage.play(recording, client, **{**params, **changed})

    def _live(self, data: str, first: str) -> str:
        # The first statement's id was the server's own; here it is another one.
        recorded = f"{first}$0FFA3970-8BF1-4A3C-8B63-92CB74B7F064"
        if recorded not in data:
            return data
        live = self.replies["mediainfo-edit-success"]["entity"]["statements"]["P180"][0]["id"]
        return data.replace(recorded, live)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """The whole story, told once."""
    folder = tmp_path_factory.mktemp("story")
    practice = PracticeCommons(folder, probe=probe_head, people=TEST_WIKI, known_items_only=True)
    with practice.serving() as server:
        told = Story(server)
        told.tell()
        yield told


# The HTML of a block's message is the wiki's own page; its name and parameters are what a program reads.
_OWN_WORDS = {"mediainfo-error-blocked"}


@pytest.mark.parametrize("name", in_scope(WIKIBASE))
def test_it_answers_as_wikibase_did(story: Story, name: str) -> None:
    recording, reply = recordings(WIKIBASE)[name], story.replies[name]
    assert reply.status == recording.status
    assert {header: reply.headers.get(header) for header in recording.headers} == recording.headers
    if recording.page:
        assert reply.json is None
        return
    got, expected = (_comparable(answer, name) for answer in (reply.json, recording.answer))
    assert got == expected


def _comparable(answer: Any, name: str) -> Any:
    answer = masked(answer)
    if name in _OWN_WORDS:
        for message in answer["error"]["messages"]:
            message.pop("html")
    if name == "mediainfo-slots":
        for revision in answer["query"]["pages"][0]["revisions"]:
            if "mediainfo" in revision["slots"]:
                slot = revision["slots"]["mediainfo"]
                slot["content"] = _without_hashes(masked(json.loads(slot["content"])))
    return _without_hashes(answer)


def _without_hashes(value: Any) -> Any:
    # Snak hashes are PHP's own; nobody computes with them.
    if isinstance(value, dict):
        return {key: _without_hashes(child) for key, child in value.items() if key != "hash"}
    return [_without_hashes(child) for child in value] if isinstance(value, list) else value

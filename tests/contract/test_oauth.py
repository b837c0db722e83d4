"""The practice Commons answers every recorded request of OAuth 2 as a real MediaWiki with that extension did."""

from __future__ import annotations

import base64
import hashlib
import re
import urllib.parse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from minoties_desktop.practice.accounts import TEST_WIKI
from minoties_desktop.practice.oauth import PROGRAMS
from minoties_desktop.practice.server import PracticeCommons
from tests.contract.recorded import OAUTH, masked, recordings
from tests.contract.stage import TEXT, photograph
from tests.support.practice import probe_head

CLIENT = "e19872fc9118a70f6e7c0e4f505f66c2"
CALLBACK, STATE = "http://127.0.0.1:51234/callback", "abc123"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {"response_type": "code", "client_id": CLIENT, "redirect_uri": CALLBACK, "state": STATE,
         "code_challenge": CHALLENGE, "code_challenge_method": "S256"}
_WIKIBASE = {"item-term", "property-term", "item-merge", "item-redirect", "property-create"}
_OLDER = {"writeapi", "purge"}
"""Rights that MediaWiki 1.39 had, whose rights the practice Commons tells, and 1.43 no longer has."""


class Browser:
    """A person with a browser, and the program beside it."""

    def __init__(self, server: PracticeCommons) -> None:
        self.server, self.address = server, server.address
        self.http = requests.Session()
        self.http.trust_env = False

    def authorize(self, **changed: str) -> requests.Response:
        return self.http.get(f"{self.address}/w/rest.php/oauth2/authorize", params={**ASKED, **changed},
                             allow_redirects=False, timeout=30)

    def approve(self, account: str = "4") -> requests.Response:
        place = urllib.parse.urlsplit(self.authorize().headers["Location"])
        query = dict(urllib.parse.parse_qsl(place.query))
        return self.http.post(f"{self.address}/w/index.php", timeout=30, allow_redirects=False, data={
            "title": query["title"], "returntoquery": query["returntoquery"], "account": account})

    def code(self) -> str:
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.approve().headers["Location"]).query))["code"]

    def tokens(self, code: str = "", **changed: str) -> requests.Response:
        wanted = {"grant_type": "authorization_code", "client_id": CLIENT, "redirect_uri": CALLBACK,
                  "code_verifier": VERIFIER, **changed}
        if wanted["grant_type"] == "authorization_code":
            wanted["code"] = code or self.code()
        return self.http.post(f"{self.address}/w/rest.php/oauth2/access_token", data=wanted, timeout=30)

    def refresh(self, token: str, *, secret: bool = True) -> requests.Response:
        given = {"client_secret": PROGRAMS[CLIENT].secret} if secret else {}
        return self.http.post(f"{self.address}/w/rest.php/oauth2/access_token", timeout=30, data={
            "grant_type": "refresh_token", "client_id": CLIENT, "refresh_token": token, **given})

    def api(self, token: str, **params: str) -> requests.Response:
        return self.http.get(self.server.api, headers={"Authorization": f"Bearer {token}"}, timeout=30, params={
            "action": "query", "meta": "userinfo|tokens", "uiprop": "groups|rights", "format": "json",
            "formatversion": "2", **params})


def _old_token(browser: Browser) -> requests.Response:
    tokens = browser.tokens().json()
    browser.refresh(tokens["refresh_token"])
    return browser.api(tokens["access_token"])


def _upload(browser: Browser) -> requests.Response:
    token = browser.tokens().json()["access_token"]
    csrf = browser.api(token).json()["query"]["tokens"]["csrftoken"]
    return browser.http.post(
        browser.server.api, headers={"Authorization": f"Bearer {token}"}, timeout=30,
        data={"action": "upload", "filename": "OAuth upload 2026.jpg", "comment": "t", "text": TEXT, "token": csrf,
              "format": "json", "formatversion": "2"}, files={"file": ("x.jpg", photograph("oauth"))})


def _revoked(browser: Browser) -> requests.Response:
    token = browser.tokens().json()["access_token"]
    browser.server.revoke_consent()
    return browser.api(token)


def _code_used(browser: Browser) -> requests.Response:
    code = browser.code()
    assert browser.tokens(code).ok
    return browser.tokens(code)


def _profile(browser: Browser) -> requests.Response:
    token = browser.tokens().json()["access_token"]
    return browser.http.get(f"{browser.address}/w/rest.php/oauth2/resource/profile", timeout=30,
                            headers={"Authorization": f"Bearer {token}"})


def _used_refresh(browser: Browser) -> requests.Response:
    token = browser.tokens().json()["refresh_token"]
    assert browser.refresh(token).ok
    return browser.refresh(token)


STORIES: dict[str, Callable[[Browser], requests.Response]] = {
    "api-after-refresh-old-token": _old_token,
    "api-bearer": lambda browser: browser.api(browser.tokens().json()["access_token"]),
    "api-bearer-upload": _upload,
    "api-error-invalid-token": lambda browser: browser.api(browser.tokens().json()["access_token"][:-1] + "x"),
    "api-error-malformed-token": lambda browser: browser.api("nonsense"),
    "api-error-revoked": _revoked,
    "authorize-callback": lambda browser: browser.approve(),
    "authorize-redirect": lambda browser: browser.authorize(
        **{"code_challenge": "y8ir97rJjQLAPBycb_v2IC5Tig_FsuybZioPRyVAABE"}),
    "profile": _profile,
    "refresh-error-malformed": lambda browser: browser.refresh("nonsense"),
    "refresh-error-public-client-without-secret": lambda browser: browser.refresh(
        browser.tokens().json()["refresh_token"], secret=False),
    "refresh-error-used": _used_refresh,
    "refresh-success-with-secret": lambda browser: browser.refresh(browser.tokens().json()["refresh_token"]),
    "token-error-code-used": _code_used,
    "token-error-unknown-client": lambda browser: browser.tokens(client_id="0" * 32),
    "token-error-wrong-verifier": lambda browser: browser.tokens(code_verifier="w" * 43),
    "token-success": lambda browser: browser.tokens(),
}


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    with PracticeCommons(tmp_path / "practice", probe=probe_head, people=TEST_WIKI).serving() as server:
        yield Browser(server)


def test_every_recording_has_a_story() -> None:
    assert set(STORIES) == set(recordings(OAUTH))


def _comparable(value: Any, name: str = "") -> Any:
    """An answer without what differs each time, and what only a real wiki tells of a picture."""
    if isinstance(value, dict):
        return {key: _comparable(child, key) for key, child in value.items()
                if key not in ("metadata", "commonmetadata", "extmetadata", "html", "bitdepth", "parsedcomment")}
    if name == "rights":
        return sorted(right for right in value if right not in _WIKIBASE | _OLDER)
    if name in ("access_token", "refresh_token", "registered", "editcount", "csrftoken"):
        return bool(value)
    if isinstance(value, str):
        return re.sub(r"http://127\.0\.0\.1:(PORT|\d+)", "<wiki>", value)
    return value


@pytest.mark.parametrize("name", list(STORIES))
def test_it_answers_as_recorded(browser: Browser, name: str) -> None:
    recording, reply = recordings(OAUTH)[name], STORIES[name](browser)
    assert reply.status_code == recording.status
    for header, expected in recording.headers.items():
        told = reply.headers.get(header)
        if header == "Location":
            told, expected = (re.sub(r"code=[^&]+", "code=<opaque>", text).replace("PORT", browser.address[17:])
                              for text in (told, expected))
        assert told == expected, header
    if recording.page:
        assert reply.text == recording.page.replace("PORT", browser.address[17:])
    elif recording.answer is None:
        assert reply.text == ""
    else:
        sizes = {"url", "descriptionurl", "size"}
        expected, got = (masked(_comparable(answer)) for answer in (recording.answer, reply.json()))
        if "upload" in got:
            for answer in (expected, got):
                for size in sizes:
                    answer["upload"]["imageinfo"].pop(size)
        assert got == expected


@pytest.mark.parametrize("changed", [
    {"redirect_uri": "http://127.0.0.1:51234/elsewhere"}, {"redirect_uri": "http://evil.example/callback"},
    {"redirect_uri": "http://localhost:51234/callback"}, {"client_id": "0" * 32},
    {"redirect_uri": "https://127.0.0.1:51234/callback"}, {"redirect_uri": "http://127.0.0.1@evil.example/callback"}])
def test_no_code_is_sent_elsewhere(browser: Browser, changed: dict[str, str]) -> None:
    reply = browser.authorize(**changed)
    assert (reply.status_code, reply.json()["error"]) == (401, "invalid_client")


def test_a_no_of_the_person_is_taken_back_to_the_program(browser: Browser) -> None:
    assert browser.approve(account="").headers["Location"] == f"{CALLBACK}?error=access_denied&state={STATE}"


def test_the_page_that_asks_names_program_and_grants_and_works_without_script(browser: Browser) -> None:
    reply = browser.http.get(browser.authorize().headers["Location"], timeout=30)
    assert "Recorded program" in reply.text and "“Upload new files”" in reply.text and "<script" not in reply.text
    assert "form-action 'self' http://127.0.0.1:*" in reply.headers["Content-Security-Policy"]


def test_an_owner_only_token_does_not_end(browser: Browser) -> None:
    from minoties_desktop.practice import oauth

    token = oauth.owner_only(browser.server.state, "Uploader")
    browser.tokens()
    assert browser.api(token).json()["query"]["userinfo"]["name"] == "Uploader"
    browser.server.expire_tokens()
    assert browser.api(token).json()["error"]["code"] == "mwoauth-invalid-authorization"

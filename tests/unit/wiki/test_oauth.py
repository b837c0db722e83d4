"""Logging in by OAuth 2: the page, the way back, the tokens, their renewal, and every way in which it goes wrong."""

from __future__ import annotations

import base64
import hashlib
import socket
import threading
import time
import urllib.parse
from collections.abc import Callable
from dataclasses import replace

import keyring
import keyring.errors
import pytest
import requests

from minoties_desktop.config.locks import locked
from minoties_desktop.config.paths import data_folder
from minoties_desktop.domain.errors import EnvironmentFault, Fault, RetryLater, Stopped
from minoties_desktop.domain.sites import PRACTICE_CLIENT, Site
from minoties_desktop.practice import oauth as practised
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.wiki import account, oauth
from minoties_desktop.wiki.bearer import Bearer, Tokens
from minoties_desktop.wiki.loopback import Listener
from minoties_desktop.wiki.oauth import Asking
from tests.support.browser import Browser
from tests.support.deliveries import QuickSession
from tests.unit.wiki.test_account import Safe
from tests.unit.wiki.test_session import written


@pytest.fixture
def site(commons: PracticeCommons) -> Site:
    return Site(commons.api, commons.api)


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Safe:
    backend = Safe()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    return backend


def _page(allowed: bool) -> tuple[str, str]:
    return ("Yes" if allowed else "No"), "<&>"


def _never() -> bool:
    return False


def _logged_in(site: Site, user: str = "Uploader", client: str = PRACTICE_CLIENT) -> Tokens:
    listener = Listener(_page)
    asking = Asking(client, listener.address)
    with listener.listening(asking.state):
        Browser(user).open(asking.address(site))
        return oauth.exchanged(site, asking, listener.code(site.host, seconds=20, cancelled=_never))


def test_a_person_who_says_yes_gets_tokens_that_speak_for_them(site: Site) -> None:
    tokens = _logged_in(site)
    assert oauth.whose(site, tokens.access) == "Uploader"
    assert tokens.until == pytest.approx(time.time() + 14_400, abs=60) and tokens.refresh and tokens.client


def test_the_address_asks_with_a_challenge_and_not_with_its_secret(site: Site) -> None:
    asking = Asking("client", "http://127.0.0.1:1/callback")
    address = asking.address(site)
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
    digest = hashlib.sha256(asking.verifier.encode()).digest()
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    assert asked["code_challenge_method"] == "S256" and asked["response_type"] == "code"
    assert asking.verifier not in address and 43 <= len(asking.verifier) <= 128
    assert Asking("client", "x").state != asking.state and Asking("client", "x").verifier != asking.verifier
    assert asking.verifier not in repr(asking) and asking.state not in repr(asking)


def test_a_person_who_says_no_is_heard(site: Site) -> None:
    with pytest.raises(RetryLater) as caught:
        _logged_in(site, user="")
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-oauth-denied")


@pytest.mark.parametrize(("path", "status"), [
    ("/callback?code=x&state=wrong", 400), ("/callback?code=x", 400), ("/callback", 400), ("/", 404),
    ("/favicon.ico", 404), ("/callback/?code=x&state=right", 404)])
def test_only_the_right_way_back_is_heard(path: str, status: int) -> None:
    listener = Listener(_page)
    base = listener.address.removesuffix("/callback")
    with listener.listening("right"):
        assert requests.get(base + path, timeout=10).status_code == status
        answer = requests.get(f"{base}/callback?code=mine&state=right", timeout=10)
        assert answer.status_code == 200 and "<h1>Yes</h1>" in answer.text and "&lt;&amp;&gt;" in answer.text
        assert requests.get(f"{base}/callback?code=other&state=right", timeout=10).status_code == 400, "once"
        assert listener.code("wiki", seconds=5, cancelled=_never) == "mine"


def test_nobody_goes_on_before_the_browser_has_its_page() -> None:
    listener = Listener(_page)
    with listener.listening("right"):
        assert listener.take("code=x&state=right")[0] == 200
        with pytest.raises(RetryLater):
            listener.code("wiki", seconds=0, cancelled=_never)
        listener.answered()
        assert listener.code("wiki", seconds=5, cancelled=_never) == "x"


def test_a_name_of_the_web_s_own_does_not_reach_the_listener() -> None:
    listener = Listener(_page)
    with listener.listening("right"):
        answer = requests.get(f"{listener.address}?code=x&state=right", headers={"Host": "evil.example"}, timeout=10)
    assert answer.status_code == 404


def test_a_connection_that_says_nothing_keeps_nobody_waiting() -> None:
    listener = Listener(_page)
    place = ("127.0.0.1", urllib.parse.urlsplit(listener.address).port)
    with listener.listening("right"), socket.create_connection(place):
        assert requests.get(f"{listener.address}?code=x&state=right", timeout=10).status_code == 200


def test_nobody_can_reach_the_listener_from_outside_and_it_ends() -> None:
    listener = Listener(_page)
    parts = urllib.parse.urlsplit(listener.address)
    assert parts.hostname == "127.0.0.1"
    with listener.listening("right"):
        pass
    with pytest.raises(OSError):
        socket.create_connection((parts.hostname, parts.port), timeout=5)


def test_waiting_ends_when_cancelled_and_when_it_takes_too_long() -> None:
    listener = Listener(_page)
    with listener.listening("right"):
        with pytest.raises(Stopped):
            listener.code("wiki", seconds=60, cancelled=lambda: True)
        with pytest.raises(RetryLater) as caught:
            listener.code("wiki", seconds=0, cancelled=_never)
    assert caught.value.message.key == "error-oauth-late"


@pytest.mark.parametrize("spoil", [
    lambda asking: Asking(asking.client, asking.redirect, "w" * 50, asking.state),
    lambda asking: Asking("0" * 32, asking.redirect, asking.verifier, asking.state),
    lambda asking: Asking(asking.client, "http://127.0.0.1:9/callback", asking.verifier, asking.state)])
def test_a_code_that_the_wiki_refuses_is_said_without_it(site: Site, spoil: Callable[[Asking], Asking]) -> None:
    listener = Listener(_page)
    asking = Asking(PRACTICE_CLIENT, listener.address)
    with listener.listening(asking.state):
        Browser("Uploader").open(asking.address(site))
        code = listener.code(site.host, seconds=20, cancelled=_never)
    with pytest.raises(RetryLater) as caught:
        oauth.exchanged(site, spoil(asking), code)
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-oauth-refused")
    assert code not in str(caught.value) and asking.verifier not in str(caught.value)


@pytest.mark.parametrize(("kind", "value", "wanted"), [
    ("status", "503", "server"), ("status", "429", "ratelimit"), ("portal", "200", "portal"),
    ("portal", "302", "portal"), ("lose", "", "offline"), ("lose-502", "", "server")])
def test_a_bad_line_while_renewing_is_no_reason_to_log_in_again(
    commons: PracticeCommons, site: Site, kind: str, value: str, wanted: str,
) -> None:
    tokens = _logged_in(site)
    commons.faults.add(kind, "oauth-refresh", value=value)
    with pytest.raises(RetryLater) as caught:
        oauth.refreshed(site, "Uploader", tokens)
    assert caught.value.kind == wanted
    assert tokens.refresh not in str(caught.value)


def test_a_refused_renewal_asks_for_a_login(commons: PracticeCommons, site: Site) -> None:
    tokens = _logged_in(site)
    commons.end_refreshing()
    with pytest.raises(RetryLater) as caught:
        oauth.refreshed(site, "Uploader", tokens)
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-login-ended")
    assert caught.value.message.args[:2] == ("Uploader", site.host)
    assert tokens.refresh not in str(caught.value)


def test_a_client_that_may_not_refresh_without_its_secret_asks_for_a_login(site: Site) -> None:
    tokens = _logged_in(site, client="e19872fc9118a70f6e7c0e4f505f66c2")
    with pytest.raises(RetryLater) as caught:
        oauth.refreshed(site, "Uploader", tokens)
    assert caught.value.message.key == "error-login-ended"


def test_tokens_are_renewed_shortly_before_they_end_and_once() -> None:
    renewals = []

    def renew(before: Tokens) -> Tokens:
        renewals.append(before.access)
        return Tokens("second", "r2", time.time() + 3600)

    assert Bearer(Tokens("first", "r1", time.time() + 3600), renew).token() == "first"
    assert Bearer(Tokens("for ever"), renew).token() == "for ever"
    assert renewals == []
    bearer = Bearer(Tokens("first", "r1", time.time() + 60), renew)
    threads = [threading.Thread(target=bearer.token) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert bearer.token() == "second" and renewals == ["first"]


def test_what_another_process_renewed_is_used_instead_of_renewing_again(site: Site, ring: Safe) -> None:
    account.store(site, "Uploader", _logged_in(site))
    one, other = account.read(site, "Uploader"), account.read(site, "Uploader")
    assert isinstance(one, Bearer) and isinstance(other, Bearer)
    first = one.token()
    assert one.renewed(first) and other.renewed(first)
    assert one.token() == other.token() != first
    assert oauth.whose(site, other.token()) == "Uploader"


def test_what_another_process_renewed_counts_whatever_the_clocks_say(site: Site, ring: Safe) -> None:
    tokens = _logged_in(site)
    account.store(site, "Uploader", replace(tokens, until=1e10))  # a clock that was far ahead
    one, other = account.read(site, "Uploader"), account.read(site, "Uploader")
    assert isinstance(one, Bearer) and isinstance(other, Bearer)
    assert one.renewed(tokens.access) and other.renewed(tokens.access)
    assert one.token() == other.token() != tokens.access


def test_tokens_that_the_keyring_does_not_take_serve_this_process_all_the_same(
    commons: PracticeCommons, site: Site, ring: Safe, monkeypatch: pytest.MonkeyPatch,
) -> None:
    account.store(site, "Uploader", _logged_in(site))
    bearer = account.read(site, "Uploader")

    def refuse(service: str, username: str, password: str) -> None:
        raise keyring.errors.PasswordSetError(password)

    monkeypatch.setattr(ring, "set_password", refuse)
    for _ in range(2):  # what is kept is older than what it has, and no use any more
        assert isinstance(bearer, Bearer) and bearer.renewed(bearer.token())
        assert oauth.whose(site, bearer.token()) == "Uploader"


def test_who_waits_too_long_for_another_process_says_so(
    site: Site, ring: Safe, monkeypatch: pytest.MonkeyPatch,
) -> None:
    account.store(site, "Uploader", _logged_in(site))
    bearer = account.read(site, "Uploader")
    monkeypatch.setattr(account, "_PATIENCE", 0.05)
    name = hashlib.sha256(f"{site.id}:Uploader".encode()).hexdigest()[:16]
    with locked(data_folder() / "wiki" / f"login-{name}.lock"), pytest.raises(EnvironmentFault) as caught:
        assert isinstance(bearer, Bearer) and bearer.renewed(bearer.token())
    assert caught.value.code == "keyring-silent"


@pytest.fixture
def speaking(commons: PracticeCommons, site: Site, ring: Safe, tmp_path) -> QuickSession:
    account.store(site, "Uploader", _logged_in(site))
    return QuickSession(site, "Uploader", lambda: account.read(site, "Uploader"), data_folder=tmp_path / "wiki")


def test_a_session_speaks_by_its_tokens_and_renews_them_in_the_middle(
    commons: PracticeCommons, speaking: QuickSession, ring: Safe,
) -> None:
    assert speaking.query(meta="userinfo")["userinfo"]["name"] != "Uploader", "nothing is sent before a login"
    speaking.check()
    before = dict(ring.kept)
    commons.expire_tokens()
    assert speaking.query(meta="userinfo")["userinfo"]["name"] == "Uploader"
    assert ring.kept != before
    speaking.csrf()
    commons.expire_tokens()
    assert written(speaking), "with a new token of both kinds"


def test_tokens_that_end_by_the_clock_are_renewed_before_the_wiki_says_so(
    commons: PracticeCommons, site: Site, ring: Safe, tmp_path,
) -> None:
    commons.faults.add("tokenlife", value="60")
    account.store(site, "Uploader", _logged_in(site))
    commons.faults.clear("tokenlife")
    session = QuickSession(site, "Uploader", lambda: account.read(site, "Uploader"), data_folder=tmp_path)
    commons.faults.add("delay", "oauth-refresh", value="0", name="seen")
    session.check()
    assert "seen:oauth-refresh" in commons.faults.tell()["hits"]


@pytest.mark.parametrize(("spoil", "key"), [
    ("end_refreshing", "error-login-ended"), ("revoke_consent", "error-token-refused")])
def test_a_login_that_ended_stops_the_queue_in_words(
    commons: PracticeCommons, speaking: QuickSession, spoil: str, key: str,
) -> None:
    speaking.check()
    getattr(commons, spoil)()
    with pytest.raises(RetryLater) as caught:
        speaking.query(meta="userinfo")
    assert (caught.value.kind, caught.value.message.key, caught.value.stops_queue) == ("account", key, True)
    assert caught.value.remedy is not None


def test_an_owner_only_token_speaks_without_end_and_its_refusal_is_said(
    commons: PracticeCommons, site: Site, ring: Safe, tmp_path,
) -> None:
    account.store(site, "Uploader", Tokens(practised.owner_only(commons.state, "Uploader")))
    session = QuickSession(site, "Uploader", lambda: account.read(site, "Uploader"), data_folder=tmp_path)
    session.check()
    commons.expire_tokens()
    with pytest.raises(RetryLater) as caught:
        session.query(meta="userinfo")
    assert caught.value.message.key == "error-token-refused"


def test_tokens_of_somebody_else_are_found_out(commons: PracticeCommons, site: Site, tmp_path) -> None:
    token = practised.owner_only(commons.state, "Trusted")
    session = QuickSession(site, "Uploader", lambda: Bearer(Tokens(token), lambda tokens: tokens),
                           data_folder=tmp_path)
    with pytest.raises(RetryLater) as caught:
        session.check()
    assert (caught.value.message.key, caught.value.message.args[1]) == ("error-login-other-account", "Trusted")


@pytest.mark.parametrize("token", ["", "nonsense", "ünïcode"])
def test_a_token_that_is_none_is_said(site: Site, token: str) -> None:
    with pytest.raises(Fault) as caught:
        oauth.whose(site, token)
    assert caught.value.message.key == "error-token-refused"


class _Answer:
    """What a wiki answers, whatever it is."""

    status_code = 200

    def __init__(self, body: bytes) -> None:
        self._body = body

    def iter_content(self, size: int) -> list[bytes]:
        return [self._body]

    def __enter__(self) -> _Answer:
        return self

    def __exit__(self, *_: object) -> None:
        pass


@pytest.mark.parametrize("body", [b"[" * 100_000, b'{"access_token": 1}', b"null", b'{"expires_in": 1' + b"0" * 5000])
def test_an_answer_of_no_sense_is_waited_out(site: Site, monkeypatch: pytest.MonkeyPatch, body: bytes) -> None:
    monkeypatch.setattr(oauth, "_asked", lambda *_, **__: _Answer(body))
    with pytest.raises(RetryLater) as caught:
        oauth.refreshed(site, "Uploader", Tokens("a", "r", 1.0, "c"))
    assert caught.value.kind == "server"


@pytest.mark.parametrize("lasts", ["1" + "0" * 400, "Infinity", "-1", "NaN", '"x"'])
def test_tokens_last_no_longer_than_sense_has_it(site: Site, monkeypatch: pytest.MonkeyPatch, lasts: str) -> None:
    body = f'{{"access_token": "a", "refresh_token": "r", "expires_in": {lasts}}}'.encode()
    monkeypatch.setattr(oauth, "_asked", lambda *_, **__: _Answer(body))
    found = oauth.refreshed(site, "Uploader", Tokens("a", "r", 1.0, "c"))
    assert time.time() < found.until < time.time() + 11 * 365 * 86_400


@pytest.mark.parametrize("name", ["../../etc", "a\\n\\u001b[31m", "x" * 256, "[[a]]", "a\\u0000b"])
def test_a_name_that_no_user_can_have_is_no_account(site: Site, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(oauth, "_asked", lambda *_, **__: _Answer(f'{{"username": "{name}"}}'.encode()))
    with pytest.raises(RetryLater) as caught:
        oauth.whose(site, "token")
    assert caught.value.kind == "server"

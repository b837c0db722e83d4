"""Accounts, their bot passwords in a real keyring, and what happens where a wiki or the keyring does not take them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.practice import oauth
from minoties_desktop.practice.accounts import PUBLIC, SECRET, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.support import secrets
from tests.support.arrived import Requests
from tests.support.browser import log_in
from tests.support.desks import Desk, signed_in_desk
from tests.support.leaks import watching
from tests.support.practice import probe_head
from tests.support.queues import SMALL, ready
from tests.support.secrets import SecretService
from tests.support.terminal import Ended, Terminal


@pytest.fixture
def own_keyring(tmp_path: Path) -> Iterator[SecretService]:
    """A keyring that a test may lock."""
    (tmp_path / "keyring").mkdir()
    with secrets.serving(tmp_path / "keyring") as service:
        yield service


def _shut_out(desk: Desk, ended: Ended, *words: str) -> None:
    """A person is needed, is told why, and nothing was sent or lost."""
    assert (ended.code, sorted(ended.answer["waiting"])) == (1, sorted(desk.items.values()))
    [stopped] = ended.answer["stopped"]
    assert (stopped["state"], stopped["code"]) == ("waiting", "account")
    assert all(word in stopped["message"] + stopped["remedy"] for word in words), stopped
    assert desk.uploads() == []
    assert desk.requests.begun["upload"] == 0


def _is_all_there(desk: Desk) -> None:
    """Everything is still to be sent."""
    assert desk.terminal("status")["items"] == {"waiting": len(desk.items)}


def test_a_bot_password_is_kept_in_the_keyring_and_nowhere_else(secret_service: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        kept = secret_service.secrets()[f"{desk.site}:Uploader"]
        assert json.loads(kept) == {"login": "Uploader@minoties", "password": SECRET}
        ended = desk.sync()
        assert (ended.code, sorted(ended.answer["done"])) == (0, sorted(desk.items.values()))
        desk.is_complete()
        for folder in (tmp_path / "library", Path(desk.terminal.environment["HOME"])):
            for path in folder.rglob("*"):
                assert not path.is_file() or SECRET.encode() not in path.read_bytes(), path
        [told] = desk.terminal("account", "list")["accounts"]
        assert (told["name"], told["site"], told["login"]) == ("Uploader", desk.site, "bot-password")
        desk.terminal("account", "remove", "Uploader")
        assert f"{desk.site}:Uploader" not in secret_service.secrets()
        assert desk.terminal("account", "list")["accounts"] == []


def test_a_wrong_password_ends_even_a_waiting_sync_and_the_right_one_mends_it(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    with signed_in_desk(tmp_path, secret_service, secret="not the password") as desk:
        _shut_out(desk, desk.terminal.do("sync"), "did not accept the bot password")
        added = desk.terminal.do("account", "add", "Uploader@minoties", "--site", desk.site, typed=f"{SECRET}\n")
        assert added.code == 0
        assert desk.again().code == 0
        desk.is_complete()


def test_a_missing_grant_is_named_by_its_tick_box(secret_service: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, secret_service, "Uploader@readonly") as desk:
        _shut_out(desk, desk.sync(), "Upload new files", "Edit existing pages")


def test_a_blocked_account_hears_the_reason(secret_service: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, secret_service, "Blocked@minoties") as desk:
        _shut_out(desk, desk.sync(), "blocked", "Uploads without a licence")


def test_a_locked_keyring_is_said_at_once_and_nothing_is_lost(own_keyring: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, own_keyring) as desk:
        own_keyring.lock()
        ended = desk.sync()
        assert (ended.code, ended.error["code"]) == (3, "keyring-locked")
        assert "locked" in ended.error["message"] and ended.error["remedy"]
        _is_all_there(desk)


def test_without_a_keyring_no_account_is_kept_and_the_queue_waits(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        bare = Terminal(desk.folder)  # neither a bus nor a back end
        ended = bare.do("account", "add", "Trusted@minoties", "--site", desk.site, typed=f"{SECRET}\n")
        assert (ended.code, ended.error["code"]) == (3, "keyring-none")
        assert ended.error["message"] and ended.error["remedy"]
        assert [told["name"] for told in bare("account", "list")["accounts"]] == ["Uploader"]
        ended = bare.do("sync", "--once")
        assert (ended.code, ended.error["code"]) == (3, "keyring-none")
        assert desk.sync().code == 0
        desk.is_complete()


def test_a_keyring_that_lost_the_secret_is_asked_for_it_in_words(own_keyring: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, own_keyring) as desk:
        own_keyring.forget()
        ended = desk.sync()
        _shut_out(desk, ended, "waits for the account Uploader", "Log in again")


@pytest.mark.parametrize("login", ["Uploader", "@minoties", "Uploader@", ""])
def test_a_login_that_is_no_bot_password_s_is_refused_in_words(
    secret_service: SecretService, tmp_path: Path, login: str,
) -> None:
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    ended = terminal.do("account", "add", login, "--site", "http://127.0.0.1:9/w/api.php", typed="x\n")
    assert (ended.code, ended.error["code"]) == (2, "bot-password") and ended.error["remedy"]


def test_two_accounts_are_served_side_by_side_each_by_a_process_of_its_own(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    items = ready(tmp_path / "library", {"Weaver": SMALL, "Wooden loom": SMALL}, author="Uploader")
    _may_be_sent_by_others(tmp_path / "library")
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    with PracticeCommons(tmp_path / "wiki", probe=probe_head, people=PUBLIC + TEST_WIKI).serving() as server:
        for name, title in (("Uploader", "Weaver"), ("Trusted", "Wooden loom")):
            terminal.do("account", "add", f"{name}@minoties", "--site", server.api, typed=f"{SECRET}\n")
            assert terminal("queue", items[title], "--account", name)["held"] == []
        # Each of them is in the middle of its work at the same time.
        server.faults.add("hold-before", "upload-file", name="both", times=2)
        desk = Desk(tmp_path / "library", items, server, Requests(server), terminal, server.api)
        sync = terminal.start("sync")
        while server.faults.tell()["held"]["both"] < 2:
            assert sync.poll() is None
        server.faults.release("both")
        ended = terminal.ended(sync)
        assert (ended.code, sorted(ended.answer["done"])) == (0, sorted(items.values()))
        desk.is_complete()
        users = {row["name"]: row["user"] for row in server.state.rows("SELECT name, user FROM version")}
        assert users == {"Weaver.jpg": "Uploader", "Wooden loom.jpg": "Trusted"}
        told = {one["name"]: one for one in terminal("account", "check")["accounts"]}
        assert {name: (one["may"]["upload"], one["error"]) for name, one in told.items()
                if one["site"] == server.api} == {"Uploader": (True, None), "Trusted": (True, None)}


def test_what_was_queued_before_there_was_an_account_goes_with_the_first_one(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    items = ready(tmp_path / "library", {"Weaver": SMALL, "Wooden loom": SMALL}, author="Uploader")
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    with PracticeCommons(tmp_path / "wiki", probe=probe_head, people=PUBLIC + TEST_WIKI).serving() as server:
        desk = Desk(tmp_path / "library", items, server, Requests(server), terminal, server.api)
        assert sorted(terminal("queue", "--site", server.api)["queued"]) == sorted(items.values())
        terminal.do("account", "add", "Trusted@minoties", "--site", server.api, typed=f"{SECRET}\n")
        ended = terminal.do("sync")
        assert (ended.code, sorted(ended.answer["held"])) == (1, sorted(items.values()))
        assert "Trusted" in ended.answer["stopped"][0]["message"], "it is the own work of somebody else"
        assert desk.requests.begun["upload"] == 0
        _may_be_sent_by_others(tmp_path / "library")
        assert desk.again().code == 0
        desk.is_complete()
        assert {row["user"] for row in server.state.rows("SELECT user FROM version")} == {"Trusted"}


def _may_be_sent_by_others(folder: Path) -> None:
    """The author has released what others upload."""
    library = Library(folder)
    [author] = library.registers["contributor"].list()
    Tagging(library).edit("contributor", author["id"], {"release": "VRT ticket 2026100110000012"})
    library.close()


# Through the browser, and by a token of one's own


def _arrives(desk: Desk, ended: Ended) -> None:
    assert (ended.code, sorted(ended.answer["done"])) == (0, sorted(desk.items.values())), ended.answer
    desk.is_complete()
    assert {row["user"] for row in desk.server.state.rows("SELECT user FROM version")} == {"Uploader"}


def test_a_login_through_the_browser_brings_photographs_to_their_receipts(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    with signed_in_desk(tmp_path, secret_service, secret="of no use") as desk:
        ended = log_in(desk.terminal, desk.site, "Uploader")
        assert (ended.code, ended.answer) == (0, {"name": "Uploader", "site": desk.site})
        kept = json.loads(secret_service.secrets()[f"{desk.site}:Uploader"])
        assert set(kept) == {"access", "refresh", "until", "client"}
        _arrives(desk, desk.sync())
        assert desk.terminal("account", "list")["accounts"][0]["may"]["edit"] is True, "the sync has asked"
        told = desk.terminal("account", "check")["accounts"]
        assert [(one["login"], one["missing"], one["blocked"], one["error"]) for one in told] == [
            ("oauth", [], None, None)]
        assert told[0]["limits"]["upload"] == {"hits": 380, "seconds": 4320}
        assert desk.terminal("account", "list")["accounts"][0]["may"]["upload"] is True
        again = log_in(desk.terminal, desk.site, "Uploader", "Uploader")
        assert again.code == 0, "the program's number was kept"


@pytest.mark.parametrize(("user", "words", "said"), [
    ("", (), "answer in the browser was no"), ("Trusted", ("Uploader",), "logged in to 127.0.0.1")])
def test_what_is_not_allowed_in_the_browser_changes_nothing(
    secret_service: SecretService, tmp_path: Path, user: str, words: tuple[str, ...], said: str,
) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        before = secret_service.secrets()
        ended = log_in(desk.terminal, desk.site, user, *words)
        assert (ended.code, ended.error["code"]) == (1, "account") and said in ended.error["message"]
        assert secret_service.secrets() == before
        _arrives(desk, desk.sync())


def test_tokens_that_end_in_the_middle_of_a_sync_are_renewed_and_nobody_notices(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        log_in(desk.terminal, desk.site, "Uploader")
        before = secret_service.secrets()
        desk.server.faults.add("hold-before", "upload-file", name="first")
        desk.server.faults.add("hold-before", "wbeditentity", name="then", skip=1)
        sync = desk.terminal.start("sync", "--once")
        for held in ("first", "then"):
            assert desk.server.faults.await_held(held)
            desk.server.expire_tokens()
            desk.server.faults.release(held)
        _arrives(desk, desk.terminal.ended(sync))
        assert secret_service.secrets() != before
        assert desk.requests.begun["oauth-refresh"] >= 2


def test_a_renewal_on_a_bad_line_is_tried_again(secret_service: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        log_in(desk.terminal, desk.site, "Uploader")
        desk.server.expire_tokens()
        desk.server.faults.add("status", "oauth-refresh", value="503")
        ended = desk.sync()
        assert ended.code == 4 and not ended.answer["done"], "that is the line's fault, and waits"
        _arrives(desk, desk.again())


def test_a_renewal_that_is_refused_asks_for_a_login_and_keeps_the_queue(
    secret_service: SecretService, tmp_path: Path,
) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        log_in(desk.terminal, desk.site, "Uploader")
        desk.server.faults.add("hold-before", "upload-file", name="first")
        sync = desk.terminal.start("sync")
        assert desk.server.faults.await_held("first")
        desk.server.end_refreshing()
        desk.server.faults.release("first")
        ended = desk.terminal.ended(sync)
        assert (ended.code, sorted(ended.answer["waiting"])) == (1, sorted(desk.items.values()))
        stopped = ended.answer["stopped"][0]
        assert stopped["code"] == "account" and "Uploader" in stopped["message"] and stopped["remedy"]
        assert "has ended" in desk.terminal("account", "list")["accounts"][0]["trouble"]
        told = desk.terminal.do("account", "check")
        assert told.code == 1 and told.answer["accounts"][0]["error"]["code"] == "account"
        log_in(desk.terminal, desk.site, "Uploader")
        _arrives(desk, desk.sync())  # at once: the login has let it in


def test_a_token_of_one_s_own_works_until_it_is_revoked(secret_service: SecretService, tmp_path: Path) -> None:
    with signed_in_desk(tmp_path, secret_service, secret="of no use") as desk:
        token = oauth.owner_only(desk.server.state, "Uploader")
        added = desk.terminal.do("account", "add", "--token", "--site", desk.site, typed=f"{token}\n")
        assert (added.code, added.answer["name"]) == (0, "Uploader")
        _arrives(desk, desk.sync())
        desk.server.revoke_consent()
        [told] = desk.terminal.do("account", "check").answer["accounts"]
        assert told["login"] == "token" and "does not accept the login" in told["error"]["message"]


@pytest.mark.parametrize("deed", ["logout", "remove"])
def test_logging_out_and_removing_lose_nothing_and_say_whose_account_is_missing(
    secret_service: SecretService, tmp_path: Path, deed: str,
) -> None:
    with signed_in_desk(tmp_path, secret_service) as desk:
        desk.terminal("account", deed, "Uploader")
        assert f"{desk.site}:Uploader" not in secret_service.secrets()
        assert [one["logged_in"] for one in desk.terminal("account", "list")["accounts"]] == [False] * (
            deed == "logout")
        _shut_out(desk, desk.sync(), "waits for the account Uploader", "Log in again")
        log_in(desk.terminal, desk.site, "Uploader")
        _arrives(desk, desk.sync())


def test_without_the_program_s_number_the_browser_is_not_opened(secret_service: SecretService, tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    ended = terminal.do("account", "add", "--oauth", "--site", "commons")
    assert (ended.code, ended.error["code"]) == (2, "no-client") and "bot password" in ended.error["remedy"]


def test_no_secret_is_in_any_file_word_argument_or_environment(
    secret_service: SecretService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrong = "marked-and-wrong-bot-password-of-32"
    with watching(monkeypatch) as leaks, signed_in_desk(tmp_path, secret_service, secret=wrong) as desk:
        leaks.secrets |= {wrong, SECRET}
        terminal, faults = desk.terminal, desk.server.faults
        desk.sync()
        terminal.do("account", "check")
        terminal.do("account", "add", "Uploader@minoties", "--site", desk.site, typed=f"{SECRET}\n")
        terminal.do("account", "check")
        log_in(terminal, desk.site, "Uploader")
        for kind, request, value in (("portal", "oauth-refresh", "200"), ("lose", "upload-file", "")):
            desk.server.expire_tokens()
            faults.add(kind, request, value=value)
            desk.again()
        _arrives(desk, desk.again())
        log_in(terminal, desk.site, "")
        desk.server.end_refreshing()
        terminal.do("account", "check")
        token = oauth.owner_only(desk.server.state, "Uploader")
        terminal.do("account", "add", "--token", "--site", desk.site, typed=f"{token}\n")
        terminal.do("account", "add", "--token", "--site", desk.site, typed=f"{token} and more\n")
        desk.server.revoke_consent()
        terminal.do("account", "check")
        terminal.do("account", "logout", "Uploader")
        assert leaks.found([tmp_path / "library", Path(terminal.environment["HOME"])], terminal.said) == []
        assert leaks.seen > 10 and len(leaks.secrets) > 6, "the watch saw processes and knows tokens"
        # It would have seen one.
        (tmp_path / "library" / "note.txt").write_text(f"look: {token}")
        assert leaks.found([tmp_path / "library"], [f"{SECRET}!"]) != []

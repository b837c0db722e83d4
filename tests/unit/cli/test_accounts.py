"""The commands over accounts as far as they need neither a keyring nor a wiki: what is listed, and what is refused."""

from __future__ import annotations

import pytest

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.pacing import Limit
from minoties_desktop.domain.powers import GRANTS, Powers, Way
from minoties_desktop.services import signing
from minoties_desktop.services.accounts import Account, Standing
from tests.unit.cli.calling import call

WIKI = "https://wiki.example.org/w/api.php"


@pytest.fixture
def _known() -> None:
    some = {**dict.fromkeys(GRANTS, True), "upload": False}
    ended = Message("error-login-ended", "Eva", "commons.wikimedia.org", "used")
    found = {
        Account("commons", "Ana"): Standing(Way.OAUTH, Powers(0.0, some, {"upload": Limit(380, 4320)}, None, 3), 1.0),
        Account(WIKI, "Ben"): Standing(None, Powers(0.0, dict.fromkeys(GRANTS, True), {}, "Vandalism")),
        Account("commons", "Eva"): Standing(Way.TOKEN, None, 1.0, ended, Message("error-login-ended-remedy")),
        Account("commons", "Old"): Standing(),
    }
    settings.change(accounts=[[account.site, account.name] for account in found])
    for account, standing in list(found.items())[:-1]:
        signing.note(account, standing)


@pytest.mark.usefixtures("_known")
def test_accounts_are_listed_with_what_is_known_of_them() -> None:
    ana, ben, eva, old = call("account", "list", "--json").json["accounts"]
    assert ana == {
        "name": "Ana", "site": "commons", "login": "oauth", "logged_in": True, "checked": "1970-01-01T00:00:00+00:00",
        "may": {"upload": False, "edit": True, "createpage": True, "mediainfo-term": True}, "missing": ["uploadfile"],
        "limits": {"upload": {"hits": 380, "seconds": 4320}}, "blocked": None, "edits": 3, "trouble": ""}
    assert (ben["logged_in"], ben["login"], ben["blocked"], ben["site"]) == (False, None, "Vandalism", WIKI)
    assert eva["may"] is None and "has ended" in eva["trouble"] and "Log in again" in eva["trouble"]
    assert (old["login"], old["logged_in"], old["checked"]) == ("bot-password", True, None)


@pytest.mark.usefixtures("_known")
def test_the_same_in_words() -> None:
    ana, ben, eva, _ = call("account", "list").out.splitlines()
    assert ana == "Ana (commons): logged in through the browser. Lacks “Upload new files”"
    assert "logged out" in ben and "Blocked: Vandalism" in ben
    assert "owner-only token" in eva and "has ended (used)" in eva


@pytest.mark.parametrize(("words", "code"), [
    (("add", "Ana", "--site", "commons", "--oauth", "--token"), "usage"),
    (("add", "--site", "commons", "--oauth"), "no-client"),
    (("add", "--site", "practice", "--oauth"), "practice-account"),
    (("add", "--site", "nowhere", "--token"), "unknown-site"),
    (("add", "--site", "commons", "--token"), "token"),
    (("add", "--site", "commons"), "bot-password"),
    (("logout", "Nobody"), "account"), (("check", "Nobody"), "account"), (("remove", "Nobody"), "account")])
def test_what_makes_no_sense_is_refused(words: tuple[str, ...], code: str) -> None:
    ended = call("account", *words, "--json", stdin="two words\n")
    assert (ended.code, ended.error) == (2, code)


def test_where_there_is_nobody_nobody_is_asked() -> None:
    assert call("account", "check", "--json").json == {"accounts": []}
    assert call("account", "list").out.strip() == "There are no accounts on this computer."


@pytest.mark.parametrize("stored", [
    None, 7, [], {"way": "x"}, {"way": "token"}, {"way": "token", "powers": 3, "since": "never"},
    {"way": "token", "powers": {"checked": 1}, "since": 1, "trouble": [], "remedy": 7}])
def test_settings_that_somebody_has_changed_spoil_nothing(stored: object) -> None:
    settings.change(accounts=[["commons", "Ana"]], logins={"commons Ana": stored})
    [told] = call("account", "list", "--json").json["accounts"]
    assert (told["name"], told["may"]) == ("Ana", None)

"""The session: no file, no prompt, no secret leaves it, no other account's name on a write."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.domain.sites import COMMONS, COMMONS_API, Site
from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.wiki.errors import ApiError
from minoties_desktop.wiki.session import Session, agent
from tests.support.deliveries import session

ROOT = Path(__file__).parents[3]


def child(code: str, cwd: Path, *words: str) -> str:
    """What a program prints that runs in a process of its own, in a folder of its own."""
    result = subprocess.run([sys.executable, "-c", code, *words], cwd=cwd, capture_output=True, text=True,
                            timeout=60, check=False, env={"PYTHONPATH": str(ROOT), "HOME": str(cwd / "home")})
    assert result.returncode == 0, result.stderr
    assert result.stderr == ""
    return result.stdout


def written(with_session: Session) -> bool:
    """Whether the wiki takes a write of ours: it gets as far as not knowing what we ask about."""
    with pytest.raises(ApiError) as caught:
        with_session.attempt(action="upload", checkstatus="1", filekey="1abcdefghijk.lmnopq.4.jpg")
    return caught.value.code == "missingresult"


def test_importing_the_package_imports_neither_pywikibot_nor_requests_nor_keyring(tmp_path):
    code = ("import sys, minoties_desktop.wiki.targets, minoties_desktop.wiki.wikitext,"
            " minoties_desktop.wiki.structured, minoties_desktop.wiki.account, minoties_desktop.wiki.lookup;"
            "print([name for name in ('pywikibot', 'requests', 'keyring') if name in sys.modules])")
    assert child(code, tmp_path) == "[]\n"


def test_a_configuration_file_in_the_current_folder_is_not_run_and_no_file_is_left(tmp_path, commons):
    here = tmp_path / "card"
    here.mkdir()
    (here / "user-config.py").write_text("raise SystemExit('executed')")
    (here / "user-password.py").write_text("raise SystemExit('executed')")
    code = ("import sys; from pathlib import Path; from minoties_desktop.domain.sites import Site\n"
            "from minoties_desktop.wiki.session import Session\n"
            f"session = Session(Site('x', sys.argv[1]), 'Uploader', lambda: ('Uploader@minoties', '{SECRET}'),"
            " data_folder=Path(sys.argv[2]))\n"
            "session.check(); print(session.has_data)")
    # A word of ours that pywikibot would take for its own.
    assert child(code, here, commons.api, str(tmp_path / "data"), "-dir:/nowhere", "-v") == "True\n"
    assert {path.name for path in here.iterdir()} == {"user-config.py", "user-password.py"}
    assert not (tmp_path / "card" / "home").exists()
    assert not list((tmp_path / "data").iterdir())


def test_commons_is_reached_through_pywikibots_own_family(tmp_path):
    wiki = Session(Site(COMMONS, COMMONS_API), "Ana", lambda: ("", ""), data_folder=tmp_path)._wiki
    assert (wiki.family.name, wiki.base_url(wiki.apipath())) == ("commons", COMMONS_API)


def test_we_name_ourselves_and_whom_to_write_to():
    text = agent(Site(COMMONS, COMMONS_API), "Ana Pérez")
    assert text.isascii()
    assert text.startswith("MinotiesDesktop/")
    assert "https://commons.wikimedia.org/wiki/User:Ana_P%C3%A9rez" in text


def test_a_wrong_password_is_a_matter_of_the_account_and_is_never_shown(tmp_path, commons, caplog):
    caplog.set_level(1)
    secret = "an-entirely-wrong-password"
    with pytest.raises(RetryLater) as caught:
        session(commons.api, tmp_path, secret=secret).login()
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-login")
    assert secret not in repr(caught.value.__dict__) + str(caught.value) + caplog.text


def test_no_secret_and_no_token_is_logged(queued, new_session, caplog, commons):
    caplog.set_level(logging.INFO)
    commons.faults.add("status", "login", value="503")
    with pytest.raises(RetryLater):
        new_session().check()
    with_session = new_session()
    queued().run(with_session)
    token = with_session.csrf()
    assert SECRET not in caplog.text and token not in caplog.text


def test_a_missing_grant_is_named_by_its_tick_box(tmp_path, commons):
    with pytest.raises(RetryLater) as caught:
        session(commons.api, tmp_path, login="Uploader@readonly").check()
    assert caught.value.kind == "account"
    assert caught.value.message.key == "error-grants-missing"
    named = str(caught.value.message)
    assert all(name in named for name in ("grant-uploadfile", "grant-editpage", "grant-createeditmovepage"))


def test_a_blocked_account_is_told_why(tmp_path, commons):
    with pytest.raises(RetryLater) as caught:
        session(commons.api, tmp_path, login="Blocked@minoties").check()
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-blocked")
    assert "Uploads without a licence" in caught.value.message.args


def test_a_password_of_another_account_is_not_used(tmp_path, commons):
    mixed = Session(Site(commons.api, commons.api), "Uploader", lambda: ("Trusted@minoties", SECRET),
                    data_folder=tmp_path)
    with pytest.raises(RetryLater) as caught:
        mixed.login()
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-login-other-account")


def test_two_sessions_in_one_process_never_mix_their_accounts(tmp_path, commons):
    one, two = (session(commons.api, tmp_path, login=f"{name}@minoties") for name in ("Uploader", "Trusted"))
    for each in (one, two, one, two, one):
        assert each.query(meta="userinfo")["userinfo"]["name"] in ("127.0.0.1", each.account)
        each.check()
        assert each.query(meta="userinfo")["userinfo"]["name"] == each.account


def test_a_write_under_another_account_is_refused_by_the_wiki_itself(tmp_path, commons):
    one, two = (session(commons.api, tmp_path, login=f"{name}@minoties") for name in ("Uploader", "Trusted"))
    one.check(), two.check()
    one._wiki.jar = two._wiki.jar
    assert written(one)
    assert one.query(meta="userinfo")["userinfo"]["name"] == "Uploader", "a new login, not the other's cookies"


def test_a_session_that_the_wiki_forgot_is_begun_anew_once(new_session, commons):
    with_session = new_session()
    with_session.check()
    commons.end_sessions()
    assert written(with_session)


def test_a_token_that_the_wiki_does_not_know_is_renewed(new_session, commons):
    with_session = new_session()
    with_session.check()
    with_session.csrf()
    with_session._wiki.tokens._tokens["csrf"] = "stale+\\"
    assert written(with_session)


def test_a_wiki_that_never_takes_the_token_is_not_asked_for_ever(new_session, commons, monkeypatch):
    with_session = new_session()
    with_session.check()
    monkeypatch.setattr(type(with_session._wiki), "csrf", lambda wiki: "never+\\")
    with pytest.raises(RetryLater) as caught:
        with_session.call(action="upload", checkstatus="1", filekey="1abcdefghijk.lmnopq.4.jpg")
    assert caught.value.kind == "account"


@pytest.mark.parametrize(("fault", "value", "kind"), [
    ("status", "503", "server"), ("status", "500", "server"), ("status", "429", "ratelimit"),
    ("portal", "200", "portal"), ("portal", "302", "portal"), ("lose", "", "offline"), ("lose-502", "", "server")])
def test_what_is_no_answer_of_the_wiki(new_session, commons, fault, value, kind):
    with_session = new_session()
    with_session.check()
    commons.faults.add(fault, "query", value=value)
    with pytest.raises(RetryLater) as caught:
        with_session.query(list="allimages", ailimit="1")
    assert caught.value.kind == kind
    assert with_session.query(list="allimages", ailimit="1") is not None


@pytest.mark.parametrize(("header", "least", "most"), [
    ("7", 7, 7), ("Fri, 31 Dec 2100 23:59:59 GMT", 10**8, 10**10), ("Fri, 31 Dec 1999 23:59:59 GMT", 0, 0),
    ("soon", 30, 30)])
def test_the_time_to_wait_is_the_servers(new_session, commons, header, least, most):
    with_session = new_session()
    with_session.check()
    commons.faults.add("status", "query", value="429", retry_after=header)
    with pytest.raises(RetryLater) as caught:
        with_session.query(list="allimages", ailimit="1")
    assert least <= caught.value.after <= most


@pytest.mark.parametrize("api", ["http://127.0.0.1:9/w/api.php", "https://commons.invalid/w/api.php"])
def test_without_a_network_it_says_so_at_once(tmp_path, api):
    with pytest.raises(RetryLater) as caught:
        session(api, tmp_path).check()
    assert caught.value.kind == "offline"


def test_the_netrc_of_the_house_is_not_read(new_session, home):
    (home / ".netrc").write_text("machine 127.0.0.1 login somebody password else")
    (home / ".netrc").chmod(0o600)
    with_session = new_session()
    seen = []
    with_session.login()
    from pywikibot.comms import http

    http.session.hooks["response"].append(lambda answer, **rest: seen.append(answer.request.headers))
    try:
        with_session.query(meta="userinfo")
    finally:
        http.session.hooks["response"].clear()
    assert seen and all("Authorization" not in headers for headers in seen)
    assert all(headers["User-Agent"].startswith("MinotiesDesktop/") for headers in seen)


def test_limits_are_asked_once(new_session, commons):
    with_session = new_session()
    limits = with_session.limits
    assert limits.has_data and limits.max_size == 5 << 30 and limits.min_chunk == 1024
    assert {"jpg", "png", "tif"} <= limits.extensions
    commons.faults.add("status", "query-siteinfo", value="503")
    assert with_session.limits is limits


def test_the_way_out_of_the_house_is_the_environments(tmp_path, commons, monkeypatch):
    monkeypatch.setenv("http_proxy", commons.address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    assert session(commons.api, tmp_path)._wiki.proxies == {}
    behind = session("http://wiki.invalid/w/api.php", tmp_path)
    assert behind._wiki.proxies["http"] == commons.address


def test_a_main_account_is_not_logged_in_as_a_browser_would(tmp_path, commons):
    with pytest.raises(RetryLater) as caught:
        Session(Site(commons.api, commons.api), "Uploader", lambda: ("Uploader", "password-Uploader"),
                data_folder=tmp_path).login()
    assert (caught.value.kind, caught.value.message.key) == ("account", "error-login-main")


def test_a_wiki_whose_cookies_do_not_come_back_is_not_asked_for_ever(tmp_path, commons, monkeypatch):
    with_session = session(commons.api, tmp_path)
    monkeypatch.setattr(with_session._wiki.jar, "set_cookie", lambda cookie: None)
    with pytest.raises(RetryLater) as caught:
        with_session.login()
    assert caught.value.kind == "account"

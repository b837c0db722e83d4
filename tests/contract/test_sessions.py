"""Logging in, tokens, rights and limits, and what stands in the way of any request."""

from __future__ import annotations

import pytest

from minoties_desktop.practice.accounts import SECRET
from tests.contract.conftest import Wiki

ASKED_RIGHTS = {"upload", "edit", "createpage"}


def log_in(wiki: Wiki, name: str, password: str, token: str | None = None):
    client = wiki.client(None)
    return client.send(action="login", lgname=name, lgpassword=password, lgtoken=token or client.token("login"))


def test_a_bot_password_opens_the_account(wiki: Wiki) -> None:
    told = log_in(wiki, "Uploader@tests", SECRET)["login"]
    assert told == {"result": "Success", "lguserid": 4, "lgusername": "Uploader"}


@pytest.mark.parametrize(("name", "password"), [
    ("Uploader@tests", "x" * 32), ("Uploader@nothere", SECRET), ("Nobodyhere@tests", SECRET), ("Uploader", "wrong")])
def test_what_does_not_fit_fails_without_telling_which(wiki: Wiki, name: str, password: str) -> None:
    told = log_in(wiki, name, password)["login"]
    words = "Incorrect username or password entered. Please try again."
    reason = words if wiki.errorformat == "bc" else {"code": "wrongpassword", "text": words}
    assert told == {"result": "Failed", "reason": reason}


def test_a_token_of_another_session_fails(wiki: Wiki) -> None:
    told = log_in(wiki, "Uploader@tests", SECRET, token=wiki.client(None).token("login"))["login"]
    assert told["result"] == "Failed"
    assert "Your session most likely timed out." in str(told["reason"])


def test_logging_in_twice_in_one_session_is_aborted(wiki: Wiki) -> None:
    client = wiki.client()
    told = client.send(action="login", lgname="Uploader@tests", lgpassword=SECRET, lgtoken=client.token("login"))
    assert told["login"]["result"] == "Aborted"


def test_without_a_token_one_is_given_with_a_warning(wiki: Wiki) -> None:
    client = wiki.client(None)
    reply = client.send(action="login", lgname="Uploader@tests", lgpassword=SECRET)
    assert reply["login"]["result"] == "NeedToken"
    assert "deprecated" in str(reply.json["warnings"])


def test_rights_are_those_of_the_account_and_its_grants(wiki: Wiki) -> None:
    wanted = {"meta": "userinfo", "uiprop": "rights|groups|blockinfo|ratelimits"}
    full = wiki.client("Uploader@minoties").query(**wanted)["userinfo"]
    assert set(full["rights"]) >= ASKED_RIGHTS
    assert "reupload" not in full["rights"]
    assert full["groups"] == ["*", "user", "autoconfirmed"]
    assert full["ratelimits"]["upload"]["user"] == {"hits": 380, "seconds": 4320}
    little = wiki.client("Uploader@readonly").query(**wanted)["userinfo"]
    assert not ASKED_RIGHTS & set(little["rights"])
    blocked = wiki.client("Blocked@tests").query(**wanted)["userinfo"]
    assert (blocked["blockreason"], blocked["blockexpiry"]) == ("Uploads without a licence", "infinite")
    anonymous = wiki.client(None).query(**wanted)["userinfo"]
    assert (anonymous["id"], anonymous["anon"], anonymous["groups"]) == (0, True, ["*"])


def test_logging_out_ends_the_session(wiki: Wiki) -> None:
    client = wiki.client(new=True)
    assert client.write(action="logout").json == {}
    assert client.query(meta="userinfo")["userinfo"]["id"] == 0
    assert client.token() == "+\\"


def test_assertions_tell_that_the_session_is_gone(wiki: Wiki) -> None:
    anonymous, client = wiki.client(None), wiki.client()
    for wanted, sender, code in (({"assert": "user"}, anonymous, "assertuserfailed"),
                                 ({"assertuser": "Admin"}, client, "assertnameduserfailed"),
                                 ({"assert": "bot"}, client, "assertbotfailed")):
        reply = sender.send(action="query", meta="tokens", **wanted)
        assert reply.problem.code == code
        assert reply.headers["MediaWiki-API-Error"] == code
    assert client.send(action="query", meta="tokens", assertuser="Uploader", **{"assert": "user"})["query"]


def test_read_only_stops_writing_and_logging_in(wiki: Wiki) -> None:
    client = wiki.client()
    token = client.token()
    wiki.lasting("readonly", "The rack is moving")
    problem = client.upload("Read only.jpg", b"x", token=token).problem
    assert (problem.code, problem.data) == ("readonly", {"readonlyreason": "The rack is moving"})
    assert log_in(wiki, "Uploader@tests", SECRET).problem.code == "readonly"
    general = client.query(meta="siteinfo")["general"]
    assert (general["readonly"], general["readonlyreason"]) == (True, "The rack is moving")


def test_lag_stops_those_who_ask_for_it(wiki: Wiki) -> None:
    client = wiki.client()
    wiki.lasting("maxlag", "7.3")
    reply = client.send("GET", action="query", meta="tokens", maxlag=5)
    assert (reply.status, reply.headers["Retry-After"], reply.headers["X-Database-Lag"]) == (200, "5", "7")
    assert (reply.problem.code, reply.problem.data["lag"], reply.problem.data["type"]) == ("maxlag", 7.3, "db")
    assert client.send("GET", action="query", meta="tokens", maxlag=10)["query"]


def test_unknown_words_are_told(wiki: Wiki) -> None:
    client = wiki.client()
    problem = client.send(action="uploadd").problem
    assert (problem.code, problem.text) == ("badvalue", 'Unrecognized value for parameter "action": uploadd.')
    warnings = str(client.send("GET", action="query", meta="tokens", frobnicate=1).json["warnings"])
    assert "Unrecognized parameter: frobnicate." in warnings


def test_tokens_belong_in_the_body(wiki: Wiki) -> None:
    client = wiki.client()
    reply = client.send("GET", action="upload", filename="x.jpg", token=client.token())
    assert reply.problem.code == "mustpostparams"


def test_the_old_format_version_writes_true_as_an_empty_text(wiki: Wiki) -> None:
    client = wiki.client(None)
    client.formatversion = "1"
    told = client.query(meta="userinfo", titles="File:Nothing there.jpg")
    assert told["userinfo"]["anon"] == ""
    assert told["pages"]["-1"]["missing"] == ""

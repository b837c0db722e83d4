"""A bot password may do what it was granted and no more (commons-contract section 2.2)."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain.sites import PRACTICE_LOGIN, PRACTICE_PASSWORD
from minoties_desktop.practice.accounts import ASKED_GRANTS, PUBLIC, Account
from minoties_desktop.practice.server import PracticeCommons
from tests.support.client import Client
from tests.support.pictures import jpeg
from tests.support.practice import practice_server, probe_head

__all__ = ["practice_server"]
PARTLY = Account(9, "Partly", ("autoconfirmed",), {
    "all": ASKED_GRANTS,
    "noedit": ("basic", "uploadfile"),
    "nocreate": ("basic", "editpage", "uploadfile"),
    "nocaptions": ("basic", "createeditmovepage", "uploadfile"),
})
CAPTION = {"labels": {"en": {"language": "en", "value": "A bridge"}}}
STATEMENT = {"claims": [{"type": "statement", "rank": "normal", "mainsnak": {
    "snaktype": "value", "property": "P217", "datavalue": {"type": "string", "value": "FOT-1"}}}]}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PracticeCommons]:
    with PracticeCommons(tmp_path, probe=probe_head, people=(*PUBLIC, PARTLY)).serving() as practice:
        yield practice


def client(server: PracticeCommons, app: str) -> Client:
    return Client(server.api).login(f"Partly@{app}")


def describe(sender: Client, name: str, data: dict) -> object:
    page, = sender.query(titles=f"File:{name}")["pages"]
    return sender.write(action="wbeditentity", id=f"M{page['pageid']}", data=json.dumps(data))


def test_everything_that_is_asked_for_suffices(server: PracticeCommons) -> None:
    sender = client(server, "all")
    assert sender.upload("All.jpg", jpeg())["upload"]["result"] == "Success"
    assert describe(sender, "All.jpg", {**CAPTION, **STATEMENT})["success"] == 1


@pytest.mark.parametrize(("app", "code"), [("noedit", "permissiondenied"), ("nocreate", "cantcreate")])
def test_without_a_grant_nothing_is_uploaded(server: PracticeCommons, app: str, code: str) -> None:
    assert client(server, app).upload("Missing.jpg", jpeg()).problem.code == code


def test_without_editing_pages_there_are_no_captions(server: PracticeCommons) -> None:
    sender = client(server, "nocaptions")
    assert sender.upload("Captions.jpg", jpeg())["upload"]["result"] == "Success"
    assert describe(sender, "Captions.jpg", CAPTION).problem.code == "permissiondenied"
    assert describe(sender, "Captions.jpg", STATEMENT)["success"] == 1


def test_own_files_may_be_overwritten_and_those_of_others_not(server: PracticeCommons) -> None:
    sender, learner = client(server, "all"), Client(server.api).login(PRACTICE_LOGIN, PRACTICE_PASSWORD)
    sender.upload("Own.jpg", jpeg())
    assert sender.upload("Own.jpg", jpeg(), ignorewarnings=1)["upload"]["result"] == "Success"
    assert learner.upload("Own.jpg", jpeg(), ignorewarnings=1).problem.code == "fileexists-forbidden"


def test_the_public_account_has_what_is_asked_for(practice_server: PracticeCommons) -> None:
    learner = Client(practice_server.api).login(PRACTICE_LOGIN, PRACTICE_PASSWORD)
    rights = learner.query(meta="userinfo", uiprop="rights")["userinfo"]["rights"]
    assert {"upload", "edit", "createpage", "mediainfo-term"} <= set(rights)
    assert "reupload" not in rights

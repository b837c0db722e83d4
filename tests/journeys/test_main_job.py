"""The main job, end to end: from the card to a real MediaWiki, over the command line, on a bad day."""

from __future__ import annotations

import hashlib
import json
import signal
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.practice.accounts import SECRET
from tests.support.arrived import once_on_mediawiki, rows, versions_on_mediawiki
from tests.support.client import Client
from tests.support.mediawiki import MediaWiki
from tests.support.photographs import jpeg, jpeg_bytes
from tests.support.queues import padded
from tests.support.secrets import SecretService
from tests.support.terminal import Terminal

WALK, VISIT = "Weavers of Temuco", "Looms of the museum"
TWELVE_MEGABYTES = 12_000_000


@pytest.mark.xdist_group("mediawiki")
def test_twenty_photographs_of_two_activities_arrive_once_each_through_a_bad_day(
    mediawiki: MediaWiki, secret_service: SecretService, tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path / "library", secret_service.environment)
    wiki = Client(mediawiki.api)
    _sign_in(terminal, mediawiki)
    taken = _somebody_has_the_name(mediawiki, f"{WALK} 3.jpg")

    items = {**_import_and_tag(terminal, _walk(tmp_path / "card"), WALK),
             **_import_and_tag(terminal, _visit(tmp_path / "stick"), VISIT)}
    assert len(items) == 20
    assert sorted(terminal("check")["ready"]) == sorted(items.values())
    assert terminal("queue") == {"queued": list(items.values()), "held": []}

    mediawiki.fault("lose", "1 upload")
    first = terminal.do("sync", "--once")
    assert (first.code, len(first.answer["waiting"])) == (4, 20), "the whole queue waits for a wiki in trouble"
    mediawiki.clear_faults()
    assert len(_uploads(wiki, WALK)) == 1, "what was published while nobody heard of it"

    terminal("retry", *items.values())
    _killed_while_it_sends(terminal, f"{VISIT} 20.jpg")
    after = terminal.do("sync")
    assert after.code == 1 and len(after.answer["done"]) == 19
    assert after.answer["asks"] == [items[f"{WALK} 3"]]
    question = terminal("show", items[f"{WALK} 3"])["deliveries"][0]
    assert question["question"]["id"] == "name-taken" and f"{WALK} 3" in question["message"]
    terminal("answer", items[f"{WALK} 3"], f"rename={WALK} three")
    items[f"{WALK} three"] = items.pop(f"{WALK} 3")
    assert sorted(terminal("sync")["done"]) == sorted(items.values())

    queue = rows(tmp_path / "library")
    assert {(row.item, row.target) for row in queue} == {
        (item, target) for item in items.values() for target in ("commons_file", "commons_data")}
    for row in queue:
        if row.target == "commons_file":
            _says_all(once_on_mediawiki(wiki, row), row.payload["title"])
        else:
            assert row.receipt["reason"] == "no-data", "this wiki has no structured data, and that is said"
    assert versions_on_mediawiki(wiki, f"{WALK} 3.jpg") == [taken], "nothing of anybody else's was touched"
    before = _history(wiki)
    assert terminal.do("sync").code == 0
    assert _history(wiki) == before, "a sync with nothing to do changes nothing"
    assert terminal("status")["items"] == {"done": 20}


def _sign_in(terminal: Terminal, wiki: MediaWiki) -> None:
    added = terminal.do("account", "add", "Uploader@minoties", "--site", wiki.api, typed=f"{SECRET}\n")
    assert added.answer == {"name": "Uploader", "site": wiki.api}
    terminal("contributor", "add", "--name", "Ana Pérez", "--user-name", "Uploader", "--licence", "cc-by-sa-4.0")


def _somebody_has_the_name(wiki: MediaWiki, title: str) -> str:
    """Another photograph bears a name that we want; its SHA-1."""
    data = jpeg_bytes(999, (90, 60))
    assert wiki.as_admin().upload(title, data)["upload"]["result"] == "Success"
    return hashlib.sha1(data).hexdigest()


def _walk(card: Path) -> Path:
    """A card with twelve photographs as a camera writes them, one of them twice."""
    for number in range(1, 13):
        jpeg(card / f"DSC_{number:04}.JPG", number, (300, 200), position=(-38.7359 + number / 1000, -72.5904),
             offset="-03:00", heading=45.0 + number)
    (card / "DSC_0004 copy.JPG").write_bytes((card / "DSC_0004.JPG").read_bytes())
    return card


def _visit(stick: Path) -> Path:
    """A stick with eight photographs, without any position; one of them has twelve megabytes."""
    for number in range(13, 21):
        jpeg(stick / f"IMG_{number:04}.jpg", number, (300, 200), offset="-03:00")
    large = stick / "IMG_0020.jpg"
    large.write_bytes(padded(large.read_bytes(), 20, TWELVE_MEGABYTES))
    return stick


def _import_and_tag(terminal: Terminal, folder: Path, activity: str) -> dict[str, str]:
    """Bring a folder in under an activity and say what is to be seen; items by title."""
    walk = terminal("activity", "add", "--title", activity, "--kind", "photo_walk", "--languages", "es en",
                    "--default", "author=Ana Pérez", "--default", "source=own", "--default", "categories=Photo walks",
                    "--default", f"categories={activity}")
    files = sorted(folder.iterdir())
    told = terminal("import", str(folder), "--activity", walk["id"])
    shas = {hashlib.sha1(path.read_bytes()).hexdigest(): path for path in files}
    assert len(told["items"]) == len(shas) and not told["refused"]
    assert len(told["already"]) == len(files) - len(shas), "a photograph that is there twice is one"
    titles = {}
    for item in sorted(told["items"], key=lambda one: shas[one["sha1"]].name):
        number = int(shas[item["sha1"]].stem[4:8])
        assert item["taken"].startswith("2026-10-03T14:05:09")
        titles[f"{activity} {number}"] = item["id"]
        terminal("tag", item["id"], "--set", f"title={activity} {number}")
    terminal("tag", *titles.values(), "--set", "caption:es=Una tejedora en su telar",
             "--set", "caption:en=A weaver at her loom", "--set", "description:es=El telar es de su abuela.",
             "--set", "people=public")
    return titles


def _killed_while_it_sends(terminal: Terminal, title: str) -> None:
    """`kill -9` as soon as the first chunks of a file have arrived."""
    process = terminal.start("sync")
    for line in process.stderr:
        event = json.loads(line)
        if event["title"] == title and event["state"] == "stashing" and event.get("done", 0) >= 4 << 20:
            process.send_signal(signal.SIGKILL)
            break
    assert terminal.ended(process).code == -signal.SIGKILL


def _says_all(text: str, title: str) -> None:
    activity = WALK if title.startswith(WALK) else VISIT
    for part in ("{{es|1=El telar es de su abuela.}}", "{{en|1=A weaver at her loom}}",
                 "[[User:Uploader|Ana Pérez]]", "{{own}}", "{{self|cc-by-sa-4.0}}", "2026-10-03",
                 "[[Category:Photo walks]]", f"[[Category:{activity}]]"):
        assert part in text, text
    assert ("{{Location|" in text) == (activity == WALK)


def _uploads(wiki: Client, beginning: str) -> list[str]:
    found = wiki.query(list="allimages", aiprefix=beginning, ailimit="max", aiprop="user")["allimages"]
    return [one["name"] for one in found if one["user"] == "Uploader"]


def _history(wiki: Client) -> list[Any]:
    """Everything that has happened on the wiki, the newest first."""
    changes = wiki.query(list="recentchanges|logevents", rcprop="ids|title", rclimit="max", lelimit="max")
    return [changes["recentchanges"], changes["logevents"]]

"""What must be true on a practice Commons and in the queue once everything has been delivered."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox
from minoties_desktop.store.outbox import Row

from .client import Client


class Requests:
    """Counts the requests that reach a practice Commons, by their labels."""

    def __init__(self, server: PracticeCommons) -> None:
        self.begun: Counter[str] = Counter()
        self.ended: Counter[str] = Counter()
        take = server.faults.take

        def counted(kinds: tuple[str, ...], labels: tuple[str, ...]) -> Any:
            if kinds == ("delay",):  # the first that is asked for each request
                self.begun.update(labels)
            if kinds == ("hold-after",):  # the last
                self.ended.update(labels)
            return take(kinds, labels)

        server.faults.take = counted

    def writes(self) -> dict[str, int]:
        """How many requests changed something, of each kind."""
        return {label: self.begun[label] for label in (
            "upload-file", "upload-chunk-first", "upload-chunk-middle", "upload-chunk-last", "upload-publish",
            "wbeditentity")}

    def settle(self, label: str) -> None:
        """Wait until all requests of a kind that came in have been worked on."""
        while self.ended[label] < self.begun[label]:
            time.sleep(0.01)


def rows(folder: Path) -> list[Row]:
    """The queue of a library, whether or not another process has it open."""
    library = Library(folder)
    try:
        return outbox.listed(library.database)
    finally:
        library.close()


def exactly_once(folder: Path, server: PracticeCommons, items: Mapping[str, str]) -> None:
    """Every item of a library is on the wiki once, complete, with its receipts; `items` are ids by title."""
    found = rows(folder)
    assert {row.item for row in found} == set(items.values())
    assert not [row for row in found if row.state != "done" or row.error or row.claimed_by]
    for item in items.values():
        file, data = (row for row in found if row.item == item)
        _one_file(server, file)
        _one_edit(server, file, data)


def _one_file(server: PracticeCommons, row: Row) -> None:
    state, payload, receipt = server.state, row.payload, row.receipt
    [version] = state.rows("SELECT * FROM version WHERE sha1 = ?", payload["sha1"])
    assert (version["name"], version["size"]) == (payload["title"], payload["size"])
    assert len(state.rows("SELECT * FROM version WHERE name = ?", payload["title"])) == 1
    [logged] = state.rows("SELECT * FROM log WHERE sha1 = ? OR title = ?",
                          payload["sha1"], f"File:{payload['title']}")
    assert logged["action"] == "upload"
    page = state.row("SELECT * FROM page WHERE title = ?", f"File:{payload['title']}")
    first, *_ = _revisions(server, page["id"])
    assert first["text"].rstrip() == payload["wikitext"].rstrip()
    assert receipt == {
        "title": payload["title"], "pageid": page["id"], "mid": f"M{page['id']}", "sha1": payload["sha1"],
        "size": payload["size"], "revid": receipt["revid"], "timestamp": version["time"], "user": version["user"],
        "url": f"{server.address}/wiki/File:{payload['title'].replace(' ', '_')}", "site": row.wiki,
        "adopted": False, "text": True}
    assert receipt["revid"] in [revision["id"] for revision in _revisions(server, page["id"])]


def _one_edit(server: PracticeCommons, file: Row, data: Row) -> None:
    revisions = _revisions(server, file.receipt["pageid"])
    assert len(revisions) == 2, [dict(revision) for revision in revisions]
    entity = json.loads(revisions[1]["entity"])
    assert {lang: label["value"] for lang, label in entity["labels"].items()} == {
        lang: label["value"] for lang, label in data.payload["labels"].items()}
    statements = [one for group in entity["statements"].values() for one in group]
    assert len(statements) == len(data.payload["claims"]) > 2
    own = {f"{file.receipt['mid']}${claim['guid']}".upper() for claim in data.payload["claims"]}
    assert {one["id"].upper() for one in statements} == own
    assert data.receipt["mid"] == file.receipt["mid"]
    assert data.receipt["revid"] == revisions[1]["id"]
    assert {one.upper() for one in data.receipt["statements"]} == own
    assert data.receipt["captions"] == sorted(data.payload["labels"])
    assert data.receipt["refused"] == []


def _revisions(server: PracticeCommons, page: int) -> list[Any]:
    return server.state.rows("SELECT * FROM revision WHERE page = ? ORDER BY id", page)


def once_on_mediawiki(wiki: Client, row: Row) -> str:
    """A file row's delivery is on a real MediaWiki once, unchanged, with its receipt; the page's text comes back."""
    name, sha1 = row.payload["title"], row.payload["sha1"]
    found = wiki.query(list="allimages", aisha1=sha1, aiprop="sha1|size|user")["allimages"]
    assert [(one["name"].replace("_", " "), one["user"]) for one in found] == [(name, row.account)]
    assert versions_on_mediawiki(wiki, name) == [sha1]
    logged = wiki.query(list="logevents", letype="upload", letitle=f"File:{name}")["logevents"]
    assert [one["action"] for one in logged] == ["upload"]
    [page] = wiki.query(titles=f"File:{name}", prop="revisions", rvprop="ids|content", rvslots="main",
                        rvlimit="9")["pages"]
    [revision] = page["revisions"]
    text = revision["slots"]["main"]["content"]
    assert text.rstrip() == row.payload["wikitext"].rstrip()
    expected = {"title": name, "pageid": page["pageid"], "mid": None, "sha1": sha1, "size": found[0]["size"],
                "revid": revision["revid"], "user": row.account, "site": wiki.api, "adopted": False, "text": True}
    assert {key: row.receipt[key] for key in expected} == expected
    assert row.receipt["timestamp"] and row.receipt["url"]
    return text


def versions_on_mediawiki(wiki: Client, name: str) -> list[str]:
    """SHA-1 of all versions of a file, the newest first."""
    [page] = wiki.query(titles=f"File:{name}", prop="imageinfo", iiprop="sha1", iilimit="50")["pages"]
    return [version["sha1"] for version in page["imageinfo"]]

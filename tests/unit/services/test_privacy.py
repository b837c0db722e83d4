"""What an activity withholds leaves file, page and data alike, before anything is hashed; the original is untouched."""

import hashlib
import json
from pathlib import Path

import pytest

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.errors import Refused, UsageFault
from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.media.cleaning import clean
from minoties_desktop.media.kinds import is_cleanable
from minoties_desktop.media.probe import probe
from minoties_desktop.services import deriving, placing, review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.ingest import Wishes, ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import outbox
from tests.support import libraries, specimens, telling
from tests.support.libraries import library
from tests.support.telling import HOME, SECRETS

__all__ = ["library"]

ACCOUNT = Account(PRACTICE, "Practice")
EXACT = ("33.439412", "-33.439412", "70.676846", "33.4394", "70.6768")
"""The home to a metre or ten, as numbers are written in pages, data and reports."""


def queued(library: Library, folder: Path, privacy: str) -> tuple[str, dict[str, bytes]]:
    """A photograph of a home, described to the end and queued under an activity; its id, and all that would be sent."""
    card = folder / "card"
    telling.jpeg(card / "HOME.JPG")
    author = libraries.contributor(library)
    activity = Tagging(library).create(
        "activity", {"title": "At home", "privacy": privacy}, [("author", "", author), ("source", "", "own")])
    [item] = [one["id"] for one in ingest(library, [card], Wishes(activity=activity)).items]
    tagging = Tagging(library)
    for name, text in libraries.READY.items():
        field, _, lang = name.partition(":")
        tagging.replace([item], field, [text] if isinstance(text, str) else text, lang=lang)
    placing.put_at(library, [item], Position(*HOME))
    placing.put_at(library, [item], Position(*HOME), field="subject_position")
    placing.set_heading(library, [item], 77.0)
    deriving.derive(library, [item])
    result = review.queue(library, [item], ACCOUNT)
    assert result.held == [], result.held
    sent = {}
    for row in outbox.of_items(library.database, [item]):
        sent[row.target] = json.dumps(row.payload, ensure_ascii=False).encode()
        if "file" in row.payload:
            data = library.path(row.payload["file"]).read_bytes()
            assert hashlib.sha1(data).hexdigest() == row.payload["sha1"]
            sent["bytes"] = data
    shown = review.preview(library, item, ACCOUNT)
    sent["preview"] = json.dumps([shown.wikitext, shown.claims, shown.labels], ensure_ascii=False).encode()
    return item, sent


def master(library: Library, item: str) -> bytes:
    [row] = library.database.reading().execute(
        "SELECT path, sha1 FROM file WHERE item = ? AND role = 'master'", (item,)).fetchall()
    data = library.path(row["path"]).read_bytes()
    assert hashlib.sha1(data).hexdigest() == row["sha1"]
    return data


def test_with_nothing_withheld_the_cameras_own_bytes_go(library: Library, tmp_path: Path) -> None:
    item, sent = queued(library, tmp_path, "keep")
    assert sent["bytes"] == master(library, item) == (tmp_path / "card" / "HOME.JPG").read_bytes()
    assert "original" not in json.loads(sent["commons_file"])
    assert b"{{Location|-33.439412|-70.676846|heading:77}}" in sent["preview"]
    assert b"P1259" in sent["commons_data"] and b"P9149" in sent["commons_data"]


def test_a_removed_position_is_in_nothing_that_is_sent(library: Library, tmp_path: Path) -> None:
    item, sent = queued(library, tmp_path, "remove-position remove-serials remove-owner remove-thumbnail")
    assert [(part, text) for part, data in sent.items() for text in EXACT if text.encode() in data] == []
    assert json.loads(sent["commons_file"])["original"] == hashlib.sha1(master(library, item)).hexdigest()
    for part in ("commons_file", "commons_data", "preview"):
        for word in (b"Location", b"P1259", b"P9149", b"P625", b"P7787", b"heading:"):
            assert word not in sent[part], (part, word)
    assert [name for name, secret in SECRETS.items() if secret in sent["bytes"]] == []
    assert master(library, item) == (tmp_path / "card" / "HOME.JPG").read_bytes()


def test_a_coarse_position_is_as_coarse_in_page_and_data_as_in_the_file(library: Library, tmp_path: Path) -> None:
    _, sent = queued(library, tmp_path, "coarsen-position")
    assert [(part, text) for part, data in sent.items() for text in EXACT if text.encode() in data] == []
    assert b"{{Location|-33.44|-70.68}}" in sent["preview"]
    claims = json.loads(sent["commons_data"])["claims"]
    [position] = [claim for claim in claims if claim["mainsnak"]["property"] == "P1259"]
    value = position["mainsnak"]["datavalue"]["value"]
    assert (value["latitude"], value["longitude"], value["precision"]) == (-33.44, -70.68, 0.01)
    assert "qualifiers" not in position or "P7787" not in position["qualifiers"]


def test_the_exact_position_stays_in_the_library(library: Library, tmp_path: Path) -> None:
    item, _ = queued(library, tmp_path, "remove-position")
    assert placing.shots(library, [item])[0].position == Position(*HOME).text


@pytest.mark.parametrize("words", ["everything", "coarsen-position remove-position", "keep remove"])
def test_a_wish_that_there_is_not_is_refused_in_words(library: Library, words: str) -> None:
    with pytest.raises(UsageFault) as refused:
        Tagging(library).create("activity", {"title": "A", "privacy": words})
    assert "remove-serials" in Messages().text(refused.value.remedy)


@pytest.mark.parametrize("kind", ["gif", "svg", "pdf", "flac", "webm"])
def test_a_kind_that_cannot_be_cleaned_is_held_and_never_sent(library: Library, tmp_path: Path, kind: str) -> None:
    specimens.specimen(tmp_path / "card" / f"IMG_1.{kind}", kind)
    author = libraries.contributor(library)
    activity = Tagging(library).create(
        "activity", {"title": "At home", "privacy": "remove-position"},
        [("author", "", author), ("source", "", "own")])
    [item] = [one["id"] for one in ingest(library, [tmp_path / "card"], Wishes(activity=activity)).items]
    for name, text in libraries.READY.items():
        field, _, lang = name.partition(":")
        Tagging(library).replace([item], field, [text] if isinstance(text, str) else text, lang=lang)
    for _ in range(2):  # asking once more helps no more
        result = review.queue(library, [item], ACCOUNT)
        assert [(held, [one.message.key for one in why]) for held, why in result.held] == [
            (item, ["problem-file-tells"])]
        assert outbox.of_items(library.database, [item]) == []
    assert review.queue(library, None, ACCOUNT).queued == []  # nor is it ready by itself
    Tagging(library).edit("activity", activity, {"privacy": "keep"})
    assert review.queue(library, [item], ACCOUNT).queued == [item]
    [payload] = [row.payload for row in outbox.of_items(library.database, [item]) if "file" in row.payload]
    assert payload["sha1"] == hashlib.sha1((tmp_path / "card" / f"IMG_1.{kind}").read_bytes()).hexdigest()


def test_every_kind_that_cannot_be_cleaned_is_known_as_such(tmp_path: Path) -> None:
    for kind in specimens.KINDS:
        path = specimens.specimen(tmp_path / f"a.{kind}", kind)
        try:
            clean(path, tmp_path / "out", frozenset({"remove-position"}))
            cleaned = True
        except Refused:
            cleaned = False
        assert is_cleanable(probe(path, path.name).mime) == cleaned, kind

"""Private stays private: it reaches no wiki, log, report or preview, and it has no place in what is made for one."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain.fields import FIELDS, Field
from minoties_desktop.domain.item import Described, Value
from minoties_desktop.wiki import structured, wikitext
from tests.support.commands import CommandLine
from tests.support.photographs import jpeg_bytes

SECRET = "Zz-only-for-us-zZ"
PRIVATE = [field for field in FIELDS if field.private]


@pytest.mark.parametrize("field", PRIVATE, ids=lambda field: field.id)
def test_a_private_field_has_no_place_outside(field: Field) -> None:
    assert (field.parameter, field.statement, field.exif, field.xmp) == ("", "", "", "")


def test_a_private_field_with_a_place_would_still_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    slip = tuple(Field("notes", field.kind, private=True, parameter="notes", statement="P217")
                 if field.private else field for field in FIELDS)
    monkeypatch.setattr(wikitext, "FIELDS", slip)
    monkeypatch.setattr(structured, "FIELDS", slip)
    item = Described("item", {"notes": (Value(SECRET),)})
    assert SECRET not in wikitext.page(item) + json.dumps(structured.claims(item))


def texts_below(folder: Path) -> Iterator[tuple[Path, bytes]]:
    yield from ((path, path.read_bytes()) for path in folder.rglob("*") if path.is_file())


def test_private_words_stay_in_the_library(tmp_path: Path, home: Path) -> None:
    photograph = tmp_path / "one.jpg"
    photograph.write_bytes(jpeg_bytes(1))
    library = tmp_path / "library"
    minoties = CommandLine(library)
    person = minoties("contributor", "add", "--name", "Learner", "--user-name", "Learner")["id"]
    [item] = [one["id"] for one in minoties("import", str(photograph))["items"]]
    minoties("tag", item, "--set", "title=A walk by the river in spring", "--set", "caption:en=A walk by the river",
             "--set", f"author={person}", "--set", "source=own", "--set", "licence=cc-by-sa-4.0",
             "--set", "people=nobody", "--add", "categories=Rivers", "--set", f"notes={SECRET}")
    told = [minoties("preview", item), minoties("queue", "--site", "practice"), minoties("sync", "--once"),
            *(minoties("report", "--format", style) for style in ("csv", "html", "wikitext"))]
    assert told[2]["done"] == [item], minoties("status")

    assert SECRET not in json.dumps(told)
    with sqlite3.connect(library / "library.sqlite") as database:
        assert database.execute("SELECT count(*) FROM field_value WHERE value = ?", (SECRET,)).fetchone() == (1,)
        rows = database.execute("SELECT * FROM outbox").fetchall()
    database.close()
    assert len(rows) == 2
    assert SECRET not in repr(rows)
    outside = [*texts_below(library / "practice"), *texts_below(library / "originals"), *texts_below(home)]
    assert len(outside) > 2
    assert [path for path, text in outside if SECRET.encode() in text] == []


def test_nobody_in_a_picture_is_named_outside_the_library(tmp_path: Path, home: Path) -> None:
    photograph, form = tmp_path / "one.jpg", tmp_path / "form.pdf"
    photograph.write_bytes(jpeg_bytes(1))
    form.write_bytes(b"%PDF-1.4 " + SECRET.encode())
    library = tmp_path / "library"
    minoties = CommandLine(library)
    me = minoties("contributor", "add", "--name", "Learner", "--user-name", "Learner")["id"]
    [item] = [one["id"] for one in minoties("import", str(photograph))["items"]]
    minoties("tag", item, "--set", "title=A weaver at her loom in spring", "--set", "caption:en=A weaver at her loom",
             "--set", f"author={me}", "--set", "source=own", "--set", "licence=cc-by-sa-4.0",
             "--set", "people=consent", "--add", "categories=Weaving")
    who = ("consent", "add", item, "--person", SECRET, "--guardian", SECRET, "--minor", "--form", str(form))
    minoties(*who)
    told = [minoties("check", item, code=1), minoties("queue", item, "--site", "practice", code=1)]
    minoties(*who, "--agreed", "2026-10-01", "--language", "es")
    told += [minoties("preview", item), minoties("queue", "--site", "practice"), minoties("sync", "--once"),
             minoties("show", item), *(minoties("report", "--format", style) for style in ("csv", "html", "wikitext"))]
    assert told[4]["done"] == [item], minoties("status")
    assert minoties("consent", "withdraw", item, "--person", SECRET)["published"]
    told += [minoties("check", item, code=1), minoties("status"),
             minoties("consent", "request", item, "--person", SECRET, "--asked")]
    minoties("sidecars", "write", item)

    assert SECRET not in json.dumps(told)
    with sqlite3.connect(library / "library.sqlite") as database:
        assert database.execute("SELECT count(*) FROM person WHERE name = ?", (SECRET,)).fetchone() == (1,)
        kept = [row for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
                if name not in ("person", "journal") for row in database.execute(f'SELECT * FROM "{name}"').fetchall()]
        assert SECRET not in repr(kept) + repr(database.execute("SELECT label FROM journal").fetchall())
    database.close()
    outside = [*texts_below(library / "practice"), *texts_below(library / "originals"), *texts_below(home)]
    assert [path for path, text in outside if SECRET.encode() in text] == []
    minoties("consent", "erase", item, "--person", SECRET)
    assert [path for path, text in texts_below(library) if SECRET.encode() in text] == []

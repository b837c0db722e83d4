"""Libraries for tests: with people, activities and items, without pictures unless they are wanted."""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import Refused
from minoties_desktop.domain.inheritance import OwnValue
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.services.permitting import Leave
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import activities, items, values
from minoties_desktop.store.database import Database, new_id, now
from tests.support.source import ROOT

READY: Mapping[str, str | list[str]] = {
    "title": "Plaza del Sol at dawn", "source": "own", "licence": "cc-by-sa-4.0", "date": "2026-10-01",
    "caption:es": "La plaza al amanecer", "categories": ["Puerta del Sol"], "people": "nobody",
}
"""Values, by field or field:language, that make an item ready; its author comes with the photograph."""


@functools.cache
def _blank() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        Database(path).close()
        return path.read_bytes()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library, copied from one that was made before: making the schema is most of a small test's time."""
    (tmp_path / "library").mkdir()
    (tmp_path / "library" / "library.sqlite").write_bytes(_blank())
    found = Library(tmp_path / "library")
    yield found
    found.close()


@pytest.fixture
def withdrawn(library: Library) -> Callable[..., Refused | None]:
    """The question that a sync asks of each item before anything becomes public, by one who remembers."""
    return Leave(library).withdrawn


@pytest.fixture
def tagging(library: Library) -> Tagging:
    """Tagging in the name of nobody."""
    return Tagging(library)


def contributor(library: Library, name: str = "Ana Ruiz", user_name: str = "Ana R", **columns: object) -> str:
    """The id of a new contributor, made outside the journal."""
    with library.database.writing() as write:
        return library.registers["contributor"].add(write, {"name": name, "user_name": user_name, **columns})


def activity(library: Library, title: str = "Walk of October", defaults: Mapping[str, Sequence[str]] | None = None,
             **columns: object) -> str:
    """The id of a new activity with defaults by field or field:language, made outside the journal."""
    with library.database.writing() as write:
        made = library.registers["activity"].add(write, {"title": title, **columns})
        for name, texts in (defaults or {}).items():
            field, _, lang = name.partition(":")
            activities.set_defaults(write, made, field, [(lang, text) for text in texts])
    return made


def photograph(
    library: Library, given: Mapping[str, str | list[str]] | None = None, *, under: str | None = None,
    author: str | None = None, content: bytes | None = None,
) -> str:
    """The id of a new item with these values; its file exists on disk only if it has `content`."""
    [made] = photographs(library, [given or {}], under=under, author=author, content=content)
    return made


def photographs(
    library: Library, given: Sequence[Mapping[str, str | list[str]]], *, under: str | None = None,
    author: str | None = None, content: bytes | None = None,
) -> list[str]:
    """Ids of new items, one for each set of values, all made and looked at in one transaction."""
    made = [new_id() for _ in given]
    with library.database.writing() as write:
        run = None
        if author:
            run = new_id()
            write.insert("import_run", id=run, created=now(), contributor=author, origin="test", finished=now())
        for item, wanted in zip(made, given, strict=True):
            items.add(write, {"id": item, "activity": under, "import_run": run}, [_file(library, item, content)])
            for name, texts in wanted.items():
                field, _, lang = name.partition(":")
                own = [OwnValue(field, lang, 0, text) for text in ([texts] if isinstance(texts, str) else texts)]
                before = [value for value in values.own(library.database, [item]).get(item, ()) if value.field == field]
                values.set_own(write, item, field, before + own)
        refresh(library.database, write, made)
    return made


def _file(library: Library, item: str, content: bytes | None) -> dict[str, object]:
    path = f"originals/{item}.jpg"
    data = content if content is not None else item.encode()
    if content is not None:
        library.path(path).write_bytes(content)
    return {"id": new_id(), "path": path, "name": f"{item[:8]}.jpg", "mime": "image/jpeg", "extension": "jpg",
            "size": len(data), "sha1": hashlib.sha1(data).hexdigest(), "sha256": hashlib.sha256(data).hexdigest(),
            "width": 4000, "height": 3000}


def ready(library: Library, count: int = 1, *, author: str | None = None, **named: object) -> list[str]:
    """Ids of items that lack nothing, each with a name of its own, by an author with a user name."""
    author = author or contributor(library)
    sets = [{**READY, "title": f"Plaza del Sol at dawn {number:04d}"} for number in range(count)]
    return photographs(library, sets, author=author, **named)


def logged(database: Database, after: int = 0) -> Changes:
    """What the change log says since a position, whoever wrote it."""
    rows: dict[str, set[str]] = {}
    for table, row in database.reading().execute(
            "SELECT table_name, row FROM change_log WHERE seq > ?", (after,)):
        rows.setdefault(table, set()).add(row)
    return Changes({table: frozenset(ids) for table, ids in rows.items()})


def python(code: str, *args: object, **named: object) -> subprocess.Popen[str]:
    """A process of its own that runs code with the project on its path; `args` are in sys.argv[1:]."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, **named)


def output(process: subprocess.Popen[str]) -> str:
    """What a process printed, once it has ended well."""
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out.strip()

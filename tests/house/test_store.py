"""The database is the queue: one way to write, migrations forward only, no library of the future touched."""

import ast
import re
import shutil
import sqlite3
import uuid
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.store import migrations
from minoties_desktop.store.database import VERSION, Database, new_id
from tests.support.source import ROOT, Source, literal, source, sources
from tests.support.verdict import nothing

OLDER = ROOT / "tests" / "data" / "libraries"
_SQL = re.compile(
    r"\s*(SELECT .* FROM|INSERT( OR \w+)? INTO|UPDATE .* SET|DELETE FROM|CREATE TABLE|PRAGMA) ", re.DOTALL)
_WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b")
# Where connections are opened, and the schema is made before anybody else can write.
_FOUNDATIONS = ("store/database.py", "store/migrations/", "store/backup.py")


def sql_abroad(module: Source) -> list[str]:
    """SQL outside the store; the practice Commons keeps a state of its own."""
    if module.part in ("store", "practice"):
        return []
    return [f"{module.where(node)}: {text!r}" for node in module.nodes
            if (text := literal(node)) and _SQL.match(text)]


def side_doors(module: Source) -> list[str]:
    """Statements that write, given to anything but the open transaction `write`."""
    if module.part != "store" or module.path.startswith(_FOUNDATIONS):
        return []
    found = []
    for node in module.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args \
                and node.func.attr in ("execute", "executemany", "executescript") \
                and _WRITES.match(literal(node.args[0]) or "") and ast.unparse(node.func.value) != "write":
            found.append(f"{module.where(node)}: {ast.unparse(node)[:80]}")
    return found


def test_sql_stays_in_the_store() -> None:
    nothing(found for module in sources() for found in sql_abroad(module))


def test_there_is_one_way_to_write() -> None:
    nothing(found for module in sources("store") for found in side_doors(module))


def test_sql_abroad_and_a_side_door_are_noticed() -> None:
    assert sql_abroad(source("db.execute('SELECT id FROM item')", "services/review.py"))
    assert side_doors(source("db.reading().execute('DELETE FROM item')", "store/items.py"))
    assert not side_doors(source("write.execute('DELETE FROM item')", "store/items.py"))


def schema(path: Path) -> list[tuple]:
    with sqlite3.connect(path) as connection:
        found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        steps = connection.execute("SELECT name FROM _sqlite_migrations ORDER BY name").fetchall()
    connection.close()
    return [*found, *steps]


def test_the_version_counts_the_migrations(tmp_path: Path) -> None:
    Database(tmp_path / "library.sqlite").close()
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == VERSION
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == VERSION
    connection.close()


def test_each_version_before_this_one_has_a_library_that_comes_up_to_date(tmp_path: Path) -> None:
    Database(tmp_path / "fresh.sqlite").close()
    for version in range(1, VERSION):
        old = tmp_path / f"version{version}" / "library.sqlite"
        old.parent.mkdir()
        shutil.copy(OLDER / f"version{version}.sqlite", old)
        Database(old).close()
        assert schema(old) == schema(tmp_path / "fresh.sqlite")
        assert list((old.parent / "backups").iterdir()), "no back-up was taken first"


def test_nothing_of_an_older_library_is_lost(tmp_path: Path) -> None:
    for version in range(1, VERSION):
        shutil.copy(OLDER / f"version{version}.sqlite", tmp_path / f"{version}.sqlite")
        before = rows(OLDER / f"version{version}.sqlite")
        Database(tmp_path / f"{version}.sqlite").close()
        after = rows(tmp_path / f"{version}.sqlite")
        assert before["item"] and len(before["_sqlite_migrations"]) == version
        for table, old in before.items():
            kept = [{column: row[column] for column in old[0]} for row in after[table]] if old else []
            assert [row for row in old if row not in kept] == [], (version, table)


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Everything in a library by table, without what makes its texts quick to search."""
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    names = [name for name, in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
             if "_fts" not in name and not name.startswith("sqlite_")]
    found = {name: [dict(row) for row in connection.execute(f'SELECT * FROM "{name}"')] for name in names}
    connection.close()
    return found


def test_a_library_from_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    Database(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) SELECT migration_set,"
                           " 'm999_later', applied_at FROM _sqlite_migrations LIMIT 1")
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault) as caught:
        Database(path)
    assert caught.value.code == "library-newer"
    assert path.read_bytes() == before


def test_every_table_that_travels_has_ids_of_its_own(tmp_path: Path) -> None:
    Database(tmp_path / "library.sqlite").close()
    with sqlite3.connect(tmp_path / "library.sqlite") as connection:
        for table in ("contributor", "institution", "community", "agreement", "activity", "import_run", "item", "file",
                      "person", "output", "outbox", "sync_run", "preset", "saved_search"):
            columns = {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({table})")}
            assert columns.get("id") == "TEXT", table
    connection.close()
    assert uuid.UUID(new_id()).version == 4


def test_migrations_are_named_in_order() -> None:
    names = [step.__name__ for step in migrations.STEPS]
    assert [name[:4] for name in names] == [f"m{number:03}" for number in range(1, VERSION + 1)]

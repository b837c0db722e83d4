"""Transactions: whole or not at all, one after the other, and in words where the machine stands in the way."""

import hashlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.store import settings
from minoties_desktop.store.database import BUSY_SECONDS, VERSION, Database
from tests.support.libraries import logged, output, python
from tests.support.source import ROOT

ADD_ONE = """
import sys
from pathlib import Path
from minoties_desktop.store.database import Database
database = Database(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    with database.writing() as write:
        found = write.execute("SELECT value FROM setting WHERE key = 'n'").fetchone()
        write.execute("INSERT INTO setting VALUES ('n', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                      (str(int(found[0] if found else 0) + 1),))
        write.touched("setting", ["n"])
"""


@pytest.fixture
def database(tmp_path):
    found = Database(tmp_path / "library.sqlite")
    yield found
    found.close()


def content(database):
    return [tuple(row) for row in database.reading().execute("SELECT key, value FROM setting ORDER BY key")]


class Interruption(BaseException):
    """Not an Exception: as a key press or an exit is none."""


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, Interruption, SystemExit])
def test_what_ends_in_an_exception_never_happened(database, error):
    settings.put(database, "kept", "1")
    before = content(database), logged(database)
    with pytest.raises(error), database.writing() as write:
        write.insert("setting", key="lost", value="1")
        write.execute("UPDATE setting SET value = '2'")
        write.touched("setting", ["lost", "kept"])
        raise error
    assert (content(database), logged(database)) == before
    settings.put(database, "next", "1")


def test_a_wrong_statement_takes_the_whole_transaction_with_it(database):
    with pytest.raises(sqlite3.IntegrityError), database.writing() as write:
        write.insert("setting", key="a", value="1")
        write.insert("setting", key="a", value="2")
    assert content(database) == []


def test_a_transaction_inside_another_is_a_mistake_that_keeps_nothing(database):
    with pytest.raises(sqlite3.OperationalError), database.writing() as write:
        write.insert("setting", key="a", value="1")
        with database.writing():
            pass
    assert content(database) == []


def test_a_write_tells_what_it_touched_and_logs_the_same(database):
    with database.writing() as write:
        write.touched("item", ["a", "b"])
        write.touched("item", iter(["b", "c"]))
        write.touched("outbox", [])
    assert write.changes == logged(database) | Changes.of("outbox", [])


def test_four_threads_that_read_and_then_write_lose_nothing(database):
    faults = []

    def add():
        try:
            for _ in range(20):
                with database.writing() as write:
                    found = write.execute("SELECT value FROM setting WHERE key = 'n'").fetchone()
                    count = int(found[0]) if found else 0
                    write.execute("INSERT INTO setting VALUES ('n', ?) ON CONFLICT (key) DO UPDATE "
                                  "SET value = excluded.value", (str(count + 1),))
        except Exception as error:
            faults.append(error)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert content(database) == [("n", "80")]


def test_two_processes_that_read_and_then_write_lose_nothing(database):
    both = [python(ADD_ONE, database.path, 25) for _ in range(2)]
    for process in both:
        output(process)
    assert content(database) == [("n", "50")]


def test_processes_that_open_a_new_library_at_once_make_one(tmp_path):
    path = tmp_path / "library.sqlite"
    for process in [python(ADD_ONE, path, 1) for _ in range(3)]:
        output(process)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("SELECT value FROM setting").fetchall() == [("3",)]
        assert connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == VERSION


def test_no_connection_is_less_patient_than_another(tmp_path, monkeypatch):
    patience, connect = [], sqlite3.connect

    def connected(to, timeout=5.0, **named):
        if "library" in str(to):
            patience.append(timeout)
        return connect(to, timeout=timeout, **named)

    monkeypatch.setattr(sqlite3, "connect", connected)
    for _ in range(2):
        Database(tmp_path / "library.sqlite").close()
    assert len(patience) >= 2
    assert set(patience) == {BUSY_SECONDS}


def test_a_library_whose_first_opener_was_killed_is_made_by_the_next(tmp_path):
    with closing(sqlite3.connect(tmp_path / "dying.sqlite", isolation_level=None)) as dying:
        dying.execute("PRAGMA cache_size = 5")  # so that half a transaction lies on the disk
        dying.execute("CREATE TABLE half (made)")
        dying.execute("BEGIN IMMEDIATE")
        dying.executemany("INSERT INTO half VALUES (?)", [("x" * 500,)] * 2000)
        shutil.copy(tmp_path / "dying.sqlite", tmp_path / "library.sqlite")
        shutil.copy(tmp_path / "dying.sqlite-journal", tmp_path / "library.sqlite-journal")
    found = Database(tmp_path / "library.sqlite")
    assert found.reading().execute("SELECT count(*) FROM half").fetchone()[0] == 0
    assert found.reading().execute("PRAGMA user_version").fetchone()[0] == VERSION
    found.close()


def test_every_connection_is_durable_and_keeps_references(database):
    found = []

    def look():
        connection = database.reading()
        found.append((connection.execute("PRAGMA synchronous").fetchone()[0],
                      connection.execute("PRAGMA foreign_keys").fetchone()[0],
                      connection.execute("PRAGMA journal_mode").fetchone()[0]))

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()
    look()
    assert found == [(2, 1, "wal")] * 2


def test_a_write_that_need_not_wait_for_the_disk_is_seen_at_once_and_the_next_one_waits(database):
    def synchronous():
        return database.reading().execute("PRAGMA synchronous").fetchone()[0]

    other = Database(database.path)
    with database.writing(soon=True) as write:
        write.insert("setting", key="n", value="1")
        assert synchronous() == 1
    assert content(other) == [("n", "1")] and synchronous() == 2
    with pytest.raises(ZeroDivisionError), database.writing(soon=True):
        1 / 0  # noqa: B018
    assert synchronous() == 2
    other.close()


def test_a_busy_library_is_said_so(database, monkeypatch):
    from minoties_desktop.store import database as module

    monkeypatch.setattr(module, "BUSY_SECONDS", 0.05)
    impatient = Database(database.path)
    with database.writing(), pytest.raises(EnvironmentFault) as caught, impatient.writing():
        pass
    assert caught.value.code == "library-busy"
    impatient.close()


def test_a_key_that_is_not_there_is_refused(database):
    with pytest.raises(sqlite3.IntegrityError), database.writing() as write:
        write.insert("activity_default", activity="none", field="title", lang="", position=0, value="x")


# The machine stands in the way

FILL = """
import resource, sys, signal
from pathlib import Path
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services.library import Library
from minoties_desktop.store import settings
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
library = Library(Path(sys.argv[1]))
limit = (library.root / "library.sqlite").stat().st_size + 300_000
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
for number in range(10_000):
    try:
        settings.put(library.database, f"k{number}", "x" * 5000)
    except EnvironmentFault as fault:
        print(number, fault.code, bool(fault.remedy))
        break
print(settings.get(library.database, f"k{number - 1}") == "x" * 5000)
"""


def stored(path):
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        return {row[0] for row in connection.execute("SELECT key FROM setting WHERE key LIKE 'k%'")}


def test_where_a_file_may_not_grow_a_sentence_says_so_and_nothing_is_lost(tmp_path):
    told, readable = output(python(FILL, tmp_path / "library")).splitlines()
    number, code, remedy = told.split()
    assert (code in ("disk-full", "disk"), remedy, readable) == (True, "True", "True")
    assert stored(tmp_path / "library" / "library.sqlite") == {f"k{n}" for n in range(int(number))}


def with_a_small_disk(script, mount):
    """Run Python code with a disk of 2 MB of its own mounted at `mount`; the mount ends with the process."""
    mount.mkdir(exist_ok=True)
    command = ["unshare", "--mount", "--map-root-user", "sh", "-c",
               'mount -t tmpfs -o size=2m tmpfs "$1" && exec "$2" -c "$3" "$1"', "sh", str(mount), sys.executable,
               script]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT, check=False)


def may_mount():
    """Whether this machine lets a test mount a disk for itself; in most containers it does not."""
    with tempfile.TemporaryDirectory() as folder:
        return bool(shutil.which("unshare")) and with_a_small_disk("", Path(folder)).returncode == 0


FULL = """
import shutil, sys
from pathlib import Path
sys.path.insert(0, ".")
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services.library import Library
from minoties_desktop.store import settings
root = Path(sys.argv[1])
library = Library(root / "library")
kept = []
try:
    for number in range(10_000):
        settings.put(library.database, f"k{number}", "x" * 20_000)
        kept.append(f"k{number}")
except EnvironmentFault as fault:
    print(fault.code)
print(all(settings.get(library.database, key) for key in kept) and len(kept) > 5)
try:
    library.database.path.parent.joinpath("backups").mkdir(exist_ok=True)
    library.back_up_daily()
except EnvironmentFault as fault:
    print(fault.code)
print(len(list((library.root / "backups").iterdir())))
library.close()
try:
    Library(root / "second")
except EnvironmentFault as fault:
    print(fault.code)
"""


READ_ONLY = """
import subprocess, sys
from pathlib import Path
sys.path.insert(0, ".")
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services.library import Library
root = Path(sys.argv[1])
Library(root / "library").close()
subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)
for name in ("library", "new"):
    try:
        Library(root / name).set_setting("a", "b")
    except EnvironmentFault as fault:
        print(fault.code)
"""


if may_mount():

    def test_a_full_disk_is_said_and_everything_committed_is_there(tmp_path):
        done = with_a_small_disk(FULL, tmp_path / "disk")
        assert done.stdout.split() == ["disk-full", "True", "backup", "0", "disk-full"], done.stderr

    def test_a_folder_that_cannot_be_written_is_not_called_damaged(tmp_path):
        done = with_a_small_disk(READ_ONLY, tmp_path / "disk")
        assert done.stdout.split() == ["readonly", "library-folder"], done.stderr


# Damaged, and from the future

def test_a_file_that_is_no_database_is_refused_untouched(tmp_path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"these are holiday notes, not a database\n" * 300)
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault) as caught:
        Database(path)
    assert caught.value.code == "library-damaged"
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["library.sqlite"]


def test_damage_inside_is_said_when_it_is_met(database, tmp_path):
    for number in range(300):
        settings.put(database, f"k{number}", "x" * 500)
    database.close()
    with database.path.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * (database.path.stat().st_size - 8192))
    damaged = Database(database.path)
    with pytest.raises(EnvironmentFault) as caught:
        for number in range(300):
            settings.put(damaged, f"k{number}", "y")
    assert caught.value.code == "library-damaged"
    damaged.close()


def folder_digest(folder: Path) -> dict[str, str]:
    return {found.name: hashlib.sha256(found.read_bytes()).hexdigest() for found in folder.iterdir() if found.is_file()}


def test_a_library_of_the_future_that_was_killed_is_left_with_its_log(tmp_path):
    first, copy = tmp_path / "first", tmp_path / "copy"
    first.mkdir()
    database = Database(first / "library.sqlite")
    connection = database.reading()
    connection.execute("PRAGMA wal_autocheckpoint = 0")
    connection.execute(f"PRAGMA user_version = {VERSION + 3}")
    settings.put(database, "future", "1")
    shutil.copytree(first, copy, ignore=shutil.ignore_patterns("*-shm"))
    database.close()
    assert (copy / "library.sqlite-wal").stat().st_size > 0
    before = folder_digest(copy)
    with pytest.raises(EnvironmentFault) as caught:
        Database(copy / "library.sqlite")
    assert caught.value.code == "library-newer"
    after = folder_digest(copy)
    assert {name: digest for name, digest in after.items() if not name.endswith("-shm")} == before


def test_an_empty_file_becomes_a_library(tmp_path):
    (tmp_path / "library.sqlite").touch()
    database = Database(tmp_path / "library.sqlite")
    settings.put(database, "a", "b")
    database.close()



"""Copies of the library: sound, restorable, not too many, and never a broken one."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services.library import Library
from minoties_desktop.store import backup, settings
from minoties_desktop.store.backup import back_up
from tests.support.libraries import photographs


def test_a_copy_can_take_the_library_s_place(library, tmp_path):
    made = photographs(library, [{"title": "Plaza del Sol"}, {"title": "Calle Mayor"}])
    copy = back_up(library.database.path, library.root / "backups", reason="test")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(copy, restored / "library.sqlite")
    other = Library(restored)
    assert other.id == library.id
    rows = other.database.reading().execute("SELECT id FROM item ORDER BY seq").fetchall()
    assert [row[0] for row in rows] == made
    other.set_setting("works", "1")
    assert other.database.reading().execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    other.close()


def test_a_copy_made_while_somebody_writes_is_one_moment_of_it(library):
    stop = threading.Event()

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            with library.database.writing() as transaction:
                for key in "ab":
                    transaction.execute("INSERT INTO setting VALUES (?, ?) ON CONFLICT (key) DO UPDATE "
                                        "SET value = excluded.value", (key, str(number)))

    thread = threading.Thread(target=write)
    thread.start()
    copies = [back_up(library.database.path, library.root / "backups", reason="busy") for _ in range(3)]
    stop.set()
    thread.join()
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
            assert len({row[0] for row in connection.execute("SELECT value FROM setting WHERE key IN ('a', 'b')")}) <= 1


def test_the_oldest_go(library, monkeypatch):
    monkeypatch.setattr(backup, "KEPT", 3)
    folder = library.root / "backups"
    made = [back_up(library.database.path, folder, reason="r") for _ in range(5)]
    assert sorted(folder.iterdir()) == sorted(made[2:])


def test_what_a_person_put_there_stays_and_a_clock_that_was_ahead_costs_no_new_copy(library, monkeypatch):
    monkeypatch.setattr(backup, "KEPT", 3)
    folder = library.root / "backups"
    folder.mkdir(exist_ok=True)
    own = folder / "1 before Rosa came.sqlite"
    own.write_bytes(b"hers")
    future = [folder / f"2099010{day}T000000000000-daily.sqlite" for day in range(1, 5)]
    for path in future:
        path.write_bytes(b"")
    made = [back_up(library.database.path, folder, reason="r") for _ in range(4)]
    assert own.read_bytes() == b"hers"
    assert sorted(folder.glob("2*")) == made[1:]


def test_a_damaged_library_gives_no_copy_and_takes_no_older_one_away(library, monkeypatch):
    monkeypatch.setattr(backup, "KEPT", 1)
    folder = library.root / "backups"
    for number in range(200):
        settings.put(library.database, f"k{number}", "x" * 500)
    good = back_up(library.database.path, folder, reason="good")
    library.close()
    with library.database.path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(os.urandom(20 * 4096))
    with pytest.raises(EnvironmentFault):
        back_up(library.database.path, folder, reason="bad")
    assert list(folder.iterdir()) == [good]


def test_what_is_not_there_is_not_copied_and_not_made(tmp_path):
    with pytest.raises(EnvironmentFault):
        back_up(tmp_path / "none.sqlite", tmp_path / "backups", reason="x")
    assert not (tmp_path / "none.sqlite").exists()
    assert not list((tmp_path / "backups").iterdir())


def test_where_no_folder_can_be_made_it_is_said(library, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentFault) as caught:
        back_up(library.database.path, tmp_path / "file", reason="x")
    assert caught.value.code == "backup"


def test_once_a_day_is_enough(library):
    first = library.back_up_daily()
    assert first is not None and library.back_up_daily() is None
    yesterday = (datetime.now(UTC) - timedelta(days=1, minutes=1)).timestamp()
    os.utime(first, (yesterday, yesterday))
    assert library.back_up_daily() not in (None, first)


def test_a_copy_from_a_clock_that_was_wrong_does_not_stop_the_next(library):
    first = library.back_up_daily()
    ahead = (datetime.now(UTC) + timedelta(days=400)).timestamp()
    os.utime(first, (ahead, ahead))
    assert library.back_up_daily() is not None
    assert library.back_up_daily() is None, "once a day is enough all the same"

"""A writer is killed in the middle of its work: what it said was committed is there, and whoever watched saw it all."""

import os
import random
import signal
import sqlite3
from contextlib import closing

import pytest

from minoties_desktop.domain.changes import Changes
from minoties_desktop.services.library import Library
from minoties_desktop.store.change_log import Watch
from tests.support.libraries import logged, photographs, python

WRITER = """
import random, sys
from pathlib import Path
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
library = Library(Path(sys.argv[1]))
dice, items = random.Random(int(sys.argv[2])), sys.argv[3:]
tagging = Tagging(library)
for number in range(100_000):
    some = dice.sample(items, dice.randint(1, len(items)))
    verb = dice.randrange(4)
    if verb == 0:
        changes = tagging.replace(some, "title", [f"Walk {number} of the town"])
    elif verb == 1:
        changes = tagging.add(some, "categories", [f"Category {dice.randrange(9)}"])
    elif verb == 2:
        changes = tagging.mark(some, "rating", dice.randrange(6))
    else:
        changes = tagging.undo()
    seq = library.database.reading().execute("SELECT max(seq) FROM change_log").fetchone()[0]
    titles = library.database.reading().execute("SELECT count(*) FROM journal").fetchone()[0]
    print(seq, titles, flush=True)
"""


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "library"


@pytest.mark.torture
def test_kill_9_loses_nothing_that_was_committed_and_a_watch_sees_it_all(folder, seeds):
    for seed in seeds:
        library = Library(folder / str(seed))
        made = photographs(library, [{}] * 6)
        watch, start = Watch(library.database), logged(library.database)
        writer = python(WRITER, library.root, seed, *made)
        dice, seen, told = random.Random(seed), Changes(), ""
        for _ in range(dice.randint(5, 40)):
            told = writer.stdout.readline() or told
            if dice.random() < 0.5:
                seen |= watch.changes()
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.communicate(timeout=60)[0].splitlines(keepends=True)
        told = next((line for line in reversed(rest) if line.endswith("\n")), told)
        seen |= watch.changes()
        seq, entries = map(int, told.split())
        connection = library.database.reading()
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT max(seq) FROM change_log").fetchone()[0] >= seq
        assert connection.execute("SELECT count(*) FROM journal").fetchone()[0] >= entries
        everything = logged(library.database)
        assert {table: everything.ids(table) for table in ("item", "journal")} == {
            table: seen.ids(table) | start.ids(table) for table in ("item", "journal")}
        assert seen.ids("item") <= set(made)
        library.close()


def test_what_was_killed_halfway_is_not_there_at_all(folder):
    library = Library(folder)
    code = """
import os, signal, sys
from pathlib import Path
from minoties_desktop.services.library import Library
library = Library(Path(sys.argv[1]))
library.set_setting("whole", "1")
with library.database.writing() as write:
    for number in range(5000):
        write.insert("setting", key=f"half{number}", value="x" * 1000)
    write.touched("setting", ["half"])
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = python(code, folder)
    assert killed.wait(60) == -signal.SIGKILL
    killed.communicate()
    with closing(sqlite3.connect(library.database.path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone()[0] == "ok"
        assert connection.execute("SELECT key FROM setting").fetchall() == [("whole",)]
    library.set_setting("next", "1")  # nobody holds a lock
    library.close()

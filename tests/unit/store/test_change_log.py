"""Views follow what other processes write, completely and cheaply."""

import threading

import pytest

from minoties_desktop.domain.changes import Changes
from minoties_desktop.services.events import Events
from minoties_desktop.store import change_log, database, settings
from minoties_desktop.store.change_log import Watch
from minoties_desktop.store.database import Database


@pytest.fixture
def two(tmp_path):
    """Two databases on one file, as two processes have them."""
    path = tmp_path / "library.sqlite"
    ours, theirs = Database(path), Database(path)
    yield ours, theirs
    ours.close()
    theirs.close()


def test_others_writes_are_seen_once_and_ones_own_never(two):
    ours, theirs = two
    settings.put(theirs, "before", "1")
    watch = Watch(ours)
    assert not watch.changes()
    settings.put(ours, "own", "1")
    assert not watch.changes()
    settings.put(theirs, "a", "1")
    settings.put(ours, "own", "2")
    settings.put(theirs, "b", "1")
    assert watch.changes() == Changes.of("setting", ["a", "b"])
    assert not watch.changes()


def test_what_was_rolled_back_is_not_seen(two):
    ours, theirs = two
    watch = Watch(ours)
    with pytest.raises(ValueError), theirs.writing() as write:
        write.touched("item", ["x"])
        raise ValueError
    assert not watch.changes()


def test_who_slept_too_long_reads_everything_anew(two, monkeypatch):
    ours, theirs = two
    monkeypatch.setattr(database, "KEPT_CHANGES", 3)
    watch, awake = Watch(ours), Watch(ours)
    for number in range(10):
        settings.put(theirs, f"k{number}", "1")
        assert awake.changes() == Changes.of("setting", [f"k{number}"])
    theirs.trim_log()
    assert watch.changes() is None
    assert not awake.changes()
    settings.put(theirs, "later", "1")
    assert watch.changes() == awake.changes() == Changes.of("setting", ["later"])


def test_numbers_are_never_given_twice(two, monkeypatch):
    ours, theirs = two
    monkeypatch.setattr(database, "KEPT_CHANGES", 0)
    settings.put(theirs, "a", "1")
    position = change_log.position(ours)
    theirs.trim_log()
    settings.put(theirs, "b", "1")
    assert change_log.position(ours) > position


def test_a_watch_of_another_thread_of_this_process_hears_no_echo(two):
    ours, theirs = two
    watch = Watch(ours)
    thread = threading.Thread(target=settings.put, args=(ours, "own", "1"))
    thread.start()
    thread.join()
    assert not watch.changes()
    settings.put(theirs, "a", "1")
    assert watch.changes() == Changes.of("setting", ["a"])


def test_everyone_who_listens_is_told_what_changed(library):
    heard = []
    events = Events(library)
    events.listen(heard.append)
    events.poll()
    events.tell(Changes())
    assert heard == []
    other = Database(library.database.path)
    settings.put(other, "a", "1")
    other.close()
    events.poll()
    events.tell(None)
    assert heard == [Changes.of("setting", ["a"]), None]

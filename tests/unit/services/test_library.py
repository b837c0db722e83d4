"""A library's folder: made, locked, refused where SQLite would not be safe."""

import os
import signal
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services import library as module
from minoties_desktop.services.library import Library
from tests.support.libraries import library, python

__all__ = ["library"]
MOUNTS = """/dev/sda1 / ext4 rw 0 0
nas:/photos /mnt/nas nfs4 rw 0 0
systemd-1 /mnt/auto autofs rw 0 0
//nas/share /mnt/auto cifs rw 0 0
nas:/x /mnt/with\\040space nfs rw 0 0
nas:/y /mnt/tab\\011and\\134slash nfs rw 0 0
/dev/sdb1 /mnt/nas/local ext4 rw 0 0
ana@host: /home/ana/remote fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(("folder", "network"), [
    ("/home/ana/library", False), ("/mnt/nas", True), ("/mnt/nas/library", True), ("/mnt/nasty/library", False),
    ("/mnt/auto/library", True), ("/mnt/with space/library", True), ("/mnt/tab\tand\\slash/x", True),
    ("/mnt/nas/local/library", False), ("/home/ana/remote/library", True), ("/", False),
])
def test_network_folders_are_known(monkeypatch, tmp_path, folder, network):
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    monkeypatch.setattr(module, "MOUNTS", mounts)
    found = module._file_system(module.Path(folder))
    assert (found in module._NETWORK_FILESYSTEMS) is network


def test_a_network_folder_is_refused_in_words_and_nothing_is_made(monkeypatch, tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nnas:/photos {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(module, "MOUNTS", mounts)
    with pytest.raises(EnvironmentFault) as caught:
        Library(tmp_path / "library")
    assert caught.value.code == "library-network" and caught.value.remedy
    assert not (tmp_path / "library").exists()


def test_where_mounts_are_not_told_a_library_opens(monkeypatch, tmp_path):
    monkeypatch.setattr(module, "MOUNTS", tmp_path / "none")
    Library(tmp_path / "library").close()


def test_a_library_is_a_folder_and_the_same_one_when_it_moves(tmp_path):
    first = Library(tmp_path / "one")
    made = first.id
    first.close()
    assert {path.name for path in (tmp_path / "one").iterdir()} == {
        "library.sqlite", "originals", "derivatives", "cache", "backups"}
    (tmp_path / "one").rename(tmp_path / "two")
    second = Library(tmp_path / "two")
    assert second.id == made
    assert second.path("originals/a.jpg") == tmp_path / "two" / "originals" / "a.jpg"
    second.close()


@pytest.mark.parametrize("place", ["file", "file/inside"])
def test_where_a_file_is_in_the_way_it_is_said(tmp_path, place):
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentFault) as caught:
        Library(tmp_path / place)
    assert caught.value.code == "library-folder"


@pytest.mark.parametrize("name", ["a\x00b", "x" * 300, "~nobody-of-this-name/library"])
def test_a_name_that_can_be_no_folder_is_said(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(EnvironmentFault) as caught:
        Library(module.Path(name))
    assert caught.value.code == "library-folder"


def test_settings_are_kept(library):
    assert library.setting("me") == ""
    library.set_setting("me", "Ünï")
    library.set_setting("me", "Ana")
    assert library.setting("me") == "Ana"


HOLD = """
import sys, time
from pathlib import Path
from minoties_desktop.services.library import Library
with Library(Path(sys.argv[1])).lock(sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_is_void_as_soon_as_its_process_is_killed(library):
    holder = python(HOLD, library.root, "sync-x")
    assert holder.stdout.readline() == "held\n"
    assert library.is_locked("sync-x") and not library.is_locked("sync-y")
    with pytest.raises(EnvironmentFault) as caught, library.lock("sync-x"):
        pass
    assert caught.value.code == "locked"
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert not library.is_locked("sync-x")
    with library.lock("sync-x"):
        assert library.is_locked("sync-x")
    assert not library.is_locked("sync-x")


def test_a_lock_is_given_back_when_what_it_guards_fails(library):
    with pytest.raises(ValueError), library.lock("sync-x"):
        raise ValueError
    assert not library.is_locked("sync-x")


@pytest.mark.parametrize("emptied", [True, False])
def test_photographs_whose_database_is_gone_are_not_taken_for_a_new_library(tmp_path, emptied):
    Library(tmp_path).close()
    (tmp_path / "originals" / "2026").mkdir()
    (tmp_path / "originals" / "2026" / "walk.jpg").write_bytes(b"x")
    for file in tmp_path.glob("library.sqlite*"):
        file.unlink()
    if emptied:
        (tmp_path / "library.sqlite").touch()
    with pytest.raises(EnvironmentFault) as caught:
        Library(tmp_path)
    assert caught.value.code == "library-damaged"


def test_a_library_that_may_only_be_read_is_refused_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Library(tmp_path / "library").close()
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # as a medium that is mounted for reading
    with pytest.raises(EnvironmentFault) as caught:
        Library(tmp_path / "library")
    assert caught.value.code == "readonly" and caught.value.remedy is not None

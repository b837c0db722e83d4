"""Whatever stands where a file or folder of ours should be: words and an exit code, never a bug or an endless wait."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from minoties_desktop.config.paths import data_folder
from tests.unit.cli.calling import call

FILES = ("settings.json", "settings.lock", "library/library.sqlite", "library/cache/locks/import.lock")
FOLDERS = ("logs", "library/backups", "library/cache", "library/cache/locks", "library/originals", "library/manifests",
           "library")


def _gone(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _folder(place: Path) -> None:
    _gone(place)
    place.mkdir(parents=True)


def _garbage(place: Path) -> None:
    _gone(place)
    place.write_bytes(bytes(range(256)))


def _loop(place: Path) -> None:
    _gone(place)
    place.symlink_to(place)


def _dangling(place: Path) -> None:
    _gone(place)
    place.symlink_to(place.parent / "nowhere" / "at" / "all")


BREAKS: tuple[Callable[[Path], None], ...] = (_folder, _garbage, _loop, _dangling)


@pytest.mark.parametrize("broken", BREAKS)
@pytest.mark.parametrize("name", [*FILES, *FOLDERS])
def test_commands_end_in_words(name: str, broken: Callable[[Path], None]) -> None:
    assert call("activity", "add", "--title", "Walk", "--json").code == 0
    place = data_folder() / name
    place.parent.mkdir(parents=True, exist_ok=True)
    broken(place)
    for words in (["status"], ["activity", "add", "--title", "Other"], ["items"]):
        done = call(*words, "--json")
        assert done.code in (0, 3), (words, done.out, done.err)
        assert "Traceback" not in done.err
        if done.code:
            assert done.error != "bug" and done.json["error"]["remedy"]

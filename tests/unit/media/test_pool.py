"""A picture that kills its decoder is refused, and the next one is decoded."""

import sys
import threading
from pathlib import Path

import pytest

from minoties_desktop.config.start import MEDIA_HELPER, ourselves
from minoties_desktop.domain.errors import EnvironmentFault, Refused
from minoties_desktop.media.cache import intact, pictures
from minoties_desktop.media.pool import Pool
from tests.support import photographs

CRASHING = """
import os, sys, time
sys.path.insert(0, sys.argv[1])
from minoties_desktop.media import helper
look = helper.look
helper.CPU_SECONDS = 1
def wild(path, places, name, sidecars):
    if "crash" in path.name: os.abort()
    if "hang" in path.name: time.sleep(60)
    while "busy" in path.name: pass
    if "odd" in path.name: raise ZeroDivisionError
    return look(path, places)
helper.look = wild
helper.serve()
"""


@pytest.fixture
def wild(tmp_path: Path):
    root = str(Path(__file__).parents[3])
    with Pool(1, command=[sys.executable, "-c", CRASHING, root], seconds=3) as pool:
        yield lambda name: pool.look(photographs.jpeg(tmp_path / name), pictures(tmp_path / "cache", "ab" * 20))


@pytest.mark.parametrize(("name", "key"), [
    ("crash.jpg", "media-crash"), ("hang.jpg", "media-slow"), ("busy.jpg", "media-slow"), ("odd.jpg", "media-crash")])
def test_a_file_that_ends_its_helper_is_refused_alone(wild, name: str, key: str) -> None:
    assert wild("before.jpg").width == 600
    with pytest.raises(Refused) as caught:
        wild(name)
    assert caught.value.message.key == key
    assert wild("after.jpg").width == 600


def test_our_own_helper_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever lies in the current folder is not run."""
    (tmp_path / "json.py").write_text("raise SystemExit('a card must not be run')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    places = pictures(tmp_path / "cache", "cd" * 20)
    with Pool(1) as pool:
        assert pool.look(photographs.jpeg(tmp_path / "a.jpg"), places).mime == "image/jpeg"
        (tmp_path / "text.jpg").write_text("Only words", encoding="utf-8")
        with pytest.raises(Refused) as caught:
            pool.look(tmp_path / "text.jpg", places)
    assert (caught.value.code, caught.value.message.args) == ("foreign", ("text",))
    assert intact(places.preview)


def test_a_helper_that_cannot_start_is_no_files_fault(tmp_path: Path) -> None:
    with Pool(1, command=[sys.executable, "-c", "raise SystemExit(7)"]) as pool:
        with pytest.raises(EnvironmentFault) as caught:
            pool.look(photographs.jpeg(tmp_path / "a.jpg"), pictures(tmp_path, "ab" * 20))
        assert caught.value.message.args == (7,)


def test_a_helper_that_the_system_does_not_start_is_no_files_fault(tmp_path: Path) -> None:
    with Pool(1, command=[str(tmp_path / "nowhere")]) as pool:
        for _ in range(2):  # its place is free again after the first
            with pytest.raises(EnvironmentFault) as caught:
                pool.look(photographs.jpeg(tmp_path / "a.jpg"), pictures(tmp_path, "ab" * 20))
            assert (caught.value.code, caught.value.message.key) == ("no-helper", "media-helper-stopped")
            assert caught.value.message.args[0]


def test_many_threads_share_the_helpers(tmp_path: Path) -> None:
    widths = []
    with Pool(2) as pool:
        def run(number: int) -> None:
            path = photographs.jpeg(tmp_path / f"{number}.jpg", number, (100 + number, 80))
            widths.append((number, pool.look(path, pictures(tmp_path / "cache", f"{number:040d}")).width))

        threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(widths) == [(number, 100 + number) for number in range(6)]


def test_the_command_of_a_frozen_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert ourselves(MEDIA_HELPER) == [sys.executable, MEDIA_HELPER]

"""A copy stand: what the camera writes into its folder is a page each, whole and in order."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.capture import hot
from minoties_desktop.capture.scanner.stand import Stand
from minoties_desktop.domain.errors import AskPerson, Stopped
from minoties_desktop.domain.scanning import Device, Setup
from minoties_desktop.services import scanning, scanpages
from minoties_desktop.services.library import Library
from minoties_desktop.services.scandesk import Desk
from tests.support.libraries import library
from tests.support.photographs import jpeg_bytes

__all__ = ["library"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(hot, "SETTLED", 0.05)
    monkeypatch.setattr("minoties_desktop.capture.scanner.stand._LOOK", 0.02)
    (tmp_path / "camera").mkdir()
    yield tmp_path / "camera"


def test_pictures_are_pages_and_stay_with_the_camera(library: Library, folder: Path) -> None:
    (folder / "before.jpg").write_bytes(jpeg_bytes(1))
    session = scanning.begin(library, setup=Setup(f"folder:{folder}"))
    desk = Desk(library, session)
    desk._opened(Setup(f"folder:{folder}"))

    def shoot(name: str, seed: int) -> bytes:
        (folder / name).write_bytes(jpeg_bytes(seed))
        return (folder / name).read_bytes()

    taken = [shoot("IMG_2.JPG", 2)]
    (folder / "IMG_2.CR3").write_bytes(b"raw")
    first = desk.scan()
    timer = threading.Timer(0.2, lambda: taken.append(shoot("IMG_3.jpg", 3)))
    timer.start()
    second = desk.scan()
    timer.join()
    desk.close()
    assert first.stopped is None and second.stopped is None
    pages = scanpages.pages(library, first.pages[0].item)
    assert [page.label for page in pages] == ["1r", "1v"]
    assert [library.path(page.path).read_bytes() for page in pages] == taken
    assert pages[0].area is None and not pages[0].advice
    assert sorted(path.name for path in folder.iterdir()) == ["IMG_2.CR3", "IMG_2.JPG", "IMG_3.jpg", "before.jpg"]


def test_waiting_can_be_cancelled_and_a_folder_that_goes_is_unplugged(folder: Path, tmp_path: Path) -> None:
    stand = Stand(Device(f"folder:{folder}"))
    asked: list[int] = []
    with pytest.raises(Stopped):
        next(stand.pages(Setup(), None, 1, tmp_path, cancelled=lambda: asked.append(1) or len(asked) > 3))
    folder.rmdir()
    with pytest.raises(AskPerson) as caught:
        next(stand.pages(Setup(), None, 1, tmp_path))
    assert caught.value.code == "scan-unplugged"
    with pytest.raises(AskPerson):
        stand.capabilities()


def test_what_came_while_nobody_watched_is_offered_when_the_session_is_opened_again(
    library: Library, folder: Path,
) -> None:
    (folder / "before.jpg").write_bytes(jpeg_bytes(1))
    session = scanning.begin(library, setup=Setup(f"folder:{folder}"))
    desk = Desk(library, session)
    (folder / "IMG_2.jpg").write_bytes(jpeg_bytes(2))
    assert desk.waiting == 0 and len(desk.scan().pages) == 1
    desk.close()
    (folder / "IMG_3.jpg").write_bytes(jpeg_bytes(3))
    (folder / "IMG_4.jpg").write_bytes(jpeg_bytes(4))
    desk = Desk(library, session)
    assert desk.waiting == 2
    assert len(desk.scan(1).pages) == 1
    desk.close()
    memory = scanning.memory_of(library, session)
    told = json.loads(memory.read_text())
    memory.write_text(json.dumps([one for one in told if one[0] != "IMG_3.jpg"]))  # killed before it was written down
    desk = Desk(library, session)
    assert desk.waiting == 1
    [page] = desk.scan(desk.waiting).pages
    desk.close()
    assert library.path(page.path).read_bytes() == (folder / "IMG_4.jpg").read_bytes()
    assert len(scanpages.pages(library, page.item)) == 3
    scanning.end(library, session)
    assert not memory.exists()


def test_a_memory_that_makes_no_sense_takes_nothing_for_a_page(folder: Path, tmp_path: Path) -> None:
    (folder / "before.jpg").write_bytes(jpeg_bytes(1))
    for text in ("", "[[1]]", '{"a": 1}', "[[\"x\", \"y\", 2]]"):
        (tmp_path / "memory").write_text(text)
        assert Stand(Device(f"folder:{folder}"), tmp_path / "memory").waiting == 0

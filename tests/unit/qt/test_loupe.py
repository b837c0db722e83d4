"""The loupe: the photographs on both sides are read ahead, so that the next one is there at once."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QImage

from minoties_desktop.media.cache import pictures
from minoties_desktop.media.kinds import RAW
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import items


@pytest.fixture
def drawn(library: Library, add_items: Callable[..., list[str]]) -> list[str]:
    """Three items with previews of different widths."""
    ids = add_items(3)
    for width, row in zip((30, 40, 50), items.rows(library.database, ids), strict=True):
        for path in pictures(library.root / "cache", row["sha1"]):
            path.parent.mkdir(parents=True, exist_ok=True)
            image = QImage(width, 20, QImage.Format.Format_RGB32)
            image.fill(0)
            assert image.save(str(path))
    return ids


def test_the_next_photograph_is_there_without_reading(
    drawn: list[str], window: MainWindow, settled: Callable[[], None], monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select([window.stage.grid.model.ids[0]])
    window.stage.show_page("loupe")
    settled()
    read: list[str] = []
    monkeypatch.setattr(
        "minoties_desktop.qt.pages.loupe.read_scaled", lambda path, pixels: read.append(path) or QImage())
    window.stage.grid.view.step(1)
    assert window.stage.loupe._form.picture._pixmap.width() == 40
    settled()
    assert len(read) == 1, "only the one after the next is read"


def test_a_colour_is_said_on_itself(
    drawn: list[str], window: MainWindow, settled: Callable[[], None],
) -> None:
    first = window.stage.grid.model.ids[0]
    window.kit.bridge.write(lambda: window.kit.bridge.tagging.mark([first], "label", 8))
    settled()
    window.stage.grid.view.select([first])
    window.stage.show_page("loupe")
    settled()
    shown = window.stage.loupe._form.labelText
    assert shown.text() == "Green"
    assert shown.grab().toImage().pixelColor(shown.width() // 2, 1) == window.kit.theme.tokens.colour("label-8")


def test_why_there_are_no_pixels_is_said(
    drawn: list[str], window: MainWindow, library: Library, settled: Callable[[], None],
) -> None:
    raw, away, other = drawn
    path = library.root / "originals"
    path.mkdir(exist_ok=True)
    with library.database.writing() as write:
        for item, name, mime in ((raw, "IMG_1.CR3", RAW.mime), (other, "IMG_2.svg", "image/svg+xml")):
            (path / name).write_bytes(b"x")
            write.execute("UPDATE file SET path = ?, mime = ?, extension = ? WHERE item = ?",
                          (f"originals/{name}", mime, name.rpartition(".")[2].lower(), item))
            write.touched("item", [item])
    window.kit.bridge.tell_everything()
    settled()
    picture = window.stage.loupe._form.picture
    said = {}
    for item in drawn:
        window.stage.grid.view.select([item])
        window.stage.show_page("loupe")
        settled()
        assert "preview" not in picture.accessibleDescription()
        before = picture.grab().toImage()
        window.stage.loupe.toggle_close()
        settled()
        said[item] = picture.accessibleDescription()
        assert picture.grab().toImage() != before
        window.stage.loupe.toggle_close()
        settled()
    assert "CR3 is not read pixel by pixel" in said[raw] and "queue" in said[raw]
    assert "Connect the disk" in said[away]
    assert "files of this kind" in said[other]

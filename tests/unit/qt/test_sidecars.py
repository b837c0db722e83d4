"""Sidecars from the window, told in the status bar; where a value comes from; how much there is of a file."""

from collections.abc import Callable
from pathlib import Path

from minoties_desktop.domain.fields import Tab
from minoties_desktop.domain.inheritance import OwnValue
from minoties_desktop.qt.models.fields import Line, lines
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import refresh_dirty
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.summing import summed
from minoties_desktop.store import items, values
from tests.support.specimens import specimen


def test_sidecars_of_the_selected(
    window: MainWindow, library: Library, add_items: Callable[..., list[str]], settled: Callable[[], None],
) -> None:
    add_items(3)
    window.stage.list_items()
    settled()
    window.stage.show_page("grid")
    ids = list(window.stage.grid.model.ids)
    window.stage.grid.view.select(ids[:2], ids[0])
    window.deeds_of["write-sidecars"].trigger()
    settled()
    written = {path.name for path in library.path("originals").glob("*.xmp")}
    masters = items.masters(library.database, ids[:2])
    assert written == {f"{row['path'].rpartition('/')[2]}.xmp" for row in masters.values()}
    assert "2 sidecars" in window.form.statusDeed.text()


def test_where_a_value_comes_from_is_told(library: Library, add_items: Callable[..., list[str]]) -> None:
    [item] = add_items(1)
    with library.database.writing() as write:
        for field, source in (("title", "sidecar"), ("keywords", "xmp"), ("date", "exif")):
            values.set_own(write, item, field, [OwnValue(field, "", 0, "2026", source)])
    refresh_dirty(library.database)
    found: dict[str, Line] = {line.field.id: line
                              for line in lines(Tab.DESCRIBE, summed(library, [item]), "en")}
    assert [found[name].origin for name in ("title", "keywords", "date")] == ["sidecar", "file", "camera"]


def test_the_head_tells_pages_and_length(
    window: MainWindow, library: Library, tmp_path: Path, settled: Callable[[], None],
) -> None:
    for kind in ("pdf", "wav", "stl"):
        specimen(tmp_path / "card" / f"a.{kind}", kind)
    ingest(library, [tmp_path / "card"])
    window.stage.list_items()
    settled()
    window.stage.show_page("grid")
    told = []
    for item in window.stage.grid.model.ids:
        window.stage.grid.view.select([item], item)
        settled()
        told.append(window.stage.panel._form.subheading.text().split(", ")[1])
    assert sorted(told) == ["0:02 min", "3 pages", "application/sla"]

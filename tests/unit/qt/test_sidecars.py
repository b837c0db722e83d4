"""Sidecars from the window: of the selected items, told in the status bar; and where a value comes from."""

from collections.abc import Callable

from minoties_desktop.domain.fields import Tab
from minoties_desktop.domain.inheritance import OwnValue
from minoties_desktop.qt.models.fields import Line, lines
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import refresh_dirty
from minoties_desktop.services.library import Library
from minoties_desktop.services.summing import summed
from minoties_desktop.store import items, values


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

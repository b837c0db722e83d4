"""Who other programs say is in a picture is shown with it, and is not sent."""

from collections.abc import Callable

from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from minoties_desktop.store import persons
from tests.unit.qt.conftest import AddItems

Settled = Callable[[], None]


def test_names_are_shown_with_the_picture(
    window: MainWindow, library: Library, add_items: AddItems, settled: Settled,
) -> None:
    one, two, three = add_items(3)
    with library.database.writing() as write:
        persons.add(write, one, ["Ana Pérez", "Leo"])
        persons.add(write, two, ["Ana Pérez"])
    stage = window.stage
    stage.show_page("grid")
    stage.list_items()
    line = stage.panel._persons
    for chosen, said in (([one], "Ana Pérez\nLeo"), ([one, two], "Ana Pérez\nLeo, on 1 of 2"), ([three], "")):
        stage.grid.view.select(chosen, chosen[0])
        settled()
        assert (line.isVisibleTo(stage.panel), line.names.text()) == (bool(said), said)
    stage.grid.view.select([one], one)
    settled()
    stage.panel.show_tab("rights")
    settled()
    assert not line.isVisibleTo(stage.panel)
    stage.panel.show_tab("describe")
    window.kit.speech.use("es")
    settled()
    assert line._heading.text() == "En la imagen" and line.isVisibleTo(stage.panel)

"""Giving things to many photographs, for screenshots: presets, copies, variables, what is offered while one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.presets import Part
from minoties_desktop.domain.reference import Entry
from minoties_desktop.qt.pages.preset_form import PasteForm, PresetForm
from minoties_desktop.qt.preset_list import PresetList
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import coding, presets
from minoties_desktop.store import reference

_PRESETS = {
    "Weaving": [Part("categories", "", ("Weaving in Chile", "Feria Pinto"), True),
                Part("depicts", "", ("Q191074",), True), Part("people", "", ("crowd",))],
    "Museum of the Loom": [Part("collection", "", ("Textiles",)), Part("permission", "", ("{{Museum of the Loom}}",))],
    "Street at night": [Part("caption", "es", ("Calle de {place}, {date}",)), Part("people", "", ("nobody",))],
}


def _settle(window: MainWindow) -> None:
    for _ in range(12):
        QApplication.processEvents()
        window.kit.bridge.wait()
        QTest.qWait(20)


def _known(window: MainWindow) -> None:
    bridge = window.kit.bridge
    if presets.listed(bridge.library):
        return
    for name, parts in _PRESETS.items():
        presets.save(bridge.library, bridge.tagging, name, parts)
    file = bridge.library.root / "cache" / "people.tsv"
    file.write_text("code\tes\ten\trh\nrh\tRayen Huenchul, tejedora\tRayen Huenchul, weaver\t\n"
                    "fp\tferia Pinto de Temuco\tFeria Pinto market, Temuco\t\n", encoding="utf-8")
    coding.take(bridge.library, bridge.tagging, file)
    with bridge.library.database.writing() as write:
        reference.keep(write, [
            Entry("Q191074", {"es": "telar", "en": "loom", "el": "αργαλειός"},
                  {"es": "máquina para tejer", "en": "device for weaving", "el": "μηχανή ύφανσης"}, {}, "Looms",
                  Position(-38.73, -72.59)),
            Entry("Q1074", {"es": "telaraña", "en": "loom weight", "el": "αγνύθα"}, {}, {}, "", None)])
    bridge.tell_everything()
    _settle(window)


def _chosen(window: MainWindow, count: int = 4) -> None:
    _known(window)
    window.stage.go_to("activity", window.kit.bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("grid")
    window.stage.grid.view.select(window.stage.grid.model.ids[1:1 + count])
    _settle(window)


def page(window: MainWindow) -> None:
    """The page of presets and codes."""
    _known(window)
    window.stage.show_page("presets")
    _settle(window)


def short_list(window: MainWindow) -> QDialog:
    """The short list with digits."""
    _chosen(window)
    window.deeds_of["apply-preset"].trigger()
    _settle(window)
    return window.findChildren(PresetList)[-1]


def form(window: MainWindow) -> QDialog:
    """What a preset holds, to be ticked."""
    _chosen(window, 1)
    window.deeds_of["save-preset"].trigger()
    _settle(window)
    return window.findChildren(PresetForm)[-1]


def paste(window: MainWindow) -> QDialog:
    """Which of the copied fields are pasted."""
    _chosen(window, 1)
    window.deeds_of["copy-fields"].trigger()
    window.deeds_of["choose-paste"].trigger()
    _settle(window)
    return window.findChildren(PasteForm)[-1]


def variables(window: MainWindow) -> None:
    """A caption with variables for four photographs, as it will be."""
    _chosen(window)
    window.stage.panel.focus_line("caption", "es")
    _settle(window)
    window.activateWindow()
    QTest.keyClicks(window.stage.panel.box("caption", "es").editor, "{activity}, {date} {seq:02}")
    _settle(window)


def things(window: MainWindow) -> None:
    """Things that begin with what is typed."""
    _chosen(window, 1)
    window.stage.panel.focus_field("depicts")
    _settle(window)
    QTest.keyClicks(window.stage.panel.box("depicts").editor.edit, "te" if window.kit.speech.language == "es" else "lo")
    QTest.qWait(150)
    _settle(window)


def subjects(window: MainWindow) -> None:
    """A whole subject selected; bars stand where subjects begin."""
    _chosen(window, 1)
    bridge, order = window.kit.bridge, window.stage.grid.model.ids
    bridge.write(lambda: bridge.tagging.mark([order[1], order[4], order[7]], "starts", 1))
    _settle(window)
    window.stage.grid.view.select(order[4:5])
    window.deeds_of["select-subject"].trigger()
    _settle(window)


def near(window: MainWindow) -> None:
    """Things that are known near by, with their digits."""
    _chosen(window, 1)
    bridge, [item] = window.kit.bridge, window.stage.grid.view.selected_ids()
    names = ("Feria Pinto", "Casa de la Mujer Mapuche", "Monumento a los tejedores y tejedoras de la Araucanía")
    with bridge.library.database.writing() as write:
        reference.keep(write, [Entry(f"Q90{number}", {"es": name, "en": name, "el": name}, {}, {}, "",
                                     Position(-38.73 + number / 5000, -72.59)) for number, name in enumerate(names)])
    bridge.write(lambda: bridge.tagging.clear([item], "depicts"))
    bridge.write(lambda: bridge.tagging.replace([item], "camera_position", ["-38.73,-72.59"]))
    window.stage.panel.focus_line("caption", window.kit.speech.language)
    _settle(window)


MANY_PAGES: dict[str, Callable[[MainWindow], QDialog | None]] = {
    "presets": page, "presets-list": short_list, "presets-form": form, "presets-paste": paste,
    "many-variables": variables, "many-things": things, "many-subjects": subjects, "many-near": near,
}

"""Languages and tokens, for screenshots: captions side by side, words that no dictionary has, what a text may mean."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QScrollArea

from minoties_desktop.domain.glossary import Term
from minoties_desktop.domain.reference import Entry
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.qt.pages.terms import TermForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import glossary, maps
from minoties_desktop.services.resolving import MEANT
from minoties_desktop.services.spelling import own_folder
from minoties_desktop.store import answers, reference
from tests.support import tilesets
from tests.support.dictionaries import install
from tests.support.house_scenes import community
from tests.support.place_scenes import mapped

_TERMS = (("witral", "telar", "loom", "αργαλειός", "argalaŭ"), ("trarikanmakuñ", "poncho con grecas",
          "poncho with frets", "πόντσο με μαιάνδρους", ""), ("düwekafe", "tejedora", "weaver", "υφάντρα", "tsisitoari"))


def _settle(window: MainWindow, rounds: int = 14) -> None:
    for _ in range(rounds):
        QApplication.processEvents()
        window.kit.bridge.wait()
        QTest.qWait(20)


def known(window: MainWindow) -> None:
    """A community with terms, a small dictionary, and what the wiki has said."""
    bridge = window.kit.bridge
    if glossary.listed(bridge.library):
        return
    install(own_folder(), "es_ES", ["Tejedora", "ante", "su", "telar", "en", "la", "feria", "de", "Temuco"])
    people = community(bridge.library, bridge.tagging, "Mapuche")
    bridge.tagging.edit("community", people, {"item": "Q193544"})
    for name, es, en, el, rup in _TERMS:
        texts = {"es": es, "en": en, "el": el, **({"rup": rup} if rup else {})}
        glossary.save(bridge.library, bridge.tagging, Term(name, "arn", "", texts, "", people))
    site = bridge.lists.sender().site
    with bridge.library.database.writing() as write:
        reference.keep(write, [
            Entry("Q830", {"es": "telar", "en": "loom", "el": "αργαλειός"},
                  {"es": "máquina para tejer", "en": "device for weaving", "el": "μηχανή ύφανσης"}, {}, "Looms", None),
            Entry("Q1074", {"es": "telar de cintura", "en": "backstrap loom", "el": "αργαλειός μέσης"}, {}, {}, "",
                  None)])
        answers.keep(write, site if site == PRACTICE else "wikidata", MEANT,
                     {"witral": {"exact": [], "others": ["Q830", "Q1074"]}})
        answers.keep(write, site, "page", {"Category:Weaving in Chile": True, "Category:Feria Pinto": False})


def spoken(window: MainWindow) -> None:
    """Four languages of one photograph: one that Commons takes no captions in, one from right to left; tokens of every
    kind; a word that the dictionary has not."""
    known(window)
    bridge = window.kit.bridge
    window.stage.go_to("activity", bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("grid")
    item = window.stage.grid.model.ids[4]
    window.stage.grid.view.select([item])
    tagging = bridge.tagging
    for field, lang, text in (("caption", "es", "Tejedora ante su telra en la feria de Temuco"),
                              ("caption", "quy", "Awaq warmi"), ("caption", "arc", "ܙܩܘܪܬܐ")):
        bridge.write(lambda field=field, lang=lang, text=text: tagging.replace([item], field, [text], lang=lang))
    bridge.write(lambda: tagging.clear([item], "depicts"))
    bridge.write(lambda: tagging.add([item], "depicts", ["witral"]))
    bridge.write(lambda: tagging.replace([item], "categories", ["Weaving in Chile", "Feria Pinto", "Araucanía"]))
    window.kit.bridge.tell_everything()
    _settle(window)
    window.stage.panel.focus_line("caption", "arn")
    _settle(window, 40)


def beside(window: MainWindow) -> None:
    """The same, side by side."""
    spoken(window)
    window.deeds_of["widen-inspector"].trigger()
    _settle(window)


def adding(window: MainWindow) -> None:
    """A language that is looked for by its name."""
    known(window)
    window.stage.go_to("activity", window.kit.bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("grid")
    window.stage.grid.view.select(window.stage.grid.model.ids[3:4])
    _settle(window)
    if not window.stage.panel.isVisible():  # where there is little room it is away until it is called
        window.deeds_of["toggle-inspector"].trigger()
        _settle(window)
    adder = window.stage.panel._adder
    adder.link.click()
    window.stage.panel._form.scroll.ensureWidgetVisible(adder)
    QTest.keyClicks(adder.code, "quech")
    QTest.qWait(200)
    _settle(window)


def terms(window: MainWindow) -> None:
    """The glossary, below presets and codes."""
    known(window)
    window.kit.bridge.tell_everything()
    window.stage.show_page("presets")
    _settle(window)
    page = window.stage.made("presets")
    page.findChild(QScrollArea).ensureWidgetVisible(page.glossary._cards)
    _settle(window)


def term(window: MainWindow) -> QDialog:
    """A term in a form."""
    terms(window)
    form = TermForm(window.kit, glossary.listed(window.kit.bridge.library)[0], window)
    form.open()
    _settle(window)
    return form


def tiled(window: MainWindow) -> None:
    """A map of tiles below the photographs."""
    window.setFocus()
    mapped(window)
    bridge = window.kit.bridge
    path = bridge.library.root.parent / "araucania.mbtiles"
    if not path.exists():
        tilesets.make(path, dict.fromkeys(range(6), "#cfd8b4"),
                      {"name": "Araucanía", "attribution": "© Mappers of Temuco"})
        maps.add(bridge.library, bridge.tagging, path)
    bridge.registers_changed.emit()
    window.stage.made("map")._form.map.zoom(-16)
    _settle(window, 60)


LANGUAGE_PAGES: dict[str, Callable[[MainWindow], QDialog | None]] = {
    "languages": spoken, "languages-beside": beside, "languages-adding": adding, "map-tiles": tiled,
    "glossary": terms, "glossary-term": term,
}

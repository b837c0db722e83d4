"""Institutions for screenshots: a list of them, one with everything, its forms and letters."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from minoties_desktop.qt.pages.letter import LetterDialog
from minoties_desktop.qt.pages.row_form import RowForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import agreeing, inventory
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.support.scan_scenes import operator


def _settle(window: MainWindow) -> None:
    for _ in range(14):
        QApplication.processEvents()
        window.kit.bridge.wait()
        QTest.qWait(20)


def community(library: Library, tagging: Tagging, name: str) -> str:
    """The id of the community of a name, which is made when no scene has made it yet."""
    there = [row["id"] for row in library.registers["community"].list() if row["name"] == name]
    return there[0] if there else tagging.create("community", {"name": name})


def _made(window: MainWindow) -> str:
    """A museum that allowed some of what it was asked, and 12 photographs from there."""
    bridge = window.kit.bridge
    library, tagging = bridge.library, bridge.tagging
    if found := library.registers["institution"].list():
        return found[0]["id"]
    house = tagging.create("institution", {
        "name": "Museum of the Loom", "names": '{"es": "Museo del Telar", "arn": "Witral ruka"}',
        "category": "Museo del Telar", "language": "es"})
    tagging.create("institution", {"name": "Parish archive"})
    for name, item, names in (("Weavers of Nueva Imperial", "", "{}"),
                              ("Mapuche", "Q193544", '{"es": "Pueblo mapuche", "el": "Μαπούτσε"}')):
        tagging.edit("community", community(library, tagging, name), {"item": item, "names": names})
    rooms = {name: tagging.create("collection", {"institution": house, "name": name, "pattern": pattern})
             for name, pattern in (("Permanent exhibition", "MT-0001..MT-0480"), ("Silver cabinet", "MP-*"),
                                   ("Textile store", "MT-2###"))}
    letter = agreeing.begin(library, tagging, {
        "institution": house, "title": "Letter of 3 November 2026", "kind": "rooms objects", "status": "asked",
        "licences": "cc-by-sa-4.0 cc-by-4.0"}, who="Rayen", day="2026-10-12")
    agreeing.change(library, tagging, letter, {
        "status": "granted", "until": "2027-06-30", "conditions": "No flash in the silver cabinet.",
        "signatory": "María Quidel"}, who="the director", day="2026-11-03")
    agreeing.change(library, tagging, letter, {"vrt_status": "sent", "vrt_sent": "2026-11-05"})
    for name, answers in (("Permanent exhibition", {"rooms": "yes", "objects": "yes", "scans": "no"}),
                          ("Silver cabinet", {"rooms": "yes", "objects": "yes", "conditions": "no flash, no tripod"}),
                          ("Textile store", {"rooms": "no", "objects": "no", "scans": "no"})):
        agreeing.allow(library, tagging, letter, rooms[name], answers)
    tagging.create("contact", {"institution": house, "name": "María Quidel", "role": "director",
                               "email": "direccion@example.org"})
    file = library.root / "cache" / "carta-2026-11-03.pdf"
    file.write_bytes(b"%PDF-1.4")
    agreeing.attach(library, tagging, letter, file)
    activity = next(row["id"] for row in library.registers["activity"].list() if row["kind"] == "glam_visit")
    tagging.edit("activity", activity, {"institution": house})
    ids = bridge.lists.ids(window.stage.query)[:12]
    tagging.move(ids, activity)
    for number, item in enumerate(ids):
        tagging.replace([item], "inventory_number", [f"MT-2{number:03}" if number > 8 else f"MT-{number + 11:04}"])
    rows = library.root / "cache" / "inventario.csv"
    rows.write_text("Inventory number;Caption:es\n" + "".join(
        f"MT-{number + 11:04};Telar {number}\n" for number in range(11)) + "MP-014;Trapelakucha\n", encoding="utf-8")
    sheet = inventory.read(rows)
    inventory.take(library, tagging, house, sheet, {"Inventory number": "inventory_number"})
    bridge.tell_everything()
    _settle(window)
    return house


def all_of_them(window: MainWindow) -> None:
    """The list."""
    _made(window)
    window.stage.show_page("institutions")
    window.stage.made("institutions").open_house("")
    _settle(window)


def one(window: MainWindow) -> None:
    """One with everything."""
    house = _made(window)
    window.stage.show_page("institutions")
    window.stage.made("institutions").open_house(house)
    _settle(window)


def fresh(window: MainWindow) -> None:
    """One of which nothing is known yet."""
    _made(window)
    found = window.kit.bridge.library.registers["institution"].list()[1]["id"]
    window.stage.show_page("institutions")
    window.stage.made("institutions").open_house(found)
    _settle(window)


def _pressed(window: MainWindow, name: str, kind: type[QDialog], place: int = 0) -> QDialog:
    one(window)
    page: QWidget = window.stage.made("institutions")
    pressed = page.findChildren(QWidget, name)[place]
    pressed.setFocus()
    pressed.click()
    _settle(window)
    return window.findChildren(kind)[-1]


def agreement(window: MainWindow) -> QDialog:
    """The form of an agreement."""
    return _pressed(window, "agreement", RowForm)


def scope(window: MainWindow) -> QDialog:
    """What is allowed in a room."""
    return _pressed(window, "allow", RowForm)


def collection(window: MainWindow) -> QDialog:
    """A room or collection that is new."""
    return _pressed(window, "collection", RowForm, -1)


def letter(window: MainWindow) -> QDialog:
    """A letter."""
    return _pressed(window, "draft", LetterDialog)


def columns(window: MainWindow) -> QDialog:
    """Which column of an inventory list is what."""
    one(window)
    page = window.stage.made("institutions")
    path: Path = window.kit.bridge.library.root / "cache" / "inventario.csv"
    sheet = inventory.read(path)
    page._map((sheet, inventory.mapping(window.kit.bridge.library, page.shown, sheet)))
    _settle(window)
    return window.findChildren(RowForm)[-1]


def reminded(window: MainWindow) -> None:
    """What is due about an agreement, on the day's first page."""
    _made(window)
    bridge = window.kit.bridge
    [letter] = bridge.library.registers["agreement"].list()
    soon = date.today() + timedelta(days=12)
    agreeing.change(bridge.library, bridge.tagging, letter["id"], {
        "vrt_sent": (date.today() - timedelta(days=40)).isoformat(), "until": soon.isoformat()})
    bridge.tell_everything()
    window.stage.show_page("today")
    _settle(window)


def unsaid_scans(window: MainWindow) -> None:
    """Scans of which nobody has said whose work they show, on the day's first page."""
    operator(window)
    window.kit.bridge.tell_everything()
    window.stage.show_page("today")
    _settle(window)


HOUSE_PAGES: dict[str, Callable[[MainWindow], QDialog | None]] = {
    "institutions": all_of_them, "institution": one, "institution-new": fresh, "institution-agreement": agreement,
    "institution-scope": scope, "institution-letter": letter, "institution-columns": columns,
    "institution-collection": collection, "today-reminded": reminded, "today-scans": unsaid_scans,
}

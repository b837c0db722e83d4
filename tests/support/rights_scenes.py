"""The rights of works, for screenshots: the questions, where they end, the fields of a scan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit

from minoties_desktop.domain.fields import Tab
from minoties_desktop.qt.pages.rights_sheet import RightsSheet
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import rights
from minoties_desktop.services.rights import Answers

SCAN = Answers("flat", "Gustavo Milet", "1917", "1890~", "1891", "cl", "scan", "https://www.surdoc.cl/registro/5-218")


def settle(window: MainWindow) -> None:
    """Wait until nothing is under way."""
    for _ in range(12):
        QApplication.processEvents()
        window.kit.bridge.wait()
        QTest.qWait(10)


def asked(window: MainWindow, answers: Answers, count: int = 4) -> RightsSheet:
    """The sheet for some photographs, with answers in it."""
    window.stage.go_to("activity", window.kit.bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("grid")
    window.stage.grid.view.select(window.stage.grid.model.ids[1:1 + count])
    settle(window)
    window.deeds_of["find-rights"].trigger()
    settle(window)
    sheet = window.findChildren(RightsSheet)[-1]
    for editor in (*sheet.findChildren(QComboBox), *sheet.findChildren(QLineEdit)):
        if text := getattr(answers, editor.objectName(), ""):
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(editor.findData(text))
            else:
                editor.setText(text)
    settle(window)
    return sheet


def fields(window: MainWindow) -> None:
    """The Rights tab of a scan."""
    window.stage.go_to("activity", window.kit.bridge.lists.register("activity")[0]["id"])
    window.stage.show_page("grid")
    ids = window.stage.grid.model.ids[3:4]
    bridge = window.kit.bridge
    bridge.write(lambda: rights.settle(bridge.library, bridge.tagging, ids, SCAN))
    settle(window)
    window.stage.grid.view.select(ids)
    window.stage.panel.show_detail("archivist")
    window.stage.panel.show_tab(Tab.RIGHTS)
    settle(window)


RIGHTS_PAGES: dict[str, Callable[[MainWindow], QDialog | None]] = {
    "rights-photo": lambda window: asked(window, Answers()),
    "rights-free": lambda window: asked(window, SCAN),
    "rights-not-yet": lambda window: asked(window, Answers("object", "Juan Painemal", "1960", "1951", "1952"), 1),
    "rights-fields": fields,
}

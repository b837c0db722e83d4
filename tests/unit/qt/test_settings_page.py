"""The settings page: from the one table, found by words, in effect at once."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QSpinBox

from minoties_desktop.config import settings
from minoties_desktop.domain.fields import Tab
from minoties_desktop.qt.widgets.combo import Combo
from minoties_desktop.qt.window import MainWindow

Settled = Callable[[], None]


def shown_rows(page: object) -> list[str]:
    return [name for name, row in page._rows.items() if row.isVisible()]


def test_every_offered_setting_can_be_changed_and_says_what_it_does(window: MainWindow, settled: Settled) -> None:
    window.deeds_of["show-settings"].trigger()
    settled()
    page = window.stage.settings
    assert shown_rows(page) == [one.name for one in settings.offered()]
    for one in settings.offered():
        control = page._rows[one.name].findChild(object, one.name)
        assert control.accessibleName() and control.accessibleDescription(), one.name


def test_a_setting_is_found_by_its_words(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("settings")
    page = window.stage.settings
    QTest.keyClicks(page._find, "megabytes")
    assert shown_rows(page) == ["sync_mb", "day_mb"]
    QTest.keyClicks(page._find, "zzz")
    assert shown_rows(page) == [] and page._nothing.isVisible()


def test_what_is_chosen_holds_at_once_and_is_kept(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("settings")
    page = window.stage.settings
    theme = page._rows["theme"].findChild(Combo, "theme")
    theme.setCurrentIndex(theme.findData("dark"))
    contrast = page._rows["contrast"].findChild(QCheckBox, "contrast")
    QTest.keyClick(contrast, Qt.Key.Key_Space)
    size = page._rows["thumbnail_size"].findChild(QSpinBox, "thumbnail_size")
    size.setValue(200)
    settled()
    assert window.kit.theme.tokens.dark and window.kit.theme.tokens.contrast
    assert window.deeds_of["theme-dark"].isChecked() and window.deeds_of["contrast"].isChecked()
    assert window.stage.grid.view.wanted_width == 200
    kept = settings.load()
    assert (kept.theme, kept.contrast, kept.thumbnail_size) == ("dark", True, 200)
    window.deeds_of["theme-light"].trigger()
    settled()
    assert theme.currentData() == "light"


def test_hours_that_are_none_are_not_kept(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("settings")
    page = window.stage.settings
    hours = page._rows["hours"].findChild(QLineEdit, "hours")
    problem = page._rows["hours"].findChild(object, "problem")
    QTest.keyClicks(hours, "late")
    QTest.keyClick(hours, Qt.Key.Key_Return)
    settled()
    assert problem.isVisible() and settings.load().hours == ""
    hours.clear()
    QTest.keyClicks(hours, "22:00-06:00")
    QTest.keyClick(hours, Qt.Key.Key_Return)
    settled()
    assert not problem.isVisible() and settings.load().hours == "22:00-06:00"


def test_the_language_changes_the_page_itself(window: MainWindow, settled: Settled) -> None:
    window.stage.show_page("settings")
    language = window.stage.settings._rows["language"].findChild(Combo, "language")
    language.setCurrentIndex(language.findData("es"))
    settled()
    assert window.stage.settings._heading.text() == "Ajustes"
    assert settings.load().language == "es"


def test_less_detail_hides_fields_but_not_those_with_something_in_them(
    window: MainWindow, add_items: Callable[..., list[str]], settled: Settled,
) -> None:
    [item] = add_items(1)
    tagging = window.kit.bridge.tagging
    tagging.replace([item], "inventory_number", ["A 12"])
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.select([item], item)
    settled()
    panel = window.stage.panel
    window.stage.choosing.choose("detail", "archivist")
    panel.focus_field("inventory_number")
    settled()
    assert panel.box("inventory_number") is not None
    panel.show_tab(Tab.RIGHTS)
    settled()
    assert panel.box("collection") is not None
    window.stage.choosing.choose("detail", "volunteer")
    settled()
    assert panel.box("collection") is None and panel.box("licence") is not None
    panel.show_tab(Tab.DESCRIBE)
    settled()
    assert panel.box("inventory_number") is not None, "what is said shows itself: it will be published"
    panel.focus_field("heading")
    settled()
    assert panel.box("heading") is not None, "a field that was asked for is shown"


def test_nothing_moves_for_those_who_want_it_still(window: MainWindow, settled: Settled) -> None:
    app = QApplication.instance()
    before = app.cursorFlashTime()
    window.stage.choosing.choose("still", True)
    settled()
    assert app.cursorFlashTime() == 0 and not app.isEffectEnabled(Qt.UIEffect.UI_AnimateMenu)
    window.stage.choosing.choose("still", False)
    settled()
    assert app.cursorFlashTime() > 0
    app.setCursorFlashTime(before)


def test_the_tab_is_found_again(window: MainWindow) -> None:
    window.stage.panel.show_tab("rights")
    assert window.stage.panel.tab == "rights"
    window.stage.panel.show_tab("nonsense")
    assert window.stage.panel.tab == "rights"
    window.deeds.remember()
    assert settings.load().window["tab"] == "rights"


def test_a_number_can_be_read(window: MainWindow, settled: Settled) -> None:
    window.deeds_of["show-settings"].trigger()
    settled()
    for number in window.stage.settings.findChildren(QSpinBox):
        edit = number.lineEdit()
        needed = edit.fontMetrics().horizontalAdvance(str(number.maximum()))
        assert edit.width() >= needed, number.objectName()

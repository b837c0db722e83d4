"""The inspector: inherited and mixed values, tokens, what cannot be a value, ways back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.qt.models.fields import Stand
from minoties_desktop.qt.pages.dialogs import ContributorForm
from minoties_desktop.qt.widgets.field_box import FieldBox
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library

# What the offscreen platform says about pop-ups of completers.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Settled = Callable[[], None]


@pytest.fixture
def walk(library: Library, kit: object) -> str:
    """An activity that gives its items a licence and a category."""
    return kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es arn"},
                                     [("licence", "", "cc-zero"), ("categories", "", "Walks")])


@pytest.fixture
def pair(walk: str, add_items: Callable[..., list[str]], window: MainWindow, settled: Settled) -> list[str]:
    """Two items of the activity, both selected."""
    add_items(2, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    return list(window.stage.grid.model.ids)


def box(window: MainWindow, field: str, lang: str = "") -> FieldBox:
    window.stage.panel._form.tabs.setCurrentIndex(["describe", "place", "rights"].index(BY_ID[field].tab))
    found = window.stage.panel.box(field, lang)
    assert found is not None
    return found


def values(library: Library, item: str, field: str) -> list[str]:
    return [value.text for value in describe(library.database, [item])[item].all(field)]


def button(parent: QWidget, words: str) -> QWidget:
    return next(found for kind in (QPushButton, QToolButton) for found in parent.findChildren(kind)
                if words in (found.text(), found.accessibleName()) and not found.isHidden())


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def test_an_inherited_value_shows_its_origin(window: MainWindow, pair: list[str]) -> None:
    found = box(window, "licence")
    assert found.line.stand is Stand.INHERITED
    assert found.editor.property("inherited") is True
    assert "from the activity" in found.editor.accessibleDescription()


def test_an_own_value_can_go_back_to_the_inherited_one(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    found = box(window, "licence")
    found.editor.setFocus()
    QTest.keyClick(found.editor, Qt.Key.Key_Up)
    settled()
    assert values(library, pair[0], "licence") == ["cc-by-4.0"]
    assert box(window, "licence").line.stand is Stand.OWN
    click(button(box(window, "licence"), "back to what is inherited"))
    settled()
    assert values(library, pair[0], "licence") == ["cc-zero"]


def test_an_activity_changes_what_is_inherited_live(
    window: MainWindow, pair: list[str], walk: str, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.set_default(walk, "licence", ["cc-by-4.0"]))
    settled()
    settled()
    assert box(window, "licence").line.text == "cc-by-4.0"


def test_mixed_titles_are_kept_until_something_is_typed(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    bridge = window.kit.bridge
    bridge.write(lambda: bridge.tagging.replace([pair[0]], "description", ["Uno"], lang="es"))
    bridge.write(lambda: bridge.tagging.replace([pair[1]], "description", ["Dos"], lang="es"))
    settled()
    found = box(window, "description", "es")
    assert found.editor.placeholderText() == "2 different values"
    assert button(found, "Keep").isChecked()
    QTest.keyClicks(found.editor, "Both")
    assert button(found, "Replace").isChecked()
    click(button(found, "Keep"))
    window.stage.panel.commit()
    settled()
    assert values(library, pair[0], "description") == ["Uno"]
    QTest.keyClicks(box(window, "description", "es").editor, "Both")
    window.stage.panel.commit()
    settled()
    assert [values(library, one, "description") for one in pair] == [["Both"], ["Both"]]


def test_tokens_are_added_to_all_and_removed_from_all(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    edit = box(window, "categories").editor.edit
    QTest.keyClicks(edit, "weaving")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    settled()
    assert values(library, pair[1], "categories") == ["Walks", "Weaving"]
    click(button(box(window, "categories"), "Remove Weaving"))
    settled()
    assert values(library, pair[0], "categories") == ["Walks"]
    QTest.keyClick(box(window, "categories").editor.edit, Qt.Key.Key_Backspace)
    settled()
    assert values(library, pair[0], "categories") == []


def test_enter_takes_what_is_typed_while_suggestions_are_open(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    editor = box(window, "categories").editor
    editor.suggest(["Yungay", "Yungay in 1900"])
    editor.setFocus()
    QTest.keyClicks(editor.edit, "Yungay")
    QApplication.processEvents()
    popup = editor.edit.completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settled()
    assert values(library, pair[0], "categories") == ["Walks", "Yungay"]
    assert box(window, "categories").editor.edit.text() == ""


def test_a_suggestion_is_taken_by_the_arrow_and_enter(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    editor = box(window, "categories").editor
    editor.suggest(["Yungay in 1900"])
    editor.setFocus()
    QTest.keyClicks(editor.edit, "yung")
    popup = editor.edit.completer().popup()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    settled()
    settled()
    assert values(library, pair[0], "categories") == ["Walks", "Yungay in 1900"]


def test_replacing_tokens_shows_what_goes_before_it_does(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    found = box(window, "categories")
    click(button(found, "Replace"))
    assert all(chip.findChildren(QWidget)[1].font().strikeOut() for chip in found.editor._chips)
    assert values(library, pair[0], "categories") == ["Walks"]
    QTest.keyClicks(found.editor.edit, "Looms")
    QTest.keyClick(found.editor.edit, Qt.Key.Key_Return)
    settled()
    assert values(library, pair[0], "categories") == ["Looms"]


def test_what_cannot_be_a_value_is_said_and_stays_typed(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    found = box(window, "date")
    QTest.keyClicks(found.editor, "31 February")
    QTest.keyClick(found.editor, Qt.Key.Key_Return)
    settled()
    found = box(window, "date")
    assert values(library, pair[0], "date") == []
    assert found.texts() == ["31 February"]
    assert found.editor.property("problem") is True
    assert found._parts.hint_text.text()


def test_a_choice_is_one_click(window: MainWindow, pair: list[str], library: Library, settled: Settled) -> None:
    click(button(box(window, "people"), "Nobody"))
    settled()
    assert [values(library, one, "people") for one in pair] == [["nobody"], ["nobody"]]


def test_bytes_are_counted_while_typing(window: MainWindow, pair: list[str], settled: Settled) -> None:
    window.stage.grid.view.select(pair[:1])
    settled()
    found = box(window, "title")
    QTest.keyClicks(found.editor, "Telar")
    assert found._parts.end.text() == "231 bytes left"


def test_the_band_says_the_worst_problem_and_leads_to_its_field(
    window: MainWindow, pair: list[str], settled: Settled,
) -> None:
    band = window.stage.panel._form.problemBand
    assert "On 2 of 2" in band.text
    click(button(band, "Mend…"))
    assert window.stage.panel.box("title").editor.hasFocus()


@pytest.mark.parametrize("known", [True, False])
def test_a_photographer_without_a_user_name_is_mended_where_that_is_kept(
    window: MainWindow, library: Library, add_items: Callable[..., list[str]], settled: Settled, known: bool,
) -> None:
    tagging = window.kit.bridge.tagging
    person = tagging.create("contributor", {"name": "Alex Walker"}) if known else ""
    ana = tagging.create("contributor", {"name": "Ana", "user_name": "AnaR"}) if known else ""
    if ana:
        window.kit.bridge.sign(ana)
    ids = add_items(2, tagging.create("activity", {"title": "Walk", "languages": "en"}))
    for field, text in (("title", "Quay {seq}"), ("caption", "Boats at the quay"), ("date", "2024-05-01"),
                        ("people", "nobody"), ("categories", "Quays"), ("licence", "cc-by-4.0"), ("source", "own"),
                        ("author", person or "Alex Walker")):
        tagging.replace(ids, field, [text], lang="en" if field == "caption" else "")
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    band, hint = window.stage.panel._form.problemBand, box(window, "author")._parts.hint_text
    assert "Alex Walker" in band.text and "Alex Walker" not in hint.text(), "said once"
    click(button(band, "Mend…"))
    [form] = [widget for widget in window.findChildren(ContributorForm) if widget.isVisible()]
    assert form.focusWidget() is form._form.userName and form._form.name.text() == "Alex Walker"
    QTest.keyClicks(form._form.userName, "AlexW")
    click(form._form.accept)
    settled()
    [alex] = [row for row in library.registers["contributor"].list() if row["id"] != ana]
    assert alex["user_name"] == "AlexW"
    assert library.setting("me") == (ana or alex["id"]), "who works here stays the same, where anybody was named"
    assert window.form.whoName.text() == ("Ana" if ana else "Alex Walker")
    assert "Alex Walker" not in band.text


def test_what_is_wrong_with_a_photographer_is_mended_below_the_field_where_the_band_says_something_else(
    window: MainWindow, pair: list[str], settled: Settled,
) -> None:
    for field, text in (("author", "Alex Walker"), ("source", "own")):
        window.kit.bridge.tagging.replace(pair, field, [text])
    window.kit.bridge.tell_everything()
    settled()
    assert "Alex Walker" not in window.stage.panel._form.problemBand.text
    found = box(window, "author")
    assert "what is known of “Alex Walker”" in found._parts.hint_text.text()
    click(found._parts.remedy)
    [form] = [widget for widget in window.findChildren(ContributorForm) if widget.isVisible()]
    assert form._form.name.text() == "Alex Walker"
    form.reject()
    assert box(window, "licence")._parts.remedy.isHidden()


def test_the_fields_stay_where_they_are_while_what_is_missing_becomes_less(
    window: MainWindow, pair: list[str], settled: Settled,
) -> None:
    panel, said, places = window.stage.panel, set(), set()
    for field, text in (("people", "nobody"), ("title", "Quay {seq}"), ("caption", "Boats at the quay"),
                        ("date", "2024-05-01"), ("categories", "Quays"), ("licence", "cc-by-4.0")):
        places.add(box(window, "title").mapTo(panel, QPoint()).y())
        said.add(panel._form.problemBand.text)
        window.kit.bridge.tagging.replace(pair, field, [text], lang="es" if field == "caption" else "")
        window.kit.bridge.tell_everything()
        settled()
    assert len(said) > 2 and len(places) == 1


def test_the_direction_of_a_field_is_its_languages(
    window: MainWindow, library: Library, add_items: Callable[..., list[str]], settled: Settled,
) -> None:
    walk = window.kit.bridge.tagging.create("activity", {"title": "Paseo", "languages": "ar es"})
    add_items(1, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    assert box(window, "caption", "ar").editor.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert box(window, "caption", "es").editor.layoutDirection() == Qt.LayoutDirection.LeftToRight


def test_one_more_language_can_be_written_in(
    window: MainWindow, pair: list[str], library: Library, settled: Settled,
) -> None:
    adder = window.stage.panel._adder
    click(adder.link)
    QTest.keyClicks(adder.code, "not a code")
    QTest.keyClick(adder.code, Qt.Key.Key_Return)
    settled()
    assert adder.code.property("problem") is True
    adder.code.selectAll()
    QTest.keyClicks(adder.code, "rup")
    QTest.keyClick(adder.code, Qt.Key.Key_Return)
    settled()
    QTest.keyClicks(QApplication.focusWidget(), "Argalia")
    window.stage.panel.commit()
    settled()
    found = describe(library.database, pair)[pair[0]]
    assert found.by_language("caption") == {"rup": "Argalia"}


def test_nothing_selected_is_said(window: MainWindow) -> None:
    QApplication.processEvents()
    assert window.stage.panel._form.heading.text() == "Nothing selected"
    assert not window.stage.panel._boxes


def test_every_editor_has_a_name(window: MainWindow, pair: list[str]) -> None:
    for field in ("title", "caption", "categories", "people", "date", "camera_position", "author", "licence"):
        lang = "es" if field == "caption" else ""
        assert box(window, field, lang).editor.accessibleName()


@pytest.mark.parametrize("language", ["en", "es", "el"])
def test_the_panel_that_has_the_keyboard_by_a_click_says_what_it_is(window: MainWindow, language: str) -> None:
    window.kit.speech.use(language)
    QApplication.processEvents()
    assert window.stage.panel.accessibleName() == window.deeds_of["toggle-inspector"].text() != ""

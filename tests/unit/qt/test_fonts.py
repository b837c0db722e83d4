"""Letters that no font has: said at the field, with the font that has them, and kept as they are."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap, QTextCursor
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from minoties_desktop.qt import fonts
from minoties_desktop.qt.pages.table import TablePage
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library


class Drawn:
    """A computer with few fonts."""

    def __init__(self, last: int) -> None:
        self._last = last

    def inFontUcs4(self, letter: int) -> bool:
        """Whether it is among the first."""
        return letter <= self._last


@pytest.fixture
def few_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No letter behind Greek can be drawn."""
    fonts.is_drawn.cache_clear()
    monkeypatch.setattr(fonts, "QFontMetrics", lambda _font: Drawn(0x3FF))
    yield
    fonts.is_drawn.cache_clear()


@pytest.mark.usefixtures("few_fonts", "qapp")
@pytest.mark.parametrize(("text", "letters", "font"), [
    ("ⵜⵉⴼⵉⵏⴰⵖ", "ⵜⵉⴼⵏⴰⵖ", "Noto Sans Tifinagh"), ("ᐃᓄᒃᑎᑐᑦ", "ᐃᓄᒃᑎᑐᑦ", "Noto Sans Canadian Aboriginal"),
    ("a 漢字", "漢字", "Noto Sans CJK"), ("ߒߞߏ", "ߒߞߏ", "Noto Sans NKo"), ("ᱥᱟᱱ", "ᱥᱟᱱ", "Noto Sans Ol Chiki"),
    ("\ue000", "\ue000", ""),
])
def test_a_font_is_named_for_letters_that_none_has(text: str, letters: str, font: str) -> None:
    assert fonts.lack(text) == fonts.Lack(letters, font)


@pytest.mark.usefixtures("few_fonts", "qapp")
def test_what_can_be_drawn_or_is_never_drawn_lacks_nothing() -> None:
    assert fonts.lack("Düwekafe ñi witral, Φωτογραφία\u200f\u2067\n") is None


def test_a_letter_without_a_font_is_one_that_qt_would_draw_as_a_box(qapp: QApplication) -> None:
    fonts.is_drawn.cache_clear()
    assert fonts.is_drawn("Ω") and not fonts.is_drawn("\U000e0fff")
    fonts.is_drawn.cache_clear()


@pytest.mark.usefixtures("few_fonts")
def test_the_field_says_what_to_install_and_keeps_the_text(
    window: MainWindow, library: Library, add_items: Callable[..., list[str]], settled: Callable[[], None],
) -> None:
    walk = window.kit.bridge.tagging.create("activity", {"title": "Walk", "languages": "es zgh"})
    [item] = add_items(1, walk)
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    panel = window.stage.panel
    hint = panel.box("caption", "zgh")._parts.hint_text
    assert "Noto Sans Tifinagh" in hint.text() and hint.isVisible(), "said before a letter is typed"
    assert "Tifinagh" in panel.box("caption", "zgh").editor.accessibleDescription()
    assert not panel.box("caption", "es")._parts.hint.isVisible()
    panel.box("caption", "es").focus_editor()
    edit = panel.box("caption", "es").editor
    edit.textCursor().insertText("ⴰⵥⵟⵟⴰ")
    edit.moveCursor(QTextCursor.MoveOperation.End)
    said = panel.box("caption", "es")._parts.hint_text.text()
    assert "Noto Sans Tifinagh" in said
    edit.setPlainText("\ue000")
    assert "U+E000" in panel.box("caption", "es")._parts.hint_text.text()
    edit.setPlainText("ⴰⵥⵟⵟⴰ")
    panel.commit()
    settled()
    assert describe(library.database, [item])[item].by_language("caption") == {"es": "ⴰⵥⵟⵟⴰ"}


@pytest.mark.usefixtures("few_fonts")
def test_a_cell_of_the_table_carries_the_same_sign_and_says_the_same(
    window: MainWindow, add_items: Callable[..., list[str]], settled: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tagging = window.kit.bridge.tagging
    one, two = add_items(2, tagging.create("activity", {"title": "Walk", "languages": "zgh"}))
    tagging.replace([one], "caption", ["ⴰⵥⵟⵟⴰ"], lang="zgh")
    tagging.replace([two], "caption", ["Azetta"], lang="zgh")
    window.kit.bridge.tell_everything()
    settled()
    window.stage.show_page("table")
    settled()
    page = window.stage.made("table")
    assert isinstance(page, TablePage)
    section = [column.key for column in page.model.columns].index("caption:zgh") + 1
    cells = {item: page.model.index(page.model.row(item), section) for item in (one, two)}
    for role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
        assert "Noto Sans Tifinagh" in cells[one].data(role) and "Noto Sans" not in cells[two].data(role)
    drawn, ground = [], QPixmap(200, 24)
    monkeypatch.setattr(page._delegate, "_icon", lambda _line, name, _colour: drawn.append(name))
    for item, signs in ((one, ["alert"]), (two, [])):
        drawn.clear()
        option = QStyleOptionViewItem()
        option.rect = ground.rect()
        with QPainter(ground) as painter:
            page._delegate.paint(painter, option, cells[item])
        assert drawn == signs

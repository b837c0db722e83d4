"""Letters that no font has: said at the field, with the font that has them, and kept as they are."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QPainter, QPixmap, QTextCursor
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem

from minoties_desktop.qt import fonts
from minoties_desktop.qt.pages import fonts as fonts_page
from minoties_desktop.qt.pages.table import TablePage
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import fonts as files
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


FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")
"""It has Tifinagh, and no Khmer."""


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that are opened, all but those of a page."""
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()) or "fonts" in found[-1])
    return found


@pytest.mark.usefixtures("few_fonts")
def test_the_field_and_the_cell_lead_to_where_a_font_is_had(
    window: MainWindow, add_items: Callable[..., list[str]], settled: Callable[[], None], asked: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts_page.sys, "platform", "linux")
    tagging = window.kit.bridge.tagging
    [item] = add_items(1, tagging.create("activity", {"title": "Walk", "languages": "km es"}))
    tagging.replace([item], "caption", ["ខ្មែរ"], lang="km")
    window.kit.bridge.tell_everything()
    settled()
    window.stage.grid.view.selectAll()
    settled()
    parts = window.stage.panel.box("caption", "km")._parts
    assert parts.font.isVisible() and not window.stage.panel.box("caption", "es")._parts.font.isVisible()
    parts.font.click()
    dialog = opened(window)
    assert "Noto Sans Khmer" in dialog._lacking.text() and "apt install fonts-noto-core" in dialog._package.text()
    dialog.page.click()
    assert asked == [fonts_page.PAGE] and not dialog._fault.isVisible()
    dialog.close_button.click()
    window.stage.show_page("table")
    settled()
    page = window.stage.made("table")
    assert isinstance(page, TablePage)
    for key, is_shown in (("caption:es", False), ("caption:km", True)):
        section = [column.key for column in page.model.columns].index(key) + 1
        page.view.setCurrentIndex(page.model.index(0, section))
        settled()
        assert page.line._font.isVisible() is is_shown
    page.line._font.click()
    assert "Noto Sans Khmer" in opened(window)._lacking.text()


def test_a_font_file_is_drawn_with_kept_and_removed_unless_it_lacks_the_letters(
    window: MainWindow, settled: Callable[[], None], tmp_path: Path, few_fonts: None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.deeds.show_fonts("ⵜⵉⴼ")
    dialog = opened(window)
    (tmp_path / "broken.ttf").write_bytes(b"OTTO" + bytes(5000))
    (tmp_path / "cut.ttf").write_bytes(FONT.read_bytes()[:3000])
    for name in ("broken.ttf", "cut.ttf", "none.ttf"):
        dialog.use(tmp_path / name)
        settled()
        assert name in dialog._fault.text() and dialog._fault.isVisible() and files.kept() == []
    monkeypatch.setattr(dialog, "_text", "ខ្មែរ")
    dialog.use(FONT)
    settled()
    assert "ខ" in dialog._fault.text() and files.kept() == []
    monkeypatch.setattr(dialog, "_text", "ⵜⵉⴼ")
    dialog.use(FONT)
    settled()
    [kept] = files.kept()
    assert fonts.names() == {kept: "DejaVu Sans"} and kept.read_bytes() == FONT.read_bytes()
    assert not dialog._fault.isVisible() and dialog._kept.isVisible()
    kept.write_bytes(b"no font any more")
    fonts._kept.cache_clear()
    assert fonts.names() == {}, "one that was damaged since keeps nothing from starting"
    kept.write_bytes(FONT.read_bytes())
    dialog._on_remove(kept)
    settled()
    assert files.kept() == [] and fonts.names() == {} and not dialog._kept.isVisible()
    dialog.accept()


def opened(window: MainWindow) -> fonts_page.FontsDialog:
    return [one for one in window.findChildren(fonts_page.FontsDialog) if one.isVisible()][-1]

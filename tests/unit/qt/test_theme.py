"""The look comes from the tokens, whole, and changes while the window is open."""

import re
from collections import Counter

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from minoties_desktop.config.resources import resource
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.theme import mark
from minoties_desktop.qt.widgets.band import Band
from minoties_desktop.qt.widgets.chips import Chip


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
             for part in (colour.redF(), colour.greenF(), colour.blueF())]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXTS = {
    "text-strong": ("surface-base", "surface-window"),
    "text-base": ("surface-base", "surface-window", "surface-raised", "surface-hover", "accent-subtle", "surround-grid",
                  "surround-loupe", "selection-fill", "error-subtle", "warning-subtle", "success-subtle"),
    "text-subtle": ("surface-base", "surface-window", "surface-raised", "surface-hover", "surround-grid",
                    "selection-fill"),
    "text-placeholder": ("surface-base", "surface-window"),
    "link": ("surface-base", "surface-window", "surface-raised", "accent-subtle"),
    "link-red": ("surface-base", "surface-window", "surface-raised"),
    **{state: ("surface-base", "surface-window", "surface-raised", "surround-grid", "selection-fill", f"{state}-subtle")
       for state in ("success", "warning", "error")},
    "on-accent": ("accent", "accent-hover", "accent-active"),
    "label-digit": ("label-6", "label-7", "label-8", "label-9"),
}
FRAMES = {
    "border-control": ("surface-base", "surface-window", "surface-raised", "surround-grid"),
    "selection-frame": ("surface-base", "surface-window", "surround-grid", "surround-loupe"),
    "focus-ring": ("surface-base", "surface-window", "surround-grid", "surround-loupe"),
    "progress-fill": ("surface-base", "surface-window", "surface-raised"),
}


@pytest.mark.parametrize("look", ["light", "dark"])
def test_text_and_frames_can_be_told_from_what_they_stand_on(kit: Kit, look: str) -> None:
    kit.theme.choose(look)
    tokens = kit.theme.tokens
    for pairs, least in ((TEXTS, 4.45), (FRAMES, 3.0)):
        for ink, grounds in pairs.items():
            for ground in grounds:
                found = contrast(tokens.colour(ink), tokens.colour(ground))
                assert found >= least, f"{ink} on {ground}: {found:.2f}"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_surrounds_of_pictures_have_no_tint(kit: Kit, look: str) -> None:
    kit.theme.choose(look)
    for name in ("surround-grid", "surround-loupe", "surround-mid", "surround-black", "surround-white"):
        colour = kit.theme.tokens.colour(name)
        assert colour.red() == colour.green() == colour.blue()


def test_a_theme_change_replaces_everything_and_tells(qtbot: QtBot, qapp: QApplication, kit: Kit) -> None:
    before = kit.theme.tokens
    with qtbot.waitSignal(kit.theme.changed):
        kit.theme.choose("dark")
    after = kit.theme.tokens
    assert after.generation > before.generation
    assert after.dark and not before.dark
    assert qapp.palette().color(QPalette.ColorRole.Base) == after.colour("surface-base")
    assert after.colour("surface-window").name() in qapp.styleSheet()


def test_every_role_of_the_palette_is_ours(kit: Kit) -> None:
    palette = kit.theme.tokens.palette()
    ours = {QColor(values["light"]).name() for values in kit.theme.tokens.source["colour"].values()}
    for role in QPalette.ColorRole:
        if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole):
            assert palette.color(QPalette.ColorGroup.Active, role).name() in ours, role


def test_sizes_grow_with_the_text(kit: Kit) -> None:
    small = QFont(kit.theme.tokens.font)
    small.setPixelSize(13)
    kit.theme.set_font(small)
    assert kit.theme.tokens.size("field") == 30
    large = QFont(small)
    large.setPixelSize(26)
    kit.theme.set_font(large)
    assert kit.theme.tokens.size("field") == 60
    assert kit.theme.tokens.text("title").pixelSize() == 40
    kit.theme.set_font(small)


@pytest.mark.parametrize("pixels", [13, 16, 19, 20, 23, 26, 33])
def test_chips_are_round_at_any_size_of_text(kit: Kit, qtbot: QtBot, pixels: int) -> None:
    before = kit.theme.tokens.font
    font = QFont(before)
    font.setPixelSize(pixels)
    kit.theme.set_font(font)
    frame = QWidget()
    qtbot.addWidget(frame)
    chip = Chip(kit, "x", "x", frame)
    assert 2 * kit.theme.tokens.radius("pill") <= chip.sizeHint().height()
    kit.theme.set_font(before)


def test_high_contrast_strengthens_lines(kit: Kit, qtbot: QtBot) -> None:
    kit.theme.set_contrast(True)
    assert kit.theme.tokens.colour("border-hairline") == kit.theme.tokens.colour("border-control")
    band = Band()
    qtbot.addWidget(band)
    band.say(kit.dresser, "error", "x")
    edge, inside = (band.grab().toImage().pixelColor(at, band.height() // 2) for at in (0, 4))
    assert (edge, inside) == (kit.theme.tokens.colour("error"), kit.theme.tokens.colour("error-subtle"))


@pytest.mark.parametrize("look", ["light", "dark"])
def test_a_tick_that_cannot_be_changed_is_told_from_none(qapp: QApplication, kit: Kit, qtbot: QtBot, look: str) -> None:
    kit.theme.choose(look)
    box = QCheckBox()
    qtbot.addWidget(box)
    box.setEnabled(False)
    grounds = []
    for ticked in (False, True):
        box.setChecked(ticked)
        shot = box.grab().toImage()
        colours = Counter(shot.pixelColor(x, y).name() for x in range(4, 16) for y in range(4, shot.height() - 4))
        grounds.append(QColor(colours.most_common(1)[0][0]))
    assert contrast(*grounds) > 1.5


def test_the_style_sheet_holds_no_colour_and_no_pixel_of_its_own() -> None:
    text = re.sub(r"/\*.*?\*/", "", resource("style", "app.qss").read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|\b\d+px|\brgba?\(", text)


def test_the_style_sheet_is_understood_by_qt(kit: Kit, qtbot: QtBot) -> None:
    # A mistake in it is a Qt warning, which fails the test.
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.ensurePolished()
    assert "$" not in kit.theme.tokens.style_sheet()


def test_marking_a_widget_makes_it_look_again(kit: Kit, qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.show()
    mark(button, primary=True)
    assert button.grab().toImage().pixelColor(button.width() // 2, 3) == kit.theme.tokens.colour("accent")


def test_marking_a_label_gives_it_the_room_that_its_mark_takes(kit: Kit, qtbot: QtBot) -> None:
    label = QLabel("Green")
    qtbot.addWidget(label)
    label.show()
    bare = label.sizeHint().width()
    mark(label, chosen="8")
    assert label.sizeHint().width() >= bare + 2 * kit.theme.tokens.space(2)
    mark(label, chosen="")
    assert label.sizeHint().width() == bare

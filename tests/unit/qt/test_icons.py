"""Icons are tinted at paint time, sharp at any scale, and mirrored where they point."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage

from minoties_desktop.config.resources import resource
from minoties_desktop.qt.actions import DEEDS
from minoties_desktop.qt.icons import MIRRORED
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.looks import DELIVERY, ITEM, SEVERITY

NAMES = {path.stem for path in resource("icons").glob("*.svg")}


def colours(image: QImage) -> set[str]:
    found = set()
    for x in range(image.width()):
        for y in range(image.height()):
            colour = image.pixelColor(x, y)
            if colour.alpha() == 255:
                found.add(colour.name())
    return found


def test_an_icon_has_one_colour_of_the_theme(kit: Kit) -> None:
    image = kit.icons.pixmap("success", "success", 20, 1.0).toImage()
    assert colours(image) == {kit.theme.tokens.colour("success").name()}


def test_an_icon_follows_the_theme(kit: Kit) -> None:
    icon = kit.icons.icon("edit")
    light = colours(icon.pixmap(QSize(20, 20)).toImage())
    kit.theme.choose("dark")
    assert colours(icon.pixmap(QSize(20, 20)).toImage()) == {kit.theme.tokens.colour("text-base").name()} != light


def test_disabled_and_checked_icons_look_so(kit: Kit) -> None:
    icon = kit.icons.icon("edit")
    disabled = icon.pixmap(QSize(20, 20), QIcon.Mode.Disabled)
    checked = icon.pixmap(QSize(20, 20), QIcon.Mode.Normal, QIcon.State.On)
    assert colours(disabled.toImage()) == {kit.theme.tokens.colour("text-disabled").name()}
    assert colours(checked.toImage()) == {kit.theme.tokens.colour("link").name()}


def test_an_icon_has_the_pixels_of_its_screen(kit: Kit) -> None:
    pixmap = kit.icons.pixmap("edit", "text-base", 16, 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (32, 2.0)


def test_only_pointing_icons_are_mirrored(kit: Kit) -> None:
    assert set(MIRRORED) <= NAMES
    plain = kit.icons.pixmap("next", "text-base", 20, 1.0, mirrored=False).toImage()
    turned = kit.icons.pixmap("next", "text-base", 20, 1.0, mirrored=True).toImage()
    assert plain != turned
    back = plain.flipped(Qt.Orientation.Horizontal)
    assert all(abs(back.pixelColor(x, y).alpha() - turned.pixelColor(x, y).alpha()) < 64
               for x in range(20) for y in range(20))


@pytest.mark.parametrize("name", sorted({deed.icon for deed in DEEDS if deed.icon}
                                        | {look.icon for looks in (ITEM, DELIVERY, SEVERITY)
                                           for look in looks.values()}))
def test_every_icon_that_is_named_is_there(name: str) -> None:
    assert name in NAMES


def test_every_state_has_its_own_look_without_colour() -> None:
    shapes = [look.icon for state, look in ITEM.items() if state != "practised"]
    assert len(shapes) == len(set(shapes))

"""The list of deliveries, wherever it stands: a double click or Enter opens a file's page, of practice the gallery."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.sites import COMMONS, PRACTICE
from minoties_desktop.domain.states import State
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.models.deliveries import Delivery, DeliveryModel
from minoties_desktop.qt.models.thumbnails import Thumbnails
from minoties_desktop.qt.widgets.delivery_list import DeliveryList

PAGE = "https://commons.wikimedia.org/wiki/File:Weaver.jpg"


@pytest.mark.parametrize(("wiki", "state", "url", "opened"), [
    (COMMONS, State.DONE, PAGE, PAGE), (PRACTICE, State.DONE, "http://127.0.0.1:9/", "gallery"),
    (PRACTICE, State.QUEUED, "", ""), (COMMONS, State.QUEUED, "", "")])
def test_what_is_pressed_opens(
    qtbot: QtBot, kit: Kit, monkeypatch: pytest.MonkeyPatch, wiki: str, state: State, url: str, opened: str,
) -> None:
    found = [""]
    monkeypatch.setattr("minoties_desktop.qt.widgets.delivery_list.QDesktopServices.openUrl",
                        lambda address: found.append(address.toString()))
    shown = DeliveryList()
    qtbot.addWidget(shown)
    model = DeliveryModel(lambda one: one.title)
    shown.furnish(model, kit, Thumbnails(shown), lambda _one: "", lambda _one: "")
    shown.gallery_wanted.connect(lambda: found.append("gallery"))
    model.show([Delivery("item", "Weaver", state, wiki=wiki, url=url)])
    shown.activated.emit(model.index(0))
    assert found[-1] == opened

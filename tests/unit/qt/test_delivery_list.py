"""The list of deliveries, wherever it stands: a double click or Enter opens a file's page, of practice the gallery."""

from __future__ import annotations

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from minoties_desktop.domain.sites import COMMONS, PRACTICE
from minoties_desktop.domain.states import State
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.models.deliveries import Delivery, DeliveryModel, DeliveryRole
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


def test_what_is_new_above_pushes_the_rest_down_and_what_is_chosen_stays(
    qtbot: QtBot, kit: Kit, qtmodeltester: ModelTester,
) -> None:
    model = DeliveryModel(lambda one: one.title)
    qtmodeltester.check(model)
    first, second, third = (Delivery(name, name, State.DONE, wiki=COMMONS) for name in ("first", "second", "third"))
    model.show([first])
    shown = DeliveryList()
    qtbot.addWidget(shown)
    shown.furnish(model, kit, Thumbnails(shown), lambda _one: "", lambda _one: "")
    shown.setCurrentIndex(model.index(0))
    low = shown.maximumHeight()
    model.show([third, second, first])
    assert (shown.currentIndex().row(), model.rowCount()) == (2, 3)
    assert shown.currentIndex().data(DeliveryRole.DELIVERY) is first
    assert shown.maximumHeight() > low

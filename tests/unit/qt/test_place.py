"""The place page: clocks move pins at once, nothing is written until it is said, and all of it has keys and names."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QLocale, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QSlider
from pytestqt.qtbot import QtBot

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain import offsets, positions
from minoties_desktop.domain.placing import Shot, Spot
from minoties_desktop.domain.positions import Position
from minoties_desktop.domain.track import Match, Point, Track, Why, metres
from minoties_desktop.media import clockcode
from minoties_desktop.qt.kit import Kit
from minoties_desktop.qt.mercator import position, world
from minoties_desktop.qt.models.place import Plan
from minoties_desktop.qt.pages.clock_code import ClockCode
from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.pages.place import PlacePage
from minoties_desktop.qt.pins import Pin
from minoties_desktop.qt.widgets.map_ground import FINE_FROM, View, needed, warm
from minoties_desktop.qt.widgets.map_ground import Ground as Land
from minoties_desktop.qt.widgets.map_view import MapView
from minoties_desktop.qt.widgets.privacy_box import PrivacyBox
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import clockpage, gazetteer, placing
from minoties_desktop.services.placing import Ground
from minoties_desktop.store import values
from tests.support.place_scenes import walk

from .conftest import AddItems

Settled = Callable[[], None]


@pytest.fixture
def page(window: MainWindow, add_items: AddItems, settled: Settled, qtbot: QtBot) -> Iterator[PlacePage]:
    """The page with a walk of twelve photographs whose camera was behind; the first shows a QR code."""
    library = window.kit.bridge.library
    activity = window.kit.bridge.tagging.create("activity", {"title": "Walk"})
    add_items(12, activity)
    walk(library)
    window.kit.bridge.tell_everything()
    window.stage.go_to("activity", activity)
    window.stage.show_page("map")
    made = window.stage.made("map")
    assert isinstance(made, PlacePage)
    made.refresh()
    settled()
    QTest.qWait(5)
    yield made


def plan(page: PlacePage):
    assert page._plan is not None
    return page._plan


def stored(window: MainWindow) -> dict[str, str]:
    ids = list(window.stage.grid.model.ids)
    return {item: value.text for item, found in values.own(window.kit.bridge.library.database, ids).items()
            for value in found if value.field == "camera_position"}


def child(page: PlacePage, kind: type, name: str):
    return page.findChild(kind, name)


def test_the_clock_is_set_by_the_qr_code_and_nothing_is_written_until_it_is_said(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    assert child(page, QLineEdit, "offset").text() == offsets.written(plan(page).added[plan(page).body])
    assert plan(page).words[plan(page).body].startswith("qr:")
    placed = len(plan(page).placed)
    assert placed >= 10 and stored(window) == {}
    child(page, QPushButton, "apply").click()
    settled()
    assert len(stored(window)) == placed
    window.kit.bridge.tagging.undo()
    assert stored(window) == {}


def test_arrows_move_the_clock_by_a_second_with_shift_by_ten_and_pages_by_a_minute(page: PlacePage) -> None:
    slider = child(page, QSlider, "slider")
    start, before = plan(page).added[plan(page).body], [spot.position for spot in plan(page).spots]
    slider.setFocus()
    for key, modifier, seconds in (
        (Qt.Key.Key_Right, Qt.KeyboardModifier.NoModifier, 1),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, 11),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, 71),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier, 61),
    ):
        QTest.keyClick(slider, key, modifier)
        assert plan(page).added[plan(page).body] == start + seconds
    after = [spot.position for spot in plan(page).spots]
    assert after != before
    pins = {pin.item: pin.at for pin in page.findChild(MapView)._pins}
    assert pins == {spot.shot.item: spot.match.position for spot in plan(page).spots if spot.match.position}


def test_a_typed_offset_counts_and_a_wrong_one_is_said(page: PlacePage, window: MainWindow) -> None:
    field = child(page, QLineEdit, "offset")
    field.setText("+0:30")
    field.editingFinished.emit()
    assert plan(page).added[plan(page).body] == 30
    said = []
    window.kit.bridge.failed.connect(lambda message, remedy: said.append(message.key))
    field.setText("soon")
    field.editingFinished.emit()
    assert said == ["place-offset-wrong"] and field.text() == "+0:30"


def test_a_photographed_clock_is_typed_off(page: PlacePage, window: MainWindow, settled: Settled) -> None:
    item = window.stage.grid.model.ids[3]
    window.stage.grid.view.select([item], item)
    settled()
    shot = next(shot for shot in plan(page).ground.shots if shot.item == item)
    child(page, QPushButton, "clockPhoto").click()
    time = child(page, QLineEdit, "clockTime")
    assert time.isVisible()
    time.setText((shot.clock + timedelta(seconds=77)).isoformat(" ", "seconds"))
    child(page, QPushButton, "useClock").click()
    assert plan(page).added[plan(page).body] == 77
    assert plan(page).words[plan(page).body] == f"clock:{item}"


def test_the_gap_is_told_and_what_lies_in_it_can_be_selected(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    lost = [spot.shot.item for spots in plan(page).lost.values() for spot in spots]
    assert lost
    child(page, QPushButton, "showLost").click()
    settled()
    assert set(window.stage.grid.view.selected_ids()) == set(lost)
    plan(page)
    child(page, QPushButton, "putHere").click()
    settled()
    assert set(stored(window)) == set(lost)


def test_a_pin_is_dragged_to_its_place(page: PlacePage, window: MainWindow, settled: Settled) -> None:
    view = page.findChild(MapView)
    view.zoom(6)
    pile = view.piles()[0] if view.piles() else None
    if pile is None:
        view.fit(plan(page).ground.track)
        pile = view.piles()[0]
    start = view._marks.box(pile).center().toPoint()
    end = start + QPoint(60, 40)
    expected = position(view.view.point(pile.at + QPointF(60, 40)))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + QPoint(30, 20))
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    settled()
    found = stored(window)
    assert set(found) == set(pile.items)
    assert all(metres(positions.parse(text), expected) < 5 for text in found.values())


def test_ctrl_return_does_what_the_pages_button_does(page: PlacePage, window: MainWindow, settled: Settled) -> None:
    assert not window.form.primary.isVisible()
    window.deeds_of["queue"].trigger()
    settled()
    assert stored(window)


def test_a_track_is_taken_and_dropped(page: PlacePage, window: MainWindow, settled: Settled, tmp_path: Path,
                                      monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "other.gpx"
    other.write_text('<gpx><trk><trkseg><trkpt lat="1" lon="2"><time>2026-11-14T13:00:00Z</time></trkpt></trkseg></trk>'
                     "</gpx>")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(other)], ""))
    page.tracks.choose()
    settled()
    chips = [chip for chip in page.findChildren(QPushButton) if "gpx" in chip.text()]
    assert len(chips) == 2
    next(chip for chip in chips if "other" in chip.text()).click()
    settled()
    points = plan(page).ground.track.points
    assert len(points) > 1 and Point(1_794_661_200.0, 1, 2) not in points


def test_a_suggested_place_is_taken_over_only_when_it_is_pressed(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    item = window.stage.grid.model.ids[2]
    window.stage.grid.view.select([item], item)
    settled()
    button = child(page, QPushButton, "useNear")
    assert "Temuco" in button.text()
    database = window.kit.bridge.library.database
    assert not [value for value in values.own(database, [item]).get(item, []) if value.field == "place_created"]
    button.click()
    settled()
    [value] = [value for value in values.own(database, [item])[item] if value.field == "place_created"]
    assert (value.text, value.source) == ("Temuco", "gazetteer")


def test_everything_has_a_name(page: PlacePage) -> None:
    for widget in page.findChildren(QPushButton) + page.findChildren(QSlider) + page.findChildren(MapView):
        if widget.isVisible():
            found = QAccessible.queryAccessibleInterface(widget)
            assert found.text(QAccessible.Text.Name), widget.objectName()


def test_the_map_goes_round_the_world(kit: Kit, qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.furnish(kit, lambda item, pixels: None)
    view.resize(800, 500)
    view.show_pins([Pin("a", Position(-17, 179.95)), Pin("b", Position(-17.1, -179.95))])
    track = Track.of([Point(0, -17, 179.95), Point(10, -17.1, -179.95)])
    view.show_track(track, 300)
    seen = view.fit(track)
    assert seen.zoom > 8
    assert sorted(item for pile in view.piles() for item in pile.items) == ["a", "b"]
    assert all(0 <= pile.at.x() <= 800 and 0 <= pile.at.y() <= 500 for pile in view.piles())
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    view.render(image)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Up, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
    assert view.view.zoom == pytest.approx(seen.zoom)


@pytest.mark.parametrize(("latitude", "longitude"), [(0, 0), (60, 179.9), (-54.8, -68.3), (84, -179.9)])
def test_the_projection_comes_back(latitude: float, longitude: float) -> None:
    found = position(QPointF(*world(latitude, longitude)))
    assert (found.latitude, found.longitude) == pytest.approx((latitude, longitude), abs=1e-6)


def test_the_code_on_the_screen_can_be_read_by_the_app(kit: Kit, qtbot: QtBot, tmp_path: Path) -> None:
    from PIL import Image

    dialog = ClockCode(kit)
    qtbot.addWidget(dialog)
    dialog.show()
    QApplication.processEvents()
    dialog.grab().save(str(tmp_path / "screen.png"))
    with Image.open(tmp_path / "screen.png") as picture:
        told = datetime.fromisoformat(clockcode.find(picture))
    assert abs((datetime.now(UTC) - told).total_seconds()) < 60
    dialog.reject()


def test_the_page_for_the_phone_needs_nothing_else(tmp_path: Path) -> None:
    clockpage.save_page(tmp_path / "clock.html", Messages("es"))
    text = (tmp_path / "clock.html").read_text(encoding="utf-8")
    assert "var qrcode" in text and "{script}" not in text and 'lang="es"' in text
    assert "<script src" not in text and "<link" not in text and "@import" not in text
    assert Messages("es").text("clock-page-title") in text


def test_an_activity_says_what_is_not_sent(window: MainWindow, add_items: AddItems, settled: Settled) -> None:
    bridge = window.kit.bridge
    activity = bridge.tagging.create("activity", {"title": "Walk", "privacy": "remove-thumbnail"})
    [item] = add_items(1, activity)
    bridge.tagging.replace([item], "camera_position", ["-33.4394123,-70.6768456"])
    [row] = bridge.lists.register("activity")
    form = ActivityForm(window.kit, row, window)
    form.show()
    settled()
    box = form.findChild(PrivacyBox)
    assert box.wishes == "remove-thumbnail"
    assert "metre" in box._learned.text() and "-33.439412" in box._example.text()
    box._position.setCurrentIndex(1)
    box._parts["remove-serials"].setChecked(True)
    settled()
    assert box.wishes == "coarsen-position remove-serials remove-thumbnail"
    assert "-33.440000,-70.680000" in box._example.text()
    assert not box._parts["remove-makernotes"].isEnabled()
    box._position.setCurrentIndex(2)
    settled()
    assert "-33.44" not in box._example.text().replace("-33.439412", "")
    form._form.zone.setText("America/Santiago")
    form._form.accept.click()
    settled()
    [row] = bridge.lists.register("activity")
    assert (row["privacy"], row["zone"]) == ("remove-position remove-serials remove-thumbnail", "America/Santiago")


def test_one_odd_photograph_does_not_rule_the_map_and_is_offered_at_its_edge(kit: Kit, qtbot: QtBot) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.furnish(kit, lambda item, pixels: None)
    view.resize(800, 500)
    view.show()
    near = [Pin(f"{n}", Position(-38.74 + n * 0.001, -72.6)) for n in range(9)]
    view.show_pins([*near, Pin("odd", Position(37, -6))])
    walk = view.fit(Track())
    assert walk.zoom > 10
    assert view.away.isVisible() and view.away.text() == "1 photograph far away"
    assert view.rect().contains(view.away.geometry())
    assert view.away.geometry().center().x() > 400 and view.away.geometry().center().y() < 250  # to the north-east
    view.away.click()
    assert view.view.zoom < 5 and view.away.isHidden()


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_nothing_lies_over_the_buttons_of_a_low_map(
    kit: Kit, qtbot: QtBot, direction: Qt.LayoutDirection,
) -> None:
    view = MapView()
    qtbot.addWidget(view)
    view.setLayoutDirection(direction)
    view.furnish(kit, lambda item, side: None)
    view.resize(view.sizeHint() + QSize(200, 0))
    view.show()
    far = -6 if direction == Qt.LayoutDirection.LeftToRight else -130  # on the side of the buttons
    near = [Pin(f"{n}", Position(-38.74 + n * 0.001, -72.6)) for n in range(9)]
    view.show_pins([*near, Pin("odd", Position(37, far))])
    view.fit(Track())
    assert view.away.isVisible() and view.rect().contains(view.away.geometry())
    for other in view.findChildren(QPushButton):
        assert other is view.away or not view.away.geometry().intersects(other.geometry())


def test_the_head_of_the_map_gives_words_up_and_cuts_none(page: PlacePage) -> None:
    count, add = page._form.countLabel, page._form.addTrack
    for width in range(page.width(), 200, -20):
        page.setFixedWidth(width)
        QApplication.processEvents()
        assert count.width() >= count.sizeHint().width()
        assert count.text() == "12 photographs" or not add.text()
        if count.text() == "12":
            break
    assert count.text() == "12" and count.toolTip() == count.accessibleName() == "12 photographs"


def test_what_is_below_the_map_flows_in_lines_and_leaves_the_map_its_room(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    page.show_item(window.stage.grid.model.ids[0], 0, 12)
    page.show_selection(list(window.stage.grid.model.ids)[:8])
    settled()
    form = page._form
    for size in (QSize(1100, 700), QSize(560, 420), QSize(420, 640)):
        page.setFixedSize(size)
        for _ in range(5):
            QApplication.processEvents()
        assert form.map.height() >= page.height() * 0.4
        presses = [form.useNear, form.copyPlace, form.putHere]
        assert all(press.isVisibleTo(page) and press.width() <= press.sizeHint().width() for press in presses)
        assert len({press.y() for press in presses}) < 3
        for part in (*presses, form.what, form.nearWords, form.zoneWords, form.placedWords):
            assert part.mapTo(form.clockPanel, part.rect().bottomRight()).x() < form.clockPanel.width()
    assert form.panelScroll.verticalScrollBar().maximum() > 0


def test_the_middle_is_marked_while_something_without_a_place_is_selected(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    library, ids = window.kit.bridge.library, list(window.stage.grid.model.ids)
    with library.database.writing() as write:
        write.execute("UPDATE file SET clock = '' WHERE item = ?", (ids[-1],))
    page.refresh()
    settled()
    page.show_selection([ids[0]])
    assert page._form.map._middle == ""
    page.show_selection([ids[0], ids[-1]])
    assert page._form.map._middle == "Middle of the map"
    page.show_selection([ids[-1]])
    marked = page._form.map.grab().toImage()
    page._form.map.mark_middle("")
    unmarked = page._form.map.grab().toImage()
    middle = marked.rect().center() + QPoint(page._kit.theme.tokens.space(5) - 2, 0)
    ink = page._kit.theme.tokens.colour("text-base")
    assert marked.pixelColor(middle) == ink != unmarked.pixelColor(middle)
    page.show_selection([ids[0]])
    assert page._form.map._middle == ""


def test_the_time_axis_says_days_where_there_are_several() -> None:
    morning, noon = 1763107200.0, 1763121600.0
    at = [Spot(Shot(f"{n}"), None, moment, Match(None, Why.NO_TRACK), keeps=False) for n, moment in
          enumerate((morning, noon))]
    plan = Plan(Ground([], Track(), UTC))
    plan.spots = at
    locale = QLocale("en")
    assert plan.said(noon, locale) == "12:00"
    plan.spots = [*at, Spot(Shot("old"), None, morning - 86400 * 365, Match(None, Why.NO_TRACK), keeps=False)]
    assert [plan.said(one, locale) for one in (morning - 86400 * 365, noon)] == [
        "14 Nov 2024, 08:00", "14 Nov 2025, 12:00"]


def test_placing_leaves_the_selection_and_the_keyboard_on_the_map(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    window.stage.grid.view.selectAll()
    selected = set(window.stage.chosen())
    apply = child(page, QPushButton, "apply")
    apply.setFocus()
    QTest.keyClick(apply, Qt.Key.Key_Space)
    settled()
    QTest.qWait(400)
    settled()
    assert set(window.stage.chosen()) == selected
    focused = QApplication.focusWidget()
    assert focused is not None and page.isAncestorOf(focused)
    QTest.keyClick(focused, Qt.Key.Key_G)
    assert window.stage.page == "grid"


def test_the_key_that_queues_says_on_the_map_where_it_does(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    for _ in range(2):
        QTest.keyClick(page._form.map, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settled()
        QTest.qWait(300)
        settled()
    assert window.stage.page == "map"
    assert window.kit.speech.say("place-queue-elsewhere") in window.form.statusDeed.text()


def test_a_map_that_is_left_is_read_no_further_and_again_when_one_comes_back(
    page: PlacePage, window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    going, read, lists = Event(), [], window.kit.bridge.lists
    ground, first_texts = placing.ground, lists.first_texts

    def slow(*what: object) -> Ground:
        going.wait(30)
        return ground(*what)

    monkeypatch.setattr("minoties_desktop.qt.pages.place.placing.ground", slow)
    monkeypatch.setattr(lists, "first_texts", lambda *what: read.append(what) or first_texts(*what))
    before = plan(page)
    page.refresh()
    window.stage.show_page("grid")
    going.set()
    settled()
    assert not read and plan(page) is before
    window.stage.show_page("map")
    settled()
    assert read and plan(page) is not before


def test_a_window_that_is_minimised_while_the_map_is_read_shows_it_afterwards(
    window: MainWindow, page: PlacePage, settled: Settled, qtbot: QtBot,
) -> None:
    before = plan(page)
    page.refresh()
    window.showMinimized()
    qtbot.waitUntil(lambda: not page.isVisible() or window.isMinimized())
    settled()
    window.showNormal()
    settled()
    assert plan(page) is not before


def test_land_and_names_are_read_beside_the_windows_thread(
    page: PlacePage, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    view, readers = page._form.map, []
    monkeypatch.setattr("minoties_desktop.qt.widgets.map_view.warm",
                        lambda seen: readers.append(current_thread()) or warm(seen))
    view._read.clear()
    view._look(QPointF(*world(-33.4, -70.6)), 256 * 2 ** 7.0)
    before = view.grab().toImage()
    settled()
    assert readers and main_thread() not in readers
    assert view.grab().toImage() != before


def test_what_was_read_of_a_wide_map_is_there_while_it_is_painted(page: PlacePage) -> None:
    seen = View(QPointF(*world(-10, -140)), 256 * 2 ** FINE_FROM, QSize(2600, 1600))
    assert len([one for one in needed(seen) if one[0] == "land"]) > 40
    warm(seen)
    asked: list[tuple[int, int]] = []
    land, tile = gazetteer.atlas(), gazetteer.atlas().tile
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(land, "tile", lambda *at: asked.append(at) or tile(*at))
        Land().picture(seen, page._kit.theme.tokens, 1)
    assert not asked


def test_a_map_from_afar_asks_for_no_tile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gazetteer, "atlas", lambda: pytest.fail("the land is read while the map is painted"))
    middle, size = QPointF(*world(-33.4, -70.6)), QSize(1400, 900)
    assert needed(View(middle, 256 * 2.0 ** 2, size)) == {("land", 2)}
    assert needed(View(middle, 256 * 2.0 ** 3, size)) == {("land", 4), ("names",)}


def test_where_nothing_says_a_place_nobody_is_told_that_all_are_there(
    page: PlacePage, window: MainWindow, settled: Settled,
) -> None:
    found = Plan(replace(plan(page).ground, track=Track()))
    found.added = {}
    page._sum.show(found)
    words = child(page, QLabel, "stillWords").text()
    assert found.lost and words == window.kit.speech.say("place-apply-lost", len(found.spots))
    assert child(page, QPushButton, "apply").toolTip() == words

"""The place page and what an activity withholds, in their states, for screenshots."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from minoties_desktop.domain.positions import Position
from minoties_desktop.qt.pages.clock_code import ClockCode
from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import tracks
from minoties_desktop.services.library import Library
from minoties_desktop.services.placing import put_at

START = datetime(2026, 11, 14, 13, 5, tzinfo=UTC)
"""10:05 in Temuco."""
MINUTES = 160
GAP = range(75, 90)
CAMERA = "Canon EOS R6 214"
BEHIND = 192


def _way(minute: float) -> tuple[float, float]:
    return (-38.7395 + 0.0040 * math.sin(minute / 30) + 0.00001 * minute, -72.5960 + 0.00013 * minute)


def walk(library: Library) -> str:
    """Give the first activity a track, and its photographs the times of a clock that was behind; the activity."""
    activity = library.registers["activity"].list()[0]["id"]
    rows = "".join(
        f'<trkpt lat="{_way(second / 60)[0]:.7f}" lon="{_way(second / 60)[1]:.7f}">'
        f"<time>{START + timedelta(seconds=second):%Y-%m-%dT%H:%M:%SZ}</time></trkpt>"
        for second in range(0, MINUTES * 60, 10) if second // 60 not in GAP)
    path = library.root.parent / "walk-rayen.gpx"
    path.write_text(f'<gpx xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>{rows}</trkseg></trk></gpx>')
    tracks.add(library, path, activity)
    ids = [row[0] for row in library.database.reading().execute("SELECT id FROM item WHERE activity = ? ORDER BY seq",
                                                                (activity,))]
    with library.database.writing() as write:
        for number, item in enumerate(ids):
            minute = 4 + number * (MINUTES - 8) / len(ids) + 3 * math.sin(number)
            local = START + timedelta(hours=-3, minutes=minute, seconds=-BEHIND)
            write.execute("UPDATE file SET clock = ?, body = ? WHERE item = ?",
                          (local.replace(tzinfo=None).isoformat(timespec="seconds"), CAMERA, item))
        write.execute("UPDATE file SET shown_time = ? WHERE item = ?",
                      ((START + timedelta(minutes=4)).isoformat(), ids[0]))
    return activity


def mapped(window: MainWindow) -> None:
    """A walk on the map, its clock set by a QR code, some selected."""
    activity = walk(window.kit.bridge.library)
    window.stage.go_to("activity", activity)
    ids = list(window.stage.grid.model.ids)
    window.stage.grid.view.select(ids[5:9], ids[6])
    _open(window)


def _open(window: MainWindow) -> None:
    window.stage.show_page("map")
    window.stage.made("map").refresh()


def unplaced(window: MainWindow) -> None:
    """No track, no place: what to do."""
    [_, other] = window.kit.bridge.lists.register("activity")
    window.kit.bridge.tell(window.kit.bridge.tagging.move(list(window.stage.grid.model.ids)[:3], other["id"]))
    window.stage.go_to("activity", other["id"])
    _open(window)


def middle(window: MainWindow) -> None:
    """Photographs without a place are selected: the middle, where they can be put, is marked."""
    unplaced(window)
    window.stage.grid.view.select(list(window.stage.grid.model.ids)[:2])
    _open(window)


def one_pin(window: MainWindow) -> None:
    """One photograph that was put on the map by hand."""
    [_, other] = window.kit.bridge.lists.register("activity")
    window.kit.bridge.tell(window.kit.bridge.tagging.move(list(window.stage.grid.model.ids)[:1], other["id"]))
    window.stage.go_to("activity", other["id"])
    ids = list(window.stage.grid.model.ids)
    put_at(window.kit.bridge.library, ids[:1], Position(40.6316, 22.9372))
    window.kit.bridge.tagging.replace(ids[:1], "heading", ["60"])
    window.stage.grid.view.select(ids[:1])
    _open(window)


def nothing(window: MainWindow) -> None:
    """A map with nothing to place."""
    window.form.find.setText("xyzzy")
    _open(window)


def moved(window: MainWindow) -> None:
    """The slider moved by a minute and a half: pins follow, nothing is written."""
    mapped(window)
    window.stage.made("map").findChild(object, "slider").setValue(90)


def odd(window: MainWindow) -> None:
    """Photographs of two days, one of them on another continent."""
    mapped(window)
    library = window.kit.bridge.library
    last = window.stage.grid.model.ids[-1]
    with library.database.writing() as write:
        write.execute("UPDATE file SET clock = '2025-03-02T10:00:00' WHERE item = ?", (last,))
    window.kit.bridge.tell(put_at(library, [last], Position(37.39, -5.99)))


def code(window: MainWindow) -> ClockCode:
    """The time as a QR code."""
    dialog = ClockCode(window.kit, window)
    dialog.show()
    return dialog


def withheld(window: MainWindow) -> ActivityForm:
    """What an activity withholds, with something chosen."""
    row = {**window.kit.bridge.lists.register("activity")[0], "privacy": "coarsen-position remove-serials"}
    form = ActivityForm(window.kit, row, window)
    form.show()
    return form


PLACE_PAGES: dict[str, Callable[[MainWindow], object]] = {
    "map": mapped, "map-moved": moved, "map-odd": odd, "map-unplaced": unplaced, "map-one": one_pin,
    "map-middle": middle, "map-nothing": nothing, "clock-code": code, "privacy": withheld,
}

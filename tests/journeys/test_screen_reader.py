"""Somebody who does not see the screen takes three photographs from the grid to receipts: all that is asserted was
heard on the bus of assistive programs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from minoties_desktop.config import settings
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from tests.support.commands import CommandLine
from tests.support.queues import SMALL, ready
from tests.support.reader import SELECTED, Reader, Thing, listening
from tests.support.source import ROOT
from tests.support.xwindow import Screen, screen, wait_for

__all__ = ["screen"]

_TITLES = ("Weaver", "Wooden loom", "Market")
_PATIENCE = 40  # seconds; other tests may run beside this one
_GONE = "Could not find accessible on path"
"""What Qt says when a list is asked for that has been filled anew meanwhile."""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_photographs_are_sent_by_somebody_who_listens(screen: Screen, tmp_path: Path) -> None:
    library = tmp_path / "library"
    ready(library, dict.fromkeys(_TITLES, SMALL))
    settings.change(language="en", theme="light", start="grid")
    minoties, opened = CommandLine(library), Library(library)
    (tmp_path / "run").mkdir()
    with listening(screen.environment, tmp_path / "run") as reader, (tmp_path / "log").open("wb") as errors, \
            subprocess.Popen([sys.executable, "-m", "minoties_desktop.app", "--library", str(library)], cwd=ROOT,
                             env={**screen.environment, **reader.environment}, stdout=errors, stderr=errors) as process:
        try:
            screen.window("^Minoties")
            window = reader.program("inoties")
            photographs = _photographs(reader, window)
            assert [reader.name(one) for one in photographs] == [
                f"{title}, Ready, captions in Spanish, English, {place} of 3"
                for place, title in enumerate(_TITLES, start=1)]

            screen.key("F6")
            assert reader.name(_focused(reader, "list item")).startswith("Weaver, Ready")
            screen.key("ctrl+a")
            wait_for(lambda: all(reader.is_in(one, SELECTED) for one in photographs), _PATIENCE)
            assert reader.name(reader.find(window, "push button", "Queue 3 items"))
            screen.key("5")
            reader.hears("Announcement", "Stars of 3 items set", _PATIENCE)
            wait_for(lambda: all("5 stars" in reader.name(one) for one in _photographs(reader, window)), _PATIENCE)

            screen.key("F6")
            _reach(reader, screen, "Title")
            screen.type("Loom")
            screen.key("Return")
            reader.hears("Announcement", "itle", _PATIENCE)
            wait_for(lambda: reader.name(_photographs(reader, window)[0]).startswith("Loom"), _PATIENCE)

            screen.key("ctrl+k")
            assert reader.role(_focused(reader, "text")) == "text"
            screen.type("queue for practice")
            screen.key("Return")
            reader.hears("Announcement", "queued", _PATIENCE)
            screen.key("ctrl+shift+Return")
            bar = reader.find(window, "progress bar", "Progress of the sync")
            wait_for(lambda: minoties("status")["items"] == {"practised": 3}, _PATIENCE)
            wait_for(lambda: reader.progress(bar) == 1, _PATIENCE)
            wait_for(lambda: not Lists(opened).sync_runs(), _PATIENCE)  # closing would ask what becomes of it
            screen.close(screen.window("^Minoties"))
            process.wait(_PATIENCE)
        finally:
            process.kill()
            opened.close()
    assert (tmp_path / "log").read_text(encoding="utf-8") == ""


@pytest.mark.long
def test_comparing_filters_and_keys_are_heard(screen: Screen, tmp_path: Path) -> None:
    library = tmp_path / "library"
    ready(library, dict.fromkeys(_TITLES, SMALL))
    settings.change(language="en", theme="light", start="grid")
    (tmp_path / "run").mkdir()
    with listening(screen.environment, tmp_path / "run") as reader, (tmp_path / "log").open("wb") as errors, \
            subprocess.Popen([sys.executable, "-m", "minoties_desktop.app", "--library", str(library)], cwd=ROOT,
                             env={**screen.environment, **reader.environment}, stdout=errors, stderr=errors) as process:
        try:
            screen.window("^Minoties")
            window = reader.program("inoties")
            _photographs(reader, window)
            screen.key("F6")
            assert reader.name(_focused(reader, "list item")).startswith("Weaver, Ready")
            screen.key("ctrl+a", "c")
            _focused(reader, "graphic", "1 of 3: Weaver, Not marked, No stars")
            screen.key("Right")
            second = _focused(reader, "graphic", "2 of 3: Wooden loom, Not marked, No stars")
            screen.key("p")
            wait_for(lambda: reader.name(second) == "2 of 3: Wooden loom, Picked, No stars", _PATIENCE)
            screen.key("Escape", "Escape")

            screen.key("ctrl+shift+f")
            field = _focused(reader, "text")
            assert reader.name(field) == "Add a filter…"
            screen.type("picked")
            wait_for(lambda: "icked" in reader.description(field), _PATIENCE)
            screen.key("Down")
            reader.hears("Announcement", "place", _PATIENCE)
            screen.key("Up")
            reader.hears("Announcement", "icked", _PATIENCE)
            screen.key("Return")
            wait_for(lambda: len(_photographs(reader, window)) == 1, _PATIENCE)
            assert reader.name(reader.find(window, "push button", "icked"))

            screen.key("question")
            _focused(reader, "text", "Find an action or a key")
            screen.key("Tab")
            key = _focused(reader, "push button", ": ")
            name = reader.name(key)
            screen.key("space")
            wait_for(lambda: reader.name(key).endswith(": Press a key…"), _PATIENCE)
            screen.key("Escape")
            wait_for(lambda: reader.name(key) == name, _PATIENCE)
            screen.key("Escape")
            screen.close(screen.window("^Minoties"))
        finally:
            process.kill()
    told = (tmp_path / "log").read_text(encoding="utf-8").splitlines()
    assert not [line for line in told if _GONE not in line]


def _photographs(reader: Reader, window: Thing) -> list[Thing]:
    grid = reader.find(window, "list", "Photographs")
    return [one for one in reader.walk(grid) if reader.role(one) == "list item"]


def _focused(reader: Reader, role: str, name: str = "") -> Thing:
    while reader.role(thing := reader.focused()) != role or name not in reader.name(thing):
        pass
    return thing


def _reach(reader: Reader, screen: Screen, name: str) -> Thing:
    """From where the focus has just come to, press the tab key until a control of that name has it; each on the way
    has a name."""
    for _ in range(20):
        thing = reader.focused()
        assert reader.name(thing), reader.role(thing)
        if reader.name(thing) == name:
            return thing
        screen.key("Tab")
    raise AssertionError(f"the tab key does not reach {name}")

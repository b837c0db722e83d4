"""From an empty machine to receipts on the practice Commons: the first run and its practice walk, by keys alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from minoties_desktop.config import settings
from minoties_desktop.config.paths import suggested_library
from tests.support.commands import CommandLine
from tests.support.source import ROOT
from tests.support.xwindow import Screen, screen, wait_for

__all__ = ["screen"]

_CURSOR = 200  # pixels
_PATIENCE = 90  # seconds; other tests may run beside this one

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_somebody_new_gets_to_receipts_without_the_mouse(screen: Screen, tmp_path: Path) -> None:
    minoties = CommandLine(suggested_library())
    with (tmp_path / "log").open("wb") as errors, subprocess.Popen(
            [sys.executable, "-m", "minoties_desktop.app"], cwd=ROOT, env=screen.environment, stdout=errors,
            stderr=errors) as process:
        try:
            screen.window("^Minoties")
            _still(screen, tmp_path)
            screen.key("Return")  # the language of the system
            _still(screen, tmp_path)
            screen.key("Return")  # the library in its usual place
            _still(screen, tmp_path)
            screen.type("Rayen Huenchul")
            screen.key("Tab")
            screen.type("RayenH")
            screen.key("Return")
            _still(screen, tmp_path)
            screen.key("Return")  # the practice walk
            wait_for(minoties.library.exists, _PATIENCE)
            wait_for(lambda: _missing(minoties) == {"title", "caption", "people"}, _PATIENCE)
            assert _states(minoties) == {"to_finish": 6}
            _still(screen, tmp_path)

            screen.key("F8")
            _still(screen, tmp_path)
            screen.type("Harbour at dusk")
            screen.key("Return")
            wait_for(lambda: len({item["title"] for item in minoties("items")["items"]}) == 6, _PATIENCE)
            screen.key("F8")
            _still(screen, tmp_path)
            screen.type("A harbour town at dusk")
            screen.key("Return")
            wait_for(lambda: "caption" not in _missing(minoties), _PATIENCE)
            screen.key("F8")
            _still(screen, tmp_path)
            screen.key("space")  # nobody can be recognised
            wait_for(lambda: _states(minoties) == {"ready": 6}, _PATIENCE)

            screen.key("Escape")
            _still(screen, tmp_path)
            screen.key("shift+F6")  # from the photographs to the guide above them
            _still(screen, tmp_path)
            screen.key("space")
            wait_for(lambda: _states(minoties) == {"waiting": 6}, _PATIENCE)
            screen.key("ctrl+shift+Return")
            wait_for(lambda: _states(minoties) == {"practised": 6}, _PATIENCE)
            _still(screen, tmp_path)
            picture = Image.open(screen.picture(tmp_path / "end.png")).convert("RGB")
            assert len(picture.getcolors(1 << 24)) > 500, "a blank window"
            screen.close(screen.window("^Minoties"))
            process.wait(30)
        finally:
            process.kill()
    assert (tmp_path / "log").read_text(encoding="utf-8") == ""
    assert settings.load().last_library == str(suggested_library())
    [walk] = minoties("activity", "list")["activity"]
    assert "nothing is published" in walk["title"]


def _states(minoties: CommandLine) -> dict[str, int]:
    return minoties("status")["items"]


def _missing(minoties: CommandLine) -> set[str]:
    return {problem["field"] for problem in minoties.run("check")[1]["problems"]}


def _still(screen: Screen, folder: Path) -> None:
    """Wait until the window shows the same several times in a row, but for a cursor that blinks."""
    seen: list[Image.Image] = []

    def still() -> bool:
        seen.append(Image.open(screen.picture(folder / "still.png")).convert("L"))
        return len(seen) > 3 and all(_alike(seen[-1], before) for before in seen[-4:-1])

    wait_for(still, _PATIENCE)


def _alike(one: Image.Image, other: Image.Image) -> bool:
    box = ImageChops.difference(one, other).getbbox()
    return box is None or (box[2] - box[0]) * (box[3] - box[1]) < _CURSOR

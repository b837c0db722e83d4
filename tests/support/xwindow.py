"""A screen for a journey: Xvfb with a window manager, hands (xdotool) and eyes (scrot)."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")


class Screen:
    """A virtual screen. `environment` sends a child process there."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}

    def window(self, name: str, seconds: float = 30) -> str:
        """The id of the visible window whose title matches a regular expression; activated."""
        found = wait_for(lambda: self._ask("xdotool", "search", "--onlyvisible", "--name", name).split(), seconds)
        self.activate(found[-1])
        return found[-1]

    def activate(self, window: str) -> None:
        """Bring a window to the front, also one that was put away."""
        self._do("xdotool", "windowactivate", "--sync", window)

    def key(self, *keys: str) -> None:
        """Press keys or chords as xdotool names them, one after the other."""
        self._do("xdotool", "key", "--delay", "60", *keys)

    def type(self, text: str) -> None:
        """Type a text. Slowly: Qt loses letters outside Latin when they come every 5 ms."""
        self._do("xdotool", "type", "--delay", "60", "--", text)

    def click(self, x: int, y: int) -> None:
        """Click at a place on the screen, in pixels."""
        self._do("xdotool", "mousemove", str(x), str(y), "click", "1")

    def close(self, window: str) -> None:
        """Ask a window to close, as its frame's button does."""
        self._do("wmctrl", "-i", "-c", window)

    def minimise(self, window: str) -> None:
        """Put a window away, as its frame's button does."""
        self._do("xdotool", "windowminimize", window)

    def picture(self, path: Path) -> Path:
        """A PNG of the whole screen."""
        self._do("scrot", "--overwrite", str(path))
        return path

    def _do(self, *command: str) -> str:
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def _ask(self, *command: str) -> str:
        return subprocess.run(command, env=self.environment, capture_output=True, text=True).stdout


@contextmanager
def screen_of(width: int = 1440, height: int = 900) -> Iterator[Screen]:
    """Start a screen on a free display number, and its window manager; end both."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-noreset"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    try:
        number = server.stdout.readline().strip()
        assert number, "Xvfb did not start"
        screen = Screen(f":{number}")
        manager = subprocess.Popen(
            ["openbox", "--sm-disable"], env=screen.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(lambda: "window id" in screen._ask("xprop", "-root", "_NET_SUPPORTING_WM_CHECK"))
            yield screen
        finally:
            _end(manager)
    finally:
        _end(server)
        server.stdout.close()


def wait_for(question: Callable[[], T], seconds: float = 30) -> T:
    """The first true answer to a question that is asked over and over."""
    end = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < end, f"nothing for {seconds} s"
        time.sleep(0.05)
    return answer


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture
def screen() -> Iterator[Screen]:
    """A screen of 1440 x 900 pixels; import it where a journey needs one."""
    with screen_of() as screen:
        yield screen

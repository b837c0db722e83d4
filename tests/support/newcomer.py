"""Somebody new at an empty machine: the program on a screen of its own, worked by keys, seen by its picture."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PIL import Image, ImageChops

from minoties_desktop.config import settings
from minoties_desktop.config.paths import log_folder, suggested_library
from tests.support.commands import CommandLine
from tests.support.source import ROOT
from tests.support.xwindow import Screen, wait_for

PATIENCE = 90
"""Seconds; other tests may run beside this one."""
_CURSOR = 200  # pixels
_UNANSWERED = "QSpiApplication::keyEventError"
"""What Qt says when the bus of assistive programs is too busy to answer whether anybody there wants a key."""

N = TypeVar("N", bound="Newcomer")


class Newcomer:
    """Presses keys in the window that the program opens, and looks into the library with the command line."""

    def __init__(self, screen: Screen, folder: Path) -> None:
        self._screen, self._folder = screen, folder
        self.minoties = CommandLine(suggested_library())

    def press(self, *keys: str) -> None:
        """Press keys or chords as xdotool names them; go on when the window stands still."""
        self._screen.key(*keys)
        self.rest()

    def type(self, text: str) -> None:
        """Type where the keyboard is."""
        self._screen.type(text)

    def find(self, words: str) -> None:
        """Have something done, or go somewhere, by its name in the command palette."""
        self.press("ctrl+k")
        self.type(words)
        self.press("Return")

    def sees(self, sight: Callable[[], object]) -> None:
        """Wait for something; if it does not come, tell what the program has written down."""
        try:
            wait_for(sight, PATIENCE)
        except AssertionError as missed:
            missed.add_note(self._written())
            raise

    def rest(self) -> None:
        """Wait until the window shows the same several times in a row, but for a cursor that blinks."""
        seen: list[Image.Image] = []

        def still() -> bool:
            seen.append(Image.open(self._screen.picture(self._folder / "still.png")).convert("L"))
            return len(seen) > 3 and all(_alike(seen[-1], before) for before in seen[-4:-1])

        wait_for(still, PATIENCE)

    def keep_picture(self, name: str) -> None:
        """Keep what the window shows, to be looked at."""
        self._screen.picture(self._folder / f"{name}.png")

    def introduces_themselves(self, name: str, user_name: str, languages: str = "") -> None:
        """The first run up to its last question: language and library as they are, who one is."""
        self._screen.window("^Minoties")
        self.rest()
        self.press("Return")  # the language of the system
        self.press("Return")  # the library in its usual place
        self.sees(lambda: (settings.load().welcome or {}).get("step") == "you")  # till then keys are dropped
        self.type(name)
        self._screen.key("Tab")
        self.type(user_name)
        if languages:
            self._screen.key("Tab", "Tab")  # beyond the licence
            self.type(languages)
        self.press("Return")

    def own_photographs(self) -> None:
        """Leave the practice walk for later."""
        self.press("Tab", "Return")
        self.sees(self.minoties.library.exists)

    def items(self) -> list[dict[str, object]]:
        """What `minoties items` lists."""
        return self.minoties("items")["items"]

    def states(self) -> dict[str, int]:
        """How many items are in each state."""
        return self.minoties("status")["items"]

    def missing(self) -> set[str]:
        """The fields that problems are about."""
        return {problem["field"] for problem in self.minoties.run("check")[1]["problems"]}

    def _written(self) -> str:
        logs = sorted(log_folder().glob("*.log"))
        return "\n".join(log.read_text(encoding="utf-8", errors="replace")[-4000:] for log in logs)

    def leave(self) -> None:
        """Close the window, as its frame's button does, having looked that it shows something."""
        picture = Image.open(self._screen.picture(self._folder / "end.png")).convert("RGB")
        assert len(picture.getcolors(1 << 24)) > 500, "a blank window"
        self._screen.close(self._screen.window("^Minoties"))


@contextmanager
def newcomer(
    screen: Screen, folder: Path, person: type[N] = Newcomer, environment: Mapping[str, str] | None = None,
) -> Iterator[N]:
    """Somebody before the program's first window, in an environment of which empty values are left out; at the end the
    program has ended by itself and said nothing."""
    log, wanted = folder / "log", {**screen.environment, **(environment or {})}
    with log.open("wb") as errors, subprocess.Popen(
            [sys.executable, "-m", "minoties_desktop.app"], cwd=ROOT, stdout=errors, stderr=errors,
            env={name: value for name, value in wanted.items() if value}) as process:
        try:
            found = person(screen, folder)
            yield found
            found.leave()
            process.wait(30)
        finally:
            process.kill()
    said = log.read_text(encoding="utf-8").splitlines()
    assert [line for line in said if not line.startswith(_UNANSWERED)] == []


def _alike(one: Image.Image, other: Image.Image) -> bool:
    box = ImageChops.difference(one, other).getbbox()
    return box is None or (box[2] - box[0]) * (box[3] - box[1]) < _CURSOR

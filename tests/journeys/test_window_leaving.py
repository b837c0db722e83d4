"""The window while files are sent, on a real screen: closing it asks, the sending goes on without it, and who looks
elsewhere is told of its end; a long run tries every language."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.services import practising
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.syncing import is_running
from tests.journeys.test_window import _prepared, _stands_still, _window
from tests.support.arrived import rows
from tests.support.xwindow import Screen, screen, wait_for

__all__ = ["screen"]

LEARNER = Account(PRACTICE, PRACTICE_ACCOUNT)
PATIENCE = 120.0
LANGUAGES = ("el", "en", "es")
"""Each takes a window; a short run has the first one only."""


def _desktop(folder: Path) -> Path:
    """A desktop's program for notices, which writes down what it is to show."""
    program, told = folder / "bin" / "notify-send", folder / "told"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nfor last; do :; done\nprintf "%s\\n" "$last" >> "{told}"\n', encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    told.touch()
    return told


@pytest.mark.torture
def test_closing_the_window_while_files_are_sent_asks_and_they_go_on(
    screen: Screen, tmp_path: Path, full_measure: bool,
) -> None:
    told, folder, languages = _desktop(tmp_path), tmp_path / "library", LANGUAGES if full_measure else LANGUAGES[:1]
    screen.environment["PATH"] = f"{tmp_path / 'bin'}{os.pathsep}{screen.environment['PATH']}"
    minoties, items = _prepared(folder, tmp_path / "card", 2 * len(languages) + 1)
    minoties("tag", *items, "--set", "title=Feria textil {seq:02}")
    library = Library(folder)
    with practising.served(library) as server:
        for number, language in enumerate(languages):
            settings.change(language=language, theme="light", start="grid")
            looks_elsewhere, closes = items[2 * number:2 * number + 2]
            minoties("queue", looks_elsewhere, "--site", "practice")
            with _window(screen, folder, tmp_path / "log") as window:
                shown = screen.window("^Minoties")
                screen.key("Escape", "F6")
                _stands_still(screen, tmp_path, seconds=PATIENCE)
                server.faults.add("hold-before", "upload", name="first")
                screen.key("ctrl+shift+Return")
                wait_for(lambda: is_running(library, LEARNER), PATIENCE)
                screen.minimise(shown)
                server.faults.release("first")
                said = Messages(language).text("sync-ended-practice", 1)
                wait_for(lambda said=said: said in told.read_text(encoding="utf-8"), PATIENCE)
                wait_for(lambda: not is_running(library, LEARNER), PATIENCE)

                minoties("queue", closes, "--site", "practice")
                screen.activate(shown)
                server.faults.add("hold-before", "upload", name="second")
                screen.key("ctrl+shift+Return")
                wait_for(lambda: is_running(library, LEARNER), PATIENCE)
                screen.close(shown)
                _stands_still(screen, tmp_path, seconds=PATIENCE)
                screen.picture(tmp_path / f"asked-{language}.png")
                assert window.poll() is None, "it closed without asking"
                screen.key("Return")  # goes on without the window
                assert window.wait(PATIENCE) == 0
                assert is_running(library, LEARNER), "the sending went with the window"
                server.faults.release("second")
            wait_for(lambda: not is_running(library, LEARNER), PATIENCE)
            done = {row.item for row in rows(folder) if str(row.state) == "done"}
            assert {looks_elsewhere, closes} <= done
    library.close()

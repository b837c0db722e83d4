"""Windows that are killed while somebody types, queues or starts a sync: all typed stays, and each file goes once."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from minoties_desktop.config import settings
from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.practice.state import State
from minoties_desktop.services import drafts, practising
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.syncing import is_running
from minoties_desktop.services.tagging import Tagging
from tests.journeys.test_window import _chosen, _draft, _prepared, _stands_still, _titles, _window
from tests.support.arrived import rows
from tests.support.commands import CommandLine
from tests.support.xwindow import Screen, screen, wait_for

__all__ = ["screen"]

WORDS = "a weaver shows her loom to her grandchildren"
PATIENCE = 180.0
"""Seconds for a window on a machine that has much else to do."""


@pytest.mark.torture
def test_windows_are_killed_at_their_work_and_nothing_is_lost_doubled_or_written_over(
    screen: Screen, tmp_path: Path, full_measure: bool, tell: Callable[[str], None],
) -> None:
    # A short run leaves out the typing, which tests/journeys/test_window.py has.
    deeds = [deed for deed in _DEEDS for _ in range(17)][:50] if full_measure else ["queue", "sync"]
    folder, killed, typed = tmp_path / "library", Counter(), 0
    minoties, items = _prepared(folder, tmp_path / "card", 3 + deeds.count("sync"))
    minoties("tag", *items, "--set", "title=Feria textil {seq:02}")
    settings.change(language="en", theme="light", start="grid")
    library = Library(folder)
    with practising.served(library) as server:
        for number, deed in enumerate(deeds):
            _made_ready(deed, library, minoties, items, deeds[:number].count(deed))
            keys = tmp_path / f"keys-{number}"
            with _window(screen, folder, tmp_path / "log", keys) as window:
                screen.key("Escape", "F6")
                _stands_still(screen, tmp_path, seconds=PATIENCE)
                typed += _DEEDS[deed](screen, folder, window, random.Random(number), keys)
            killed[deed] += 1
            with closing(sqlite3.connect(folder / "library.sqlite")) as database:
                assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert len(_titles(minoties)) == len(items)
            assert Counter(row.item for row in rows(folder)).keys() <= set(items)
            assert set(Counter(row.item for row in rows(folder)).values()) <= {2}, "half a queueing"
        minoties("tag", items[-1], "--set", f"caption:es={WORDS}")
        minoties("queue", "--site", "practice")
        wait_for(lambda: not is_running(library, Account(PRACTICE, PRACTICE_ACCOUNT)), PATIENCE)
        CommandLine(folder)("sync", "--once")
        _each_once(folder, items, server.state)
    library.close()
    tell(f"{killed.total()} windows killed {dict(killed)}: 0 lost ({typed} letters that were typed are there), "
         "0 doubled, 0 written over")


def _made_ready(deed: str, library: Library, minoties: CommandLine, items: list[str], number: int) -> None:
    """What the deed begins with: a caption that is missing, nothing queued, or one more file to send."""
    if deed == "type":
        drafts.recover(library, Tagging(library))  # of the window before
        minoties("tag", items[-1], "--clear", "caption")
    elif deed == "queue" and number:
        minoties.run("drop", *items[number if deed == "sync" else 0:])
    elif deed == "sync":
        minoties.run("drop", *items[number if deed == "sync" else 0:])
        minoties("queue", items[number], "--site", "practice")


def _types(
    screen: Screen, folder: Path, window: subprocess.Popen[bytes], chance: random.Random, keys: Path,
) -> int:
    """Killed while letters come in: what is kept are the keys that reached the window, without a hole."""
    screen.key("F8")
    time.sleep(2)  # the caret blinks there, so that the picture never stands still
    with subprocess.Popen(["xdotool", "type", "--delay", "40", WORDS], env=screen.environment) as typing:
        wait_for(lambda: len(_draft(folder)) > 3, PATIENCE)
        time.sleep(chance.random())
        kept = _draft(folder)
        window.kill()
        window.wait()
        typing.wait()  # a key that is down when xdotool dies stays down, and is lost to the next window
    draft, heard = _draft(folder), keys.read_text(encoding="utf-8")
    assert draft.startswith(kept), "letters that were kept are gone"
    assert heard.startswith(draft), f"typed {heard!r}, kept {draft!r}"
    assert WORDS.startswith(heard), f"other keys came than were pressed: {heard!r}"
    return len(draft)


def _queues(screen: Screen, folder: Path, window: subprocess.Popen[bytes], chance: random.Random, _keys: Path) -> int:
    """Killed while the queueing is under way, or just before or after it."""
    screen.key("ctrl+a")
    _stands_still(screen, folder.parent, seconds=PATIENCE)
    _chosen(screen, "queue-practice")
    time.sleep(chance.random() * 0.3)
    window.kill()
    window.wait()
    return 0


def _syncs(screen: Screen, folder: Path, window: subprocess.Popen[bytes], chance: random.Random, _keys: Path) -> int:
    """Killed while it starts a sync, which is a process of its own and goes on."""
    screen.key("ctrl+shift+Return")
    time.sleep(chance.random())
    window.kill()
    window.wait()
    return 0


_DEEDS: dict[str, Callable[..., int]] = {"type": _types, "queue": _queues, "sync": _syncs}


def _each_once(folder: Path, items: list[str], state: State) -> None:
    found = rows(folder)
    assert {row.item for row in found} == set(items)
    assert {str(row.state) for row in found} == {"done"}
    versions = state.rows("SELECT name, sha1 FROM version")
    assert sorted(one["sha1"] for one in versions) == sorted(
        row.payload["sha1"] for row in found if "sha1" in row.payload)
    assert len({one["name"] for one in versions}) == len(versions) == len(items)

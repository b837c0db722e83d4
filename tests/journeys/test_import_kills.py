"""Imports that are killed at any moment of theirs, with the card gone afterwards: nothing is lost, nothing is doubled,
nothing that is half-written bears a name, and what is left comes in when the card is back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from minoties_desktop.services.ingest import Report, resume, waiting
from minoties_desktop.services.library import Library
from tests.support.risks import PHOTOGRAPHS, bring, card, sound, sums
from tests.support.source import ROOT

KILLS = 200
"""Of a torture run."""
# Imports as the command line does, and kills itself at the nth of the calls that change something on a disk; a write
# is then half done. Says at which kind of call it died, or how many calls there were.
DYING = """
import os, signal, sys, threading
from contextlib import contextmanager
from pathlib import Path
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from minoties_desktop.store.database import Database

root, card, nth, wanted = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
say, lock, calls = os.write, threading.Lock(), 0

def passed(kind, last_deed=lambda: None):
    global calls
    with lock:
        calls += not wanted or kind == wanted
        if calls == nth and (not wanted or kind == wanted):
            last_deed()
            say(1, kind.encode())
            os.kill(os.getpid(), signal.SIGKILL)

def watched(name):
    call = getattr(os, name)
    def calling(*args, **named):
        passed(name, lambda: call(args[0], args[1][:len(args[1]) // 2]) if name == "write" else None)
        return call(*args, **named)
    setattr(os, name, calling)

library = Library(root)
for name in ("write", "fsync", "link", "utime", "chmod"):
    watched(name)
writing = Database.writing

@contextmanager
def committing(database):
    with writing(database) as write:
        yield write
        passed("before commit")
    passed("after commit")

Database.writing = committing
ingest(library, [card])
say(1, str(calls).encode())
"""


def _die(root: Path, source: Path, nth: int, kind: str = "") -> str:
    """Import until the nth call (of a kind); where it died, or how many calls there were if it did not."""
    done = subprocess.run([sys.executable, "-c", DYING, str(root), str(source), str(nth), kind], cwd=ROOT,
                          stdout=subprocess.PIPE, text=True)
    assert done.returncode in (0, -signal.SIGKILL)
    assert done.stdout.isdigit() == (done.returncode == 0)
    return done.stdout


def _survives(folder: Path, chance: random.Random, nth: int, kind: str = "") -> str:
    """Kill an import, pull the card, start again, put the card back: where the kill fell."""
    source, away, root = folder / "card", folder / "drawer", folder / "library"
    before = card(source)
    Library(root).close()
    place = _die(root, source, nth, kind)
    came = sound(root, before)
    if not place.isdigit() and chance.random() < 0.6:
        source.rename(away)
        came = _without_the_card(root, came)
        assert sound(root, before) == came
        away.rename(source)
    report = bring(root, source)
    assert isinstance(report, Report)
    assert sound(root, before) == PHOTOGRAPHS
    library = Library(root)
    assert waiting(library) == 0
    library.close()
    assert not list((root / "originals").rglob("*.minoties-part"))
    assert sums(source) == before
    return place


def _without_the_card(root: Path, came: int) -> int:
    """Go on while the card is out: whole copies are taken in, each that is left is named with its reason and stays
    under way; how many are in."""
    library = Library(root)
    left = waiting(library)
    report = resume(library)
    assert {reason.key for _, reason in report.refused} <= {"media-vanished"}
    assert len(report.items) + len(report.refused) == left
    assert waiting(library) == len(report.refused)
    library.close()
    return came + len(report.items)


@pytest.mark.parametrize("kind", ["write", "link", "before commit"])
def test_killed_in_the_middle_with_the_card_gone_afterwards(tmp_path: Path, kind: str) -> None:
    assert _survives(tmp_path, random.Random(3), 2, kind) == kind


@pytest.mark.torture
def test_killed_two_hundred_times(tmp_path: Path, full_measure: bool, tell: Callable[[str], None]) -> None:
    chance = random.Random(os.urandom(8)) if full_measure else random.Random(1)
    (tmp_path / "whole").mkdir()
    calls = int(_survives(tmp_path / "whole", chance, -1))
    places: Counter[str] = Counter()
    for number in range(KILLS if full_measure else 1):
        folder = tmp_path / str(number)
        folder.mkdir()
        nth = chance.randint(1, calls)
        # Threads go about it differently each time: the last calls are not always there.
        place = _survives(folder, chance, nth)
        places["too late" if place.isdigit() else place] += 1
        shutil.rmtree(folder)
    assert places["too late"] <= sum(places.values()) / 20
    tell("imports killed: " + ", ".join(f"{count} at {place}" for place, count in places.most_common()))

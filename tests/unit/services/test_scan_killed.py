"""Scanning that is killed anywhere loses no page that came whole, keeps none twice, and leaves no half one."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain.scanning import Setup, Way
from minoties_desktop.media.digest import digest
from minoties_desktop.services import scanning, scanpages
from minoties_desktop.services.library import Library
from minoties_desktop.services.scandesk import Desk
from tests.support.escl import Device, scanner
from tests.support.libraries import library
from tests.support.source import ROOT

__all__ = ["library"]

SCRIPT = """
import os, signal, sys
from pathlib import Path
from minoties_desktop.services import scandesk, scankeeping, scanning
from minoties_desktop.services.library import Library

where, number = sys.argv[2], int(sys.argv[3])
calls = 0

def dying(function, after=False):
    def call(*args, **named):
        global calls
        calls += 1
        if calls == number and not after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*args, **named)
        if calls == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return call

library = Library(Path(sys.argv[1]))
match where:
    case "prepare":
        scankeeping.prepare = dying(scankeeping.prepare)
    case "prepared":
        scankeeping.prepare = dying(scankeeping.prepare, after=True)
    case "settled":
        scankeeping.settle = dying(scankeeping.settle, after=True)
    case "stored":
        scandesk.Desk._store = dying(scandesk.Desk._store, after=True)
desk = scandesk.Desk(library, scanning.last(library))
desk.scan(None, kept=lambda page: os.write(1, (page.sha256 + chr(10)).encode()))
"""


def started(library: Library, where: str = "", number: int = 0) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", SCRIPT, str(library.root), where, str(number)], cwd=ROOT,
                            stdout=subprocess.PIPE, text=True, env=os.environ)


def all_is_there(library: Library, session: str, device: Device, told: list[str]) -> None:
    """Every page that was given whole and told to be safe is there once, in order, and nothing else is."""
    desk = Desk(library, session)
    desk.close()
    item = scanning.standing(library, session).item
    pages = scanpages.pages(library, item) if item else []
    assert [page.sha256 for page in pages[:len(told)]] == told
    assert [library.path(page.path).read_bytes() for page in pages] == device.given[:len(pages)]
    assert [page.label for page in pages] == ["1r", "1v", "2r", "2v", "3r", "3v"][:len(pages)]
    assert all(digest(library.path(page.path)).sha256 == page.sha256 for page in pages)
    masters = {str(path.relative_to(library.root)) for path in library.path("originals").rglob("*") if path.is_file()}
    assert masters == {page.path for page in pages}
    assert not [path for path in library.path("cache/scans").rglob("*") if path.is_file()]


def begun(library: Library, address: str) -> str:
    return scanning.begin(library, setup=Setup(f"escl:{address}", way=Way.FEEDER, dpi=25))


@pytest.mark.parametrize("where", ["prepare", "prepared", "settled", "stored"])
def test_killed_at_each_step_of_a_page(library: Library, where: str) -> None:
    device = Device(fed=4)
    with scanner(device) as address:
        session = begun(library, address)
        process = started(library, where, 2)
        told = process.communicate(timeout=120)[0].split()
    assert process.returncode == -signal.SIGKILL
    assert len(told) == 1 and len(device.given) == 2
    all_is_there(library, session, device, told)
    assert scanning.standing(library, session).total == 2


@pytest.mark.torture
def test_killed_at_any_moment(tmp_path: Path, seeds: Iterator[int]) -> None:
    for seed in seeds:
        device = Device(fed=6, slow=0.002)
        library = Library(tmp_path / str(seed))
        with scanner(device) as address:
            session = begun(library, address)
            process = started(library)
            first = process.stdout.readline().split()
            threading.Event().wait(random.Random(seed).uniform(0, 1.5))
            process.kill()
            told = first + process.communicate(timeout=120)[0].split()
        all_is_there(library, session, device, told)
        library.close()


def test_a_half_page_of_a_killed_process_goes(library: Library) -> None:
    device = Device(fed=2)
    with scanner(device) as address:
        session = begun(library, address)
        process = started(library, "prepare", 1)
        process.communicate(timeout=120)
    [raw] = library.path("cache/scans").rglob("000001.tif")
    raw.write_bytes(raw.read_bytes()[:200])
    desk = Desk(library, session)
    desk.close()
    assert not desk.recovered
    assert [path.stat().st_size for path in library.path("damaged").iterdir()] == [200]
    assert scanning.standing(library, session).total == 0

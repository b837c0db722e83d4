"""Files that are opened while a window is there go to that window."""

from __future__ import annotations

import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from minoties_desktop.qt.handover import Reception, hand_over
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.library import Library
from tests.support import photographs
from tests.support.source import ROOT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # raising a window

LIMIT_MS = 30_000
Settled = Callable[[], None]


@pytest.fixture
def reception(window: MainWindow, library: Library) -> Iterator[Reception]:
    """The window listens, and holds its library's lock."""
    with library.lock("window"):
        made = Reception(library.root, window)
        made.handed.connect(window.receive)
        assert made.listen()
        yield made
        made.close()


def _second(library: Library, *files: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "minoties_desktop.app", "--library", library.root, *files], cwd=ROOT)


def test_files_of_a_second_call_come_into_the_open_window(
    reception: Reception, window: MainWindow, library: Library, tmp_path: Path, qtbot: QtBot, settled: Settled,
) -> None:
    name = tmp_path / "Ñuñoa \udcff.jpg"  # a name that is no text
    photographs.jpeg(name, 3, (90, 60))
    window.showMinimized()
    call = _second(library, name)
    with qtbot.waitSignal(reception.handed, timeout=LIMIT_MS):
        pass
    assert call.wait(LIMIT_MS / 1000) == 0
    qtbot.waitUntil(lambda: window.stage.imports.running is None, timeout=LIMIT_MS)
    settled()
    assert not window.isMinimized()
    [row] = window.kit.bridge.lists.rows(window.kit.bridge.lists.imported(window.stage.imports.arrivals.runs))
    assert row["sha1"]


def test_without_files_the_window_comes_to_the_front(
    reception: Reception, window: MainWindow, library: Library, qtbot: QtBot,
) -> None:
    window.showMinimized()
    call = _second(library)
    with qtbot.waitSignal(reception.handed, timeout=LIMIT_MS) as heard:
        pass
    assert (call.wait(LIMIT_MS / 1000), heard.args, window.isMinimized()) == (0, [[]], False)


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b'{"files": 3}\n', b'{"files": ["zz"]}\n', b'{"files": ["2e"]}\n',
                                  b'{"files": [3]}\n', b"[" * 50_000 + b"\n"])
def test_calls_that_make_no_sense_are_not_answered(
    reception: Reception, line: bytes, qtbot: QtBot,
) -> None:
    caller = QLocalSocket()
    caller.connectToServer(reception._server.serverName())
    assert caller.waitForConnected(LIMIT_MS)
    with qtbot.assertNotEmitted(reception.handed):
        caller.write(line)
        qtbot.waitUntil(lambda: caller.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=LIMIT_MS)
    assert not caller.readAll()


def test_nobody_else_may_call(reception: Reception) -> None:
    mode = Path(reception._server.fullServerName()).stat().st_mode
    assert not mode & (stat.S_IRWXG | stat.S_IRWXO)


def test_nobody_is_there_once_the_window_is_closed(library: Library, tmp_path: Path) -> None:
    (library.root / "cache" / "locks").mkdir(parents=True, exist_ok=True)
    (library.root / "cache" / "locks" / "window.name").write_text("minoties-left-behind")
    assert not hand_over(library.root, [tmp_path / "a.jpg"])
    assert not hand_over(tmp_path / "no library", [])

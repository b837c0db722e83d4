"""How fast the window is there, and how much memory it takes, on a real (virtual) screen."""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from minoties_desktop.services.library import Library
from tests.bench.library import filled
from tests.bench.rows import Found, Row, measures
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

ITEMS = 20_000
STARTS = 5
# An empty window: the least that PySide6 needs.
BARE = """
import json, sys, time
from PySide6.QtWidgets import QApplication, QMainWindow
app, found = QApplication([]), {}
window = QMainWindow()
window.resize(int(sys.argv[1]), int(sys.argv[2]))
window.show()
window.paintEvent = lambda event: found.setdefault("painted", time.monotonic())
while "painted" not in found:
    app.processEvents()
app.processEvents()
pages = (line.split() for line in open("/proc/self/status"))
found["rss"] = next(int(line[1]) / 1024 for line in pages if line[0] == "VmRSS:")
print(json.dumps(found))
"""
# Says when the first frame was painted and when the loop came to rest after it, then ends the program.
PROBE = """
import json, sys, time
from minoties_desktop import app  # first, as when it is really started
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
found = {}

class Eye(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and "painted" not in found:
            found["painted"] = time.monotonic()
            QTimer.singleShot(0, QApplication.instance(), settled)
        return False

def settled():
    QApplication.processEvents()
    found["usable"] = time.monotonic()
    window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "stage"))
    found["size"] = [window.width(), window.height()]
    pages = (line.split() for line in open("/proc/self/status"))
    found["rss"] = next(int(line[1]) / 1024 for line in pages if line[0] == "VmRSS:")
    QApplication.exit(0)

original = QApplication.exec
def watched(*_):
    eye = Eye()
    QApplication.instance().installEventFilter(eye)
    return original()
QApplication.exec = watched
code = app.main(["--library", sys.argv[1]])
print(json.dumps(found | {"code": code}))
"""


def started(library: Path, environment: dict[str, str]) -> dict[str, float]:
    """Seconds from the start of the process to its first frame and to rest, MiB of memory then; and the same of a
    window of that size with nothing in it."""
    ours, begun = _cold(environment, PROBE, library)
    bare, bare_begun = _cold(environment, BARE, *ours["size"])
    return {"painted": ours["painted"] - begun, "usable": ours["usable"] - begun, "rss": ours["rss"],
            "bare_painted": bare["painted"] - bare_begun, "bare_rss": bare["rss"]}


def _cold(environment: dict[str, str], program: str, *words: object) -> tuple[dict[str, Any], float]:
    _forget_what_was_read()
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", program, *map(str, words)], cwd=ROOT, env=environment, check=True,
                          stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout), begun


def medians(folder: Path) -> dict[str, float]:
    """Medians of several starts of the window on the library in a folder."""
    with screen_of() as screen:
        # As it is installed: with its byte-code, which the first start writes here.
        environment = screen.environment | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        starts = [started(folder / "library", environment) for _ in range(STARTS + 1)][1:]
    return {name: statistics.median(start[name] for start in starts) for name in starts[0]}


@measures(Row("startup_first_paint_s", "s", 0.7), Row("startup_usable_s", "s", 1.5), runs=1)
def start_with_many_items(folder: Path) -> Found:
    """A cold start, where the machine lets itself be made cold, on a library of 20,000 items."""
    filled(folder / "library", ITEMS)
    found = medians(folder)
    return {"startup_first_paint_s": (found["painted"], found["bare_painted"]),
            "startup_usable_s": found["usable"]}


@measures(Row("window_rss_mb", "MiB", 60), runs=1)
def memory_of_the_window(folder: Path) -> Found:
    """The window on an empty library, against an empty window of its size."""
    Library(folder / "library").close()
    found = medians(folder)
    return {"window_rss_mb": (found["rss"], found["bare_rss"])}


def _forget_what_was_read() -> None:
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        print("not allowed to drop the disk cache: this is a warm start", file=sys.stderr)

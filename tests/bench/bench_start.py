"""How fast the window is there, and how much memory it takes, on a real (virtual) screen."""

import hashlib
import json
import os
import statistics
import subprocess
import sys
import time
import uuid
from pathlib import Path

from minoties_desktop.services.describing import refresh_dirty
from minoties_desktop.services.library import Library
from minoties_desktop.store import items
from tests.bench.rows import Found, Row, measures
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

ITEMS = 20_000
STARTS = 5
# Says when the first frame was painted and when the loop came to rest after it, then ends the program.
PROBE = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from minoties_desktop import app
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
    """Seconds from the start of the process to its first frame and to rest, and MiB of memory then."""
    _forget_what_was_read()
    begun = time.monotonic()
    done = subprocess.run([sys.executable, "-c", PROBE, str(library)], cwd=ROOT, env=environment, check=True,
                          stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    return {"painted": found["painted"] - begun, "usable": found["usable"] - begun, "rss": found["rss"]}


def medians(library: Path) -> dict[str, float]:
    """Medians of several starts of the window on a library."""
    with screen_of() as screen:
        starts = [started(library, screen.environment) for _ in range(STARTS)]
    return {name: statistics.median(start[name] for start in starts) for name in starts[0]}


@measures(Row("startup_first_paint_s", "s", 0.7), Row("startup_usable_s", "s", 1.5), runs=1)
def start_with_many_items(folder: Path) -> Found:
    """A cold start, where the machine lets itself be made cold, on a library of 20,000 items."""
    _fill(folder / "library", ITEMS)
    found = medians(folder / "library")
    return {"startup_first_paint_s": found["painted"], "startup_usable_s": found["usable"]}


@measures(Row("window_rss_mb", "MiB", 60), runs=1)
def memory_of_the_window(folder: Path) -> Found:
    """The window on an empty library."""
    Library(folder / "library").close()
    return {"window_rss_mb": medians(folder / "library")["rss"]}


def _fill(root: Path, count: int) -> None:
    library = Library(root)
    with library.database.writing() as write:
        for number in range(count):
            digest = hashlib.sha1(str(number).encode()).hexdigest()
            items.add(write, {"id": str(uuid.uuid4())}, [{
                "id": str(uuid.uuid4()), "path": f"originals/{number}.jpg", "name": f"DSC_{number:05}.JPG",
                "mime": "image/jpeg", "extension": "jpg", "size": 7_000_000, "sha1": digest, "sha256": digest,
                "width": 6000, "height": 4000}])
    refresh_dirty(library.database)
    library.close()


def _forget_what_was_read() -> None:
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3")
    except OSError:
        print("not allowed to drop the disk cache: this is a warm start", file=sys.stderr)

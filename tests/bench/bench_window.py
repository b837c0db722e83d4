"""How long a person waits in the window: for the next photograph in the loupe, for what was looked for."""

import json
import statistics
import subprocess
import sys
from pathlib import Path

from PIL import Image

from minoties_desktop.media.cache import pictures
from minoties_desktop.services.library import Library
from minoties_desktop.store import items
from tests.bench.library import filled
from tests.bench.rows import Found, Row, measures
from tests.support.photographs import picture
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

PHOTOGRAPHS, MANY = 40, 100_000
# Runs `steps(window)`, a generator, inside the window: each yields what has to become true, after which it goes on.
FRAME = """
import json, os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from minoties_desktop import app

found = []

class Eye(QObject):
    painted = 0
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.painted += 1
        return False

def run():
    window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "stage"))
    going, awaited = steps(window), lambda: True
    end = time.monotonic() + 120
    while time.monotonic() < end:
        QApplication.processEvents()
        if awaited():
            try:
                awaited = next(going)
            except StopIteration:
                break
    print(json.dumps(found), flush=True)
    os._exit(0)

original = QApplication.exec
def watched(*_):
    QTimer.singleShot(1000, run)
    return original()
QApplication.exec = watched
"""
LOUPE = FRAME + """
def steps(window):
    view = window.stage.grid.view
    view.select([window.stage.grid.model.ids[0]])
    window.stage.show_page("loupe")
    picture, eye = window.stage.loupe._form.picture, Eye()
    picture.installEventFilter(eye)
    begun = time.monotonic()
    yield lambda: time.monotonic() - begun > 2
    for number in range(int(sys.argv[2])):
        shown, painted = picture._pixmap.cacheKey(), eye.painted
        if sys.argv[3] == "cold":
            for path in (window.kit.bridge.library.root / "cache").rglob("*.jpg"):
                with path.open("rb") as file:
                    os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        begun = time.monotonic()
        view.step(1)
        yield lambda: picture._pixmap.cacheKey() != shown and eye.painted > painted
        found.append(1000 * (time.monotonic() - begun))
        begun = time.monotonic()
        yield lambda: time.monotonic() - begun > 0.3

app.main(["--library", sys.argv[1]])
"""
SEARCH = FRAME + """
def steps(window):
    view, eye = window.stage.grid.view, Eye()
    view.viewport().installEventFilter(eye)
    begun = time.monotonic()
    yield lambda: time.monotonic() - begun > 3
    for number in range(int(sys.argv[2])):
        painted = eye.painted
        begun = time.monotonic()
        window.form.find.setText(f"weaver hundred{number + 10}")  # a word that begins no other
        yield lambda: len(window.stage.grid.model.ids) < 5000 and eye.painted > painted
        found.append(1000 * (time.monotonic() - begun))
        window.form.find.setText("")
        begun = time.monotonic()
        yield lambda: time.monotonic() - begun > 1

app.main(["--library", sys.argv[1]])
"""
MEMORY = FRAME + """
def rss():
    pages = (line.split() for line in open("/proc/self/status"))
    return next(int(line[1]) / 1024 for line in pages if line[0] == "VmRSS:")

def steps(window):
    view, bar = window.stage.grid.view, window.stage.grid.view.verticalScrollBar()
    begun = time.monotonic()
    yield lambda: time.monotonic() - begun > 3
    for part in range(101):
        bar.setValue(bar.maximum() * part // 100)
        yield lambda: True
    window.stage.narrow("rating", "0")
    yield lambda: not window.kit.bridge.busy
    window.stage.show_all()
    view.selectAll()
    yield lambda: not window.kit.bridge.busy
    found.append(rss())

app.main(["--library", sys.argv[1]])
"""


def _waited(program: str, *words: object) -> float:
    with screen_of() as screen:
        done = subprocess.run([sys.executable, "-c", program, *map(str, words)], cwd=ROOT, env=screen.environment,
                              check=True, stdout=subprocess.PIPE, text=True)
    return statistics.median(json.loads(done.stdout))


@measures(Row("loupe_warm_ms", "ms", 50), Row("loupe_cold_ms", "ms", 150), runs=1)
def loupe(folder: Path) -> Found:
    """From the key to the next photograph painted; cold: with its preview read from the disk."""
    ids = filled(folder / "library", PHOTOGRAPHS)
    library = Library(folder / "library")
    for number, row in enumerate(items.rows(library.database, ids)):
        for path, size in zip(pictures(library.root / "cache", row["sha1"]), ((1500, 1000), (320, 213)), strict=True):
            path.parent.mkdir(parents=True, exist_ok=True)
            picture(number, (600, 400)).resize(size, Image.Resampling.BICUBIC).save(path, "JPEG", quality=85)
    library.close()
    return {f"loupe_{how}_ms": _waited(LOUPE, folder / "library", 15, how) for how in ("warm", "cold")}


@measures(Row("search_100k_ms", "ms", 50), runs=1, slow=True)
def search(folder: Path) -> Found:
    """From a word in the find field to a thousand of 100,000 items on screen."""
    filled(folder / "library", MANY, titled=True)
    return {"search_100k_ms": _waited(SEARCH, folder / "library", 9)}


@measures(Row("memory_20k_mb", "MiB", 200), runs=1, slow=True)
def memory_20k(folder: Path) -> Found:
    """The window after 20,000 items were scrolled through, filtered and selected."""
    filled(folder / "library", 20_000, titled=True)
    return {"memory_20k_mb": _waited(MEMORY, folder / "library")}


@measures(Row("memory_100k_mb", "MiB", 300), runs=1, slow=True)
def memory_100k(folder: Path) -> Found:
    """The same of 100,000."""
    filled(folder / "library", MANY, titled=True)
    return {"memory_100k_mb": _waited(MEMORY, folder / "library")}

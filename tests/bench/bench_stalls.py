"""How long the window is deaf at most, while every page is shown and while a sync runs."""

import json
import subprocess
import sys
from pathlib import Path

from minoties_desktop.domain.shaping import Shape
from minoties_desktop.services import scanning
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from tests.bench.bench_window import FRAME
from tests.bench.library import filled
from tests.bench.rows import Found, Row, measures
from tests.support import leaves
from tests.support import scans as desk
from tests.support.queues import SMALL, ready
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

PHOTOGRAPHS, SENT = 5000, 40
# A timer that is due every few milliseconds: the longest wait for it is the longest stall.
WATCHED = FRAME + """
class Watchdog(QObject):
    def __init__(self):
        super().__init__()
        self.worst, self.last = 0.0, time.monotonic()
        self.startTimer(4)
    def timerEvent(self, event):
        now = time.monotonic()
        self.worst, self.last = max(self.worst, now - self.last), now
    def begin(self):
        self.worst, self.last = 0.0, time.monotonic()

def rest(seconds):
    begun = time.monotonic()
    return lambda: time.monotonic() - begun > seconds
"""
PAGES = WATCHED + """
from minoties_desktop.qt.centre import PAGES
def steps(window):
    watchdog = Watchdog()
    window.stage.grid.view.select([window.stage.grid.model.ids[0]])
    yield rest(3)
    for round in range(2):
        for page in PAGES:
            watchdog.begin()
            window.stage.show_page(page.id)
            yield rest(0.5)
            if round:
                found.append((page.id, 1000 * watchdog.worst))

app.main(["--library", sys.argv[1]])
"""
LANGUAGES = WATCHED + """
from minoties_desktop.qt.centre import PAGES
def steps(window):
    watchdog = Watchdog()
    window.stage.grid.view.select([window.stage.grid.model.ids[0]])
    for page in PAGES:
        window.stage.show_page(page.id)
        yield rest(0.5)
    for page in ("grid", "table", "review", "settings"):
        window.stage.show_page(page)
        for language in ("el", "en"):
            yield rest(1)
            watchdog.begin()
            window.kit.speech.use(language)
            yield rest(1)
            found.append((f"{page} in {language}", 1000 * watchdog.worst))

app.main(["--library", sys.argv[1]])
"""
SYNC = WATCHED + """
def steps(window):
    watchdog = Watchdog()
    window.stage.show_page("sync")
    yield rest(3)
    watchdog.begin()
    window.deeds_of["sync-now"].trigger()
    yield rest(1)
    yield lambda: window.kit.bridge.lists.open_items().all == 0
    yield rest(1)
    found.append(("sync", 1000 * watchdog.worst))

app.main(["--library", sys.argv[1]])
"""
SCAN = WATCHED + """
from minoties_desktop.domain.scanning import Setup, Way
from minoties_desktop.services import scanning
def steps(window):
    watchdog = Watchdog()
    library = window.kit.bridge.library
    page = window.stage.made("scan")
    page._looked = True
    page.batch.show_session(sys.argv[2])
    window.stage.show_page("scan")
    yield rest(2)
    page.open(scanning.begin(library, setup=Setup("sane:test:0", Way.FEEDER, 600, 8)))
    yield rest(1)
    yield lambda: not page.work.is_busy
    page.batch._found = scanview.scanned(library, sys.argv[2])
    watchdog.begin()
    page.batch.make_all()
    page.operator.scan()
    yield rest(1)
    yield lambda: not page.work.is_busy and not window.kit.bridge.busy
    assert len(page.operator._sight.pages) == 10, page.operator._sight
    found.append(("ten pages from a feeder", 1000 * watchdog.worst))

from minoties_desktop.services import scanview
app.main(["--library", sys.argv[1]])
"""


def _worst(program: str, library: Path, *more: str, **environment: str) -> float:
    with screen_of() as screen:
        done = subprocess.run([sys.executable, "-c", program, str(library), *more], cwd=ROOT, check=True,
                              env={**screen.environment, **environment}, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = dict(json.loads(done.stdout))
    slowest = sorted(found, key=lambda name: -found[name])[:3]
    print("; ".join(f"{name}: {found[name]:.0f} ms" for name in slowest), file=sys.stderr, flush=True)
    return found[slowest[0]]


@measures(Row("stall_pages_ms", "ms", 100), runs=1)
def pages(folder: Path) -> Found:
    """The longest stall of any page that is shown again, one of 5,000 photographs being selected."""
    filled(folder / "library", PHOTOGRAPHS)
    return {"stall_pages_ms": _worst(PAGES, folder / "library")}


@measures(Row("stall_language_ms", "ms", 100), runs=1)
def languages(folder: Path) -> Found:
    """The longest stall while the language changes, every page having been shown."""
    filled(folder / "library", PHOTOGRAPHS)
    return {"stall_language_ms": _worst(LANGUAGES, folder / "library")}


@measures(Row("stall_sync_ms", "ms", 100), runs=1, slow=True)
def sync(folder: Path) -> Found:
    """The longest stall while 40 files go to the practice Commons, its page being shown."""
    ready(folder / "library", {f"Photograph {number}": SMALL for number in range(SENT)}, site="practice")
    return {"stall_sync_ms": _worst(SYNC, folder / "library")}


@measures(Row("stall_scan_ms", "ms", 100), runs=1, slow=True)
def scan(folder: Path) -> Found:
    """The longest stall while ten pages come from a feeder at 600 dpi (67 MB each) and another item is straightened
    and read, the operator's page being shown."""
    sane = folder / "sane"
    sane.mkdir()
    (sane / "dll.conf").write_text("test\n")
    (sane / "test.conf").write_text("number_of_devices 1\n")
    library = Library(folder / "library")
    session = scanning.begin(library)
    (folder / "in").mkdir()
    pages = [leaves.save_jpeg(folder / "in" / f"{seed}.jpg", leaves.leaf(seed, size=(2480, 3508)), 300)
             for seed in range(4)]
    item = desk.item(library, pages, shapes=[Shape(skew=1)] * 4, dpi=300, session=session)
    Tagging(library).replace([item], "text_languages", ["en"])
    library.close()
    return {"stall_scan_ms": _worst(SCAN, folder / "library", session, SANE_CONFIG_DIR=str(sane))}

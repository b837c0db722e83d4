"""How long the window is deaf at most, while every page is shown and while a sync runs."""

import json
import subprocess
import sys
from pathlib import Path

from tests.bench.bench_window import FRAME
from tests.bench.library import filled
from tests.bench.rows import Found, Row, measures
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
    yield lambda: window.kit.bridge.lists.open_items() == 0
    yield rest(1)
    found.append(("sync", 1000 * watchdog.worst))

app.main(["--library", sys.argv[1]])
"""


def _worst(program: str, library: Path) -> float:
    with screen_of() as screen:
        done = subprocess.run([sys.executable, "-c", program, str(library)], cwd=ROOT, env=screen.environment,
                              check=True, stdout=subprocess.PIPE, text=True)
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

"""A folder of 5,000 photographs of 24 megapixels, opened in the window on a real (virtual) screen."""

import io
import json
import struct
import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests.bench.rows import Found, Row, measures
from tests.support.photographs import exif, picture, thumbnail
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

PHOTOGRAPHS = 5000
# Imports the folder in the window, from the page where a person does so, and goes to the grid; measures until all are
# listed and some have been copied.
PROBE = """
import json, os, sys, threading, time
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from minoties_desktop import app

folder, wanted = Path(sys.argv[2]), int(sys.argv[3])
found = {"stall": 0.0, "peak": 0.0}
TICK = 0.005

def resident():
    processes = [os.getpid()]
    for task in Path("/proc/self/task").iterdir():
        processes += read(task / "children").split()
    pages = [read(Path(f"/proc/{process}/statm")).split() for process in processes]
    return sum(int(page[1]) for page in pages if page) * os.sysconf("SC_PAGE_SIZE") / 2**20

def read(path):
    try:
        return path.read_text()
    except OSError:  # a thread or helper that has just ended
        return ""

def watch():
    while "end" not in found:
        found["peak"] = max(found["peak"], resident())
        time.sleep(0.1)

class Eye(QObject):
    def __init__(self, stage):
        super().__init__()
        self.stage, self.arrived, self.last = stage, 0, time.monotonic()
        stage.thumbnails.arrived.connect(self.count)
        stage.grid.view.viewport().installEventFilter(self)
        self.timer = QTimer(self)
        self.timer.timeout.connect(self.tick)
        self.timer.start(int(TICK * 1000))

    def count(self, path):
        self.arrived += 1

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and self.arrived >= 12 and "first" not in found:
            found["first"] = time.monotonic() - self.begun
        return False

    def tick(self):
        now = time.monotonic()
        found["stall"] = max(found["stall"], now - self.last - TICK)
        self.last = now
        running = self.stage.imports.running
        listed = self.stage.grid.model.rowCount() >= wanted
        copied = running is None or (running.progress.phase == "copying" and running.progress.done > 100)
        if listed and copied and "first" in found and "end" not in found:
            found["end"] = True
            print(json.dumps(found), flush=True)
            os._exit(0)

def begin():
    window = next(one for one in QApplication.topLevelWidgets() if hasattr(one, "stage"))
    window.stage.show_page("import")
    QTimer.singleShot(500, lambda: take(window))

def take(window):
    global eye
    eye = Eye(window.stage)
    threading.Thread(target=watch, daemon=True).start()
    eye.begun = eye.last = time.monotonic()
    window.stage.imports.take([folder])
    window.stage.show_page("grid")

original = QApplication.exec
def watched(*_):
    QTimer.singleShot(1500, begin)
    return original()
QApplication.exec = watched
app.main(["--library", sys.argv[1]])
"""


def photographs(folder: Path, count: int) -> None:
    """Distinct photographs of 24 megapixels, small in bytes, so that thousands of them fit."""
    folder.mkdir()
    image = picture(1, (600, 400)).resize((6000, 4000), Image.Resampling.BICUBIC)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=70, exif=exif(thumbnail=thumbnail(image)))
    data = buffer.getvalue()
    for number in range(count):
        comment = b"photograph %08d" % number
        (folder / f"IMG_{number:05d}.JPG").write_bytes(
            data[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + data[2:])


@measures(Row("folder_5000_first_thumbs_s", "s", 1), Row("folder_5000_stall_ms", "ms", 100),
          Row("folder_5000_peak_mb", "MiB", 500), runs=1, slow=True)
def a_large_folder(folder: Path) -> Found:
    """Until a screen of thumbnails is painted; the longest that the window did not answer; all processes' memory."""
    photographs(folder / "photographs", PHOTOGRAPHS)
    with screen_of() as screen:
        done = subprocess.run(
            [sys.executable, "-c", PROBE, str(folder / "library"), str(folder / "photographs"), str(PHOTOGRAPHS)],
            cwd=ROOT, env=screen.environment, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    return {"folder_5000_first_thumbs_s": found["first"], "folder_5000_stall_ms": 1000 * found["stall"],
            "folder_5000_peak_mb": found["peak"]}

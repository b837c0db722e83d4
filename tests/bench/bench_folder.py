"""A folder of 5,000 photographs with 24 megapixels each, opened in the window: all of it, to the last preview."""

import io
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import piexif
from PIL import Image

from minoties_desktop.services.library import Library
from tests.bench.rows import Found, Row, measures
from tests.support.photographs import TAKEN, exif, thumbnail
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

COUNT = int(os.environ.get("MINOTIES_BENCH_PHOTOGRAPHS", "5000"))
SIZE = (6000, 4000)
# Seconds until a screen of thumbnails is painted, the longest time the window's loop did not turn, the most memory.
PROBE = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from minoties_desktop.config.settings import Settings
from minoties_desktop.qt.opening import open_window
app = QApplication([])
window = open_window(app, Path(sys.argv[1]), Settings())
window.resize(1440, 900)
window.show()
app.processEvents()
found = {"stall": 0.0}
arrived = []
beat = QTimer(interval=4)
last = begun = time.monotonic()

def on_beat():
    global last
    now = time.monotonic()
    found["stall"] = max(found["stall"], now - last)
    last = now

def on_arrived(path):
    arrived.append(path)
    if len(arrived) == 12:
        window.stage.grid.view.viewport().repaint()
        found["first"] = time.monotonic() - begun

def on_ended(*_):
    lines = (line.split() for line in open("/proc/self/status"))
    found["peak"] = next(int(line[1]) / 1024 for line in lines if line[0] == "VmHWM:")
    found["items"] = len(window.stage.grid.model.ids)
    found["seconds"] = time.monotonic() - begun
    app.quit()

window.stage.thumbnails.arrived.connect(on_arrived)
beat.timeout.connect(on_beat)
beat.start()
window.stage.imports.take([Path(sys.argv[2])])
window.stage.imports.running.ended.connect(on_ended)
app.exec()
window.close()
print(json.dumps(found))
"""


@measures(Row("folder_5000_first_thumbs_s", "s", 1), Row("folder_5000_stall_ms", "ms", 100),
          Row("folder_5000_peak_mb", "MiB", 500), runs=1, slow=True)
def opened_from_a_folder(folder: Path) -> Found:
    """Import of the whole folder, with the grid on screen."""
    make(folder / "card", COUNT)
    Library(folder / "library").close()
    with screen_of() as screen:
        environment = {**screen.environment, "MINOTIES_HOME": str(folder / "home")}
        done = subprocess.run([sys.executable, "-c", PROBE, str(folder / "library"), str(folder / "card")], cwd=ROOT,
                              env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found = json.loads(done.stdout)
    assert found["items"] == COUNT, found
    print(f"all of it: {found['seconds']:.0f} s", file=sys.stderr)
    return {"folder_5000_first_thumbs_s": found["first"], "folder_5000_stall_ms": 1000 * found["stall"],
            "folder_5000_peak_mb": found["peak"]}


def make(folder: Path, count: int) -> None:
    """Photographs that differ in time, thumbnail and bytes; the pictures behind them are few, which no reader sees."""
    folder.mkdir()
    pictures = []
    for shade in range(8):
        picture = Image.linear_gradient("L").resize(SIZE).rotate(45 * shade)
        picture = Image.merge("RGB", (picture, picture.point(lambda value, shade=shade: (value + 30 * shade) % 256),
                                      picture.point(lambda value: 255 - value)))
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=90)
        pictures.append((buffer.getvalue(), thumbnail(picture)))
    for number in range(count):
        data, small = pictures[number % len(pictures)]
        block = exif(taken=TAKEN + timedelta(seconds=number), artist=f"Camera {number}", thumbnail=small)
        piexif.insert(block, data, str(folder / f"DSC_{number:04}.JPG"))

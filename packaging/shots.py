"""Draws the window into `shots/`, to be looked at: every page and small form, in two states of the library, in each
language, at two scales, light and dark. Names are STATE-PAGE-LANGUAGE-THEME-SCALE.png.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import product
from pathlib import Path

import sample_walk
from practice_run import ROOT, Run

TARGET = ROOT / "shots"
SCALES = ("1", "1.5")
THEMES = ("light", "dark")
SIZE = (1440, 900)
SMALL = (1280, 720)


def main() -> int:
    """Draw all; 0 when every process did its part."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    with tempfile.TemporaryDirectory(prefix="minoties-shots-") as folder:
        libraries = {"empty": Path(folder) / "empty", "walk": _walk(Path(folder) / "run")}
        for (state, library), language, theme, scale in product(libraries.items(), _languages(), THEMES, SCALES):
            job = {"state": state, "library": str(library), "language": language, "theme": theme, "scale": scale}
            environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen",
                           # Qt says for each window that this platform knows no sizes.
                           "QT_LOGGING_RULES": "*.warning=false",
                           "MINOTIES_HOME": str(Path(folder) / "home"), "PYTHONPATH": str(ROOT)}
            if subprocess.run([sys.executable, __file__, json.dumps(job)], env=environment).returncode:
                return 1
    print(f"{len(list(TARGET.glob('*.png')))} pictures in {TARGET}")
    return 0


def _languages() -> list[str]:
    return sorted(path.stem for path in (ROOT / "resources" / "i18n").glob("*.json") if path.stem != "qqq")


def _walk(folder: Path) -> Path:
    """A library in which something stands in each state: sent, queued, ready, to finish."""
    run = Run(folder)
    folder.mkdir()
    with contextlib.redirect_stdout(io.StringIO()):
        items = run.import_walk()
        run.describe(items, sample_walk.STOPS[:-1])
    done, queued, *_ = items.values()
    run.minoties("queue", done, "--site", "practice")
    run.minoties("sync", "--once")
    run.minoties("queue", queued, "--site", "practice")
    return folder / "library"


def draw(job: dict[str, str]) -> None:
    """Draw one library in one language, theme and scale. Runs in a process of its own."""
    from PySide6.QtWidgets import QApplication, QDialog, QWidget

    from minoties_desktop.config.settings import Settings
    from minoties_desktop.qt.opening import open_window
    from minoties_desktop.qt.pages import dialogs

    app = QApplication([])
    window = open_window(app, Path(job["library"]), Settings(language=job["language"], theme=job["theme"]))

    def keep(widget: QWidget, name: str) -> None:
        end = time.monotonic() + 0.6
        while time.monotonic() < end:  # thumbnails and answers come from other threads
            app.processEvents()
            time.sleep(0.01)
        widget.grab().save(str(TARGET / f"{job['state']}-{name}-{job['language']}-{job['theme']}-{job['scale']}.png"))

    window.resize(*SIZE)
    window.show()
    if ids := window.stage.grid.model.ids:
        window.stage.grid.view.select([ids[-1]], ids[-1])
    for page in window.stage.pages:
        window.stage.show_page(page)
        keep(window, page)
    window.stage.show_page("grid")
    window.resize(*SMALL)
    keep(window, "small")
    for name in dir(dialogs):
        made = getattr(dialogs, name)
        if isinstance(made, type) and issubclass(made, QDialog) and made.__module__ == dialogs.__name__ \
                and not name.startswith("_"):
            dialog = made(window.kit, parent=window)
            dialog.show()
            keep(dialog, name.lower())
            dialog.close()
    window.close()


if __name__ == "__main__":
    if sys.argv[1:]:
        draw(json.loads(sys.argv[1]))
    else:
        sys.exit(main())

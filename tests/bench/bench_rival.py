"""The same photographs opened in our window and in PyCommonist, the uploader that people know, side by side."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

from tests.bench.bench_folder import PROBE, photographs
from tests.bench.rows import Found, Row, measures
from tests.support.source import ROOT
from tests.support.xwindow import screen_of

PHOTOGRAPHS = 500
LIMIT = 240  # seconds
RIVAL = """
import json, sys, time
from pycommonist.framework.application import create_app
from pycommonist.framework.main_window import MainWindow
from pycommonist.sessions.information import InformationSession

app = create_app(["rival"])
window = MainWindow()
window.show()
session = InformationSession(window)
session.current_directory_path = sys.argv[1]
app.processEvents()
begun = time.monotonic()
session.load_media_from_current_folder()
app.processEvents()
print(json.dumps(time.monotonic() - begun))
"""


@measures(Row("folder_500_first_thumbs_s", "s", 1), runs=1, slow=True)
def beside_pycommonist(folder: Path) -> Found:
    """Seconds until photographs can be seen; beside it, those for which PyCommonist's window does not answer."""
    photographs(folder / "photographs", PHOTOGRAPHS)
    with screen_of() as screen:
        done = subprocess.run(
            [sys.executable, "-c", PROBE, str(folder / "library"), str(folder / "photographs"), str(PHOTOGRAPHS)],
            cwd=ROOT, env=screen.environment, check=True, stdout=subprocess.PIPE, text=True)
        rival = _rival(folder, screen.environment)
    ours = json.loads(done.stdout)["first"]
    return {"folder_500_first_thumbs_s": (ours, rival) if rival is not None else ours}


def _rival(folder: Path, environment: dict[str, str]) -> float | None:
    """What PyCommonist needs, in an environment of its own; the limit, and a line that says so, where it had not ended
    by then; None where it cannot be installed."""
    python = folder / "rival" / "bin" / "python"
    venv.create(folder / "rival", with_pip=True)
    installed = subprocess.run([str(python), "-m", "pip", "install", "-q", "pycommonist"], capture_output=True)
    if installed.returncode:
        return None
    try:
        done = subprocess.run([str(python), "-c", RIVAL, str(folder / "photographs")], capture_output=True, text=True,
                              env={**environment, "HOME": str(folder), "PATH": os.environ["PATH"]}, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        sys.stderr.write(f"PyCommonist was still loading after {LIMIT} s: the number beside ours is that limit\n")
        return LIMIT
    if done.returncode:
        sys.stderr.write(done.stderr)
        return None
    return json.loads(done.stdout.splitlines()[-1])

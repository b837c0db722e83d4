"""The project's own Python environment, `.venv` in the checkout."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
_STAMP = FOLDER / "made-from"
_PROGRAMS = FOLDER / ("Scripts" if os.name == "nt" else "bin")


def program(name: str) -> str:
    """Path of a program inside the environment, such as `python` or `minoties`."""
    return str(_PROGRAMS / (f"{name}.exe" if os.name == "nt" else name))


def make() -> bool:
    """Make the environment, or bring it up to date after pyproject.toml or Python changed; False if that failed."""
    wanted = _fingerprint()
    if _works() and _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == wanted:
        return True
    print(f"Preparing {FOLDER} (a few minutes the first time) ...", flush=True)
    if not _works() and _call([sys.executable, "-m", "venv", "--clear", str(FOLDER)]):
        return False
    if _call([program("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
              "--editable", f"{ROOT}[test]"]):
        return False
    _STAMP.write_text(wanted, encoding="ascii")
    return True


def _fingerprint() -> str:
    seed = (ROOT / "pyproject.toml").read_bytes() + sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(seed).hexdigest()


def _works() -> bool:
    try:
        return _call([program("python"), "-c", "import pip"], quiet=True) == 0
    except OSError:
        return False


def _call(command: list[str], quiet: bool = False) -> int:
    sink = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sink, stderr=sink).returncode

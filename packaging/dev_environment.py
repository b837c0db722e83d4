"""The project's own Python environment, `.venv` in the checkout."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / ".venv"
_STAMP = FOLDER / "made-from"
_PROGRAMS = FOLDER / ("Scripts" if os.name == "nt" else "bin")
_TICK_S = 3
_TAKEN = re.compile(
    r"Collecting ([\w.-]+)|Processing \S*/([^\s/-]+)-\S+|(?:Downloading|Using cached) (\S+ \([\d.]+ MB\))"
    r"|(Installing) collected packages")
"""What pip says when it takes a package, when a large one comes, and when it unpacks them all."""


def program(name: str) -> str:
    """Path of a program inside the environment, such as `python` or `minoties`."""
    return str(_PROGRAMS / (f"{name}.exe" if os.name == "nt" else name))


def make() -> bool:
    """Make the environment, or bring it up to date after pyproject.toml or Python changed; False if that failed."""
    wanted = _fingerprint()
    if _works() and _STAMP.is_file() and _STAMP.read_text(encoding="ascii") == wanted:
        return True
    print(f"Preparing {FOLDER} (a few minutes the first time) ...", end="", flush=True)
    with alive():
        if not _works() and _call([sys.executable, "-m", "venv", "--clear", str(FOLDER)]):
            return False
        if _install(["--editable", f"{ROOT}[test]"]):
            return False
    _STAMP.write_text(wanted, encoding="ascii")
    return True


@contextmanager
def alive() -> Iterator[None]:
    """Add a dot to the last line every few seconds while something is at work; end the line when it is over."""
    over = threading.Event()

    def tick() -> None:
        while not over.wait(_TICK_S):
            print(".", end="", flush=True)

    ticking = threading.Thread(target=tick, daemon=True)
    ticking.start()
    try:
        yield
    finally:
        over.set()
        ticking.join()
        print(flush=True)


def _install(what: list[str]) -> int:
    """Have pip install something, a line for each package that it takes; its exit code. Its errors go to stderr."""
    command = [program("python"), "-m", "pip", "install", "--disable-pip-version-check", "--progress-bar", "off", *what]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True,
                          errors="replace") as pip:
        for line in pip.stdout or ():
            if taken := _TAKEN.match(line.strip()):
                print(f"\n  {taken[taken.lastindex or 0]}", end="", flush=True)
    return pip.returncode


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

#!/usr/bin/env python3
"""Everything a contributor does with this checkout: run, test, bench, forms, diagram, shots, torture.

Needs nothing but Python 3.11 to 3.13: it makes the environment and installs what is missing by itself.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import dev_environment
import dev_system
from dev_environment import ROOT, program

ENVIRONMENT_FAULT = 3
_TESTS = (dev_system.WIKI_FIRST, (*dev_system.WIKI, *dev_system.TESTS))
_SCREEN = ("DISPLAY", "WAYLAND_DISPLAY")
# What would lead a test to the person's own things.
_PERSONAL = (*_SCREEN, "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "PYWIKIBOT_DIR", "QT_STYLE_OVERRIDE",
             "QT_QPA_PLATFORMTHEME")


def main() -> int:
    """Do one command; its exit code, 3 when the machine lacks something."""
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        print(f"Python 3.11 to 3.13 is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return ENVIRONMENT_FAULT
    commands = _parser()
    arguments, rest = commands.parse_known_args()
    if rest and arguments.command not in ("run", "test", "torture", "shots"):
        commands.error(f"unknown: {' '.join(rest)}")
    return arguments.do(arguments, rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="packaging/dev.py", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, do: object, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.set_defaults(do=do)
        return added

    command("run", run, "open the app; without a display, do its main job once and leave the results as files")
    command("test", test, "run all tests; further words go to pytest")
    bench = command("bench", measure, "measure the budgets, one JSON line each")
    bench.add_argument("names", nargs="*", metavar="NAME", help="rows to measure; without any, all but the slow ones")
    bench.add_argument("--all", action="store_true", help="the slow ones too")
    command("forms", forms, "compile ui/*.ui into minoties_desktop/qt/forms")
    command("diagram", diagram, "draw the states of a delivery in CONTRIBUTING.md")
    command("shots", shots, "draw every page in each language, look and scale into shots/; further words limit it")
    torture = command("torture", torture_, "go on with the seeded fault tests for a while")
    torture.add_argument("--minutes", type=float, default=10, metavar="N")
    return parser


def run(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Open the window, or without a display do the main job on the practice Commons."""
    screen = sys.platform != "linux" or any(os.environ.get(name) for name in _SCREEN)
    if not _prepared(dev_system.DESKTOP if screen else ()):
        return ENVIRONMENT_FAULT
    if screen:
        return _call([program("minoties-desktop"), *rest])
    print("There is no display, so no window: this is the same main job without one.", flush=True)
    return _call([program("python"), "packaging/practice_run.py", *rest])


def test(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Run the tests on their own home, screen, bus and keyring."""
    if not _prepared(*_TESTS):
        return ENVIRONMENT_FAULT
    # A process that died is not replaced: pytest-xdist may wait for ever then, and the run is red anyway.
    workers = ["-n", "2", "--dist", "loadgroup", "--max-worker-restart=0"]
    return _apart([program("python"), "-m", "pytest", *workers, *rest])


def torture_(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Run the tests marked `torture` with ever new seeds until the time is over."""
    if not _prepared(*_TESTS):
        return ENVIRONMENT_FAULT
    return _apart([program("python"), "-m", "pytest", "-m", "torture", "-p", "no:randomly",
                   "-o", "faulthandler_timeout=0", f"--torture-minutes={arguments.minutes}", *rest])


def measure(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Measure budgets."""
    if not _prepared(*_TESTS):
        return ENVIRONMENT_FAULT
    return _apart([program("python"), "-m", "tests.bench", *arguments.names, *(["--all"] if arguments.all else [])])


def forms(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Compile the forms with the environment's uic."""
    return _call([program("python"), "packaging/forms.py"]) if _prepared(dev_system.OFFSCREEN) else ENVIRONMENT_FAULT


def diagram(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Draw the states of a delivery from the program's own table."""
    return _call([program("python"), "packaging/diagram.py"]) if _prepared() else ENVIRONMENT_FAULT


def shots(arguments: argparse.Namespace, rest: list[str]) -> int:
    """Draw the window in all its states; words such as `--lang el --look dark` limit it."""
    if not _prepared(dev_system.OFFSCREEN):
        return ENVIRONMENT_FAULT
    wish = rest or ["--lang", "en,es,el,rtl", "--look", "light,dark", "--scale", "1,2"]
    return _apart([program("python"), "-m", "tests.support.shots", str(ROOT / "shots"), *wish])


def _prepared(*groups: tuple[dev_system.Need, ...]) -> bool:
    return dev_system.provide(dev_system.PYTHON, *groups) and dev_environment.make()


def _apart(command: list[str]) -> int:
    """Call a command in a home of its own, so that nothing of the person's is read or written."""
    with tempfile.TemporaryDirectory(prefix="minoties-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        environment = {name: value for name, value in os.environ.items() if name not in _PERSONAL}
        places = {
            "HOME": home, "USERPROFILE": home, "MINOTIES_HOME": home / "minoties", "XDG_RUNTIME_DIR": home / "run",
            "XDG_DATA_HOME": home / "data", "XDG_CONFIG_HOME": home / "config", "XDG_CACHE_HOME": home / "cache",
            "XDG_STATE_HOME": home / "state",
        }
        for place in places.values():
            place.mkdir(mode=0o700, exist_ok=True)
        environment |= {name: str(place) for name, place in places.items()}
        environment |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
        return _call(command, environment)


def _call(command: list[str], environment: dict[str, str] | None = None) -> int:
    try:
        return subprocess.run(command, cwd=ROOT, env=environment).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())

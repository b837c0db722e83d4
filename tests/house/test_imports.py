"""Imports point down, go round in no circle, and each foreign library has one home (CONTRIBUTING, "Rules")."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.library import filled
from tests.support.source import PACKAGE, ROOT, Source, imported, source, sources
from tests.support.verdict import nothing

HOMES = {
    "PySide6": {"qt", "app"},
    "shiboken6": {"qt", "app"},
    "pywikibot": {"wiki"},
    "requests": {"wiki"},
    "urllib3": {"wiki"},
    "keyring": {"wiki"},
    "secretstorage": {"wiki"},
    "sqlite3": {"store", "practice"},
    "sqlite_utils": {"store"},
    "PIL": {"media"},
    "piexif": {"media"},
    "zxingcpp": {"media"},
    "tifffile": {"media"},
    "simplejpeg": {"media"},
    "pillow_heif": {"media"},
    "rawpy": {"media"},
    "pypdfium2": {"media"},
    "resvg_py": {"media"},
    "mutagen": {"media"},
    "hunspell": {"media"},
    "openpyxl": {"media"},
    "exiv2": {"media"},
    "zeroconf": {"capture"},
    "numpy": {"media"},
    "click": {"cli", "__main__"},
    "babel": {"config"},
    "platformdirs": {"config"},
    "packaging": {"app"},
}
# The trade's own words and rules know no files, network, threads or time of their own.
IMPURE = {"os", "pathlib", "shutil", "tempfile", "socket", "subprocess", "threading", "asyncio", "sqlite3", "logging"}
LATE = ("pywikibot", "PIL", "keyring", "sqlite_utils", "requests", "piexif", "exiv2", "babel", "_ssl", "hashlib",
        "_hashlib", "subprocess", "zoneinfo", "importlib.metadata", "minoties_desktop.services.ingest",
        "minoties_desktop.services.review", "minoties_desktop.qt.pages.importing", "minoties_desktop.qt.pages.syncing",
        "minoties_desktop.qt.pages.dialogs")
# The first frame of a library with photographs does without these; they are loaded right after it.
AFTER = ("minoties_desktop.services.tagging", "minoties_desktop.services.describing", "minoties_desktop.services.today",
         "minoties_desktop.qt.pages.panel")

ASIDE = ("PIL", "numpy", "pywikibot", "requests", "keyring", "rawpy", "openpyxl")


def check_contracts(root: Path) -> subprocess.CompletedProcess:
    check = ("import sys; from importlinter.cli import lint_imports; "
             "sys.exit(lint_imports(config_filename='pyproject.toml', no_cache=True, no_logo=True))")
    return subprocess.run([sys.executable, "-c", check], cwd=root, env={"PYTHONPATH": str(root), "PATH": ""},
                          capture_output=True, text=True)


def test_the_contracts_hold() -> None:
    done = check_contracts(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contracts_notice_what_they_forbid(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / PACKAGE.name, ignore=shutil.ignore_patterns("__pycache__"))
    package = tmp_path / PACKAGE.name
    (package / "domain" / "upwards.py").write_text("import minoties_desktop.store\n")
    (package / "media" / "stranger.py").write_text("import minoties_desktop.wiki\n")
    (package / "qt" / "shortcut.py").write_text("import minoties_desktop.store\nimport minoties_desktop.qt.round\n")
    (package / "qt" / "round.py").write_text("import minoties_desktop.qt.shortcut\n")
    (package / "unplaced.py").write_text("")
    (package / "cli" / "window.py").write_text("import minoties_desktop.qt.round\n")
    said = check_contracts(tmp_path).stdout
    for line in (
        "minoties_desktop.domain is not allowed to import minoties_desktop.store",
        "minoties_desktop.media is not allowed to import minoties_desktop.wiki",
        "minoties_desktop.qt is not allowed to import minoties_desktop.store",
        "minoties_desktop.unplaced",
        "minoties_desktop.cli is not allowed to import minoties_desktop.qt",
        "No cycles are allowed in minoties_desktop.qt",
    ):
        assert line in said, said


def strays(module: Source) -> list[str]:
    return [
        f"{module.where(node)} imports {name}"
        for node, name in imported(module)
        if module.part not in HOMES.get(name.split(".")[0], {module.part})
    ]


def test_each_library_stays_at_home() -> None:
    nothing(stray for module in sources() for stray in strays(module))


def test_every_library_has_a_home() -> None:
    known = {*HOMES, PACKAGE.name, *sys.stdlib_module_names}
    nothing(f"{module.where(node)} imports {name}" for module in sources() for node, name in imported(module)
            if name.split(".")[0] not in known)


def test_the_domain_is_pure() -> None:
    nothing(f"{module.where(node)} imports {name}" for module in sources("domain") for node, name in imported(module)
            if name.split(".")[0] in IMPURE or name.startswith("urllib.request"))


def test_a_library_abroad_is_noticed() -> None:
    assert strays(source("def f():\n    from PIL import Image", "services/sync.py"))
    assert strays(source("import sqlite3", "qt/window.py"))
    assert not strays(source("import sqlite3", "store/items.py"))


def test_only_one_module_knows_the_errors_of_pywikibot() -> None:
    knowing = {module.path for module in sources() for _, name in imported(module) if "pywikibot.exceptions" in name}
    assert knowing <= {"wiki/errors.py"}


START = """
import json, sys
from PySide6.QtWidgets import QApplication
from minoties_desktop import app
shown = []
QApplication.exec = lambda *_: shown.extend(sys.modules) or QApplication.processEvents() or 0
code = app.main(["--library", sys.argv[1]])
after = sys.argv[2].split()
print(json.dumps([code, sorted(set(shown) & set(after)), sorted(set(sys.modules) & set(sys.argv[3:]))]))
"""


def test_starting_the_window_loads_nothing_that_it_does_not_need_yet(tmp_path: Path) -> None:
    # A window is there in a tenth of a second; each of these libraries costs as much again, or several times that.
    filled(tmp_path / "library", 1)
    done = subprocess.run([sys.executable, "-c", START, str(tmp_path / "library"), " ".join(AFTER), *LATE], cwd=ROOT,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [0, [], []]


PAGES = """
import importlib, json, pkgutil, sys
from minoties_desktop import qt
for module in pkgutil.walk_packages(qt.__path__, "minoties_desktop.qt."):
    importlib.import_module(module.name)
print(json.dumps(sorted(set(sys.modules) & set(sys.argv[1:]))))
"""


def test_no_page_loads_what_only_its_threads_and_helpers_need() -> None:
    # Whoever shows the page would wait for it, a quarter of a second for numpy.
    done = subprocess.run([sys.executable, "-c", PAGES, *ASIDE], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []


@pytest.mark.parametrize("name", LATE)
def test_the_names_looked_for_at_start_are_real(name: str) -> None:
    import importlib.util

    assert importlib.util.find_spec(name)

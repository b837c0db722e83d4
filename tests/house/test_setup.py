"""The two commands of the README, and the ground that every test stands on."""

import ast
import importlib
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import NetworkForbidden
from tests.support.source import ROOT

GROUPED = """
import pytest

@pytest.mark.xdist_group("together")
@pytest.mark.parametrize("turn", range(6))
def test_that_is_one_of_a_group(turn):
    pass
"""
STAMPED = """
import time

import pytest

@pytest.mark.parametrize("made", [str(time.time_ns()) * 9, str(time.time_ns()).encode() * 9])
def test_that_has_a_value_of_its_own(made):
    pass
"""
SKIPPING = """
import pytest

def test_that_skips():
    pytest.skip("no scanner here")

@pytest.mark.skipif(True, reason="not on Sundays")
def test_that_is_marked():
    pass

def test_that_passes():
    pass
"""


@pytest.fixture
def dev(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """packaging/dev.py as it is when it is started by its path."""
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield importlib.import_module("dev")
    for name in ("dev", "dev_system", "dev_environment"):
        sys.modules.pop(name, None)


@pytest.mark.parametrize("name", ["dev", "dev_system", "dev_environment"])
def test_dev_needs_nothing_but_python(name: str) -> None:
    tree = ast.parse((ROOT / "packaging" / f"{name}.py").read_text(encoding="utf-8"))
    wanted = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    wanted |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    strangers = {name.split(".")[0] for name in wanted} - sys.stdlib_module_names
    assert strangers <= {"dev_system", "dev_environment"}


def test_where_nothing_may_be_installed_the_tests_end_before_the_first_with_the_command_to_type(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture,
) -> None:
    monkeypatch.setattr(sys, "argv", ["dev.py", "test"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.dev_system, "_present", lambda evidence: evidence != "Xvfb")
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("nothing may be started"))
    assert dev.main() == 3
    assert capfd.readouterr().err.splitlines()[-1] == (
        "  sudo apt-get update && sudo apt-get install --yes --no-install-recommends xvfb")


def test_as_root_the_web_server_is_there_before_mediawiki_asks_for_one(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch,
) -> None:
    system, ran, there = dev.dev_system, [], set()

    def run(command: list[str]) -> None:
        ran.append(command)
        there.update(command)

    packages = {need.evidence: need.package for group in dev._TESTS for need in group}
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "_present", lambda evidence: packages[evidence] in there)
    monkeypatch.setattr(system, "_POLICY", Path(os.devnull))
    monkeypatch.setattr(system, "_run", run)
    assert system.provide(*dev._TESTS)
    assert ran[0] == ["apt-get", "update"]
    assert [command[-1] for command in ran[1:]] == ["php-cli", "libsecret-tools"]
    assert "mini-httpd" in ran[1]
    assert "mediawiki" in ran[2]


def test_what_is_prepared_shows_a_sign_of_life(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture, tmp_path: Path,
) -> None:
    environment, pip = dev.dev_environment, tmp_path / "pip"
    pip.write_text(f"""#!{sys.executable}
import time
print("Obtaining file:///minoties", "Collecting piexif<2,>=1.1.3 (from minoties)", sep="\\n", flush=True)
print("Processing /opt/wheels/numpy-2.4.6-cp311.whl", flush=True)
print("  Downloading piexif-1.1.3.whl.metadata (3.9 kB)", "Downloading pyside.whl (95.2 MB)", sep="\\n", flush=True)
time.sleep(0.3)
print("Installing collected packages: piexif, pyside", flush=True)
""", encoding="utf-8")
    pip.chmod(0o755)
    monkeypatch.setattr(environment, "program", lambda name: str(pip))
    monkeypatch.setattr(environment, "_TICK_S", 0.05)
    with environment.alive():
        assert environment._install([]) == 0
    said = [line.strip() for line in capfd.readouterr().out.splitlines()]
    assert [line.rstrip(".") for line in said if line.strip(".")] == [
        "piexif", "numpy", "pyside.whl (95.2 MB)", "Installing"]
    assert any(line.startswith("pyside.whl (95.2 MB)..") for line in said), "a dot while nothing is said"


def test_continuous_integration_runs_the_same_command() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").splitlines()[-1] == "exec python3 packaging/dev.py test"


def test_a_skipped_test_fails(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_skipping.py").write_text(SKIPPING)
    (tmp_path / "test_whole.py").write_text("import pytest\npytest.importorskip('no_such_library')\n")
    done = _tested(tmp_path)
    assert done.returncode != 0
    assert "1 error" in done.stdout
    (tmp_path / "test_whole.py").unlink()
    done = _tested(tmp_path)
    assert done.returncode == 1
    assert "1 failed, 1 passed, 1 error" in done.stdout


def test_tests_of_one_group_run_in_one_process(tmp_path: Path) -> None:
    (tmp_path / "test_grouped.py").write_text(GROUPED)
    done = _tested(tmp_path, "-v", "-n", "2", "--dist", "loadgroup")
    assert len(re.findall(r"\[gw0\].*PASSED", done.stdout)) in (0, 6), done.stdout
    assert done.returncode == 0


def test_values_made_anew_change_no_name_of_a_test(tmp_path: Path) -> None:
    shutil.copy(ROOT / "tests" / "conftest.py", tmp_path)
    (tmp_path / "test_stamped.py").write_text(STAMPED)
    done = _tested(tmp_path, "-n", "2")
    assert "2 passed" in done.stdout, done.stdout


def _tested(folder: Path, *wishes: str) -> subprocess.CompletedProcess[str]:
    # In a place of its own: the common one is tidied up first, which may take minutes.
    return subprocess.run([sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--basetemp", str(folder / "base"),
                           *wishes, str(folder)], cwd=folder, capture_output=True, text=True)


def test_no_test_reaches_beyond_this_machine() -> None:
    with pytest.raises(NetworkForbidden):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("commons.wikimedia.org", 443)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("commons.invalid", 443)

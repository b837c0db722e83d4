"""Locks: one holder at a time, in this process and among others; void with the process that held one."""

import subprocess
import sys

import pytest

from minoties_desktop.config.locks import locked
from tests.support.source import ROOT

HOLD = """
import sys
from pathlib import Path
from minoties_desktop.config.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_lock_has_one_holder(tmp_path):
    path = tmp_path / "new" / "name.lock"
    with locked(path), pytest.raises(TimeoutError), locked(path):
        pass
    with locked(path):
        pass


def test_a_lock_is_void_with_its_process(tmp_path):
    path = tmp_path / "name.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(TimeoutError), locked(path):
            pass
        holder.kill()
        with locked(path, seconds=60):
            pass


def test_who_waits_gets_the_lock_when_it_is_given_back(tmp_path):
    path = tmp_path / "name.lock"
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], cwd=ROOT, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout.readline() == "held\n"
        holder.stdin.close()
        with locked(path, seconds=60):
            assert path.exists()


def test_processes_that_are_started_meanwhile_do_not_inherit_a_lock(tmp_path):
    path = tmp_path / "name.lock"
    with locked(path):
        child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE,
                                 close_fds=False)
    try:
        with locked(path):
            assert child.poll() is None
    finally:
        child.communicate()

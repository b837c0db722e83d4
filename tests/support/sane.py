"""SANE's own device for tests, by a configuration of its own, and what the same program gives to anyone."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

DEVICE = "sane:test:0"


@pytest.fixture
def sane(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The id of a scanner of which there are only samples."""
    folder = tmp_path_factory.mktemp("sane")
    (folder / "dll.conf").write_text("test\n")
    (folder / "test.conf").write_text("number_of_devices 1\n")
    monkeypatch.setenv("SANE_CONFIG_DIR", str(folder))
    yield DEVICE


def reference(target: Path, *words: str) -> bytes:
    """The PNM that scanimage writes by itself, of the whole glass."""
    with target.open("wb") as file:
        subprocess.run(["scanimage", "--device-name=test:0", "--format=pnm", "-x", "200", "-y", "200", *words],
                       stdout=file, check=True, env={**os.environ, "LC_ALL": "C"})
    return target.read_bytes()

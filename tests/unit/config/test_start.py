"""The program starts itself again, and nothing that lies in the current folder instead of it."""

import subprocess
import sys

from minoties_desktop.config.resources import resource
from minoties_desktop.config.start import ourselves


def test_a_module_on_the_card_is_not_run(tmp_path):
    for name in ("json", "click", "minoties_desktop", "packaging"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\nraise SystemExit(9)\n")
    done = subprocess.run(ourselves("--help"), cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "ran").exists()


def test_a_frozen_build_is_its_own_interpreter(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/minoties/minoties")
    assert ourselves("sync", "--json") == ["/opt/minoties/minoties", "sync", "--json"]


def test_resources_are_found():
    assert resource("i18n", "en.json").is_file()
    assert resource("vocab", "licences.toml").is_file()

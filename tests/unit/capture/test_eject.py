"""Letting go of a card, by a program of the system that is played here."""

from __future__ import annotations

from pathlib import Path

import pytest

from minoties_desktop.capture import eject as ejecting
from minoties_desktop.capture.volumes import device_of
from minoties_desktop.domain.errors import EnvironmentFault

MOUNTINFO = (
    "36 35 8:1 / / rw shared:1 - ext4 /dev/sda1 rw\n"
    "90 36 8:17 / {0} rw shared:2 - vfat /dev/sdb1 rw\n"
)


def _program(folder: Path, name: str, script: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\necho \"$@\" > {folder}/{name}.called\n{script}\n")
    (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setattr(ejecting, "device_of", lambda root: "/dev/sdb1")
    return folder / f"{name}.called"


def test_the_device_of_a_card_is_found(tmp_path: Path) -> None:
    table = tmp_path / "mountinfo"
    card = tmp_path / "EOS DIGITAL"
    card.mkdir()
    table.write_text(MOUNTINFO.format(str(card).replace(" ", r"\040")))
    assert device_of(card, table) == "/dev/sdb1"
    assert device_of(tmp_path / "elsewhere", table) == ""


def test_the_system_is_asked_to_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called = _program(tmp_path / "bin", "udisksctl", "exit 0", monkeypatch)
    ejecting.eject(tmp_path, "EOS")
    assert called.read_text().split() == ["unmount", "--block-device", "/dev/sdb1", "--no-user-interaction"]


@pytest.mark.parametrize(("script", "key"), [
    ("echo 'Error unmounting /dev/sdb1: target is busy' >&2; exit 1", "eject-busy"),
    ("echo 'not authorized' >&2; exit 1", "eject-failed"),
])
def test_what_keeps_it_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, key: str,
) -> None:
    _program(tmp_path / "bin", "udisksctl", script, monkeypatch)
    monkeypatch.setattr(ejecting, "commands", lambda root, all=ejecting.commands: all(root)[:1])
    with pytest.raises(EnvironmentFault) as caught:
        ejecting.eject(tmp_path, "EOS")
    assert (caught.value.message.key, caught.value.message.args[0], caught.value.remedy.key) == (
        key, "EOS", f"{key}-remedy")


def test_the_next_program_is_asked_where_the_first_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path / "bin", "udisksctl", "echo 'not authorized' >&2; exit 1", monkeypatch)
    called = _program(tmp_path / "bin", "gio", "exit 0", monkeypatch)
    ejecting.eject(tmp_path, "EOS")
    assert called.read_text().split() == ["mount", "--unmount", str(tmp_path)]


def test_a_system_without_such_a_program_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ejecting.commands(tmp_path) == []

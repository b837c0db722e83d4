"""A practice Commons for tests: in this process, on a free port, in a folder of its own."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.practice.accounts import PUBLIC, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.practice.wiki import ProbedImage


def probe_head(path: Path) -> ProbedImage:
    """Pixel size from the head of a JPEG or PNG, without decoding it; ValueError for anything else."""
    data = path.read_bytes()[:1 << 20]
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ProbedImage(*struct.unpack(">II", data[16:24]), "image/png")
    if data.startswith(b"\xff\xd8"):
        at = 2
        while at + 9 <= len(data) and data[at] == 0xFF:
            marker, length = data[at + 1], struct.unpack(">H", data[at + 2:at + 4])[0]
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                height, width = struct.unpack(">HH", data[at + 5:at + 9])
                return ProbedImage(width, height, "image/jpeg")
            at += 2 + length
    raise ValueError(path.name)


@pytest.fixture
def practice_server(tmp_path: Path) -> Iterator[PracticeCommons]:
    """A running practice Commons with the public account and those of the test wiki."""
    with PracticeCommons(tmp_path / "practice", probe=probe_head, people=PUBLIC + TEST_WIKI).serving() as server:
        yield server

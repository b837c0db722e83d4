"""A practice Commons for tests: in this process, on a free port, in a folder of its own."""

from __future__ import annotations

import contextlib
import json
import struct
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from minoties_desktop.practice.accounts import PUBLIC, TEST_WIKI
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.practice.wiki import ProbedImage


def probe_head(path: Path) -> ProbedImage:
    """Pixel size from the head of a JPEG or PNG, without decoding it; ValueError for anything else."""
    with path.open("rb") as file:
        data = file.read(1 << 20)
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


_SERVE = """
import json, sys
from pathlib import Path
from tests.support.practice import PUBLIC, TEST_WIKI, PracticeCommons, probe_head
server = PracticeCommons(Path(sys.argv[1]), port=int(sys.argv[2]), probe=probe_head, people=PUBLIC + TEST_WIKI)
print(json.dumps({"api": server.api, "gallery": server.gallery}), flush=True)
server.serve_forever()
"""


@dataclass
class SpawnedPractice:
    """A practice Commons in a process of its own, which may be killed."""

    process: subprocess.Popen[str]
    api: str
    gallery: str

    def kill(self) -> None:
        """End it as a power cut would end the program."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def spawned_practice(folder: Path, port: int = 0) -> Iterator[SpawnedPractice]:
    """Serve a folder from another process until the block ends."""
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-c", _SERVE, str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as process:
        try:
            assert process.stdout
            yield SpawnedPractice(process, **json.loads(process.stdout.readline()))
        finally:
            process.kill()

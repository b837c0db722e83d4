"""A person at a terminal: each command is a process of its own, and its answer, events and exit code are read."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .commands import CommandLine

_FULL = """
import sqlite3
def narrow(*args, connect=sqlite3.connect, **kwargs):
    connection = connect(*args, **kwargs)
    connection.execute("PRAGMA max_page_count = {pages}")
    return connection
sqlite3.connect = narrow
"""
"""SQLite says of a database that may not grow what it says of a full disk, and does the same."""


_EVEN = "from minoties_desktop.wiki import pace; pace.SMALLEST = pace.LARGEST = pace.FIRST; "


@dataclass(frozen=True)
class Ended:
    """How a command ended: exit code, its one JSON object, the JSON lines on standard error."""

    code: int
    answer: dict[str, Any]
    events: list[dict[str, Any]] = field(default_factory=list)

    @property
    def error(self) -> dict[str, Any]:
        """The fault that it ended with."""
        return self.answer["error"]


class Terminal(CommandLine):
    """`minoties` on one library, in an environment (empty values are left out), with faults and events told."""

    def __init__(self, library: Path, environment: Mapping[str, str] | None = None) -> None:
        super().__init__(library)
        wanted = {**os.environ, "LC_ALL": "C.UTF-8", **(environment or {})}
        self.environment = {name: value for name, value in wanted.items() if value}
        self.said: list[str] = []

    def on_a_full_disk(self, kilobytes: int) -> Terminal:
        """The same terminal on a disk where the library's database can grow by so much only."""
        with contextlib.closing(sqlite3.connect(self.library / "library.sqlite")) as database:
            database.execute("VACUUM")  # no free pages inside
            [pages] = database.execute("PRAGMA page_count").fetchone()
        full = Terminal(self.library, self.environment)
        full.start_code = _FULL.format(pages=pages + kilobytes // 4) + full.start_code
        return full

    def in_even_chunks(self) -> Terminal:
        """The same terminal, whose large files go in chunks of one size, however fast the line is."""
        even = Terminal(self.library, self.environment)
        even.start_code = self.start_code.replace(
            "from minoties_desktop.__main__", f"{_EVEN}from minoties_desktop.__main__")
        return even

    def do(self, *words: str, typed: str = "") -> Ended:
        """Run a command to its end; `typed` goes to its standard input."""
        process = self.start(*words)
        return self.ended(process, typed)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command."""
        return subprocess.Popen(self.words(*words), env=self.environment, text=True, stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def ended(self, process: subprocess.Popen[str], typed: str = "") -> Ended:
        """Wait for a command that was started."""
        out, err = process.communicate(typed)
        self.said += [out, err]
        assert "Traceback" not in err, err
        assert process.returncode < 0 or len(out.splitlines()) == 1, (process.returncode, out, err)
        events = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
        return Ended(process.returncode, json.loads(out) if out else {}, events)

    def run(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Exit code and answer."""
        ended = self.do(*words)
        return ended.code, ended.answer

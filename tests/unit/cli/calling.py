"""The command line called in this process: what it printed and how it ended."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import Any

from minoties_desktop.cli import run
from tests.support.commands import CommandLine


@dataclass(frozen=True)
class Call:
    """How a command ended: its exit code, standard output and standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        """The one JSON object of the output. Fails if it is anything else."""
        found = json.loads(self.out)
        assert isinstance(found, dict)
        assert self.out.endswith("\n") and self.out.count("\n") == 1
        return found

    @property
    def error(self) -> str:
        """The code of the error that was told, as JSON asks for it."""
        error = self.json["error"]
        assert set(error) == {"code", "message", "remedy"} and error["code"] and error["message"]
        assert "⧼" not in error["message"] + error["remedy"], error
        return error["code"]


def call(*argv: object, stdin: str = "") -> Call:
    """Run one command."""
    streams = sys.stdin, sys.stdout, sys.stderr
    told = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    try:
        sys.stdin = io.StringIO(stdin)
        sys.stdout, sys.stderr = told
        code = run([str(word) for word in argv])
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams
    out, err = (stream.detach().getvalue().decode() for stream in told)
    return Call(code, out, err)


class Called(CommandLine):
    """The same without a process of its own, where that is not what is looked at."""

    def run(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Exit code and answer."""
        done = call("--library", self.library, "--json", *words)
        return done.code, done.json

"""The real command line as a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.source import ROOT

_START = ("import sys; sys.path.insert(0, sys.argv.pop(1)); "
          "from minoties_desktop.__main__ import main; sys.exit(main())")


class CommandLine:
    """`minoties` on one library, from a checkout or a copy of it; answers are JSON."""

    def __init__(self, library: Path, checkout: Path = ROOT) -> None:
        self.library = library
        self.checkout = checkout
        self.start_code = _START

    def words(self, *words: str) -> list[str]:
        """The whole command of some words."""
        return [sys.executable, "-P", "-c", self.start_code, str(self.checkout), "--library", str(self.library),
                "--json", *words]

    def run(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Exit code and answer."""
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(self.words(*words), capture_output=True, text=True, env=environment)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)

    def __call__(self, *words: str, code: int = 0) -> dict[str, Any]:
        """The answer of a command that must end with this code."""
        ended, answer = self.run(*words)
        assert ended == code, answer
        return answer

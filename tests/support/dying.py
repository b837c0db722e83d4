"""Sync processes that are killed: forked from a warm one, so that each of them is new and none is slow.

The warm process reads jobs, one JSON object a line, and never syncs itself.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT

ROOT = Path(__file__).parents[2]


@dataclass
class Life:
    """What became of one sync process: the (target, state) pairs it stored, and its outcome if it lived to its end."""

    pid: int = 0
    stored: list[tuple[str, str]] = field(default_factory=list)
    outcome: dict[str, list[str]] | None = None
    killed: bool = False


class Syncs:
    """Starts sync processes for one account, by default for everybody's on the practice Commons.

    `environment` is added to theirs; empty values are left out.
    """

    def __init__(
        self, site: str = PRACTICE, account: str = PRACTICE_ACCOUNT, environment: Mapping[str, str] | None = None,
    ) -> None:
        self._account = {"site": site, "account": account}
        wanted = {**os.environ, **(environment or {})}
        self._warm = subprocess.Popen([sys.executable, "-m", "tests.support.dying"], cwd=ROOT, text=True,
                                      env={name: value for name, value in wanted.items() if value},
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._alive: Life | None = None

    def start(self, library: Path, *, die_at: int = 0) -> Life:
        """Start one; it kills itself as soon as its `die_at`th state is stored (counted from 1)."""
        job = {"library": str(library), "die_at": die_at, "home": os.environ["MINOTIES_HOME"], **self._account}
        self._warm.stdin.write(json.dumps(job) + "\n")
        self._warm.stdin.flush()
        self._alive = Life(pid=self._told()["pid"])
        return self._alive

    def end(self, life: Life) -> Life:
        """Wait until one has ended."""
        while "status" not in (told := self._told()):
            if "stored" in told:
                life.stored.append(tuple(told["stored"]))
            life.outcome = told.get("outcome", life.outcome)
        self._alive = None
        life.killed = os.WIFSIGNALED(told["status"])
        assert life.killed or told["status"] == 0, told
        return life

    def run(self, library: Path, *, die_at: int = 0) -> Life:
        """Start one and wait until it has ended."""
        return self.end(self.start(library, die_at=die_at))

    def kill(self, life: Life) -> Life:
        """Kill one now, as `kill -9` does."""
        os.kill(life.pid, signal.SIGKILL)
        return self.end(life)

    def kill_if_alive(self, life: Life) -> Life:
        """Kill one that may have ended meanwhile."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(life.pid, signal.SIGKILL)
        return self.end(life)

    def clean(self) -> None:
        """Kill one that a failed test has left behind."""
        if self._alive:
            self.kill_if_alive(self._alive)

    def close(self) -> None:
        """End the warm process."""
        self._warm.stdin.close()
        self._warm.wait()
        self._warm.stdout.close()

    def _told(self) -> dict[str, Any]:
        line = self._warm.stdout.readline()
        assert line, "the warm process has ended"
        return json.loads(line)


def _say(**told: Any) -> None:
    # One write, so that lines of two processes never mix.
    os.write(1, (json.dumps(told) + "\n").encode())


def _sync(library: str, die_at: int, home: str, site: str, account: str) -> None:
    from minoties_desktop.services.accounts import Account
    from minoties_desktop.services.gate import Wishes
    from minoties_desktop.services.library import Library
    from minoties_desktop.services.syncing import sync

    os.environ["MINOTIES_HOME"] = home
    states = 0

    def stored(row: Any, state: str) -> None:
        nonlocal states
        states += 1
        _say(stored=[row.target, state])
        if states == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    found = sync(Library(Path(library)), Account(site, account), Wishes(once=True), stored=stored)
    _say(outcome={name: getattr(found, name) for name in ("done", "waiting", "asks", "refused", "held")})


def _jobs() -> Iterator[dict[str, Any]]:
    for line in sys.stdin:
        yield json.loads(line)


def main() -> None:
    """Import what is slow, then fork a process for each job."""
    from minoties_desktop.services import practising, syncing  # noqa: F401
    from minoties_desktop.wiki import (
        pace,
        targets,  # noqa: F401
        upload,
    )
    from minoties_desktop.wiki.session import engine

    upload.POLLS = (0.02,)  # the practice Commons does not let itself be waited for
    pace.SMALLEST = pace.LARGEST = pace.FIRST  # as many chunks on a slow machine as on a fast one
    with tempfile.TemporaryDirectory() as folder:
        engine(Path(folder))
        for job in _jobs():
            pid = os.fork()
            if pid == 0:
                try:
                    _say(pid=os.getpid())  # first of all that it says
                    _sync(**job)
                    os._exit(0)
                except BaseException:
                    import traceback

                    traceback.print_exc()
                    os._exit(1)
            _say(status=os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main()

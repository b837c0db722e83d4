"""Looks for secrets where none may be: in files, in what commands say, in argument lists and environments."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from minoties_desktop.practice import oauth

_EVERY = 0.1  # a command lives for longer


class Leaks:
    """What is to be kept secret, and what every process below this one was started with while it was watched."""

    def __init__(self) -> None:
        self.secrets: set[str] = set()
        self.begun: set[bytes] = set()
        self.seen = 0
        self._ended = threading.Event()

    def found(self, folders: Iterable[Path], said: Iterable[str]) -> list[str]:
        """Where a secret is, in words."""
        marks = [secret.encode() for secret in self.secrets]
        places = [str(path) for folder in folders for path in folder.rglob("*")
                  if path.is_file() and any(mark in path.read_bytes() for mark in marks)]
        places += [f"said: {text[:200]}" for text in said if any(mark.decode() in text for mark in marks)]
        return places + [f"process: {text[:200]!r}" for text in self.begun if any(mark in text for mark in marks)]

    def watch(self) -> None:
        """Note the words and the environment of every process of this test, until `stop`."""
        home = f"MINOTIES_HOME={os.environ['MINOTIES_HOME']}".encode()
        while not self._ended.wait(_EVERY):
            for place in Path("/proc").iterdir():
                if not place.name.isdigit() or int(place.name) == os.getpid():
                    continue
                try:
                    if home in (environment := (place / "environ").read_bytes()).split(b"\0"):
                        self.begun |= {(place / "cmdline").read_bytes(), environment}
                        self.seen += 1
                except OSError:
                    continue  # ended meanwhile, or not ours

    def stop(self) -> None:
        """Watch no longer."""
        self._ended.set()


@contextmanager
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[Leaks]:
    """Watch; every token and code that the practice Commons gives out is a secret."""
    leaks = Leaks()
    fresh = oauth._fresh

    def noted() -> str:
        token = fresh()
        leaks.secrets.add(token)
        return token

    monkeypatch.setattr(oauth, "_fresh", noted)
    thread = threading.Thread(target=leaks.watch, daemon=True)
    thread.start()
    try:
        yield leaks
    finally:
        leaks.stop()
        thread.join()

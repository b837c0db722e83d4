"""One run of `scanimage`: it waits for our word before every page, so that none begins before the last one is safe."""

from __future__ import annotations

import contextlib
import os
import queue
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ...config.messages import Message
from ...domain.errors import AskPerson, Stopped
from ...domain.scanning import Failure, stopped
from .scanner import PART

SILENCE = 180.0
"""Seconds without a sign of life, after which a device counts as unplugged."""
_GRACE = 1.0
"""Seconds for the program to end by itself; some drivers never do."""
_NAMING = 10.0
"""Seconds between the word that a page is whole and its name; a loaded disk may be slow."""
_PROGRESS = re.compile(r"Progress: ([\d.]+)%")
_SCANNED = re.compile(r"Scanned page (\d+)\. \(scanner status = (\d+)\)")
_OPTION = "setting of option"
_OVER = "Batch terminated"
_WHOLE = 5
"""SANE_STATUS_EOF (sane.h): a page came to its end."""
_SAID = (
    ("jammed", Failure.JAM), ("cover is open", Failure.COVER), ("out of documents", Failure.EMPTY),
    ("device busy", Failure.BUSY), ("device i/o", Failure.UNPLUGGED), ("open of device", Failure.UNPLUGGED),
)
"""What scanimage prints of a failure (sane_strstatus, in the language C), in lower case."""


def failure_of(line: str) -> Failure | None:
    """What a line that scanimage prints tells of, None where it is no failure."""
    if not line.startswith("scanimage: "):
        return None
    found = next((failure for words, failure in _SAID if words in line.casefold()), None)
    return found or (Failure.UNKNOWN if re.match(r"scanimage: (?:sane_\w+:|setting of option|no SANE)", line) else None)


class Batch:
    """Pages of one run, in a folder as 000001.pnm and so on; `close` ends it wherever it is."""

    def __init__(
        self, command: Sequence[str], folder: Path, count: int | None, device: str, cancelled: Callable[[], bool],
        tell: Callable[[float], None],
    ) -> None:
        self._folder, self._device, self._cancelled, self._tell = folder, device, cancelled, tell
        limit = [f"--batch-count={count}"] if count is not None else []
        self._process = subprocess.Popen(
            [*command, "--format=pnm", "--batch=%06d.pnm", "--batch-prompt", *limit, "--progress"], cwd=folder,
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
            env={**os.environ, "LC_ALL": "C"})
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, name="scanimage", daemon=True)
        self._reader.start()

    def pages(self) -> Iterator[Path]:
        """Each page when it is whole. Raises AskPerson and Stopped as every scanner does."""
        number = 0
        while True:
            self._begin()
            number += 1
            path = self._page(number)
            if path is None:
                break
            yield path

    def close(self) -> None:
        """End the program, if need be by force, and remove what it left unfinished."""
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        for wish in (None, signal.SIGINT, signal.SIGKILL):
            if wish is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, wish)  # drivers read in processes of their own
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_GRACE)
                break
        self._process.wait()
        self._reader.join()
        self._process.stderr.close()
        for part in self._folder.glob(f"*{PART}"):
            part.unlink(missing_ok=True)

    def _begin(self) -> None:
        """Have the next page begin."""
        with contextlib.suppress(OSError):  # it ended, and what it said of it is still to be heard
            self._process.stdin.write(b"\n")
            self._process.stdin.flush()

    def _page(self, number: int) -> Path | None:
        """The page under way once it is whole; None at the end of what there is."""
        failure, said, heard = None, "", time.monotonic()
        while True:
            if self._cancelled():
                raise Stopped(Message("scan-stopped"))
            try:
                line = self._lines.get(timeout=0.05)
            except queue.Empty:
                if time.monotonic() - heard > SILENCE:
                    raise stopped(Failure.UNPLUGGED, self._device) from None
                continue
            heard = time.monotonic()
            if line is None or line.startswith(_OVER):
                return self._end(failure, said, number)
            if match := _PROGRESS.match(line):
                self._tell(min(1.0, float(match[1]) / 100))
            elif match := _SCANNED.match(line):
                if int(match[2]) == _WHOLE:
                    return self._named(number, line)
                return self._end(failure or Failure.UNKNOWN, said or line, number)
            elif found := failure_of(line):
                failure, said = found, line.partition(": ")[2]

    def _named(self, number: int, said: str) -> Path:
        """The page that was told to be whole: it gets its name a moment later."""
        path, until = self._folder / f"{number:06d}.pnm", time.monotonic() + _NAMING
        while not path.exists():
            if time.monotonic() > until:
                raise stopped(Failure.UNKNOWN, self._device, said)
            time.sleep(0.002)
        return path

    def _end(self, failure: Failure | None, said: str, number: int) -> None:
        """Raise what broke a page off; nothing where pages have come and no more do."""
        if number > 1 and failure in (None, Failure.EMPTY):
            return
        if failure is Failure.UNKNOWN and said.startswith(_OPTION):
            raise AskPerson("scan-option", Message("scan-option-value", self._device, said),
                            Message("scan-option-remedy"))
        raise stopped(failure or Failure.UNKNOWN, self._device, said)

    def _read(self) -> None:
        rest = b""
        while block := os.read(self._process.stderr.fileno(), 4096):
            *whole, rest = re.split(rb"[\r\n]+", rest + block)
            for line in whole:
                self._lines.put(line.decode("utf-8", "replace"))
        self._lines.put(None)

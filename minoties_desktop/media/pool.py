"""The processes that look at pictures, from the side of those who ask them."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..config.messages import Message
from ..config.start import MEDIA_HELPER, ourselves
from ..domain.errors import EnvironmentFault, Fault, Refused
from ..domain.recipe import Recipe
from ..domain.scanning import Seen
from ..domain.shaping import Shape
from .cache import Pictures
from .priority import FLAGS, NO_WINDOW, give_way
from .probe import Probed

SECONDS = 120.0
"""How long one picture may take to be decoded; then its process is ended."""

_ALARM = getattr(signal, "SIGPROF", 0)
_THRIFT = {"MALLOC_MMAP_THRESHOLD_": str(32 << 20), "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
           "OPENBLAS_NUM_THREADS": "1"}
"""glibc gives the memory of each picture back and fetches it anew for the next one: a tenth of a helper's time. numpy's
algebra, which nobody asks for, starts a thread for each core: a quarter of the time until a helper is ready."""
_log = logging.getLogger(__name__)


class Pool:
    """Up to `count` helper processes, started when first needed; for any number of threads. Those of which a person
    does not wait for each answer are `patient`: they give way to others."""

    def __init__(self, count: int, *, command: list[str] | None = None, seconds: float = SECONDS,
                 patient: bool = False) -> None:
        self._patient = patient
        self._command = command or ourselves(MEDIA_HELPER)
        self._seconds = seconds
        self._free: queue.LifoQueue[subprocess.Popen[str] | None] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(None)
        self._count = count

    def look(self, path: Path, places: Pictures, name: str = "", sidecars: Sequence[Path] = ()) -> Probed:
        """What a file is that was called `name`, with its preview and thumbnail drawn. Waits for a free helper.

        Raises Refused for a file that can't be taken in, crashes decoders or keeps them busy without end.
        """
        return self._do({
            "path": str(path), "preview": str(places.preview), "thumbnail": str(places.thumbnail), "name": name,
            "sidecars": [str(sidecar) for sidecar in sidecars]})

    def derive(self, path: Path, target: Path, mime: str, recipe: Recipe) -> Probed:
        """Write at `target` what a recipe makes of a file of that MIME type, not synced; what that is.

        Raises Refused where nothing can be made of it, and as `look` does.
        """
        return self._do({"path": str(path), "target": str(target), "mime": mime, "recipe": recipe.to_json()})

    def page(self, path: Path, target: Path, mime: str, shape: Shape, *, part: int = 0, tiff: bool = False,
             dpi: float = 0.0) -> Probed:
        """Write at `target`, not synced, one page of a scanned master as JPEG or TIFF (`media/shaping.page`).

        Raises Refused as `look` does.
        """
        return self._do({"path": str(path), "target": str(target), "mime": mime, "shape": shape.to_json(),
                         "part": part, "tiff": tiff, "dpi": dpi})

    def scanned(self, preview: Path) -> Seen:
        """What is on a scanned page by its preview (`media/scanned.seen`). Raises Refused."""
        return Seen.from_json(self._exchange({"path": str(preview), "scanned": True})["found"])

    def merge(self, existing: Path | None, target: Path, properties: Mapping[str, Any]) -> None:
        """Write at `target` a sidecar with all that `existing` says and these properties. Raises Refused."""
        self._exchange({"path": str(existing or target), "existing": bool(existing), "target": str(target),
                        "properties": dict(properties)})

    def tile(self, data: str) -> dict[str, Any]:
        """Width, height and pixels (RGBA, base64) of a map's tile that comes in base64. Raises Refused."""
        return self._exchange({"path": "", "tile": data})["found"]

    def misspelt(self, dictionary: Path, words: Sequence[str]) -> list[str]:
        """Those of some words that a dictionary (its `.dic` file) does not have. Raises Refused for one that can't be
        read."""
        return self._exchange({"path": str(dictionary), "words": list(words), "others": False})["found"]["words"]

    def others(self, dictionary: Path, word: str) -> list[str]:
        """What a dictionary offers in the place of a word. Raises as `misspelt` does."""
        return self._exchange({"path": str(dictionary), "words": [word], "others": True})["found"]["words"]

    def _do(self, request: dict[str, Any]) -> Probed:
        return Probed(**self._exchange(request)["found"])

    def _exchange(self, request: dict[str, Any]) -> dict[str, Any]:
        helper = self._free.get()
        try:
            if helper is None or helper.poll() is not None:
                helper = self._start()
            return self._ask(helper, request)
        finally:
            self._free.put(helper)

    def close(self) -> None:
        """End the helpers that are at rest."""
        for _ in range(self._count):
            helper = self._free.get()
            if helper is not None:
                _end(helper)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None,
    ) -> None:
        self.close()

    def _start(self) -> subprocess.Popen[str]:
        # Decoders write to standard error what would be noise among our own lines there.
        try:
            helper = subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                encoding="utf-8", env=_THRIFT | dict(os.environ),
                creationflags=FLAGS if self._patient else NO_WINDOW)
        except OSError as error:  # no file's fault, nor that of the folder that is written into
            raise EnvironmentFault(Message("media-helper-stopped", error.strerror or str(error)),
                                   Message("media-helper-stopped-remedy"), code="no-helper") from error
        if self._patient:
            give_way(helper)
        if not helper.stdout.readline():
            _end(helper)
            raise EnvironmentFault(Message("media-no-helper", helper.returncode), Message("media-no-helper-remedy"),
                                   code="no-helper")
        return helper

    def _ask(self, helper: subprocess.Popen[str], request: dict[str, Any]) -> dict[str, Any]:
        late = threading.Timer(self._seconds, helper.kill)
        late.start()
        line = ""
        try:
            helper.stdin.write(json.dumps(request) + "\n")
            helper.stdin.flush()
            line = helper.stdout.readline()
        except BrokenPipeError:
            pass  # It has died since the last file; told below.
        finally:
            slow = late.finished.is_set()
            late.cancel()
        if not line.endswith("\n"):
            _end(helper)
            slow = slow or helper.returncode == -_ALARM
            _log.warning("a media helper ended with %s over a file", helper.returncode)
            raise Refused(Message("media-slow" if slow else "media-crash"), Message("media-save-anew"), code="crash")
        answer = json.loads(line)
        if "found" in answer:
            return answer
        if "trace" in answer:
            _log.error("a media helper failed over a file: %s", answer["trace"])
            raise Refused(Message("media-crash"), Message("media-save-anew"), code="crash")
        raise _fault(answer)


def _end(helper: subprocess.Popen[str]) -> None:
    """Let a helper end by closing its input, and reap it."""
    with contextlib.suppress(BrokenPipeError):  # What was being sent when it died.
        helper.stdin.close()
    helper.stdout.close()
    helper.wait()


def _fault(answer: dict[str, Any]) -> Fault:
    """The fault that an answer tells of."""
    kinds = {"Refused": Refused, "EnvironmentFault": EnvironmentFault}
    remedy = Message.from_json(answer["remedy"]) if answer["remedy"] else None
    return kinds[answer["fault"]](Message.from_json(answer["message"]), remedy, code=answer["code"])

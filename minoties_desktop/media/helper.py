"""A process that looks at pictures nobody has looked at yet; it may crash, and only it.

It says when it is ready; then one request and one answer a line, in JSON, on standard input and output. It ends with
its input.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from ..config.messages import Message
from ..domain.errors import Fault, Refused
from ..domain.recipe import Recipe
from ..domain.shaping import Shape
from . import exif, kinds, thumbs
from .cache import Pictures
from .faults import source_fault
from .kinds import is_lying
from .metadata import words as metadata_words
from .probe import Probed, probe

MEMORY, LEAST_MEMORY = 6 << 30, 2 << 30
"""Bytes of address space that a decoder may take, where the system can limit them: the most, and the least on a
computer that has not twice that."""
CPU_SECONDS, BYTES_A_SECOND = 5.0, 4 << 20
"""Seconds of the processor that a file may take, and the bytes for each of which it may take one more."""
SHAPING_SECONDS = 60.0
"""The same of a page that is made of a master, which may be a small file of very many pixels."""


def look(path: Path, places: Pictures, name: str = "", sidecars: Sequence[Path] = ()) -> Probed:
    """What a file is, with its pictures drawn, and what is said of it, inside and in its sidecars.

    Raises Refused with the reason for one that can't be taken in.
    """
    try:
        found = probe(path, name)
    except OSError as error:
        raise source_fault(error) from error
    try:
        drawn = thumbs.draw(path, found, places)
    except MemoryError as error:
        raise Refused(Message("media-memory", found.width, found.height), Message("media-memory-remedy"),
                      code="memory") from error
    camera = exif.read(path)
    words = [list(word) for word in metadata_words(path, found.mime, camera, sidecars)]
    complaints = [drawn.complaint, _lie(name or path.name, found), _doubt(camera), _undated(found, camera, words),
                  *_beside_pages(path, found)]
    return replace(found, likeness=drawn.likeness, shown_time=drawn.shown_time,
                   complaints=[one.to_json() for one in complaints if one], words=words)


def _lie(name: str, found: Probed) -> Message | None:
    """What is to be said of a name whose extension belongs to another kind."""
    if not is_lying(name, found.extension):
        return None
    return Message("media-lying", name.rpartition(".")[2], found.extension)


def _doubt(camera: exif.Exif) -> Message | None:
    return Message("media-doubted", camera.doubted) if camera.doubted else None


def _beside_pages(path: Path, found: Probed) -> list[Message]:
    if found.mime != kinds.PDF.mime:
        return []
    from .documents import remarks  # late: most helpers never see a PDF

    return remarks(path)


def _undated(found: Probed, camera: exif.Exif, words: Sequence[Sequence[str]]) -> Message | None:
    """What is to be said of a RAW in which nobody finds a date: its file's own is that of some copying."""
    if found.mime != kinds.RAW.mime or camera.taken or camera.doubted or any(word[0] == "taken" for word in words):
        return None
    return Message("media-undated", found.extension.upper())


def serve(source: TextIO = sys.stdin, target: TextIO = sys.stdout) -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Whoever started us decides when we end.
    _limit_memory()
    _say(target, {"ready": True})
    for line in source:
        _say(target, _answer(json.loads(line)))


def _say(target: TextIO, answer: dict[str, Any]) -> None:
    target.write(json.dumps(answer) + "\n")
    target.flush()


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    path = Path(request["path"])
    try:
        with _limited_time(path, SHAPING_SECONDS if "shape" in request else CPU_SECONDS):
            return {"found": _done(path, request)}
    except Fault as fault:
        return {"fault": type(fault).__name__, "code": fault.code, "message": fault.message.to_json(),
                "remedy": fault.remedy.to_json() if fault.remedy else None}
    except Exception:  # Whatever a decoder raises over somebody's file must not end the work on the next one.
        return {"trace": traceback.format_exc()}


def _done(path: Path, request: dict[str, Any]) -> dict[str, Any] | None:
    """Do what is asked for, and say what came of it."""
    if "shape" in request:
        from .shaping import page

        page(path, Path(request["target"]), request["mime"], Shape.from_json(request["shape"]), part=request["part"],
             tiff=request["tiff"], dpi=request["dpi"])
        return probe(Path(request["target"])).to_json()
    if "scanned" in request:
        from .scanned import seen

        return seen(path).to_json()
    if "recipe" in request:
        from .deriving import derive

        derive(path, Path(request["target"]), request["mime"], Recipe.from_json(request["recipe"]))
        return probe(Path(request["target"])).to_json()
    if "tile" in request:
        from .tiles import pixels

        return pixels(request["tile"])
    if "words" in request:
        from .spelling import others, wrong

        words = request["words"]
        return {"words": others(path, words[0]) if request["others"] else wrong(path, words)}
    if "properties" in request:
        from .merging import merge

        merge(path if request["existing"] else None, Path(request["target"]), request["properties"])
        return None
    places = Pictures(Path(request["preview"]), Path(request["thumbnail"]))
    return look(path, places, request["name"], [Path(sidecar) for sidecar in request["sidecars"]]).to_json()


@contextmanager
def _limited_time(path: Path, least: float) -> Iterator[None]:
    """End this process if a file takes more of the processor's time than any honest one of its size does.

    Not time by the clock: a busy computer is no fault of the file's. Where the system has no such alarm, the pool's
    patience by the clock is all there is.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    size = path.stat().st_size if path.exists() else 0
    signal.setitimer(signal.ITIMER_PROF, least + size / BYTES_A_SECOND)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    there = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    limit = max(LEAST_MEMORY, min(MEMORY, there // 2))
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

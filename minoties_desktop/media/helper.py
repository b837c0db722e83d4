"""A process that looks at pictures nobody has looked at yet; it may crash, and only it.

It says when it is ready; then one request and one answer a line, in JSON, on standard input and output. It ends with
its input.
"""

from __future__ import annotations

import json
import signal
import sys
import traceback
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from ..config.messages import Message
from ..domain.errors import Fault, Refused
from . import thumbs
from .cache import Pictures
from .faults import source_fault
from .kinds import is_lying
from .probe import Probed, probe

MEMORY = 6 << 30
"""Bytes of address space that a decoder may take, where the system can limit them."""


def look(path: Path, places: Pictures, name: str = "") -> Probed:
    """What a file is, with its pictures drawn. Raises Refused with the reason for one that can't be taken in."""
    try:
        found = probe(path, name)
    except OSError as error:
        raise source_fault(error) from error
    try:
        drawn = thumbs.draw(path, found, places)
    except MemoryError as error:
        raise Refused(Message("media-memory", found.width, found.height), Message("media-memory-remedy"),
                      code="memory") from error
    complaint = drawn.complaint or _lie(name or path.name, found)
    return replace(found, likeness=drawn.likeness, complaint=complaint)


def _lie(name: str, found: Probed) -> list[Any] | None:
    """What is to be said of a name whose extension belongs to another kind."""
    if not is_lying(name, found.extension):
        return None
    return Message("media-lying", name.rpartition(".")[2], found.extension).to_json()


def serve(source: TextIO = sys.stdin, target: TextIO = sys.stdout) -> None:
    """Answer requests until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Whoever started us decides when we end.
    _limit_memory()
    _say(target, {"ready": True})
    for line in source:
        request = json.loads(line)
        places = Pictures(Path(request["preview"]), Path(request["thumbnail"]))
        _say(target, _answer(Path(request["path"]), places, request["name"]))


def _say(target: TextIO, answer: dict[str, Any]) -> None:
    target.write(json.dumps(answer) + "\n")
    target.flush()


def _answer(path: Path, places: Pictures, name: str) -> dict[str, Any]:
    try:
        return {"found": look(path, places, name).to_json()}
    except Fault as fault:
        return {"fault": type(fault).__name__, "code": fault.code, "message": fault.message.to_json(),
                "remedy": fault.remedy.to_json() if fault.remedy else None}
    except Exception:  # Whatever a decoder raises over somebody's file must not end the work on the next one.
        return {"trace": traceback.format_exc()}


def _limit_memory() -> None:
    if sys.platform != "linux":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))

"""Reports made in one of their forms, of a whole library or of a part of it, and written to a file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from ..config.messages import Message, Messages
from ..domain.errors import EnvironmentFault, UsageFault
from . import report, reportforms
from .library import Library
from .report import Line, Wanted
from .reportforms import PIXELS


def made(library: Library, words: Messages, wanted: Wanted, form: str) -> str:
    """The report as text: `html`, `csv` or `wikitext`."""
    found = report.lines(library, words, wanted)
    if form == "csv":
        return reportforms.as_csv(found)
    if form == "wikitext":
        return reportforms.as_wikitext(found)
    return reportforms.as_html(found, words, about=report.titled(library, wanted), small=small)


def save(library: Library, path: Path, text: str, *, replacing: bool = False) -> None:
    """Write a report into a file of the person's; one that is there only where they have said so (`replacing`).

    Raises UsageFault for a file that is there and for any place in the library, EnvironmentFault for a disk's error.
    """
    target = Path(os.path.realpath(path))
    if library.root in (target, *target.parents):
        raise UsageFault(Message("error-output-library", str(path)), Message("error-output-remedy"), code="output")
    begun = target.with_name(f".{target.name}.part")
    try:
        with (begun if replacing else target).open("w" if replacing else "x", encoding="utf-8", newline="") as file:
            file.write(text)
        if replacing:
            begun.replace(target)
    except FileExistsError as error:
        raise UsageFault(Message("error-output-there", str(path)), Message("error-output-remedy"),
                         code="output") from error
    except OSError as error:
        with contextlib.suppress(OSError):
            (begun if replacing else target).unlink()
        raise EnvironmentFault(Message("error-disk", str(path), error.strerror or str(error)),
                               Message("error-disk-remedy"), code="disk") from error


def small(line: Line) -> bytes | None:
    """The small JPEG of a line's picture, None without one."""
    from ..media.reducing import reduced  # late: only a page needs pictures

    return reduced(line.picture, PIXELS) if line.picture else None

"""Reports made in one of their forms, of a whole library or of a part of it."""

from __future__ import annotations

from ..config.messages import Messages
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
    return reportforms.as_html(found, words, about=report.titled(library, wanted), small=_small)


def _small(line: Line) -> bytes | None:
    from ..media.reducing import reduced  # late: only a page needs pictures

    return reduced(line.picture, PIXELS) if line.picture else None

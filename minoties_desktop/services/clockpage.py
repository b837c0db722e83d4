"""Showing the time to cameras: a code for the screen, and a page of its own for a phone."""

from __future__ import annotations

import html
from datetime import datetime
from pathlib import Path

from ..config.messages import Messages
from ..config.resources import resource
from ..media.clockcode import Code, drawn
from ..media.faults import target_fault

__all__ = ["Code", "code", "save_page"]


def code(moment: datetime) -> Code:
    """The QR code that tells a moment: one byte a module."""
    return drawn(moment)


def save_page(path: Path, words: Messages) -> None:
    """Write a page that shows the time as a QR code in any browser, with nothing else to load.

    Raises EnvironmentFault when it can't be written.
    """
    text = resource("clock", "page.html").read_text(encoding="utf-8")
    script = resource("clock", "qrcode.js").read_text(encoding="utf-8")
    for hole, value in (("lang", words.language), ("title", html.escape(words.text("clock-page-title"))),
                        ("help", html.escape(words.text("clock-page-help"))), ("script", script)):
        text = text.replace(f"{{{hole}}}", value)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise target_fault(error, path.parent) from error

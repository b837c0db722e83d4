"""What is printed on standard output, whatever reads it and whatever stands in the text."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import click


def write(text: str) -> None:
    """Print a text. Who read it may have gone: then it goes nowhere. Raises OSError when it can't be written."""
    try:
        click.echo(text)
    except OSError as error:
        # What is left unwritten would be tried once more, and fail aloud, when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.stdout = None  # type: ignore[assignment]
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, "stdout") from error


def write_json(data: dict[str, Any]) -> None:
    """Print one JSON object, which every encoding of a terminal can hold."""
    plain = getattr(sys.stdout, "encoding", "").lower().replace("-", "") != "utf8"
    write(json.dumps(data, ensure_ascii=plain))


def tolerate_any_text() -> None:
    """Have signs that the terminal's encoding lacks, and names that are no text, written as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")

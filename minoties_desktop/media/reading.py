"""What is written on a page, read by Tesseract where it is installed; a program of its own, outside our process."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import Refused
from .pdf import Word
from .priority import FLAGS, NO_WINDOW, give_way

SECONDS = 600.0
"""How long one page may take to be read."""
_WORD = "5"
"""The level of a word in Tesseract's table (tesseract.1, CONFIG FILES: tsv)."""
_COLUMNS = 12
_LEAST_SURE = 20.0
"""Of a hundred; what is less sure than this is stains and ornaments."""


@functools.cache
def languages() -> frozenset[str]:
    """The codes of the languages that can be read here; none where there is no Tesseract."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    try:
        told = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=30, check=True,
                              stdin=subprocess.DEVNULL, creationflags=NO_WINDOW)
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(line.strip() for line in told.stdout.splitlines()[1:]) - {"osd", "equ", ""}


def has_program() -> bool:
    """Whether Tesseract is installed here."""
    return shutil.which("tesseract") is not None


def read(picture: Path, codes: Sequence[str], *, dpi: float = 0.0) -> list[Word]:
    """The words on a page, in their order. `codes` are Tesseract's own of the languages.

    Raises Refused where it fails over this page.
    """
    program = shutil.which("tesseract")
    if program is None or not codes:
        return []
    command = [program, str(picture), "stdout", "-l", "+".join(codes), "--psm", "3"]
    if dpi:
        command += ["--dpi", str(round(dpi))]
    try:
        reader = subprocess.Popen([*command, "tsv"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                                  creationflags=FLAGS)
    except OSError as error:
        raise _unread() from error
    give_way(reader)
    try:
        told, _ = reader.communicate(timeout=SECONDS)
    except subprocess.TimeoutExpired as error:
        reader.kill()
        reader.communicate()
        raise _unread() from error
    if reader.returncode:
        raise _unread()
    return words(told.decode("utf-8", "replace"))


def _unread() -> Refused:
    return Refused(Message("book-unread"), Message("book-unread-remedy"), code="unread")


def words(table: str) -> list[Word]:
    """The words of Tesseract's table."""
    found = []
    for line in table.split("\n"):
        cells = line.rstrip("\r").split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD:
            continue
        text = "".join(sign for sign in cells[11] if sign.isprintable()).strip()
        try:
            left, top, width, height, sure = (float(cell) for cell in cells[6:11])
        except ValueError:
            continue
        if text and sure >= _LEAST_SURE:
            found.append(Word(text, round(left), round(top), round(width), round(height), _backwards(text)))
    return found


def _backwards(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text)

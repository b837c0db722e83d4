"""Tables from spreadsheets, CSV and XLSX, as rows of texts; nothing in them is ever computed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.errors import Refused, UsageFault
from .faults import source_fault

MOST_ROWS, MOST_COLUMNS, MOST_BYTES = 100_000, 200, 200 << 20
_ENCODINGS = ("utf-8-sig", "cp1252")
_FORMULA = ("=", "+", "-", "@")


def read(path: Path) -> list[list[str]]:
    """The rows of a table; empty ones are left out.

    Raises Refused for a file that is none or too large, UsageFault where there is no file.
    """
    if not path.is_file():  # nothing that waits for a writer
        raise UsageFault(Message("error-not-there", path.name), Message("error-not-there-remedy"), code="sheet")
    try:
        rows = list(_workbook(path) if zipfile.is_zipfile(path) else _text(path))
    except OSError as error:
        raise source_fault(error) from error
    if not rows:
        raise _refused(path)
    return rows


def _text(path: Path) -> Iterator[list[str]]:
    if path.stat().st_size > MOST_BYTES:
        raise _refused(path)
    data = path.read_bytes()
    if data.startswith(b"PK"):  # a workbook that is cut off
        raise _refused(path)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        text = next((found for encoding in _ENCODINGS if (found := _decoded(data, encoding)) is not None),
                    data.decode("latin-1"))
    if "\0" in text:
        raise _refused(path)
    first = text[:20000]
    delimiter = max(";,\t|", key=lambda sign: first.partition("\n")[0].count(sign))
    try:
        yield from _kept(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _refused(path) from error


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _workbook(path: Path) -> Iterator[list[str]]:
    import openpyxl  # late: only an inventory list needs it

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(one.file_size for one in archive.infolist()) > MOST_BYTES:
                raise _refused(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        try:
            yield from _kept(book.worksheets[0].iter_rows(values_only=True))
        finally:
            book.close()
    except (Refused, OSError):
        raise
    except Exception as error:  # a file from outside can make it fail in any way
        raise _refused(path) from error


def _kept(rows: Any) -> Iterator[list[str]]:
    for number, row in enumerate(rows):
        cells = [_cell(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if number >= MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise Refused(Message("error-sheet-large", MOST_ROWS, MOST_COLUMNS), Message("error-sheet-large-remedy"),
                          code="sheet-large")
        if cells:
            yield cells


def _cell(value: Any) -> str:
    """A cell as text: what begins as a formula would is only its words, whole numbers have no point."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date():
            return value.isoformat(sep=" ") if isinstance(value, datetime) else value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
    text = "".join(sign for sign in str(value) if sign.isprintable() or sign in "\n\t").strip()
    # An apostrophe is how spreadsheets and our own tables keep a text from being a formula.
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA) else text


def _refused(path: Path) -> Refused:
    return Refused(Message("error-sheet", path.name), Message("error-sheet-remedy"), code="sheet")

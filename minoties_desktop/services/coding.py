"""The library's lists of codes: taking them in from files, and what codes stand for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ..config.messages import Message
from ..domain import codes
from ..domain.codes import CodeList
from ..domain.errors import UsageFault
from .library import Library
from .tagging import Tagging

TABLE = "code_list"


def take(library: Library, tagging: Tagging, path: Path) -> tuple[str, int]:
    """Keep the list in a file, in place of one of the same name; its id, and how many codes it has.

    Raises UsageFault for a file that can't be read or holds no codes.
    """
    try:
        if not path.is_file() and path.exists():  # nothing that waits for a writer
            raise UsageFault(Message("error-codes-no-file", str(path)), Message("error-codes-remedy"), code="codes")
        with path.open("rb") as file:
            data = file.read(codes.BYTES + 1)
    except OSError as error:
        raise UsageFault(Message("error-codes-file", str(path), error.strerror or str(error)), code="codes") from error
    found = codes.parse(data)
    row = {"name": path.stem, "columns": json.dumps(found.columns, ensure_ascii=False),
           "entries": json.dumps(found.entries, ensure_ascii=False)}
    known = next((one["id"] for one in library.registers[TABLE].list() if one["name"] == path.stem), None)
    if known is None:
        return tagging.create(TABLE, row), len(found.entries)
    tagging.edit(TABLE, known, row)
    return known, len(found.entries)


def lists(library: Library) -> list[CodeList]:
    """All lists, the oldest first: what is in two of them is taken from the first."""
    return [read(row) for row in library.registers[TABLE].list()]


def read(row: Mapping[str, str]) -> CodeList:
    """The list of a row of the register."""
    return codes.from_json(_read(row["columns"]), _read(row["entries"]))


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None

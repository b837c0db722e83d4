"""Codes that stand for longer texts: `=abc=` in what is typed, from a table of tab-separated columns in UTF-8.

The first column is the code, the others its texts. A first line that begins with `code` names them: a language's code
makes it the text of that language, so that one code serves fields of all languages. `=abc#2=` is the second text,
`=abc#el=` that of a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..config.messages import Message
from .errors import UsageFault

DELIMITER = "="
BYTES = 4_000_000
"""The longest file; many times that of any list that was seen."""
LONGEST_CODE, LONGEST_TEXT, MOST_COLUMNS = 40, 5_000, 60

_CODE = re.compile(r"=(?P<code>[^\s=#]{1,40})(?:#(?P<column>[^\s=#]{1,20}))?=")
_HEAD = re.compile(r"#?\s*codes?", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CodeList:
    """One list: the names of its columns ("" where they have none), and by code, in small letters, its texts."""

    columns: tuple[str, ...] = ()
    entries: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def text(self, code: str, column: str, lang: str) -> str:
        """The text of a code in a column (its number or its name), else in a language, else the first; "" for none."""
        texts = self.entries.get(_key(code), ())
        if column:
            place = int(column) - 1 if column.isdecimal() else self._place(column)
            return texts[place] if place is not None and 0 <= place < len(texts) else ""
        place = self._place(lang) if lang else None
        said = texts[place] if place is not None and place < len(texts) else ""
        return said or next(iter(texts), "")

    def _place(self, name: str) -> int | None:
        names = [column.casefold() for column in self.columns]
        return names.index(name.casefold()) if name.casefold() in names else None


def parse(data: bytes) -> CodeList:
    """The list that a file holds. Raises UsageFault naming the line that can't be right."""
    if len(data) > BYTES:
        raise _fault("error-codes-size", BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault("error-codes-encoding", data[: error.start].count(b"\n") + 1) from error
    lines = [(number, line.split("\t")) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if line.strip()]
    columns: tuple[str, ...] = ()
    if lines and _HEAD.fullmatch(lines[0][1][0].strip()) and len(lines[0][1]) > 1:
        columns = tuple(name.strip() for name in lines.pop(0)[1][1:])
    entries: dict[str, tuple[str, ...]] = {}
    for number, cells in lines:
        code, texts = _line(number, cells)
        if _key(code) in entries:
            raise _fault("error-codes-twice", number, code)
        entries[_key(code)] = texts
    if not entries:
        raise _fault("error-codes-empty")
    return CodeList(columns, entries)


def _line(number: int, cells: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    code = cells[0].strip().strip(DELIMITER)
    texts = tuple(unicodedata.normalize("NFC", _CONTROL.sub("", cell)).strip() for cell in cells[1:])
    while texts and not texts[-1]:
        texts = texts[:-1]
    if not _CODE.fullmatch(f"{DELIMITER}{code}{DELIMITER}"):
        raise _fault("error-codes-code", number, code[:LONGEST_CODE])
    if not texts:
        raise _fault("error-codes-text", number, code)
    if len(texts) > MOST_COLUMNS or any(len(text) > LONGEST_TEXT for text in texts):
        raise _fault("error-codes-long", number, code)
    return code, texts


def _fault(key: str, *args: object) -> UsageFault:
    return UsageFault(Message(key, *args), Message("error-codes-remedy"), code="codes")


def _key(code: str) -> str:
    return unicodedata.normalize("NFC", code).casefold()


def from_json(columns: Any, entries: Any) -> CodeList:
    """A list as it was kept; what is none of ours is left out."""
    names = tuple(name for name in columns if isinstance(name, str)) if isinstance(columns, list) else ()
    pairs = entries.items() if isinstance(entries, dict) else ()
    return CodeList(names, {_key(code): tuple(map(str, texts)) for code, texts in pairs if isinstance(texts, list)})


def expanded(text: str, lists: Iterable[CodeList], lang: str = "") -> str:
    """The text with every code that one of the lists knows replaced, the first list before the next."""
    if DELIMITER not in text:
        return text
    lists = tuple(lists)

    def said(code: re.Match[str]) -> str:
        found = (one.text(code["code"], code["column"] or "", lang) for one in lists)
        return next((text for text in found if text), code[0])

    return _CODE.sub(said, text)


def ending(text: str, lists: Iterable[CodeList], lang: str = "") -> tuple[str, str] | None:
    """The code that a text ends with, as typed, and what it stands for; None if it ends with none that is known."""
    if not text.endswith(DELIMITER):
        return None
    start = text.rfind(DELIMITER, 0, -1)
    code = text[start:] if start >= 0 else ""
    said = expanded(code, lists, lang)
    return (code, said) if code and said != code else None

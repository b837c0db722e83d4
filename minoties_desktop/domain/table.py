"""Items as a table: which columns there are, how a cell is one line of text, and how cells travel to spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .fields import BY_ID, FIELDS, Field, Kind

SEPARATOR = ";"
"""Between the values of a cell that has several; doubled it is a semicolon of a value itself."""

_USUAL = frozenset({"title", "caption", "depicts", "categories", "people", "licence"})
_EXPECTED = frozenset({*_USUAL, *(field.id for field in FIELDS if field.needed)})
_NO_TEXT = frozenset({Kind.CHOICE, Kind.LICENCE, Kind.CONTRIBUTOR, Kind.SOURCE, Kind.INSTITUTION})
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
_FORMULA = re.compile(r"'*[=+\-@]")
_NUMBERS = re.compile(r"[+-][\d.,\s+-]*")


@dataclass(frozen=True, slots=True)
class Column:
    """A field, in one language if it has languages."""

    field: Field
    lang: str = ""

    @property
    def key(self) -> str:
        """Its name in settings: the field's id, and the language after a colon."""
        return f"{self.field.id}:{self.lang}" if self.lang else self.field.id

    @property
    def usual(self) -> bool:
        """Whether it is shown unless a person chooses otherwise."""
        return self.field.id in _USUAL

    @property
    def expected(self) -> bool:
        """Whether an empty cell of it is said to be missing."""
        return self.field.id in _EXPECTED

    @property
    def is_text(self) -> bool:
        """Whether it holds what people write, and no choice from a list."""
        return self.field.kind not in _NO_TEXT


def columns(languages: Sequence[str], details: Sequence[str]) -> list[Column]:
    """All columns in the order of the fields: those of these densities of detail, in these languages."""
    return [Column(field, lang) for field in FIELDS if field.detail in details
            for lang in (languages if field.by_language else ("",))]


def shown(known: Sequence[Column], chosen: Mapping[str, object]) -> list[Column]:
    """The columns that are shown; `chosen` says by key which a person wants, and which not."""
    return [column for column in known if chosen.get(column.key, column.usual) is True]


def joined(field_id: str, texts: Sequence[str]) -> str:
    """The values of one cell as one text."""
    if not BY_ID[field_id].many:
        return texts[0] if texts else ""
    return f"{SEPARATOR} ".join(text.replace(SEPARATOR, SEPARATOR * 2) for text in texts)


def parted(field_id: str, text: str) -> list[str]:
    """The values that the text of a cell means; the inverse of `joined`."""
    if not text.strip():
        return []
    if not BY_ID[field_id].many:
        return [text]
    parts = text.replace(SEPARATOR * 2, "\0").split(SEPARATOR)
    return [part.replace("\0", SEPARATOR).strip() for part in parts if part.strip()]


# Tab separated values, as spreadsheets lay them into the clipboard

def written(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab separated text; none of them is a formula to the spreadsheet that it is pasted into."""
    return "\n".join("\t".join(_quoted(_tamed(text)) for text in row) for row in rows)


def read(text: str) -> list[list[str]]:
    """The cells of tab separated text, in rows of one length; the inverse of `written`."""
    text = text.replace("\0", "")
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        found = _QUOTED.match(text, place) or _PLAIN.match(text, place)
        assert found is not None  # the plain pattern matches nothing, too
        cell = found[1].replace('""', '"') if found.re is _QUOTED else found[0]
        rows[-1].append(_freed(cell))
        place = found.end()
        if place >= len(text):
            break
        if text[place] == "\t":
            place += 1
            continue
        place += 2 if text.startswith("\r\n", place) else 1
        if place >= len(text):  # spreadsheets end the last line as well
            break
        rows.append([])
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in '"\t\r\n') else text


def _tamed(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBERS.fullmatch(text) else text


def _freed(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def tiled(block: Sequence[Sequence[str]], rows: int, columns: int) -> list[list[str]]:
    """A block of cells laid over a range: repeated where the range holds it several times, else as it is."""
    high, wide = len(block), len(block[0])
    down = rows if rows % high == 0 else high
    across = columns if columns % wide == 0 else wide
    return [[block[row % high][column % wide] for column in range(across)] for row in range(down)]


def replaced(text: str, words: str, by: str, *, exact_case: bool) -> str:
    """The text with some words in place of others wherever they stand; `by` is taken as it is."""
    if not words:
        return text
    return re.sub(re.escape(words), lambda _match: by, text, flags=0 if exact_case else re.IGNORECASE)

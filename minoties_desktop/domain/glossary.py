"""Terms of a community's trade, and what they are called in other languages; how they come from tables and go into one.

A table has tab-separated columns in UTF-8; its first line names them: `term`, `item` (a QID), `lang` (the language of
the term), and a language's code for each column of translations, such as `es` or `arn`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..config.languages import coded
from ..config.messages import Message
from . import table
from .checks import is_item_id, is_language_code
from .errors import UsageFault
from .naming import visible
from .rows import LONGEST

BYTES, MOST, MOST_LANGUAGES = 4_000_000, 20_000, 60
"""The longest file, the terms in one, the languages of a term."""
TERM, LANG, ITEM = "term", "lang", "item"
_COLUMNS = {"name": TERM}
"""What else a column may be called: lists of communities have names."""
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what it is called in its own language (`lang`, "" where nobody said), its QID ("" for none), and its
    translations by language."""

    name: str
    lang: str = ""
    item: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    id: str = ""
    community: str = ""

    @property
    def all_texts(self) -> dict[str, str]:
        """What it is called, by language, with its own."""
        return {**({self.lang: self.name} if self.lang else {}), **self.texts}


def clean(text: str) -> str:
    """A text on one line, without signs that no reader sees."""
    on_one_line = " ".join(_HIDDEN.sub(" ", unicodedata.normalize("NFC", text)).split())
    return " ".join(visible(on_one_line).split())


def checked(term: Term) -> Term:
    """The term as it is kept. Raises UsageFault where it can't be one."""
    name, lang = clean(term.name), coded(term.lang)
    texts = {coded(code): clean(text) for code, text in term.texts.items()}
    texts = {code: text for code, text in texts.items() if text}
    if not name:
        raise _fault("error-glossary-term")
    for code in (*texts, *filter(None, [lang])):
        if not is_language_code(code):
            raise _fault("error-glossary-language", code)
    for text in (name, *texts.values()):
        if len(text) > LONGEST:
            raise _fault("error-glossary-long", text[:40], LONGEST)
    if len(texts) > MOST_LANGUAGES:
        raise _fault("error-glossary-languages", name, MOST_LANGUAGES)
    if term.item and not is_item_id(term.item):
        raise _fault("error-glossary-item", term.item[:40])
    return Term(name, lang, term.item, texts, term.id, term.community)


def parse(data: bytes) -> list[Term]:
    """The terms that a file holds. Raises UsageFault naming the line that can't be right."""
    if len(data) > BYTES:
        raise _fault("error-glossary-size", BYTES // 1_000_000)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _fault("error-glossary-encoding", data[: error.start].count(b"\n") + 1) from error
    rows = [row for row in table.read(text) if any(cell.strip() for cell in row)]
    head = [_COLUMNS.get(name, name) for name in (cell.strip().lower() for cell in rows[0])] if rows else []
    if TERM not in head or len(set(filter(None, head))) < len([name for name in head if name]):
        raise _fault("error-glossary-head")
    for name in head:
        if name and name not in (TERM, LANG, ITEM) and not is_language_code(name):
            raise _fault("error-glossary-column", name[:40])
    if len(rows) - 1 > MOST:
        raise _fault("error-glossary-many", MOST)
    found = []
    for number, row in enumerate(rows[1:], 2):
        try:
            found.append(_term(head, row))
        except UsageFault as fault:
            raise UsageFault(Message("error-glossary-line", number, fault.message), fault.remedy,
                             code=fault.code) from fault
    if not found:
        raise _fault("error-glossary-empty")
    return found


def _term(head: Sequence[str], row: Sequence[str]) -> Term:
    cells = dict(zip(head, row, strict=False))
    texts = {name: cell for name, cell in cells.items() if name and name not in (TERM, LANG, ITEM)}
    return checked(Term(cells.get(TERM, ""), clean(cells.get(LANG, "")).lower(),
                        clean(cells.get(ITEM, "")).upper(), texts))


def written(terms: Iterable[Term]) -> str:
    """Terms as such a table; none of its cells is a formula to a spreadsheet."""
    terms = list(terms)
    languages = list(dict.fromkeys(lang for term in terms for lang in term.texts))
    rows = [[TERM, LANG, ITEM, *languages]]
    rows += [[term.name, term.lang, term.item, *(term.texts.get(lang, "") for lang in languages)] for term in terms]
    return table.written(rows) + "\n"


def _fault(key: str, *args: object) -> UsageFault:
    return UsageFault(Message(key, *args), Message("error-glossary-remedy"), code="glossary")

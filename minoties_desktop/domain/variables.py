"""Variables in what is typed for many items at once: `{date}`, `{place}`, `{seq:03}`. One rule for every field.

A name in braces stands for what the item itself says; `\\{` writes a brace. What stands in two braces belongs to wikis
and is left alone, as is anything in braces that can be no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from ..config.messages import Message
from .errors import UsageFault

VARIABLES = ("seq", "date", "year", "month", "day", "time", "subject", "depicts", "caption", "title", "place",
             "place_category", "activity", "institution", "collection", "inventory", "author", "filename")
"""What a text may name; the help on many photographs says what each is."""
SEQUENCE = "seq"
TELLING = ("subject", "depicts", "caption", "inventory")
"""Those that tell items apart: a title that asks for them is none without them."""
_DIGITS = 2

_HOLE = re.compile(r"(?P<escape>\\\{)|(?<!\{)\{(?P<name>[a-z_]+)(?::0?(?P<width>\d))?\}(?!\})")
_MEANT = re.compile(r"(?<![{\\])\{\s*(?P<name>[A-Za-z_]+)\s*(?::[^{}]*)?\}(?!\})")
"""What somebody has typed for a variable, though it is none as it stands: `{Seq}`, `{seq:12}`, `{ date }`."""
_PLAIN_SEQUENCE = re.compile(r"\{seq(?::0?(\d))?\}")
_EMPTY = "\x00"
_BARE = re.compile(rf"[(\[«“\"]\s*{_EMPTY}\s*[)\]»”\"]")
_JOINED = re.compile(rf"[\s,;:/–—-]*{_EMPTY}")
_LEFT_AT_START = re.compile(rf"^{_EMPTY}[\s,;:/–—-]*")


def names(text: str) -> set[str]:
    """The names in braces of a text, known or not."""
    return {hole["name"] for hole in _HOLE.finditer(text) if hole["name"]}


def unknown(text: str) -> list[str]:
    """What stands in braces as a variable that there is not, or not like that."""
    missaid = {hole[0][1:-1] for hole in _MEANT.finditer(text)
               if hole["name"].casefold() in VARIABLES and not _HOLE.fullmatch(hole[0])}
    return sorted(names(text).difference(VARIABLES) | missaid)


def check(text: str, *, counting: bool = True) -> None:
    """Raise UsageFault for a variable that there is not; without `counting` for the number too."""
    wrong = unknown(text)
    if wrong:
        raise UsageFault(Message("error-variable", f"{{{wrong[0]}}}"),
                         Message("error-variable-remedy", ", ".join(f"{{{name}}}" for name in VARIABLES)),
                         code="variable")
    if not counting and counts(text):
        raise UsageFault(Message("error-variable-number", f"{{{SEQUENCE}}}"), code="variable")


def is_plain(text: str) -> bool:
    """Whether there is nothing in a text that stands for something else, or was meant to."""
    return not (_HOLE.search(text) or unknown(text))


def literal(text: str) -> str:
    """How a text has to be typed for an item to say just that."""
    return text if is_plain(text) else text.replace("{", "\\{")


def counts(text: str) -> bool:
    """Whether a text counts the items it is given to."""
    return SEQUENCE in names(text)


def numbered(text: str, number: int) -> str:
    """A text that knows no variable but the number; `{seq:03}` writes at least three digits."""
    return _PLAIN_SEQUENCE.sub(lambda match: f"{number:0{match[1] or 1}d}", text)


def ended(text: str, items: int) -> str:
    """A text with the number of each of so many items at its end."""
    return f"{text} {{{SEQUENCE}:0{max(_DIGITS, len(str(items)))}}}"


def filled(text: str, known: Mapping[str, str], number: int | None = None) -> str:
    """The text for one item: names that are `known` filled in, the number if it is given, everything else as it is.

    What is known to be empty falls out, with what joined it to the rest.
    """
    def put(hole: re.Match[str]) -> str:
        if hole["escape"]:
            return "{"
        if hole["name"] == SEQUENCE and number is not None:
            return f"{number:0{hole['width'] or 1}d}"
        if hole["name"] in known:
            return known[hole["name"]].replace(_EMPTY, "") or _EMPTY
        return hole[0]

    found = _HOLE.sub(put, text)
    if _EMPTY not in found:
        return found
    found = _LEFT_AT_START.sub("", _BARE.sub(_EMPTY, found).lstrip())
    while _EMPTY in found:
        found = _LEFT_AT_START.sub("", _JOINED.sub("", found, count=1))
    return found.strip()


def partly(text: str, known: Mapping[str, str]) -> str:
    """A text with some names filled in and the others left for later; what they stand for is no variable itself."""
    said = {name: one.replace("{", "\\{") for name, one in known.items()}
    return filled(text.replace("\\{", "\\\\{"), said)


def sequence(
    text: str, items: Sequence[str], is_free: Callable[[str, str], bool],
    known: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, str]:
    """A text for each item, in their order; those that are alike but for the number are counted from 1.

    Numbers whose text is not free for the item are skipped: `is_free` is asked for (item, text) and has to say yes at
    some number. `known` is what each item says of itself.
    """
    found: dict[str, str] = {}
    reached: Counter[str] = Counter()
    for item in items:
        says = (known or {}).get(item, {})
        alike = filled(text, says)
        while True:
            reached[alike] += 1
            one = filled(text, says, reached[alike])
            if is_free(item, one):
                break
        found[item] = one
    return found

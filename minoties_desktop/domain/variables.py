"""Variables in what is typed for many items at once: `{seq}`, `{seq:02}` count them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

_SEQUENCE = re.compile(r"\{seq(?::0?(\d))?\}")


def counts(text: str) -> bool:
    """Whether a text counts the items it is given to."""
    return bool(_SEQUENCE.search(text))


def numbered(text: str, number: int) -> str:
    """The text for one item; `{seq:03}` writes at least three digits."""
    return _SEQUENCE.sub(lambda match: f"{number:0{match[1] or 1}d}", text)


def sequence(text: str, items: Sequence[str], is_free: Callable[[str, str], bool]) -> dict[str, str]:
    """A text for each item, in their order, counted from 1; numbers whose text is not free for the item are skipped.

    `is_free` is asked for (item, text) and has to say yes at some number.
    """
    found, number = {}, 0
    for item in items:
        while True:
            number += 1
            if is_free(item, numbered(text, number)):
                break
        found[item] = numbered(text, number)
    return found

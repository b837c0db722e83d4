"""How titles stand in a list for people: letters with marks at their place, case left aside, numbers by their value."""

from __future__ import annotations

import re

from .searching import searchable

_NUMBER = re.compile(r"\d{1,18}")
_AFTER = str.maketrans({"ñ": "n\U0010ffff"})
"""Letters of their own in the alphabets of those who have them; where others have none, it does no harm."""


def order(text: str) -> str:
    """A text that sorts by its code points as people sort the given one."""
    folded = searchable(text.casefold().translate(_AFTER)).strip()
    return _NUMBER.sub(lambda found: f"{int(found[0]):018d}", folded)

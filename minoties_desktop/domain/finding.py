"""How well something is found by what a person types of its name, in a hurry and without accents."""

from __future__ import annotations

from .searching import searchable

_SPREAD = 100


def fit(typed: str, name: str) -> int | None:
    """How far a name is from what was typed, 0 for the best; None if it is not meant.

    First come names that begin so, then those with words that begin so, then those that hold the words, then those
    that hold the letters in their order.
    """
    wanted, known = searchable(typed).strip(), searchable(name)
    if known.startswith(wanted):
        return 0
    parts, words = wanted.split(), known.split()
    if all(any(word.startswith(part) for word in words) for part in parts):
        return 1
    if all(part in known for part in parts):
        return 2
    return _spread("".join(parts), known)


def _spread(letters: str, known: str) -> int | None:
    """Over how much of the name its letters are spread, beyond the other ranks; None if they are not there in order."""
    begin = at = -1
    for letter in letters:
        at = known.find(letter, at + 1)
        if at < 0:
            return None
        begin = at if begin < 0 else begin
    spread = at - begin + 1
    # Letters strewn over a long sentence are a chance, not a hit.
    return _SPREAD + spread if spread <= 3 * len(letters) else None

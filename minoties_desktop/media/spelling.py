"""Words looked up in a dictionary of hunspell's, inside a helper process: reading one takes a second, and all of it."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

OFFERED = 6


@functools.lru_cache(3)
def _dictionary(path: Path) -> Any:
    import hunspell  # late: most helpers spell nothing

    return hunspell.Hunspell(path.stem, hunspell_data_dir=str(path.parent))


def wrong(path: Path, words: Sequence[str]) -> list[str]:
    """Those of some words that a dictionary (its `.dic` file, beside which its `.aff` lies) does not have."""
    known = _dictionary(path)
    return [word for word in words if not _has(known, word)]


def _has(known: Any, word: str) -> bool:
    try:
        return bool(known.spell(word))
    except UnicodeEncodeError:  # of another script than the dictionary's, which can't say that it is wrong
        return True


def others(path: Path, word: str) -> list[str]:
    """What a dictionary offers in the place of a word, the likeliest first."""
    try:
        return list(_dictionary(path).suggest(word))[:OFFERED]
    except UnicodeEncodeError:
        return []

"""How texts are compared when somebody looks for words: without case, accents, and signs that only some type."""

from __future__ import annotations

import re
import unicodedata

_MARKS = re.compile(
    # Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs of Arabic and its tatweel; joiners.
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200c\u200d]")
_STROKES = str.maketrans("łđøıħŧ", "ldoiht")
"""Letters that Unicode does not take apart."""
_UNSPACED = re.compile(
    # Thai, Lao, Burmese, Khmer; kana and Han: their words are not set apart, so that each letter counts as one.
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")


def searchable(text: str) -> str:
    """The text as it is indexed and looked for."""
    text = text.casefold()
    if text.isascii():
        return text
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text)).translate(_STROKES)
    return _UNSPACED.sub(r" \1 ", unicodedata.normalize("NFC", text))

"""Which letters of a text no font of this computer has, so that boxes would stand in their place, and which font has
them."""

from __future__ import annotations

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QRawFont

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..services import fonts as files

_EVERYWHERE = "\u024f"
"""Up to here every font has everything."""
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
"""Kinds of characters that are not drawn."""
_SHOWN = 8
_TRIED = 16.0
"""Pixels in which a font is tried."""
_FONTS = {
    "CANADIAN": "Noto Sans Canadian Aboriginal", "CJK": "Noto Sans CJK", "HIRAGANA": "Noto Sans CJK",
    "KATAKANA": "Noto Sans CJK", "BOPOMOFO": "Noto Sans CJK", "HANGUL": "Noto Sans CJK", "NKO": "Noto Sans NKo",
    "TIBETAN": "Noto Serif Tibetan", "NUSHU": "Noto Sans Nushu", "YI": "Noto Sans Yi", "NYIAKENG":
    "Noto Serif Nyiakeng Puachue Hmong", "TANGUT": "Noto Serif Tangut", "DIVES": "Noto Serif Dives Akuru",
}
"""Fonts by the first word of the Unicode names of their letters, where Noto calls them otherwise than those names do
(https://fonts.google.com/noto)."""
_BEHIND = (" LETTER", " SYLLABLE", " VOWEL", " CONSONANT", " SIGN", " DIGIT", " IDEOGRAPH", " CAPITAL", " SMALL",
           " INDEPENDENT", " SUBJOINED", " CHARACTER")


@dataclass(frozen=True, slots=True)
class Lack:
    """The first letters of a text that no font has, and the name of a font that has them, "" where it is not known."""

    letters: str
    font: str


def lack(text: str) -> Lack | None:
    """What of a text would be boxes; None where all of it can be drawn."""
    letters = [letter for letter in dict.fromkeys(text) if letter > _EVERYWHERE and not is_drawn(letter)]
    return Lack("".join(letters[:_SHOWN]), _font(letters[0])) if letters else None


def notice(text: str) -> Message | None:
    """That no font has some letters of a text, and what to do; None where all of it can be drawn."""
    if (found := lack(text)) is None:
        return None
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in found.letters)
    return Message("panel-no-font", found.font) if found.font else Message("panel-no-font-known", codes)


@functools.lru_cache(8192)
def is_drawn(letter: str) -> bool:
    """Whether a font of this computer has a letter. One that the system is given is known after the next start."""
    return unicodedata.category(letter) in _UNSEEN or QFontMetrics(QFont()).inFontUcs4(ord(letter))


def take(path: Path, data: bytes, letters: str) -> str:
    """Draw with a font from now on; its name. Raises UsageFault for what is none, and for one without these letters."""
    raw = QRawFont(QByteArray(data), _TRIED)
    if not raw.isValid():
        raise files.refusal(path)
    lacking = "".join(letter for letter in letters if not raw.supportsCharacter(ord(letter)))
    if lacking:
        raise UsageFault(Message("error-font-letters", path.name, lacking), Message("error-font-remedy"), code="font")
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFontFromData(QByteArray(data)))
    if not families:
        raise files.refusal(path)
    is_drawn.cache_clear()
    return families[0]


def names() -> dict[Path, str]:
    """The fonts that were given to this program, each with its name; they are drawn with from now on. What is none any
    more is left out."""
    found = {}
    for path in files.kept():
        try:
            found[path] = _kept(path)
        except UsageFault:
            continue  # damaged since: nothing is drawn with it, and the notice at the field is back
    return found


@functools.cache
def _kept(path: Path) -> str:
    return take(path, files.read(path), "")


def _font(letter: str) -> str:
    name = unicodedata.name(letter, "")
    first = name.partition(" ")[0].partition("-")[0]
    if first in _FONTS:
        return _FONTS[first]
    script = next((name[:name.index(word)] for word in _BEHIND if word in name), "")
    return f"Noto Sans {script.title()}" if script else ""

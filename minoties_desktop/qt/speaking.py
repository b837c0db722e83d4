"""How languages and texts are written, for those who lay them out."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ..config.languages import language


def direction(lang: str) -> Qt.LayoutDirection:
    """How a language is written."""
    return Qt.LayoutDirection.RightToLeft if language(lang).from_right else Qt.LayoutDirection.LeftToRight


def begun(text: str) -> str:
    """A text as it begins a line: with a capital, in letters that have them."""
    return text[:1].upper() + text[1:]

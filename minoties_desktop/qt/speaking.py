"""How languages are written, for those who lay out text."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ..config.languages import language


def direction(lang: str) -> Qt.LayoutDirection:
    """How a language is written."""
    return Qt.LayoutDirection.RightToLeft if language(lang).from_right else Qt.LayoutDirection.LeftToRight

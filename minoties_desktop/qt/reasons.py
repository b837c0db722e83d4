"""A button that cannot be pressed says why, to those who point at it and to those who listen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget


def allow(widget: QWidget, reason: str = "", tip: str = "") -> None:
    """Let a widget be used; or, with a reason in words, not. `tip` is what it says while it can be used."""
    widget.setEnabled(not reason)
    widget.setToolTip(reason or tip)
    widget.setAccessibleDescription(reason or tip)

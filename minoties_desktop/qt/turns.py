"""Work of the window's thread that is done in turns: between two of them the window answers."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
Turns = Generator[None, None, T]
"""Yields at the end of each turn, and returns what was made."""


def at_once(turns: Turns[T]) -> T:
    """Do all turns one after the other."""
    while True:
        try:
            next(turns)
        except StopIteration as end:
            return end.value


def in_turn(owner: QObject, turns: Turns[T], then: Callable[[T], object]) -> None:
    """Do one turn, and the others when what waits for the window's thread was done; `then` gets what they made.

    They end with their owner.
    """
    try:
        next(turns)
    except StopIteration as end:
        then(end.value)
    else:
        QTimer.singleShot(0, owner, lambda: in_turn(owner, turns, then))

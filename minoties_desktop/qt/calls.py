"""Calls beside the window's thread, answered in it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import count
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

Answer = Callable[[Any, Exception | None], None]
"""Called with what a call returned, or None, and with what it raised, or None."""


@dataclass(slots=True)
class _Call:
    call: Callable[[], Any]
    answer: Answer
    result: Any = None
    error: Exception | None = None


class Calls(QObject):
    """Calls that are under way in other threads.

    They are kept here and their threads know no more than a number: a thread that were the last to let go of a call
    would destroy the page that it belongs to, and Qt dies of that.
    """

    _done = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._numbers = count()
        self._calls: dict[int, _Call] = {}
        self._done.connect(self._on_done, Qt.ConnectionType.QueuedConnection)

    def __len__(self) -> int:
        return len(self._calls)

    def begin(self, pool: Executor, call: Callable[[], Any], answer: Answer) -> None:
        """Run a call in a pool; its answer comes on the window's thread."""
        number = next(self._numbers)
        self._calls[number] = _Call(call, answer)
        pool.submit(self._run, number)

    def _run(self, number: int) -> None:
        made = self._calls[number]
        try:
            made.result = made.call()
        except Exception as error:  # carried to the window's thread, and raised or told there
            made.error = error
        del made
        self._done.emit(number)

    def _on_done(self, number: int) -> None:
        made = self._calls.pop(number)
        made.answer(made.result, made.error)

"""Answers that are there before they are wanted: asked for in a second thread, or told by another answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import Any

FRESH = 60.0
"""Seconds for which an answer that was fetched ahead may be used."""

MOST = 200
"""Answers that are held at once; of more, the oldest are forgotten, which nobody has come for."""

_here = threading.local()


def is_scouting() -> bool:
    """Whether this thread only looks ahead; it must not ask whether the work is cancelled, nor say how far it is."""
    return getattr(_here, "scouting", False)


class Scout:
    """Answers fetched ahead, each used once. Only questions that change nothing may be sent.

    One beside the caller's own makes two requests at a time, where wikis ask for three at most (commons-contract
    1.6); on a line of 100 ms that halves the time a whole queue's questions take. Threads are daemons: nobody waits
    for them at the end.
    """

    def __init__(self) -> None:
        # By question: until when the answer may be used (monotonic seconds), and the answer.
        self._answers: dict[Hashable, tuple[float, Future[Any]]] = {}

    def send(self, key: Hashable, question: Callable[[], Any]) -> None:
        """Ask in a thread of its own."""
        future: Future[Any] = Future()
        self._hold(key, time.monotonic() + FRESH, future)

        def ask() -> None:
            _here.scouting = True
            try:
                future.set_result(question())
            except Exception as error:
                future.set_exception(error)

        threading.Thread(target=ask, name="scout", daemon=True).start()

    def keep(self, key: Hashable, answer: Any, fresh: float) -> None:
        """Hold an answer that is known already ready for some seconds."""
        future: Future[Any] = Future()
        future.set_result(answer)
        self._hold(key, time.monotonic() + fresh, future)

    def _hold(self, key: Hashable, until: float, future: Future[Any]) -> None:
        self._answers[key] = (until, future)
        if len(self._answers) > MOST:
            for oldest in list(self._answers)[:-MOST]:
                self._answers.pop(oldest, None)

    def has(self, key: Hashable) -> bool:
        """Whether a fresh answer is there already."""
        until, future = self._answers.get(key, (0.0, None))
        return future is not None and future.done() and time.monotonic() <= until and future.exception() is None

    def take(self, key: Hashable, question: Callable[[], Any]) -> Any:
        """The answer fetched ahead; without a fresh one the question is asked now, and fails where it fails."""
        until, future = self._answers.pop(key, (0.0, None))
        if future is None or time.monotonic() > until or future.exception() is not None:
            return question()
        return future.result()

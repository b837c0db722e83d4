"""No request takes for ever: a wiki that takes or gives drop by drop is left after as long as its bytes may need."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import requests
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

PATIENCE, SLOWEST = 600.0, 2048
"""Seconds that any request may take, and the bytes a second that those on the slowest line get beyond that."""
LOOK_SECONDS = 0.5
"""How often it is looked whether a request is over its time."""

_here = threading.local()


def allowed(size: int) -> float:
    """Seconds for a request with a body of so many bytes, its answer included."""
    return PATIENCE + size / SLOWEST


class Line:
    """The connection that one request of one thread uses; `is_cut` once it was taken away."""

    def __init__(self) -> None:
        self.connection: HTTPConnection | None = None
        self.is_cut = False

    def cut(self) -> None:
        """Take the connection away from whoever waits for it."""
        self.is_cut = True
        sock = self.connection.sock if self.connection else None
        if sock is not None:
            with contextlib.suppress(OSError):  # it ended by itself
                # Not the method of a TLS socket: that one would take the key from under the reader's hands.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)


class Watch:
    """Cuts the requests that are over their time, from a thread that is there while there are any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: dict[Line, float] = {}
        self._is_watching = False

    @contextlib.contextmanager
    def over(self, seconds: float) -> Iterator[Line]:
        """One request of this thread, which may take so long."""
        line = _here.line = Line()
        with self._lock:
            self._lines[line] = time.monotonic() + seconds
            if not self._is_watching:
                self._is_watching = True
                threading.Thread(target=self._look, name="deadline", daemon=True).start()
        try:
            yield line
        finally:
            _here.line = None
            with self._lock:
                del self._lines[line]

    def _look(self) -> None:
        while True:
            time.sleep(LOOK_SECONDS)
            with self._lock:
                if not self._lines:
                    self._is_watching = False
                    return
                late = [line for line, until in self._lines.items() if time.monotonic() > until]
            for line in late:
                line.cut()


class _Told:
    """A connection that says which request has it."""

    def request(self, *args: Any, **named: Any) -> None:
        """Send a request, as the line of this thread."""
        if line := getattr(_here, "line", None):
            line.connection = self
        super().request(*args, **named)  # type: ignore[misc]


class _Plain(_Told, HTTPConnection):
    """Without TLS."""


class _Secure(_Told, HTTPSConnection):
    """With TLS."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


class Adapter(requests.adapters.HTTPAdapter):
    """Makes the connections of a `requests` session such that a Watch can cut them, and leaves cookies to its jar."""

    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        """Make the pool of direct connections."""
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}

    def build_response(self, req: Any, resp: Any) -> requests.Response:
        """Make the answer, without cookies of its own: the session reads them for its jar, and twice costs twice."""
        resp._original_response, original = None, resp._original_response
        try:
            return super().build_response(req, resp)
        finally:
            resp._original_response = original

    def proxy_manager_for(self, *args: Any, **named: Any) -> Any:
        """Make the pool of connections through a proxy."""
        manager = super().proxy_manager_for(*args, **named)
        manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
        return manager

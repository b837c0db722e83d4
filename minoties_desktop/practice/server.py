"""The practice Commons as an HTTP server on 127.0.0.1."""

from __future__ import annotations

import contextlib
import logging
import socket
import threading
from collections.abc import Iterator
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.errors import EnvironmentFault
from .accounts import PUBLIC, Account
from .commons import Commons
from .handler import Handler
from .wiki import Probe

_log = logging.getLogger(__name__)


class PracticeCommons(Commons):
    """A practice wiki in a folder, served while `serving()` or `serve_forever()` lasts.

    Port 0 takes any that is free. Raises EnvironmentFault for a port that something else has.
    """

    def __init__(
        self, folder: Path, *, port: int = 0, probe: Probe, people: tuple[Account, ...] = PUBLIC,
        known_items_only: bool = False,
    ) -> None:
        super().__init__(folder, probe=probe, people=people, known_items_only=known_items_only)
        try:
            self._http = _Server(("127.0.0.1", port), self)
        except OSError as error:
            self.state.close()
            raise EnvironmentFault(Message("practice-port-taken", str(port))) from error
        self.address = f"http://127.0.0.1:{self._http.server_address[1]}"

    @contextlib.contextmanager
    def serving(self) -> Iterator[PracticeCommons]:
        """Serve from a thread of its own until the block ends; then let go of the folder."""
        thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, name="practice", daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.faults.clear()
            self._http.shutdown()
            thread.join()
            self.close()

    def serve_forever(self) -> None:
        """Serve until interrupted."""
        try:
            self._http.serve_forever()
        finally:
            self.close()

    def close(self) -> None:
        """Stop listening and let go of the folder. Idle connections are cut."""
        self.faults.clear()
        self._http.server_close()
        self.state.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, place: tuple[str, int], commons: Commons) -> None:
        self.commons = commons
        self._open: set[socket.socket] = set()
        super().__init__(place, Handler)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._open.discard(request)

    def server_close(self) -> None:
        super().server_close()
        for request in list(self._open):
            with contextlib.suppress(OSError):
                request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        _log.debug("a connection ended early", exc_info=True)



"""The address on this computer that a browser is sent back to after a login: heard once, on 127.0.0.1 only."""

from __future__ import annotations

import hmac
import html
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from ..config.messages import Message, Name
from ..domain.errors import RetryLater, Stopped
from ..domain.sites import CALLBACK_PATH

_LOOK = 0.1
_STALLED = 10.0  # seconds after which a connection that says nothing is let go
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


class Listener:
    """Waits for one browser to come back with a code for one `state`. Other requests change nothing."""

    def __init__(self, page: Callable[[bool], tuple[str, str]]) -> None:
        """`page` gives title and sentence of what the browser shows, for a yes and a no."""
        self._page = page
        self._answer: dict[str, str] | None = None
        self._state = ""
        self._heard = threading.Event()
        self._server = _Server(("127.0.0.1", 0), self)

    @property
    def address(self) -> str:
        """Where the wiki shall send the browser; the port is any that was free (RFC 8252 section 7.3)."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{CALLBACK_PATH}"

    @contextmanager
    def listening(self, state: str) -> Iterator[None]:
        """Take a browser's return with this state until the block ends."""
        self._state = state
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": _LOOK}, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()

    def code(self, host: Name, *, seconds: float, cancelled: Callable[[], bool]) -> str:
        """The code that came back. Raises Stopped when cancelled, RetryLater of kind account for a no or too late."""
        until = time.monotonic() + seconds
        while not self._heard.wait(_LOOK):
            if cancelled():
                raise Stopped(Message("error-stopped"))
            if time.monotonic() > until:
                raise RetryLater("account", Message("error-oauth-late", host), Message("error-oauth-late-remedy"))
        assert self._answer is not None
        code = self._answer.get("code", "")
        if not code:
            key = "error-oauth-denied" if self._answer.get("error") == "access_denied" else "error-oauth-no-code"
            raise RetryLater("account", Message(key, host), Message("error-oauth-denied-remedy"))
        return code

    def answered(self) -> None:
        """The browser has its page: nobody has to wait any longer, and the program may end."""
        if self._answer is not None:
            self._heard.set()

    def take(self, query: str) -> tuple[int, str]:
        """Hear a browser's return: HTTP status and page. One without the right state counts for nothing."""
        told = dict(urllib.parse.parse_qsl(query))
        if self._answer is not None or not hmac.compare_digest(told.get("state", "").encode(), self._state.encode()):
            return 400, ""
        self._answer = told
        title, sentence = (html.escape(text) for text in self._page("code" in told))
        return 200, (f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><style>'
                     "body{font:18px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1rem}"
                     f'</style></head><body dir="auto"><h1>{title}</h1><p>{sentence}</p></body></html>')


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser opens connections ahead and says nothing on them
    block_on_close = False

    def __init__(self, place: tuple[str, int], listener: Listener) -> None:
        self.listener = listener
        super().__init__(place, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that ends early says nothing, and must not be printed."""


class _Handler(BaseHTTPRequestHandler):
    timeout = _STALLED
    server: _Server

    def do_GET(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        host = f"127.0.0.1:{self.server.server_address[1]}"
        # A page on the web must not reach this through a name of its own.
        wanted = self.headers.get("Host") == host and parts.path == CALLBACK_PATH
        status, page = self.server.listener.take(parts.query) if wanted else (404, "")
        data = page.encode()
        self.send_response(status)
        for name, value in (("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(data))),
                            ("Content-Security-Policy", _POLICY), ("Referrer-Policy", "no-referrer"),
                            ("Cache-Control", "no-store"), ("Connection", "close")):
            self.send_header(name, value)
        try:
            self.end_headers()
            self.wfile.write(data)
        finally:
            self.server.listener.answered()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the address holds a code."""

"""One connection to the practice Commons: the API, the gallery, the files, the faults' controls."""

from __future__ import annotations

import json
import logging
import socket
import struct
import time
import urllib.parse
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler
from typing import Any

from . import accounts, gallery, oauth, oauth_pages
from .answers import Refusal, say
from .api import Answer, answer
from .calls import Call
from .commons import Commons
from .faults import Fault
from .labels import labels_of
from .multipart import BrokenBody, Form, body_blocks, boundary_of
from .state import Received

_log = logging.getLogger(__name__)
_POST_LIMIT = 100 << 20  # commons-contract section 1.2: largest body of one POST.
_BLOCK = 1 << 18


class Handler(BaseHTTPRequestHandler):
    """Answers one connection's requests; its server has the practice Commons as `commons`."""

    protocol_version = "HTTP/1.1"
    server_version = "PracticeCommons"
    server: Any

    def setup(self) -> None:
        super().setup()
        self.practice: Commons = self.server.commons
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, True)

    def log_message(self, format: str, *args: Any) -> None:
        # Addresses may hold what people type; the log keeps to the method and the path.
        _log.debug("%s %s", self.command, urllib.parse.urlsplit(self.path).path)

    def do_GET(self) -> None:
        self._dispatch()

    def do_HEAD(self) -> None:
        self._dispatch()

    def do_POST(self) -> None:
        self._dispatch()

    def _dispatch(self) -> None:
        parts = urllib.parse.urlsplit(self.path)
        try:
            if not self._is_for_us():
                self._send(Answer({"error": "host"}, HTTPStatus.FORBIDDEN))
            elif parts.path == "/w/api.php":
                self._api(_pairs(parts.query))
            elif oauth_pages.is_ours(parts.path):
                self._oauth(parts)
            elif parts.path == "/practice/faults":
                self._control()
            elif self.command in ("GET", "HEAD"):
                self._show(parts)
            else:
                self._drain()
                self._send(Answer({"error": "method"}, HTTPStatus.METHOD_NOT_ALLOWED))
        except (BrokenBody, ConnectionError):
            self.close_connection = True

    def _is_for_us(self) -> bool:
        # A page on the web must not reach this server through a name of its own.
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        return host in ("127.0.0.1", "localhost")

    # The API ----------------------------------------------------------------

    def _api(self, query: dict[str, str]) -> None:
        posted, files = self._body()
        params = {**query, **posted}
        self._answer(labels_of(params, files), self.command == "POST" or "action" in params,
                     lambda error: self._do(params, frozenset(posted), files, error))

    def _oauth(self, parts: urllib.parse.SplitResult) -> None:
        params = {**_pairs(parts.query), **self._body()[0]}
        language = gallery.choose_language(params.get("uselang"), self.headers.get("Accept-Language", ""))
        self._answer(oauth_pages.labels_of(parts.path, params), self.command == "POST", lambda _error: (
            oauth_pages.answer(self.practice, self.command, parts.path, params, self._bearer(), language)))

    def _bearer(self) -> str:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        return token.strip() if scheme.lower() == "bearer" else ""

    def _answer(self, labels: tuple[str, ...], may_fail: bool, do: Callable[[str], Answer]) -> None:
        """Do what is asked and answer it, or misbehave as it was ordered for such requests."""
        faults = self.practice.faults
        hit = faults.take(("delay",), labels)
        if hit:
            time.sleep(float(hit.value or 1))
        hit = faults.take(("hold-before",), labels)
        if hit:
            faults.hold(hit)
        if may_fail and (refused := faults.take(("status", "portal"), labels)):
            self._misbehave(refused)
            return
        refused = faults.take(("error",), labels)
        lost = faults.take(("lose", "lose-502"), labels)
        result = do(refused.value if refused else "")
        hit = faults.take(("hold-after",), labels)
        if hit:
            faults.hold(hit)
        if lost is None:
            self._send(result)
        elif lost.kind == "lose-502":
            self._send(Answer("<html><body><h1>502 Bad Gateway</h1></body></html>\n", 502))
        else:
            self._cut()

    def _do(self, params: dict[str, str], posted: frozenset[str], files: dict[str, Received], error: str) -> Answer:
        cookie = SimpleCookie(self.headers.get("Cookie", "")).get("practice_session")
        wiki = self.practice.wiki
        session = accounts.find_session(wiki.state, cookie.value if cookie else None)
        if bearer := self._bearer():
            try:
                session = oauth.session_by(wiki.state, bearer)
            except Refusal as refusal:
                error = refusal.key
        call = Call(params, posted, files, session, self.command, self.practice.address,
                    forced_error=error)
        try:
            return answer(wiki, call)
        except Exception as mistake:
            # A mistake of ours must look like one of MediaWiki's, and not like a lost connection.
            _log.exception("the practice Commons failed")
            code = f"internal_api_error_{type(mistake).__name__}"
            info = say("internal_api_error", type(mistake).__name__)
            return Answer({"error": {"code": code, "info": info}}, HTTPStatus.INTERNAL_SERVER_ERROR)
        finally:
            for received in files.values():
                received.path.unlink(missing_ok=True)

    def _body(self) -> tuple[dict[str, str], dict[str, Received]]:
        if self.command != "POST":
            return {}, {}
        kind = self.headers.get("Content-Type", "")
        length = int(self.headers.get("Content-Length", "0"))
        limit = int(self.practice.faults.lasting("postlimit") or _POST_LIMIT)
        blocks = body_blocks(self.rfile, None if self._is_chunked() else length)
        if length > limit:
            # As PHP does: the whole body is dropped, and only the address's parameters are left.
            for _ in blocks:
                pass
            return {}, {}
        if kind.startswith("multipart/"):
            cut = self.practice.faults.take(("cut",), ("upload",))
            if cut:
                self._cut_within(blocks, int(cut.value or 0))
            form = Form(blocks, boundary_of(kind), self.practice.state.incoming)
            form.read()
            return form.fields, form.files
        return _pairs(b"".join(blocks).decode("utf-8", "replace")), {}

    def _is_chunked(self) -> bool:
        return self.headers.get("Transfer-Encoding", "").lower() == "chunked"

    def _drain(self) -> None:
        length = int(self.headers.get("Content-Length", "0"))
        for _ in body_blocks(self.rfile, None if self._is_chunked() else length):
            pass

    # Misbehaving ------------------------------------------------------------

    def _misbehave(self, fault: Fault) -> None:
        if fault.kind == "portal":
            status = int(fault.value or 200)
            headers = {"Location": "http://portal.invalid/login"} if status in (301, 302, 303, 307) else {}
            page = "<html><title>Wi-Fi</title><body><form>Wi-Fi</form></body></html>"
            self._send(Answer(page, status, headers))
            return
        status = int(fault.value or 503)
        headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
        self._send(Answer(f"<html><body><h1>Error {status}</h1></body></html>\n", status, headers))

    def _cut(self) -> None:
        self.close_connection = True
        # A linger of zero seconds makes the system reset the connection instead of closing it.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _cut_within(self, blocks: Iterator[bytes], after: int) -> None:
        read = 0
        while read <= after and (block := next(blocks, b"")):
            read += len(block)
        self._cut()
        raise BrokenBody

    def _control(self) -> None:
        if self.command == "GET":
            self._send(Answer(self.practice.faults.tell()))
            return
        length = int(self.headers.get("Content-Length", "0"))
        try:
            wanted = json.loads(b"".join(body_blocks(self.rfile, length)))
            # A form of some page on the web can't send this type without being asked about it first.
            if self.headers.get("Content-Type", "").partition(";")[0] != "application/json":
                raise ValueError("Content-Type")
            self.practice.control(wanted)
        except (ValueError, TypeError, AttributeError) as error:
            self._send(Answer({"error": str(error)}, HTTPStatus.BAD_REQUEST))
            return
        self._send(Answer(self.practice.faults.tell()))

    # Pages and files --------------------------------------------------------

    def _show(self, parts: urllib.parse.SplitResult) -> None:
        path = urllib.parse.unquote(parts.path)
        asked = _pairs(parts.query).get("uselang")
        language = gallery.choose_language(asked, self.headers.get("Accept-Language", ""))
        if path.startswith("/images/"):
            self._send_file(path.rpartition("/")[2].replace("_", " "))
        elif path == "/":
            self._page(gallery.overview(self.practice.wiki, language))
        elif path.startswith("/wiki/"):
            self._page(gallery.page(self.practice.wiki, path.removeprefix("/wiki/"), language))
        else:
            self._page(None)

    def _page(self, text: str | None) -> None:
        headers = {"Content-Security-Policy": gallery.POLICY, "Referrer-Policy": "no-referrer"}
        status = HTTPStatus.OK if text is not None else HTTPStatus.NOT_FOUND
        self._send(Answer(text or "<!DOCTYPE html><title>404</title>", status, headers))

    def _send_file(self, name: str) -> None:
        row = self.practice.wiki.file(name)
        path = self.practice.state.blob(row["sha1"]) if row else None
        if row is None or path is None or not path.is_file():
            self._page(None)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", row["mime"])
        self.send_header("Content-Length", str(path.stat().st_size))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'")
        self.end_headers()
        if self.command == "HEAD":
            return
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                self.wfile.write(block)

    def _send(self, result: Answer) -> None:
        is_page = isinstance(result.body, str)
        text = result.body if is_page else json.dumps(result.body, ensure_ascii=False)
        data = text.encode("utf-8", "surrogatepass")
        self.send_response(int(result.status))
        kind = "text/html; charset=utf-8" if is_page else "application/json; charset=utf-8"
        self.send_header("Content-Type", result.headers.pop("Content-Type", kind))
        self.send_header("Content-Length", str(len(data)))
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "private, must-revalidate, max-age=0")
        for name, value in result.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)


def _pairs(text: str) -> dict[str, str]:
    return dict(urllib.parse.parse_qsl(text, keep_blank_values=True))


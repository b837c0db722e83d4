"""The requests of eSCL to one device: HTTP, or TLS as it is found."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from ...config.messages import Message
from ...domain.errors import AskPerson, Stopped, UsageFault
from ...domain.scanning import Failure, stopped
from .scanner import PART

if TYPE_CHECKING:
    from http.client import HTTPConnection, HTTPResponse
    from ssl import SSLContext

LARGEST_ANSWER = 1 << 20
"""Bytes of an answer in XML; the longest that is known has some 40 KB."""
_PATIENCE, _PAGES_PATIENCE = 20.0, 180.0
"""Seconds without a byte; of a page the first comes when the lamp has gone over much of it."""
_LOOK = 0.1
"""Seconds between two questions whether a page is still wanted."""
_BLOCK = 1 << 16
_REDIRECTS = 3
_HOST = re.compile(r"([A-Za-z0-9.\-_]+|\[[0-9A-Fa-f:.%]+\])(?::(\d{1,5}))?")


def address(typed: str) -> str:
    """The address of a device's eSCL as it is written: with its scheme and without a slash at its end.

    Raises UsageFault for what is none.
    """
    text = typed.strip()
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
    except ValueError:  # brackets that hold no address
        parts = urlsplit("")
    found = _HOST.fullmatch(parts.netloc)
    if parts.scheme not in ("http", "https") or found is None or int(found[2] or 1) not in range(1, 65536):
        raise UsageFault(Message("error-scanner-address", typed), Message("error-scanner-address-remedy"),
                         code="scanner")
    return f"{parts.scheme}://{parts.netloc}/{parts.path.strip('/') or 'eSCL'}"


def path_of(told: str) -> str:
    """The path in an address that a device tells, as it may be asked for; "" where it is no address."""
    try:
        # Signs that no request may hold are written as the standard has them, those that are escaped stay.
        return quote(urlsplit(told).path, safe="/%:@!$&'()*+,;=~")
    except ValueError:  # brackets that hold no address
        return ""


class Wire:
    """Asks one device; `name` is what it is called in failures."""

    def __init__(self, base: str, name: str) -> None:
        self._base, self.name = base, name
        self.is_unproven = False
        """Whether it speaks TLS with a certificate that nobody vouches for, as most scanners do."""
        self._connection: HTTPConnection | None = None

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, dict[str, str], bytes]:
        """Status, headers (lower case) and content of an answer. Raises AskPerson where none comes."""
        with self._answer(method, path, body) as answer:
            content = answer.read(LARGEST_ANSWER + 1)
            if len(content) > LARGEST_ANSWER:
                raise stopped(Failure.UNKNOWN, self.name, "XML > 1 MB")
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content

    def fetch(
        self, path: str, target: Path, most: int, cancelled: Callable[[], bool], tell: Callable[[float], None],
    ) -> int:
        """Store what an answer of status 200 holds, whole, and tell the status. Nothing is stored otherwise.

        Raises AskPerson where it breaks off or has more than `most` bytes, Stopped when cancelled.
        """
        part = target.with_name(target.name + PART)
        try:
            with self._broken_off(cancelled), self._answer("GET", path, None, _PAGES_PATIENCE) as answer:
                if answer.status == 200:
                    self._store(answer, part, most, tell)
                    part.rename(target)
                else:
                    answer.read(LARGEST_ANSWER)
                return answer.status
        except AskPerson as fault:
            if cancelled():
                raise Stopped(Message("scan-stopped")) from fault
            raise
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def _broken_off(self, cancelled: Callable[[], bool]) -> Iterator[None]:
        """Break the connection off as soon as it is cancelled: a device may not say a word for a minute."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(_LOOK):
                connection = self._connection
                if connection is not None and connection.sock is not None and cancelled():
                    with contextlib.suppress(OSError):  # it has ended by itself
                        connection.sock.shutdown(socket.SHUT_RDWR)

        watcher = threading.Thread(target=watch, name="scan-watch", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def _store(self, answer: HTTPResponse, part: Path, most: int, tell: Callable[[float], None]) -> None:
        told, count = answer.length or 0, 0
        with part.open("xb") as file:
            while block := answer.read(_BLOCK):
                count += len(block)
                if count > most:
                    raise stopped(Failure.UNKNOWN, self.name, f"> {most} B")
                file.write(block)
                tell(min(1.0, count / told) if told else 0.5)
        if count < told or not count:  # read() with a size says nothing of a connection that broke off
            raise stopped(Failure.UNPLUGGED, self.name)

    @contextmanager
    def _answer(
        self, method: str, path: str, body: bytes | None, patience: float = _PATIENCE,
    ) -> Iterator[HTTPResponse]:
        from http.client import HTTPException  # late: it brings TLS along

        try:
            for _ in range(_REDIRECTS):
                parts = urlsplit(self._base)
                connection = self._connect(parts.scheme, parts.hostname or "", parts.port, patience)
                self._connection = connection
                headers = {"Content-Type": "text/xml"} if body is not None else {}
                connection.request(method, f"{parts.path}/{path}" if not path.startswith("/") else path, body, headers)
                answer = connection.getresponse()
                moved = self._moved(answer)
                if not moved:
                    break
                connection.close()
                self._base = moved
            yield answer
        except (OSError, HTTPException) as error:
            if isinstance(error, FileNotFoundError | FileExistsError) or getattr(error, "filename", None):
                raise  # our own disk
            raise stopped(Failure.UNPLUGGED, self.name) from error
        except ValueError as error:  # it has told of an address that can't be asked
            raise stopped(Failure.UNKNOWN, self.name, type(error).__name__) from error
        finally:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _moved(self, answer: HTTPResponse) -> str:
        """Where the same device serves eSCL instead, "" where it stays; most mean: the same, by TLS."""
        if answer.status not in (301, 302, 307, 308):
            return ""
        here, told = urlsplit(self._base), answer.getheader("Location", "")
        try:
            there = urlsplit(address(told))
        except UsageFault as error:
            raise stopped(Failure.UNKNOWN, self.name, f"HTTP {answer.status}") from error
        return f"{there.scheme}://{there.netloc}{here.path}" if there.hostname == here.hostname else ""

    def _connect(self, scheme: str, host: str, port: int | None, patience: float) -> HTTPConnection:
        from http.client import HTTPConnection, HTTPSConnection

        if scheme == "http":
            return HTTPConnection(host, port, timeout=patience)
        import ssl

        connection = HTTPSConnection(host, port, timeout=patience, context=_context(proven=not self.is_unproven))
        try:
            connection.connect()
        except ssl.SSLCertVerificationError:
            connection.close()
            # Scanners sign for themselves; nothing secret goes to them, and whoever scans is told.
            self.is_unproven = True
            connection = HTTPSConnection(host, port, timeout=patience, context=_context(proven=False))
        return connection


def _context(*, proven: bool) -> SSLContext:
    """How TLS is spoken: with the ciphers of the year that a scanner was built in."""
    import ssl

    context = ssl.create_default_context()
    if not proven:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("DEFAULT@SECLEVEL=0")
    return context

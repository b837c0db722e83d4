"""The body of an upload, read from the disk as it is sent: memory does not grow with the file."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from ..config.messages import Message
from ..domain.errors import Refused, Stopped

BLOCK = 64 * 1024


class Body:
    """Multipart form data: the fields, then `count` bytes of a file from `start` as the part `name`.

    It has a length and `read`, which is what `requests` needs to send it in blocks of `block` bytes. `sent` hears how
    many of the file's bytes have gone; `cancelled` is asked before every block.
    """

    def __init__(
        self, fields: Mapping[str, str | bytes], path: Path, *, start: int, count: int, name: str,
        cancelled: Callable[[], bool], sent: Callable[[int], None], block: int = BLOCK,
    ) -> None:
        self.boundary = secrets.token_hex(16)
        self._cancelled, self._sent = cancelled, sent
        self._left, self._done, self._block = count, 0, block
        # The token after the file: a body that was cut short carries none, and the wiki refuses what arrived of it.
        last = {"token": fields["token"]} if "token" in fields else {}
        self._head = self._form({key: fields[key] for key in fields if key != "token"}) + self._announce(name)
        self._tail = b"\r\n" + self._form(last) + f"--{self.boundary}--\r\n".encode()
        self._length = len(self._head) + count + len(self._tail)
        self._path = path
        self._file = path.open("rb", buffering=0)
        self._file.seek(start)

    def _form(self, fields: Mapping[str, str | bytes]) -> bytes:
        parts = []
        for key, value in fields.items():
            parts.append(f'--{self.boundary}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n'.encode())
            parts.append((value if isinstance(value, bytes) else value.encode()) + b"\r\n")
        return b"".join(parts)

    def _announce(self, name: str) -> bytes:
        return (f'--{self.boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="f"\r\n'
                "Content-Type: application/octet-stream\r\n\r\n").encode()

    def __len__(self) -> int:
        return self._length

    def read(self, size: int = -1) -> bytes:
        """The next block, empty at the end. Raises Stopped when cancelled, Refused when the file has shrunk."""
        if self._cancelled():
            raise Stopped(Message("error-stopped"))
        if self._head:
            block, self._head = self._head, b""
            return block
        if self._left:
            block = self._file.read(min(self._block, self._left))
            if not block:
                raise Refused(Message("error-file-changed", self._path.name), code="file-changed")
            self._left -= len(block)
            self._done += len(block)
            self._sent(self._done)
            return block
        block, self._tail = self._tail, b""
        return block

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

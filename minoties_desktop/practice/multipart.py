"""Request bodies read from the wire to the disk, a block at a time, whatever their size."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from email.message import Message as MailMessage
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import BinaryIO

from .state import Received

_BLOCK = 1 << 18
_LARGEST_FIELD = 16 << 20


class BrokenBody(ValueError):
    """The body ended early or is not what its headers say."""


def body_blocks(stream: BinaryIO, length: int | None) -> Iterator[bytes]:
    """A request's body in blocks: `length` bytes, or HTTP's chunked coding where the length is None."""
    if length is None:
        yield from _chunked(stream)
        return
    while length > 0:
        block = stream.read(min(_BLOCK, length))
        if not block:
            raise BrokenBody
        length -= len(block)
        yield block


def _chunked(stream: BinaryIO) -> Iterator[bytes]:
    while True:
        size = int(stream.readline().split(b";")[0].strip() or b"0", 16)
        if size == 0:
            while stream.readline().strip():
                pass
            return
        yield from body_blocks(stream, size)
        stream.readline()


class Form:
    """The parts of a multipart body: small ones as text, those with a file name as files on disk."""

    def __init__(self, blocks: Iterator[bytes], boundary: bytes, new_path: Callable[[], Path]) -> None:
        self.fields: dict[str, str] = {}
        self.files: dict[str, Received] = {}
        self._blocks = blocks
        self._boundary = boundary
        self._line = b"\r\n"
        self._new_path = new_path
        self._buffer = b""

    def read(self) -> None:
        """Read the whole body. Raises BrokenBody."""
        for _ in self._until(b"--" + self._boundary):
            pass
        self._need(2)
        # pywikibot's own upload ends its lines with a bare newline, which PHP accepts.
        self._line = b"\r\n" if self._buffer.startswith(b"\r") else b"\n"
        while True:
            self._need(2)
            if self._buffer.startswith(b"--"):
                for _ in self._blocks:
                    pass
                return
            head = b"".join(self._until(self._line * 2))
            self._part(BytesHeaderParser().parsebytes(head.lstrip(b"\r\n")))

    def _part(self, headers: MailMessage) -> None:
        name = str(headers.get_param("name", "", "content-disposition"))
        filename = headers.get_param("filename", None, "content-disposition")
        if filename is not None:
            self.files[name] = self._file(str(filename))
            return
        value = bytearray()
        for block in self._content():
            value += block
            if len(value) > _LARGEST_FIELD:
                raise BrokenBody
        self.fields[name] = value.decode("utf-8", "replace")

    def _file(self, filename: str) -> Received:
        path, digest, size = self._new_path(), hashlib.sha1(), 0
        with path.open("wb") as file:
            for block in self._content():
                file.write(block)
                digest.update(block)
                size += len(block)
        return Received(path, size, digest.hexdigest(), filename)

    def _content(self) -> Iterator[bytes]:
        # As PHP does it: a part ends at newline and boundary, less one carriage return before them.
        held = b""
        for block in self._until(b"\n--" + self._boundary):
            yield (held + block)[:-1]
            held = block[-1:]
        yield held.removesuffix(b"\r")

    def _until(self, mark: bytes) -> Iterator[bytes]:
        while (found := self._buffer.find(mark)) < 0:
            safe = len(self._buffer) - len(mark) + 1
            if safe > 0:
                yield self._buffer[:safe]
                self._buffer = self._buffer[safe:]
            self._more()
        if found:
            yield self._buffer[:found]
        self._buffer = self._buffer[found + len(mark):]

    def _need(self, count: int) -> None:
        while len(self._buffer) < count:
            self._more()

    def _more(self) -> None:
        block = next(self._blocks, b"")
        if not block:
            raise BrokenBody
        self._buffer += block


def boundary_of(content_type: str) -> bytes:
    """The boundary that a multipart content type names. Raises BrokenBody."""
    match = re.search(r'boundary="?([^";]+)"?', content_type)
    if not match:
        raise BrokenBody
    return match[1].encode("latin-1")

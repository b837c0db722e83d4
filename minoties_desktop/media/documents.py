"""PDF and DjVu: their pages, and whether they end where they say."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pypdfium2
from PIL import Image

from ..config.messages import Message
from ..domain.errors import Refused
from .faults import damaged

DPI = 150
"""Dots an inch in which the size of a page that has none of its own is told."""
_END = b"%%EOF"
_TAIL = 4096
_MOST_PAGES = 1_000_000
_READ = 64 << 20
"""Bytes of a PDF in which names are looked for; of what is packed in it as many."""
_PACKED = re.compile(rb"/ObjStm\b.{0,400}?stream\r?\n", re.DOTALL)
_VALUE = rb"[\s\0]*(?:<<|\d+[\s\0]+\d+[\s\0]+R)"
"""What follows the name EF, which is too short to be known by itself among bytes: a dictionary, or where it is."""
_XFA = (pypdfium2.raw.FORMTYPE_XFA_FULL, pypdfium2.raw.FORMTYPE_XFA_FOREGROUND)
_ENCRYPTED = (pypdfium2.raw.FPDF_ERR_PASSWORD, pypdfium2.raw.FPDF_ERR_SECURITY)


class Document(NamedTuple):
    """A document's first page in pixels, and the number of pages."""

    width: int
    height: int
    pages: int


def pdf(path: Path) -> Document:
    """A PDF. Raises Refused when it is cut, has no page, or is encrypted, which Commons does not take (section 6)."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, 2) - _TAIL))
        if _END not in file.read():
            raise damaged()
    document = _open(path)
    try:
        if pypdfium2.raw.FPDF_GetSecurityHandlerRevision(document) != -1:
            raise _locked()
        pages = len(document)
        if not 0 < pages <= _MOST_PAGES:
            raise damaged()
        width, height = document.get_page_size(0)
        return Document(*(max(1, round(side * DPI / 72)) for side in (width, height)), pages)
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def pdf_picture(path: Path, edge: int) -> Image.Image:
    """The first page of a PDF, its longer side `edge` pixels, on white."""
    document = _open(path)
    try:
        page = document[0]
        scale = edge / max(1.0, *page.get_size())
        return page.render(scale=scale).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()


def remarks(path: Path) -> list[Message]:
    """What a PDF has beside its pages, which goes to the wiki with it: programs, a form that makes its own pages,
    files. A program may be JavaScript, or any that is started. What is hidden well is not found."""
    document, parts = _open(path), list(_plain(path))
    try:
        scripts = (pypdfium2.raw.FPDFDoc_GetJavaScriptActionCount(document) > 0 or _names(parts, b"JavaScript")
                   or _names(parts, b"Launch"))
        form = pypdfium2.raw.FPDF_GetFormType(document) in _XFA
        files = (pypdfium2.raw.FPDFDoc_GetAttachmentCount(document) > 0 or _names(parts, b"EmbeddedFile")
                 or _names(parts, b"EF", _VALUE))
    except pypdfium2.PdfiumError as error:
        raise damaged() from error
    finally:
        document.close()
    return [told for told, found in ((Message("media-pdf-script"), scripts), (Message("media-pdf-form"), form),
                                     (Message("media-pdf-files"), files)) if found]


def _names(parts: Sequence[bytes], name: bytes, then: bytes = b"") -> bool:
    """Whether a name of PDF stands in the bytes, each letter as it is or by its number, and after it what
    the pattern `then` asks for."""
    letters = b"".join(rb"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name)
    return any(re.search(rb"/" + letters + rb"(?![A-Za-z])" + then, part) for part in parts)


def _plain(path: Path) -> Iterator[bytes]:
    """The bytes of a PDF, then those of the objects that are packed in it, as far as they are looked at."""
    with path.open("rb") as file:
        data = file.read(_READ)
    yield data
    left = _READ
    for place in _PACKED.finditer(data):
        try:
            part = zlib.decompressobj().decompress(memoryview(data)[place.end():], left)
        except zlib.error:
            continue
        yield part
        left -= len(part)
        if left <= 0:
            return


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _ENCRYPTED or "password" in str(error).lower():
            raise _locked() from error
        raise damaged() from error


def _locked() -> Refused:
    return Refused(Message("media-locked"), Message("media-locked-remedy"), code="locked")


def pdf_xmp(path: Path) -> bytes:
    """The XMP packet of a PDF that lies open in it, b"" without one (most PDFs keep theirs uncompressed)."""
    with path.open("rb") as file:
        data = file.read(64 << 20)
    packets = re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>", data, re.DOTALL)
    return packets[-1] if packets else b""


def djvu(path: Path) -> Document:
    """A DjVu document. Raises Refused when it is cut or has no page."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(16)
        if len(head) < 16 or struct.unpack(">I", head[8:12])[0] + 12 > size + 1:
            raise damaged()
        if head[12:] == b"DJVU":
            first, pages = _info(file, 16), 1
        elif head[12:] == b"DJVM":
            first, pages = _pages(file, size)
        else:
            raise damaged()
    if first is None or not pages:
        raise damaged()
    return Document(*first, pages)


def _pages(file: BinaryIO, size: int) -> tuple[tuple[int, int] | None, int]:
    first, pages, place = None, 0, 16
    while place + 8 <= size:
        file.seek(place)
        kind, length = struct.unpack(">4sI", file.read(8))
        if kind == b"FORM" and file.read(4) == b"DJVU":
            first = first or _info(file, place + 12)
            pages += 1
        place += 8 + length + length % 2
    return first, pages


def _info(file: BinaryIO, place: int) -> tuple[int, int] | None:
    """The pixels of the page whose chunks begin at a place; INFO is always the first of them."""
    file.seek(place)
    chunk = file.read(12)
    if len(chunk) < 12 or chunk[:4] != b"INFO":
        return None
    width, height = struct.unpack(">HH", chunk[8:12])
    return width, height

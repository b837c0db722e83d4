"""What kind of file some bytes are, as far as MediaWiki would refuse or rename it for that."""

from __future__ import annotations

import re
from pathlib import Path

from .answers import Refusal

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"), (b"GIF8", "image/gif"),
    (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"), (b"%PDF-", "application/pdf"), (b"AT&TFORM", "image/vnd.djvu"),
    (b"OggS", "application/ogg"), (b"fLaC", "audio/flac"), (b"\x1aE\xdf\xa3", "video/webm"),
    (b"gimp xcf", "image/x-xcf"), (b"MThd", "audio/midi"), (b"ID3", "audio/mpeg"), (b"BM", "image/x-bmp"),
    (b"PK\x03\x04", "application/zip"), (b"MZ", "application/x-msdownload"),
)
_EXTENSIONS = {
    "image/jpeg": ("jpeg", "jpg", "jpe"), "image/png": ("png", "apng"), "image/gif": ("gif",),
    "image/tiff": ("tiff", "tif"), "application/pdf": ("pdf",), "image/vnd.djvu": ("djvu", "djv"),
    "application/ogg": ("ogx", "ogg", "ogm", "ogv", "oga", "spx", "opus"), "audio/flac": ("flac",),
    "video/webm": ("webm",), "image/x-xcf": ("xcf",), "audio/midi": ("mid", "midi", "kar"),
    "audio/mpeg": ("mp3",), "image/webp": ("webp",), "audio/wav": ("wav",), "image/svg+xml": ("svg",),
    "image/x-bmp": ("bmp",), "application/zip": ("zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"),
    "text/plain": ("txt",),
}
MEDIA_TYPES = {"image/svg+xml": "DRAWING", "application/pdf": "OFFICE", "audio/flac": "AUDIO", "audio/mpeg": "AUDIO"}
_HTML = re.compile(rb"<\s*(!doctype html|html|head|body|script|a href|table|title)\b", re.IGNORECASE)
_SCRIPT = re.compile(rb"<\s*script|\son\w+\s*=|javascript:", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"


def kind_of(path: Path) -> str:
    """The MIME type that the bytes at a path show, `unknown/unknown` for none that is known."""
    with path.open("rb") as file:
        head = file.read(65536)
        size = file.seek(0, 2)
        file.seek(max(0, size - 66000))
        tail = file.read()
    if _ZIP_END in tail and not head.startswith(b"PK"):
        return "application/zip"
    for sign, mime in _SIGNS:
        if head.startswith(sign):
            return mime
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(head[8:12], "unknown/unknown")
    if re.search(rb"<svg\b", head[:4096]):
        return "image/svg+xml"
    if _HTML.search(head[:1024]):
        return "text/html"
    return "text/plain" if head and _is_text(head) else "unknown/unknown"


def _is_text(head: bytes) -> bool:
    try:
        head[:1024].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start > len(head[:1024]) - 4 and b"\0" not in head[:1024]
    return b"\0" not in head[:1024]


def usual_extension(mime: str) -> str:
    """The extension that MediaWiki adds to a name without one, or nothing."""
    return _EXTENSIONS.get(mime, ("",))[0]


def media_type(mime: str) -> str:
    """MediaWiki's broad type of a MIME type."""
    return MEDIA_TYPES.get(mime, "BITMAP")


def verify(path: Path, mime: str, extension: str) -> None:
    """Refuse what does not pass MediaWiki's verification of files."""
    if mime == "text/html":
        raise Refusal("filetype-badmime", mime, data={"details": ["filetype-badmime", mime]})
    if mime == "application/x-msdownload":
        raise Refusal("filetype-bad-ie-mime", mime, data={"details": ["filetype-bad-ie-mime", mime]})
    if extension and mime in _EXTENSIONS and extension.lower() not in _EXTENSIONS[mime]:
        details = ["filetype-mime-mismatch", extension, mime]
        raise Refusal("filetype-mime-mismatch", extension, mime, data={"details": details})
    if mime == "image/svg+xml" and _SCRIPT.search(path.read_bytes()):
        raise Refusal("uploadscripted", data={"details": ["uploadscripted"]})


"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Use(Enum):
    """What we can do with a kind: take it as it is, take it and make a derivative of it, or leave it."""

    PICTURE = "picture"
    DERIVE = "derive"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Kind:
    """A file format: its name for people, MIME type, usual extension without the dot, and use."""

    name: str
    mime: str
    extension: str
    use: Use


JPEG = Kind("JPEG", "image/jpeg", "jpg", Use.PICTURE)
PNG = Kind("PNG", "image/png", "png", Use.PICTURE)
TIFF = Kind("TIFF", "image/tiff", "tif", Use.PICTURE)
HEIC = Kind("HEIC", "image/heic", "heic", Use.DERIVE)
AVIF = Kind("AVIF", "image/avif", "avif", Use.DERIVE)
RAW = Kind("RAW", "image/x-raw", "raw", Use.DERIVE)
JPEG_2000 = Kind("JPEG 2000", "image/jp2", "jp2", Use.DERIVE)
JPEG_XL = Kind("JPEG XL", "image/jxl", "jxl", Use.DERIVE)
BMP = Kind("BMP", "image/bmp", "bmp", Use.DERIVE)
PHOTOSHOP = Kind("Photoshop", "image/vnd.adobe.photoshop", "psd", Use.DERIVE)

_RAW_EXTENSIONS = frozenset({
    "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "fff", "iiq", "k25", "kdc", "mef", "mos", "mrw", "nef",
    "nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f",
})
_BRANDS = {
    b"heic": HEIC, b"heix": HEIC, b"heim": HEIC, b"heis": HEIC, b"hevc": HEIC, b"hevx": HEIC, b"mif1": HEIC,
    b"msf1": HEIC, b"avif": AVIF, b"avis": AVIF, b"crx ": RAW,
}


def _foreign(name: str, mime: str, extension: str) -> Kind:
    return Kind(name, mime, extension, Use.FOREIGN)


_MP4 = _foreign("MP4", "video/mp4", "mp4")
_MOV = _foreign("QuickTime", "video/quicktime", "mov")
_TEXT = _foreign("text", "text/plain", "txt")
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"IIRO", RAW), (b"IIRS", RAW), (b"MMOR", RAW), (b"IIU\0", RAW), (b"FUJIFILMCCD-RAW", RAW), (b"\0MRM", RAW),
    (b"FOVb", RAW), (b"II\x1a\0\0\0HEAPCCDR", RAW),
    (b"II*\0", TIFF), (b"MM\0*", TIFF), (b"II+\0", TIFF), (b"MM\0+", TIFF),
    (b"\0\0\0\x0cjP  \r\n\x87\n", JPEG_2000), (b"\xff\x4f\xff\x51", JPEG_2000),
    (b"\0\0\0\x0cJXL \r\n\x87\n", JPEG_XL), (b"\xff\x0a", JPEG_XL),
    (b"8BPS", PHOTOSHOP),
    (b"BM", BMP),
    (b"GIF8", _foreign("GIF", "image/gif", "gif")),
    (b"%PDF-", _foreign("PDF", "application/pdf", "pdf")),
    (b"AT&TFORM", _foreign("DjVu", "image/vnd.djvu", "djvu")),
    (b"PK\x03\x04", _foreign("ZIP", "application/zip", "zip")),
    (b"\x1aE\xdf\xa3", _foreign("Matroska", "video/webm", "webm")),
    (b"OggS", _foreign("Ogg", "application/ogg", "ogg")),
    (b"ID3", _foreign("MP3", "audio/mpeg", "mp3")),
    (b"fLaC", _foreign("FLAC", "audio/flac", "flac")),
    (b"\0\0\x01\xba", _foreign("MPEG", "video/mpeg", "mpg")),
    (b"gimp xcf", _foreign("XCF", "image/x-xcf", "xcf")),
)


def _riff(head: bytes) -> Kind | None:
    kinds = {b"WEBP": _foreign("WebP", "image/webp", "webp"), b"WAVE": _foreign("WAV", "audio/wav", "wav"),
             b"AVI ": _foreign("AVI", "video/x-msvideo", "avi")}
    return kinds.get(head[8:12]) if head[:4] == b"RIFF" else None


def _boxes(head: bytes) -> Kind | None:
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    return _BRANDS.get(brand) or (_MOV if brand == b"qt  " else _MP4)


def _text(head: bytes) -> Kind | None:
    start = head[:1024].removesuffix(b"\0")
    try:
        text = start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 3:
            return None
        text = start[:error.start].decode("utf-8")
    if not text or any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
        return None
    return _foreign("SVG", "image/svg+xml", "svg") if "<svg" in text else _TEXT


_CONTAINERS: tuple[Callable[[bytes], Kind | None], ...] = (_riff, _boxes, _text)


def kind_of(head: bytes, name: str = "") -> Kind | None:
    """The kind of a file from its first bytes (1 KiB is enough), None when unknown.

    The name serves only to tell RAW files from the TIFF in whose shape most cameras write them.
    """
    extension = name.rpartition(".")[2].lower()
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            if kind is TIFF and (extension in _RAW_EXTENSIONS or head[8:10] == b"CR"):
                return Kind("RAW", RAW.mime, extension if extension in _RAW_EXTENSIONS else "cr2", Use.DERIVE)
            return kind
    return next((kind for kind in (test(head) for test in _CONTAINERS) if kind), None)

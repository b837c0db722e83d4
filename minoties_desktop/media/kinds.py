"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class Use(Enum):
    """What we can do with a kind: take it as it is, take it and make a derivative of it, or leave it."""

    TAKE = "take"
    DERIVE = "derive"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Kind:
    """A file format: its name for people, MIME type, usual extension without the dot, and use."""

    name: str
    mime: str
    extension: str
    use: Use = Use.TAKE


# What Wikimedia Commons takes: commons-contract, section 6.
JPEG = Kind("JPEG", "image/jpeg", "jpg")
PNG = Kind("PNG", "image/png", "png")
TIFF = Kind("TIFF", "image/tiff", "tif")
GIF = Kind("GIF", "image/gif", "gif")
WEBP = Kind("WebP", "image/webp", "webp")
SVG = Kind("SVG", "image/svg+xml", "svg")
PDF = Kind("PDF", "application/pdf", "pdf")
DJVU = Kind("DjVu", "image/vnd.djvu", "djvu")
XCF = Kind("XCF", "image/x-xcf", "xcf")
STL = Kind("STL", "application/sla", "stl")
OGG = Kind("Ogg", "application/ogg", "ogg")
FLAC = Kind("FLAC", "audio/flac", "flac")
WAV = Kind("WAV", "audio/wav", "wav")
MP3 = Kind("MP3", "audio/mpeg", "mp3")
MIDI = Kind("MIDI", "audio/midi", "mid")
WEBM = Kind("WebM", "video/webm", "webm")
MPEG = Kind("MPEG", "video/mpeg", "mpg")

HEIC = Kind("HEIC", "image/heic", "heic", Use.DERIVE)
AVIF = Kind("AVIF", "image/avif", "avif", Use.DERIVE)
RAW = Kind("RAW", "image/x-raw", "raw", Use.DERIVE)
JPEG_2000 = Kind("JPEG 2000", "image/jp2", "jp2", Use.DERIVE)
JPEG_XL = Kind("JPEG XL", "image/jxl", "jxl", Use.DERIVE)
BMP = Kind("BMP", "image/bmp", "bmp", Use.DERIVE)
PHOTOSHOP = Kind("Photoshop", "image/vnd.adobe.photoshop", "psd", Use.DERIVE)

RAW_EXTENSIONS = frozenset({
    "3fr", "arw", "cr2", "cr3", "crw", "dcr", "dng", "erf", "fff", "iiq", "k25", "kdc", "mef", "mos", "mrw", "nef",
    "nrw", "orf", "pef", "raf", "raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f",
})
SYNONYMS = {"jpg": ("jpeg", "jpe"), "tif": ("tiff",), "djvu": ("djv",), "mpg": ("mpeg", "mpe"), "heic": ("heif", "hif"),
            "ogg": ("oga", "ogv", "ogx", "opus"), "mid": ("midi", "kar"), "jp2": ("j2k", "jpx", "jpf"),
            "png": ("apng",), "wav": ("wave",)}
"""Other extensions that are no lie, by the usual one."""
_BRANDS = {
    b"heic": HEIC, b"heix": HEIC, b"heim": HEIC, b"heis": HEIC, b"hevc": HEIC, b"hevx": HEIC, b"mif1": HEIC,
    b"msf1": HEIC, b"avif": AVIF, b"avis": AVIF, b"crx ": RAW,
}


def _foreign(name: str, mime: str, extension: str) -> Kind:
    return Kind(name, mime, extension, Use.FOREIGN)


_MP4 = _foreign("MP4", "video/mp4", "mp4")
_MOV = _foreign("QuickTime", "video/quicktime", "mov")
_TEXT = _foreign("text", "text/plain", "txt")
_MATROSKA = _foreign("Matroska", "video/x-matroska", "mkv")
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
    (b"GIF87a", GIF), (b"GIF89a", GIF),
    (b"%PDF-", PDF),
    (b"AT&TFORM", DJVU),
    (b"PK\x03\x04", _foreign("ZIP", "application/zip", "zip")),
    (b"OggS", OGG),
    (b"ID3", MP3),
    (b"fLaC", FLAC),
    (b"MThd", MIDI),
    (b"\0\0\x01\xba", MPEG), (b"\0\0\x01\xb3", MPEG),
    (b"gimp xcf", XCF),
)


def _riff(head: bytes, extension: str) -> Kind | None:
    kinds = {b"WEBP": WEBP, b"WAVE": WAV, b"AVI ": _foreign("AVI", "video/x-msvideo", "avi")}
    return kinds.get(head[8:12]) if head[:4] == b"RIFF" else None


def _boxes(head: bytes, extension: str) -> Kind | None:
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    return _BRANDS.get(brand) or (_MOV if brand == b"qt  " else _MP4)


def _ebml(head: bytes, extension: str) -> Kind | None:
    if not head.startswith(b"\x1aE\xdf\xa3"):
        return None
    return WEBM if b"webm" in head[:64] else _MATROSKA


def _mpeg_audio(head: bytes, extension: str) -> Kind | None:
    # Without an ID3 tag nothing but the bits of the first frame's header tells: layer III, no reserved value.
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE6 != 0xE2 or head[1] & 0x18 == 0x08:
        return None
    return MP3 if head[2] >> 4 not in (0, 15) and head[2] & 0x0C != 0x0C else None


def _text(head: bytes, extension: str) -> Kind | None:
    start = head[:4096].removesuffix(b"\0").removeprefix(b"\xef\xbb\xbf")
    try:
        text = start.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(start) - 3:
            return None
        text = start[:error.start].decode("utf-8")
    if not text or any(ord(c) < 32 and c not in "\t\r\n\f" for c in text):
        return None
    if "<svg" in text or "<!DOCTYPE svg" in text:
        return SVG
    return STL if text.lstrip().startswith("solid") and "facet" in text else _TEXT


def _stl(head: bytes, extension: str) -> Kind | None:
    # A binary one has no mark of its own: whether its count of facets fits its size is for the probe to tell.
    return STL if extension == "stl" and len(head) > 84 else None


_CONTAINERS: tuple[Callable[[bytes, str], Kind | None], ...] = (_riff, _boxes, _ebml, _mpeg_audio, _text, _stl)


def kind_of(head: bytes, name: str = "") -> Kind | None:
    """The kind of a file from its first bytes (4 KiB is enough), None when unknown.

    The name serves only to tell RAW files from the TIFF in whose shape most cameras write them, and to look closer
    at what may be a binary STL.
    """
    extension = name.rpartition(".")[2].lower()
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            if kind is TIFF and (extension in RAW_EXTENSIONS or head[8:10] == b"CR"):
                return Kind("RAW", RAW.mime, extension if extension in RAW_EXTENSIONS else "cr2", Use.DERIVE)
            if kind is RAW and extension in RAW_EXTENSIONS:
                return Kind("RAW", RAW.mime, extension, Use.DERIVE)
            return kind
    return next((kind for kind in (test(head, extension) for test in _CONTAINERS) if kind), None)


def is_derived(mime: str) -> bool:
    """Whether files of a MIME type are kept, and something else is made of them for the wiki."""
    return mime in _DERIVED


def is_cleanable(mime: str) -> bool:
    """Whether details can be taken out of files of a MIME type (`media.cleaning`), or out of what is made of them."""
    return mime in _CLEANABLE or is_derived(mime)


def is_lying(name: str, extension: str) -> bool:
    """Whether a file's name has an extension that belongs to another kind than its content's `extension`."""
    said = name.rpartition(".")[2].lower() if "." in name else extension
    if said == extension or said in SYNONYMS.get(extension, ()):
        return False
    if extension in ("opus", "oga", "ogv") and said in ("ogg", *SYNONYMS["ogg"]):
        return False
    return said in _KNOWN


_KNOWN = frozenset({
    *RAW_EXTENSIONS, *SYNONYMS, *(other for others in SYNONYMS.values() for other in others),
    *(kind.extension for _, kind in _MAGIC), "webp", "wav", "avi", "avif", "heic", "mp4", "mov", "webm", "svg", "stl"})
_CLEANABLE = frozenset({JPEG.mime, PNG.mime, WEBP.mime, TIFF.mime})
_DERIVED = frozenset(kind.mime for kind in (*(kind for _, kind in _MAGIC), *_BRANDS.values())
                     if kind.use is Use.DERIVE)

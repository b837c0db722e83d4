"""A small whole file of each kind, made byte by byte or by the library that writes it best."""

from __future__ import annotations

import io
import struct
import wave
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import piexif
import pillow_heif
from mutagen.ogg import OggPage
from PIL import Image

from tests.support.photographs import TAKEN, exif, jpeg_bytes, picture

SIZE = (600, 400)
SECONDS = 2


def gif(frames: int = 1) -> bytes:
    """A GIF, perhaps one that moves."""
    pictures = [picture(seed, SIZE).quantize(16) for seed in range(1, frames + 1)]
    return _saved(pictures[0], "GIF", save_all=frames > 1, append_images=pictures[1:])


def webp(*, lossless: bool = False, block: bytes = b"") -> bytes:
    """A WebP with an EXIF block."""
    return _saved(picture(1, SIZE), "WEBP", lossless=lossless, exif=block)


def svg(inside: str = '<rect width="600" height="400" fill="olive"/>', top: str = "") -> bytes:
    """A drawing with some elements in it, and something before its first."""
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n{top}<svg xmlns="http://www.w3.org/2000/svg" '
            f'xmlns:xlink="http://www.w3.org/1999/xlink" width="600" height="400">'
            f'<title>A field</title>{inside}</svg>\n').encode()


def pdf(pages: int = 3) -> bytes:
    """A PDF of pages 2 by 1.333 inches, 300 by 200 pixels at 150 dpi."""
    images = [picture(seed, SIZE) for seed in range(pages)]
    return _saved(images[0], "PDF", save_all=True, append_images=images[1:], resolution=300)


def locked_pdf() -> bytes:
    """A PDF that says it is encrypted."""
    whole = pdf(1)
    key = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a) (a)] " % (b"o" * 32, b"u" * 32)
    return whole.replace(b"trailer\n<<", b"trailer\n<< " + key, 1)


def djvu(pages: int = 1) -> bytes:
    """A DjVu document whose pages have a header and nothing on them."""
    info = _iff(b"INFO", struct.pack(">HHBBHBB", *SIZE, 24, 0, 300, 22, 1))
    page = b"DJVU" + info + _iff(b"Sjbz", bytes(11))
    if pages == 1:
        return b"AT&T" + _iff(b"FORM", page)
    directory = _iff(b"DIRM", b"\x81" + struct.pack(">H", pages) + bytes(4 * pages))
    return b"AT&T" + _iff(b"FORM", b"DJVM" + directory + b"".join(_iff(b"FORM", page) for _ in range(pages)))


def _iff(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">I", len(content)) + content + bytes(len(content) % 2)


def xcf() -> bytes:
    """A picture of GIMP's with one layer of nine empty tiles."""
    side, tile, tiles = 192, 64 * 64 * 3, 9
    head = b"gimp xcf v001\0" + struct.pack(">III", side, side, 0) + struct.pack(">II", 0, 0)
    layer_at = len(head) + 12
    layer = struct.pack(">III", side, side, 0) + struct.pack(">I", 2) + b"a\0" + struct.pack(">II", 0, 0)
    hierarchy_at = layer_at + len(layer) + 8
    level_at = hierarchy_at + 20
    first = level_at + 8 + 4 * (tiles + 1)
    places = [first + number * tile for number in range(tiles)]
    return (head + struct.pack(">III", layer_at, 0, 0) + layer + struct.pack(">II", hierarchy_at, 0)
            + struct.pack(">IIIII", side, side, 3, level_at, 0)
            + struct.pack(f">II{tiles}II", side, side, *places, 0) + bytes(tile * tiles))


def stl(facets: int = 12, *, text: bool = False) -> bytes:
    """A shape of some facets."""
    if text:
        facet = ("facet normal 0 0 1\n outer loop\n  vertex 0 0 0\n  vertex 1 0 0\n  vertex 0 1 0\n endloop\n"
                 "endfacet\n")
        return ("solid tile\n" + facet * facets + "endsolid tile\n").encode()
    return b"made for a test".ljust(80, b"\0") + struct.pack("<I", facets) + bytes(50 * facets)


def opus() -> bytes:
    """Two seconds of Opus."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 0, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return _ogg([head], [tags], [bytes((0xF8, 0xFF, 0xFE)) * 9] * 20, rate=48_000)


def vorbis() -> bytes:
    """Two seconds that claim to be Vorbis."""
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, 44_100, 0, 64_000, 0, 0xB8, 1)
    tags = b"\x03vorbis" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0) + b"\x01"
    return _ogg([head], [tags, b"\x05vorbis" + bytes(40)], [bytes(60)] * 20, rate=44_100)


def theora() -> bytes:
    """Two seconds that claim to be Theora, 320 by 240."""
    sides = b"".join(side.to_bytes(3, "big") for side in (320, 240))
    head = (b"\x80theora" + bytes((3, 2, 1)) + struct.pack(">HH", 20, 15) + sides + bytes(2)
            + struct.pack(">II", 25, 1) + bytes(12))
    tags = b"\x81theora" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return _ogg([head], [tags, b"\x82theora" + bytes(40)], [bytes(60)] * 20, rate=25)


def _ogg(*pages: list[bytes], rate: int) -> bytes:
    data = b""
    for number, packets in enumerate(pages):
        page = OggPage()
        page.serial, page.sequence, page.packets = 7, number, packets
        page.first, page.last = number == 0, number == len(pages) - 1
        page.position = SECONDS * rate if page.last else 0
        data += page.write()
    return data


def flac() -> bytes:
    """Two seconds of silence, in frames of 4,000 samples at 8 kHz."""
    block, rate = 4000, 8000
    frames = b""
    for number in range(SECONDS * rate // block):
        head = bytes((0xFF, 0xF8, 0x74, 0x08, number)) + struct.pack(">H", block - 1)
        frame = head + bytes((_crc(head, 8, 0x07),)) + bytes((0, 0, 0))
        frames += frame + struct.pack(">H", _crc(frame, 16, 0x8005))
    packed = rate << 44 | 0 << 41 | 15 << 36 | SECONDS * rate
    info = struct.pack(">HH", block, block) + bytes(6) + packed.to_bytes(8, "big") + bytes(16)
    return b"fLaC\x80" + len(info).to_bytes(3, "big") + info + frames


def _crc(data: bytes, bits: int, polynomial: int) -> int:
    crc, top, mask = 0, 1 << bits - 1, (1 << bits) - 1
    for byte in data:
        crc ^= byte << bits - 8
        for _ in range(8):
            crc = (crc << 1 ^ (polynomial if crc & top else 0)) & mask
    return crc


def wav() -> bytes:
    """Two seconds of silence."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, 2, 8000, SECONDS * 8000, "NONE", ""))
        sound.writeframes(bytes(SECONDS * 16_000))
    return buffer.getvalue()


def mp3(*, tag: bool = True) -> bytes:
    """About two seconds of empty frames, 128 kbit/s at 44.1 kHz."""
    frame = b"\xff\xfb\x90\xc4" + bytes(413)
    id3 = b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) if tag else b""
    return id3 + frame * round(SECONDS * 44_100 / 1152)


def midi() -> bytes:
    """Two seconds: 4 beats at 120 a minute."""
    track = b"\0\x90\x3c\x40" + b"\x83\x00\x80\x3c\x40" + b"\0\xff\x2f\0"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, 96) + b"MTrk" + struct.pack(">I", len(track)) + track


def webm(kind: bytes = b"webm") -> bytes:
    """Two seconds of film without a picture, 320 by 240."""
    head = _ebml(0x1A45DFA3, _ebml(0x4286, b"\1") + _ebml(0x4282, kind))
    scale, length = _ebml(0x2AD7B1, (1_000_000).to_bytes(3, "big")), _ebml(0x4489, struct.pack(">d", 2000))
    info = _ebml(0x1549A966, scale + length)
    video = _ebml(0xE0, _ebml(0xB0, struct.pack(">H", 320)) + _ebml(0xBA, struct.pack(">H", 240)))
    tracks = _ebml(0x1654AE6B, _ebml(0xAE, _ebml(0xD7, b"\1") + _ebml(0x83, b"\1") + _ebml(0x86, b"V_VP8") + video))
    cluster = _ebml(0x1F43B675, _ebml(0xE7, b"\0") + _ebml(0xA3, bytes(500)))
    return head + _ebml(0x18538067, info + tracks + cluster)


def _ebml(name: int, content: bytes) -> bytes:
    length = (len(content) | 1 << 28).to_bytes(4, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + length + content


def mpeg() -> bytes:
    """Two seconds of MPEG 1 in two packs, 320 by 240."""
    sequence = b"\0\0\1\xb3" + (320 << 12 | 240).to_bytes(3, "big") + b"\x13\xff\xff\xe0\x18"
    packs = b""
    for seconds in (0, SECONDS):
        ticks = seconds * 90_000
        clock = (2 << 36 | (ticks >> 30 & 7) << 33 | 1 << 32 | (ticks >> 15 & 0x7FFF) << 17 | 1 << 16
                 | (ticks & 0x7FFF) << 1 | 1)
        content = b"\x0f" + sequence + bytes(200)
        packs += (b"\0\0\1\xba" + clock.to_bytes(5, "big") + b"\x80\0\1" + b"\0\0\1\xe0"
                  + struct.pack(">H", len(content)) + content)
    return packs


def heic(*, block: bytes = b"", turn: int = 1) -> bytes:
    """A HEIC photograph."""
    buffer = io.BytesIO()
    image = pillow_heif.from_pillow(picture(1, SIZE))
    image.save(buffer, quality=90, exif=block or exif(orientation=turn, position=(37.9, 23.7)))
    return buffer.getvalue()


def avif(*, turn: int = 1) -> bytes:
    """An AVIF photograph; its turn is told by its container."""
    return _saved(picture(1, SIZE), "AVIF", quality=80, exif=exif(orientation=turn, position=(37.9, 23.7)))


def dng(*, turn: int = 1) -> bytes:
    """A RAW as cameras write it: a mosaic of 12 bits in a DNG, with EXIF."""
    import tifffile

    values = np.asarray(picture(1, SIZE).convert("RGB"), np.uint16) * 16
    mosaic = values[:, :, 1].copy()
    mosaic[0::2, 0::2], mosaic[1::2, 1::2] = values[0::2, 0::2, 0], values[1::2, 1::2, 2]
    matrix = [(10000, 10000), (0, 10000), (0, 10000)] * 3
    matrix[4] = matrix[8] = (10000, 10000)
    matrix[3] = (0, 10000)
    flat = [part for pair in matrix for part in pair]
    buffer = io.BytesIO()
    tifffile.imwrite(buffer, mosaic, photometric=32803, metadata=None, software=None, extratags=[
        (271, "s", 0, "NIKON CORPORATION", True), (272, "s", 0, "NIKON D750", True), (274, "H", 1, turn, True),
        (306, "s", 0, "2026:10:03 14:05:09", True),
        (33421, "H", 2, (2, 2), True), (33422, "B", 4, bytes((0, 1, 1, 2)), True),
        (50706, "B", 4, bytes((1, 4, 0, 0)), True), (50708, "s", 0, "NIKON D750", True),
        (50717, "H", 1, 4095, True), (50721, "2i", 9, flat, True), (50778, "H", 1, 21, True),
        (50728, "2I", 3, (1, 1, 1, 1, 1, 1), True)])
    return buffer.getvalue()


def _saved(image: Image.Image, form: str, **how: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **how)
    return buffer.getvalue()


def _of_pictures(form: str) -> Callable[[], bytes]:
    return lambda: _saved(picture(1, SIZE), form)


KINDS: dict[str, Callable[[], bytes]] = {
    "jpg": jpeg_bytes, "png": _of_pictures("PNG"), "tif": _of_pictures("TIFF"), "gif": gif, "webp": webp, "svg": svg,
    "pdf": pdf, "djvu": djvu, "xcf": xcf, "stl": stl, "opus": opus, "ogg": vorbis, "ogv": theora, "flac": flac,
    "wav": wav, "mp3": mp3, "mid": midi, "webm": webm, "mpg": mpeg,
}
"""What Commons takes, by the extension that befits it (commons-contract, section 6)."""
def cr3(block: bytes = b"", small: bytes = b"") -> bytes:
    """The head of a Canon CR3: what `block` (EXIF) says in three TIFFs of one directory each, and a small JPEG."""
    tags = piexif.load(block or exif())
    named = [("CMT1", tags["0th"], piexif.TAGS["Image"]), ("CMT2", tags["Exif"], piexif.TAGS["Exif"]),
             ("CMT4", tags["GPS"], piexif.TAGS["GPS"])]
    parts = b"".join(_box(name.encode(), _directory(said, known)) for name, said, known in named)
    parts += _box(b"THMB", struct.pack(">IHHIHH", 0, 160, 120, len(small), 1, 0) + small)
    canon = _box(b"uuid", bytes.fromhex("85c0b687820f11e08111f4ce462b6a48") + _box(b"CNCV", b"CanonCR3_001") + parts)
    return _box(b"ftyp", b"crx \0\0\0\1crx isom") + _box(b"moov", canon) + _box(b"mdat", bytes(3000))


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def _directory(tags: dict[int, Any], known: dict[int, Any]) -> bytes:
    """A TIFF with one directory: piexif's tags, pointers left out."""
    head, rows, data = b"II*\0" + struct.pack("<I", 8), b"", b""
    kept = {tag: value for tag, value in sorted(tags.items()) if tag not in (0x8769, 0x8825)}
    for tag, value in kept.items():
        kind = known[tag]["type"]
        packed = {1: lambda v: bytes(v if isinstance(v, tuple) else (v,)), 2: lambda v: v + b"\0", 7: bytes,
                  3: lambda v: struct.pack("<H", v), 4: lambda v: struct.pack("<I", v),
                  5: lambda v: b"".join(struct.pack("<II", *pair) for pair in _fractions(v)),
                  }[kind](value)
        number = len(packed) // {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1}[kind]
        place = 8 + 2 + 12 * len(kept) + 4 + len(data)
        rows += struct.pack("<HHI", tag, kind, number)
        rows += packed.ljust(4, b"\0") if len(packed) <= 4 else struct.pack("<I", place)
        data += packed if len(packed) > 4 else b""
    return head + struct.pack("<H", len(kept)) + rows + bytes(4) + data


def _fractions(value: tuple[Any, ...]) -> tuple[tuple[int, int], ...]:
    """One fraction as one of several."""
    return value if isinstance(value[0], tuple) else (value,)


def mrw(block: bytes = b"") -> bytes:
    """The head of a Minolta RAW: its EXIF in a block of its own."""
    inside = (block or exif()).removeprefix(b"Exif\0\0")
    blocks = b"".join(kind + struct.pack(">I", len(content)) + content
                      for kind, content in ((b"\0PRD", bytes(24)), (b"\0TTW", inside)))
    return b"\0MRM" + struct.pack(">I", len(blocks)) + blocks + bytes(3000)


def ciff(mark: bytes = b"HEAPCCDR", *, taken: datetime = TAKEN, order: str = "<") -> bytes:
    """What Canon's CRW is, and with the mark HEAPJPGM the block in their first JPEGs: maker, model and date."""
    about = _heap(order, [(0x080A, b"Canon\0Canon PowerShot A5\0\0\0")])
    time = struct.pack(f"{order}LLL", int(taken.replace(tzinfo=UTC).timestamp()), 0, 0)
    camera = _heap(order, [(0x2807, about), (0x180E, time)])
    head = (b"II" if order == "<" else b"MM") + struct.pack(f"{order}L", 26) + mark
    return head.ljust(26, b"\0") + _heap(order, [(0x300A, camera)])


def _heap(order: str, values: list[tuple[int, bytes]]) -> bytes:
    data, table = b"", struct.pack(f"{order}H", len(values))
    for tag, value in values:
        table += struct.pack(f"{order}HLL", tag, len(value), len(data))
        data += value
    return data + table + struct.pack(f"{order}L", len(data))


def picture_info(text: str = "") -> bytes:
    """The block in which Olympus and Agfa wrote before EXIF."""
    seconds = int(TAKEN.replace(tzinfo=UTC).timestamp())
    said = text or f"[picture info]\r\nTimeDate={seconds}\r\nFlash=1\r\n[camera info]\r\nType=SR55\r\n"
    return b"OLYMPUS OPTICAL CO.,LTD.   \0 713\r\n" + said.encode()


def trap_note(taken: datetime = TAKEN) -> bytes:
    """The maker note of a camera trap of Reconyx's."""
    clock = (taken.second, taken.minute, taken.hour, taken.month, taken.day, taken.year)
    return struct.pack("<11H6H", 0xF101, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, *clock).ljust(700, b"\0")


def with_segment(whole: bytes, marker: int, content: bytes) -> bytes:
    """A JPEG with one block more, before all others."""
    return whole[:2] + struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content + whole[2:]


MASTERS: dict[str, Callable[[], bytes]] = {"heic": heic, "avif": avif, "dng": dng, "bmp": _of_pictures("BMP"),
                                           "jp2": _of_pictures("JPEG2000")}
"""What is kept as a master, and what can be made of it."""


def specimen(path: Path, kind: str) -> Path:
    """Write a whole file of a kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes({**KINDS, **MASTERS}[kind]())
    return path

"""Hostile files meet the helper: no crash, no hang, each taken in or refused in words; and exiftool agrees on the rest.
"""

import json
import random
import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image

from minoties_desktop.config.messages import FALLBACK, catalogue
from minoties_desktop.domain.errors import Refused
from minoties_desktop.media import exif, metadata
from minoties_desktop.media.cache import pictures
from minoties_desktop.media.kinds import kind_of
from minoties_desktop.media.pool import Pool
from minoties_desktop.media.probe import Probed
from tests.support import packets, photographs, specimens
from tests.support.specimens import KINDS, MASTERS

ALL = {**KINDS, **MASTERS}


@pytest.fixture
def seen(tmp_path: Path):
    """Look at some bytes as an import does: what they are, or why they are refused."""
    with Pool(1) as pool:
        def look(content: bytes, name: str, sidecar: bytes | None = None) -> Probed | str:
            path = tmp_path / name
            path.write_bytes(content)
            beside = tmp_path / f"{name}.xmp"
            if sidecar is not None:
                beside.write_bytes(sidecar)
            try:
                return pool.look(path, pictures(tmp_path / "cache", "ab" * 20), name, [beside] if sidecar else [])
            except Refused as refused:
                assert refused.message.key in catalogue(FALLBACK) and refused.remedy is not None
                return refused.code

        yield look


def fuzzed(whole: bytes, rng: random.Random) -> bytes:
    """A file as a bad card, a bad cable or a bad person makes it of a whole one."""
    data = bytearray(whole)
    zone = min(len(data), 8192) if rng.random() < 0.7 else len(data)
    place = rng.randrange(zone)
    match rng.randrange(5):
        case 0:
            for _ in range(rng.randrange(1, 40)):
                data[rng.randrange(zone)] = rng.randrange(256)
        case 1:
            del data[rng.randrange(1, len(data)):]
        case 2:
            data[place:place + rng.randrange(1, 2000)] = bytes((rng.choice((0, 255)),)) * rng.randrange(1, 2000)
        case 3:
            data[place:place] = data[rng.randrange(len(data)):][:rng.randrange(1, 4000)]
        case 4:
            data[place:place + 4] = struct.pack(rng.choice("<>") + "I", rng.choice((0, 1, 2**31 - 1, 2**32 - 1)))
    return bytes(data)


@pytest.mark.torture
@pytest.mark.parametrize("kind", ALL)
def test_fuzzed_files_are_taken_in_or_refused_in_words(seen, seeds, kind: str) -> None:
    whole = ALL[kind]()
    for seed in seeds:
        found = seen(fuzzed(whole, random.Random(f"{kind}-{seed}")), f"a.{kind}")
        assert found not in ("crash", "slow"), seed
        assert isinstance(found, str) or found.extension


@pytest.mark.parametrize(("kind", "seed"), [("flac", 1252023539)])
def test_what_once_crashed_is_refused_in_words_or_taken_in(seen, kind: str, seed: int) -> None:
    found = seen(fuzzed(ALL[kind](), random.Random(f"{kind}-{seed}")), f"a.{kind}")
    assert found not in ("crash", "slow")


@pytest.mark.parametrize("code", range(16))
def test_frames_of_every_size_are_read(seen, code: int) -> None:
    whole = bytearray(KINDS["flac"]())
    at = whole.rindex(b"\xff\xf8")
    whole[at + 2] = code << 4 | whole[at + 2] & 15
    assert seen(bytes(whole), "a.flac") not in ("crash", "slow")


def directory(entries: int, following: int, tag: int = 0x010F) -> bytes:
    return (struct.pack("<H", entries & 0xFFFF) + struct.pack("<HHII", tag, 4, 1, 8) * min(entries, 2000)
            + struct.pack("<I", following))


BOMBS: dict[str, tuple[str, bytes]] = {
    "an endless chain of directories": ("a.tif", b"II*\0\x08\0\0\0" + directory(1, 8)),
    "a ring of two directories": ("a.tif", b"II*\0\x08\0\0\0" + directory(1, 26) + directory(1, 8)),
    "directories inside of themselves": ("a.tif", b"II*\0\x08\0\0\0" + directory(20, 0, tag=0x014A)),
    "65535 entries": ("a.tif", b"II*\0\x08\0\0\0" + directory(65535, 0)),
    "a RAW that is a ring": ("a.nef", b"II*\0\x08\0\0\0" + directory(1, 8)),
    "a PDF that says it has a thousand million pages": (
        "a.pdf", b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1000000000/Kids"
                 b"[2 0 R]>>endobj trailer<</Root 1 0 R>>\n%%EOF"),
    "a GIF of 65535 by 65535": (
        "a.gif", b"GIF89a\xff\xff\xff\xff\x80\0\0" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\0\2\0;"),
    "a WebP of 16383 by 16383": ("a.webp", b"RIFF\x1a\0\0\0WEBPVP8L\x0d\0\0\0\x2f\xff\xff\xff\x0f" + bytes(9)),
    "a drawing a million pixels wide": ("a.svg", specimens.svg().replace(b'width="600"', b'width="1e30"')),
    "a drawing that fills itself with itself": ("a.svg", specimens.svg(
        '<pattern id="p" width="1" height="1"><rect width="9" height="9" fill="url(#p)"/></pattern>'
        '<g id="a"><use href="#a"/></g><rect width="600" height="400" fill="url(#p)"/>')),
    "a DjVu whose page is the whole": ("a.djvu", b"AT&TFORM\0\0\0\x14DJVMFORM\0\0\0\0DJVM" + bytes(4)),
    "an Ogg of pages without end": ("a.ogg", (b"OggS" + bytes(23)) * 4000),
    "a WebM whose elements are empty": ("a.webm", specimens.webm()[:40] + b"\xec\x80" * 20000),
    "an XCF whose layers are itself": ("a.xcf", specimens.xcf()[:34] + struct.pack(">I", 34) * 2000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(seen, name: str) -> None:
    found = seen(BOMBS[name][1], BOMBS[name][0])
    assert found in ("damaged", "bomb", "memory", "unknown") or isinstance(found, Probed), found


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
def test_a_text_bomb_in_a_png(seen, kind: bytes) -> None:
    whole = KINDS["png"]()
    packed = zlib.compress(bytes(40 << 20), 9)
    head = {b"zTXt": b"Comment\0\0", b"iTXt": b"Comment\0\1\0\0\0", b"iCCP": b"sRGB\0\0"}[kind]
    assert seen(whole[:33] + chunk(kind, head + packed) + whole[33:], "a.png") == "bomb"
    fine = zlib.compress(b"Farsa " * 2000)
    assert isinstance(seen(whole[:33] + chunk(kind, head + fine) + whole[33:], "a.png"), Probed)


def test_a_pixel_bomb_in_a_heic(seen) -> None:
    whole = bytearray(specimens.heic())
    at = whole.index(b"ispe") + 8
    struct.pack_into(">II", whole, at, 60_000, 60_000)
    assert seen(bytes(whole), "a.heic") in ("bomb", "damaged", "memory")


LAUGHS = ("<!DOCTYPE x [<!ENTITY a '" + "ha" * 50 + "'>" + "".join(
    f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 20}'>" for n in range(9)) + "]>")


def test_billions_of_laughs(seen) -> None:
    """In a drawing, in the XMP of a photograph, and in a sidecar."""
    assert seen(specimens.svg("&j;", LAUGHS), "a.svg") == "svg-outside"
    xmp = (LAUGHS + packets.packet(packets.alternatives("dc:title", {"x-default": "&j;"}))).encode()
    whole = photographs.jpeg_bytes()
    block = b"http://ns.adobe.com/xap/1.0/\0" + xmp
    inside = whole[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + whole[2:]
    for found in (seen(inside, "a.jpg"), seen(whole, "b.jpg", sidecar=xmp)):
        assert isinstance(found, Probed) and not any(word[0] == "title" for word in found.words)


def test_the_next_file_is_looked_at_as_ever(seen) -> None:
    for name, content in BOMBS.values():
        seen(content, name)
    assert isinstance(seen(photographs.jpeg_bytes(), "a.jpg"), Probed)


STRANGE: dict[str, tuple[str, str]] = {
    "0000:00:00 00:00:00": ("date", "the clock was never set"),
    "2026:02:31 12:00:00": ("date", "there is no such day"),
    "2026-10-03 14:05:09": ("", ""),
    " ": ("date", "nothing was written"),
    "1999:12:31 23:59:59": ("", ""),
}
"""Dates as clocks write them; what of it we say otherwise than exiftool, and why."""
XMP = {
    "original": (packets.packet(exif__DateTimeOriginal="2013-07-05T03:18:27Z"), "", ""),
    "created": (packets.packet(photoshop__DateCreated="2003-08-31"), "date",
                "the Metadata Working Group has DateCreated for when a photograph was taken; exiftool keeps it apart"),
    "made": (packets.packet(xmp__CreateDate="2011-09-23T12:43:03Z", xmp__ModifyDate="2011-09-23T12:48:18Z"), "", ""),
}
"""What programs write of dates, in the same way; when a file was made or changed says nothing of the photograph."""


def variants(folder: Path) -> dict[Path, tuple[str, str]]:
    """Photographs of all turns, hemispheres, clocks and kinds; what of each we say otherwise than exiftool, and why."""
    size, known = (60, 40), ("", "")
    made = {photographs.jpeg(folder / f"turn{turn}.jpg", turn, size, orientation=turn): known for turn in range(1, 9)}
    for number, position in enumerate([(37.98, 23.72), (-33.04, -71.61), (64.13, -21.9), (-41.28, 174.77)]):
        made[photographs.jpeg(folder / f"place{number}.jpg", number, size, position=position, heading=12.5)] = known
    made[photographs.jpeg(folder / "sea.jpg", 1, size, position=(0, 0))] = ("position", "no receiver was ever there")
    for number, (stamp, why) in enumerate(STRANGE.items()):
        made[photographs.jpeg(folder / f"clock{number}.jpg", number, size, more={"Exif": {36867: stamp}})] = why
    made[photographs.jpeg(folder / "none.jpg", 1, size, taken=None)] = known
    made[photographs.png(folder / "a.png", 1, size, position=(1.5, -2.5))] = known
    made[photographs.tiff(folder / "a.tif", orientation=8, bits=16)] = known
    for kind in ("webp", "heic", "avif", "dng"):
        made[specimens.specimen(folder / f"a.{kind}", kind)] = known
    trap = photographs.exif(taken=None, more={"0th": {271: "RECONYX"}, "Exif": {37500: specimens.trap_note()}})
    plain = photographs.jpeg_bytes(1, size, block=b"")
    old = {
        "b.webp": specimens.webp(block=photographs.exif(position=(-1, 2), orientation=3)),
        "ciff.jpg": specimens.with_segment(plain, 0xE0, specimens.ciff(b"HEAPJPGM")), "a.crw": specimens.ciff(),
        "info.jpg": specimens.with_segment(plain, 0xEC, specimens.picture_info()),
        "trap.jpg": photographs.jpeg_bytes(1, size, block=trap), "plain.jpg": plain,
    }
    for name, content in old.items():
        (folder / name).write_bytes(content)
        made[folder / name] = known
    for name, (packet, *why) in XMP.items():
        block = b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()
        (folder / f"{name}.jpg").write_bytes(specimens.with_segment(plain, 0xE1, block))
        made[folder / f"{name}.jpg"] = (why[0], why[1])
    return made


def test_exiftool_says_the_same(tmp_path: Path) -> None:
    """Where it says otherwise there is a reason: exactly then, and for nothing else of that file."""
    why = variants(tmp_path)
    asked = ["-DateTimeOriginal", "-Make", "-Model", "-Orientation", "-Composite:GPSLatitude",
             "-Composite:GPSLongitude"]
    done = subprocess.run(["exiftool", "-json", "-n", "-m", *asked, *why], capture_output=True, text=True)
    for told in json.loads(done.stdout):
        path = Path(told["SourceFile"])
        found = exif.read(path)
        mime = kind_of(path.read_bytes(), path.name).mime
        date = next((word.text for word in metadata.words(path, mime, found) if word.name == "taken"), "")
        shown = f"{found.taken:%Y:%m:%d %H:%M:%S}" if found.taken else date.replace("-", ":", 2).replace("T", " ")
        place = tuple(told[name] for name in ("GPSLatitude", "GPSLongitude") if name in told)
        differs = {
            "date": shown != told.get("DateTimeOriginal", "").replace("-", ":"),
            "camera": (found.make or "", found.model or "") != (told.get("Make", ""), told.get("Model", "")),
            "orientation": found.orientation != told.get("Orientation", 1),
            "position": (found.position or ()) != pytest.approx(place, abs=1e-6),
        }
        assert [name for name, is_other in differs.items() if is_other] == [name for name in why[path][:1] if name], (
            path.name, shown, found, told)


def test_sixteen_bits_are_kept_in_what_is_stored(tmp_path: Path) -> None:
    from minoties_desktop.media.pixels import read
    from minoties_desktop.services.ingest import ingest
    from minoties_desktop.services.library import Library
    from minoties_desktop.store import items

    source = photographs.tiff(tmp_path / "card" / "scan.tif", bits=16)
    library = Library(tmp_path / "library")
    [one] = ingest(library, [tmp_path / "card"]).items
    file = items.files(library.database, [one["id"]])[one["id"]]
    stored = library.path(file.path)
    library.close()
    assert stored.read_bytes() == source.read_bytes() and file.recipe == ""
    assert read(stored).values.dtype.itemsize == 2
    assert Image.open(stored).mode == "RGB"  # what Pillow would have made of it

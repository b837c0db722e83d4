"""A photograph that tells everything: where, by which camera, whose, twice and in every way that programs know."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import piexif
from piexif import ExifIFD, ImageIFD

from . import photographs

HOME = (-33.4394123, -70.6768456)
"""Where it was taken: a home in the south and west."""
SECRETS = {
    "serial": b"SN-6012345", "lens": b"LENS-99887", "owner": b"Ana Owner", "host": b"Anas laptop",
    "maker": b"MAKERSAYS", "unique": b"UNIQUE0123456789", "xmp-serial": b"XSN-777", "xmp-owner": b"X Owner",
    "xmp-gps": b"33,26.36474S", "drone": b"-70.6768456", "street": b"Calle Secreta 7", "thumb": b"THUMBNAILBYTES",
    "iptc-street": b"Pasaje Oculto 3", "behind": b"SECOND PICTURE BEHIND", "phone": b"+56 9 1234",
}
"""What each hiding place holds, by its name."""
PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:aux="http://ns.adobe.com/exif/1.0/aux/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:dji="http://www.dji.com/drone-dji/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 aux:SerialNumber="XSN-777" exif:GPSLatitude='33,26.36474S' dji:GpsLongitude="-70.6768456" xmp:Rating="4"
 Iptc4xmpCore:Location="Calle Secreta 7">
<aux:OwnerName>X Owner</aux:OwnerName>
<Iptc4xmpCore:CreatorContactInfo rdf:parseType="Resource"><Iptc4xmpCore:CiTelWork>+56 9 1234</Iptc4xmpCore:CiTelWork>
</Iptc4xmpCore:CreatorContactInfo>
<xmp:Thumbnails><rdf:Alt><rdf:li>THUMBNAILBYTES</rdf:li></rdf:Alt></xmp:Thumbnails>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A title > that stays</rdf:li></rdf:Alt></dc:title>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def exif() -> bytes:
    """An EXIF block with everything in it; the thumbnail is a JPEG of its own."""
    return photographs.exif(
        position=HOME, heading=77, offset="-03:00", orientation=6, artist="Ana Pérez", copyright="CC BY-SA Ana",
        thumbnail=photographs.thumbnail(photographs.picture(5)), more={
            "0th": {ImageIFD.HostComputer: SECRETS["host"]},
            "Exif": {ExifIFD.BodySerialNumber: SECRETS["serial"], ExifIFD.LensSerialNumber: SECRETS["lens"],
                     ExifIFD.CameraOwnerName: SECRETS["owner"], ExifIFD.ImageUniqueID: SECRETS["unique"],
                     ExifIFD.MakerNote: SECRETS["maker"] * 100}})


def iptc() -> bytes:
    """A Photoshop block with a headline, a street and a thumbnail."""
    records = b"".join(b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(text)) + text for number, text in (
        (105, b"A headline that stays"), (92, SECRETS["iptc-street"]), (118, SECRETS["phone"])))
    out = b""
    for number, content in ((1028, records), (1036, SECRETS["thumb"] + b"!"), (1060, PACKET.encode())):
        out += b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(content)) + content
        out += b"\0" * (len(content) % 2)
    return b"Photoshop 3.0\0" + out


def segment(marker: int, content: bytes) -> bytes:
    """One JPEG segment."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(path: Path, seed: int = 3, *, progressive: bool = False) -> Path:
    """A JPEG with EXIF, XMP, IPTC, a makers' segment, and a second picture behind the first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    photographs.picture(seed).save(buffer, "JPEG", quality=90, progressive=progressive)
    plain = buffer.getvalue()
    more = (segment(0xE1, exif()) + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PACKET.encode())
            + segment(0xED, iptc()) + segment(0xE2, b"MPF\0" + SECRETS["behind"])
            + segment(0xE7, b"MAKER\0" + SECRETS["maker"]) + segment(0xFE, b"A comment that stays"))
    path.write_bytes(plain[:2] + more + plain[2:] + b"\xff\xd8" + SECRETS["behind"] + SECRETS["serial"])
    return path


def png(path: Path, seed: int = 3) -> Path:
    """A PNG with EXIF, packed XMP and an old raw profile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    photographs.picture(seed).save(buffer, "PNG")
    data = buffer.getvalue()

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    more = (chunk(b"eXIf", exif()[6:])
            + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(PACKET.encode()))
            + chunk(b"tEXt", b"Raw profile type exif\0" + SECRETS["serial"]) + chunk(b"tEXt", b"Title\0stays"))
    path.write_bytes(data[:33] + more + data[33:] + SECRETS["behind"])
    return path


def webp(path: Path, seed: int = 3) -> Path:
    """A WebP with EXIF and XMP."""
    path.parent.mkdir(parents=True, exist_ok=True)
    photographs.picture(seed).save(path, "WEBP", exif=exif(), xmp=PACKET.encode())
    return path


def tiff(path: Path, seed: int = 3) -> Path:
    """A TIFF whose directory has EXIF, position, XMP and Photoshop's block: an EXIF block with a picture behind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tags = piexif.load(exif())
    tags["1st"], tags["thumbnail"] = {}, None
    pixels = photographs.picture(seed)
    raw = pixels.tobytes()
    packet, block = PACKET.encode(), iptc()[14:]
    shift = 12 * 12  # room for the entries that a picture needs
    view = bytearray(_shifted(piexif.dump(tags)[6:], shift))
    order = ">" if view[:2] == b"MM" else "<"
    count = struct.unpack_from(order + "H", view, 8)[0]
    start = len(view)
    texts = start + len(raw)
    fresh = [(256, 4, 1, pixels.width), (257, 4, 1, pixels.height), (258, 3, 1, 8 << 16 if order == ">" else 8),
             (259, 3, 1, 1 << 16 if order == ">" else 1), (262, 3, 1, 2 << 16 if order == ">" else 2),
             (273, 4, 1, start), (277, 3, 1, 3 << 16 if order == ">" else 3), (278, 4, 1, pixels.height),
             (279, 4, 1, len(raw)), (700, 1, len(packet), texts), (34377, 7, len(block), texts + len(packet))]
    rows = [bytes(view[10 + 12 * place:22 + 12 * place]) for place in range(count)]
    rows += [struct.pack(order + "HHLL", *row) for row in fresh]
    rows.sort(key=lambda row: struct.unpack_from(order + "H", row)[0])
    table = struct.pack(order + "H", len(rows)) + b"".join(rows) + bytes(4)
    view[8:8 + len(table)] = table
    path.write_bytes(bytes(view) + raw + packet + block)
    return path


def _shifted(block: bytes, shift: int) -> bytes:
    """An EXIF block of piexif's with room behind its first directory: every place that it names moves along."""
    order = ">" if block[:2] == b"MM" else "<"
    sizes = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8}
    data = bytearray(block)

    def move(place: int) -> None:
        count = struct.unpack_from(order + "H", data, place)[0]
        for at in range(place + 2, place + 2 + 12 * count, 12):
            tag, kind, number, value = struct.unpack_from(order + "HHLL", data, at)
            if tag in (0x8769, 0x8825):
                move(value)
            if tag in (0x8769, 0x8825) or sizes[kind] * number > 4:
                struct.pack_into(order + "L", data, at + 8, value + shift)

    count = struct.unpack_from(order + "H", data, 8)[0]
    move(8)
    end = 8 + 2 + 12 * count + 4
    return bytes(data[:end]) + bytes(shift) + bytes(data[end:])

"""A file is what its content says; what can't be taken in is refused with a reason."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from minoties_desktop.domain.errors import Refused
from minoties_desktop.media.cache import intact, pictures
from minoties_desktop.media.helper import look
from minoties_desktop.media.probe import Probed, probe
from tests.support import photographs
from tests.support.photographs import jpeg_bytes


def _refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(Refused) as caught:
        look(path, pictures(path.parent / "cache", "ab" * 20))
    assert caught.value.remedy is not None
    return caught.value.code


def test_a_jpeg(tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", orientation=6)
    assert probe(path) == Probed("image/jpeg", "jpg", 600, 400, orientation=6)


def test_a_png(tmp_path: Path) -> None:
    assert probe(photographs.png(tmp_path / "a.png")) == Probed("image/png", "png", 600, 400)


@pytest.mark.parametrize("bits", [8, 16])
@pytest.mark.parametrize("compression", [None, "zlib"])
def test_a_tiff_keeps_its_bits(tmp_path: Path, bits: int, compression: str | None) -> None:
    path = photographs.tiff(tmp_path / "a.tif", bits=bits, compression=compression, orientation=8)
    assert probe(path) == Probed("image/tiff", "tif", 600, 400, orientation=8, bits=bits)


def test_pages_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [photographs.picture(seed, (60, 40)) for seed in range(3)]
    pages[0].save(path, save_all=True, append_images=pages[1:])
    assert probe(path).pages == 3


@pytest.mark.parametrize(("make", "mime"), [(photographs.png, "image/png"), (photographs.tiff, "image/tiff")])
def test_a_wrong_extension_does_not_matter(tmp_path: Path, make, mime: str) -> None:
    found = probe(make(tmp_path / "holiday.jpg"))
    assert (found.mime, found.extension) == (mime, mime.rpartition("/")[2].replace("tiff", "tif"))


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_a_truncated_jpeg(tmp_path: Path, share: float) -> None:
    whole = jpeg_bytes()
    assert _refusal(tmp_path / "a.jpg", whole[:int(len(whole) * share)]) == "damaged"


@pytest.mark.parametrize("share", [0.001, 0.5, 0.99])
@pytest.mark.parametrize("make", [photographs.png, photographs.tiff])
def test_other_truncated_pictures(tmp_path: Path, make, share: float) -> None:
    whole = make(tmp_path / "whole").read_bytes()
    assert _refusal(tmp_path / "a", whole[:int(len(whole) * share)]) == "damaged"


def _tagged(path: Path, tag: str, number: int) -> bytes:
    with tifffile.TiffFile(photographs.tiff(path), mode="r+b") as tiff:
        tiff.pages.first.tags[tag].overwrite(number)
    return path.read_bytes()


def test_a_tiff_that_nothing_here_reads_is_not_called_damaged(tmp_path: Path) -> None:
    tifffile.imwrite(tmp_path / "whole", np.zeros((10, 10), "complex64"))
    assert _refusal(tmp_path / "a.tif", (tmp_path / "whole").read_bytes()) == "unread"
    assert _refusal(tmp_path / "a.tif", _tagged(tmp_path / "rare", "Compression", 34712)) == "unread"


@pytest.mark.parametrize("compression", ["zlib", "lzw"])
def test_a_truncated_compressed_tiff(tmp_path: Path, compression: str) -> None:
    whole = photographs.tiff(tmp_path / "whole", compression=compression).read_bytes()
    assert _refusal(tmp_path / "a.tif", whole[:len(whole) // 2] + bytes(len(whole) // 2)) == "damaged"


def test_text_called_jpg(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    assert _refusal(path, "Κατάλογος φωτογραφιών\n".encode() * 100) == "foreign"
    with pytest.raises(Refused) as caught:
        probe(path)
    assert caught.value.message.args == ("text",)


def test_an_empty_file(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "a.jpg", b"") == "empty"


def _flat_png(side: int) -> bytes:
    packer = zlib.compressobj(1)
    rows = b"".join(packer.compress(bytes(1 + side)) for _ in range(side)) + packer.flush()

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_bomb_of_30000_pixels_is_refused_undecoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image.Image, "resize", None)
    path = tmp_path / "a.png"
    assert _refusal(path, _flat_png(30_000)) == "bomb"
    with pytest.raises(Refused) as caught:
        probe(path)
    assert caught.value.message.args == (30_000, 30_000, path.stat().st_size)


def _headers(path: Path, width: int, height: int, size: int) -> Probed:
    with path.open("wb") as file:
        file.write(b"\xff\xd8\xff\xc0" + struct.pack(">HBHHB", 17, 8, height, width, 3) + bytes(9))
        file.truncate(size)
    return probe(path)


def test_large_scans_are_no_bombs(tmp_path: Path) -> None:
    """A2 at 600 dpi, nearly blank; A0 at 600 dpi as a JPEG of middling quality."""
    assert _headers(tmp_path / "a2.jpg", 14_000, 9_900, 200_000).width == 14_000
    assert _headers(tmp_path / "a0.jpg", 28_087, 19_866, 60_000_000).width == 28_087


def test_an_archive_behind_a_picture(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("secret.txt", "more")
    assert _refusal(tmp_path / "a.jpg", jpeg_bytes() + buffer.getvalue()) == "zip"


def test_a_web_page_in_front(tmp_path: Path) -> None:
    comment = b"<HTML><body onload=alert(1)>"
    whole = jpeg_bytes()
    content = whole[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + whole[2:]
    assert _refusal(tmp_path / "a.jpg", content) == "html"


@pytest.mark.parametrize(("head", "name"), [
    (b"\0\0\0\x24ftypcrx ", "a.cr3"), (b"II*\0\x10\0\0\0CR\x02\0", "a.jpg"), (b"MM\0*\0\0\0\x08", "DSC_1.NEF"),
    (b"FUJIFILMCCD-RAW 0201", "a.raf"), (b"\0\0\0\x0cJXL \r\n\x87\n", "a.jxl")])
def test_masters_that_nothing_here_can_read_are_kept(tmp_path: Path, head: bytes, name: str) -> None:
    """A camera that is newer than this program is no reason to leave its only copy on the card."""
    path = tmp_path / name
    path.write_bytes(head + bytes(500))
    places = pictures(tmp_path / "cache", "ab" * 20)
    found = look(path, places)
    assert found.needs_derivative and not found.width and not found.likeness
    assert intact(places.preview) and intact(places.thumbnail)


@pytest.mark.parametrize("head", [b"\0\0\0\x24ftypheic", b"\0\0\0\x24ftypavif"])
def test_masters_that_are_not_whole_are_refused(tmp_path: Path, head: bytes) -> None:
    assert _refusal(tmp_path / "a", head + bytes(500)) == "damaged"


@pytest.mark.parametrize(("head", "kind"), [
    (b"\0\0\0\x18ftypmp42", "MP4"), (b"PK\x03\x04\x14\0", "ZIP"), (b"RIFF\0\0\0\0AVI LIST", "AVI"),
    (b"\x1aE\xdf\xa3\x93B\x82\x88matroska", "Matroska")])
def test_foreign_kinds_are_refused_by_name(tmp_path: Path, head: bytes, kind: str) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(head + bytes(600))
    with pytest.raises(Refused) as caught:
        probe(path)
    assert (caught.value.code, caught.value.message.args) == ("foreign", (kind,))


def test_noise_is_no_picture(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "a.jpg", bytes(range(128, 256)) * 9) == "unknown"


@pytest.mark.parametrize("magic", [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"II+\0\x08\0\0\0", b"\x89PNG\r\n\x1a\n",
                                   b"\xff\xd8\xff\xc0\0\x11\x08\0\x10\0\x10\x03", b"\xff\xd8\xff\xda\0\x0c\x03"])
@pytest.mark.parametrize("rest", [b"", b"\xff" * 400, bytes(400), bytes(range(256)) * 4])
def test_a_right_beginning_and_nonsense_behind(tmp_path: Path, magic: bytes, rest: bytes) -> None:
    assert _refusal(tmp_path / "a", magic + rest) in ("damaged", "bomb")

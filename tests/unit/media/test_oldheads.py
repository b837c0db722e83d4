"""What cameras say elsewhere than in EXIF is found, EXIF goes before it, and nothing broken in it raises."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.media import oldheads
from minoties_desktop.media.exif import read, read_head
from tests.support import photographs, specimens
from tests.support.photographs import MAKE, MODEL, TAKEN

PLAIN = photographs.jpeg_bytes(size=(16, 16), block=b"")
IN_JPEG = b"HEAPJPGM"


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("name", ["a.crw", "a.jpg"])
def test_canons_ciff_tells_date_and_camera(tmp_path: Path, name: str, order: str) -> None:
    whole = (specimens.ciff(order=order) if name == "a.crw"
             else specimens.with_segment(PLAIN, 0xE0, specimens.ciff(IN_JPEG, order=order)))
    found = read(_written(tmp_path / name, whole))
    assert (found.taken, found.make, found.model) == (TAKEN, "Canon", "Canon PowerShot A5")


def test_the_picture_info_of_olympus_tells_the_date(tmp_path: Path) -> None:
    found = read(_written(tmp_path / "a.jpg", specimens.with_segment(PLAIN, 0xEC, specimens.picture_info())))
    assert (found.taken, found.make) == (TAKEN, None)


@pytest.mark.parametrize("text", [
    "[picture info]\r\nTimeDate=0\r\n", "[picture info]\r\n[user]\r\nTimeDate=909698819\r\n", "[picture info]",
    "[picture info]\r\nTimeDate=9096988190000\r\n", "[picture info]\r\nTimeDate=soon\r\n"])
def test_a_picture_info_without_a_date_tells_none(tmp_path: Path, text: str) -> None:
    whole = specimens.with_segment(PLAIN, 0xEC, specimens.picture_info(text))
    assert read(_written(tmp_path / "a.jpg", whole)).taken is None


def test_a_camera_trap_tells_the_date_in_its_note() -> None:
    block = photographs.exif(taken=None, more={"Exif": {37500: specimens.trap_note()}})
    assert read_head(photographs.jpeg_bytes(size=(16, 16), block=block)).taken == TAKEN


@pytest.mark.parametrize("note", [
    b"", b"maker" * 30, specimens.trap_note()[:33], specimens.trap_note(datetime(1980, 1, 1)),
    specimens.trap_note().replace(TAKEN.year.to_bytes(2, "little"), b"\xff\xff")])
def test_a_note_without_a_date_that_can_be_tells_none(note: bytes) -> None:
    assert oldheads.of_a_trap(note) is None


def test_exif_goes_before_all_of_them(tmp_path: Path) -> None:
    other = datetime(2001, 2, 3, 4, 5, 6)
    block = photographs.exif(more={"Exif": {37500: specimens.trap_note(other)}})
    whole = specimens.with_segment(photographs.jpeg_bytes(size=(16, 16), block=block), 0xE0,
                                   specimens.ciff(IN_JPEG, taken=other))
    found = read(_written(tmp_path / "a.jpg", whole))
    assert (found.taken, found.make, found.model) == (TAKEN, MAKE, MODEL)


def test_a_clock_that_was_never_set_tells_nothing(tmp_path: Path) -> None:
    found = read(_written(tmp_path / "a.crw", specimens.ciff(taken=datetime(1980, 1, 1))))
    assert (found.taken, found.model) == (None, "Canon PowerShot A5")


@given(st.data())
def test_a_broken_heap_never_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    whole = bytearray(specimens.ciff())
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[:data.draw(st.integers(0, len(whole)))])
    path = _written(tmp_path_factory.getbasetemp() / "broken.crw", cut)
    assert isinstance(oldheads.said(path, cut), oldheads.Said)
    inside = specimens.with_segment(PLAIN, 0xE0, cut.replace(b"HEAPCCDR", IN_JPEG))
    assert isinstance(oldheads.said(path, inside), oldheads.Said)


def test_heaps_in_heaps_without_end_are_few(tmp_path: Path) -> None:
    """A table whose entries are all the heap itself, or nearly."""
    table = b"".join(b"\x0a\x30" + size.to_bytes(4, "little") + bytes(4) for size in range(1900, 2100))
    heap = (200).to_bytes(2, "little") + table + b"\0" * 94 + bytes(4)
    reads = []

    def counted(start: int, stop: int) -> bytes:
        reads.append(start)
        return heap[start:stop]

    oldheads._canon(counted, b"II" + bytes(4), len(heap))
    assert len(reads) < 1000

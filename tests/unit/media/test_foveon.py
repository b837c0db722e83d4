"""Date and camera of Sigma's X3F, and what is said where a RAW has none."""

from __future__ import annotations

import os
import struct
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from minoties_desktop.media import metadata
from minoties_desktop.media.exif import Exif, read
from minoties_desktop.media.helper import _undated
from minoties_desktop.media.probe import Probed

RAW = Probed("image/x-raw", "x3f", 1, 1)
READ = 1_759_500_309  # 2025-10-03T14:05:09


def x3f(properties: dict[str, str]) -> bytes:
    """A file with one list of properties, as Foveon's description has it."""
    words, table = "", b""
    for name, value in properties.items():
        table += struct.pack("<II", len(words), len(words) + len(name) + 1)
        words += f"{name}\0{value}\0"
    section = struct.pack("<4sIIIII", b"SECp", 0x20000, len(properties), 0, 0, len(words)) + table
    section += words.encode("utf-16-le")
    head = b"FOVb" + bytes(60)
    directory = struct.pack("<4sIIII4s", b"SECd", 0x20000, 1, len(head), len(section), b"PROP")
    return head + section + directory + struct.pack("<I", len(head) + len(section))


def test_the_cameras_clock_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.x3f"
    path.write_bytes(x3f({"CAMMANUF": "SIGMA", "TIME": str(READ), "CAMMODEL": "SD14"}))
    os.utime(path, (1, 1))
    found = read(path)
    assert (found.taken, found.make, found.model) == (datetime(2025, 10, 3, 14, 5, 9), "SIGMA", "SD14")


@pytest.mark.parametrize("told", [{}, {"TIME": "yesterday"}, {"TIME": "-1"}, {"TIME": "9" * 30}, {"TIME": "1"},
                                  {"TIME": "978309395"}])
def test_a_file_without_a_date_says_so_and_its_own_time_is_none(tmp_path: Path, told: dict[str, str]) -> None:
    path = tmp_path / "a.x3f"
    path.write_bytes(x3f(told))
    assert read(path).taken is None
    words = metadata.words(path, "image/x-raw", Exif(), [])
    said = _undated(RAW, read(path), words)
    assert said is not None and said.key == "media-undated" and said.args == ("X3F",)
    assert _undated(replace(RAW, mime="image/jpeg"), Exif(), words) is None


@seed(3)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 400), byte=st.integers(0, 255), cut=st.integers(4, 400))
def test_broken_ones_have_a_date_or_none(tmp_path: Path, place: int, byte: int, cut: int) -> None:
    whole = bytearray(x3f({"TIME": str(READ)}))
    whole[place % len(whole)] = byte
    path = tmp_path / "a.x3f"
    path.write_bytes(b"FOVb" + bytes(whole[4:cut]))
    read(path)
    path.write_bytes(bytes(whole))
    read(path)

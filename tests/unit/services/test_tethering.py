"""A folder that a camera or scanning program fills: what is complete comes in, the rest is waited for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.capture import hot
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.services import tethering
from minoties_desktop.services.ingest import Report, Wishes
from minoties_desktop.services.library import Library
from tests.support import photographs


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


def test_a_half_written_photograph_is_waited_for(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hot, "SETTLED", 0)
    folder, whole = tmp_path / "tethered", photographs.jpeg_bytes(2, (90, 60))
    photographs.jpeg(folder / "a.JPG", 1, (90, 60))
    (folder / "b.JPG").write_bytes(whole[:len(whole) // 2])
    came: list[Report] = []
    pending: list[int] = []
    looks = 0

    def wait(seconds: float) -> None:
        nonlocal looks
        looks += 1
        if looks == 4:
            (folder / "b.JPG").write_bytes(whole)

    tethering.watch(library, folder, Wishes(), stopped=lambda: looks >= 8, arrived=came.append,
                    waiting=pending.append, wait=wait)
    assert [Path(one["path"]).name for report in came for one in report.items] == ["a.JPG", "b.JPG"]
    assert not any(report.refused for report in came)
    assert 1 in pending and pending[-1] == 0


def test_what_cannot_be_watched_is_said(library: Library, tmp_path: Path) -> None:
    for folder in (tmp_path / "none", library.root / "originals"):
        with pytest.raises(UsageFault):
            tethering.watch(library, folder, Wishes(), stopped=lambda: True)

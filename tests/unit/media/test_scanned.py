"""What is seen on scanned pages: slips, blanks, crookedness, several on one glass."""

from pathlib import Path

import pytest
from PIL import Image

from minoties_desktop.domain.errors import Refused
from minoties_desktop.domain.scanning import Seen
from minoties_desktop.domain.shaping import Box
from minoties_desktop.media.pool import Pool
from minoties_desktop.media.scanned import areas, is_blank, seen, skew, slips
from tests.support import leaves

QUICK = (620, 877)


def test_a_slip_in_the_frame_is_read() -> None:
    assert slips(leaves.leaf(slip="PL-012").convert("L")) == ("PL-012",)
    assert slips(leaves.leaf().convert("L")) == ()


def test_a_blank_page_is_told_from_one_with_a_line() -> None:
    assert is_blank(leaves.leaf(blank=True).convert("L"))
    assert not is_blank(leaves.leaf(blank=True, heading="Parish letters").convert("L"))
    assert not is_blank(leaves.leaf(size=QUICK).convert("L"))


@pytest.mark.parametrize("crooked", [0.0, 0.5, -1.2, 4.0])
def test_it_is_told_how_a_page_lies(crooked: float) -> None:
    assert skew(leaves.leaf(5, skew=crooked).convert("L")) == pytest.approx(-crooked, abs=0.15)


def test_a_blank_page_lies_as_it_lies() -> None:
    assert skew(leaves.leaf(blank=True, skew=3).convert("L")) == 0.0


@pytest.mark.parametrize("glass", [leaves.GLASS, (250, 250, 250)])
def test_several_on_one_glass_are_told_apart(glass: tuple[int, int, int]) -> None:
    image = Image.new("RGB", (1000, 1500), glass)
    for place in ((60, 50), (540, 60), (70, 800)):
        image.paste(leaves.leaf(size=(400, 600)), place)
    found = areas(image.convert("L"))
    assert len(found) == 3
    for box, real in zip(found, [(0.06, 0.033, 0.46, 0.433), (0.54, 0.04, 0.94, 0.44), (0.07, 0.533, 0.47, 0.933)],
                         strict=True):
        assert tuple(box) == pytest.approx(real, abs=0.02)


def test_a_page_that_fills_the_frame_is_one_area() -> None:
    assert areas(leaves.leaf(size=QUICK).convert("L")) == (Box(),)


def test_another_process_looks(tmp_path: Path) -> None:
    path = leaves.save_jpeg(tmp_path / "p.jpg", leaves.leaf(2, skew=1, slip="PL-013"))
    with Pool(1) as pool:
        found = pool.scanned(path)
        assert found == seen(path) == Seen(("PL-013",), False, found.skew, (Box(),))
        assert found.skew == pytest.approx(-1, abs=0.15)
        (tmp_path / "no.jpg").write_bytes(b"nothing")
        with pytest.raises(Refused):
            pool.scanned(tmp_path / "no.jpg")

"""Pages made of masters: with all their bits, the right way round, and nothing of the master touched."""

from pathlib import Path

import numpy as np
import pytest
import tifffile
from PIL import Image

from minoties_desktop.domain.errors import Refused
from minoties_desktop.domain.shaping import Box, Shape
from minoties_desktop.media import scanned
from minoties_desktop.media.probe import probe
from minoties_desktop.media.shaping import page, shaped
from tests.support import leaves

TIFF, JPEG = "image/tiff", "image/jpeg"
SMALL = (310, 440)


def test_what_is_cut_and_turned_keeps_every_sample(tmp_path: Path) -> None:
    master = leaves.save_deep(tmp_path / "m.tif", leaves.leaf(size=SMALL))
    before, values = master.read_bytes(), tifffile.imread(master)
    page(master, tmp_path / "p.tif", TIFF, Shape(turn=90, crop=Box(0.25, 0, 1, 0.5)), tiff=True, dpi=300)
    made = tifffile.imread(tmp_path / "p.tif")
    turned = np.rot90(values, -1)
    assert made.dtype == np.uint16
    assert np.array_equal(made, turned[:SMALL[0] // 2, SMALL[1] // 4:])
    assert master.read_bytes() == before
    with tifffile.TiffFile(tmp_path / "p.tif") as tiff:
        assert tiff.pages.first.iccprofile == leaves.profile()
        assert tiff.pages.first.resolution == (300, 300)


def test_straightened_samples_keep_their_bits(tmp_path: Path) -> None:
    values = np.full((60, 80, 3), 40_000, dtype=np.uint16)
    values[20:40, 20:60] = (12_345, 23_456, 34_567)
    made = shaped(values, Shape(skew=2.0), Box())
    assert made.dtype == np.uint16 and tuple(made[30, 40]) == (12_345, 23_456, 34_567)
    assert tuple(made[0, 0]) == (65_535,) * 3  # what is bared is white


@pytest.mark.parametrize("skew", [-3.0, 1.5])
def test_a_crooked_page_becomes_straight(tmp_path: Path, skew: float) -> None:
    crooked = leaves.leaf(3, skew=skew)
    found = scanned.skew(crooked.convert("L"))
    assert found == pytest.approx(-skew, abs=0.15)
    master = leaves.save_jpeg(tmp_path / "m.jpg", crooked)
    page(master, tmp_path / "p.jpg", JPEG, Shape(skew=found))
    with Image.open(tmp_path / "p.jpg") as image:
        assert abs(scanned.skew(image.convert("L"))) < 0.3


def test_a_split_page_gives_its_halves(tmp_path: Path) -> None:
    both = Image.new("RGB", (400, 200), "red")
    both.paste(Image.new("RGB", (200, 200), "blue"), (200, 0))
    master = leaves.save_jpeg(tmp_path / "m.jpg", both)
    for part, colour in ((0, (254, 0, 0)), (1, (0, 0, 254))):
        page(master, tmp_path / "p.jpg", JPEG, Shape(split=0.5), part=part, dpi=150)
        with Image.open(tmp_path / "p.jpg") as image:
            assert image.size == (200, 200) and image.info["dpi"] == (150, 150)
            assert image.getpixel((100, 100)) == pytest.approx(colour, abs=3)
            assert image.info["icc_profile"] == leaves.profile()


@pytest.mark.parametrize("mode", ["L", "1", "RGB"])
def test_a_picture_of_any_colours_becomes_a_page(tmp_path: Path, mode: str) -> None:
    leaves.leaf(size=SMALL).convert(mode).save(tmp_path / "m.tif")
    page(tmp_path / "m.tif", tmp_path / "p.jpg", TIFF, Shape(crop=Box(0, 0, 0.5, 1)))
    found = probe(tmp_path / "p.jpg")
    assert (found.width, found.height) == (SMALL[0] // 2, SMALL[1])
    assert found.samples == (3 if mode == "RGB" else 1)


def test_a_turned_photograph_stands_upright_first(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[274] = 6
    leaves.leaf(size=SMALL).save(tmp_path / "m.jpg", exif=exif)
    page(tmp_path / "m.jpg", tmp_path / "p.jpg", JPEG, Shape(crop=Box(0, 0, 1, 0.5)))
    assert (probe(tmp_path / "p.jpg").width, probe(tmp_path / "p.jpg").height) == (SMALL[1], SMALL[0] // 2)


def test_a_torn_master_is_refused(tmp_path: Path) -> None:
    master = leaves.save_jpeg(tmp_path / "m.jpg", leaves.leaf(size=SMALL))
    master.write_bytes(master.read_bytes()[:2000])
    with pytest.raises(Refused):
        page(master, tmp_path / "p.jpg", JPEG, Shape(turn=90))

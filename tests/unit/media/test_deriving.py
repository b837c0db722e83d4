"""What is made of a master: a JPEG that is upright, says the same of itself, and keeps its colours."""

import io
import subprocess
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from minoties_desktop.domain.errors import Refused
from minoties_desktop.domain.recipe import Recipe
from minoties_desktop.media import exif
from minoties_desktop.media.cache import pictures
from minoties_desktop.media.deriving import derive
from minoties_desktop.media.probe import probe
from minoties_desktop.media.thumbs import draw
from tests.support import specimens
from tests.support.photographs import exif as exif_bytes
from tests.support.photographs import picture
from tests.support.specimens import MASTERS, SIZE, specimen

PICTURE = Recipe(picture=True)


def made(source: Path) -> Path:
    before = source.read_bytes()
    target = source.with_name("derivative.jpg")
    derive(source, target, probe(source).mime, PICTURE)
    assert source.read_bytes() == before
    return target


@pytest.mark.parametrize("kind", MASTERS)
def test_each_master_becomes_a_jpeg_of_full_size(tmp_path: Path, kind: str) -> None:
    found = probe(made(specimen(tmp_path / f"a.{kind}", kind)))
    assert (found.mime, found.width, found.height) == ("image/jpeg", *SIZE)


@pytest.mark.parametrize("kind", ["heic", "avif", "dng"])
def test_a_turned_master_is_upright_once(tmp_path: Path, kind: str) -> None:
    source = tmp_path / f"a.{kind}"
    source.write_bytes(getattr(specimens, kind)(turn=6))
    master, places = probe(source), pictures(tmp_path, "a" * 40)
    assert (master.width, master.height, master.orientation) == (SIZE[1], SIZE[0], 1)
    draw(source, master, places)
    found = probe(made(source))
    assert (found.width, found.height, found.orientation) == (SIZE[1], SIZE[0], 1)
    for shown in (source.with_name("derivative.jpg"), places.preview, places.thumbnail):
        with Image.open(shown) as image:
            grey = np.asarray(image.convert("L"), np.float64)
        side = min(grey.shape) // 5
        # The white corner of the picture was the upper left one; a quarter turn clockwise brings it to the right.
        assert grey[:side, -side:].mean() > 220 > grey[:side, :side].mean(), shown


def test_a_turn_that_only_the_exif_of_a_heic_tells_is_none(tmp_path: Path) -> None:
    source = tmp_path / "a.heic"
    source.write_bytes(specimens.heic(block=exif_bytes(orientation=6)).replace(b"irot", b"free"))
    assert exif.read(source).orientation == 6
    found = probe(made(source))
    assert (found.width, found.height, found.orientation) == (*SIZE, 1)


@pytest.mark.parametrize("kind", ["heic", "avif", "dng"])
def test_it_says_the_same_of_itself(tmp_path: Path, kind: str) -> None:
    source = specimen(tmp_path / f"a.{kind}", kind)
    one, other = exif.read(source), exif.read(made(source))
    assert other.model == one.model == "NIKON D750"
    assert (other.taken, other.position) == (one.taken, one.position)
    assert kind == "dng" or one.position is not None


def test_its_colour_profile_goes_with_it(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    image = picture(1, SIZE)
    image.info["icc_profile"] = profile
    buffer = io.BytesIO()
    pillow_heif.from_pillow(image).save(buffer, quality=80, icc_profile=profile, exif=exif_bytes())
    source = tmp_path / "a.heic"
    source.write_bytes(buffer.getvalue())
    with Image.open(made(source)) as found:
        assert found.info["icc_profile"] == profile


def test_exiftool_sees_nothing_of_the_masters_packing(tmp_path: Path) -> None:
    target = made(specimen(tmp_path / "a.dng", "dng"))
    said = subprocess.run(["exiftool", "-s", "-G1", "-IFD0:all", "-SubIFD:all", "-IFD1:all", target],
                          capture_output=True, text=True, check=True).stdout
    assert "Orientation" in said and not any(word in said for word in ("CFA", "DNG", "ImageWidth", "SubIFD", "IFD1"))


@pytest.mark.parametrize("head", [b"\0\0\0\x0cJXL \r\n\x87\n", b"\0\0\0\x24ftypcrx "])
def test_what_cannot_be_made_is_said(tmp_path: Path, head: bytes) -> None:
    source = tmp_path / "a"
    source.write_bytes(head + bytes(500))
    with pytest.raises(Refused) as caught:
        made(source)
    assert caught.value.code == "underivable" and caught.value.remedy


def test_recipes_are_texts() -> None:
    recipe = Recipe(True, frozenset({"serials", "owner"}))
    assert Recipe.from_json(recipe.to_json()) == recipe
    assert Recipe().to_json() == "" and Recipe.from_json("") == Recipe() and Recipe().is_empty

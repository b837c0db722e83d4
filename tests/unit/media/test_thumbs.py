"""Pictures are upright, in the right light and colours, drawn once and drawn again when torn."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.media.cache import Pictures, embedded, intact, keep_embedded, pictures
from minoties_desktop.media.helper import look
from minoties_desktop.media.pixels import read
from tests.support import photographs

SHA1 = "ab" * 20


@pytest.fixture
def places(tmp_path: Path) -> Pictures:
    return pictures(tmp_path / "cache", SHA1)


def _near(image: Image.Image, other: Image.Image) -> float:
    small = [np.asarray(i.convert("RGB").resize((60, 60), Image.Resampling.BOX), np.float64) for i in (image, other)]
    return float(np.abs(small[0] - small[1]).mean())


def _white_corner(image: Image.Image) -> str:
    grey = np.asarray(image.convert("L"), np.float64)
    height, width = grey.shape[0] // 4, grey.shape[1] // 4
    corners = {"top left": grey[:height, :width], "top right": grey[:height, -width:],
               "bottom left": grey[-height:, :width], "bottom right": grey[-height:, -width:]}
    return max(corners, key=lambda name: corners[name].mean())


def test_sizes(tmp_path: Path, places: Pictures) -> None:
    Image.new("RGB", (6000, 4000), "olive").save(tmp_path / "a.jpg")
    look(tmp_path / "a.jpg", places)
    assert Image.open(places.preview).size == (1500, 1000)
    assert Image.open(places.thumbnail).size == (320, 213)
    assert places.preview.relative_to(tmp_path) == Path("cache/previews/ab") / f"{SHA1}.jpg"


@pytest.mark.parametrize("size", [(4999, 3333), (1801, 1200), (3648, 5472)])
def test_sizes_that_no_decoder_gives(tmp_path: Path, places: Pictures, size: tuple[int, int]) -> None:
    path = tmp_path / "a.jpg"
    Image.new("RGB", size, "teal").save(path)
    look(path, places)
    assert 1200 <= max(Image.open(places.preview).size) <= 1800


def test_small_pictures_stay_as_they_are(tmp_path: Path, places: Pictures) -> None:
    look(photographs.jpeg(tmp_path / "a.jpg", size=(300, 200)), places)
    assert Image.open(places.preview).size == Image.open(places.thumbnail).size == (300, 200)


CORNERS = {1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left", 5: "top left", 6: "top right",
           7: "bottom right", 8: "bottom left"}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("make", [
    photographs.jpeg, photographs.png, photographs.tiff,
    lambda path, orientation: photographs.tiff(path, compression="lzw", orientation=orientation)])
def test_all_are_upright(tmp_path: Path, places: Pictures, make, orientation: int) -> None:
    look(make(tmp_path / "a", orientation=orientation), places)
    drawn = Image.open(places.thumbnail)
    assert drawn.size == ((320, 213) if orientation < 5 else (213, 320))
    assert _white_corner(drawn) == CORNERS[orientation]
    assert drawn.getexif().get(274, 1) == 1


@pytest.mark.parametrize("compression", [None, "zlib"])
@pytest.mark.parametrize("grey", [True, False])
def test_16_bits_are_shown_in_their_light(
    tmp_path: Path, places: Pictures, compression: str | None, grey: bool,
) -> None:
    path = photographs.tiff(tmp_path / "a.tif", bits=16, grey=grey, compression=compression)
    look(path, places)
    assert _near(Image.open(places.preview), photographs.picture().convert("L" if grey else "RGB")) < 3


def test_16_bit_grey_packed_by_lzw(tmp_path: Path, places: Pictures) -> None:
    values = np.asarray(photographs.picture().convert("L")).astype(np.uint16) * 257
    Image.fromarray(values).save(tmp_path / "a.tif", compression="tiff_lzw")
    look(tmp_path / "a.tif", places)
    assert _near(Image.open(places.preview), photographs.picture().convert("L")) < 3


def test_16_bit_grey_png(tmp_path: Path, places: Pictures) -> None:
    path = tmp_path / "a.png"
    values = np.asarray(photographs.picture().convert("L")).astype(np.uint16) * 257
    Image.fromarray(values).save(path)
    look(path, places)
    assert _near(Image.open(places.preview), photographs.picture().convert("L")) < 3


def test_masters_are_read_with_all_their_bits(tmp_path: Path) -> None:
    samples = read(photographs.tiff(tmp_path / "a.tif", bits=16))
    assert samples.values.dtype == np.uint16
    assert np.array_equal(samples.values, np.asarray(photographs.picture()).astype(np.uint16) * 257)


def test_planes_and_negatives(tmp_path: Path, places: Pictures) -> None:
    import tifffile

    values = np.asarray(photographs.picture())
    tifffile.imwrite(tmp_path / "a.tif", np.moveaxis(values, -1, 0), photometric="rgb", planarconfig="separate")
    look(tmp_path / "a.tif", places)
    assert _near(Image.open(places.preview), photographs.picture()) < 3
    grey = photographs.picture().convert("L")
    tifffile.imwrite(tmp_path / "b.tif", 255 - np.asarray(grey), photometric="miniswhite")
    look(tmp_path / "b.tif", places)
    assert _near(Image.open(places.preview), grey) < 3


def test_cmyk_and_transparent_pictures(tmp_path: Path, places: Pictures) -> None:
    photographs.picture().convert("CMYK").save(tmp_path / "a.jpg", quality=95)
    look(tmp_path / "a.jpg", places)
    assert _near(Image.open(places.preview), photographs.picture()) < 6
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(tmp_path / "b.png")
    look(tmp_path / "b.png", places)
    assert Image.open(places.preview).getpixel((5, 5)) == (255, 255, 255)


def _profile(name: str) -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(name)).tobytes()


def test_colours_of_another_profile_are_turned_into_srgb(tmp_path: Path, places: Pictures) -> None:
    lab = ImageCms.profileToProfile(
        photographs.picture(), ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), outputMode="LAB")
    lab.save(tmp_path / "a.tif", icc_profile=_profile("LAB"))
    look(tmp_path / "a.tif", places)
    assert _near(Image.open(places.preview), photographs.picture()) < 5


@pytest.mark.parametrize("profile", [_profile("sRGB"), b"no profile at all"])
def test_srgb_and_broken_profiles_leave_the_colours_alone(
    tmp_path: Path, places: Pictures, profile: bytes,
) -> None:
    photographs.picture().save(tmp_path / "a.jpg", quality=95, icc_profile=profile)
    look(tmp_path / "a.jpg", places)
    assert _near(Image.open(places.preview), photographs.picture()) < 3


def test_the_cameras_thumbnail_is_kept_undecoded_and_turned_by_a_tag(tmp_path: Path) -> None:
    small = photographs.thumbnail(photographs.picture())
    keep_embedded(tmp_path, "item-1", small, 6)
    kept = embedded(tmp_path, "item-1")
    assert Image.open(kept).getexif()[274] == 6
    assert kept.read_bytes().endswith(small[2:])


def test_a_torn_picture_is_noticed(tmp_path: Path, places: Pictures) -> None:
    assert not intact(places.preview)
    look(photographs.jpeg(tmp_path / "a.jpg"), places)
    whole = places.preview.read_bytes()
    assert intact(places.preview)
    for torn in (b"", whole[:1], whole[:len(whole) // 2], bytes(len(whole))):
        places.preview.write_bytes(torn)
        assert not intact(places.preview)
    look(tmp_path / "a.jpg", places)
    assert places.preview.read_bytes() == whole
    assert [path.name for path in places.preview.parent.iterdir()] == [places.preview.name]


def test_a_cache_that_cannot_be_written_is_the_machines_fault(tmp_path: Path, places: Pictures) -> None:
    (tmp_path / "cache").write_bytes(b"a file where the folder should be")
    with pytest.raises(EnvironmentFault):
        look(photographs.jpeg(tmp_path / "a.jpg"), places)


def test_the_same_file_gives_the_same_pictures(tmp_path: Path, places: Pictures) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg")
    look(path, places)
    first = places.thumbnail.read_bytes()
    look(path, places)
    assert places.thumbnail.read_bytes() == first
    assert Image.open(io.BytesIO(first)).mode == "RGB"

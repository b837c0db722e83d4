"""Derivatives: what is sent instead of a master, made from it without touching it. Only for the helper process."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import exiv2
from PIL import Image, ImageCms

from ..config.messages import Message
from ..domain.errors import Refused
from ..domain.recipe import Recipe
from . import kinds
from .faults import damaged
from .masters import Undrawable, develop, open_master, raw_jpeg, turn
from .thumbs import BROKEN, TURNS

QUALITY = 95
"""Of a JPEG that stands for its master, without subsampling of its colours."""


def derive(source: Path, target: Path, mime: str, recipe: Recipe) -> None:
    """Write at `target` what a recipe makes of a master of that MIME type. Raises Refused where it can't be made."""
    try:
        if recipe.picture:
            carry(source, target, _picture(source, target, mime))
        else:
            shutil.copyfile(source, target)
        if recipe.clean:
            _clean(target, recipe.clean)
    except Undrawable as error:
        raise Refused(Message("media-underivable"), Message("media-underivable-remedy"), code="underivable") from error
    except BROKEN as error:
        raise damaged() from error


def _clean(target: Path, wishes: frozenset[str]) -> None:
    from .cleaning import clean

    fresh = target.with_name(f"{target.name}.clean")
    try:
        clean(target, fresh, wishes)
        fresh.replace(target)
    finally:
        fresh.unlink(missing_ok=True)


def _picture(source: Path, target: Path, mime: str) -> int:
    """Write a JPEG of a master: the camera's own where the RAW has one of full size, else one drawn anew; its turn."""
    if mime == kinds.RAW.mime:
        own = raw_jpeg(source, whole=True)
        if own:
            target.write_bytes(own[0])
            return own[1]
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        _save(develop(source, small=False), target, profile)
        return 1
    with open_master(source, mime) as image:
        image.load()
        aside = turn(image)
        _save(image.transpose(TURNS[aside]) if aside in TURNS else image, target, image.info.get("icc_profile"))
        return 1


def _save(image: Image.Image, target: Path, profile: bytes | None) -> None:
    if image.mode in ("RGBA", "LA", "PA", "P"):
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground.convert("RGB")
    elif image.mode not in ("RGB", "L", "CMYK"):
        image = image.convert("RGB")
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY, subsampling=0, icc_profile=profile)
    target.write_bytes(buffer.getvalue())


def carry(source: Path, target: Path, orientation: int) -> None:
    """Write a master's EXIF, XMP and IPTC into a JPEG made of it, which is to be turned by `orientation`.

    What described the master's own pixels and their packing is left behind, and its small picture.
    """
    master, picture = exiv2.ImageFactory.open(str(source)), exiv2.ImageFactory.open(str(target))
    try:
        master.readMetadata()
        picture.readMetadata()
    except exiv2.Exiv2Error:
        return  # A picture without a word about itself is better than none.
    data, words = master.exifData(), master.xmpData()
    if not (data.count() or words.count() or master.iptcData().count() or orientation != 1):
        return
    for key in {datum.key() for datum in data if _of_pixels(datum)}:
        del data[key]
    data["Exif.Image.Orientation"] = exiv2.UShortValue(orientation)
    data["Exif.Photo.PixelXDimension"] = exiv2.ULongValue(picture.pixelWidth())
    data["Exif.Photo.PixelYDimension"] = exiv2.ULongValue(picture.pixelHeight())
    for key in ("Xmp.tiff.Orientation", "Xmp.exif.PixelXDimension", "Xmp.exif.PixelYDimension"):
        if key in words:
            del words[key]
    picture.setExifData(data)
    picture.setXmpData(words)
    picture.setIptcData(master.iptcData())
    try:
        picture.writeMetadata()
    except exiv2.Exiv2Error:  # MakerNotes of a RAW can be longer than a JPEG has room for.
        if "Exif.Photo.MakerNote" not in data:
            raise damaged() from None
        del data["Exif.Photo.MakerNote"]
        picture.setExifData(data)
        picture.writeMetadata()


def _of_pixels(datum: exiv2.Exifdatum) -> bool:
    group, tag = datum.groupName(), datum.tag()
    return group.startswith(("Thumbnail", "SubImage")) or (group == "Image" and (
        tag in _PACKING or tag >= _FIRST_OF_DNG))


_PACKING = frozenset({0xFE, 0x100, 0x101, 0x102, 0x103, 0x106, 0x115, 0x11C, 0x828D, 0x828E})
_FIRST_OF_DNG = 0xC612

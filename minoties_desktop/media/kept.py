"""What stays in a picture of which something is withheld; whatever is not listed here goes, known or not.

Listed by the standards: EXIF 2.32 and TIFF 6 (tags), IPTC-IIM 4.2 (data sets), XMP (local names of properties), the
Photoshop file format (resources). What a wish is about, as positions or serial numbers, stays where it is not wished
away.
"""

from __future__ import annotations

import re

from ..domain import privacy

_LAYOUT = {
    # How pixels are stored, without which nobody could draw them.
    *range(0x00FE, 0x0107), 0x0107, 0x0108, 0x0109, 0x010A, 0x0111, 0x0112, 0x0115, 0x0116, 0x0117, 0x0118, 0x0119,
    0x011A, 0x011B, 0x011C, 0x0120, 0x0121, 0x0122, 0x0123, 0x0124, 0x0125, 0x0128, 0x0129, 0x012D, 0x013D, 0x013E,
    0x013F, 0x0140, 0x0141, 0x0142, 0x0143, 0x0144, 0x0145, 0x0146, 0x0147, 0x0148, 0x014A, 0x014C, 0x014E, 0x0150,
    0x0152, 0x0153, 0x0154, 0x0155, 0x0156, 0x015B, 0x0200, 0x0201, 0x0202, 0x0203, 0x0205, 0x0206, 0x0207, 0x0208,
    0x0209, 0x0211, 0x0212, 0x0213, 0x0214, 0x8773}
_POINTERS = {0x8769, 0x8825, 0xA005, 0x02BC, 0x83BB}
_SAID = {0x010E, 0x013B, 0x8298, 0x0131, 0x4746, 0x4749}
"""Description, artist, copyright, software, rating: what the picture is published with anyway."""
_TAKEN = {
    0x010F, 0x0110, 0x0132, 0x829A, 0x829D, 0x8822, 0x8824, 0x8827, 0x8830, 0x8831, 0x8832, 0x8833, 0x8834, 0x8835,
    0x9000, 0x9003, 0x9004, 0x9010, 0x9011, 0x9012, 0x9101, 0x9102, *range(0x9201, 0x920B), 0x9214, 0x9290, 0x9291,
    0x9292, *range(0x9400, 0x9406), 0xA000, 0xA001, 0xA002, 0xA003, 0xA20B, 0xA20E, 0xA20F, 0xA210, 0xA214, 0xA215,
    0xA217, 0xA300, 0xA301, 0xA302, *range(0xA401, 0xA40B), 0xA40C, 0xA432, 0xA433, 0xA434, 0xA460, 0xA461, 0xA500,
    0x0001, 0x0002}
"""When and how it was taken, and by which model of camera and lens."""
TAGS = frozenset({*_LAYOUT, *_POINTERS, *_SAID, *_TAKEN})
"""Tags of EXIF and TIFF."""
GPS_TAGS = frozenset(range(32))

_RECORD = frozenset({
    0, 3, 4, 5, 10, 12, 15, 20, 25, 55, 60, 62, 63, 65, 70, 75, 80, 85, 90, 95, 100, 101, 105, 110, 115, 116, 120, 122,
    130, 131, 135})
_OF_WISHES = {privacy.COARSEN: {26, 27, 92}, privacy.REMOVE: {26, 27, 92, 90}, privacy.OWNER: {118}}

RESOURCES = frozenset({1005, 1028, 1033, 1034, 1036})
"""Resolution, IPTC, thumbnails, and whether there is a copyright."""

_NAMES = re.compile(
    r"title|description|creator|rights|subject|format|type|language|date|source|"  # Dublin Core
    r"CreateDate|ModifyDate|MetadataDate|CreatorTool|Rating|Label|"
    r"DateCreated|Headline|Credit|Source|CaptionWriter|AuthorsPosition|City|State|Country|CountryCode|CountryName|"
    r"ProvinceState|IntellectualGenre|Scene|SubjectCode|AltTextAccessibility|ExtDescrAccessibility|"
    r"DigitalSourceType|hierarchicalSubject|"
    r"Marked|WebStatement|UsageTerms|license|attributionName|attributionURL|morePermissions|"
    r"Make|Model|Lens|LensInfo|LensMake|LensModel|LensSpecification|Orientation|[XY]Resolution|ResolutionUnit|"
    r"ImageWidth|ImageLength|ImageHeight|PixelXDimension|PixelYDimension|BitsPerSample|SamplesPerPixel|"
    r"PhotometricInterpretation|Compression|ColorSpace|ColorMode|ICCProfile|YCbCr\w+|ComponentsConfiguration|"
    r"CompressedBitsPerPixel|DateTime\w*|OffsetTime\w*|SubsecTime\w*|ExposureTime|FNumber|ExposureProgram|"
    r"ISO\w*|PhotographicSensitivity|SensitivityType|RecommendedExposureIndex|ShutterSpeedValue|ApertureValue|"
    r"BrightnessValue|ExposureBiasValue|MaxApertureValue|SubjectDistance|MeteringMode|LightSource|Flash|Fired|Return|"
    r"Mode|Function|RedEyeMode|FocalLength\w*|SensingMethod|FileSource|SceneType|CustomRendered|ExposureMode|"
    r"WhiteBalance|DigitalZoomRatio|SceneCaptureType|GainControl|Contrast|Saturation|Sharpness|Gamma|ExifVersion|"
    r"FlashpixVersion|FullPanoWidthPixels|FullPanoHeightPixels|ProjectionType|UsePanoramaViewer|"
    r"CroppedArea\w+Pixels|PoseHeadingDegrees")


def is_strict(wishes: frozenset[str]) -> bool:
    """Whether only what is listed may stay: as soon as anything is withheld that tells of somebody."""
    return privacy.is_strict(wishes)


def datasets(wishes: frozenset[str]) -> frozenset[int]:
    """The data sets of IPTC's second record that stay."""
    there = frozenset().union(*_OF_WISHES.values()) | _RECORD
    return there - frozenset().union(*(numbers for wish, numbers in _OF_WISHES.items() if wish in wishes))


def is_property(name: str) -> bool:
    """Whether a property of XMP stays whatever is withheld; by its local name."""
    return _NAMES.fullmatch(name) is not None

"""Names of files on Commons: what may be one, and how a proposal is made fit (commons-contract section 3)."""

from __future__ import annotations

import functools
import json
import re
import unicodedata

from ..config.resources import resource
from .problems import Problem, advice, blocking

BYTES = 240
"""The longest name that MediaWiki takes, in bytes of UTF-8, extension included."""
SHORTEST = 5
"""Fewer characters say nothing (UploadWizard's limit)."""

_FORBIDDEN = re.compile(r"[#<>\[\]|{}:/\\]")
_ILLEGAL = re.compile(r"%[0-9A-Fa-f]{2}|&[A-Za-z0-9#\u0080-\uffff]+;|~{3,}")
# Control and private characters, marks of direction, what stands for undecodable bytes. The joiners U+200C and U+200D
# are letters' business in Persian, Kurdish or Hindi: they are refused only where they join nothing.
_INVISIBLE = re.compile(
    r"[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ud800-\uf8ff\ufeff\ufff9-\uffff]"
    r"|(?:^|(?<=[\s_\u200c\u200d]))[\u200c\u200d]|[\u200c\u200d](?=[\s_]|$)")
_JOINERS = re.compile(r"[\u200c\u200d]")
_SPACES = re.compile(r"[\s_\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_BEYOND_BMP = re.compile(r"[\U00010000-\U0010ffff]")
_CAMERA = re.compile(
    r"(?:DCP\d|DSC.\d|MVC-?\d|P[\dA-F]\d|I?MG[P_ ]?\d|1\d+-\d+(?:[_ ]IMG)?|(?:IM|EX)\d|DC\d[SML]|PIC[T_ ]?\d|PANA"
    r"|DUW|CIMG|JD|SDC|DVC|SANY|DSC|DSCF|DSCN|IMG|PICT|SCAN|SAM|MVI|IMAGE|PHOTO|PXL|WP)[\d\s_-]*",
    re.IGNORECASE,
)
_THUMBNAIL = re.compile(r"\d+px-")
_INNER_EXTENSION = re.compile(
    r"\.(?:(?:php\d?|phtml|html?|js|cgi|pl|exe)(?=\.|$)|(?:jpe?g|png|tiff?|gif|svg|pdf|webp)$)", re.IGNORECASE
)
_NUMBERS_ONLY = re.compile(r"[\d\s.,_()-]+")


def is_of_camera(stem: str) -> bool:
    """Whether a name without its extension is one that cameras and telephones give."""
    return bool(_CAMERA.fullmatch(stem) or _NUMBERS_ONLY.fullmatch(stem))


def size(stem: str, extension: str) -> int:
    """Bytes of the whole name in UTF-8."""
    return len(f"{stem}.{extension}".encode(errors="replace"))


def normal(stem: str) -> str:
    """The name as MediaWiki will keep it: NFC, single spaces for every kind of space, first letter upper case."""
    stem = _SPACES.sub(" ", unicodedata.normalize("NFC", stem)).strip()
    return unicodedata.normalize("NFC", _first_upper(stem[:1]) + stem[1:])


@functools.cache
def _first_letters() -> dict[str, str]:
    data = json.loads(resource("vocab", "first_letters.json").read_text(encoding="utf-8"))
    return {**{letter: letter for letter in data["kept"]}, **data["other"]}


def _first_upper(letter: str) -> str:
    upper = letter.upper()
    return _first_letters().get(letter) or (upper if len(upper) == 1 else letter)


def key(stem: str) -> str:
    """Two names with the same key are one name, or differ so little (letter case, joiners) that people mix them up."""
    return unicodedata.normalize("NFC", normal(_JOINERS.sub("", stem)).casefold())


def tidy(text: str, extension: str) -> str:
    """A fit name made of any text: forbidden characters replaced, invisible ones dropped, cut to the bytes allowed.

    "" where no good name can be made of it: a camera's name, a number.
    """
    text = _BEYOND_BMP.sub("", _SPACES.sub(" ", unicodedata.normalize("NFC", text)))
    text = _FORBIDDEN.sub("-", visible(text))
    text = _ILLEGAL.sub("-", text).replace("''", '"')
    stem = normal(text.strip("._ "))
    while found := _THUMBNAIL.match(stem) or _INNER_EXTENSION.search(stem):
        stem = normal((stem[: found.start()] + stem[found.end():]).strip(". "))
    stem = _cut(stem, BYTES - size("", extension))
    return "" if any(problem.blocks for problem in problems(stem, extension)) else stem


def visible(text: str) -> str:
    """The text without what cannot be seen; joiners stay where they join something."""
    while (seen := _INVISIBLE.sub("", text)) != text:
        text = seen
    return text


def _cut(stem: str, limit: int) -> str:
    """As much of the name as fits into a number of bytes, without letters that would lose their marks."""
    while stem and len(stem.encode(errors="replace")) > limit:
        while len(stem) > 1 and (unicodedata.category(stem[-1])[0] == "M" or _JOINERS.match(stem[-1])):
            stem = stem[:-1]
        stem = stem[:-1].rstrip(". \u200c\u200d")
    return stem


def numbered(stem: str, number: int, extension: str) -> str:
    """The name with a number after it, cut so that both fit."""
    suffix = f" {number:02d}"
    return _cut(stem, BYTES - size(suffix, extension)) + suffix


def paged(words: str, stem: str, extension: str) -> str:
    """The name of a page: words with a place ($) for the name of the whole, which is cut so that all of it fits."""
    return words.replace("$", _cut(stem, BYTES - size(words.replace("$", ""), extension)), 1)


def problems(stem: str, extension: str) -> list[Problem]:
    """What keeps a name from being accepted, or makes it a poor one; an empty list is a good name."""
    found = []
    letters = unicodedata.normalize("NFC", stem)
    used = size(normal(letters), extension)
    if used > BYTES:
        found.append(blocking("title-too-long", "title", used, BYTES))
    if forbidden := _FORBIDDEN.findall(letters):
        found.append(blocking("title-forbidden", "title", " ".join(dict.fromkeys(forbidden))))
    if illegal := _ILLEGAL.search(letters):
        found.append(blocking("title-illegal", "title", illegal[0]))
    if _INVISIBLE.search(letters):
        found.append(blocking("title-invisible", "title"))
    if beyond := _BEYOND_BMP.search(letters):
        found.append(blocking("title-beyond-bmp", "title", beyond[0]))
    if "''" in letters:
        found.append(blocking("title-quotes", "title"))
    if letters.startswith(".") or letters.rstrip().endswith("."):
        found.append(blocking("title-dot", "title"))
    found += _poor(normal(letters))
    return found


def _poor(stem: str) -> list[Problem]:
    found = []
    if len(stem) < SHORTEST:
        found.append(blocking("title-too-short", "title", SHORTEST))
    elif _CAMERA.fullmatch(stem):
        found.append(blocking("title-camera", "title", stem))
    elif _NUMBERS_ONLY.fullmatch(stem):
        found.append(blocking("title-numbers", "title"))
    elif _THUMBNAIL.match(stem):
        found.append(blocking("title-thumbnail", "title"))
    if inner := _INNER_EXTENSION.search(stem):
        found.append(blocking("title-extension", "title", inner[0]))
    if len(re.findall(r"[A-Z]", stem)) >= 30 and stem.upper() == stem:
        found.append(advice("title-capitals", "title"))
    return found

"""Names of the files in a library's `originals/`: safe on every system, and never two alike."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from pathlib import Path

FOLDER = "originals"
UNDATED = "undated"
LONGEST = 120
"""Bytes of a name; encrypted home folders take 143, and a number may have to be added."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
# Marks that change the direction of writing or are not seen: they make one name look like another.
_UNSEEN = re.compile(r"[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]")
_UNDECODABLE = re.compile(r"[\ud800-\udfff]")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


def safe_name(name: str) -> str:
    """A name of the same look that Linux, Windows and macOS all take, with its extension, in at most LONGEST bytes."""
    name = unicodedata.normalize("NFC", _UNDECODABLE.sub("_", name))
    name = _FORBIDDEN.sub("_", _UNSEEN.sub("", name)).strip(" .")
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    stem = _cut(stem, LONGEST - len(f"{dot}{extension}".encode())).rstrip(" .") or "_"
    return f"{stem}{dot}{extension}"


def _cut(text: str, size: int) -> str:
    """As much of a text as fits into so many bytes, no letter without its accents."""
    while len(text.encode()) > size:
        text = text[:-1]
        while text and unicodedata.combining(text[-1]):
            text = text[:-1]
    return text


def folder_for(taken: datetime | None) -> str:
    """The folder of a photograph in the library, by the day it was taken on."""
    return f"{FOLDER}/{taken:%Y}/{taken:%Y-%m-%d}" if taken else f"{FOLDER}/{UNDATED}"


class Names:
    """Hands out names that neither exist nor were handed out before, letter case and accents' form aside.

    `taken` are paths relative to the library that were promised to others.
    """

    def __init__(self, root: Path, taken: list[str]) -> None:
        self._root = root
        self._used: dict[str, set[str]] = {}
        for path in taken:
            folder, _, name = path.rpartition("/")
            self._of(folder).add(_key(name))

    def choose(self, folder: str, name: str) -> str:
        """A free path in a folder of the library for a file of that name, perhaps with a number."""
        used = self._of(folder)
        wished = safe_name(name)
        stem, dot, extension = wished.rpartition(".") if "." in wished else (wished, "", "")
        number, chosen = 1, wished
        while _key(chosen) in used:
            number += 1
            chosen = f"{stem}-{number}{dot}{extension}"
        used.add(_key(chosen))
        return f"{folder}/{chosen}"

    def _of(self, folder: str) -> set[str]:
        if folder not in self._used:
            place = self._root / folder
            self._used[folder] = {_key(path.name) for path in place.iterdir()} if place.is_dir() else set()
        return self._used[folder]


def _key(name: str) -> str:
    # NFD and case folding both ways: what HFS+, APFS, NTFS and FAT hold for one name is one key.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())

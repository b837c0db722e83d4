"""Names of the files in a library's `originals/`: safe on every system, and never two alike."""

from __future__ import annotations

import itertools
import re
import threading
import unicodedata
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

FOLDER = "originals"
UNDATED = "undated"
DAMAGED = "damaged"
"""The folder of the library to which damaged originals go when whole ones come back."""
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
    name = _FORBIDDEN.sub("_", _UNSEEN.sub("", name)).rstrip(" .")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 10:
        stem, dot, extension = name, "", ""
    stem = stem.strip(" .")
    if _DEVICES.match(stem):
        stem = f"_{stem}"
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

    A name without its extension belongs to one photograph: its RAW and its JPEG bear it together, no other does.
    `taken` are paths relative to the library that were promised to others.
    """

    def __init__(self, root: Path, taken: list[str]) -> None:
        self._root = root
        self._lock = threading.Lock()
        self._used: dict[str, dict[str, set[str]]] = {}
        self._given: dict[tuple[str, str], str] = {}
        for path in taken:
            folder, _, name = path.rpartition("/")
            self._use(folder, name)

    def choose(self, folder: str, name: str, partner: str = "") -> str:
        """A free path in a folder of the library for a file of that name, perhaps with a number.

        Files of one photograph name the same `partner` and get the same name before their extensions.
        """
        safe = safe_name(name)
        return self.choose_first(
            folder, (safe if number == 1 else _with_number(safe, number) for number in itertools.count(1)), partner)

    def choose_first(self, folder: str, names: Iterable[str], partner: str = "") -> str:
        """The path for the first of endlessly many safe names that is free."""
        with self._lock:
            for wished in names:
                stem, dot, extension = _split(wished)
                given = self._given.get((folder, partner)) if partner else None
                if given is not None and _key(extension) not in self._of(folder)[_key(given)]:
                    wished = f"{given}{dot}{extension}"
                elif _key(stem) in self._of(folder):
                    continue
                elif partner:
                    self._given.setdefault((folder, partner), stem)
                self._use(folder, wished)
                return f"{folder}/{wished}"
        raise AssertionError("the names came to an end")

    def _use(self, folder: str, name: str) -> None:
        stem, _, extension = _split(name)
        self._of(folder).setdefault(_key(stem), set()).add(_key(extension))

    def _of(self, folder: str) -> dict[str, set[str]]:
        if folder not in self._used:
            self._used[folder] = {}
            place = self._root / folder
            for path in place.iterdir() if place.is_dir() else ():
                self._use(folder, path.name)
        return self._used[folder]


def _split(name: str) -> tuple[str, str, str]:
    stem, dot, extension = name.rpartition(".")
    return (stem, dot, extension) if dot else (name, "", "")


def _with_number(name: str, number: int) -> str:
    stem, dot, extension = _split(name)
    return f"{stem}-{number}{dot}{extension}"


def _key(name: str) -> str:
    # NFD and case folding both ways: what HFS+, APFS, NTFS and FAT hold for one name is one key.
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())

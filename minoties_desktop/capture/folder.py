"""Photographs in files and folders."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from ..config.messages import Message
from .source import Candidate, Left

_JUNK = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information",
                   "lost+found", "autorun.inf", "autprint.mrk"})
"""What systems and cameras leave in folders for themselves."""
_COMPANIONS = frozenset({
    "aae", "bdm", "bim", "cpi", "ctg", "dat", "db", "dop", "gpx", "ifo", "ind", "int", "lrprev", "lrv", "modd", "moff",
    "mpl", "nksc", "on1", "pp3", "sidecar", "thm", "vrd", "xml", "xmp",
})
"""Extensions of files that only accompany photographs; no one would upload them."""
_TEXTS = frozenset({"txt", "md", "rst", "htm", "html", "csv", "tsv", "json", "log", "ini", "nfo", "url", "lnk"})
"""Extensions of notes that lie in folders; somebody who names one outright is told that it is no picture."""
_LIBRARY, _ORIGINALS = "library.sqlite", "originals"
"""The file that makes a folder a library, and where that keeps photographs as they came."""
_NUMBERS = re.compile(r"(\d+)")
_WINDOWS_HIDDEN = 2


def natural(name: str) -> list[tuple[int, int, str]]:
    """A key that sorts names as people count: IMG_9 before IMG_10, capital letters aside."""
    parts = _NUMBERS.split(unicodedata.normalize("NFC", name).casefold())
    return [(1, int(part), part) if part.isdecimal() else (0, 0, part) for part in parts]


class Folder:
    """Files by their paths, and folders with all that is below them; links are not followed out of them."""

    id = "folder"

    def takes(self, place: str) -> bool:
        """Always: what no earlier source took is a path."""
        return True

    def find(self, places: Sequence[Path], *, without: Sequence[Path] = ()) -> Iterator[Candidate | Left]:
        """What is there, in the order of the places and inside folders by natural name, each file once.

        What a person named outright is a candidate even where a walk would pass over it as hidden.
        """
        closed = frozenset(_real(path) for path in without)
        seen: set[tuple[int, int]] = set()
        for place in places:
            root = place.expanduser()
            try:
                facts = root.stat()
            except OSError as error:
                yield _unreadable(place, error)
                continue
            folder = stat.S_ISDIR(facts.st_mode)
            for one in self._walk(root, _real(root), closed) if folder else [self._file(root, facts)]:
                if isinstance(one, Left) or one.identity not in seen:
                    yield one
                if isinstance(one, Candidate) and one.identity[1]:  # 0 where the file system has no such numbers
                    seen.add(one.identity)

    def _walk(self, folder: Path, root: Path, closed: frozenset[Path]) -> Iterator[Candidate | Left]:
        if any(_real(folder).is_relative_to(one) for one in closed):
            yield Left(folder, Message("capture-own-library"))
            return
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: natural(entry.name))
        except OSError as error:
            yield _unreadable(folder, error)
            return
        library = any(entry.name == _LIBRARY for entry in found)
        for entry in found:
            path = folder / entry.name
            if library and entry.name != _ORIGINALS:
                # What another library has drawn of its photographs would be taken for photographs.
                yield Left(path, Message("capture-other-library"))
                continue
            try:
                yield from self._entry(entry, path, root, closed)
            except OSError as error:
                yield _unreadable(path, error)

    def _entry(
        self, entry: os.DirEntry[str], path: Path, root: Path, closed: frozenset[Path],
    ) -> Iterator[Candidate | Left]:
        if _hidden(entry):
            yield Left(path, Message("capture-hidden"))
        elif entry.is_symlink() and not (path.is_file() and _real(path).is_relative_to(root)):
            yield Left(path, Message("capture-link"))
        elif entry.is_dir(follow_symlinks=False):
            yield from self._walk(path, root, closed)
        elif path.suffix[1:].lower() in _TEXTS or path.stem.casefold() == "readme":
            yield Left(path, Message("capture-companion"))
        else:
            yield self._file(path, path.stat())

    @staticmethod
    def _file(path: Path, facts: os.stat_result) -> Candidate | Left:
        if not stat.S_ISREG(facts.st_mode):
            return Left(path, Message("capture-no-file"))
        if path.suffix[1:].lower() in _COMPANIONS:
            return Left(path, Message("capture-companion"))
        return Candidate(path, facts.st_size, facts.st_mtime_ns, (facts.st_dev, facts.st_ino))


def _hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name.casefold() in _JUNK:
        return True
    attributes = getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0)
    return bool(attributes & _WINDOWS_HIDDEN)


def _real(path: Path) -> Path:
    # Not Path.resolve: it raises on loops of links in this version of Python.
    return Path(os.path.realpath(path.expanduser()))


def _unreadable(path: Path, error: OSError) -> Left:
    if isinstance(error, FileNotFoundError):
        return Left(path, Message("media-vanished"), refused=True)
    if isinstance(error, PermissionError):
        return Left(path, Message("media-forbidden"), refused=True)
    return Left(path, Message("media-unreadable", error.strerror or ""), refused=True)

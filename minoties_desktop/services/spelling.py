"""Spelling by the dictionaries that are installed: hunspell's, as LibreOffice, Firefox and most systems have them."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..config import settings
from ..config.messages import Message
from ..config.paths import data_folder
from ..domain.changes import Changes
from ..domain.errors import Fault, UsageFault
from .library import Library

if TYPE_CHECKING:
    from ..media.pool import Pool
    from .tagging import Tagging

TABLE = "spelling"
_FOLDERS = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/usr/share/myspell", "/usr/local/share/hunspell",
            "/app/share/hunspell", "/run/host/usr/share/hunspell")
_OFFICES = ("/usr/lib/libreoffice", "/opt/libreoffice*", "/Applications/LibreOffice.app/Contents/Resources",
            "C:/Program Files/LibreOffice")
_MACOS = ("~/Library/Spelling", "/Library/Spelling")
_SKIPPED = re.compile(r"\{[^}]*\}|https?://\S+|\S+@\S+|=[^\s=]+=|\w*\d\w*|_\w+")
_WORD = re.compile("[^\\W\\d_][^\\W\\d_\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]*"
                   "(?:['’ʼꞌ·-][^\\W\\d_][^\\W\\d_\u0300-\u036f]*)*")
LONGEST = 100
"""Letters of a word that a person may call right."""
_LANDS = {"el": "gr", "en": "us"}
"""Lands whose dictionary is a language's usual one, where it is not the land that is called like it."""
_SHORTEST = 2
_KEPT = 20_000
_log = logging.getLogger(__name__)


def own_folder() -> Path:
    """Where a person may put dictionaries: a `.dic` and an `.aff` file of one name each, such as `es_CL`."""
    return data_folder() / "dictionaries"


def dictionaries() -> dict[str, Path]:
    """The dictionaries that are there, by their name in small letters (`es_cl`); a person's own before the system's."""
    folders = [own_folder(), *map(Path, filter(None, os.environ.get("DICPATH", "").split(os.pathsep)))]
    folders += [Path(folder).expanduser() for folder in (*_FOLDERS, *(_MACOS if sys.platform == "darwin" else ()))]
    for office in _OFFICES:
        place = Path(office)
        folders += sorted(place.parent.glob(f"{place.name}/share/extensions/dict-*")) if place.is_absolute() else []
    found: dict[str, Path] = {}
    for folder in folders:
        try:
            files = sorted(folder.glob("*.dic"))
        except OSError:
            continue
        for path in files:
            if path.with_suffix(".aff").is_file() and not path.name.startswith("hyph"):
                found.setdefault(path.stem.lower().replace("-", "_"), path)
    return found


def dictionary(lang: str, known: dict[str, Path]) -> Path | None:
    """The dictionary of a language: its own, else that of the land it is called after (es_ES), else any of it."""
    code = lang.lower().replace("-", "_")
    base = code.partition("_")[0]
    names = [code, base, f"{base}_{_LANDS.get(base, base)}",
             *sorted(name for name in known if name.startswith(f"{base}_"))]
    return next((known[name] for name in names if name in known), None)


class Spelling:
    """The spelling of one library: by dictionaries, by words that a person has called right, by its glossary's terms.

    One thread at a time may ask; the dictionaries are read by a process of their own.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pool: Pool | None = None
        self._known: dict[str, Path] | None = None
        self._judged: dict[tuple[Path, str], bool] = {}
        self._mine: dict[str, frozenset[str]] | None = None
        self._broken: set[Path] = set()
        self.wanted = settings.load().spelling
        """Whether a person wants to be told of words that no dictionary has."""

    def forget(self) -> None:
        """A person's own words, or the glossary, have changed."""
        self._mine = None

    def wrong(self, lang: str, text: str) -> list[tuple[int, str]]:
        """The words of a text that the dictionary of its language does not have, each with where it begins; nothing
        where no dictionary is installed, or where that is not wanted."""
        path = self._dictionary(lang) if self.wanted else None
        if path is None:
            return []
        bare = _SKIPPED.sub(lambda found: " " * len(found[0]), text)
        mine = self._own(lang)
        words = [(match.start(), match[0]) for match in _WORD.finditer(bare)
                 if len(match[0]) >= _SHORTEST and match[0].casefold() not in mine]
        if not self._judge(path, {word for _, word in words}):
            return []
        return [(start, word) for start, word in words if not self._judged[path, word]]

    def others(self, lang: str, word: str) -> list[str]:
        """What may be meant by a word, the likeliest first."""
        path = self._dictionary(lang)
        try:
            return self._helper().others(path, word) if path else []
        except Fault as fault:
            self._give_up(path, fault)
            return []

    def learn(self, tagging: Tagging, lang: str, word: str) -> Changes:
        """Have a word be right in a language from now on. One step of undo. Raises UsageFault for what is no word."""
        if len(word) > LONGEST or not _WORD.fullmatch(word):
            raise UsageFault(Message("error-word", word[:40]), Message("error-word-remedy", LONGEST), code="value")
        base = lang.partition("-")[0]
        if word.casefold() in self._own(lang):
            return Changes()
        made = tagging.create(TABLE, {"lang": base, "name": word})
        self.forget()
        return Changes.of(TABLE, [made])

    def close(self) -> None:
        """End the process."""
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def _dictionary(self, lang: str) -> Path | None:
        if self._known is None:
            self._known = dictionaries()
        path = dictionary(lang, self._known)
        return None if path in self._broken else path

    def _judge(self, path: Path, words: Iterable[str]) -> bool:
        """Find out about words; whether that was possible."""
        new = sorted(word for word in words if (path, word) not in self._judged)
        if len(self._judged) > _KEPT:
            self._judged.clear()
            new = sorted(words)
        if not new:
            return True
        try:
            wrong = set(self._helper().misspelt(path, new))
        except Fault as fault:
            self._give_up(path, fault)
            return False
        self._judged.update({(path, word): word not in wrong for word in new})
        return True

    def _give_up(self, path: Path | None, fault: Fault) -> None:
        """Do without a dictionary that can't be read; text is never held up by it."""
        _log.warning("the dictionary %s can't be used: %s", path and path.name, fault.code)
        if path is not None:
            self._broken.add(path)

    def _helper(self) -> Pool:
        from ..media.pool import Pool  # late: only who spells needs a process

        if self._pool is None:
            self._pool = Pool(1)
        return self._pool

    def _own(self, lang: str) -> frozenset[str]:
        """Words that are right in a language, in small letters."""
        from . import glossary  # late: a window starts without

        if self._mine is None:
            found: dict[str, set[str]] = {}
            for row in self._library.registers[TABLE].list():
                found.setdefault(row["lang"], set()).add(row["name"].casefold())
            for term in glossary.listed(self._library):
                for spoken, text in term.all_texts.items():
                    found.setdefault(spoken.partition("-")[0], set()).update(
                        match[0].casefold() for match in _WORD.finditer(text))
            self._mine = {spoken: frozenset(words) for spoken, words in found.items()}
        return self._mine.get(lang.partition("-")[0], frozenset())

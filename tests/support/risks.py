"""Imports at risk: a card with odd names, what is on it, and whether a library is sound whatever happened."""

from __future__ import annotations

import hashlib
from pathlib import Path

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services.ingest import Report, Wishes, ingest
from minoties_desktop.services.library import Library
from tests.support import photographs

NAMES = ("IMG_0.JPG", "e\u0301te\u0301.JPG", "\u202egpj.JPG", "שלום.JPG", f"{'x' * 251}.JPG")
"""Decomposed accents, letters from right to left, a mark that turns the name round, and 255 bytes."""
PHOTOGRAPHS = len(NAMES)


def card(folder: Path, *, size: int = 0) -> dict[str, str]:
    """A card with odd names, and what is on it. With a size, each photograph has so many bytes at least."""
    for seed, name in enumerate(NAMES):
        path = photographs.jpeg(folder / "DCIM" / "100A" / name, seed, (90, 60))
        if size:
            with path.open("ab") as file:
                file.write(bytes(size))
    return sums(folder)


def sums(folder: Path) -> dict[str, str]:
    """SHA-256 by path of all files below a folder."""
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in folder.rglob("*") if path.is_file()}


def sound(root: Path, on_card: dict[str, str]) -> int:
    """How many photographs a library holds; each is there with its own bytes, once, and nothing that is not whole
    bears a name."""
    library = Library(root)
    try:
        reading = library.database.reading()
        rows = reading.execute("SELECT path, sha256 FROM file WHERE role = 'master'").fetchall()
        there = {path: found for path, found in sums(root).items()
                 if path.startswith("originals/") and not Path(path).name.startswith(".")}
        assert {row["path"]: row["sha256"] for row in rows}.items() <= there.items()
        assert set(there.values()) <= set(on_card.values()), "something half-written bears a final name"
        assert len({row["sha256"] for row in rows}) == len(rows), "something came in twice"
        assert reading.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        return len(rows)
    finally:
        library.close()


def bring(root: Path, folder: Path, second: Path | None = None) -> Report | EnvironmentFault:
    """Import, or what stopped it, which says what to do."""
    library = Library(root)
    try:
        return ingest(library, [folder], Wishes(copy_to=second))
    except EnvironmentFault as fault:
        assert fault.remedy, "a fault without a remedy"
        return fault
    finally:
        library.close()

"""What becomes of a page that a scanner gave: a master in the library, proven on the disk, before its row is there."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain.errors import Refused
from ..domain.scanning import Area, Colour, Device, Seen, Setup, dpi_of
from ..media.cache import Pictures, pictures
from ..media.digest import Digest, read_from_device, sync_folder
from ..media.faults import target_fault
from ..media.pool import Pool
from ..media.probe import Probed
from .library import Library
from .originals import folder_for, safe_name

PNM = ".pnm"
RAW = (PNM, ".jpg", ".png", ".tif")
"""Endings of raw pages that are whole."""
BLANK = Message("scan-advice-blank")
_PICTURES = frozenset({"image/jpeg", "image/png", "image/tiff", "image/gif", "image/webp"})
"""Kinds that a page can be: pixels, and nothing that can load or run."""
_MOST_BITS = 16
_DIFFERS = 0.02
"""Of the dots per inch that a file may tell wrongly before anything is said."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A master that is whole in its temporary place: its name's end, hashes, headers, and what is seen on it."""

    part: Path
    found: Digest
    probed: Probed
    seen: Seen
    dpi: int
    told: int
    advice: tuple[Message, ...]


def prepare(library: Library, pool: Pool, raw: Path, device: Device, setup: Setup, area: Area | None) -> Kept:
    """Make the master of a raw page, proven on the disk under a temporary name, and look at it.

    Raises Refused for a page that is no picture, EnvironmentFault when the disk fails.
    """
    from ..media import pnm  # late: it brings numpy along

    part = raw.with_name(f"{raw.stem}.master")
    try:
        dpi = told = 0
        if raw.suffix == PNM:
            with raw.open("rb") as file:
                head = pnm.read_header(file)
            dpi = told = dpi_of(setup.dpi, area, head.width, head.height) if area else setup.dpi
            pnm.to_tiff(raw, part, dpi=dpi, maker=device.maker, model=device.model)
        else:
            _double(raw, part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        found = read_from_device(part)
        places = pictures(library.root / "cache", found.sha1)
        probed = pool.look(part, places, raw.with_suffix(".tif").name if raw.suffix == PNM else raw.name)
        if probed.mime not in _PICTURES:
            raise Refused(Message("scan-no-picture", probed.extension.upper()), code="foreign")
        if not dpi:
            told = pnm.told_dpi(part, probed.mime)
            dpi = dpi_of(setup.dpi, area, probed.width, probed.height) if area else told
        advice, seen = _advice(setup, probed, dpi, told) if area else (), pool.scanned(places.preview)
        advice = (*_given(raw, probed), *advice, *((BLANK,) if seen.is_blank else ()))
        return Kept(part, found, probed, seen, dpi, told, advice)
    except Refused as error:  # its own remedy is for what came from a card
        raise Refused(error.message, Message("scan-page-remedy"), code=error.code) from error
    except OSError as error:
        raise target_fault(error, raw.parent) from error


def _given(raw: Path, probed: Probed) -> tuple[Message, ...]:
    """What a device gave that nobody asked it for: another kind of picture, and further ones in the same file."""
    found: list[Message] = []
    wanted = raw.suffix.lstrip(".")
    if raw.suffix != PNM and probed.extension != wanted:
        found.append(Message("scan-advice-kind", probed.extension.upper(), wanted.upper()))
    if probed.pages > 1:
        found.append(Message("scan-advice-pictures", probed.pages))
    return tuple(found)


def _double(raw: Path, part: Path) -> None:
    """Give a raw page a second name, by which it moves on; the first stays until its row is there."""
    part.unlink(missing_ok=True)
    try:
        os.link(raw, part)
    except OSError:  # no hard links (FAT, exFAT)
        shutil.copyfile(raw, part)


def _advice(setup: Setup, probed: Probed, dpi: int, told: int) -> tuple[Message, ...]:
    """What is not as it was asked for, or not as the file says: nothing is put right behind anyone's back."""
    found: list[Message] = []
    if abs(dpi - setup.dpi) > setup.dpi * _DIFFERS:
        found.append(Message("scan-advice-dpi", dpi, setup.dpi))
    if told != dpi and abs(told - dpi) > dpi * _DIFFERS:
        found.append(Message("scan-advice-told", told, dpi) if told else Message("scan-advice-untold", dpi))
    if probed.bits > _MOST_BITS or (setup.depth > probed.bits and setup.colour is not Colour.LINES):
        found.append(Message("scan-advice-bits", probed.bits, setup.depth))
    return tuple(found)


def settle(library: Library, kept: Kept, page: str, inventory: str, moment: datetime) -> dict[str, Any]:
    """Give a master its place among the originals, durably; the columns of its file.

    Its name holds the page's id: what a killed process has put there is put there again. Raises EnvironmentFault.
    """
    folder = folder_for(moment)
    name = safe_name(f"{inventory or 'scan'}-{page[:8]}.{kept.probed.extension}")
    target = library.path(f"{folder}/{name}")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.name != "nt":
            kept.part.chmod(0o444)
        kept.part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise target_fault(error, target.parent) from error
    probed = kept.probed
    complaints = [*probed.complaints, *(message.to_json() for message in kept.advice)]
    return {"id": page, "path": f"{folder}/{name}", "name": name, "mime": probed.mime, "extension": probed.extension,
            "size": kept.found.size, "sha1": kept.found.sha1, "sha256": kept.found.sha256, "width": probed.width,
            "height": probed.height, "orientation": probed.orientation, "bits": probed.bits, "camera": "",
            "likeness": probed.likeness, "advice": json.dumps(complaints) if complaints else ""}


def scan_row(kept: Kept, session: str, device: Device, setup: Setup, area: Area | None) -> dict[str, Any]:
    """The columns of a page that its scan tells."""
    colour = Colour.LINES if kept.probed.bits == 1 else Colour.GRAY if kept.probed.samples < 3 else Colour.COLOUR
    return {"session": session, "dpi": kept.dpi, "told": kept.told, "colour": str(colour),
            "area": json.dumps(asdict(area)) if area else "", "device": device.name}


def glass(pool: Pool, raw: Path, dpi: int, places: Pictures) -> Seen:
    """Draw what lies on the glass, of a raw page; what is seen there. Raises as `prepare` does."""
    from ..media import pnm

    page = raw
    if raw.suffix == PNM:
        page = raw.with_suffix(".master")
        pnm.to_tiff(raw, page, dpi=dpi)
    pool.look(page, places, raw.with_suffix(".tif").name if raw.suffix == PNM else raw.name)
    return pool.scanned(places.preview)

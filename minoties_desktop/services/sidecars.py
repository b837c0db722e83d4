"""Sidecars on request: what is said here of items, written beside their originals for other programs to read.

What others wrote into a sidecar stays; what is private, or withheld by the activity, is not written.
"""

from __future__ import annotations

import itertools
import os
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..config.messages import Message
from ..domain import dates, positions
from ..domain.errors import Fault, Refused
from ..domain.fields import FIELDS, Field, Kind
from ..domain.item import Described
from ..domain.licences import licences
from ..domain.privacy import public, wishes_of
from ..media.digest import digest, sync_folder
from ..media.faults import target_fault
from ..media.sidecars import beside
from ..store import items
from .describing import describe
from .library import Library
from .originals import safe_name

_LABELS = {6: "Red", 7: "Yellow", 8: "Green", 9: "Blue"}
"""The names that Lightroom and digiKam give to marks: proper names in XMP, whatever the language."""
Properties = dict[str, Any]


@dataclass
class Written:
    """The sidecars that were written, by item, and items of which none could be, with why."""

    paths: dict[str, Path] = field(default_factory=dict)
    failed: list[tuple[str, Fault]] = field(default_factory=list)


def write(
    library: Library, ids: Sequence[str], *, folder: Path | None = None, short: bool = False,
    tell: Callable[[str], None] = lambda name: None, cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write sidecars beside the originals of some items, or all into a folder.

    Where there is one, under either name, it is merged into; else it is `a.jpg.xmp`, or with `short` `a.xmp`. One in
    the folder that is not beside the same picture is somebody else's, and ours gets a number.
    Raises EnvironmentFault when the disk fails.
    """
    from ..media.pool import Pool  # late: only who writes them needs a process

    written, used = Written(), set[str]()
    masters = items.masters(library.database, ids)
    told = said(library, list(masters))
    with Pool(1) as pool:
        for item in dict.fromkeys(ids):
            if cancelled():
                break
            if (master := masters.get(item)) is None:
                continue
            original = library.path(master["path"])
            place = _place(folder, master, used) if folder else original
            try:
                written.paths[item] = _write(pool, place, told[item], short=short)
            except Refused as fault:
                written.failed.append((item, fault))
            tell(master["name"])
    return written


def _place(folder: Path, master: Mapping[str, Any], used: set[str]) -> Path:
    """The picture in a folder whose sidecar is to be written, whether it is there or not; each stem is used once."""
    name = Path(safe_name(master["name"]))
    for number in itertools.count(1):
        place = folder / (name if number == 1 else f"{name.stem}-{number}{name.suffix}")
        if place.stem.casefold() in used or (beside(place) and not _is_there(place, master)):
            continue
        used.add(place.stem.casefold())
        return place
    raise AssertionError("the names came to an end")


def _is_there(place: Path, master: Mapping[str, Any]) -> bool:
    if not place.is_file() or place.stat().st_size != master["size"]:
        return False
    try:
        return digest(place).sha256 == master["sha256"]
    except Refused:
        return False


def _write(pool: Any, original: Path, properties: Properties, *, short: bool) -> Path:
    there = beside(original)
    target = there[0] if there else original.with_name(f"{original.stem if short else original.name}.xmp")
    part = target.with_name(f".{uuid.uuid4().hex}.xmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.stat() if there else None
        pool.merge(target if there else None, part, properties)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if before is not None:
            now = target.stat()
            if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
                raise _changing()
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise target_fault(error, target.parent) from error
    finally:
        part.unlink(missing_ok=True)
    return target


def _changing() -> Refused:
    return Refused(Message("media-changing"), Message("media-changing-remedy"), code="changing")


def said(library: Library, ids: Sequence[str]) -> dict[str, Properties]:
    """What a sidecar of each item says: XMP's names, by the table of fields, and their values."""
    withheld = {row["id"]: wishes_of(row) for row in library.registers["activity"].list()}
    rows = items.columns(library.database, ids, "activity", "rating", "label", "flag")
    found = {}
    for item, described in describe(library.database, ids).items():
        activity, rating, label, flag = rows[item]
        properties: Properties = {}
        shown = public(described, withheld.get(activity, frozenset()))
        for one in FIELDS:
            if one.xmp and not one.private and (write_field := _WRITERS.get(one.kind)):
                properties.update(write_field(shown, one))
        if flag == "reject" or rating:
            properties["Xmp.xmp.Rating"] = "-1" if flag == "reject" else str(rating)
        if label in _LABELS:
            properties["Xmp.xmp.Label"] = _LABELS[label]
        found[item] = properties
    return found


def _key(field_: Field) -> str:
    return f"Xmp.{field_.xmp.replace(':', '.')}"


def _text(described: Described, field_: Field) -> Properties:
    texts = [value.text for value in described.all(field_.id) if value.text]
    if not texts:
        return {}
    return {_key(field_): texts if field_.many else {"x-default": texts[0]}}


def _by_language(described: Described, field_: Field) -> Properties:
    texts = described.descriptions() if field_.id == "description" else described.by_language(field_.id)
    if not texts:
        return {}
    first = next(iter(texts.values()))
    return {_key(field_): {"x-default": first, **{lang: text for lang, text in texts.items() if lang}}}


def _author(described: Described, field_: Field) -> Properties:
    name = described.author.name if described.author else described.first(field_.id)
    return {_key(field_): [name]} if name else {}


def _licence(described: Described, field_: Field) -> Properties:
    licence = licences().get(described.first(field_.id))
    if licence is None:
        return {}
    found: Properties = {"Xmp.xmpRights.UsageTerms": {"x-default": licence.name}}
    if licence.address:
        found[_key(field_)] = licence.address
    return found


def _date(described: Described, field_: Field) -> Properties:
    try:
        found = dates.parse(described.first(field_.id))
    except ValueError:
        return {}
    if found.about or found.precision < dates.Precision.YEAR:
        return {}  # XMP knows no "about" and no decades.
    text = f"{found.iso}T{found.time}{found.offset}" if found.time else found.iso
    return {_key(field_): text, **({"Xmp.exif.DateTimeOriginal": text} if found.time else {})}


def _position(described: Described, field_: Field) -> Properties:
    try:
        found = positions.parse(described.first(field_.id))
    except ValueError:
        return {}
    return {"Xmp.exif.GPSLatitude": _degrees(found.latitude, "NS"),
            "Xmp.exif.GPSLongitude": _degrees(found.longitude, "EW")}


def _degrees(value: float, letters: str) -> str:
    whole, part = divmod(abs(value), 1)
    return f"{int(whole)},{part * 60:.6f}{letters[value < 0]}"


def _heading(described: Described, field_: Field) -> Properties:
    try:
        degrees = positions.parse_heading(described.first(field_.id))
    except ValueError:
        return {}
    return {_key(field_): f"{round(degrees * 100)}/100", "Xmp.exif.GPSImgDirectionRef": "T"}


_WRITERS: dict[Kind, Callable[[Described, Field], Properties]] = {
    Kind.TITLE: _text, Kind.TEXT: _text, Kind.LONG_TEXT: _by_language, Kind.CONTRIBUTOR: _author,
    Kind.LICENCE: _licence, Kind.DATE: _date, Kind.POSITION: _position, Kind.HEADING: _heading,
}
"""How a kind of field is written; what the others mean, no other program knows."""

"""Sidecars written so that what other programs put into them stays. Only for the helper process."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import exiv2

from ..config.messages import Message
from ..domain.errors import Refused
from .metadata import LARGEST, is_harmless

Property = str | list[str] | dict[str, str]
"""A text; several; or one by language, `x-default` first."""
_ORDERED = frozenset({"Xmp.dc.creator"})
_GATHERED = frozenset({"Xmp.dc.subject"})
"""Of these our own are added to those that are there."""


def merge(existing: Path | None, target: Path, properties: Mapping[str, Property]) -> None:
    """Write at `target` a sidecar with all that an existing one says, and these properties (`Xmp.dc.title`).

    Raises Refused for an existing one that can't be read whole: nothing would then be left of it.
    """
    if existing is not None:
        data = existing.read_bytes() if existing.stat().st_size <= LARGEST else b"<!DOCTYPE"
        if not is_harmless(data):
            raise _unreadable()
        target.write_bytes(data)
    else:
        exiv2.ImageFactory.create(exiv2.ImageType.xmp, str(target))
    try:
        image = exiv2.ImageFactory.open(str(target))
        image.readMetadata()
        found = image.xmpData()
        if existing is not None and not found.count() and existing.stat().st_size > 400:
            raise _unreadable()
        before = {datum.key() for datum in found}
        for key, value in properties.items():
            _set(found, key, value)
        image.writeMetadata()
        again = exiv2.ImageFactory.open(str(target))
        again.readMetadata()
    except (exiv2.Exiv2Error, ValueError, UnicodeDecodeError) as error:
        raise _unreadable() from error
    if missing := before - {datum.key() for datum in again.xmpData()}:
        raise Refused(Message("sidecar-loses", ", ".join(sorted(missing)[:3])), Message("sidecar-remedy"),
                      code="sidecar-loses")


def _set(data: exiv2.XmpData, key: str, value: Property) -> None:
    there = [data[key].toString(place) for place in range(data[key].count())] \
        if key in _GATHERED and key in data else []
    if key in data:
        del data[key]
    if isinstance(value, dict):
        data[key] = exiv2.LangAltValue(value)
    elif isinstance(value, list):
        kind = exiv2.TypeId.xmpSeq if key in _ORDERED else exiv2.TypeId.xmpBag
        data[key] = exiv2.XmpArrayValue(list(dict.fromkeys([*there, *value])), kind)
    else:
        data[key] = exiv2.XmpTextValue(value)


def _unreadable() -> Refused:
    return Refused(Message("sidecar-unreadable"), Message("sidecar-remedy"), code="sidecar-unreadable")

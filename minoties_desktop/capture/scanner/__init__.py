"""Scanners. A new kind is one file and one entry in KINDS."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ...config.messages import Message
from ...domain.errors import UsageFault
from ...domain.scanning import Device
from . import escl, sane, stand
from .scanner import Kind, Scanner
from .stand import Stand

KINDS: tuple[Kind, ...] = (
    Kind("sane", sane.devices, sane.Sane),
    Kind("escl", escl.devices, escl.Escl),
    Kind("folder", stand.devices, stand.Stand),
)

__all__ = ["KINDS", "Scanner", "Stand", "at", "found", "opened"]


def found(addresses: Sequence[str] = ()) -> list[Device]:
    """The scanners that answer now, and those at typed addresses; it takes some seconds."""
    return [device for kind in KINDS for device in kind.devices(addresses)]


def at(typed: str) -> Device:
    """The scanner or the copy stand at a typed address. Raises UsageFault for an address that is none, AskPerson where
    nothing answers."""
    stands = stand.devices([typed])
    return stands[0] if stands else escl.at(typed)


def opened(
    device: Device, memory: Path | None = None, is_known: Callable[[Path], bool] = lambda path: False,
) -> Scanner:
    """The scanner that a device's id names; nothing is asked of it yet. A copy stand is told where it may keep what it
    has seen, and which pictures are known (stand.Stand). Raises UsageFault for an id of no kind."""
    name, _, place = device.id.partition(":")
    if name == "folder" and place:
        return Stand(device, memory, is_known)
    for kind in KINDS:
        if kind.name == name and place:
            return kind.open(device)
    raise UsageFault(Message("error-scanner-id", device.id), Message("error-scanner-id-remedy"), code="scanner")

"""Scanners. A new kind is one file and one entry in KINDS."""

from __future__ import annotations

from collections.abc import Sequence

from ...config.messages import Message
from ...domain.errors import UsageFault
from ...domain.scanning import Device
from . import escl, sane, stand
from .scanner import Kind, Scanner

KINDS: tuple[Kind, ...] = (
    Kind("sane", sane.devices, sane.Sane),
    Kind("escl", escl.devices, escl.Escl),
    Kind("folder", stand.devices, stand.Stand),
)

__all__ = ["KINDS", "Scanner", "found", "opened"]


def found(addresses: Sequence[str] = ()) -> list[Device]:
    """The scanners that answer now, and those at typed addresses; it takes some seconds."""
    return [device for kind in KINDS for device in kind.devices(addresses)]


def opened(device: Device) -> Scanner:
    """The scanner that a device's id names; nothing is asked of it yet. Raises UsageFault for an id of no kind."""
    name, _, place = device.id.partition(":")
    for kind in KINDS:
        if kind.name == name and place:
            return kind.open(device)
    raise UsageFault(Message("error-scanner-id", device.id), Message("error-scanner-id-remedy"), code="scanner")

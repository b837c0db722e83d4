"""Which scanners there are, and what each can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ..config.messages import Message
from ..domain.errors import AskPerson, Fault, UsageFault
from ..domain.scanning import Area, Capabilities, Colour, Device, Setup, Tray

_CUT = 0.1
"""Millimetres that an area may lose at the edge of the glass before anything is said."""


def devices(addresses: Sequence[str] = ()) -> list[Device]:
    """The scanners that answer now, and those at typed addresses (HOST, HOST:PORT or URL); it takes some seconds.

    Raises UsageFault for an address that is none, AskPerson where nothing answers there.
    """
    from ..capture.scanner import found  # late: only who asks scanners needs it

    return found(addresses)


class Found(NamedTuple):
    """The scanners that answer now; of those addresses at which none does, why."""

    devices: list[Device]
    silent: dict[str, Fault]


def look(addresses: Sequence[str]) -> Found:
    """Look for scanners as `devices` does; an address where none answers keeps nobody from the others."""
    from ..capture.scanner import at, found  # late: as above

    there, silent = {device.id: device for device in found()}, {}
    for address in addresses:
        try:
            device = at(address)
            there.setdefault(device.id, device)
        except (UsageFault, AskPerson) as fault:
            silent[address] = fault
    return Found(list(there.values()), silent)


def capabilities(device: str, called: str = "") -> Capabilities:
    """What the device with an id can, which people know as `called`. Raises AskPerson where it does not answer,
    UsageFault for no id."""
    from ..capture.scanner import opened  # late: only who asks scanners needs it

    return opened(Device(device, model=called)).capabilities()


def tray_of(setup: Setup, known: Capabilities) -> Tray:
    """The way that a setup scans in. Raises AskPerson where the device has no such."""
    tray = known.tray(setup.way)
    if tray is None:
        raise AskPerson("scan-way", Message("scan-way", known.device.name), Message("scan-way-remedy"))
    return tray


def fitting(setup: Setup, known: Capabilities) -> Setup:
    """The nearest setup that the device can: a way, a colour, dots per inch and bits that it has, areas within it."""
    tray = known.tray(setup.way) or known.trays[0]
    colour = setup.colour if setup.colour in tray.colours else tray.colours[0] if tray.colours else Colour.COLOUR
    dpi = min(tray.dpi, key=lambda one: (abs(one - setup.dpi), -one))
    if tray.between:
        dpi = min(max(setup.dpi, tray.dpi[0]), tray.dpi[-1])
    depth = 1 if colour is Colour.LINES else min(tray.depths, key=lambda one: (abs(one - setup.depth), -one))
    areas = tuple(inside for area in setup.areas if (inside := _inside(area, tray)))
    return replace(setup, device=known.device.id, called=known.device.name, way=tray.way, colour=colour, dpi=dpi,
                   depth=depth, areas=areas)


def agreed(asked: Setup, known: Capabilities) -> tuple[Setup, tuple[Message, ...]]:
    """The nearest setup that the device can, and what of it is not as it was asked for.

    Raises AskPerson for a way that it has not, and for an area that does not lie on its glass.
    """
    tray, found, said = tray_of(asked, known), fitting(asked, known), list(known.advice)
    if not tray.width:
        return found, known.advice  # nothing is measured
    if len(found.areas) < len(asked.areas):
        raise AskPerson("scan-area", Message("scan-area", known.device.name, f"{tray.width:g}", f"{tray.height:g}"),
                        Message("scan-area-remedy"))
    if found.dpi != asked.dpi:
        said.append(Message("scan-advice-dpi", found.dpi, asked.dpi))
    if found.colour is not asked.colour:
        said.append(Message("scan-advice-colour", known.device.name))
    elif found.depth != asked.depth and found.colour is not Colour.LINES:
        said.append(Message("scan-advice-bits", found.depth, asked.depth))
    said += [Message("scan-advice-area", f"{inside.width:g}", f"{inside.height:g}")
             for area, inside in zip(asked.areas, found.areas, strict=True)
             if abs(area.width - inside.width) > _CUT or abs(area.height - inside.height) > _CUT]
    return found, tuple(said)


def whole(tray: Tray) -> Area | None:
    """All of the glass; None where nothing is measured."""
    return Area(0, 0, tray.width, tray.height) if tray.width and tray.height else None


def _inside(area: Area, tray: Tray) -> Area | None:
    left, top = min(area.left, tray.width), min(area.top, tray.height)
    width, height = min(area.width, tray.width - left), min(area.height, tray.height - top)
    return Area(left, top, width, height) if width > 1 and height > 1 else None

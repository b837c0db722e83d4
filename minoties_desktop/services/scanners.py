"""Which scanners there are, and what each can."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..capture.scanner import found, opened
from ..config.messages import Message
from ..domain.errors import AskPerson
from ..domain.scanning import Area, Capabilities, Colour, Device, Setup, Tray


def devices(addresses: Sequence[str] = ()) -> list[Device]:
    """The scanners that answer now, and those at typed addresses (HOST, HOST:PORT or URL); it takes some seconds.

    Raises UsageFault for an address that is none, AskPerson where nothing answers there.
    """
    return found(addresses)


def capabilities(device: str, called: str = "") -> Capabilities:
    """What the device with an id can, which people know as `called`. Raises AskPerson where it does not answer,
    UsageFault for no id."""
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


def whole(tray: Tray) -> Area | None:
    """All of the glass; None where nothing is measured."""
    return Area(0, 0, tray.width, tray.height) if tray.width and tray.height else None


def _inside(area: Area, tray: Tray) -> Area | None:
    left, top = min(area.left, tray.width), min(area.top, tray.height)
    width, height = min(area.width, tray.width - left), min(area.height, tray.height - top)
    return Area(left, top, width, height) if width > 1 and height > 1 else None

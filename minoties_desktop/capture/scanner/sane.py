"""Scanners that SANE drives, by its program `scanimage`: a driver that dies takes nothing of ours along."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ...config.messages import Message
from ...domain.errors import AskPerson, EnvironmentFault
from ...domain.scanning import Area, Capabilities, Colour, Device, Failure, Setup, Tray, Way, stopped
from .sane_batch import Batch, failure_of
from .sane_options import Option, colour_of, depths, parse, resolutions, way_of

PROGRAM = "scanimage"
_LISTING, _ASKING = 60.0, 60.0
"""Seconds; drivers look through the network, and lamps warm up."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SIDES = {"-l": "left", "-t": "top", "-x": "width", "-y": "height"}
_A4 = (210.0, 297.0)


def devices(addresses: Sequence[str] = ()) -> list[Device]:
    """The scanners that SANE finds; none where it is not installed."""
    if shutil.which(PROGRAM) is None:
        return []
    told = _run(["--formatted-device-list=%d%n%v%n%m%n"], _LISTING)
    lines = [_CONTROL.sub(" ", line).strip() for line in told.split("\n")]
    return [Device(f"sane:{name}", maker, model)
            for name, maker, model in zip(lines[::3], lines[1::3], lines[2::3], strict=False) if name]


class Sane:
    """One scanner of SANE's."""

    def __init__(self, device: Device) -> None:
        self._device = device
        self._name = device.id.partition(":")[2]
        self._trays: dict[Way, tuple[Tray, dict[str, Option], tuple[str, ...]]] | None = None

    def capabilities(self) -> Capabilities:
        """What it can, asked once for each of its sources, since they differ."""
        return Capabilities(self._device, tuple(tray for tray, _, _ in self._known().values()))

    def pages(
        self, setup: Setup, area: Area | None, count: int | None, folder: Path, *,
        cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None,
    ) -> Iterator[Path]:
        """Pages as PNM, which has all their samples."""
        known = self._known().get(setup.way)
        if known is None:
            raise AskPerson("scan-way", Message("scan-way", self._device.name), Message("scan-way-remedy"))
        _, options, chosen = known
        for name, _ in setup.extra:
            if f"--{name}" not in options:  # also scanimage's own switches, which are not the device's
                raise AskPerson("scan-option", Message("scan-option", self._device.name, name),
                                Message("scan-option-remedy"))
        command = [_program(), f"--device-name={self._name}", *chosen, *_settings(setup, options),
                   *_geometry(area, options), *(f"--{name}={value}" for name, value in setup.extra)]
        batch = Batch(command, folder, count, self._device.name, cancelled, tell)
        try:
            yield from batch.pages()
        finally:
            batch.close()

    def _known(self) -> dict[Way, tuple[Tray, dict[str, Option], tuple[str, ...]]]:
        if self._trays is None:
            self._trays = {}
            first = self._options()
            source = first.get("--source")
            for name in source.choices if source else ("",):
                way = way_of(name)
                if way is None or way in self._trays:
                    continue
                chosen = (f"--source={name}",) if name else ()
                options = self._options(*chosen) if name and name != source.now else first
                self._add(way, options, chosen)
                if way is Way.FEEDER:
                    self._add_duplex(options, chosen)
        return self._trays

    def _add_duplex(self, options: dict[str, Option], chosen: tuple[str, ...]) -> None:
        """Drivers that call the reading of both sides not a source, but a way of feeding."""
        mode = options.get("--adf-mode")
        both = next((one for one in mode.choices if one.casefold() == "duplex"), "") if mode else ""
        if both:
            self._add(Way.DUPLEX, options, (*chosen, f"--adf-mode={both}"))
        elif "--duplex" in options and not options["--duplex"].inactive:
            self._add(Way.DUPLEX, options, (*chosen, "--duplex=yes"))

    def _add(self, way: Way, options: dict[str, Option], chosen: tuple[str, ...]) -> None:
        mode = options.get("--mode")
        colours = {colour_of(choice) for choice in mode.choices} if mode else {Colour.COLOUR}
        if 1 in _all_depths(options):
            colours.add(Colour.LINES)
        dpi, between = resolutions(options.get("--resolution"))
        wide, high = options.get("-x"), options.get("-y")
        tray = Tray(way, dpi or (300,), depths(options.get("--depth")),
                    tuple(colour for colour in Colour if colour in colours),
                    wide.most if wide else _A4[0], high.most if high else _A4[1], between)
        self._trays[way] = tray, options, chosen

    def _options(self, *chosen: str) -> dict[str, Option]:
        return parse(_run([f"--device-name={self._name}", *chosen, "--all-options"], _ASKING, self._device.name))


def _settings(setup: Setup, options: dict[str, Option]) -> Iterator[str]:
    mode = options.get("--mode")
    if mode and not mode.inactive:
        names = {colour_of(choice): choice for choice in reversed(mode.choices)}
        name = names.get(setup.colour) or (names.get(Colour.GRAY) if setup.colour is Colour.LINES else None)
        if name:
            yield f"--mode={name}"
    depth = options.get("--depth")
    if depth and not depth.inactive:
        yield f"--depth={1 if setup.colour is Colour.LINES and 1 in _all_depths(options) else setup.depth}"
    if "--resolution" in options:
        yield f"--resolution={setup.dpi}"


def _all_depths(options: dict[str, Option]) -> set[int]:
    depth = options.get("--depth")
    return {int(choice) for choice in depth.choices if choice.isdecimal()} if depth else set()


def _geometry(area: Area | None, options: dict[str, Option]) -> Iterator[str]:
    for name, side in _SIDES.items() if area else ():
        if name in options:
            yield name
            yield f"{getattr(area, side):.3f}"


def _program() -> str:
    found = shutil.which(PROGRAM)
    if found is None:
        raise EnvironmentFault(Message("scan-no-sane", PROGRAM), Message("scan-no-sane-remedy"), code="no-sane")
    return found


def _run(words: Sequence[str], seconds: float, device: str = "") -> str:
    """What scanimage answers. Raises AskPerson where it, or the device that it was asked of, fails."""
    try:
        done = subprocess.run(
            [_program(), *words], capture_output=True, timeout=seconds, stdin=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "C"}, encoding="utf-8", errors="replace")
    except subprocess.TimeoutExpired as error:
        raise stopped(Failure.UNPLUGGED, device) from error
    if done.returncode and device:
        lines = done.stderr.strip().splitlines()
        with contextlib.suppress(StopIteration):
            raise stopped(next(failure for line in lines if (failure := failure_of(line))), device)
        raise stopped(Failure.UNKNOWN, device, _CONTROL.sub(" ", lines[-1] if lines else ""))
    return done.stdout

"""Driverless scanners: a client of eSCL, which needs nothing installed on any system."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ...config.messages import Message
from ...domain.errors import AskPerson, Stopped
from ...domain.scanning import Area, Capabilities, Device, Failure, Setup, Way, stopped
from .escl_find import announced
from .escl_http import Wire, address, path_of
from .escl_xml import UNIT, Input, Node, gives_pdf_only, inputs, parse, settings, units

_WAITS = 120.0
"""Seconds that a device may go on saying that the page is not ready."""
_PAUSE = 0.5
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif"}
_FEEDER = {
    "ScannerAdfJam": Failure.JAM, "ScannerAdfMispick": Failure.JAM, "ScannerAdfMultipickDetected": Failure.JAM,
    "ScannerAdfHatchOpen": Failure.COVER, "ScannerAdfEmpty": Failure.EMPTY,
}
"""Failures by the states of the feeder."""
_REASONS = ("StateReason", "JobStateReason")
_SPARE = 4 << 20


def devices(addresses: Sequence[str] = ()) -> list[Device]:
    """The scanners that announce themselves in the network, and those that answer at typed addresses."""
    found = {device.id: device for device in announced()}
    for typed in addresses:
        if Path(typed).is_dir():
            continue  # a copy stand
        device = at(typed)
        found.setdefault(device.id, device)
    return list(found.values())


def at(typed: str) -> Device:
    """The scanner that answers at a typed address. Raises UsageFault for an address that is none, AskPerson where
    nothing answers."""
    return Escl(Device(f"escl:{address(typed)}")).capabilities().device


class Escl:
    """One scanner that speaks eSCL."""

    def __init__(self, device: Device) -> None:
        base = address(device.id.partition(":")[2])
        self._device = Device(f"escl:{base}", device.maker, device.model)
        self._wire = Wire(base, self._device.name)
        self._known: dict[Way, Input] = {}

    def capabilities(self) -> Capabilities:
        """What it can, and what it is called."""
        root = self._xml("ScannerCapabilities")
        self._known = {known.tray.way: known for known in inputs(root)}
        if not self._known and gives_pdf_only(root):
            name = root.first("MakeAndModel") or self._device.name
            raise AskPerson("scan-pdf-only", Message("scan-pdf-only", name), Message("scan-pdf-only-remedy"))
        if not self._known:
            raise stopped(Failure.UNKNOWN, self._device.name, "ScannerCapabilities")
        device = Device(self._device.id, root.first("Manufacturer"), root.first("MakeAndModel") or self._device.model)
        self._device = device
        self._wire.name = device.name
        advice = (Message("scan-advice-certificate", device.name),) if self._wire.is_unproven else ()
        return Capabilities(device, tuple(known.tray for known in self._known.values()), advice)

    def pages(
        self, setup: Setup, area: Area | None, count: int | None, folder: Path, *,
        cancelled: Callable[[], bool] = lambda: False, tell: Callable[[float], None] = lambda share: None,
    ) -> Iterator[Path]:
        """Pages in the format without loss that the device has, else as JPEG; their bytes are the device's own."""
        if not self._known:
            self.capabilities()
        known = self._known.get(setup.way)
        if known is None:
            raise AskPerson("scan-way", Message("scan-way", self._device.name), Message("scan-way-remedy"))
        region = units(area, known)
        job = self._begin(setup, known, region)
        done = False
        try:
            number = 0
            while count is None or number < count:
                target = folder / f"{number + 1:06d}{_SUFFIXES[job.form]}"
                if not self._next(job.path, setup.way, target, _most(setup, region), number, cancelled, tell):
                    done = True
                    return
                number += 1
                yield target
                if setup.way is Way.GLASS:
                    done = True
                    return
        finally:
            if not done:
                with contextlib.suppress(AskPerson):  # whoever is unplugged has stopped, too
                    self._wire.ask("DELETE", job.path)

    def _begin(self, setup: Setup, known: Input, region: tuple[int, int, int, int]) -> _Job:
        body, form = settings(setup, known, region)
        status, headers, _ = self._wire.ask("POST", "ScanJobs", body)
        path = path_of(headers.get("location", ""))  # its host may be one that only the device knows
        if status == 201 and path:
            return _Job(path, form)
        default = Failure.BUSY if status == 503 else Failure.UNKNOWN
        raise stopped(self._state(setup.way) or default, self._device.name, f"ScanJobs {status}")

    def _next(
        self, job: str, way: Way, target: Path, most: int, number: int, cancelled: Callable[[], bool],
        tell: Callable[[float], None],
    ) -> bool:
        """Have the next page stored; False where no more come."""
        until = time.monotonic() + _WAITS
        while True:
            if cancelled():
                raise Stopped(Message("scan-stopped"))
            status = self._wire.fetch(f"{job}/NextDocument", target, most, cancelled, tell)
            if status == 200:
                return True
            if status == 503 and time.monotonic() < until:
                time.sleep(_PAUSE)
                continue
            failure = self._state(way)
            if status in (404, 410) and number and failure in (None, Failure.EMPTY):
                return False
            default = Failure.EMPTY if status in (404, 410) else Failure.BUSY if status == 503 else Failure.UNKNOWN
            raise stopped(failure or default, self._device.name, f"NextDocument {status}")

    def _state(self, way: Way) -> Failure | None:
        """What the device's own status tells of, None where all is well with it."""
        root = self._xml("ScannerStatus")
        reasons = " ".join(node.text for kind in _REASONS for node in root.all(kind)).casefold()
        if "cover" in reasons or "hatch" in reasons:
            return Failure.COVER
        if "jam" in reasons:
            return Failure.JAM
        found = _FEEDER.get(root.first("AdfState"))
        if found is Failure.EMPTY and way is Way.GLASS:  # an empty feeder is nothing to the glass
            found = None
        if found is None and root.first("State") in ("Stopped", "Down"):
            return Failure.UNKNOWN
        return found

    def _xml(self, path: str) -> Node:
        status, _, content = self._wire.ask("GET", path)
        try:
            if status != 200:
                raise ValueError(str(status))
            return parse(content)
        except ValueError as error:
            failure = Failure.BUSY if status == 503 else Failure.UNKNOWN
            raise stopped(failure, self._device.name, f"{path}: {error}") from error


class _Job:
    """A job under way: its path on the device, and the format that was asked for."""

    def __init__(self, path: str, form: str) -> None:
        self.path, self.form = path, form


def _most(setup: Setup, region: tuple[int, int, int, int]) -> int:
    """The bytes beyond which an answer is no page of that size: all its samples, and room for what goes with them."""
    pixels = (region[2] * setup.dpi // UNIT + 2) * (region[3] * setup.dpi // UNIT + 2)
    return 2 * pixels * 3 * max(1, setup.depth // 8) + _SPARE

"""A scanner on this machine that speaks eSCL as devices do (Mopria's eSCL Technical Specification): capabilities,
status, jobs, pages one by one, and every way in which it goes wrong."""

from __future__ import annotations

import io
import re
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import tifffile
from PIL import Image

UNIT = 300
WIDTH, HEIGHT = 1200, 1500  # 101.6 by 127 mm
MODES = {"RGB24": (3, 8), "RGB48": (3, 16), "Grayscale8": (1, 8), "Grayscale16": (1, 16), "BlackAndWhite1": (1, 8)}
PROFILE = b"an ICC profile, as far as anyone here looks" + bytes(100)
_NAMES = ('xmlns:pwg="http://www.pwg.org/schemas/2010/12/sm" '
          'xmlns:scan="http://schemas.hp.com/imaging/escl/2011/05/03"')
_STATES = {"jam": "ScannerAdfJam", "cover": "ScannerAdfHatchOpen", "empty": "ScannerAdfEmpty"}


@dataclass
class Device:
    """What lies where, what goes wrong at which page (from 1, counted over all jobs), and what was asked."""

    fed: int = 0
    formats: tuple[str, ...] = ("image/jpeg", "image/tiff")
    duplex: bool = True
    faults: dict[int, str] = field(default_factory=dict)
    """At a page: jam, cover, empty, busy, unplugged, odd; it stays until it is taken away."""
    wrong_dpi: int = 0
    warm_up: int = 0
    slow: float = 0.0
    silent: threading.Event | None = None
    """Until it is set, no word comes of a page."""
    given: list[bytes] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    jobs: dict[str, dict] = field(default_factory=dict)
    wished: list[dict] = field(default_factory=list)
    """All jobs, those that were taken away too."""
    redirect: str = ""
    location: str = ""
    """Where a new job is said to be, instead of where it is."""
    picture: bytes = b""
    """What is given instead of a drawn page."""

    @property
    def fault(self) -> str:
        """What is wrong now."""
        return self.faults.get(len(self.given) + 1, "")


def samples(number: int, width: int, height: int, mode: str) -> np.ndarray:
    """The page that is given as the n-th: every sample is another."""
    channels, bits = MODES[mode]
    found = np.random.default_rng(number).integers(0, 1 << bits, (height, width, channels), dtype=np.uint32)
    return found.astype(np.uint16 if bits == 16 else np.uint8).squeeze()


@contextmanager
def scanner(device: Device, context: object = None) -> Iterator[str]:
    """The device at work; its address. `context` has it speak TLS."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(device))
    server.daemon_threads = True
    scheme = "http"
    if context is not None:
        server.socket, scheme = context.wrap_socket(server.socket, server_side=True), "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}/eSCL"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _caps(device: Device) -> str:
    modes = "".join(f"<scan:ColorMode>{mode}</scan:ColorMode>" for mode in MODES)
    formats = "".join(f"<pwg:DocumentFormat>{one}</pwg:DocumentFormat>"
                      f"<scan:DocumentFormatExt>{one}</scan:DocumentFormatExt>"
                      for one in (*device.formats, "application/pdf"))
    dpi = "".join(f"<scan:DiscreteResolution><scan:XResolution>{one}</scan:XResolution>"
                  f"<scan:YResolution>{one}</scan:YResolution></scan:DiscreteResolution>" for one in (25, 50, 300, 600))
    inside = (f"<scan:MinWidth>16</scan:MinWidth><scan:MaxWidth>{WIDTH}</scan:MaxWidth>"
              f"<scan:MinHeight>16</scan:MinHeight><scan:MaxHeight>{HEIGHT}</scan:MaxHeight>"
              f"<scan:SettingProfiles><scan:SettingProfile><scan:ColorModes>{modes}</scan:ColorModes>"
              f"<scan:DocumentFormats>{formats}</scan:DocumentFormats><scan:SupportedResolutions>"
              f"<scan:DiscreteResolutions>{dpi}</scan:DiscreteResolutions></scan:SupportedResolutions>"
              "</scan:SettingProfile></scan:SettingProfiles>")
    both = f"<scan:AdfDuplexInputCaps>{inside}</scan:AdfDuplexInputCaps>" if device.duplex else ""
    return (f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerCapabilities {_NAMES}><pwg:Version>2.63</pwg:Version>'
            "<pwg:MakeAndModel>Loopback Flatbed 1</pwg:MakeAndModel><pwg:SerialNumber>1</pwg:SerialNumber>"
            f"<scan:UUID>{uuid.UUID(int=1)}</scan:UUID>"
            f"<scan:Platen><scan:PlatenInputCaps>{inside}</scan:PlatenInputCaps></scan:Platen><scan:Adf>"
            f"<scan:AdfSimplexInputCaps>{inside}</scan:AdfSimplexInputCaps>{both}</scan:Adf></scan:ScannerCapabilities>")


def _status(device: Device) -> str:
    state = _STATES.get(device.fault, "ScannerAdfLoaded" if device.fed else "ScannerAdfEmpty")
    overall = {"busy": "Processing", "odd": "Stopped"}.get(device.fault, "Idle")
    reasons = "<pwg:StateReasons><pwg:StateReason>CoverOpen</pwg:StateReason></pwg:StateReasons>" * (
        device.fault == "cover")
    return (f'<?xml version="1.0" encoding="UTF-8"?><scan:ScannerStatus {_NAMES}><pwg:Version>2.63</pwg:Version>'
            f"<pwg:State>{overall}</pwg:State>{reasons}<scan:AdfState>{state}</scan:AdfState></scan:ScannerStatus>")


def _drawn(device: Device, job: dict) -> bytes:
    if device.picture:
        return device.picture
    dpi = job["dpi"]
    values = samples(len(device.given) + 1, round(job["width"] * dpi / UNIT), round(job["height"] * dpi / UNIT),
                     job["mode"])
    told, buffer = device.wrong_dpi or dpi, io.BytesIO()
    if job["format"] == "image/tiff":
        tifffile.imwrite(buffer, values, photometric="rgb" if values.ndim == 3 else "minisblack",
                         resolution=(told, told), resolutionunit="INCH", iccprofile=PROFILE)
    else:
        kind = job["format"].rpartition("/")[2].upper()
        Image.fromarray(values).save(buffer, kind, dpi=(told, told), icc_profile=PROFILE)
    return buffer.getvalue()


def _handler(device: Device) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_: object) -> None:
            pass

        def _answer(self, status: int, body: bytes = b"", kind: str = "text/xml", **headers: str) -> None:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _moved(self) -> bool:
            if device.redirect:
                self._answer(307, Location=device.redirect + self.path)
            return bool(device.redirect)

        def do_GET(self) -> None:
            device.asked.append(f"GET {self.path}")
            if self._moved():
                return None
            if self.path == "/eSCL/ScannerCapabilities":
                return self._answer(200, _caps(device).encode())
            if self.path == "/eSCL/ScannerStatus":
                return self._answer(200, _status(device).encode())
            job = device.jobs.get(self.path.split("/")[-2])
            return self._next(job) if job and self.path.endswith("/NextDocument") else self._answer(404)

        def _next(self, job: dict) -> None:
            if device.warm_up:
                device.warm_up -= 1
                return self._answer(503, Retry_After="1")
            fault = device.fault
            if fault == "unplugged":
                body = _drawn(device, job)
                self.send_response(200)
                self.send_header("Content-Type", job["format"])
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body[:len(body) // 2])
                self.wfile.flush()
                self.close_connection = True
                return self.connection.close()
            if fault:
                return self._answer({"empty": 404, "busy": 503}.get(fault, 409))
            if not job["left"] or (job["fed"] and not device.fed):
                return self._answer(404)
            if device.silent is not None:
                device.silent.wait(60)
            body = _drawn(device, job)
            job["left"] -= 1
            device.fed -= job["fed"]
            device.given.append(body)
            if device.slow:
                return self._slowly(body, job["format"])
            return self._answer(200, body, job["format"])

        def _slowly(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            for start in range(0, len(body), 4096):
                try:
                    self.wfile.write(body[start:start + 4096])
                except OSError:
                    return
                time.sleep(device.slow)

        def do_POST(self) -> None:
            device.asked.append(f"POST {self.path}")
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            if self._moved():
                return None
            if device.fault == "busy":
                return self._answer(503)
            if self.path != "/eSCL/ScanJobs":
                return self._answer(404)

            def said(name: str) -> str:
                return re.search(rf"<(?:\w+:)?{name}>([^<]*)<", body)[1]

            fed = said("InputSource") == "Feeder"
            if fed and not device.fed:
                return self._answer(409)
            job = str(uuid.uuid4())
            device.jobs[job] = {
                "left": 10**6 if fed else 1, "fed": int(fed), "dpi": int(said("XResolution")),
                "width": int(said("Width")), "height": int(said("Height")), "mode": said("ColorMode"),
                "format": said("DocumentFormatExt")}
            device.wished.append(device.jobs[job])
            return self._answer(201, Location=device.location or f"http://scanner.local/eSCL/ScanJobs/{job}")

        def do_DELETE(self) -> None:
            device.deleted.append(self.path.rpartition("/")[2])
            device.jobs.pop(device.deleted[-1], None)
            self._answer(200)

    return Handler

"""Misbehaviour on request: what the practice Commons does wrong, when, and how often."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

# lose: do the work, then drop the connection.  lose-502: the same, but a broken proxy answers.
# cut: drop the connection after so many bytes of an upload's body.
# status: answer this HTTP status, undone.  error: refuse with this API error code, undone.
# portal: a captive portal's page instead (status 200 or 302).  delay: wait so many seconds before doing.
# hold-before, hold-after: wait until released, before or after doing it.
# abusefilter: let the licence filter warn of this upload.
ONCE = ("lose", "lose-502", "status", "error", "portal", "delay", "hold-before", "hold-after", "abusefilter", "cut")
# These last until they are cleared; `value` is the reason, the seconds of lag or of a token's life, or
# "COUNT SECONDS".
LASTING = ("readonly", "maxlag", "ratelimit", "maxsize", "postlimit", "tokenlife")
KINDS = (*ONCE, *LASTING)


@dataclass(slots=True)
class Fault:
    """One fault. `request` narrows it: an action or a sub-kind such as `upload-chunk`; empty means any POST.

    `skip` matching requests pass first, then `times` of them are hit. `name` is the handle to release or clear it.
    """

    kind: str
    request: str = ""
    times: int = 1
    skip: int = 0
    value: str = ""
    name: str = ""
    retry_after: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(self.kind)
        self.name = self.name or self.kind


@dataclass(slots=True)
class _Hold:
    event: threading.Event
    waiting: int = 0


class Faults:
    """The faults that are on. Safe from any thread; nothing of it outlives the server's process."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._faults: list[Fault] = []
        self._holds: dict[str, _Hold] = {}
        self._hits: list[str] = []

    def add(self, kind: str, request: str = "", **options: Any) -> Fault:
        """Switch a fault on; see Fault for the options."""
        fault = Fault(kind, request, **options)
        with self._condition:
            if kind in LASTING:
                self._faults = [f for f in self._faults if f.kind != kind]
            self._faults.append(fault)
            if kind.startswith("hold"):
                self._holds[fault.name] = _Hold(threading.Event())
            self._condition.notify_all()
        return fault

    @classmethod
    def fault_from(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        """The options of `add` out of what came as JSON; unknown words raise ValueError."""
        known = {f.name for f in fields(Fault)}
        if unknown := set(data) - known:
            raise ValueError(", ".join(sorted(unknown)))
        return dict(data)

    def clear(self, name: str = "") -> None:
        """Switch off all faults, or those of one name; whatever is held goes on."""
        with self._condition:
            self._faults = [f for f in self._faults if name and f.name != name]
            for held in list(self._holds):
                if not name or held == name:
                    self._holds.pop(held).event.set()
            self._condition.notify_all()

    def release(self, name: str = "") -> None:
        """Let held requests go on, without holding later ones under this name."""
        self.clear(name) if name else [self.clear(held) for held in list(self._holds)]

    def lasting(self, kind: str) -> str | None:
        """The value of a lasting fault that is on, else None."""
        with self._condition:
            return next((f.value for f in self._faults if f.kind == kind), None)

    def take(self, kinds: tuple[str, ...], labels: tuple[str, ...]) -> Fault | None:
        """Use up one hit of the first fault of these kinds that is meant for a request with these labels."""
        with self._condition:
            for fault in self._faults:
                if fault.kind not in kinds or (fault.request and fault.request not in labels):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                if fault.times <= 0:
                    continue
                fault.times -= 1
                self._hits.append(f"{fault.name}:{labels[-1] if labels else ''}")
                self._condition.notify_all()
                return fault
        return None

    def hold(self, fault: Fault) -> None:
        """Wait here until the fault is released or cleared."""
        with self._condition:
            held = self._holds.get(fault.name)
            if held is None:
                return
            held.waiting += 1
            self._condition.notify_all()
        held.event.wait()

    def await_held(self, name: str, timeout: float = 30) -> bool:
        """Wait until a request is being held under this name; False when it took too long."""
        end = time.monotonic() + timeout
        with self._condition:
            while not (name in self._holds and self._holds[name].waiting):
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._condition.wait(left)
            return True

    def tell(self) -> dict[str, Any]:
        """What is on, what is being held, and what was hit, for another process to read."""
        with self._condition:
            return {
                "faults": [asdict(fault) for fault in self._faults],
                "held": {name: held.waiting for name, held in self._holds.items()},
                "hits": list(self._hits),
            }

"""Scanners that announce themselves in the local network (mDNS, DNS-SD)."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from ...domain.errors import UsageFault
from ...domain.scanning import Device
from .escl_http import address

SERVICES = {"_uscans._tcp.local.": "https", "_uscan._tcp.local.": "http"}
"""Kinds of services, TLS first, and their schemes (eSCL Technical Specification, discovery)."""
_SECONDS = 2.5
_ASKING_MS = 1500


def announced(seconds: float = _SECONDS, interfaces: Sequence[str] | None = None) -> list[Device]:
    """The devices that answer within some seconds, each once; none where there is no network.

    `interfaces` are addresses of this machine at which is asked, all of them by default.
    """
    from zeroconf import InterfaceChoice, ServiceBrowser, Zeroconf  # late: only who looks for scanners needs it

    try:
        network = Zeroconf(interfaces=list(interfaces) if interfaces else InterfaceChoice.All)
    except OSError:
        return []
    heard = _Heard()
    try:
        ServiceBrowser(network, list(SERVICES), heard)
        threading.Event().wait(seconds)
        found: dict[str, Device] = {}
        for kind in SERVICES:
            for name in heard.names(kind):
                info = network.get_service_info(kind, name, _ASKING_MS)
                if info is not None:
                    key, device = _device(kind, name, info)
                    if device is not None:
                        found.setdefault(key, device)
        return list(found.values())
    finally:
        network.close()


class _Heard:
    """Collects the names of services; called from zeroconf's own thread."""

    def __init__(self) -> None:
        self._names: dict[str, list[str]] = {}
        self._lock = threading.Lock()

    def add_service(self, network: Any, kind: str, name: str) -> None:
        """A service was heard of."""
        with self._lock:
            self._names.setdefault(kind, []).append(name)

    def update_service(self, network: Any, kind: str, name: str) -> None:
        """What a service says of itself has changed, which nobody waits for here."""

    def remove_service(self, network: Any, kind: str, name: str) -> None:
        """A service has gone."""
        with self._lock:
            self._names[kind] = [one for one in self._names.get(kind, []) if one != name]

    def names(self, kind: str) -> list[str]:
        """The names of one kind, in the order in which they came."""
        with self._lock:
            return list(self._names.get(kind, []))


def _device(kind: str, name: str, info: Any) -> tuple[str, Device | None]:
    """What tells a device from others, and the device; None for one whose address makes no sense."""
    said = {key.decode("utf-8", "replace").casefold(): (value or b"").decode("utf-8", "replace")
            for key, value in info.properties.items()}
    hosts = info.parsed_addresses()
    host = next((one for one in hosts if ":" not in one), f"[{hosts[0]}]" if hosts else "")
    try:
        base = address(f"{SERVICES[kind]}://{host}:{info.port}/{said.get('rs', 'eSCL').strip('/')}")
    except UsageFault:
        return "", None
    title = said.get("ty") or name.partition(f".{kind}")[0]
    return said.get("uuid") or base, Device(f"escl:{base}", "", title)

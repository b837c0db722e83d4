"""The connection that this computer has now, as its system knows it: is there one, its name, is it metered."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass

SECONDS = 4.0
"""How long the system may take to answer."""
_FAR = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses that nobody has (RFC 5737, RFC 3849): only the way there is asked for, and nothing is sent."""
_NMCLI = ("nmcli", "-t", "-f", "GENERAL.TYPE,GENERAL.STATE,GENERAL.CONNECTION,GENERAL.METERED,IP4.GATEWAY,IP6.GATEWAY",
          "device", "show")
_POWERSHELL = """[void][Windows.Networking.Connectivity.NetworkInformation, Windows, ContentType = WindowsRuntime]
$p = [Windows.Networking.Connectivity.NetworkInformation]::GetInternetConnectionProfile()
@{name = $p.ProfileName; cost = "$($p.GetConnectionCost().NetworkCostType)"} | ConvertTo-Json"""
_CONNECTED = "100"  # NetworkManager's state "activated"


@dataclass(frozen=True, slots=True)
class Link:
    """A connection: its name ("" where the system tells none), and whether it is metered (None: nobody knows)."""

    name: str = ""
    metered: bool | None = None


def way_out() -> str:
    """This computer's own address on its way to the internet, "" if it has no way; nothing is sent."""
    for family, far in _FAR:
        with contextlib.suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((far, 9))
            return str(probe.getsockname()[0])
    return ""


def current() -> Link:
    """The connection that the system prefers; an empty Link where the system can't be asked."""
    if sys.platform == "win32":
        return _of_windows(_said("powershell", "-NoProfile", "-NonInteractive", "-Command", _POWERSHELL))
    return of_network_manager(_said(*_NMCLI)) if shutil.which(_NMCLI[0]) else Link()


def _said(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace",
                              timeout=SECONDS, stdin=subprocess.DEVNULL, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def of_network_manager(said: str) -> Link:
    """The first connected device with a gateway, out of the blocks that `nmcli device show` prints."""
    for block in said.split("\n\n"):
        told: dict[str, str] = {}
        for line in block.splitlines():
            key, _, value = line.partition(":")
            told[key] = value.replace("\\:", ":").replace("\\\\", "\\")
        gateways = {told.get("IP4.GATEWAY", ""), told.get("IP6.GATEWAY", "")} - {"", "--"}
        if told.get("GENERAL.STATE", "").startswith(_CONNECTED) and gateways:
            metered = told.get("GENERAL.METERED", "").partition(" ")[0]  # "yes (guessed)" is a phone's hotspot
            return Link(told.get("GENERAL.CONNECTION", ""), {"yes": True, "no": False}.get(metered))
    return Link()


def _of_windows(said: str) -> Link:
    try:
        told = json.loads(said)
        return Link(str(told["name"] or ""), {"Unrestricted": False, "Fixed": True, "Variable": True}.get(told["cost"]))
    except (ValueError, KeyError, TypeError):
        return Link()

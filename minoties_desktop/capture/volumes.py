"""What is mounted: memory cards, disks, readers; asked of the system without any library."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

MOUNTINFO = Path("/proc/self/mountinfo")
_BY_UUID, _BY_LABEL, _BLOCK = Path("/dev/disk/by-uuid"), Path("/dev/disk/by-label"), Path("/sys/dev/block")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_HEX = re.compile(r"\\x([0-9a-f]{2})")
_PEOPLES = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
"""Where systems mount what people plug in."""


@dataclass(frozen=True, slots=True)
class Volume:
    """A mounted file system: its root, its name for people, and a key that stays when it is mounted elsewhere."""

    root: Path
    name: str
    key: str


def mounted(mountinfo: Path = MOUNTINFO) -> list[Volume]:
    """The volumes that people plug in, in the order of mounting; the disks of the system itself are not among them."""
    if sys.platform == "win32":
        return list(_windows())
    if mountinfo.exists():
        return list(_linux(mountinfo))
    return [Volume(place, place.name, f"volume:{place.name}:{place.stat().st_dev}")
            for place in Path("/Volumes").glob("*") if place.is_dir() and os.path.ismount(place)]


def device_of(root: Path, mountinfo: Path = MOUNTINFO) -> str:
    """The device that is mounted at a root, "" where the system does not tell."""
    if not mountinfo.exists():
        return ""
    real, found = os.path.realpath(root), ""
    for line in os.fsdecode(mountinfo.read_bytes()).splitlines():
        fields = line.split(" ")
        if len(fields) >= 10 and "-" in fields and _unescaped(fields[4]) == real:
            found = _unescaped(fields[fields.index("-") + 2])  # what was mounted last lies on top
    return found


def _unescaped(text: str) -> str:
    raw = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), text)
    return os.fsdecode(os.fsencode(raw))


def _linux(mountinfo: Path) -> Iterator[Volume]:
    for line in os.fsdecode(mountinfo.read_bytes()).splitlines():
        fields = line.split(" ")
        if len(fields) < 10 or "-" not in fields:
            continue
        root = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4])
        source = fields[fields.index("-") + 2]
        # A mount of a folder inside a file system, as containers have them, is no card.
        if fields[3] != "/" or not (root.startswith(_PEOPLES) or _removable(fields[2])):
            continue
        device = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), source)
        uuid, label = _link(_BY_UUID, device), _link(_BY_LABEL, device)
        place = Path(os.fsdecode(os.fsencode(root)))
        yield Volume(place, label or place.name, f"volume:{uuid}" if uuid else f"mount:{root}")


def _removable(device: str) -> bool:
    place = Path(os.path.realpath(_BLOCK / device))
    for folder in (place, place.parent):
        try:
            return (folder / "removable").read_text().strip() == "1"
        except OSError:
            continue
    return False


def _link(folder: Path, device: str) -> str:
    """The name under which udev lists a device in one of its folders, "" if it does not."""
    real = os.path.realpath(device)
    try:
        names = [entry.name for entry in os.scandir(folder) if os.path.realpath(entry.path) == real]
    except OSError:
        return ""
    return _HEX.sub(lambda match: chr(int(match[1], 16)), names[0]) if names else ""


def _windows() -> Iterator[Volume]:
    import ctypes  # late: only Windows is asked this way

    kernel, removable = ctypes.windll.kernel32, 2
    drives = kernel.GetLogicalDrives()
    for number in range(26):
        root = f"{chr(65 + number)}:\\"
        if not drives >> number & 1 or kernel.GetDriveTypeW(root) != removable:
            continue
        name, serial = ctypes.create_unicode_buffer(261), ctypes.c_uint32()
        if kernel.GetVolumeInformationW(root, name, 261, ctypes.byref(serial), None, None, None, 0):
            yield Volume(Path(root), name.value or root, f"volume:{serial.value:08x}")

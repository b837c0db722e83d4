"""Font files that a person gives to this program alone: checked, copied beside the settings, and taken away again."""

from __future__ import annotations

import functools
import os
from pathlib import Path

from ..config.messages import Message
from ..config.paths import data_folder
from ..config.resources import resource
from ..domain.errors import EnvironmentFault, UsageFault

MOST = 64_000_000
"""Bytes; the largest fonts, of Han, have 25 million."""
_BEGIN = (b"\x00\x01\x00\x00", b"OTTO", b"true")
"""How TrueType and OpenType files of one font begin (OpenType specification, "Organization of an OpenType Font")."""


def folder() -> Path:
    """Where they are kept."""
    return data_folder() / "fonts"


def kept() -> list[Path]:
    """Those that are kept, in a steady order."""
    try:
        return sorted(path for path in folder().iterdir() if path.suffix == ".font" and path.is_file())
    except OSError:
        return []


def read(path: Path) -> bytes:
    """What a file holds that may be a font. Raises UsageFault for one that is none, is too large or can't be read."""
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST:
                raise UsageFault(Message("error-font-large", path.name, MOST // 1_000_000), code="font-large")
            data = file.read(MOST + 1)
    except OSError as error:
        raise UsageFault(Message("error-font-read", path.name), code="font-read") from error
    if len(data) > MOST or not data.startswith(_BEGIN):
        raise refusal(path)
    return data


def refusal(path: Path) -> UsageFault:
    """That a file is no font."""
    return UsageFault(Message("error-font", path.name), Message("error-font-remedy"), code="font")


def keep(data: bytes) -> Path:
    """Keep a font that was found to be one; the same one is kept once. Raises EnvironmentFault where nothing can be
    written."""
    import hashlib  # late, as tomllib below: a start needs neither

    path = folder() / f"{hashlib.sha256(data).hexdigest()[:32]}.font"
    fresh = path.with_suffix(".tmp")
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with fresh.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError as error:
        raise EnvironmentFault(Message("error-disk", str(folder()), str(error.errno)), Message("error-disk-remedy"),
                               code="disk") from error
    return path


def remove(path: Path) -> None:
    """Take a kept font away; one that is gone already is no fault."""
    path.unlink(missing_ok=True)


def package(font: str) -> str:
    """The package of Debian and Ubuntu that has a font of a name, "" where none is known."""
    return next((package for package, names in _packages().items() if font.removeprefix("Noto ") in names), "")


@functools.cache
def _packages() -> dict[str, list[str]]:
    import tomllib

    return tomllib.loads(resource("vocab", "fonts.toml").read_text(encoding="utf-8"))["packages"]

"""What a person chose about the app itself, declared once; what belongs to a library is kept in the library."""

import json
import os
import threading
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from .locks import locked
from .paths import settings_file

_PATIENCE = 30  # seconds; others hold the lock for milliseconds


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. A new one is one line here."""

    language: str = ""  # "" follows the system
    theme: str = "system"  # system | light | dark
    contrast: bool = False  # stronger lines and frames
    last_library: str = ""
    auto_advance: bool = True
    thumbnail_size: int = 158
    accounts: list[list[str]] = field(default_factory=list)  # [wiki, user name]; their secrets are in the keyring
    window: dict[str, Any] | None = None  # geometry and panel widths, by screen


def load(path: Path | None = None) -> Settings:
    """The stored settings; unknown keys and values of a wrong type are left aside for their defaults."""
    try:
        stored = json.loads((path or settings_file()).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError, RecursionError):
        return Settings()
    if not isinstance(stored, dict):
        return Settings()
    defaults = Settings()
    known = {}
    for known_field in fields(Settings):
        default = getattr(defaults, known_field.name)
        expected = dict if default is None else type(default)
        if type(stored.get(known_field.name)) is expected:
            known[known_field.name] = stored[known_field.name]
    if not all(_is_account(pair) for pair in known.get("accounts", ())):
        del known["accounts"]
    return replace(defaults, **known)


def _is_account(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(part, str) for part in pair)


def save(settings: Settings, path: Path | None = None) -> None:
    """Replace the stored settings, atomically."""
    path = path or settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.{threading.get_ident()}.tmp")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(asdict(settings), file, indent=1)  # ASCII: a folder name need not be text
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def change(path: Path | None = None, **values: Any) -> Settings:
    """Store some settings anew and return all of them; what other processes change at the same time stays."""
    path = path or settings_file()
    with locked(path.with_suffix(".lock"), seconds=_PATIENCE):
        settings = replace(load(path), **values)
        save(settings, path)
    return settings

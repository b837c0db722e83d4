"""What a person chose about the app itself, declared once; what belongs to a library is kept in the library."""

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from .paths import settings_file


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. A new one is one line here."""

    language: str = ""  # "" follows the system
    theme: str = "system"  # system | light | dark
    last_library: str = ""
    auto_advance: bool = True
    thumbnail_size: int = 158
    accounts: list[list[str]] = field(default_factory=list)  # [wiki, user name]; their secrets are in the keyring
    window: dict[str, Any] | None = None  # geometry and panel widths, by screen


def load(path: Path | None = None) -> Settings:
    """The stored settings; unknown keys and values of a wrong type are left aside for their defaults."""
    try:
        stored = json.loads((path or settings_file()).read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
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
    return replace(defaults, **known)


def save(settings: Settings, path: Path | None = None) -> None:
    """Replace the stored settings, atomically."""
    path = path or settings_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    fresh.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
    fresh.replace(path)


def change(path: Path | None = None, **values: Any) -> Settings:
    """Store some settings anew and return all of them."""
    settings = replace(load(path), **values)
    save(settings, path)
    return settings

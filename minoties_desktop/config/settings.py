"""What a person chose about the app itself, declared once; what belongs to a library is kept in the library."""

import json
import os
import threading
from collections.abc import Callable
from dataclasses import Field, asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from .locks import locked
from .paths import settings_file

_LIBRARIES = 30  # as many are remembered
_PATIENCE = 30  # seconds; others hold the lock for milliseconds


GROUPS = ("look", "work", "sending")
"""The groups of the settings page; the message `settings-<group>` names each."""

DETAIL = ("volunteer", "photographer", "archivist")
"""How much is shown, each beside what those before it see. It only shows or hides; nothing is lost by it."""


def _offered(default: Any, group: str, *choices: str) -> Any:
    """A setting on the settings page, under `setting-<name>` and its sentence `setting-<name>-help`; a choice is
    `setting-<name>-<choice>`."""
    return field(default=default, metadata={"group": group, "choices": choices})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings with their defaults. A new one is one line here; the page of settings derives from it."""

    language: str = _offered("", "look")  # "" follows the system
    theme: str = _offered("system", "look", "system", "light", "dark")
    contrast: bool = _offered(False, "look")  # stronger lines and frames
    still: bool = _offered(False, "look")  # nothing moves
    detail: str = _offered("photographer", "look", *DETAIL)
    last_library: str = ""
    libraries: list[str] = field(default_factory=list)  # folders of those opened on this computer, the last one first
    start: str = _offered("today", "work", "today", "grid")  # the page of a library that has photographs
    auto_advance: bool = _offered(True, "work")
    spelling: bool = _offered(True, "work")  # words that no dictionary has are underlined
    thumbnail_size: int = _offered(158, "work")
    accounts: list[list[str]] = field(default_factory=list)  # [wiki, user name]; their secrets are in the keyring
    metered: str = _offered("wait", "sending", "wait", "send")  # what a sync does on a metered connection
    metered_links: list[str] = field(default_factory=list)  # names of connections that the person calls metered
    sync_mb: int = _offered(0, "sending")  # megabytes that one sync may send, 0 for all
    day_mb: int = _offered(0, "sending")  # megabytes that may be sent on one day, 0 for all
    order: str = _offered("queued", "sending", "queued", "wanted", "small", "old")  # what is sent first
    hours: str = _offered("", "sending")  # "22:00-06:00": when something may be sent, by this computer's clock
    table_columns: dict[str, bool] = field(default_factory=dict)  # by column: whether the person wants it in the table
    keys: dict[str, list[str]] = field(default_factory=dict)  # by action: the keys that a person chose (qt/keys)
    logins: dict[str, Any] = field(default_factory=dict)  # what is known of accounts: no secrets (services/accounts)
    renamed: dict[str, str] = field(default_factory=dict)  # by account as in logins: the user name it has now
    oauth_clients: dict[str, str] = field(default_factory=dict)  # by wiki: this program's registered number there
    welcome: dict[str, Any] | None = None  # the answers of a first run that is not finished
    window: dict[str, Any] | None = None  # geometry and panel widths, by screen


def offered() -> list[Field[Any]]:
    """The settings of the settings page in their order; `metadata` has their `group` and `choices`."""
    return [one for one in fields(Settings) if one.metadata]


def load(path: Path | None = None) -> Settings:
    """The stored settings; unknown keys, values of a wrong type and a file that can't be read are left aside for
    their defaults."""
    stored = _stored(path or settings_file()) or {}
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


def damaged(path: Path | None = None) -> Path | None:
    """Where the next change keeps a settings file of which nothing can be understood; None when there is no such."""
    path = path or settings_file()
    return path.with_suffix(".damaged.json") if path.is_file() and _stored(path) is None else None


def _stored(path: Path) -> dict[str, Any] | None:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return stored if isinstance(stored, dict) else None


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
    return amend(lambda _before: values, path)


def remember_library(root: str, *, last: bool = True) -> Settings:
    """Store that a library was opened on this computer; `last`: and that it is the one to open next time."""
    return amend(lambda before: {
        "libraries": [root, *(other for other in before.libraries if other != root)][:_LIBRARIES],
        **({"last_library": root} if last else {})})


def amend(changed: Callable[[Settings], dict[str, Any]], path: Path | None = None) -> Settings:
    """Store what follows from the settings of now, which no other process changes meanwhile; return all of them.

    What nothing of can be understood is kept beside them (`damaged`). Raises OSError where they are kept in what
    can't be read: that is not written over.
    """
    path = path or settings_file()
    with locked(path.with_suffix(".lock"), seconds=_PATIENCE):
        if path.exists():
            path.open("rb").close()
        before = load(path)
        if aside := damaged(path):
            path.replace(aside)
        settings = replace(before, **changed(before))
        save(settings, path)
    return settings

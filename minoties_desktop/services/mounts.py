"""The memory cards that are plugged in now, and letting go of them."""

from __future__ import annotations

from pathlib import Path

from ..capture import cards
from ..capture import eject as let_go
from ..capture.eject import commands
from ..config.messages import Message


def plugged_in() -> list[tuple[str, str]]:
    """Key and name of each."""
    return [(one.key, one.name) for one in cards()]


def kept_in(root: Path) -> Message | None:
    """Why the card at a root cannot be let go of from here, None where it can."""
    return None if commands(root) else Message("eject-unable")


def eject(root: Path, name: str) -> None:
    """Let go of the card at a root, called so. Raises EnvironmentFault where that does not work."""
    let_go.eject(root, name)

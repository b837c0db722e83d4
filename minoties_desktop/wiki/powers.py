"""Asks a wiki what the account of a session may do there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ..domain.powers import GRANTS, Powers
from .verdicts import words

if TYPE_CHECKING:
    from .session import Session

_LIMITED = ("upload", "edit")


def ask(session: Session) -> Powers:
    """What the account may do. Raises Faults, of kind account where it can't sign in."""
    session.login()
    info = session.part(session.query(meta="userinfo", uiprop="rights|blockinfo|editcount"), "userinfo")
    held = set(info.get("rights", ()))
    needed = [right for right in GRANTS if right != "mediainfo-term" or session.has_data]
    blocked = bool(info.get("blockid")) and not info.get("blockpartial")
    rates = session.limits.rates
    return Powers(
        time.time(), {right: right in held for right in needed},
        {name: rates[name] for name in _LIMITED if name in rates},
        words(str(info.get("blockreason", ""))) if blocked else None, int(info.get("editcount", 0)))

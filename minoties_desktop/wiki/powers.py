"""What a wiki tells of an account, as what it may do there."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from ..domain.pacing import Limit
from ..domain.powers import GRANTS, Powers
from .verdicts import words

ASKED = "rights|blockinfo|editcount"
"""What has to be asked of meta=userinfo."""
_LIMITED = ("upload", "edit")


def read(info: Mapping[str, Any], rates: Mapping[str, Limit], *, has_data: bool) -> Powers:
    """What the account may do, from userinfo and from its rate limits; `has_data`: the wiki takes structured data."""
    held = set(info.get("rights", ()))
    blocked = bool(info.get("blockid")) and not info.get("blockpartial")
    return Powers(
        time.time(), {right: right in held for right in GRANTS if right != "mediainfo-term" or has_data},
        {name: rates[name] for name in _LIMITED if name in rates},
        words(str(info.get("blockreason", ""))) if blocked else None, int(info.get("editcount", 0)))

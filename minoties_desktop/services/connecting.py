"""The way to a wiki, tried: what stands between, and this computer's address on its way out."""

from __future__ import annotations

from dataclasses import dataclass

from ..config.messages import Name
from ..domain.connection import Trouble
from ..domain.sites import COMMONS, Site
from .accounts import Account, wiki

CLOCK_OFF = 600.0
"""Seconds by which this computer's clock may differ from a wiki's before it is said to be wrong."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A wiki that was tried: its name for people, what stands between, by how much our clock is ahead of its own."""

    host: Name
    trouble: Trouble | None
    clock_error: float = 0.0

    @property
    def is_clock_off(self) -> bool:
        """Whether this computer's clock is clearly not the wiki's."""
        return abs(self.clock_error) > CLOCK_OFF


def check(site_id: str = COMMONS) -> Checked:
    """Try the way to a wiki; some seconds. The practice Commons is on this computer and always there."""
    site = wiki(Account(site_id, ""))
    if site.is_practice:
        return Checked(site.id, None)
    from ..wiki import diagnosis

    trouble = diagnosis.diagnose(site)
    return Checked(site.host, trouble, 0.0 if trouble else diagnosis.clock_error(site) or 0.0)


def diagnose(site: Site) -> Trouble | None:
    """What stands between this computer and a wiki, None if it answers as a wiki does; some seconds."""
    from ..wiki import diagnosis  # late: only who meets trouble needs it

    return diagnosis.diagnose(site)


def way_out() -> str:
    """This computer's address on its way to the internet, "" if it has none; nothing is sent."""
    from ..wiki import link

    return link.way_out()

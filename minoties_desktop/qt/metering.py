"""A person says that the connection of now is metered, or that it is not."""

from __future__ import annotations

from ..config import settings
from ..config.messages import Message
from ..services.gate import current_link
from .kit import Kit
from .status import StatusBar


def toggle_metered(kit: Kit, status: StatusBar) -> None:
    """Count the connection of now among the metered ones, or no longer; the system is asked for its name meanwhile."""

    def turned() -> Message:
        name = current_link().name
        known = settings.load().metered_links
        is_metered = name not in known
        settings.change(metered_links=[*known, name] if is_metered else [one for one in known if one != name])
        if name:
            return Message("metered-now-named" if is_metered else "metered-no-more-named", name)
        return Message("metered-now" if is_metered else "metered-no-more")

    kit.bridge.compute(turned, status.show_note)

"""The last question before anything becomes public: may it still go?"""

from __future__ import annotations

from ..config.messages import Message
from ..domain.errors import Refused
from .describing import describe, look
from .library import Library

_PERMISSIONS = ("agreement-", "consent-", "embargo-")


def withdrawn(library: Library, item: str) -> Refused | None:
    """Why an item may not be published any more, or None: its agreement, consent or embargo has changed."""
    for problem in look(describe(library.database, [item])[item]):
        if problem.blocks and problem.code.startswith(_PERMISSIONS):
            return Refused(problem.message, Message("held-permission-remedy"), code="held")
    return None

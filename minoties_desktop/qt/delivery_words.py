"""How a delivery stands, and what proves it, in words."""

from __future__ import annotations

from datetime import datetime

from ..domain.states import State
from .kit import Kit
from .models.deliveries import Delivery
from .moments import moment


def state_words(kit: Kit, one: Delivery) -> str:
    """Its state; of practice, that it is that."""
    say = kit.speech.say
    words = say("report-state-deleted" if one.is_gone else "delivery-practised" if one.practised
                else f"delivery-{one.state}")
    return say("delivery-practice", words) if one.practice and one.state is not State.DONE else words


def proof_words(kit: Kit, one: Delivery) -> str:
    """What became of it, else its proof; "" as long as there is none."""
    say = kit.speech.say
    if one.message is not None:
        return say(one.message)
    if one.is_adopted:
        return say("sync-row-same")
    if one.state is not State.DONE:
        return ""
    at = datetime.fromisoformat(one.changed.replace("Z", "+00:00")).timestamp() if one.changed else None
    return say("sync-proven", moment(at, kit.speech.locale)) if at is not None else ""

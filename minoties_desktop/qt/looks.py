"""How each state looks: an icon and a colour; its word is the message `state-<state>`."""

from __future__ import annotations

from typing import NamedTuple

from ..domain.states import ItemState, State


class Look(NamedTuple):
    """An icon's name and the colour it is painted in."""

    icon: str
    colour: str


ITEM: dict[str, Look] = {
    ItemState.TO_FINISH: Look("edit", "text-base"),
    ItemState.READY: Look("check", "success"),
    ItemState.REJECTED: Look("close", "text-subtle"),
    ItemState.PRACTISED: Look("check", "link"),
    ItemState.WAITING: Look("clock", "text-base"),
    ItemState.SENDING: Look("upload", "link"),
    ItemState.QUESTION: Look("helpNotice", "warning"),
    ItemState.HELD: Look("lock", "warning"),
    ItemState.REFUSED: Look("block", "error"),
    ItemState.DONE: Look("success", "success"),
}

DELIVERY: dict[str, Look] = {
    **dict.fromkeys((State.QUEUED,), Look("clock", "text-subtle")),
    **dict.fromkeys((State.STASHING, State.PUBLISHING, State.DESCRIBING), Look("upload", "link")),
    **dict.fromkeys((State.CHECKING, State.STASHED, State.PUBLISHED, State.VERIFYING), Look("reload", "link")),
    State.WAITING: Look("clock", "warning"),
    State.ASKS: Look("helpNotice", "warning"),
    State.HELD: Look("lock", "warning"),
    State.REFUSED: Look("block", "error"),
    State.DONE: Look("success", "success"),
}

PRACTISED = Look("check", "link")
"""Of a file that is on the practice Commons only."""

GONE = Look("alert", "error")
"""Of a file that was delivered and that others have deleted since."""

THERE = Look("logo-Wikimedia-Commons", "link")
"""Of an item whose bytes are on the wiki already, though nothing here has sent them."""

FLAGS = {"pick": Look("flag", "success"), "reject": Look("close", "error"), "": Look("flag", "text-subtle")}

SEVERITY: dict[str, Look] = {"blocks": Look("error", "error"), "advises": Look("alert", "warning")}


def state_key(state: str) -> str:
    """The message that names an item's state."""
    return f"state-{state.replace('_', '-')}"

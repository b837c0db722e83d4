"""The light of a card: whether it may be formatted, and why not. It never says more than what was proven."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from ..capture import Candidate, find
from ..config.messages import Message
from ..domain.states import ItemState
from ..store import cards
from ..store.cards import HERE, LEFT, REFUSED, Held
from .library import Library


class Shine(StrEnum):
    """What the light of a card says."""

    SAFE = "safe"
    ONLY_HERE = "only-here"
    UNPROVEN = "unproven"
    DAMAGED = "damaged"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class Light:
    """The light of a card with its reasons: how many files it holds, how many of them only it, on how many media the
    others were read back, how many are on Commons, and how many were not taken."""

    card: str
    name: str
    kind: str
    shine: Shine
    files: int
    only_here: int
    refused: int
    media: int
    on_commons: int

    @property
    def head(self) -> Message:
        """The light in three words."""
        if self.shine is Shine.SAFE:
            return Message(f"light-safe-{self.kind}")
        return Message(f"light-off-{self.kind}")

    @property
    def reason(self) -> Message:
        """Why it is so, with numbers."""
        match self.shine:
            case Shine.SAFE:
                return Message("light-safe-why", self.files, self.media, self.on_commons)
            case Shine.ONLY_HERE:
                return Message("light-only-here", self.only_here)
            case Shine.REVOKED:
                return Message("light-revoked")
            case Shine.DAMAGED:
                return Message("light-damaged")
        return Message("light-unproven")


def light(library: Library, card: str) -> Light:
    """The light of a card as it is now."""
    database = library.database
    row = next(one for one in cards.all_cards(database) if one["id"] == card)
    states, proofs = cards.states(database, card), cards.proofs(database, card)
    files = sum(states.values())
    media = min((proof["media"] for proof in proofs), default=0)
    only_here = files - states.get(HERE, 0) - states.get(LEFT, 0)
    # Proven by receipts: the item is done on Commons, not on the practice wiki.
    on_commons = sum(proof["state"] == ItemState.DONE for proof in proofs)
    if only_here:
        shine = Shine.ONLY_HERE
    elif any(proof["faults"] for proof in proofs) or len(proofs) < states.get(HERE, 0):
        shine = Shine.DAMAGED
    elif not media:
        shine = Shine.UNPROVEN
    else:
        shine = Shine.SAFE if row["lit"] else Shine.REVOKED if row["revoked"] else Shine.UNPROVEN
    return Light(card, row["name"], row["kind"], shine, files, only_here, states.get(REFUSED, 0), media, on_commons)


def turn_on_if_safe(library: Library, card: str) -> Light:
    """Turn the light on where everything on the card is proven; a person's revocation ends with this."""
    with library.database.writing() as write:
        cards.set_light(write, card, lit=True)
    found = light(library, card)
    if found.shine is not Shine.SAFE or not found.files:
        with library.database.writing() as write:
            cards.set_light(write, card, lit=False)
    return found


def revoke(library: Library, card: str) -> Light:
    """Turn the light off because a person does not trust it."""
    with library.database.writing() as write:
        cards.set_light(write, card, lit=False, revoked=True)
    return light(library, card)


def do_without(library: Library, card: str) -> Light:
    """A person does without the files that could not be taken in."""
    with library.database.writing() as write:
        cards.do_without(write, card)
    return turn_on_if_safe(library, card)


def seen_again(library: Library, key: str, root: Path) -> Light | None:
    """The light of a card that is there again; off as soon as there is anything new on it. None for an unknown card."""
    card = cards.by_key(library.database, key)
    if card is None:
        return None
    held = [Held(one.path.relative_to(root), one.size, one.modified) for one in find([root], without=[library.root])
            if isinstance(one, Candidate)]
    if set(held) - cards.held(library.database, card):
        with library.database.writing() as write:
            cards.note(write, card, held)
    return light(library, card)

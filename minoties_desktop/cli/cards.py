"""Commands on cards and on the copies of what came from them."""

from __future__ import annotations

from typing import Any

from ..config.messages import Message
from ..domain.errors import UsageFault
from ..services.lights import Light, light, seen_again
from ..services.lights import revoke as take_back
from .frame import NEEDS_PERSON, Session, command, option, root, words
from .progress import teller


def card_facts(one: Light) -> dict[str, Any]:
    """A card with its light, for JSON."""
    return {"id": one.card, "name": one.name, "kind": one.kind, "light": one.shine.value, "files": one.files,
            "only_here": one.only_here, "media": one.media, "on_commons": one.on_commons,
            "message": f"{words.text(one.head)}. {words.text(one.reason)}"}


def card_line(one: Light) -> str:
    """A card with its light, in words."""
    return words.text("cli-card-line", one.name, words.text(one.head), words.text(one.reason))


@command(root, "cards", option("--revoke", metavar="CARD"), option("--eject", metavar="CARD"))
def cards_command(session: Session, revoke: str | None, eject: str | None) -> None:
    """List cards with their lights, take one back, or let go of a card."""
    from ..services import places  # late: it looks at what is mounted

    listed = places.listed(session.library)
    if revoke:
        take_back(session.library, _chosen(listed, revoke))
    if eject:
        _let_go(listed, eject)
    for key, place in places.mounted():
        seen_again(session.library, key, place)
    lights = [light(session.library, row["id"]) for row in listed]
    said = [words.text("import-ejected")] if eject else []
    session.answer({"cards": [card_facts(one) for one in lights]},
                   lambda: "\n".join([*said, *map(card_line, lights)]) if lights else Message("cli-cards-none"))


def _let_go(listed: list[dict[str, Any]], text: str) -> None:
    from ..services import mounts, places  # late: as for the list

    card = _chosen(listed, text)
    row = next(row for row in listed if row["id"] == card)
    there = dict(places.mounted())
    if row["key"] not in there:
        raise UsageFault(Message("error-card-away", row["name"]), Message("error-card-away-remedy"), code="card-away")
    mounts.eject(there[row["key"]], row["name"])


def _chosen(listed: list[dict[str, Any]], text: str) -> str:
    """The id of the card with that name or beginning of its id. Raises UsageFault if there is not one."""
    found = [row["id"] for row in listed if row["name"] == text or row["id"].startswith(text)]
    if len(found) != 1:
        raise UsageFault(Message("error-unknown-card", text), Message("error-unknown-card-remedy"), code="unknown-card")
    return found[0]


@command(root, "verify", option("--card"))
def verify(session: Session, card: str | None) -> int | None:
    """Read the originals and their second copies again."""
    from ..services import places, verifying  # late: as for import

    if card:
        found, _ = verifying.verify_card(
            session.library, _chosen(places.listed(session.library), card), tell=teller(session))
    else:
        found = verifying.verify(session.library, tell=teller(session))
    bad = [(item, str(path), words.text(f"verify-{word}")) for item, path, word in found.bad]
    lines = [words.text("cli-verify-bad", path, reason) for _, path, reason in bad]
    lines.append(words.text("cli-verified", found.good, found.cold, len(bad), found.away))
    session.answer({
        "good": found.good, "cold": found.cold, "away": found.away,
        "bad": [{"item": item, "path": path, "reason": reason} for item, path, reason in bad]},
        lambda: "\n".join(lines))
    return NEEDS_PERSON if bad else None

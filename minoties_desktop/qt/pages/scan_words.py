"""What the scanning desk says of pages, setups and rates."""

from __future__ import annotations

from ...domain.scanning import Colour, Leaf, Page, Setup
from ..actions import DESK
from ..kit import Kit

BUTTONS = ("retake", "insert", "blank", "cover", "target", "label", "shape", "remove", "glass", "backs", "number",
           "next-item")
"""The desk's deeds that are buttons beside the page; above it is the one to leave."""
_GIGABYTE = 1_000_000_000


def leaf_note(kit: Kit, page: Page) -> str:
    """What is said of a page beside its label: what it is in its volume, or that it was scanned again."""
    if page.leaf is not Leaf.PAGE:
        return kit.speech.say(f"desk-leaf-{page.leaf}")
    return kit.speech.say("desk-retaken") if page.retaken else ""


def desk_key(kit: Kit, deed: str) -> str:
    """The key of one of the desk's deeds as people know it."""
    key = kit.keys.native(f"{DESK}{deed}")
    return kit.speech.say("desk-space") if kit.keys.of(f"{DESK}{deed}")[:1] == ("Space",) else key


def page_name(kit: Kit, label: str, number: int = 0) -> str:
    """What a page is called: its label, else its place."""
    return label or (str(number) if number else kit.speech.say("desk-page-next"))


def setup_words(kit: Kit, setup: Setup) -> str:
    """A setup in few words: 600 dpi, 16 bit, in colour."""
    depth = kit.speech.say("desk-depth", setup.depth)
    parts = [kit.speech.say("desk-dpi", setup.dpi), *([depth] if setup.colour is not Colour.LINES else []),
             kit.speech.say(f"desk-colour-{setup.colour}")]
    return ", ".join(parts)


def facts(kit: Kit, page: Page, room: int) -> list[tuple[str, str, bool]]:
    """What is known of a page on the disk: a name, its value, and whether something is wrong with it."""
    say = kit.speech.say
    honest = not page.told or not page.dpi or abs(page.told - page.dpi) <= max(2, page.dpi // 50)
    dpi = say("desk-dpi-measured", page.dpi) if honest else say("desk-dpi-differs", page.told, page.dpi)
    each = max(1, page.size)
    return [
        (say("desk-fact-pixels"), say("desk-pixels", page.width, page.height), False),
        (say("desk-fact-dpi"), dpi if page.dpi else say("desk-dpi-unknown"), not honest),
        (say("desk-fact-colour"), f"{say(f'desk-colour-{page.colour}')}, {say('desk-depth', page.bits)}", False),
        (say("desk-fact-format"), say("desk-format", page.mime.rpartition("/")[2].upper()), False),
        (say("desk-fact-room"), say("desk-room", round(room / _GIGABYTE), room // each), room < 50 * each),
    ]

"""A person has what is kept as text looked up now, while there is a connection, and is told what was found."""

from __future__ import annotations

from ..config.messages import Message
from .kit import Kit
from .status import StatusBar


def look_up(kit: Kit, status: StatusBar) -> None:
    """Ask the wikis about texts and categories that were not looked up lately, and about things that are not known."""
    from ..services import packs, resolving  # late: a start-up does without

    bridge = kit.bridge
    library, account = bridge.library, bridge.lists.sender()
    languages = list(dict.fromkeys([*library.setting("languages").split(), kit.speech.language]))

    def asked() -> Message:
        looked = resolving.look_up(library, account, languages)
        wanted = packs.wanted(library)
        kept = packs.fetch(library, account, wanted, languages) if wanted else 0
        if not (looked.texts or looked.categories or wanted):
            return Message("look-up-nothing")
        return Message("look-up-done", Message("look-up-texts", looked.texts, looked.found),
                       Message("look-up-categories", looked.categories), Message("look-up-things", kept))

    def told(found: Message) -> None:
        bridge.known_changed.emit()
        status.show_note(found)

    status.show_note(Message("look-up-asking"))
    bridge.work(asked, told)

"""The sources of the import page: cards that are noticed, folders and files that are given, each in a card."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from ...config.messages import Message
from ...services import places
from ..importing import Intakes, Work
from ..kit import Kit
from ..widgets.card_flow import CardFlow
from ..widgets.source_card import SourceCard
from .import_options import ImportOptions
from .import_source import Source

if TYPE_CHECKING:
    from ...services.places import Noticed

_TICK_MS, _LOOK_MS = 200, 2000
_CARD = "database"


class Sources(QObject):
    """Has the cards in the `flow`, looks for more, and lets each tell how far it is."""

    changed = Signal()
    """A source came or went."""
    begun = Signal(str)
    """An import (id) is under way; "" for a check."""
    unwilling = Signal(object)
    """The Fault that makes no sense of what is wished."""
    ended = Signal(object, object)
    """The Source whose import ended, and its Report or None."""

    def __init__(self, kit: Kit, options: ImportOptions, parent: QObject) -> None:
        super().__init__(parent)
        self._kit, self._options = kit, options
        self._intake = Intakes(kit.bridge)
        self._ejected: set[str] = set()
        """Keys of cards that were let go of and may still be seen for a moment."""
        self.flow = CardFlow()
        self.all: list[Source] = []
        self._narrow = False
        self.timer, self._tick = QTimer(self), QTimer(self)
        for timer, interval, call in ((self._tick, _TICK_MS, self._on_tick), (self.timer, _LOOK_MS, self.look)):
            timer.setInterval(interval)
            timer.timeout.connect(call)

    @property
    def running(self) -> Work | None:
        """An import or check that is under way, None if there is none."""
        return next((source.running for source in self.all if source.running), None)

    def take(self, paths: Sequence[Path]) -> None:
        """Import files and folders as wished, each folder in a card of its own."""
        folders = [path for path in paths if places.is_folder(path)]
        files = [path for path in paths if path not in folders]
        for group in [[path] for path in folders] + ([files] if files else []):
            known = next((source for source in self.all if group == [source.root]), None)
            (known or self.given(group)).begin()

    def go_on(self) -> None:
        """Copy what earlier imports left."""
        self.add(self.card("reload", Message("import-source-rest"), ""), []).begin()

    def given(self, paths: Sequence[Path]) -> Source:
        """A source for one folder, or for some files."""
        root = paths[0] if places.is_folder(paths[0]) else None
        if root is not None:
            card = self.card("folder", root.name or str(root), Message("import-source-folder", str(root)))
        else:
            card = self.card("image", Message("import-source-files", len(paths)),
                             ", ".join(path.name for path in paths[:3]))
        return self.add(card, paths, root=root)

    def card(self, sign: str, name: str | Message, place: str | Message) -> SourceCard:
        """A card, not yet in the flow."""
        return SourceCard(self._kit, sign, name, place, kind="card" if sign == _CARD else "folder")

    def add(self, card: SourceCard, paths: Sequence[Path], *, key: str = "", root: Path | None = None,
            photographer: str | None = None, waiting: int = 0) -> Source:
        """Have a card among the others; its parts are those of a Source."""
        source = Source(self._kit, self._intake, self._options, card, paths, key=key, root=root,
                        photographer=photographer, waiting=waiting)
        source.begun.connect(lambda _run: self._tick.start())
        source.begun.connect(self.begun)
        source.unwilling.connect(self.unwilling)
        source.ejected.connect(self._ejected.add)
        source.ended.connect(lambda report: self.ended.emit(source, report))
        self.all.append(source)
        card.arrange(narrow=self._narrow)
        self.flow.add(card)
        self._kit.dresser.dress(card)
        self.changed.emit()
        return source

    def arrange(self, *, narrow: bool) -> None:
        """Have in each card first what matters most where there is little room."""
        self._narrow = narrow
        for source in self.all:
            source.card.arrange(narrow=narrow)

    def clear(self) -> None:
        """Show none."""
        for source in self.all:
            self.flow.take(source.card)
        self.all.clear()

    def look(self) -> None:
        """Look which cards are plugged in, beside the window's thread."""
        library, known = self._kit.bridge.library, {source.key for source in self.all if source.key}
        self._kit.bridge.compute(lambda: places.noticed(library, known), self._on_noticed)

    def offer_photographers(self) -> None:
        """Offer the people of now wherever nothing is under way."""
        for source in self.all:
            source.offer_photographers()

    def retranslate(self) -> None:
        """Say everything again."""
        for source in self.all:
            source.card.retranslate()

    def stop(self) -> None:
        """Look no more, stop what is under way and wait for it."""
        self.timer.stop()
        for source in self.all:
            source.stop()

    def _on_noticed(self, found: Sequence[Noticed]) -> None:
        self._ejected &= {one.key for one in found}
        found = [one for one in found if one.key not in self._ejected]
        there, known = {one.key for one in found}, {source.key for source in self.all}
        for one in found:
            if one.key not in known:
                card = self.card(_CARD, one.name, Message("import-source-card", str(one.root)))
                card.show_noticed(one.light)
                self.add(card, [one.root], key=one.key, root=one.root, photographer=one.photographer,
                         waiting=one.waiting).offer_eject()
        for source in [source for source in self.all if source.key and source.key not in there]:
            if source.running is None and source.card.light is None:
                self.all.remove(source)
                self.flow.take(source.card)
        self.changed.emit()

    def _on_tick(self) -> None:
        for source in self.all:
            source.show_progress()
        if self.running is None:
            self._tick.stop()

"""One source of the import page: its card, what is under way from it, and what may be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ...domain.errors import Fault
from ...services import lights
from ...services.lights import Light
from ...services.mounts import plugged_in
from ..importing import Check, Import, Intakes, Work
from ..kit import Kit
from ..reasons import allow
from ..sorting import in_order
from ..widgets.source_card import SourceCard
from .import_options import ImportOptions

if TYPE_CHECKING:
    from ...services.importreport import Report
    from ...services.library import Library


class Source(QObject):
    """What comes from one memory card or folder. `key` is the card's, "" for anything else; `root` the folder that it
    is, None for some files; `paths` is what is imported, nothing to go on with what earlier imports left."""

    begun = Signal(str)
    """An import (id) is under way."""
    unwilling = Signal(object)
    """The Fault that makes no sense of what is wished."""
    ended = Signal(object)
    """The Report of an import, None for one that a fault ended."""
    ejected = Signal(str)
    """A card (its key) was let go of."""

    def __init__(self, kit: Kit, intake: Intakes, options: ImportOptions, card: SourceCard, paths: Sequence[Path], *,
                 key: str = "", root: Path | None = None, photographer: str | None = None, waiting: int = 0) -> None:
        super().__init__(card)
        self._kit, self._intake, self._options = kit, intake, options
        self.card, self.key, self.root = card, key, root
        self.waiting = waiting
        """Bytes that no import has begun to copy."""
        self.running: Work | None = None
        self.activity: str | None = None
        """What the last import was made under."""
        self._paths = list(paths)
        self._brought: list[str] = []
        """The items that the last import brought."""
        self._read: list[str] = []
        """The library's cards that the last import read."""
        self._photographer = photographer
        """The contributor (id) whose it seems to be."""
        card.import_wanted.connect(self.begin)
        card.cancel_wanted.connect(self._on_cancel)
        card.revoke_wanted.connect(lambda: self._on_light(lights.revoke))
        card.check_wanted.connect(self._on_check)
        card.eject_wanted.connect(self._on_eject)
        card.photographer_chosen.connect(self._on_photographer)
        card.do_without_wanted.connect(lambda: self._on_light(lights.do_without))
        kit.bridge.items_changed.connect(self._on_items_changed)
        self.offer_photographers()

    def begin(self) -> None:
        """Import, unless it is under way."""
        if self.running is not None:
            return
        try:
            wishes = self._options.wishes()
        except Fault as fault:
            self.unwilling.emit(fault)
            return
        wishes = replace(wishes, contributor=self.card.photographer.currentData())
        work = self.running = Import(self._kit.bridge, self._intake, self._paths, wishes)
        work.ended.connect(self._on_ended)
        self.card.show_progress(work.progress)
        self.waiting = 0
        self.begun.emit(work.run)
        work.start()

    def stop(self) -> None:
        """Stop what is under way and wait for it."""
        if self.running is not None:
            self.running.cancel()
            self.running.wait()

    def show_progress(self) -> None:
        """Tell how far it is, if anything is under way."""
        if self.running is not None:
            self.card.show_progress(self.running.progress)
            if isinstance(self.running, Import) and self.running.progress.phase:
                self.card.show_photographer(self.running.wishes.contributor)

    def offer_photographers(self) -> None:
        """Offer the people of now, unless an import has begun."""
        if self.running is None:
            people = [(one.name, one.id) for one in in_order(
                self._kit.bridge.lists.people().values(), lambda one: one.name, self._kit.speech.locale)]
            self.card.offer_photographers(people, self._options.photographer.currentData() or self._photographer)

    def offer_eject(self) -> None:
        """Offer to let go of a card that may be formatted."""
        light = self.card.light
        if self.key and self.root and light and light.shine is lights.Shine.SAFE:
            from ...services.mounts import kept_in  # late: a start-up does without

            self._kit.bridge.compute(lambda: kept_in(self.root), self.card.offer_eject)

    # What is heard

    def _on_cancel(self) -> None:
        if self.running is not None:
            self.running.cancel()
            allow(self.card.cancel, self._kit.speech.say("import-cancelling"))

    def _on_light(self, deed: Callable[[Library, str], Light]) -> None:
        library, [card, *_] = self._kit.bridge.library, self._cards()
        self._kit.bridge.write(lambda: deed(library, card), self.card.show_light)

    def _on_photographer(self, person: str | None) -> None:
        """What came is theirs; before an import it is a wish, for what will come."""
        if self.running is not None or not self._brought or person is None:
            return
        from ...services.photographers import credit  # late: it needs what reads photographs

        library, brought = self._kit.bridge.library, list(self._brought)
        self._kit.bridge.write(lambda: credit(library, brought, person, actor=library.setting("me")))

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        """Whose they are may have been said, or taken back."""
        if self.running is None and self._brought and (ids is None or self._brought[0] in ids):
            from ...services.photographers import credited

            library, brought = self._kit.bridge.library, list(self._brought)
            self._kit.bridge.compute(lambda: credited(library, brought), self.card.settle_photographer)

    def _on_eject(self) -> None:
        from ...services.mounts import eject

        allow(self.card.eject, self._kit.speech.say("import-ejecting"))
        root, name = self.root, self.card.accessibleName()

        def let_go() -> Fault | None:
            try:
                eject(root, name)
            except Fault as fault:
                return fault
            return None

        self._kit.bridge.compute(let_go, self._on_ejected)

    def _on_ejected(self, fault: Fault | None) -> None:
        self.card.show_ejected(fault)
        if fault is None:  # put in again, it is another card of the page
            self.ejected.emit(self.key)
            self.key, self.root = "", None

    def _on_check(self) -> None:
        if self.running is None:
            work = self.running = Check(self._kit.bridge, self._cards()[0])
            work.ended.connect(self._on_checked)
            self.begun.emit("")
            work.start()

    def _on_checked(self, light: Light | None, fault: Fault | None) -> None:
        self._let_go_of_work()
        self.card.show_checked()
        if light is not None:
            self.card.show_light(light)
            self.offer_eject()
        elif fault is not None:
            self.card.show_fault(fault, again=False)

    def _on_ended(self, report: Report | None, fault: Fault | None) -> None:
        self.activity, contributor = self.running.wishes.activity, self.running.wishes.contributor
        self.card.show_photographer(contributor)
        self._let_go_of_work()
        allow(self.card.cancel)
        if fault is not None:
            self.card.show_fault(fault)
            if not self.card.isVisible():  # somebody is on another page
                self._kit.bridge.failed.emit(fault.message, fault.remedy)
            self.ended.emit(None)
        else:
            self._kit.bridge.compute(lambda: self._outcome(report), lambda told: self._show_report(
                report, contributor, *told))

    def _let_go_of_work(self) -> None:
        self.running.deleteLater()
        self.running = None

    def _outcome(self, report: Report) -> tuple[Light | None, dict[str, str], bool]:
        """The card's light, the names of the items that were here before, and whether the card has gone."""
        lists, library = self._kit.bridge.lists, self._kit.bridge.library
        light = lights.light(library, report.cards[0]) if report.cards else None
        named = {row["id"]: row["title"] or row["name"] or "" for row in lists.rows(
            [one["item"] for one in report.already])}
        is_gone = self.root is not None and (
            not self.root.exists() or (bool(self.key) and self.key not in {key for key, _ in plugged_in()}))
        return light, named, is_gone

    def _show_report(self, report: Report, contributor: str | None, light: Light | None, named: dict[str, str],
                     is_gone: bool) -> None:
        self._read = report.cards
        self._brought = [one["id"] for one in report.items]
        if self._brought:
            self.card.settle_photographer(contributor)
        self.card.show_report(report, light, named, disks=self._options.copies.disks)
        if is_gone:
            self.card.show_gone()
        else:
            self.offer_eject()
        self.ended.emit(report)

    def _cards(self) -> list[str]:
        return [self.card.light.card] if self.card.light else self._read

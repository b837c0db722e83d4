"""The import page: a card for each source with its counts and its light, what has come, and what is wished."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from ...services import lights
from ...services.lights import Light
from ...services.mounts import plugged_in
from ...services.originals import DAMAGED
from ..delegates import CellDelegate
from ..folders import ask_folder
from ..importing import Check, Import, Intakes, Work
from ..kit import Kit
from ..models.cells import cells
from ..models.grid import GridModel
from ..models.thumbnails import Thumbnails
from ..reasons import allow
from ..sorting import in_order
from ..theme import mark
from ..widgets.band import Band
from ..widgets.card_flow import CardFlow
from ..widgets.empty_state import EmptyState
from ..widgets.grid_view import GridView
from ..widgets.import_lines import headline
from ..widgets.layouts import stack
from ..widgets.pieces import button, frame, label
from ..widgets.said import Said
from ..widgets.source_card import SourceCard
from .import_options import ImportOptions

if TYPE_CHECKING:
    from ...services.importreport import Report
    from ...services.library import Library
    from ...services.places import Noticed

_TICK_MS, _LOOK_MS = 200, 2000
_CARD = "database"


@dataclass
class _Source:
    """One card of the page: what it imports, how, and what is under way from it."""

    card: SourceCard
    paths: list[Path]
    key: str = ""
    root: Path | None = None
    running: Work | None = None
    ids: list[str] = field(default_factory=list)
    """The library's cards that the last import read."""
    photographer: str | None = None
    """The contributor (id) whose it seems to be."""


class ImportPage(QWidget):
    """Takes memory cards as they are put in, files and folders by dialog or by dropping them, and a watched folder."""

    finished = Signal(object)
    """The activity (id or None) whose photographs are to be shown."""
    activity_wanted = Signal()
    cull_wanted = Signal(list, str)
    """The imports (ids) whose photographs are to be looked through, and the one (id) to begin with or ""."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._intake = Intakes(kit.bridge)
        self._sources: list[_Source] = []
        self._runs: list[str] = []
        self._arrived = 0
        self._ejected: set[str] = set()
        """Keys of cards that were let go of and may still be seen for a moment."""
        self._report: Report | None = None
        """Of the import that ended last."""
        self._activity: str | None = None
        self.setAcceptDrops(True)
        self._build(thumbnails)
        self._tick, self._look = QTimer(self), QTimer(self)
        for timer, interval, call in ((self._tick, _TICK_MS, self._on_tick), (self._look, _LOOK_MS, self.look)):
            timer.setInterval(interval)
            timer.timeout.connect(call)
        kit.bridge.registers_changed.connect(self.refresh)
        kit.bridge.items_changed.connect(self._on_items_changed)
        kit.dresser.dress(self)
        self._offer_rest()

    # Parts

    def _build(self, thumbnails: Thumbnails) -> None:
        self._said = Said(self._kit.speech)
        word = self._said.word
        head, lines = frame("window", "6 5 6 3", "3", across=True), frame(gap="0")
        self._head, presses = head, frame(gap="3", across=True)
        self.heading, sub = label("", "title", "strong"), label("", "body", "subtle")
        lines.layout().addWidget(self.heading)
        lines.layout().addWidget(sub)
        self._files = button("", self.choose_files)
        self._folder = button("", self.choose_folder, primary=True)
        self._toggle = button("", self._on_toggle)
        for key, shown in (("import-page-heading", self.heading), ("import-page-sub", sub),
                           ("deed-import-files", self._files), ("deed-import-folder", self._folder),
                           ("import-options", self._toggle)):
            word(key, shown.setText)
        head.layout().addWidget(lines, 1)
        for press in (self._toggle, self._files, self._folder):
            press.setProperty("minHeight", "button")
            presses.layout().addWidget(press)
        head.layout().addWidget(presses)
        self.setFocusProxy(self._folder)
        self.result, self._rest = Band(self), Band(self)
        self._bands = bands = frame("window", "6 0 6 2", "2")
        for band in (self._rest, self.result):
            bands.layout().addWidget(band)
        self._flow = CardFlow()
        self._flow.grown.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        self._area = _scrolling(self._flow)
        self._new_bar = self._made_bar()
        self._model = GridModel(lambda ids: cells(self._kit.bridge.lists, ids), self._kit.speech)
        self.grid = GridView(self)
        word("import-grid-name", self.grid.setAccessibleName)
        self._delegate = CellDelegate(self._kit.theme, self._kit.icons, thumbnails)
        self.grid.furnish(self._model, self._delegate, self._kit.theme)
        self.grid.opened.connect(lambda item: self.cull_wanted.emit(list(self._runs), item))
        thumbnails.some_arrived.connect(lambda: self.grid.viewport().update())
        self.empty = EmptyState(self)
        self.empty.setProperty("band", "window")
        word("import-empty", lambda text: self.empty.say(self._kit.dresser, "download", text))
        self._left = left = QWidget(self)
        self._filler = frame("window")
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (head, bands, self._area, self._new_bar):
            column.addWidget(part)
        column.addWidget(self.grid, 1)
        column.addWidget(self.empty, 1)
        column.addWidget(self._filler, 1)
        self.options = ImportOptions(self._kit)
        self.options.activity_wanted.connect(self.activity_wanted)
        self.options.watch_changed.connect(self._show_new_ones)
        self.options.photographer.currentIndexChanged.connect(self._on_photographer_changed)
        self._side = _scrolling(self.options)
        self._side.setProperty("width", "inspector")
        self._side.setProperty("fixedWidth", "inspector")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(_line())
        row.addWidget(self._side)
        for part in (self._area, self._new_bar, self.grid, self._filler):
            part.hide()

    def _made_bar(self) -> QWidget:
        bar = frame("top", "6 3 6 3", "3", across=True)
        self._new_count = label("", "heading", "strong", wrap=False)
        self.cull, sub = button("", self.show_come, primary=True), label("", "small", "subtle")
        self.cull.setProperty("minHeight", "button")
        self._said.word("import-new-sub", sub.setText)
        bar.layout().addWidget(self._new_count)
        bar.layout().addWidget(sub, 1)
        bar.layout().addWidget(self.cull)
        return bar

    # What is imported

    @property
    def running(self) -> Work | None:
        """An import or check that is under way, None if there is none."""
        return next((source.running for source in self._sources if source.running), None)

    def choose_files(self) -> None:
        """Ask for files, in the platform's own dialog."""
        say = self._kit.speech.say
        names, _ = QFileDialog.getOpenFileNames(self, say("import-files-title"), "", say("import-files-filter"))
        self.take([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder, in the platform's own dialog."""
        folder = ask_folder(self, self._kit.speech.say("import-folder-title"))
        self.take([folder] if folder else [])

    def choose_activity(self, activity: str) -> None:
        """Import under this activity from now on."""
        self.options.choose_activity(activity)

    def take(self, paths: Sequence[Path]) -> None:
        """Import files and folders as wished, each folder in a card of its own."""
        folders = [path for path in paths if path.is_dir()]
        files = [path for path in paths if path not in folders]
        for group in [[path] for path in folders] + ([files] if files else []):
            known = next((source for source in self._sources if group == [source.root]), None)
            self._begin(known or self._add_source(group))

    def go_on(self) -> None:
        """Copy what earlier imports left."""
        self._rest.hide()
        self._begin(self._add(_Source(self._card("reload", Message("import-source-rest"), ""), [])))

    def stop(self) -> None:
        """Stop what is under way and wait for it."""
        self._look.stop()
        self.options.stop()
        for source in self._sources:
            if source.running is not None:
                source.running.cancel()
                source.running.wait()

    def show_new(self) -> None:
        """Go to the photographs of the activity that was imported into."""
        self.finished.emit(self._activity)

    def show_come(self) -> None:
        """Go to the photographs that have come so far, while the others are being copied."""
        self.cull_wanted.emit(list(self._runs), "")

    def _add_source(self, paths: list[Path]) -> _Source:
        root = paths[0] if paths[0].is_dir() else None
        if root is not None:
            return self._add(_Source(
                self._card("folder", root.name or str(root), Message("import-source-folder", str(root))), paths,
                root=root))
        return self._add(_Source(
            self._card("image", Message("import-source-files", len(paths)), ", ".join(path.name for path in paths[:3])),
            paths))

    def _card(self, sign: str, name: str | Message, place: str | Message) -> SourceCard:
        return SourceCard(self._kit, sign, name, place, kind="card" if sign == _CARD else "folder")

    def _add(self, source: _Source) -> _Source:
        card = source.card
        card.import_wanted.connect(lambda: self._begin(source))
        card.cancel_wanted.connect(lambda: self._on_cancel(source))
        card.revoke_wanted.connect(lambda: self._on_light(source, lights.revoke))
        card.check_wanted.connect(lambda: self._on_check(source))
        card.eject_wanted.connect(lambda: self._on_eject(source))
        card.do_without_wanted.connect(lambda: self._on_light(source, lights.do_without))
        self._sources.append(source)
        self._offer_photographers(source)
        self._flow.add(card)
        self._area.show()
        self._fit()
        self._kit.dresser.dress(card)
        return source

    def _begin(self, source: _Source) -> None:
        if source.running is not None:
            return
        try:
            wishes = self.options.wishes()
        except Fault as fault:
            self.result.say(self._kit.dresser, "error", self._kit.speech.say(fault.message))
            return
        self.result.hide()
        wishes = replace(wishes, contributor=source.card.photographer.currentData())
        source.running = Import(self._kit.bridge, self._intake, source.paths, wishes)
        self._runs.append(source.running.run)
        source.running.ended.connect(lambda report, fault: self._on_ended(source, report, fault))
        source.card.show_progress(source.running.progress)
        self._tick.start()
        source.running.start()

    # What is heard

    def look(self) -> None:
        """Look which cards are plugged in, beside the window's thread."""
        from ...services import places  # late: a start-up does without

        library, known = self._kit.bridge.library, {source.key for source in self._sources if source.key}
        self._kit.bridge.compute(lambda: places.noticed(library, known), self._on_noticed)

    def _on_noticed(self, found: Sequence[Noticed]) -> None:
        self._ejected &= {one.key for one in found}
        found = [one for one in found if one.key not in self._ejected]
        there = {one.key for one in found}
        for one in found:
            if not any(source.key == one.key for source in self._sources):
                card = self._card(_CARD, one.name, Message("import-source-card", str(one.root)))
                card.show_noticed(one.light)
                source = self._add(_Source(card, [one.root], one.key, one.root, photographer=one.photographer))
                self._offer_eject(source)
                self._show_parts()
        for source in [source for source in self._sources if source.key and source.key not in there]:
            if source.running is None and source.card.light is None:
                self._sources.remove(source)
                self._flow.take(source.card)
        self._show_parts()

    def _on_photographer_changed(self) -> None:
        for source in self._sources:
            if source.running is None:
                self._offer_photographers(source)

    def _on_tick(self) -> None:
        for source in self._sources:
            if source.running is not None:
                source.card.show_progress(source.running.progress)
                self._show_taker(source)
        if self.running is None:
            self._tick.stop()

    def _on_cancel(self, source: _Source) -> None:
        if source.running is not None:
            source.running.cancel()
            allow(source.card.cancel, self._kit.speech.say("import-cancelling"))

    def _on_light(self, source: _Source, deed: Callable[[Library, str], Light]) -> None:
        library, [card, *_] = self._kit.bridge.library, self._cards_of(source)
        self._kit.bridge.write(lambda: deed(library, card), source.card.show_light)

    def _offer_photographers(self, source: _Source) -> None:
        people = [(one.name, one.id) for one in in_order(
            self._kit.bridge.lists.people().values(), lambda one: one.name, self._kit.speech.locale)]
        source.card.offer_photographers(people, self.options.photographer.currentData() or source.photographer)

    @staticmethod
    def _show_taker(source: _Source) -> None:
        if isinstance(source.running, Import) and source.running.progress.phase:
            source.card.show_photographer(source.running.wishes.contributor)

    def _offer_eject(self, source: _Source) -> None:
        if not (source.key and source.root and source.card.light and source.card.light.shine is lights.Shine.SAFE):
            return
        from ...services.mounts import kept_in  # late: a start-up does without

        self._kit.bridge.compute(lambda: kept_in(source.root), source.card.offer_eject)

    def _on_eject(self, source: _Source) -> None:
        from ...services.mounts import eject

        allow(source.card.eject, self._kit.speech.say("import-ejecting"))

        def let_go() -> Fault | None:
            try:
                eject(source.root, source.card.accessibleName())
            except Fault as fault:
                return fault
            return None

        self._kit.bridge.compute(let_go, lambda fault: self._on_ejected(source, fault))

    def _on_ejected(self, source: _Source, fault: Fault | None) -> None:
        source.card.show_ejected(fault)
        if fault is None:  # put in again, it is another card of the page
            self._ejected.add(source.key)
            source.key, source.root = "", None

    def _on_check(self, source: _Source) -> None:
        if source.running is None:
            source.running = Check(self._kit.bridge, self._cards_of(source)[0])
            source.running.ended.connect(lambda light, fault: self._on_checked(source, light, fault))
            self._tick.start()
            source.running.start()

    def _on_checked(self, source: _Source, light: Light | None, fault: Fault | None) -> None:
        source.running.deleteLater()
        source.running = None
        source.card.show_checked()
        if light is not None:
            source.card.show_light(light)
            self._offer_eject(source)
        elif fault is not None:
            source.card.show_fault(fault, again=False)

    @staticmethod
    def _cards_of(source: _Source) -> list[str]:
        return [source.card.light.card] if source.card.light else source.ids

    def _on_ended(self, source: _Source, report: Report | None, fault: Fault | None) -> None:
        self._activity = source.running.wishes.activity
        source.card.show_photographer(source.running.wishes.contributor)
        source.running.deleteLater()
        source.running = None
        allow(source.card.cancel)
        if fault is not None:
            source.card.show_fault(fault)
            self._kit.bridge.failed.emit(fault.message, fault.remedy)
            self._show_new_ones()
            return
        self._show_report(source, report)
        self._show_new_ones()
        self._offer_rest()
        alone = not source.key and len(self._sources) == 1
        if alone and report.items and not report.refused and not report.cancelled:
            self.show_new()

    def _show_report(self, source: _Source, report: Report) -> None:
        lists, library = self._kit.bridge.lists, self._kit.bridge.library
        source.ids = report.cards
        light = lights.light(library, report.cards[0]) if report.cards else None
        named = {row["id"]: row["title"] or row["name"] or "" for row in lists.rows(
            [one["item"] for one in report.already])}
        source.card.show_report(report, light, named, disks=self.options.disks)
        self._report = report
        self._tell_result()
        if source.root is not None and (not source.root.exists() or (
                source.key and source.key not in {key for key, _ in plugged_in()})):
            source.card.show_gone()
        else:
            self._offer_eject(source)

    def _tell_result(self) -> None:
        say, report = self._kit.speech.say, self._report
        if report is None:
            return
        parts = [headline(say, report)]
        if report.already:
            parts.append(say("import-already", len(report.already)))
        if report.healed:
            parts.append(say("import-healed", len(report.healed), DAMAGED))
        if report.refused:
            parts.append(say("import-refused", len(report.refused)))
        self.result.say(self._kit.dresser, "warning" if report.refused else "success", " ".join(parts),
                        say("import-show"), self.show_new)

    def _offer_rest(self) -> None:
        self._kit.bridge.compute(self._kit.bridge.lists.under_way, self._on_rest)

    def _on_rest(self, count: int) -> None:
        say = self._kit.speech.say
        if count and self.running is None:
            self._rest.say(self._kit.dresser, "notice", say("import-rest", count), say("import-go-on"), self.go_on)
        else:
            self._rest.hide()

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        if self._runs:
            self._model.refresh(self._model.ids if ids is None else ids)
            self._show_new_ones()

    def _show_new_ones(self) -> None:
        runs, lists = list(self._runs), self._kit.bridge.lists
        self._kit.bridge.compute(lambda: (lists.imported(runs), lists.arrived(runs)), self._on_listed)

    def _on_listed(self, found: tuple[list[str], int]) -> None:
        ids, self._arrived = found
        self._model.show(ids)
        self._count_new()
        self._show_parts()

    def _count_new(self) -> None:
        say, total = self._kit.speech.say, len(self._model.ids)
        self._new_count.setText(say("import-new", total))
        self.cull.setText(say("import-cull", self._arrived) if self._arrived < total else say("import-show"))

    def _show_parts(self) -> None:
        there, sources = bool(self._model.ids), bool(self._sources)
        for part, shown in ((self._new_bar, there), (self.empty, not there), (self._area, sources)):
            part.setVisible(shown)
        self._fit()

    # Looks

    def refresh(self) -> None:
        """Offer the activities and people of now."""
        self.options.refresh()
        for source in self._sources:
            if source.running is None:
                self._offer_photographers(source)

    def retranslate(self) -> None:
        """Say everything again."""
        self._said.again()
        self.options.said.again()
        self.refresh()
        self._offer_rest()
        for source in self._sources:
            source.card.retranslate()
        self._count_new()
        self._tell_result()

    def showEvent(self, event: object) -> None:
        """Look for cards while the page is seen."""
        super().showEvent(event)
        self.look()
        self._look.start()

    def hideEvent(self, event: object) -> None:
        """Look no longer."""
        super().hideEvent(event)
        self._look.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the options away where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._kit.theme.tokens.size("import-narrow")
        self._toggle.setVisible(narrow)
        self._side.setVisible(not narrow)
        stack(self._head, narrow)
        self._fit()

    def _on_toggle(self) -> None:
        self._side.setVisible(self._side.isHidden())

    def _fit(self) -> None:
        """Give the cards the height that they need; where that leaves no room for a row of photographs, these are
        only counted, and the cards scroll."""
        width = max(1, self._area.viewport().width())
        needed = self._flow.heightForWidth(width) if self._sources else 0
        others = [part for part in (self._head, self._bands, self._new_bar) if not part.isHidden()]
        room = self.height() - sum(part.heightForWidth(self._left.width()) if part.hasHeightForWidth()
                                   else part.sizeHint().height() for part in others)
        roomy = room - needed >= self._delegate.cell_size().height()
        self.grid.setVisible(bool(self._model.ids) and (roomy or not needed))
        self._filler.setVisible(self.grid.isHidden() and self.empty.isHidden())
        self._area.setFixedHeight(max(0, min(needed, room)))

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is a file or a folder."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            mark(self.empty, band="drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        mark(self.empty, band="window")

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        mark(self.empty, band="window")
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


def _line() -> QWidget:
    found = frame("line")
    found.setProperty("fixedWidth", "hairline")
    return found


def _scrolling(body: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    area.setWidget(body)
    return area

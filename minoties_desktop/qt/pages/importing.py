"""The import page: a card for each source with its counts and its light, what has come, and what is wished."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from ...domain.errors import Fault
from ...services.originals import DAMAGED
from ..folders import ask_files, ask_folder
from ..importing import Work
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..theme import mark
from ..widgets.band import Band
from ..widgets.empty_state import EmptyState
from ..widgets.import_lines import headline, landed
from ..widgets.layouts import stack
from ..widgets.pieces import button, frame, label
from ..widgets.said import Said
from .import_arrivals import Arrivals
from .import_options import ImportOptions
from .import_source import Source
from .import_sources import Sources

if TYPE_CHECKING:
    from ...services.importreport import Report


class ImportPage(QWidget):
    """Takes memory cards as they are put in, files and folders by dialog or by dropping them, and a watched folder."""

    brought_wanted = Signal(list, str)
    """The imports (ids) whose photographs are to be shown, and the activity (id or "") that the last was under."""
    told = Signal(object)
    """What an import brought (a Message)."""
    activity_wanted = Signal()
    tracks_wanted = Signal(list)
    """Tracks (paths) that are to be kept and shown."""
    cull_wanted = Signal(list, str)
    """The imports (ids) whose photographs are to be looked through, and the one (id) to begin with or ""."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._activity = ""
        self._report: Report | None = None
        """Of the import that ended last."""
        self.setAcceptDrops(True)
        self.options = ImportOptions(kit)
        self.sources = Sources(kit, self.options, self)
        self.arrivals = Arrivals(kit, thumbnails, self)
        self._said = Said(kit.speech)
        self._build()
        self._connect()
        kit.dresser.dress(self)
        self._offer_rest()

    # Parts

    def _build(self) -> None:
        self._head = self._made_head()
        self.setFocusProxy(self._folder)
        self.result, self._rest = Band(self), Band(self)
        self._bands = frame("window", "6 0 6 2", "2")
        for band in (self._rest, self.result):
            self._bands.layout().addWidget(band)
        self.sources.flow.setProperty("maxWidth", "card-measure")
        self._area = _scrolling(self.sources.flow)
        self.empty = EmptyState(self)
        self.empty.setProperty("band", "window")
        self._said.word("import-empty", lambda text: self.empty.say(self._kit.dresser, "download", text))
        self._left, self._filler = QWidget(self), frame("window")
        self._column = column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self._head, self._bands, self._area, self.arrivals.bar):
            column.addWidget(part)
        for part in (self.arrivals.grid, self.empty, self._filler):
            column.addWidget(part, 1)
        self._side = _scrolling(self.options)
        self._side.setProperty("fixedWidth", "inspector")
        self._row, self._narrow = QHBoxLayout(self), False
        row = self._row
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left, 1)
        row.addWidget(_line())
        row.addWidget(self._side)
        for part in (self._area, self.arrivals.bar, self.arrivals.grid, self._filler, self._toggle):
            part.hide()

    def _made_head(self) -> QWidget:
        head, lines = frame("window", "6 5 6 3", "3", across=True), frame(gap="0")
        presses = frame(gap="3", across=True)
        self.heading, self._sub = label("", "title", "strong"), label("", "body", "subtle")
        lines.layout().addWidget(self.heading)
        lines.layout().addWidget(self._sub)
        self._files = button("", self.choose_files)
        self._folder = button("", self.choose_folder, primary=True)
        self._toggle = button("", self._on_toggle)
        self._toggle.setCheckable(True)
        for key, shown in (("import-page-heading", self.heading), ("import-page-sub", self._sub),
                           ("deed-import-files", self._files), ("deed-import-folder", self._folder),
                           ("import-options", self._toggle)):
            self._said.word(key, shown.setText)
        for press in (self._toggle, self._files, self._folder):
            press.setProperty("minHeight", "button")
            presses.layout().addWidget(press)
        head.layout().addWidget(lines, 1)
        head.layout().addWidget(presses)
        return head

    def _connect(self) -> None:
        sources, arrivals, options = self.sources, self.arrivals, self.options
        sources.flow.grown.connect(self._fit, Qt.ConnectionType.QueuedConnection)
        sources.changed.connect(self._show_parts)
        sources.changed.connect(self._say_needed)
        sources.begun.connect(self._on_begun)
        sources.unwilling.connect(self._on_unwilling)
        sources.ended.connect(self._on_ended)
        arrivals.changed.connect(self._show_parts)
        arrivals.cull_wanted.connect(self.cull_wanted)
        options.activity_wanted.connect(self.activity_wanted)
        options.hot.arrived.connect(arrivals.refresh)
        options.photographer.currentIndexChanged.connect(lambda _index: sources.offer_photographers())
        self._kit.bridge.registers_changed.connect(self.refresh)

    # What is imported

    @property
    def running(self) -> Work | None:
        """An import or check that is under way, None if there is none."""
        return self.sources.running

    def choose_files(self) -> None:
        """Ask for files, in the platform's own dialog."""
        say = self._kit.speech.say
        # Without a filter by endings: what can't be taken in says so, and RAW, sound and documents are chosen, too.
        self.take(ask_files(self, say("import-files-title")))

    def choose_folder(self) -> None:
        """Ask for a folder, in the platform's own dialog."""
        folder = ask_folder(self, self._kit.speech.say("import-folder-title"))
        self.take([folder] if folder else [])

    def choose_activity(self, activity: str) -> None:
        """Import under this activity from now on."""
        self.options.choose_activity(activity)

    def take(self, paths: Sequence[Path]) -> None:
        """Import files and folders as wished, each folder in a card of its own; tracks go to the map."""
        tracks = [path for path in paths if path.suffix.lower() in (".gpx", ".mbtiles")]
        if rest := [path for path in paths if path not in tracks]:
            self.sources.take(rest)
        if tracks:
            self.tracks_wanted.emit(tracks)

    def go_on(self) -> None:
        """Copy what earlier imports left."""
        self._rest.hide()
        self.sources.go_on()

    def stop(self) -> None:
        """Stop what is under way and wait for it."""
        self.options.hot.stop()
        self.sources.stop()

    def show_new(self) -> None:
        """Go to the photographs that were imported here."""
        self.brought_wanted.emit(list(self.arrivals.runs), self._activity)

    # What is heard

    def _on_begun(self, run: str) -> None:
        self.result.hide()
        self._say_needed()
        if run:
            self.arrivals.runs.append(run)

    def _say_needed(self) -> None:
        self.options.copies.need(sum(source.waiting for source in self.sources.all))

    def _on_unwilling(self, fault: Fault) -> None:
        parts = [self._kit.speech.say(part) for part in (fault.message, fault.remedy) if part]
        self.result.say(self._kit.dresser, "error", " ".join(parts))

    def _on_ended(self, source: Source, report: Report | None) -> None:
        self.arrivals.refresh()
        if report is None:
            return
        self._activity, self._report = source.activity or "", report
        self._tell_result()
        self._offer_rest()
        if not report.items:
            return
        self.told.emit(landed(report))
        focused = self.window().focusWidget()
        if self.isVisible() and (focused in (None, self._folder) or not self.isAncestorOf(focused)):
            self.result.take_keyboard()

    def _tell_result(self) -> None:
        say, report = self._kit.speech.say, self._report
        if report is None:
            return
        parts = [headline(say, report)]
        if report.already:
            parts.append(say("import-already", len(report.already)))
        if report.healed:
            parts.append(say("import-healed", len(report.healed), DAMAGED))
        if report.told:
            parts.append(say("import-told", len(report.told), report.told[0]["author"]))
        if report.refused:
            parts.append(say("import-refused", len(report.refused)))
        self.result.say(self._kit.dresser, "warning" if report.refused or report.told else "success", " ".join(parts),
                        say("import-show") if report.items else "", self.show_new)

    def _offer_rest(self) -> None:
        self._kit.bridge.compute(self._kit.bridge.lists.under_way, self._on_rest)

    def _on_rest(self, count: int) -> None:
        say = self._kit.speech.say
        if count and self.running is None:
            self._rest.say(self._kit.dresser, "notice", say("import-rest", count), say("import-go-on"), self.go_on)
        else:
            self._rest.hide()

    def _show_parts(self) -> None:
        there, alone = bool(self.arrivals.model.ids), self._narrow and not self._side.isHidden()
        for part, shown in ((self.arrivals.bar, there), (self._area, bool(self.sources.all)), (self._bands, True)):
            part.setVisible(shown and not alone)
        nearer = bool(self.sources.all) or (there and not alone)
        mark(self._folder, primary=not nearer)
        self._fit()

    # Looks

    def refresh(self) -> None:
        """Offer the activities and people of now."""
        self.options.refresh()
        self.sources.offer_photographers()

    def retranslate(self) -> None:
        """Say everything again."""
        self._said.again()
        self.options.said.again()
        self.refresh()
        self._offer_rest()
        self.sources.retranslate()
        self.arrivals.retranslate()
        self._tell_result()

    def showEvent(self, event: object) -> None:
        """Look for cards while the page is seen."""
        super().showEvent(event)
        self.arrivals.catch_up()
        self.sources.look()
        self.sources.timer.start()

    def hideEvent(self, event: object) -> None:
        """Look no longer."""
        super().hideEvent(event)
        self.sources.timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the options away where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < self._kit.theme.tokens.size("import-narrow")
        if narrow != self._narrow:
            self._narrow = narrow
            self._place_options()
        self._fit()

    def _place_options(self) -> None:
        narrow = self._narrow
        (self._column if narrow else self._row).addWidget(self._side, int(narrow))
        self._side.setProperty("fixedWidth", None if narrow else "inspector")
        self._side.setMinimumWidth(0)
        self._side.setMaximumWidth(self._left.maximumWidth())  # as wide as there is room
        self.options.setProperty("margins", "6 5 6 5" if narrow else "5 5 5 5")  # below the page's title, or by itself
        self._kit.dresser.dress(self._side)
        self._sub.setVisible(not narrow)
        self._toggle.setVisible(narrow)
        self.arrivals.arrange(narrow=narrow)
        self.sources.arrange(narrow=narrow)
        stack(self._head, narrow)
        self.show_options(shown=not narrow)

    def show_options(self, *, shown: bool) -> None:
        """Show what is wished, or put it away; where there is little room, in the place of everything else."""
        self._side.setVisible(shown)
        self._toggle.setChecked(shown)
        self._show_parts()

    def _on_toggle(self) -> None:
        self.show_options(shown=self._side.isHidden())

    def _fit(self) -> None:
        """Give the cards the height that they need; where that leaves no room for a row of photographs, these are
        only counted, and the cards scroll."""
        width = max(1, min(self._area.viewport().width(), self.sources.flow.maximumWidth()))
        needed = self.sources.flow.heightForWidth(width) if self.sources.all else 0
        arrivals = self.arrivals
        others = [part for part in (self._head, self._bands, arrivals.bar) if not part.isHidden()]
        room = self.height() - sum(part.heightForWidth(self._left.width()) if part.hasHeightForWidth()
                                   else part.sizeHint().height() for part in others)
        alone, there = self._narrow and not self._side.isHidden(), bool(arrivals.model.ids)
        roomy = room - needed >= arrivals.row_height()
        arrivals.grid.setVisible(there and not alone and (roomy or not needed))
        self.empty.setVisible(not there and not alone and (roomy or not needed))
        self._filler.setVisible(not alone and arrivals.grid.isHidden() and self.empty.isHidden())
        self._area.setFixedHeight(max(0, min(needed, room)))

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is a file or a folder."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._mark_ground("drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        self._mark_ground("window")

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self._mark_ground("window")
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])


    def _mark_ground(self, band: str) -> None:
        for part in (self.empty, self._filler):
            mark(part, band=band)


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

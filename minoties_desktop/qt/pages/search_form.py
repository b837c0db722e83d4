"""The question under which name a search is kept."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from ...domain.errors import Fault
from ...domain.query import Query
from ...services import searches
from ..filter_words import chips
from ..kit import Kit
from ..reasons import allow
from ..widgets.band import Band
from ..widgets.pieces import button, frame, label
from .field_choice import heading


class SearchForm(QDialog):
    """Keeps a query under a name, in place of the one that has it; or calls the one that is `renamed` (its id)
    something else."""

    def __init__(self, kit: Kit, query: Query, named: str, parent: QWidget, *, renamed: str = "") -> None:
        super().__init__(parent)
        say = kit.speech.say
        self._kit, self._query, self._renamed = kit, query, renamed
        self.setWindowTitle(say("deed-rename-search" if renamed else "deed-save-search"))
        self.setProperty("margins", "5 5 5 5")
        self.setProperty("gap", "4")
        layout = QVBoxLayout(self)
        layout.addWidget(heading(", ".join(words for _, words in chips(kit, query)),
                                 say("search-rename-explained" if renamed else "search-explained")))
        if query.person and not renamed:
            layout.addWidget(label(say("search-private"), "small", "subtle"))
        self.band = Band(self)
        self.band.hide()
        layout.addWidget(self.band)
        self.name = QLineEdit(named)
        self.name.setProperty("minHeight", "field")
        self.name.selectAll()
        words = label(say("search-name"), "strong-small", wrap=False)
        words.setBuddy(self.name)
        self.name.setAccessibleName(words.text())
        self.name.textChanged.connect(lambda _text: self._show_ready())
        layout.addWidget(words)
        layout.addWidget(self.name)
        layout.addStretch(1)
        foot = frame(across=True)
        foot.layout().addStretch(1)
        self.give_up = button(say("form-cancel"), self.reject)
        self.do = button(say("search-save"), self._on_done, primary=True)
        foot.layout().addWidget(self.give_up)
        foot.layout().addWidget(self.do)
        layout.addWidget(foot)
        self.do.setDefault(True)  # heard only by a button that has its dialog
        kit.dresser.dress(self)
        self._show_ready()
        self.name.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as wide as sentences want to be, and as high as they need."""
        width = min(self._kit.theme.tokens.size("palette-width"), self.parentWidget().width())
        self.resize(width, self.layout().totalHeightForWidth(width))
        super().showEvent(event)

    def _show_ready(self) -> None:
        allow(self.do, "" if self.name.text().strip() else self._kit.speech.say("preset-needs-name"))

    def _on_done(self) -> None:
        bridge, name, query, renamed = self._kit.bridge, self.name.text(), self._query, self._renamed

        def keep() -> object:
            return (searches.rename(bridge.library, bridge.tagging, renamed, name) if renamed
                    else searches.save(bridge.library, bridge.tagging, name, query))

        def saved(_made: object) -> None:
            bridge.registers_changed.emit()
            self.accept()

        bridge.write(keep, saved, self._on_failed)

    def _on_failed(self, fault: Fault) -> None:
        say = self._kit.speech.say
        self.band.say(self._kit.dresser, "error", " ".join(say(one) for one in (fault.message, fault.remedy) if one))

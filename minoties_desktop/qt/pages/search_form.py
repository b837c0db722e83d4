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
    """Keeps a query under a name, in place of the one that has it."""

    def __init__(self, kit: Kit, query: Query, named: str, parent: QWidget) -> None:
        super().__init__(parent)
        say = kit.speech.say
        self._kit, self._query = kit, query
        self.setWindowTitle(say("deed-save-search"))
        self.setProperty("margins", "5 5 5 5")
        self.setProperty("gap", "4")
        layout = QVBoxLayout(self)
        layout.addWidget(heading(", ".join(words for _, words in chips(kit, query)), say("search-explained")))
        if query.person:
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
        bridge, name, query = self._kit.bridge, self.name.text(), self._query

        def saved(_made: str) -> None:
            bridge.registers_changed.emit()
            self.accept()

        bridge.write(lambda: searches.save(bridge.library, bridge.tagging, name, query), saved, self._on_failed)

    def _on_failed(self, fault: Fault) -> None:
        say = self._kit.speech.say
        self.band.say(self._kit.dresser, "error", " ".join(say(one) for one in (fault.message, fault.remedy) if one))

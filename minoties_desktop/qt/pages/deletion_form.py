"""The text by which a person asks that what was published of somebody be deleted; the person sends it, never we."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ...config.messages import languages
from ...services import consenting
from ...services.consenting import Request
from .. import tabbing
from ..kit import Kit
from ..widgets.band import Band
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label
from ..widgets.scrolling import ScrollingBody
from .field_choice import heading


class DeletionForm(QDialog):
    """Shows the text in a language, copies it, and remembers that it was sent."""

    def __init__(self, kit: Kit, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._ids = kit, list(ids)
        say = kit.speech.say
        self.setWindowTitle(say("deletion-title"))
        self.setProperty("margins", "5 5 5 5")
        self.setProperty("gap", "4")
        layout = QVBoxLayout(self)
        layout.addWidget(heading(say("deletion-title"), say("deletion-about")))
        self.band = Band(self)
        layout.addWidget(self.band)
        self.language = Combo()
        for code in languages():
            self.language.addItem(kit.speech.messages.language_name(code), code)
        named = label(say("deletion-language"), "strong-small", wrap=False)
        named.setBuddy(self.language)
        self.language.setAccessibleName(named.text())
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(say("deletion-text"))
        for part in (named, self.language, self.text, label(say("deletion-how"), "small", "subtle")):
            layout.addWidget(part)
        foot = frame(across=True)
        self.sent = button(say("deletion-sent"), self._on_sent)
        self.copy = button(say("deletion-copy"), self._on_copy, primary=True)
        foot.layout().addWidget(button(say("deletion-later"), self.reject, quiet=True))
        foot.layout().addStretch(1)
        foot.layout().addWidget(self.sent)
        foot.layout().addWidget(self.copy)
        layout.addWidget(foot)
        self.copy.setDefault(True)
        self._scroll = ScrollingBody(self)
        kit.dresser.dress(self)
        self.language.activated.connect(lambda _row: self._draft(self.language.currentData()))
        self._draft("")

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The tab key goes as the eye does."""
        return tabbing.step(self, forward=forward)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the room that the text needs, as far as the window has it."""
        tokens = self._kit.theme.tokens
        width = max(tokens.size("dialog"), self._scroll.wanted_width())
        room = self.parentWidget().size() - QSize(0, tokens.size("top-bar"))
        self.resize(QSize(width, self._scroll.wanted_height(width)).boundedTo(room))
        super().showEvent(event)

    def _draft(self, language: str) -> None:
        library, ids = self._kit.bridge.library, self._ids

        def drafted(found: Request) -> None:
            self.text.setPlainText(found.text)
            self.language.setCurrentIndex(self.language.findData(found.language))

        self._kit.bridge.compute(lambda: consenting.request(library, ids, language=language), drafted)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.band.say(self._kit.dresser, "success", self._kit.speech.say("deletion-copied"))

    def _on_sent(self) -> None:
        library, ids = self._kit.bridge.library, self._ids
        self._kit.bridge.write(lambda: consenting.ask_deletion(library, ids, actor=library.setting("me")),
                               lambda _changes: self.accept())

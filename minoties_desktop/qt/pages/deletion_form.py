"""The text by which a person asks that what was published of somebody be deleted; the person sends it, never we."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from ...config.messages import languages
from ...services import consenting
from ...services.consenting import Request
from ..kit import Kit
from ..widgets.band import Band
from ..widgets.combo import Combo
from ..widgets.pieces import button, frame, label
from .field_choice import heading
from .fitting import FittingDialog


class DeletionForm(FittingDialog):
    """Shows the text in a language, copies it, and remembers that it was sent."""

    def __init__(self, kit: Kit, ids: Sequence[str], parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._ids = list(ids)
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
        self.text.setProperty("minHeight", "rows-min")
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
        self.scroll_body()
        kit.dresser.dress(self)
        self.language.activated.connect(lambda _row: self._draft(self.language.currentData()))
        self._draft("")

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

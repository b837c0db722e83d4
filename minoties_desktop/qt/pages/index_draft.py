"""The draft of an Index page for Wikisource: to be read, copied, or saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ...config.messages import Message
from ...services.indexpage import CONFIG, NAMESPACE, Draft
from ..kit import Kit
from ..widgets.pieces import button, frame, label


class IndexDraft(QDialog):
    """One draft; nothing of it is sent."""

    def __init__(self, kit: Kit, draft: Draft, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._draft = kit, draft
        say = kit.speech.say
        self.setWindowTitle(say("desk-index"))
        for name, value in (("margins", "5 5 5 5"), ("gap", "3"), ("minWidth", "dialog")):
            self.setProperty(name, value)
        layout = QVBoxLayout(self)
        layout.addWidget(label(draft.title or say("desk-index-untitled"), "heading", "strong"))
        layout.addWidget(label(say("desk-index-about"), "body", "subtle"))
        layout.addWidget(label(say("desk-index-elsewhere", CONFIG, NAMESPACE), "body", "subtle"))
        self.text = QPlainTextEdit(draft.text, self)
        self.text.setReadOnly(True)
        self.text.setProperty("textStyle", "code")
        self.text.setAccessibleName(say("desk-index"))
        self.text.setTabChangesFocus(True)
        layout.addWidget(self.text, 1)
        foot = frame(across=True)
        foot.layout().addStretch(1)
        self.copy = button(say("desk-index-copy"), self._copy, primary=True)
        for one in (button(say("form-close"), self.reject), button(say("desk-index-save"), self._save), self.copy):
            one.setProperty("minHeight", "button")
            foot.layout().addWidget(one)
        layout.addWidget(foot)
        kit.dresser.dress(self)
        room = parent.window().size()
        self.resize(min(kit.theme.tokens.size("text-measure"), room.width()), room.height() * 4 // 5)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(self._kit.speech.say("desk-index-copied"))

    def _save(self) -> None:
        name = (self._draft.title or NAMESPACE).replace(":", " ") + ".txt"
        path, _ = QFileDialog.getSaveFileName(self, self._kit.speech.say("desk-index-save"), name)
        if not path:
            return
        try:
            Path(path).write_text(self._draft.text, encoding="utf-8")
        except OSError as error:
            self._kit.bridge.failed.emit(Message("error-disk", path, error.strerror or str(error)),
                                         Message("error-disk-remedy"))

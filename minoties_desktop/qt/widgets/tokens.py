"""Editor of a list of values: each a token with its own button, and a place to type the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from ..kit import Kit
from ..models.fields import Token
from ..speller import is_undo
from ..theme import mark
from .flow import FlowLayout


class TokenEdit(QFrame):
    """Shows tokens; tells what is added and what is taken away."""

    added = Signal(str)
    removed = Signal(str)
    typed = Signal(str)
    onward = Signal()
    """Ctrl+Enter was pressed over the suggestions, where no one else hears it."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._tokens: tuple[Token, ...] = ()
        self._chips: list[QFrame] = []
        self._brought_back = False
        self.setProperty("field", True)
        self.setProperty("margins", "1 1 1 1")
        self.setProperty("gap", "2")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._flow = FlowLayout(self, fill=True)
        self.edit = QLineEdit(self)
        self.edit.setProperty("bare", True)
        self.edit.setProperty("minHeight", "token")
        self.edit.setProperty("minWidth", "token-edit")
        self.edit.installEventFilter(self)
        self.edit.textEdited.connect(self._on_edited)
        # With the suggestions open, keys reach the field without passing the event filter.
        self.edit.returnPressed.connect(self.commit)
        self._completer = QCompleter(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.edit.setCompleter(self._completer)
        self._completer.popup().installEventFilter(self)
        # The completer writes the chosen suggestion into the field after it has told.
        self._completer.activated.connect(lambda _text: QTimer.singleShot(0, self, self.commit))
        self._flow.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    def show_tokens(self, tokens: Sequence[Token], items: int, words: Callable[[str], str], kind: Callable[[str], str],
                    about: Callable[[str], str]) -> None:
        """Show tokens; `words` gives a value's label, `kind` tells known, text or red, `about` what it is."""
        self._tokens = tuple(tokens)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(token, items, words(token.text), kind(token.text)) for token in tokens]
        for token, chip in zip(tokens, self._chips, strict=True):
            told = about(token.text)
            chip.setToolTip(told)
            chip.setAccessibleDescription(told)
        for place, chip in enumerate(self._chips):
            self._flow.insert(place, chip)
            chip.show()
        self._kit.dresser.dress(self)
        self.updateGeometry()

    def suggest(self, texts: Sequence[str]) -> None:
        """Offer these while typing."""
        self._completer.setModel(QStringListModel(list(texts), self._completer))

    def set_replacing(self, replacing: bool) -> None:
        """Show that the tokens would go: struck through."""
        for chip in self._chips:
            for label in chip.findChildren(QLabel):
                font = label.font()
                font.setStrikeOut(replacing)
                label.setFont(font)

    def commit(self) -> None:
        """Make a token of what is typed."""
        text = self.edit.text().strip()
        self._brought_back = False
        if text:
            self.edit.clear()
            self.added.emit(text)

    def leave(self) -> None:
        """Make a token of what is typed, but not of what only was brought back: that waits for somebody to say so."""
        if not self._brought_back:
            self.commit()

    def bring_back(self, text: str) -> None:
        """Have a text that was left half typed in its place again, unless something stands there."""
        if text and not self.edit.text():
            self.edit.setText(text)
            self._brought_back = True

    @property
    def waits(self) -> bool:
        """Whether what stands there was brought back and nobody has touched it."""
        return self._brought_back

    def _on_edited(self, text: str) -> None:
        self._brought_back = False
        self.typed.emit(text)

    def take(self, value: str) -> None:
        """Make a token of a value that was chosen, in place of what is typed."""
        self.edit.clear()
        self.added.emit(value)

    def give_back(self, text: str) -> None:
        """Have a text that became no token in its place again, unless somebody is typing the next."""
        if not self.edit.text():
            self.edit.setText(text)

    def _chip(self, token: Token, items: int, words: str, kind: str) -> QFrame:
        say = self._kit.speech.say
        chip = QFrame(self)
        partial = token.count < items
        chip.setProperty("token", "partial" if partial and kind == "known" else kind)
        chip.setProperty("margins", "3 0 1 0")
        chip.setProperty("gap", "2")
        chip.setProperty("minHeight", "token")
        layout = QHBoxLayout(chip)
        if icon := {"text": "clock", "red": "alert"}.get(kind) or ("link" if token.inherited else ""):
            sign = QLabel(chip)
            sign.setProperty("iconName", icon)
            sign.setProperty("iconLength", "icon-small")
            sign.setProperty("tint", "link-red" if kind == "red" else "text-subtle")
            layout.addWidget(sign)
        name = QLabel(words, chip)
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setProperty("textStyle", "small")
        layout.addWidget(name)
        if partial:
            on = QLabel(say("panel-token-on", token.count, items), chip)
            on.setProperty("textStyle", "small")
            on.setProperty("ink", "subtle")
            layout.addWidget(on)
        close = QToolButton(chip)
        close.setProperty("tiny", True)
        close.setProperty("iconName", "close")
        close.setProperty("iconLength", "icon-small")
        close.setProperty("tint", "text-subtle")
        close.setToolTip(say("panel-token-remove", words))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(lambda: self.removed.emit(token.text))
        layout.addWidget(close)
        chip.setAccessibleName(words)
        return chip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Tab take what is typed, Backspace in an empty place the last token; focus shows on the frame."""
        if watched is not self.edit:
            return self._leave_suggestions(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            mark(self, focused=event.type() == QEvent.Type.FocusIn)
            if event.type() == QEvent.Type.FocusOut:
                self.leave()
        if event.type() == QEvent.Type.ShortcutOverride and not self.edit.text() and is_undo(event):
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and self.edit.text():
                self.commit()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.edit.text() and self._tokens:
                self.removed.emit(self._tokens[-1].text)
                return True
        return False

    def _leave_suggestions(self, event: QEvent) -> bool:
        if not (isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            return False
        self._completer.popup().hide()
        self.commit()
        self.onward.emit()
        return True

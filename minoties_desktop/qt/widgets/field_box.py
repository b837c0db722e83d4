"""One field of the inspector: its label line, its editor, its hint; it shows a Line and tells what is done to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.fields import Kind
from ..kit import Kit
from ..looks import SEVERITY
from ..models.fields import Line, Stand, is_tight, room
from ..models.values import Vocabulary
from ..theme import mark
from .editors import ChoiceEdit, ListEdit, TextEdit
from .labels import ElidedLabel
from .tokens import TokenEdit

DRAFT_MS = 200
"""A pause in typing after which the text is kept; well below the 250 ms that a power cut may cost."""


class FieldBox(QFrame):
    """Shows one Line. It keeps the editor while the line stays the same, so that the cursor stays too."""

    drafted = Signal(object, str)
    """A line, and what was typed into it so far."""
    replaced = Signal(object, list)
    """A line, and the texts that its items should have."""
    added = Signal(object, str)
    removed = Signal(object, str)
    cleared = Signal(object)
    """A line whose items should go back to what they inherit."""

    def __init__(self, kit: Kit, vocabulary: Vocabulary, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._vocabulary, self.line = kit, vocabulary, line
        self._dirty = False
        self._fault: Message | None = None
        self._replacing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self._on_pause)
        self._build()
        self.show_line(line)

    # What it shows

    def show_line(self, line: Line) -> None:
        """Show another state of the same field; what is being typed stays."""
        self.line = line
        if not self._dirty:
            self._fault = None
            self._show_value()
        self._show_signs()

    def show_draft(self, text: str) -> None:
        """Show a text that was typed earlier and could not become a value."""
        if isinstance(self.editor, TextEdit):
            self.editor.set_text(text)

    def fail(self, fault: Message) -> None:
        """Say why what was typed is no value; the text stays."""
        self._fault = fault
        self._dirty = True
        self._show_signs()

    def commit(self) -> None:
        """Make a value of what was typed."""
        self._timer.stop()
        if isinstance(self.editor, TokenEdit):
            self.editor.commit()
        elif self._dirty:
            self._dirty = False
            text = self.editor.text().strip()
            if text != self.line.text or self.line.stand in (Stand.MIXED, Stand.FOLLOWS):
                self.replaced.emit(self.line, [text] if text else [])
            else:
                self._fault = None
                self._show_signs()

    def focus_editor(self) -> None:
        """Put the cursor into the field."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # How it is built

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setProperty("gap", "1")
        top = QFrame(self)
        top.setProperty("gap", "2")
        bar = QHBoxLayout(top)
        bar.setContentsMargins(0, 0, 0, 0)
        self._label, self._code = ElidedLabel(top), QLabel(top)
        self._needed, self._end = QLabel(top), ElidedLabel(top)
        self._label.setProperty("textStyle", "strong-small")
        self._code.setProperty("code", True)
        self._code.setProperty("textStyle", "micro")
        for label in (self._needed, self._end):
            label.setProperty("textStyle", "small")
            label.setProperty("ink", "subtle")
        self._back = QPushButton(top)
        self._back.setProperty("link", True)
        self._back.setProperty("textStyle", "small")
        self._back.clicked.connect(lambda: self.cleared.emit(self.line))
        bar.addWidget(self._label)
        bar.addWidget(self._code)
        bar.addWidget(self._needed)
        bar.addStretch(1)
        bar.addWidget(self._end)
        bar.addWidget(self._back)
        self._modes = self._build_modes(top)
        bar.addWidget(self._modes)
        layout.addWidget(top)
        self.editor = self._make_editor()
        layout.addWidget(self.editor)
        hint = QFrame(self)
        hint.setProperty("gap", "2")
        row = QHBoxLayout(hint)
        row.setContentsMargins(0, 0, 0, 0)
        self._hint, self._hint_icon, self._hint_text = hint, QLabel(hint), QLabel(hint)
        self._hint_icon.setProperty("iconLength", "icon-small")
        self._hint_text.setProperty("textStyle", "small")
        self._hint_text.setWordWrap(True)
        row.addWidget(self._hint_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._hint_text, 1)
        layout.addWidget(hint)
        say = self._kit.speech.say
        self._label.setText(say(self.line.field.label))
        self._label.setBuddy(self.editor)
        name = say(self.line.field.label)
        self.editor.setAccessibleName(f"{name} ({self.line.lang})" if self.line.lang else name)
        self.editor.setToolTip(say(self.line.field.help))
        self._kit.dresser.dress(self)

    def _build_modes(self, parent: QWidget) -> QFrame:
        frame = QFrame(parent)
        bar = QHBoxLayout(frame)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(0)
        group = QButtonGroup(frame)
        first = "panel-add" if self.line.field.many else "panel-keep"
        self._mode_buttons = []
        for number, key in enumerate((first, "panel-replace")):
            button = QToolButton(frame)
            button.setText(self._kit.speech.say(key))
            button.setCheckable(True)
            for name, value in (("segment", True), ("small", True), ("textStyle", "small"), ("first", number == 0),
                                ("last", number == 1)):
                button.setProperty(name, value)
            group.addButton(button, number)
            bar.addWidget(button)
            self._mode_buttons.append(button)
        self._mode_buttons[0].setChecked(True)
        group.idClicked.connect(self._on_mode)
        return frame

    def _make_editor(self) -> QWidget:
        field = self.line.field
        if field.many:
            tokens = TokenEdit(self._kit, self)
            tokens.added.connect(self._on_token_added)
            tokens.removed.connect(lambda text: self.removed.emit(self.line, text))
            return tokens
        if field.kind is Kind.CHOICE:
            choice = ChoiceEdit(self._kit, self._vocabulary.choices(field), self)
            choice.chosen.connect(lambda value: self.replaced.emit(self.line, [value]))
            return choice
        if self._vocabulary.choices(field) is not None:
            listed = ListEdit(self._kit, free=field.kind is not Kind.LICENCE, parent=self)
            listed.chosen.connect(lambda value: self.replaced.emit(self.line, [value] if value else []))
            return listed
        long = field.kind is Kind.LONG_TEXT
        text = TextEdit(self._kit, lines=2 if long else 1, multiline=long, parent=self)
        if self.line.lang:
            text.setLocale(QLocale(self.line.lang))
            text.setLayoutDirection(QLocale(self.line.lang).textDirection())
        text.typed.connect(self._on_typed)
        text.done.connect(self.commit)
        return text

    # What it shows, in detail

    def _show_value(self) -> None:
        line, say = self.line, self._kit.speech.say
        placeholder = say("panel-mixed", line.different) if line.stand is Stand.MIXED else ""
        with QSignalBlocker(self.editor):
            match self.editor:
                case TokenEdit():
                    self.editor.show_tokens(
                        line.tokens, line.items, lambda text: self._vocabulary.words(line.field, text),
                        lambda text: self._vocabulary.token_kind(line.field, text))
                    self.editor.edit.setPlaceholderText(say("panel-token-add"))
                    self.editor.suggest(self._vocabulary.suggestions(line.field))
                case ChoiceEdit():
                    self.editor.set_choice(line.text)
                case ListEdit():
                    self.editor.offer(self._vocabulary.choices(line.field) or ())
                    self.editor.set_choice(line.text, placeholder)
                case TextEdit():
                    self.editor.set_text(line.text if line.stand in (Stand.OWN, Stand.INHERITED) else "")
                    self.editor.setPlaceholderText(
                        line.text if line.stand is Stand.FOLLOWS else placeholder)
                    italic = self.editor.font()
                    italic.setItalic(line.stand is Stand.MIXED)
                    self.editor.setFont(italic)

    def _show_signs(self) -> None:
        line, say = self.line, self._kit.speech.say
        self._code.setText(line.lang)
        self._code.setVisible(bool(line.lang))
        empty = line.stand is Stand.EMPTY
        self._needed.setText(say("panel-needed") if line.field.needed and empty else "")
        many = line.items > 1 and (line.field.many or line.stand is Stand.MIXED) and not isinstance(
            self.editor, (ChoiceEdit, ListEdit))
        self._modes.setVisible(many)
        own = line.stand in (Stand.OWN, Stand.MIXED) and line.field.inherited and line.field.kind is not Kind.TITLE
        self._back.setVisible(own and not many and self._vocabulary.would_inherit(line))
        self._back.setText(say("panel-back"))
        self._end.setText(self._end_words())
        problem = bool(line.problem and line.problem.blocks and not (empty and line.field.needed)) or bool(self._fault)
        mark(self.editor, inherited=line.stand in (Stand.INHERITED, Stand.FOLLOWS), problem=problem)
        self._show_hint()

    def _end_words(self) -> str:
        line, say = self.line, self._kit.speech.say
        if isinstance(self.editor, TextEdit) and (self._dirty or self.editor.hasFocus() or line.stand is Stand.OWN):
            text = self.editor.text()
            left = room(line, text)
            if left is not None:
                mark(self._end, ink="warning" if is_tight(line, text) else "subtle")
                return say(left)
        mark(self._end, ink="subtle")
        if line.stand is Stand.FOLLOWS:
            return say("panel-follows-caption")
        if line.origin:
            return self._vocabulary.origin(line)
        if line.items > 1 and line.stand is Stand.OWN and not line.field.many:
            return say("panel-same", line.items)
        return ""

    def _show_hint(self) -> None:
        line, say = self.line, self._kit.speech.say
        icon, tint, text = "", "text-subtle", ""
        if self._fault is not None:
            icon, tint, text = "error", "error", say(self._fault)
        elif line.problem is not None:
            look = SEVERITY[line.problem.severity]
            icon, tint, text = look.icon, look.colour, say(line.problem.message)
            if line.items > 1:
                text = say("panel-problem-on", text, line.held, line.items)
        elif line.stand is Stand.MIXED and self._dirty:
            icon, text = "info", say("panel-will-replace", line.items)
        elif hint := self._vocabulary.hint(line):
            icon, text = hint[0], say(hint[1])
        self._hint.setVisible(bool(text))
        self._hint_text.setText(text)
        mark(self._hint_text, ink=tint if tint != "text-subtle" else "subtle")
        if icon:
            self._hint_icon.setProperty("iconName", icon)
            self._hint_icon.setProperty("tint", tint)
            self._kit.dresser.dress(self._hint)
        describing = [self._end.text(), text]
        self.editor.setAccessibleDescription(". ".join(part for part in describing if part))

    # What is done to it

    def _on_typed(self, text: str) -> None:
        self._dirty = True
        self._fault = None
        if self.line.stand is Stand.MIXED:
            self._mode_buttons[1].setChecked(True)
        self._show_signs()
        self._timer.start()

    def _on_pause(self) -> None:
        if self._dirty:
            self.drafted.emit(self.line, self.editor.text())

    def _on_token_added(self, text: str) -> None:
        value = self._vocabulary.value(self.line.field, text)
        if self._replacing:
            self._on_mode(0)
            self._mode_buttons[0].setChecked(True)
            self.replaced.emit(self.line, [value])
        else:
            self.added.emit(self.line, value)

    def _on_mode(self, mode: int) -> None:
        if isinstance(self.editor, TokenEdit):
            self._replacing = mode == 1
            self.editor.set_replacing(self._replacing)
        elif mode == 0 and self._dirty:
            self._dirty = False
            self._timer.stop()
            self._show_value()
        self._show_signs()
        self.focus_editor()

    def texts(self) -> Sequence[str]:
        """What the editor holds now, for tests of what a person sees."""
        if isinstance(self.editor, TextEdit):
            return [self.editor.text()]
        return [token.text for token in self.line.tokens] or [self.line.text]

"""What a field of the inspector is built of: the label line, the editor of its kind, the hint line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLocale, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ...config.messages import Lang
from ...domain.fields import Kind
from ..kit import Kit
from ..models.fields import Line
from ..models.values import Vocabulary
from ..speaking import direction
from ..speller import Speller
from .editors import ChoiceEdit, ListEdit, TextEdit
from .labels import ElidedLabel
from .near_row import NearRow
from .tokens import TokenEdit

Editor = TextEdit | TokenEdit | ChoiceEdit | ListEdit
_LONG = 2  # lines that a long text shows at least


def make_editor(kit: Kit, vocabulary: Vocabulary, line: Line, parent: QWidget) -> Editor:
    """The editor that a field's kind asks for, in the direction of the field's language."""
    field = line.field
    if field.many:
        tokens = TokenEdit(kit, parent)
        Speller(tokens.edit, tokens.edit.textEdited, lambda text: vocabulary.ending(text, line.lang))
        return tokens
    choices = vocabulary.choices(field)
    if field.kind is Kind.CHOICE:
        return ChoiceEdit(kit, choices or (), parent)
    if choices is not None:
        return ListEdit(kit, free=field.kind is not Kind.LICENCE, parent=parent)
    long = field.kind is Kind.LONG_TEXT
    text = TextEdit(kit, lines=_LONG if long else 1, multiline=long, parent=parent)
    Speller(text, text.typed, lambda text: vocabulary.ending(text, line.lang))
    if line.lang:
        text.setLocale(QLocale(line.lang))
        text.write_in(direction(line.lang))
    return text


class LabelLine(QFrame):
    """What a field is called at the start, what can be done to it at the end; below each other where that is too much
    for one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._halves = [QFrame(self), QFrame(self)]
        bar = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        bar.setContentsMargins(0, 0, 0, 0)
        for half in (self, *self._halves):
            half.setProperty("gap", "2")
        for place, half in enumerate(self._halves):
            QHBoxLayout(half).setContentsMargins(0, 0, 0, 0)
            bar.addWidget(half, 1 - place)

    def hold(self, start: Sequence[QWidget], end: Sequence[QWidget]) -> None:
        """Take the parts of both halves."""
        for half, parts in zip(self._halves, (start, end), strict=True):
            for part in parts:
                half.layout().addWidget(part)
        self._halves[0].layout().addStretch(1)

    def event(self, event: QEvent) -> bool:
        """Stand in one line or in two, whenever there is another width or another text."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        layout: QBoxLayout = self.layout()
        start, end = self._halves
        parts = [part for part in end.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
                 if not part.isHidden()]
        needed = start.sizeHint().width() + layout.spacing() + sum(
            part.minimumSizeHint().width() for part in parts) + max(0, len(parts) - 1) * end.layout().spacing()
        narrow = needed > self.width()
        label = start.findChild(ElidedLabel)
        label.setMinimumWidth(min(label.sizeHint().width(), self.width() // 2))
        layout.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class FieldParts:
    """The label line above a field's editor, and the hint below it."""

    def __init__(self, kit: Kit, line: Line, box: QFrame) -> None:
        self._kit, self._line, self._box = kit, line, box
        self._layout = QVBoxLayout(box)
        self._layout.setContentsMargins(0, 0, 0, 0)
        box.setProperty("gap", "1")
        self._make_label_line()
        self.near = NearRow(kit, box)
        self._make_hint()

    def hold(self, editor: Editor) -> None:
        """Take the editor into the middle and name it for screen readers."""
        say, line = self._kit.speech.say, self._line
        self._layout.insertWidget(1, editor)
        self._layout.insertWidget(2, self.near)
        name = say(line.field.label)
        self.label.setText(name)
        self.label.setBuddy(editor)
        full = f"{name} ({line.lang})" if line.lang else name
        self.spoken: QWidget = editor.edit if isinstance(editor, TokenEdit) else editor
        for widget in {editor, self.spoken}:
            widget.setAccessibleName(full)
        for button in (*self.mode_buttons, self.back, self.stick):
            button.setAccessibleDescription(full)
        editor.setToolTip(say(line.field.help))
        self._kit.dresser.dress(self._box)

    def offer_drop(self, *, offered: bool) -> None:
        """Offer to do without the language of the line, or not."""
        if offered and not self.drop.toolTip():
            self.drop.setToolTip(self._kit.speech.say("panel-drop-language", Lang(self._line.lang)))
            self.drop.setAccessibleName(self.drop.toolTip())
        self.drop.setVisible(offered)

    def _make_label_line(self) -> None:
        top = LabelLine(self._box)
        self.label, self.code = ElidedLabel(top), QLabel(top)
        self.needed, self.end = QLabel(top), ElidedLabel(top)
        self.label.setProperty("textStyle", "strong-small")
        self.code.setProperty("code", True)
        self.code.setProperty("textStyle", "micro")
        for label in (self.needed, self.end):
            label.setProperty("textStyle", "small")
            label.setProperty("ink", "subtle")
        self.back = QPushButton(top)
        self.back.setProperty("link", True)
        self.back.setProperty("textStyle", "small")
        self.stick = QToolButton(top)
        self.stick.setCheckable(True)
        self.stick.hide()
        for name, value in (("tiny", True), ("iconName", "arrowNext"), ("iconLength", "icon-small"),
                            ("tint", "text-subtle")):
            self.stick.setProperty(name, value)
        self.stick.setToolTip(self._kit.speech.say("panel-stick"))
        self.stick.setAccessibleName(self.stick.toolTip())
        self.drop = QToolButton(top)
        self.drop.hide()
        for name, value in (("tiny", True), ("iconName", "close"), ("iconLength", "icon-small"),
                            ("tint", "text-subtle")):
            self.drop.setProperty(name, value)
        top.hold((self.label, self.code, self.drop, self.needed),
                 (self.end, self.back, self.stick, self._make_modes(top)))
        self._layout.addWidget(top)

    def _make_modes(self, parent: QWidget) -> QFrame:
        self.mode_frame, self.modes = QFrame(parent), QButtonGroup(parent)
        self.mode_buttons: list[QToolButton] = []
        bar = QHBoxLayout(self.mode_frame)
        bar.setContentsMargins(0, 0, 0, 0)
        bar.setSpacing(0)
        first = "panel-add" if self._line.field.many else "panel-keep"
        for number, key in enumerate((first, "panel-replace")):
            button = QToolButton(self.mode_frame)
            button.setText(self._kit.speech.say(key))
            button.setCheckable(True)
            for name, value in (("segment", True), ("small", True), ("textStyle", "small"), ("first", number == 0),
                                ("last", number == 1)):
                button.setProperty(name, value)
            self.modes.addButton(button, number)
            self.mode_buttons.append(button)
            bar.addWidget(button)
        self.mode_buttons[0].setChecked(True)
        return self.mode_frame

    def _make_hint(self) -> None:
        self.hint = QFrame(self._box)
        self.hint.setProperty("gap", "2")
        row = QHBoxLayout(self.hint)
        row.setContentsMargins(0, 0, 0, 0)
        self.hint_icon, self.hint_text = QLabel(self.hint), QLabel(self.hint)
        self.hint_icon.setProperty("iconLength", "icon-small")
        self.hint_text.setProperty("textStyle", "small")
        self.hint_text.setWordWrap(True)
        row.addWidget(self.hint_icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.hint_text, 1)
        self.remedy, self.font = (QPushButton(self._kit.speech.say(key), self.hint) for key in (
            "panel-mend", "panel-font"))
        for button in (self.remedy, self.font):
            button.setProperty("link", True)
            button.setProperty("textStyle", "small")
            button.hide()
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self.hint)
        self.consent = QPushButton(self._kit.speech.say("people-record"), self._box)
        self.consent.setProperty("small", True)
        self.consent.setProperty("textStyle", "small")
        self.consent.hide()
        self._layout.addWidget(self.consent, 0, Qt.AlignmentFlag.AlignLeading)
        self._layout.addStretch(1)  # beside a higher box it stays at the top

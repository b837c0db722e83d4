"""One field of the inspector: its label line, its editor, its hint; it shows a Line and tells what is done to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QWidget

from ...config.languages import language
from ...config.messages import Lang, Message
from ...domain import variables
from ...domain.fields import Field, Kind
from ...services.speaking import takes_captions
from .. import fonts
from ..kit import Kit
from ..looks import SEVERITY
from ..models.fields import Line, Stand, is_tight, room
from ..models.values import Vocabulary
from ..remedies import CONSENT, PERSON
from ..theme import mark
from .editors import ChoiceEdit, ListEdit, TextEdit
from .field_parts import Editor, FieldParts, make_editor
from .tokens import TokenEdit

DRAFT_MS = 100
"""How long after a key the text is kept at the latest; well below the 250 ms that a power cut may cost."""
_NAMED = 3
"""Words that are named of those that no dictionary has."""
_SEQUENCE = re.compile(r"\{seq(?::0(\d))?\}")


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
    let_go = Signal(object)
    """A line whose typed text is not wanted after all."""
    preview_wanted = Signal(object, str)
    """A line, and a text with variables that is being typed into it."""
    stick_wanted = Signal(object)
    """A line whose text is to go on to the next photograph, or no longer."""
    person_wanted = Signal(str)
    """A contributor (name) is to be changed, which mends the line."""
    consent_wanted = Signal()
    """What people in the picture agreed to is to be recorded, which mends the line."""
    font_wanted = Signal(str)
    """A font is wanted for the letters of a text."""
    language_dropped = Signal(str)
    """A language that nothing is to be said in any more."""
    onward = Signal(object)
    """A line of the next photograph is wanted: this one, or (None) the first that was typed in."""

    def __init__(self, kit: Kit, vocabulary: Vocabulary, line: Line, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._vocabulary, self.line = kit, vocabulary, line
        self._dirty = False
        self._kept: str | None = None
        self._fault: Message | None = None
        self._replacing = False
        self._misspelt: list[str] = []
        self._preview: tuple[str, Message | None] = ("", None)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self._on_pause)
        self._parts = FieldParts(kit, line, self)
        self.editor = self._connected(make_editor(kit, vocabulary, line, self))
        self._parts.hold(self.editor)
        self.near = self._parts.near
        """What is offered to be taken by a digit."""
        self._parts.back.clicked.connect(lambda: self.cleared.emit(self.line))
        self._parts.modes.idClicked.connect(self._on_mode)
        self._parts.drop.clicked.connect(lambda: self.language_dropped.emit(self.line.lang))
        self._parts.remedy.clicked.connect(lambda: self.person_wanted.emit(str(self.line.problem.message.args[0])))
        self._parts.consent.clicked.connect(lambda: self.consent_wanted.emit())
        self._parts.font.clicked.connect(lambda: self.font_wanted.emit(self._seen_text()))
        self._parts.stick.clicked.connect(lambda: self.stick_wanted.emit(self.line))
        self.show_line(line)

    # What it shows

    def show_line(self, line: Line, kept: str | None = None, *, said_above: bool = False) -> None:
        """Show another state of the same field; what is being typed stays.

        `kept` is a text that was typed and is not the line's value, or not yet; what is wrong with the line may be
        `said_above` it, where it is mended.
        """
        self.line, self._said_above = line, said_above
        if not self._dirty:
            self._kept = kept
            if not self._is_filling():
                self._fault = None
            self._show_value()
        self._show_signs()

    def _is_filling(self) -> bool:
        return isinstance(self.editor, TokenEdit) and bool(self.editor.edit.text())

    def show_preview(self, text: str, said: Message | None) -> None:
        """Say what a text with variables will be, as long as it is the one that stands here."""
        self._preview = (text, said)
        self._show_hint()

    def show_misspelt(self, words: list[str]) -> None:
        """Say which words no dictionary has."""
        self._misspelt = words
        self._show_hint()

    def show_sticky(self, *, on: bool, here: bool) -> None:
        """Show whether what is typed here goes on to the next photograph; where it does not, only to who is `here`."""
        self._parts.stick.setVisible(on or here)
        if on != self._parts.stick.isChecked() or not self._parts.stick.isEnabled():
            self._parts.stick.setChecked(on)
            self._parts.stick.setProperty("tint", "accent" if on else "text-subtle")
            self._kit.dresser.dress(self._parts.stick)

    def _typed_text(self) -> str:
        if isinstance(self.editor, TokenEdit):
            return self.editor.edit.text()
        return self._numbered(self.editor.text().strip()) if isinstance(self.editor, (TextEdit, ListEdit)) else ""

    def _ask_preview(self) -> None:
        text = self._typed_text()
        if not variables.is_plain(text) and variables.names(text) != {variables.SEQUENCE}:
            self.preview_wanted.emit(self.line, text)

    def take(self, value: str) -> None:
        """Have a value that was chosen, in place of what is being typed."""
        if isinstance(self.editor, TokenEdit):
            self.editor.take(value)
        else:
            self._on_chosen(value)

    def fail(self, fault: Message, text: str = "") -> None:
        """Say why what was typed is no value; the text stays, or comes back where it had become a token."""
        self._fault = fault
        match self.editor:
            case TokenEdit():
                self.editor.give_back(text)
            case TextEdit() | ListEdit():
                self._dirty = True
        self._show_signs()

    def commit(self) -> None:
        """Make a value of what was typed."""
        self._timer.stop()
        if isinstance(self.editor, TokenEdit):
            self.editor.leave()
        elif self._dirty:
            self._dirty = False
            text = self._meant(self._numbered(self.editor.text().strip()))
            if text != self.line.text or self.line.stand in (Stand.MIXED, Stand.FOLLOWS):
                self._kept = text
                self.replaced.emit(self.line, [text] if text else [])
            elif self._kept is not None and self.line.stand is Stand.INHERITED:
                self.cleared.emit(self.line)
            elif self._kept is not None:  # the value as it is shown; what was kept since is not it
                self.replaced.emit(self.line, [text] if text else [])
            else:
                self._fault = None
                self._show_signs()

    def abandon(self) -> None:
        """Have nothing of what was typed."""
        self._timer.stop()
        self._dirty = False

    def _meant(self, text: str) -> str:
        """A thing of the world is known by its name, where only one is called so; a day as people write it."""
        understood = self.line.field.kind in (Kind.ENTITY, Kind.DATE)
        return self._vocabulary.value(self.line.field, text) if text and understood else text

    def _numbered(self, text: str) -> str:
        """The same title for several items gets their numbers, as `{seq:02}`, which the service fills in; one that
        names what they say themselves gets them there, and only where two are the same."""
        several = self.line.field.kind is Kind.TITLE and self.line.items > 1
        return variables.ended(text, self.line.items) if several and text and variables.is_plain(text) else text

    def focus_editor(self) -> None:
        """Put the cursor into the field, or the keyboard on the button that mends it."""
        lacks_consent = self.line.problem is not None and self.line.problem.code in CONSENT
        (self._parts.consent if lacks_consent else self.editor).setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(self.editor, TextEdit):
            self.editor.moveCursor(QTextCursor.MoveOperation.End)

    def _connected(self, editor: Editor) -> Editor:
        match editor:
            case TokenEdit():
                editor.added.connect(self._on_token_added)
                editor.removed.connect(lambda text: self.removed.emit(self.line, text))
                editor.onward.connect(lambda: self.onward.emit(None))
                editor.typed.connect(self._on_token_typed)
            case ChoiceEdit():
                editor.chosen.connect(self._on_chosen)
            case _:
                editor.typed.connect(self._on_typed)
                editor.done.connect(self.commit)
                if isinstance(editor, TextEdit) and self.line.field.serial:
                    editor.entered.connect(lambda: self.onward.emit(self.line))
                if isinstance(editor, ListEdit):
                    editor.chosen.connect(self._on_chosen)
        return editor

    # What it shows, in detail

    def _show_value(self) -> None:
        line, say = self.line, self._kit.speech.say
        placeholder = say("panel-mixed", line.different) if line.stand is Stand.MIXED else ""
        with QSignalBlocker(self.editor):
            match self.editor:
                case TokenEdit():
                    self.editor.show_tokens(
                        line.tokens, line.items, lambda text: self._vocabulary.words(line.field, text),
                        lambda text: self._vocabulary.token_kind(line.field, text),
                        lambda text: self._about(line.field, text))
                    self.editor.edit.setPlaceholderText(say("panel-token-add"))
                    self.editor.suggest(self._vocabulary.suggestions(line.field))
                    self.editor.bring_back(self._kept or "")
                case ChoiceEdit():
                    self.editor.set_choice(line.text, several=line.stand is Stand.MIXED)
                case ListEdit():
                    self.editor.offer(self._vocabulary.choices(line.field) or ())
                    self.editor.set_choice(line.text if self._kept is None else self._kept, placeholder)
                case TextEdit():
                    value = line.text if line.stand in (Stand.OWN, Stand.INHERITED) else ""
                    self.editor.set_text(self._vocabulary.words(
                        line.field, value if self._kept is None else self._kept))
                    self.editor.setPlaceholderText(
                        line.text if line.stand is Stand.FOLLOWS else placeholder)
                    italic = self.editor.font()
                    italic.setItalic(line.stand is Stand.MIXED)
                    self.editor.setFont(italic)

    def _about(self, field: Field, text: str) -> str:
        """What a token stands for, or what its sign says."""
        kind = self._vocabulary.token_kind(field, text)
        return self._vocabulary.about(field, text) if kind == "known" else self._kit.speech.say(f"panel-token-{kind}")

    def _show_signs(self) -> None:
        line, say = self.line, self._kit.speech.say
        self._parts.code.setText(line.lang)
        self._parts.code.setVisible(bool(line.lang))
        self._parts.offer_drop(offered=line.optional)
        empty = line.stand is Stand.EMPTY
        self._parts.needed.setText(say("panel-needed") if self._only_missing() or (line.field.needed and empty) else "")
        mark(self._parts.needed, ink="error" if self._only_missing() else "subtle")
        many = line.items > 1 and (line.field.many or line.stand is Stand.MIXED) and not isinstance(
            self.editor, (ChoiceEdit, ListEdit))
        self._parts.mode_frame.setVisible(many)
        own = line.stand in (Stand.OWN, Stand.MIXED) and line.field.inherited and line.field.kind is not Kind.TITLE
        self._parts.back.setVisible(own and not many and self._vocabulary.would_inherit(line))
        self._parts.back.setText(say("panel-back"))
        self._parts.end.setText(self._end_words())
        problem = bool(line.problem and line.problem.blocks and not self._only_missing()) or bool(self._fault)
        mark(self.editor, inherited=line.stand in (Stand.INHERITED, Stand.FOLLOWS), problem=problem)
        self._show_hint()

    def _only_missing(self) -> bool:
        """Nothing is wrong but that nothing is there: the label says so, and no red frame before anything is typed."""
        problem = self.line.problem
        return bool(problem and problem.blocks and problem.code.endswith("-missing")) and not self._fault

    def _end_words(self) -> str:
        line, say = self.line, self._kit.speech.say
        if isinstance(self.editor, TextEdit) and (self._dirty or self.editor.hasFocus() or line.stand is Stand.OWN):
            text = self.editor.text()
            left = room(line, text)
            if left is not None:
                mark(self._parts.end, ink="warning" if is_tight(line, text) else "subtle")
                return say(left)
        mark(self._parts.end, ink="subtle")
        if line.stand is Stand.FOLLOWS:
            return say("panel-follows-caption")
        if line.origin:
            return self._vocabulary.origin(line)
        if line.items > 1 and line.stand is Stand.OWN and not line.field.many:
            return say("panel-same", line.items)
        return ""

    def _show_hint(self) -> None:
        line, say = self.line, self._kit.speech.say
        icon, tint, text, person, boxes = "", "text-subtle", "", False, ""
        if self._fault is not None:
            icon, tint, text = "error", "error", say(self._fault)
        elif self._preview[1] is not None and self._preview[0] == self._typed_text():
            icon, text = "info", say(self._preview[1])
        elif (not (line.problem and line.problem.blocks) or self._only_missing()) and (boxes := self._boxes()):
            icon, tint, text = "alert", "warning", boxes
        elif line.problem is not None and not self._only_missing() and not self._said_above:
            look = SEVERITY[line.problem.severity]
            icon, tint, text = look.icon, look.colour, say(line.problem.message)
            person = line.problem.code == PERSON
            if line.items > 1:
                text = say("panel-problem-on", text, line.held, line.items)
        elif self._dirty and line.field.kind is Kind.TITLE and line.items > 1 and (
                variables.names(pattern := self._typed_text()) == {variables.SEQUENCE}):
            icon, text = "info", say("panel-numbered", *(_SEQUENCE.sub(
                lambda found, number=number: f"{number:0{found[1] or 1}}", pattern) for number in (1, line.items)))
        elif line.stand is Stand.MIXED and self._dirty:
            icon, text = "info", say("panel-will-replace", line.items)
        elif isinstance(self.editor, TokenEdit) and self.editor.waits:
            icon, text = "info", say("panel-token-waits")
        elif self._misspelt:
            icon, text = "info", say("panel-misspelt", " · ".join(self._misspelt[:_NAMED]), len(self._misspelt))
        elif self._dirty and line.field.id == "caption" and takes_captions(line.lang):
            icon, text = "check", say("panel-caption-taken", Lang(line.lang))
        elif hint := self._vocabulary.hint(line):
            icon, text = hint[0], say(hint[1])
        self._parts.hint.setVisible(bool(text))
        self._parts.hint_text.setText(text)
        self._parts.remedy.setVisible(person)
        self._parts.consent.setVisible(line.problem is not None and line.problem.code in CONSENT)
        self._parts.font.setVisible(bool(boxes))
        mark(self._parts.hint_text, ink=tint if tint != "text-subtle" else "subtle")
        if icon:
            self._parts.hint_icon.setProperty("iconName", icon)
            self._parts.hint_icon.setProperty("tint", tint)
            self._kit.dresser.dress(self._parts.hint)
        describing = [self._parts.end.text(), text]
        self._parts.spoken.setAccessibleDescription(". ".join(part for part in describing if part))

    def _boxes(self) -> str:
        """That no font has some letters of the text, or of the language that it is to be written in; "" if all can be
        seen."""
        found = fonts.notice(self._seen_text())
        return self._kit.speech.say(found) if found else ""

    def _seen_text(self) -> str:
        known = language(self.line.lang).own if self.line.lang else ()
        values = [token.text for token in self.line.tokens] or [self.line.text]
        return "".join((self._typed_text(), *values, *known[:1]))

    # What is done to it

    def _on_typed(self, text: str) -> None:
        self._dirty = True
        self._fault = None
        if self.line.stand is Stand.MIXED:
            self._parts.mode_buttons[1].setChecked(True)
        self._show_signs()
        self._ask_preview()
        if not self._timer.isActive():
            self._timer.start()

    def _on_pause(self) -> None:
        if isinstance(self.editor, TokenEdit):
            text = self.editor.edit.text()
            if text.strip():
                self.drafted.emit(self.line, text)
            else:
                self.let_go.emit(self.line)
        elif self._dirty:
            self._kept = self.editor.text()
            self.drafted.emit(self.line, self._kept)

    def _on_chosen(self, value: str) -> None:
        self._dirty = False
        self._timer.stop()
        self._kept = value
        self.replaced.emit(self.line, [value] if value else [])

    def _on_token_typed(self) -> None:
        self._fault = None
        self._show_signs()
        self._ask_preview()
        if not self._timer.isActive():
            self._timer.start()

    def _on_token_added(self, text: str) -> None:
        self._timer.stop()
        value = self._vocabulary.value(self.line.field, text)
        if self._replacing:
            self._on_mode(0)
            self._parts.mode_buttons[0].setChecked(True)
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
            self._kept = None
            self.let_go.emit(self.line)
            self._show_value()
        self._show_signs()
        self.focus_editor()

    def texts(self) -> Sequence[str]:
        """What the editor holds now, for tests of what a person sees."""
        if isinstance(self.editor, TextEdit):
            return [self.editor.text()]
        return [token.text for token in self.line.tokens] or [self.line.text]

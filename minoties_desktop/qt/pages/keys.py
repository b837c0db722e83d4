"""Every key that does something, from the table of actions, group by group: to be read, changed, kept as a page."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QMarginsF, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ...config import settings
from ...config.messages import Message
from ...domain.searching import searchable
from ..actions import BY_ID, DEEDS, DESK, DESK_DEEDS, MENUS, Actions, Deed
from ..keys import portable, refusal
from ..kit import Kit
from ..screens import screen_of
from ..theme import mark
from ..widgets.band import Band
from ..widgets.pieces import button, frame, label

_MARGIN = 15  # millimetres of paper
_DOTS = 96  # an inch, as on screens
_ALONE = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr, Qt.Key.Key_unknown)
_NONE, _BETWEEN = "–", "   "


class KeyButton(QPushButton):
    """The keys of one action; pressed, it waits for another key."""

    waited = Signal(bool)
    """It begins to wait for a key, or ends."""
    pressed_key = Signal(str)
    """The key that was pressed for the action; "" for none."""
    reset_wanted = Signal()

    def __init__(self, kit: Kit, deed: str, name: str) -> None:
        super().__init__()
        self._kit, self.deed, self._name = kit, deed, name
        self._waits = False
        for look, value in (("small", True), ("textStyle", "small")):
            self.setProperty(look, value)
        self.clicked.connect(lambda _checked=False: self.wait(True))
        self.say()

    def say(self) -> None:
        """Say the keys of now."""
        natives = self._kit.keys.natives(self.deed)
        self.setText(self._kit.speech.say("keys-press") if self._waits else _BETWEEN.join(natives) or _NONE)
        self.setAccessibleName(f"{self._name}: {self.text()}")
        if self._waits:
            self.unsetLayoutDirection()
        else:
            self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # as keys are written in every language
        mark(self, primary=self._waits)

    def wait(self, waits: bool) -> None:
        """Wait for a key, or no longer."""
        if waits != self._waits:
            self._waits = waits
            self.say()
            self._kit.dresser.dress(self)
            self.waited.emit(waits)

    def event(self, event: QEvent) -> bool:
        """While it waits no other part of the program hears the keys."""
        if self._waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key, once it is more than Ctrl alone. Escape gives up, Delete takes the key away, Backspace brings the
        usual one back."""
        if not self._waits:
            super().keyPressEvent(event)
            return
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in _ALONE:
            return
        if plain and event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            self.wait(False)
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self.reset_wanted.emit()
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.pressed_key.emit("")
        else:
            self.pressed_key.emit(_pressed(event))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever goes elsewhere has given up."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.wait(False)


class KeysDialog(QDialog):
    """Lists actions and their keys, and gives an action another key; Escape closes it."""

    def __init__(self, kit: Kit, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._actions = kit, actions
        self._claimed: tuple[str, str] | None = None
        self.buttons: dict[str, KeyButton] = {}
        self._groups: list[tuple[QLabel, list[tuple[QLabel, KeyButton]]]] = []
        self._notes: dict[str, QLabel] = {}
        say = kit.speech.say
        self.setWindowTitle(say("deed-keys"))
        layout = QVBoxLayout(self)
        head = frame(margins="4 3 4 2", gap="2")
        self.find = QLineEdit()
        self.find.setClearButtonEnabled(True)
        self.find.setPlaceholderText(say("keys-find"))
        self.find.setAccessibleName(say("keys-find"))
        self.find.setProperty("minHeight", "field")
        self.find.textChanged.connect(self._on_find)
        self.band = Band(self)
        self.band.say(kit.dresser, "notice", say("keys-explained"))
        head.layout().addWidget(self.find)
        head.layout().addWidget(self.band)
        layout.addWidget(head)
        scroll = QScrollArea(self)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll = scroll
        table = self._table()
        scroll.setWidget(table)
        layout.addWidget(scroll, 1)
        foot = frame(margins="4 0 4 2", across=True)
        self.reset = button(say("keys-reset"), self._on_reset_all)
        self.keep = button(say("keys-keep"), self._on_keep)
        foot.layout().addWidget(self.reset)
        foot.layout().addStretch(1)
        foot.layout().addWidget(self.keep)
        layout.addWidget(foot)
        kit.dresser.dress(self)
        self._show_changed()
        tokens = kit.theme.tokens
        room = screen_of(self).availableSize().height() - tokens.size("top-bar")
        room = min(room, parent.height()) if parent else room
        wide = table.sizeHint().width() + 2 * tokens.space(6)
        high = table.sizeHint().height() + foot.sizeHint().height() + tokens.space(8)
        self.resize(max(wide, tokens.size("dialog")), min(high, room))
        kit.keys.changed.connect(self._on_keys_changed)
        self.find.setFocus()

    def groups(self) -> list[tuple[str, list[tuple[str, list[str], str]]]]:
        """Heading, and under it each action that has keys with these and its note, in the words of now."""
        return [(heading, [(self._name(deed.id), self._kit.keys.natives(deed.id), self._note(deed)) for deed in deeds
                           if self._kit.keys.of(deed.id)])
                for heading, deeds in self._all() if any(self._kit.keys.of(deed.id) for deed in deeds)]

    def _note(self, deed: Deed) -> str:
        return self._kit.speech.say(deed.note) if deed.note else ""

    def _name(self, deed: str) -> str:
        if BY_ID[deed].scope == "desk":
            return self._kit.speech.say(f"desk-key-{deed.removeprefix(DESK)}")
        return self._actions[deed].text()

    def html(self) -> str:
        """All keys as a page to print."""
        parts = [f"<h1>{escape(self._kit.speech.say('app-name'))}</h1>"]
        for heading, rows in self.groups():
            cells = "".join(f"<tr><td width='70%'>{escape(name)}{_small(note)}</td><td>{escape(', '.join(keys))}</td>"
                            "</tr>" for name, keys, note in rows)
            parts.append(f"<h3>{escape(heading)}</h3><table width='100%' cellpadding='2'>{cells}</table>")
        return "".join(parts)

    def write(self, path: str) -> None:
        """Write the keys into a PDF."""
        writer = QPdfWriter(path)
        writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait,
                                         QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
                                         QPageLayout.Unit.Millimeter))
        writer.setResolution(_DOTS)
        page = QTextDocument()
        page.setHtml(self.html())
        page.setPageSize(QSizeF(writer.width(), writer.height()))
        page.print_(writer)

    def _all(self) -> list[tuple[str, list[Deed]]]:
        say = self._kit.speech.say
        named = [(say(f"menu-{menu}"), [deed for deed in DEEDS if deed.menu == menu]) for menu in MENUS]
        return [*named, (say("keys-other"), [deed for deed in DEEDS if not deed.menu]),
                (say("desk-keys"), list(DESK_DEEDS))]

    # Choosing

    def _on_pressed(self, deed: str, key: str) -> None:
        keys = self._kit.keys
        native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
        if key and (reason := refusal(BY_ID[deed], key)):
            self._tell("warning", Message(reason, native))
            return
        owner = keys.owner(key, desk=BY_ID[deed].scope == "desk") if key else ""
        if owner and owner != deed and self._claimed != (deed, key):
            self._claimed = (deed, key)
            self._tell("warning", Message("keys-taken", native, self._name(owner)))
            return
        self.buttons[deed].wait(False)
        keys.choose(deed, key)
        name = self._name(deed)
        told = Message("keys-given", native, name) if key else Message("keys-without", name)
        if owner and owner != deed and not keys.of(owner):
            told = Message("keys-given-from", native, name, self._name(owner))
        self._tell("success", told)

    def _on_reset(self, deed: str) -> None:
        self.buttons[deed].wait(False)
        self._kit.keys.reset(deed)
        self._tell("success", Message("keys-usual", self._name(deed)))

    def _on_reset_all(self) -> None:
        self._kit.keys.reset()
        self._tell("success", Message("keys-all-usual"))
        self.find.setFocus()

    def _on_waited(self, waits: bool) -> None:
        self._claimed = None
        if waits:
            self._tell("notice", Message("keys-waiting"))

    def _on_keys_changed(self) -> None:
        kept = dict(self._kit.keys.kept)
        self._kit.bridge.write(lambda: settings.change(keys=kept))
        for one in self.buttons.values():
            one.say()
        self._show_changed()

    def _show_changed(self) -> None:
        self.reset.setVisible(bool(self._kit.keys.kept))

    def _tell(self, tone: str, message: Message) -> None:
        self.band.say(self._kit.dresser, tone, self._kit.speech.say(message))

    # Seeing

    def _on_find(self, words: str) -> None:
        typed = searchable(words).split()
        pressed = portable(words.strip())
        for heading, rows in self._groups:
            shown = 0
            for name, key in rows:
                note = self._notes.get(key.deed)
                known = searchable(f"{heading.text()} {name.text()} {key.text()} {note.text() if note else ''}")
                fits = all(word in known for word in typed) or (
                    bool(pressed) and pressed in self._kit.keys.of(key.deed))
                name.setVisible(fits)
                key.setVisible(fits)
                if note:
                    note.setVisible(fits)
                shown += fits
            heading.setVisible(shown > 0)

    def _on_keep(self) -> None:
        say = self._kit.speech.say
        path, _ = QFileDialog.getSaveFileName(self, say("keys-keep"), f"{say('deed-keys')}.pdf", "*.pdf")
        if path:
            self.write(path)

    def _table(self) -> QFrame:
        table = QFrame()
        table.setProperty("gap", "2")
        table.setProperty("margins", "5 4 5 5")
        grid = QGridLayout(table)
        grid.setColumnStretch(0, 1)
        row = 0
        for heading, deeds in self._all():
            words = label(heading, "heading", "strong", wrap=False)
            grid.addWidget(words, row, 0, 1, 2)
            row += 1
            rows = []
            for deed in deeds:
                name = label(self._name(deed.id), wrap=False)
                rows.append((name, self._button(deed.id, name)))
                grid.addWidget(name, row, 0)
                grid.addWidget(rows[-1][1], row, 1)
                row += 1
                if deed.note:
                    self._notes[deed.id] = note = label(self._note(deed), "small", "subtle")
                    rows[-1][1].setAccessibleDescription(note.text())
                    grid.addWidget(note, row, 0, 1, 2)
                    row += 1
            self._groups.append((words, rows))
        grid.setRowStretch(row, 1)
        return table

    def _button(self, deed: str, name: QLabel) -> KeyButton:
        one = self.buttons[deed] = KeyButton(self._kit, deed, name.text())
        name.setBuddy(one)
        one.waited.connect(self._on_waited)
        one.pressed_key.connect(lambda key, deed=deed: self._on_pressed(deed, key))
        one.reset_wanted.connect(lambda deed=deed: self._on_reset(deed))
        return one


def _small(note: str) -> str:
    return f"<br><small>{escape(note)}</small>" if note else ""


def _pressed(event: QKeyEvent) -> str:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == Qt.KeyboardModifier.ShiftModifier and event.text().strip() and not event.text().isalpha():
        held = Qt.KeyboardModifier.NoModifier  # "?" is the sign itself, however it is typed
    return QKeySequence(event.key() | held.value).toString(QKeySequence.SequenceFormat.PortableText)

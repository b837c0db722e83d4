"""Which keys do what: those of the table of actions, or those that a person chose instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from .actions import BY_ID, DEEDS, DESK_DEEDS, Deed

_RETURN = "↵"
_HARD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_FIXED = (
    Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space,
    Qt.Key.Key_Backspace, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
)
"""What every field, list and dialog needs for itself, unless Ctrl or Alt is held."""
SPREADS = "spreads"
"""The property of a line to type in, in which Ctrl+Enter fills the selected cells of the table."""
_PEDAL = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
"""What foot pedals type, and the scanning desk needs for nothing else."""


class Keys(QObject):
    """The keys of all actions. No key belongs to two of them, but that the scanning desk's are of its own."""

    changed = Signal()

    def __init__(self, kept: Mapping[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: dict[str, list[str]] = {}
        """By action the keys that were chosen for it; as the settings keep them."""
        self.ignored: list[str] = []
        """What was kept and makes no sense, as it is written there."""
        taken: set[tuple[bool, str]] = set()
        for name, keys in kept.items():
            sound = list(dict.fromkeys(map(portable, keys))) if _is_list(name, keys) else None
            theirs = {(_is_desk(name), key) for key in sound or ()}
            if sound is None or any(refusal(BY_ID[name], key) for key in keys) or taken & theirs:
                self.ignored.append(str(name))
                continue
            taken |= theirs
            self.kept[name] = sound
        self._keys: dict[str, tuple[str, ...]] = {}
        self._resolve()

    def of(self, deed: str) -> tuple[str, ...]:
        """The keys of an action (id), as QKeySequence writes them everywhere; the first is shown."""
        return self._keys[deed]

    def native(self, deed: str) -> str:
        """The first key of an action as it is written on a button, "" if it has none."""
        return written(next(iter(self._keys[deed]), ""))

    def natives(self, deed: str) -> list[str]:
        """All keys of an action as people know them."""
        return [_named(key) for key in self._keys[deed]]

    def owner(self, key: str, *, desk: bool = False) -> str:
        """The action (id) that a key belongs to, "" for none; at the scanning desk, that of its own deeds."""
        wanted = portable(key)
        return next((deed for deed, keys in self._keys.items() if wanted in keys and _is_desk(deed) is desk), "")

    def choose(self, deed: str, key: str) -> None:
        """Give an action this key alone, and take it from the one that has it; "" is none."""
        wanted = portable(key)
        self._take(wanted, deed)
        self.kept[deed] = [wanted] if wanted else []
        self._resolve()
        self.changed.emit()

    def reset(self, deed: str = "") -> None:
        """Have an action (id), or all of them, do with the keys of the table again."""
        self.kept = {name: keys for name, keys in self.kept.items() if deed and name != deed}
        for key in BY_ID[deed].keys if deed else ():
            self._take(portable(key), deed)
        self._resolve()
        self.changed.emit()

    def _take(self, key: str, deed: str) -> None:
        """Take a chosen key from those that an action may not share it with."""
        for name, keys in self.kept.items():
            if _is_desk(name) is _is_desk(deed):
                self.kept[name] = [one for one in keys if one != key]

    def in_text(self, text: str) -> str:
        """A page of the help with the keys of now: those of the table stand in bold or in parentheses there."""
        for deed in DEEDS:
            if deed.id not in self.kept:
                continue
            fresh = (self.native(deed.id) or "–").replace("\\", r"\\")
            for key in deed.keys[:1]:
                written = re.escape(_named(key).replace(_named("Return"), "Enter"))
                text = re.sub(rf"(\*\*|\(){written}(\*\*|\))", rf"\g<1>{fresh}\g<2>", text)
        return text

    def _resolve(self) -> None:
        chosen = {(_is_desk(name), key) for name, keys in self.kept.items() for key in keys}
        self._keys = {deed.id: tuple(self.kept[deed.id]) if deed.id in self.kept else tuple(
            key for key in map(portable, deed.keys) if (_is_desk(deed.id), key) not in chosen)
            for deed in (*DEEDS, *DESK_DEEDS)}


def refusal(deed: Deed, key: str) -> str:
    """Why an action cannot have a key: the message that says so, about the key; "" if it can."""
    sequence = QKeySequence(key)
    if sequence.count() != 1 or not portable(key) or sequence[0].key() == Qt.Key.Key_unknown:
        return "keys-unknown"
    pressed = sequence[0]
    held = bool(pressed.keyboardModifiers() & _HARD)
    is_pedal = deed.scope == "desk" and pressed.key() in _PEDAL
    if pressed.key() in _FIXED and not (held or is_pedal) and portable(key) not in map(portable, deed.keys):
        return "keys-fixed"
    is_typed = not held and Qt.Key.Key_Space < pressed.key() < Qt.Key.Key_Escape
    return "keys-typed" if is_typed and deed.scope not in ("centre", "desk") else ""


def portable(key: str) -> str:
    """A key as it is kept, whatever the language."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def written(key: str) -> str:
    """A key as it is written on a button."""
    return _named(key).replace(_named("Return"), _RETURN)


def spreads(event: QKeyEvent) -> bool:
    """Whether a key fills the selected cells of the table with what is being typed."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and held == Qt.KeyboardModifier.ControlModifier


def _named(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def _is_desk(deed: str) -> bool:
    return BY_ID[deed].scope == "desk"


def _is_list(name: Any, keys: Any) -> bool:
    return name in BY_ID and isinstance(keys, list) and all(isinstance(key, str) for key in keys)

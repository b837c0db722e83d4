"""The one table of what a person can do; menus, tool tips, shortcuts and help derive from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from .icons import Icons
from .translator import Speech


@dataclass(frozen=True, slots=True)
class Deed:
    """One action: its id (its words are the message `deed-<id>`), icon, keys, where the keys work, its menu.

    `scope` is `window`, or `centre` for single letters that must not act while somebody types in a field, or
    `inspector` for what only its fields hear, or `desk` for what only the scanning desk hears, where the letters of the
    window rest. A person may choose other keys (qt/keys).
    `help` is the topic of the help that explains it, that of its menu unless given. `note` is a message that is said
    beside it in the list of keys.
    """

    id: str
    icon: str = ""
    keys: tuple[str, ...] = ()
    scope: str = "window"
    menu: str = ""
    checkable: bool = False
    help: str = ""
    note: str = ""

    @property
    def topic(self) -> str:
        """The topic of the help that explains it."""
        return self.help or _TOPICS.get(self.menu, "keys")


_TOPICS = {"library": "library", "edit": "undo", "view": "start", "marks": "choose", "send": "sync",
           "look": "settings", "help": "keys"}

DEEDS: tuple[Deed, ...] = (
    Deed("menu", "menu", ("F10",)),
    Deed("open-library", "folder", ("Ctrl+O",), menu="library"),
    Deed("import-files", "download", ("Ctrl+I",), menu="library", help="import"),
    Deed("import-folder", "download", ("Ctrl+Shift+I",), menu="library", help="import"),
    Deed("new-activity", "mapTrail", ("Ctrl+N",), menu="library"),
    Deed("edit-activity", "edit", (), menu="library"),
    Deed("contributors", "userGroup", (), menu="library"),
    Deed("new-contributor", "add", (), menu="library", help="import"),
    Deed("new-institution", "add", (), menu="library", help="institutions"),
    Deed("new-agreement", "add", (), menu="library", help="institutions"),
    Deed("new-contact", "add", (), menu="library", help="institutions"),
    Deed("new-collection", "add", (), menu="library", help="institutions"),
    Deed("new-community", "add", (), menu="library", help="institutions"),
    Deed("house-report", "article", (), menu="library", help="institutions"),
    Deed("show-accounts", "logo-Wikimedia-Commons", (), menu="library", help="accounts"),
    Deed("add-account", "add", (), menu="library", help="accounts"),
    Deed("show-presets", "bookmark", (), menu="library", help="many"),
    Deed("add-codes", "listBullet", (), menu="library", help="many"),
    Deed("new-term", "add", (), menu="library", help="languages"),
    Deed("look-up", "network", (), menu="library", help="languages"),
    Deed("write-sidecars", "attachment", (), menu="library", help="describe"),
    Deed("quit", "logOut", ("Ctrl+Q",), menu="library"),
    Deed("undo", "undo", ("Ctrl+Z",), menu="edit"),
    Deed("redo", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"), menu="edit"),
    Deed("bin", "trash", ("Del",), "centre", "edit"),
    Deed("copy", "", ("Ctrl+C",), "centre", "edit", help="choose"),
    Deed("paste", "paste", ("Ctrl+V",), "centre", "edit", help="import"),
    Deed("select-all", "", ("Ctrl+A",), menu="edit"),
    Deed("edit-cell", "table", ("F2",), "centre", "edit", help="table"),
    Deed("fill-down", "download", ("Ctrl+D",), "centre", "edit", help="table"),
    Deed("find-replace", "search", ("Ctrl+Shift+H",), "centre", "edit", help="table"),
    Deed("copy-fields", "", ("Ctrl+Alt+C",), menu="edit", help="many"),
    Deed("paste-fields", "paste", ("Ctrl+Alt+V",), menu="edit", help="many"),
    Deed("choose-paste", "", ("Ctrl+Alt+Shift+V",), menu="edit", help="many"),
    Deed("apply-preset", "bookmark", ("Ctrl+T",), menu="edit", help="many"),
    Deed("save-preset", "add", ("Ctrl+Shift+T",), menu="edit", help="many"),
    Deed("record-consent", "userGroup", ("Ctrl+Shift+P",), menu="edit", help="people"),
    Deed("find-rights", "logo-CC", ("Ctrl+Shift+R",), menu="edit", help="rights"),
    Deed("stick-field", "arrowNext", ("Ctrl+L",), menu="edit", help="many"),
    Deed("find", "search", ("Ctrl+F",), menu="edit"),
    Deed("find-slash", "", ("/",), "centre"),
    Deed("add-filter", "search", ("Ctrl+Shift+F",), menu="edit", help="choose"),
    Deed("clear-filter", "", ("Ctrl+Shift+X",), menu="edit", help="choose"),
    Deed("save-search", "bookmark", ("Ctrl+Alt+F",), menu="edit", help="choose"),
    Deed("rename-search", "edit", (), menu="edit", help="choose"),
    Deed("remove-search", "trash", (), menu="edit", help="choose"),
    Deed("next-problem", "error", ("F8",), menu="edit", help="describe"),
    Deed("press-remedy", "", ("Alt+Return",), menu="edit"),
    Deed("next-stop", "", ("Ctrl+Down",), menu="edit", help="many"),
    Deed("previous-stop", "", ("Ctrl+Up",), menu="edit", help="many"),
    Deed("show-today", "home", ("Alt+Home",), menu="view", help="today"),
    Deed("show-grid", "viewCompact", ("G",), "centre", "view", True, "choose"),
    Deed("show-loupe", "image", ("E",), "centre", "view", True, "choose"),
    Deed("show-map", "map", ("M",), "centre", "view", True, "place"),
    Deed("show-table", "table", ("T",), "centre", "view", True, "table"),
    Deed("show-review", "article", ("R",), "centre", "view", True, "review"),
    Deed("show-import", "download", (), menu="view", help="import"),
    Deed("show-scan", "book", ("Ctrl+Shift+D",), menu="view", help="scan"),
    Deed("show-institutions", "userGroup", ("Ctrl+J",), menu="view", help="institutions"),
    Deed("show-delivered", "success", (), menu="view"),
    Deed("next-view", "article", ("Ctrl+U",), menu="view", help="review"),
    Deed("show-sync", "upload", ("Ctrl+Shift+S",), menu="view", help="sync"),
    Deed("show-history", "history", ("Ctrl+H",), menu="view", help="undo"),
    Deed("toggle-side", "menu", ("F9",), menu="view", checkable=True),
    Deed("toggle-inspector", "", ("Shift+F9",), menu="view", checkable=True),
    Deed("widen-inspector", "", ("Ctrl+Shift+F9",), menu="view", help="languages"),
    Deed("next-part", "", ("F6",), menu="view"),
    Deed("previous-part", "", ("Shift+F6",), menu="view"),
    Deed("back-to-grid", "", ("Esc", "Alt+Left"), "centre"),
    Deed("zoom", "search", ("Z",), "centre", "view", help="choose"),
    Deed("compare", "tabs", ("C",), "centre", "view", help="choose"),
    Deed("surround", "", ("L",), "centre", "view"),
    Deed("toggle-stack", "", ("S",), "centre", "marks"),
    Deed("stack", "", ("Ctrl+G",), "centre", "marks"),
    Deed("unstack", "", ("Ctrl+Shift+G",), "centre", "marks"),
    Deed("begin-subject", "", ("B",), "centre", "marks", help="many"),
    Deed("select-subject", "", ("Shift+B",), "centre", "marks", help="many"),
    Deed("auto-advance", "", ("A",), "centre", "marks", checkable=True),
    Deed("pick", "flag", ("P",), "centre", "marks"),
    Deed("reject", "close", ("X",), "centre", "marks"),
    Deed("unmark", "", ("U",), "centre", "marks"),
    *(Deed(f"rate-{stars}", "", (str(stars),), "centre", "marks") for stars in range(6)),
    *(Deed(f"label-{label}", "", (str(label),), "centre", "marks") for label in range(6, 10)),
    *(Deed(f"take-{digit}", "", (f"Ctrl+{digit}",), "inspector", help="many") for digit in range(1, 6)),
    *(Deed(f"add-{digit}", "", (f"Alt+{digit}",), "inspector", help="many") for digit in range(1, 6)),
    Deed("queue", "clock", ("Ctrl+Return",), menu="send", note="keys-note-queue"),
    Deed("queue-ready", "clock", ("Ctrl+Shift+Q",), menu="send"),
    Deed("queue-practice", "speechBubble", (), menu="send", help="practice"),
    Deed("practise", "speechBubble", (), menu="send", help="practice"),
    Deed("unqueue", "undo", (), menu="send", help="sync"),
    Deed("sync-now", "upload", ("Ctrl+Shift+Return",), menu="send"),
    Deed("pause-sync", "pause", ("Ctrl+.",), menu="send"),
    Deed("metered-link", "network", (), menu="send", help="sync"),
    Deed("practice-gallery", "image", (), menu="send", help="practice"),
    Deed("theme-system", "", (), menu="look", checkable=True),
    Deed("theme-light", "", (), menu="look", checkable=True),
    Deed("theme-dark", "", (), menu="look", checkable=True),
    Deed("contrast", "", (), menu="look", checkable=True),
    Deed("fonts", "", (), menu="look", help="languages"),
    Deed("show-settings", "configure", ("Ctrl+,",), menu="look"),
    Deed("help", "help", ("F1",), menu="help"),
    Deed("palette", "search", ("Ctrl+K",), menu="help"),
    Deed("keys", "keyboard", ("?",), "centre", "help"),
    Deed("practice-walk", "speechBubble", (), menu="help", help="practice"),
    Deed("show-help", "book", (), menu="help", help="start"),
)
"""The order is the order in the menus."""

MENUS = ("library", "edit", "view", "marks", "send", "look", "help")
"""Message `menu-<name>` names each."""

DESK = "desk-"
"""What the ids of the scanning desk's own deeds begin with; their words are the messages `desk-key-*`."""
DESK_DEEDS: tuple[Deed, ...] = tuple(Deed(f"{DESK}{name}", "", (key,), "desk", help="scan") for name, key in (
    ("scan", "Space"), ("missing", "M"), ("retake", "R"), ("insert", "I"), ("blank", "B"), ("cover", "C"),
    ("target", "T"), ("label", "L"), ("shape", "A"), ("remove", "Del"), ("glass", "G"), ("backs", "V"),
    ("next-item", "N"), ("number", "U"), ("leave", "Esc"), ("before", "Left"), ("after", "Right"),
    ("earlier", "Alt+Left"), ("later", "Alt+Right")))
BY_ID: dict[str, Deed] = {deed.id: deed for deed in (*DEEDS, *DESK_DEEDS)}


class Keyboard(Protocol):
    """Which keys an action (id) has now."""

    def of(self, deed: str) -> tuple[str, ...]:
        """As QKeySequence writes them everywhere; the first is shown."""

    def natives(self, deed: str) -> list[str]:
        """As people know them."""


class Actions:
    """The QActions of one window by their ids, in its language."""

    def __init__(self, window: QWidget, centre: QWidget, icons: Icons, speech: Speech, keys: Keyboard) -> None:
        self._speech, self._keys = speech, keys
        self._made: dict[str, QAction] = {}
        self._hearers: list[tuple[str, QWidget]] = []
        self._are_letters_heard = True
        for deed in DEEDS:
            action = QAction(window)
            action.setObjectName(deed.id)
            if deed.icon:
                action.setIcon(icons.icon(deed.icon))
            action.setCheckable(deed.checkable)
            if deed.scope == "centre":
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                self._hearers.append((deed.id, centre))
            else:
                window.addAction(action)
            self._made[deed.id] = action
        self.take_keys()

    def __getitem__(self, deed: str) -> QAction:
        return self._made[deed]

    def take_keys(self) -> None:
        """Have each action hear the keys that it has now; those of the inspector are heard by its fields."""
        for deed, action in self._made.items():
            if BY_ID[deed].scope != "inspector":
                action.setShortcuts([QKeySequence(key) for key in self._keys.of(deed)])
        self.hear_letters(self._are_letters_heard)
        self.retranslate()

    def lend(self, deed: str, widget: QWidget) -> None:
        """Have the keys of an action (id) of the centre heard in another widget as well."""
        self._hearers.append((deed, widget))
        self.hear_letters(self._are_letters_heard)

    def hear_letters(self, wanted: bool) -> None:
        """Have letters and digits do something, or nothing where no photographs are: a name that is typed there beside
        its field must not become marks."""
        self._are_letters_heard = wanted
        for deed, widget in self._hearers:
            if wanted or not any(key[-1].isalnum() and len(key.removeprefix("Shift+")) == 1
                                 for key in self._keys.of(deed)):
                widget.addAction(self._made[deed])
            else:
                widget.removeAction(self._made[deed])

    def retranslate(self) -> None:
        """Say all texts again, in the language of now; a tool tip names its key."""
        for deed, action in self._made.items():
            text, keys = self._speech.say(f"deed-{deed}"), next(iter(self._keys.natives(deed)), "")
            action.setText(text)
            action.setToolTip(f"{text} ({keys})" if keys else text)

"""Every key that does something, from the table of actions, group by group; it can be kept as a page to print."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QKeySequence, QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QDialog, QFileDialog, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ..actions import DEEDS, MENUS, Actions, Deed
from ..kit import Kit
from ..widgets.pieces import button, frame, key, label

_MARGIN = 15  # millimetres of paper
_DOTS = 96  # an inch, as on screens


class KeysDialog(QDialog):
    """Lists actions and their keys; Escape closes it."""

    def __init__(self, kit: Kit, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._actions = kit, actions
        self.setWindowTitle(kit.speech.say("deed-keys"))
        layout = QVBoxLayout(self)
        scroll = QScrollArea(self)
        scroll.setProperty("ring", True)
        scroll.setAccessibleName(self.windowTitle())
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table = self._table()
        scroll.setWidget(table)
        layout.addWidget(scroll, 1)
        foot = frame(margins="3 0 3 2", across=True)
        foot.layout().addStretch(1)
        self.keep = button(kit.speech.say("keys-keep"), self._on_keep)
        foot.layout().addWidget(self.keep)
        layout.addWidget(foot)
        kit.dresser.dress(self)
        tokens = kit.theme.tokens
        room = self.screen().availableSize().height() - tokens.size("top-bar")
        room = min(room, parent.height()) if parent else room
        wide = table.sizeHint().width() + 2 * tokens.space(6)
        high = table.sizeHint().height() + foot.sizeHint().height() + tokens.space(8)
        self.resize(max(wide, tokens.size("dialog")), min(high, room))

    def groups(self) -> list[tuple[str, list[tuple[str, list[str]]]]]:
        """Heading, and under it each action with its keys, in the words of now."""
        say = self._kit.speech.say
        named = [(say(f"menu-{menu}"), [deed for deed in DEEDS if deed.menu == menu and deed.keys]) for menu in MENUS]
        named.append((say("keys-other"), [deed for deed in DEEDS if not deed.menu and deed.keys]))
        return [(heading, [(self._actions[deed.id].text(), _keys(deed)) for deed in deeds])
                for heading, deeds in named if deeds]

    def html(self) -> str:
        """All keys as a page to print."""
        parts = [f"<h1>{escape(self._kit.speech.say('app-name'))}</h1>"]
        for heading, rows in self.groups():
            cells = "".join(f"<tr><td width='70%'>{escape(name)}</td><td>{escape(', '.join(keys))}</td></tr>"
                            for name, keys in rows)
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

    def _on_keep(self) -> None:
        say = self._kit.speech.say
        path, _ = QFileDialog.getSaveFileName(self, say("keys-keep"), f"{say('deed-keys')}.pdf", "*.pdf")
        if path:
            self.write(path)

    def _table(self) -> QFrame:
        table = QFrame()
        table.setProperty("gap", "3")
        table.setProperty("margins", "5 5 5 5")
        grid = QGridLayout(table)
        grid.setColumnStretch(0, 1)
        row = 0
        for heading, rows in self.groups():
            grid.addWidget(label(heading, "heading", "strong", wrap=False), row, 0)
            row += 1
            for name, keys in rows:
                grid.addWidget(label(name, wrap=False), row, 0)
                caps = frame(gap="2", across=True)
                for one in keys:
                    caps.layout().addWidget(key(one))
                caps.layout().addStretch(1)
                grid.addWidget(caps, row, 1)
                row += 1
        return table


def _keys(deed: Deed) -> list[str]:
    return [QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) for keys in deed.keys]

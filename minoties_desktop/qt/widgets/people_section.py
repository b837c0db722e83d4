"""Who is in the pictures and what they agreed to, for the eyes of this library alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ...config.messages import Day, Message
from ...services.consenting import Portrayed
from ..kit import Kit
from .pieces import button, frame, icon, label

_LOOKS = {"agreed": ("check", "success"), "unsaid": ("info", "text-subtle"), "incomplete": ("alert", "warning"),
          "withdrawn": ("error", "error"), "asked": ("clock", "warning")}


class PeopleSection(QFrame):
    """A heading with a lock, a line for each person, and a button for the next one."""

    wanted = Signal(object)
    """What is recorded of somebody (a Portrayed) is to be seen or changed; None: somebody new."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._people: Sequence[Portrayed] = ()
        self._is_needed = False
        self.lines: list[QPushButton] = []
        self.setProperty("gap", "2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        head = frame(gap="1", across=True)
        self._heading = label("", "strong-small", wrap=False)
        head.layout().addWidget(self._heading)
        head.layout().addWidget(icon("lock", "text-subtle", "icon-small"))
        head.layout().addStretch(1)
        self.more = button("", lambda: self.wanted.emit(None), style="small", small=True)
        self.more.setProperty("iconName", "add")
        self.more.setProperty("iconLength", "icon-small")
        head.layout().addWidget(self.more)
        self._list = frame(gap="1")
        self._note = label("", "small", "subtle")
        for part in (head, self._list, self._note):
            layout.addWidget(part)
        self.hide()
        kit.dresser.dress(self)

    def show_people(self, people: Sequence[Portrayed], *, needed: bool) -> None:
        """Show who they are; without anybody only where somebody is `needed`."""
        if (tuple(people), needed) == (tuple(self._people), self._is_needed) and self._heading.text():
            return
        self._people, self._is_needed = people, needed
        self.setVisible(bool(people) or needed)
        self.retranslate()

    def ask(self, people: Sequence[Portrayed]) -> None:
        """Have what is lacking recorded: of the first of these whose record is not complete, else of somebody new."""
        self.wanted.emit(next((one for one in people if standing(one)[0] in ("unsaid", "incomplete")), None))

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        self._heading.setText(say("panel-persons"))
        self._note.setText(say("panel-private"))
        self.more.setText(say("people-add"))
        layout = self._list.layout()
        while layout.count():
            layout.takeAt(0).widget().deleteLater()
        self.lines = []
        for one in self._people:
            layout.addWidget(self._line(one))
        self._list.setVisible(bool(self._people))
        self._kit.dresser.dress(self)

    def _line(self, one: Portrayed) -> QFrame:
        say = self._kit.speech.say
        name = one.name or say("person-erased")
        words = name if len(one.records) == one.total else say("panel-person-on", name, len(one.records), one.total)
        kind, told = standing(one)
        look, tint = _LOOKS[kind]
        line = frame(gap="2", across=True)
        line.layout().addWidget(icon(look, tint, "icon-small"))
        text = frame(gap="0")
        text.layout().addWidget(label(words, "body"))
        text.layout().addWidget(label(say(told), "small", "subtle"))
        line.layout().addWidget(text, 1)
        change = button(say("people-open"), lambda: self.wanted.emit(one), style="small", small=True)
        change.setAccessibleName(f"{change.text()}: {words}")
        change.setAccessibleDescription(say(told))
        self.lines.append(change)
        line.layout().addWidget(change)
        return line


def standing(one: Portrayed) -> tuple[str, Message]:
    """How it stands with somebody's consent: agreed, unsaid, incomplete, withdrawn or asked; and in words."""
    worst = one.first
    if worst.withdrawn:
        return ("asked", Message("people-asked", Day(worst.asked))) if worst.asked else (
            "withdrawn", Message("people-withdrawn", Day(worst.withdrawn)))
    now = datetime.now(UTC)
    lacks = next((lack for person in one.records if (lack := person.lacks(now))), "")
    if not any(person.has_said for person in one.records):
        return "unsaid", Message("people-unsaid")
    if lacks:
        return "incomplete", Message("people-lacks", Message(f"consent-lacks-{lacks}"))
    how = Message(f"consent-how-{worst.how}")
    return "agreed", Message("people-agreed", Day(worst.agreed), how)

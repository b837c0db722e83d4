"""Today: four counts that lead to their items, what holds most items back, what the next sync will do."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QProgressBar, QWidget

from ...domain.states import ItemState
from ...services.library import Library
from ...services.lists import Counts
from ..kit import Kit
from ..looks import ITEM, SEVERITY
from ..models.thumbnails import Thumbnails
from ..moments import day, moment
from ..speaking import begun
from ..widgets.cards import CardButton
from ..widgets.keyed_button import KeyedButton
from ..widgets.layouts import align, clear, crowded, stack
from ..widgets.pieces import button, frame, icon, key, label, scrolled
from ..widgets.thumb import Thumb
from .next_sync import NextSync

if TYPE_CHECKING:
    from ...services.forecasting import Forecast
    from ...services.institutions import Reminder
    from ...services.today import Cause, Progress, Today

OPEN = (ItemState.WAITING, ItemState.SENDING, ItemState.QUESTION, ItemState.HELD, ItemState.REFUSED)
"""What the third count counts: queued, and not on the wiki yet."""

_COUNTS = {"to-finish": (ItemState.TO_FINISH,), "ready": (ItemState.READY,), "waiting": OPEN,
           "done": (ItemState.DONE,)}
_CAUSES = 12
_LATER_MS = 500  # an import changes items many times a second


class TodayPage(QWidget):
    """The day's first page. It is filled beside the window's thread."""

    state_wanted = Signal(str)
    """The items of a state are wanted."""
    cause_wanted = Signal(str, str)
    """The items that a cause (code) holds back, and the field (id) that mends it."""
    rights_wanted = Signal(object)
    """The path to the rights of scans (ids) is wanted."""
    activity_wanted = Signal(str)
    house_wanted = Signal(str)
    """An institution (id)."""
    deed_wanted = Signal(str)
    """An action of the table."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, counts: Counts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails, self._counted = kit, thumbnails, counts
        self._found: Today | None = None
        self._mends: list[QWidget] = []
        self._columns: tuple[list[QWidget], ...] = ([], [], [])
        """Numbers, pictures and buttons of the causes, each a column through their rows."""
        self._practice = 0
        body = frame(gap="5")
        self._title, self._subtitle = label("", "title", "strong"), label("", "body", "subtle")
        words, self._head = frame(gap="1"), frame(gap="4", across=True)
        words.layout().addWidget(self._title)
        words.layout().addWidget(self._subtitle)
        self._import = KeyedButton()
        self._import.setObjectName("import")
        self._import.setProperty("textStyle", "strong")
        self._import.setProperty("iconName", "download")
        self._import.clicked.connect(lambda: self.deed_wanted.emit("import-files"))
        self._head.layout().addWidget(words, 1)
        self._head.layout().addWidget(self._import)
        body.layout().addWidget(self._head)
        self._counts = QFrame()
        self._counts.setProperty("gap", "4")
        QGridLayout(self._counts).setContentsMargins(0, 0, 0, 0)
        self._numbers: dict[str, tuple[CardButton, QLabel, QLabel, QLabel]] = {
            name: self._count(name) for name in _COUNTS}
        body.layout().addWidget(self._counts)
        self._middle = frame(gap="4", across=True)
        self._causes = frame("card", "5 4 5 4", "3")
        self._next = NextSync(kit)
        self._next.deed_wanted.connect(self.deed_wanted)
        self._middle.layout().addWidget(self._causes, 5)
        self._middle.layout().addWidget(self._next, 2, Qt.AlignmentFlag.AlignTop)
        self._middle.hide()  # its words are read first
        body.layout().addWidget(self._middle)
        self._activities, self._recent = frame(gap="3"), frame(gap="2")
        body.layout().addWidget(self._activities)
        body.layout().addWidget(self._recent)
        body.layout().addStretch(1)
        self._scroll = scrolled(self, body)
        self.setFocusProxy(self._numbers["to-finish"][0])
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_LATER_MS)
        self._timer.timeout.connect(self.refresh)
        for signal in (kit.bridge.items_changed, kit.bridge.registers_changed, kit.bridge.deliveries_changed,
                       kit.bridge.journal_changed):
            signal.connect(self._on_changed)
        self._say()

    def refresh(self) -> None:
        """Read everything anew, unless nobody looks."""
        if not self.isVisible():
            return
        library, lists = self._kit.bridge.library, self._kit.bridge.lists
        self._kit.bridge.compute(lambda: (lists.counts(), *_read(library), lists.to_practise()), self._show)

    def retranslate(self) -> None:
        """Say everything again."""
        self._found = None
        self._say()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        tokens = self._kit.theme.tokens
        stack(self._head, self.width() < tokens.size("stack-below"))
        few = self.width() < tokens.size("card-stack-below")
        columns = 4 if not few else 2 if self.width() >= tokens.size("stack-below") // 2 else 1
        for place, (card, *_) in enumerate(self._numbers.values()):
            self._counts.layout().addWidget(card, place // columns, place % columns)
        for column in range(4):
            self._counts.layout().setColumnStretch(column, int(column < columns))
        narrow = self.width() < tokens.size("stack-below")
        for row in self._causes.findChildren(QWidget, "cause"):
            stack(row, narrow)
        numbers, *others = self._columns
        align(numbers)
        for column in others:
            align(column, alike=not narrow)
        self._arrange_middle()

    def _arrange_middle(self) -> None:
        """The card of the next sync stands below the causes where its words leave these no room."""
        margins, body = self._scroll.widget().layout().contentsMargins(), self._middle.parentWidget()
        room = min(self._scroll.viewport().width() - margins.left() - margins.right(), body.maximumWidth())
        few = self.width() < self._kit.theme.tokens.size("card-stack-below")
        stack(self._middle, few or crowded(self._middle, room))

    def _on_changed(self) -> None:
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    # The counts

    def _count(self, name: str) -> tuple[CardButton, QLabel, QLabel, QLabel]:
        look = ITEM[_COUNTS[name][0]]
        card = CardButton(parent=self._counts)
        card.setObjectName(f"count-{name}")
        ink = "" if look.colour == "text-base" else look.colour
        head, words = frame(gap="3", across=True), label("", "strong", ink)
        head.layout().addWidget(icon(look.icon, look.colour))
        head.layout().addWidget(words, 1)
        number, note = label("", "display", "strong", wrap=False), label("", "small", "subtle")
        for widget in (head, number, note):
            card.put(widget)
        card.layout().addStretch(1)
        card.clicked.connect(lambda: self._on_count(name))
        return card, words, number, note

    def _on_count(self, name: str) -> None:
        if name == "waiting":
            self.deed_wanted.emit("show-sync")
        else:
            self.state_wanted.emit(_COUNTS[name][0].value)

    def _say(self) -> None:
        say, now = self._kit.speech.say, datetime.now()
        part = "morning" if now.hour < 12 else "afternoon" if now.hour < 18 else "evening"
        person = self._kit.bridge.lists.people().get(self._kit.bridge.library.setting("me"))
        name = person.name.split()[0] if person and person.name.split() else ""
        self._title.setText(say(f"today-good-{part}", name) if name else say("today-hello"))
        self._import.setText(say("deed-import-files"))
        self._import.show_key(self._kit, self._kit.keys.native("import-files"))
        day_now = self._kit.speech.locale.toString(QDate.currentDate(), self._kit.speech.locale.FormatType.LongFormat)
        self._day = begun(day_now)
        self._subtitle.setText(self._day)
        self._show_counts(self._counted)

    def _show_counts(self, counts: Counts) -> None:
        say = self._kit.speech.say
        for name, (card, words, number, note) in self._numbers.items():
            count = sum(counts.states.get(state, 0) for state in _COUNTS[name])
            words.setText(say(f"today-count-{name}"))
            number.setText(say("window-number", count))
            note.setText(say("today-count-waiting-practice", self._practice) if self._practice and name == "waiting"
                         else say(f"today-count-{name}-note"))
            card.setAccessibleName(f"{number.text()} {words.text()}")
            card.setAccessibleDescription(note.text())
        self._subtitle.setText(f"{self._day}. {say('today-sum', counts.total, sum(map(bool, counts.activities)))}")

    # What was read

    def _show(self, found: tuple[Counts, Today, Forecast, int]) -> None:
        self._counted, fresh, forecast, practisable = found
        self._practice = forecast.practice
        self._show_counts(self._counted)
        self._next.show_forecast(self._counted, forecast, practisable)
        self._middle.show()
        if fresh == self._found:
            self._arrange_middle()
            return
        self._found = fresh
        focus = QApplication.focusWidget()
        focused = focus.objectName() if focus is not None and self.isAncestorOf(focus) else ""
        place = self._mends.index(focus) if focus in self._mends else -1
        scrolled_to = self._scroll.verticalScrollBar().value()
        self._show_causes(fresh)
        self._show_activities(fresh)
        self._show_recent(fresh)
        self._kit.dresser.dress(self)
        self._arrange()
        # What was there before is deleted a little later than what is there now is shown.
        named = self.findChildren(QWidget, focused)[-1:] if focused else []
        if place >= 0 and not any(mend.objectName() == focused for mend in self._mends):
            named = self._mends[place:place + 1] or self._mends[-1:] or [self._numbers["to-finish"][0]]

        def settle() -> None:
            for widget in named:
                widget.setFocus()
            self._scroll.verticalScrollBar().setValue(scrolled_to)

        if named:
            QTimer.singleShot(0, named[0], settle)

    def _show_causes(self, found: Today) -> None:
        say, layout = self._kit.speech.say, self._causes.layout()
        clear(layout)
        for parts in (self._mends, *self._columns):
            parts.clear()
        head = frame(gap="3", across=True)
        head.layout().addWidget(label(say("today-causes"), "heading", "strong"), 1)
        if found.causes:
            head.layout().addWidget(label(say("deed-next-problem"), "small", "subtle", wrap=False))
            head.layout().addWidget(key(self._kit.keys.native("next-problem")))
        layout.addWidget(head)
        for made in (*(self._reminder(one) for one in found.reminders[:_CAUSES]),
                     *(self._cause(one) for one in found.causes[:_CAUSES])):
            line = frame()
            line.setProperty("line", True)
            layout.addWidget(line)
            layout.addWidget(made)
        if not (found.causes or found.reminders):
            layout.addWidget(label(say("today-no-causes" if found.activities or found.recent else "today-empty"),
                                   "body", "subtle"))
        layout.addStretch(1)

    def _reminder(self, one: Reminder) -> QWidget:
        """A line on what is due about an agreement."""
        say = self._kit.speech.say
        row = frame(gap="4", across=True)
        row.setObjectName("cause")
        text = say(f"reminder-{one.kind}", one.title, day(one.day, self._kit.speech.locale), one.days)
        head = frame(gap="3", across=True)
        head.layout().addWidget(icon("clock" if one.kind == "vrt" else "calendar", "warning"))
        head.layout().addWidget(label(text, "strong", "strong"), 1)
        row.layout().addWidget(head, 1)
        there = button(say("reminder-open"), lambda: self.house_wanted.emit(one.house))
        there.setObjectName(f"reminder-{one.kind}-{one.house}")
        self._columns[-1].append(there)
        there.setAccessibleDescription(text)
        self._mends.append(there)
        row.layout().addWidget(there)
        return row

    def _cause(self, cause: Cause) -> QWidget:
        say, look = self._kit.speech.say, SEVERITY["blocks" if cause.blocks else "advises"]
        row = frame(gap="4", across=True)
        row.setObjectName("cause")
        words = frame(gap="1")
        words.layout().addStretch(1)
        text = say(cause.message)
        words.layout().addWidget(label(text if cause.alike else say("today-for-example", text), "strong", "strong"))
        words.layout().addWidget(label(say("today-blocks" if cause.blocks else "today-advises"), "small", "subtle"))
        words.layout().addStretch(1)
        head = frame(gap="3", across=True)
        head.layout().addWidget(icon(look.icon, look.colour))
        number = label(say("window-number", cause.items), "heading", "strong", wrap=False)
        number.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        head.layout().addWidget(number)
        head.layout().addWidget(words, 1)
        row.layout().addWidget(head, 1)
        pictures = frame(gap="1", across=True)
        for path in cause.pictures:
            pictures.layout().addWidget(Thumb(
                self._kit.theme, self._thumbnails, path, "thumb-height", "delivery-picture"))
        pictures.layout().addStretch(1)
        row.layout().addWidget(pictures)
        mends = {f"mend-{cause.code}": self._mend(cause)} if cause.items > len(cause.scans) else {}
        if cause.scans:
            mends[f"rights-{cause.code}"] = button(
                say("today-mend-rights", len(cause.scans)), lambda: self.rights_wanted.emit(cause.scans))
        presses = frame(gap="2")  # one below the other: beside each other they would leave no room for the words
        presses.layout().addStretch(1)
        for name, mend in mends.items():
            mend.setObjectName(name)
            self._mends.append(mend)
            mend.setAccessibleDescription(text)
            presses.layout().addWidget(mend)
        presses.layout().addStretch(1)
        row.layout().addWidget(presses)
        for column, part in zip(self._columns, (number, pictures, presses), strict=True):
            column.append(part)
        return row

    def _mend(self, cause: Cause) -> QWidget:
        from ...services import today  # late: as what is read

        say, bridge = self._kit.speech.say, self._kit.bridge
        if today.is_own_work(cause.code, cause.field) and bridge.library.setting("me"):
            tagging, library = bridge.tagging, bridge.library
            return button(say("today-mend-own", cause.items - len(cause.scans)), lambda: bridge.write(
                lambda: today.make_mine(library, tagging, cause.code, cause.field)))
        words = say("today-mend", cause.items) if cause.field else say("today-show", cause.items)
        return button(words, lambda: self.cause_wanted.emit(cause.code, cause.field))

    def _show_activities(self, found: Today) -> None:
        layout = self._activities.layout()
        clear(layout)
        if not found.activities:
            return
        layout.addWidget(label(self._kit.speech.say("window-activities"), "heading", "strong"))
        for start in range(0, len(found.activities), 3):
            line = frame(gap="4", across=True)
            for progress in found.activities[start:start + 3]:
                line.layout().addWidget(self._activity(progress), 1)
            for _ in range(3 - len(found.activities[start:start + 3])):
                line.layout().addStretch(1)
            layout.addWidget(line)

    def _activity(self, progress: Progress) -> CardButton:
        say, row = self._kit.speech.say, progress.row
        card = CardButton("0 0 0 4", "2", self._activities)
        card.setObjectName(f"activity-{row['id']}")
        card.put(Thumb(self._kit.theme, self._thumbnails, progress.picture, "card-picture", on_top=True))
        words = frame(margins="4 2 4 0", gap="2")
        words.layout().addWidget(label(row["title"], "strong", "strong"))
        words.layout().addWidget(label(say(f"activity-kind-{row['kind'].replace('_', '-')}"), "small", "subtle"))
        bar = QProgressBar()
        bar.setRange(0, max(1, progress.items))
        bar.setValue(progress.through)
        bar.setTextVisible(False)
        bar.setProperty("done", True)
        words.layout().addWidget(bar)
        through = say("today-through", progress.through, progress.items)
        words.layout().addWidget(label(through, "small", "subtle"))
        card.put(words)
        card.setAccessibleName(f"{row['title']}. {through}")
        card.clicked.connect(lambda: self.activity_wanted.emit(row["id"]))
        return card

    def _show_recent(self, found: Today) -> None:
        say, layout = self._kit.speech.say, self._recent.layout()
        clear(layout)
        if not found.recent:
            return
        head = frame(gap="3", across=True)
        head.layout().addWidget(label(say("today-recent"), "heading", "strong"), 1)
        more = button(say("deed-show-history"), lambda: self.deed_wanted.emit("show-history"), style="body", link=True)
        more.setObjectName("more-history")
        head.layout().addWidget(more)
        layout.addWidget(head)
        people = self._kit.bridge.lists.people()
        for done in found.recent:
            who = people[done.actor].name if done.actor in people else say("history-nobody")
            when = moment(datetime.fromisoformat(done.at).timestamp(), self._kit.speech.locale)
            line = say("today-recent-line", when, who, done.label)
            layout.addWidget(label(say("history-undone", line) if done.undone else line, "body", "subtle"))


def _read(library: Library) -> tuple[Today, Forecast]:
    from ...services import forecasting, today  # late: the first frame does without

    return today.today(library), forecasting.forecast(library)

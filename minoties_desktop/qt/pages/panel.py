"""The inspector: what is known about the selected items, field by field, and the one worst problem above them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QWidget

from ...config import settings
from ...domain.consent import RECOGNISED
from ...domain.errors import Fault
from ...domain.fields import BY_ID, Field, Tab
from ...services import drafts, speaking
from ...services.drafts import Draft
from ...services.summing import Summary, summed
from ..forms.metadata_panel import Ui_MetadataPanel
from ..kit import Kit
from ..models.fields import Line, lines
from ..models.thumbnails import Thumbnails
from ..models.values import Vocabulary
from ..widgets.columns import Columns
from ..widgets.field_box import FieldBox
from ..widgets.language_adder import LanguageAdder
from ..widgets.people_section import PeopleSection
from ..widgets.rights_button import RightsButton
from ..widgets.tab_list import TabList
from .panel_asides import ASIDES, PAGES, Asides
from .panel_flow import PanelFlow
from .panel_head import PanelHead
from .panel_help import TypingHelp
from .panel_sticky import Sticky

_TABS = (*Tab, *ASIDES)


class MetadataPanel(QWidget):
    """Shows and changes the fields of one or many items. Typed text is kept at once and committed at its end."""

    activity_wanted = Signal(str)
    """An activity (id) is to be changed, with what its items have from it."""
    person_wanted = Signal(str)
    font_wanted = Signal(str)
    """A font is wanted for the letters of a text."""
    """A contributor (name) whose works can't be sent is to be changed, or added."""
    room_wanted = Signal()
    """The languages should stand side by side, for which there is too little room."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_MetadataPanel()
        self._form.setupUi(self)
        self._selected = 0
        self._head = PanelHead(kit, self._form, thumbnails, self.focus_field, self.person_wanted.emit,
                               self._ask_consent)
        self._vocabulary = Vocabulary(kit.bridge.lists, kit.speech)
        self._asides = Asides(kit, self._form, thumbnails, self._vocabulary)
        self._boxes: dict[tuple[str, str], FieldBox] = {}
        self._subject = Summary()
        self._typed: dict[Draft, str] = {}
        self._under_way: list[frozenset[str]] = []
        self._turn = 0
        self._more: list[str] = []
        self._wanted: tuple[str, ...] = ()
        self._focus_later: tuple[str, str] | None = None
        self._asked: set[str] = set()
        self._is_unsaid = False
        self._detail = settings.load().detail
        self.flow = PanelFlow(kit.keys, self, lambda: self._boxes.values(), self._form.fields)
        self.sticky = Sticky(self, lambda: self._boxes.values())
        self.helper = TypingHelp(kit, self, self.shown, self._vocabulary)
        self.flow.digit.connect(self._on_digit)
        self._columns = Columns(kit, self._form.fieldsFrame)
        self._adder = LanguageAdder(kit, self._form.fields)
        self._adder.wanted.connect(self._on_language_wanted)
        self._adder.elsewhere.connect(self.activity_wanted)
        self._adder.beside.connect(self.room_wanted)
        self._columns.arranged.connect(lambda: self._adder.wide.setVisible(self._columns.could_be_more()))
        self._form.fields.layout().insertWidget(2, self._adder)
        self.people = PeopleSection(kit, self._form.fields)
        self._form.fields.layout().insertWidget(3, self.people)
        self.rights = RightsButton(kit, self._form.fields)
        self._form.fields.layout().insertWidget(1, self.rights, 0, Qt.AlignmentFlag.AlignLeading)
        for tab in _TABS:
            self._form.tabs.addTab(kit.speech.say(f"panel-tab-{tab}"))
        self._form.tabs.currentChanged.connect(self._on_tab_changed)
        self._tab_list = TabList(self._form.tabRow, self._form.tabs)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._load)
        kit.bridge.items_changed.connect(self._on_items_changed)
        kit.bridge.registers_changed.connect(self._on_registers_changed)
        kit.bridge.known_changed.connect(self._on_registers_changed)
        kit.dresser.dress(self)
        self._show()

    def show_items(self, ids: Sequence[str], selected: int) -> None:
        """Show these items, of which so many were selected and the others lie under them on stacks; what was typed into
        the ones before becomes their values first."""
        if tuple(ids) == self._wanted:
            if selected != self._selected and self._subject.ids == self._wanted:
                self._head.show_items(self._subject, selected)
            self._selected = selected
            return
        self._selected = selected
        if self.focused_field() and set(ids) == set(self._wanted):
            return  # in another order only, and somebody is writing
        self.commit()
        self.flow.begin()
        self.sticky.begin()
        self._wanted = tuple(ids)
        self._timer.start()

    def commit(self) -> None:
        """Make values of everything that was typed."""
        for box in list(self._boxes.values()):
            box.commit()

    def focus_field(self, field_id: str) -> None:
        """Go to a field, on whichever tab it is, once the items are shown."""
        self.focus_line(field_id, "")

    def focus_line(self, field_id: str, lang: str) -> None:
        """The same for a field in a language, in any language where it has none in that."""
        self._focus_later = (field_id, lang)
        if self._wanted == self._subject.ids and not self._timer.isActive():
            self._focus()
        elif self._wanted and self.isVisible():
            self.flow.wait()

    def press_remedy(self) -> None:
        """Press the button of the band above the fields."""
        self._form.problemBand.press()

    def box(self, field_id: str, lang: str = "") -> FieldBox | None:
        """The box of a field on the present tab."""
        return self._boxes.get((field_id, lang))

    def shown(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The items that are shown, and the languages of their activities."""
        return self._subject.ids, self._subject.languages

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return str(self._tab())

    def show_tab(self, tab: object) -> None:
        """Show a tab; one that there is not is left aside."""
        if tab in _TABS:
            self._form.tabs.setCurrentIndex(_TABS.index(tab))

    def focused_field(self) -> Field | None:
        """The field that the keyboard is in, None if it is elsewhere."""
        line = self.focused_line()
        return BY_ID[line[0]] if line else None

    def focused_line(self) -> tuple[str, str] | None:
        """The field and language that the keyboard is in, None if it is elsewhere."""
        focused = QApplication.focusWidget()
        return next((key for key, box in self._boxes.items() if focused and box.isAncestorOf(focused)), None)

    def show_detail(self, detail: str) -> None:
        """Show the fields for volunteer, photographer or archivist; what is hidden keeps its values."""
        self.commit()
        self._detail = detail
        self._asked.clear()
        self._show()

    def retranslate(self) -> None:
        """Say everything again."""
        self._form.retranslateUi(self)
        self._adder.retranslate()
        self.people.retranslate()
        self.rights.retranslate()
        for number, tab in enumerate(_TABS):
            self._form.tabs.setTabText(number, self._kit.speech.say(f"panel-tab-{tab}"))
        if self.isVisible():
            self._clear()
            self._show()
        else:
            self._is_unsaid = True

    def showEvent(self, event: QShowEvent) -> None:
        """Fields that were out of sight while the language changed are said in it now."""
        super().showEvent(event)
        if self._is_unsaid:
            self._is_unsaid = False
            self._clear()
            self._show()

    # Reading

    def _load(self) -> None:
        ids, library, turn = self._wanted, self._kit.bridge.library, self._turn
        if not any(items.intersection(ids) for items in self._under_way):  # else at its end
            self._kit.bridge.compute(
                lambda: (turn, summed(library, ids), drafts.waiting(library)), self._on_loaded)

    def _on_loaded(self, found: tuple[int, Summary, Mapping[Draft, str]]) -> None:
        turn, subject, typed = found
        if turn != self._turn or subject.ids != self._wanted:
            return  # read before something was written: what it shows is no longer so
        self._typed = dict(typed)
        if subject.ids != self._subject.ids:
            self._clear()
            self._more.clear()
        self._subject = subject
        self._show()
        self._focus()

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        if self._wanted and (ids is None or ids.intersection(self._wanted)):
            self._vocabulary.refresh()
            self._timer.start()

    def _on_registers_changed(self) -> None:
        self._vocabulary.refresh()
        self._timer.start()

    # Showing

    def _tab(self) -> str:
        return _TABS[max(0, self._form.tabs.currentIndex())]

    def _on_tab_changed(self) -> None:
        self.commit()
        self._clear()
        self._show()

    def _clear(self) -> None:
        self.commit()
        for box in self._boxes.values():
            self._put_away(box)
        self._boxes.clear()
        self._columns.forget()

    def _put_away(self, box: FieldBox) -> None:
        self._form.fieldsFrame.layout().removeWidget(box)
        box.hide()
        box.deleteLater()

    def _lay(self, found: Sequence[Line]) -> None:
        """Have a box for each line. The one that somebody writes in stays, with its caret."""
        keys = [line.key for line in found]
        if keys == list(self._boxes):
            return
        if self.focused_field() is None:
            self._clear()
        known = self._boxes
        self._boxes = {line.key: known.get(line.key) or self._make(line) for line in found}
        for key, box in known.items():
            if key not in self._boxes:
                box.commit()
                self._put_away(box)
        fields = dict.fromkeys(field for field, _ in self._boxes)
        self._columns.lay([[box for (one, _), box in self._boxes.items() if one == field] for field in fields])

    def _show(self) -> None:
        self._head.show_items(self._subject, self._selected)
        subject = self._subject
        self._form.tabs.setEnabled(bool(subject.ids))
        self._adder.setVisible(bool(subject.ids) and self._tab() is Tab.DESCRIBE)
        self._adder.show_activities(subject.spoken_in)
        answered = any(shared.text in RECOGNISED for shared in subject.all("people"))
        here = self._tab() is Tab.DESCRIBE
        self.people.show_people(subject.people if here else (), needed=answered and here)
        self.rights.setVisible(bool(subject.ids) and self._tab() is Tab.RIGHTS)
        self._form.tabs.setTabVisible(_TABS.index(PAGES), self._detail != settings.DETAIL[0])
        self._tab_list.refresh()
        self._asides.show(self._tab(), subject.ids[:1] if self._selected == 1 else subject.ids, self._detail)
        found = lines(self._tab(), subject, self._kit.speech.language, self._more, self._detail,
                      self._asked) if subject.ids else []
        self._lay(found)
        for line in found:
            self._boxes[line.key].show_line(
                line, self._typed.get(self._draft(line)), said_above=self._head.says_alone(line.problem))
        self.helper.offer_near()
        self.helper.offer_meant()
        self.flow.order(self.window())
        self.sticky.show()

    def stick(self) -> None:
        """Have what is typed in the field of now go on to the next photograph, or no longer."""
        focused = QApplication.focusWidget()
        box = next((box for box in self._boxes.values() if focused and box.isAncestorOf(focused)), None)
        if box is not None:
            self.commit()
            self.sticky.toggle(box.line)

    def _on_language_wanted(self, code: str) -> None:
        self.commit()
        if code not in self._more:
            self._more.append(code)
        self._show()
        box = self.box("caption", code)
        if box is not None:
            box.focus_editor()

    def _on_language_dropped(self, code: str) -> None:
        ids, tagging = list(self._subject.ids), self._kit.bridge.tagging
        self._more = [lang for lang in self._more if lang != code]
        for box in (box for (_, lang), box in self._boxes.items() if lang == code):
            box.abandon()
        self._typed = {draft: text for draft, text in self._typed.items() if draft.lang != code}
        line = self._boxes["caption", code].line
        self._write(line, lambda: speaking.drop(self._kit.bridge.library, tagging, ids, code))
        self._show()

    def _make(self, line: Line) -> FieldBox:
        box = FieldBox(self._kit, self._vocabulary, line, self._form.fieldsFrame)
        box.drafted.connect(self._on_drafted)
        box.replaced.connect(self._on_replaced)
        box.added.connect(self._on_added)
        box.removed.connect(self._on_removed)
        box.cleared.connect(self._on_cleared)
        box.let_go.connect(self._on_let_go)
        box.person_wanted.connect(self.person_wanted)
        box.consent_wanted.connect(self._ask_consent)
        box.font_wanted.connect(self.font_wanted)
        box.language_dropped.connect(self._on_language_dropped)
        self.flow.follow(box)
        self.sticky.follow(box)
        self.helper.follow(box)
        return box

    def _focus(self) -> None:
        if self._focus_later is None:
            return
        if not self._subject.ids:
            self._focus_later = None
            self.flow.wait()  # what is typed for nothing selected must not become marks of photographs
            self.flow.arrive()
            return
        field, lang = self._focus_later
        tab = BY_ID[field].tab
        if self._tab() is not tab:
            self._form.tabs.setCurrentIndex(_TABS.index(tab))
        if field not in {known for known, _ in self._boxes}:
            self._asked.add(field)
            self._show()
        box = self.box(field, lang) or next((box for (known, _), box in self._boxes.items() if known == field), None)
        if box is not None:
            self._focus_later = None
            self._form.scroll.verticalScrollBar().setValue(0)
            self._form.scroll.ensureWidgetVisible(box)
            box.focus_editor()
        self.flow.arrive()

    def _ask_consent(self) -> None:
        self.people.ask(self._subject.people)

    def _on_digit(self, digit: int, onward: bool) -> None:
        if self.helper.take_near(digit) and onward:
            self.flow.go_on()

    # Writing

    def _draft(self, line: Line) -> Draft:
        return Draft(self._subject.ids, line.field.id, line.lang, is_next=line.field.many)

    def _on_drafted(self, line: Line, text: str) -> None:
        draft, library = self._draft(line), self._kit.bridge.library
        self._typed[draft] = text
        self._kit.bridge.write(lambda: drafts.keep(library, draft, text))

    def _on_replaced(self, line: Line, texts: list[str]) -> None:
        draft, bridge = self._draft(line), self._kit.bridge
        if draft.is_next:
            self._typed.pop(draft, None)
        else:
            self._typed[draft] = texts[0] if texts else ""
        self._write(line, lambda: drafts.commit(bridge.library, bridge.tagging, draft, texts, clear=not texts))

    def _on_added(self, line: Line, text: str) -> None:
        bridge, draft = self._kit.bridge, self._draft(line)
        self._typed.pop(draft, None)
        self._write(line, lambda: drafts.add(bridge.library, bridge.tagging, draft, text), text)

    def _on_removed(self, line: Line, text: str) -> None:
        ids, tagging = list(self._subject.ids), self._kit.bridge.tagging
        self._write(line, lambda: tagging.remove(ids, line.field.id, [text]))

    def _on_cleared(self, line: Line) -> None:
        draft, bridge = self._draft(line), self._kit.bridge
        self._typed.pop(draft, None)
        self._write(line, lambda: drafts.commit(bridge.library, bridge.tagging, draft, [], clear=True))

    def _on_let_go(self, line: Line) -> None:
        draft, library = self._draft(line), self._kit.bridge.library
        self._typed.pop(draft, None)
        self._write(line, lambda: drafts.forget(library, draft))

    def _write(self, line: Line, call: Callable[[], object], token: str = "") -> None:
        """Until the call has ended nothing is shown that was read before it."""
        ids = self._subject.ids
        self._turn += 1
        self._under_way.append(frozenset(ids))

        def ended() -> None:
            self._under_way.remove(frozenset(ids))
            self._timer.start()

        self._kit.bridge.write(call, failed=lambda fault: self._on_failed(line, ids, fault, token), ended=ended)

    def _on_failed(self, line: Line, ids: Sequence[str], fault: Fault, token: str) -> None:
        box = self._boxes.get(line.key) if ids == self._subject.ids else None
        if box is not None:
            box.fail(fault.remedy or fault.message, token)
        else:
            self._kit.bridge.failed.emit(fault.message, fault.remedy)

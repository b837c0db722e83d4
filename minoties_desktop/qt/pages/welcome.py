"""The first run: language, library, who one is, the practice walk. No account is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from ...config.languages import is_known
from ...config.messages import Message, languages
from ...config.paths import suggested_library
from ...config.resources import resource
from ...domain.errors import Fault, UsageFault
from ...domain.licences import licences
from ...services import speaking
from ...services.library import probe
from ..calls import Answer, Calls
from ..dress import Dresser
from ..icons import Icons
from ..speaking import begun
from ..theme import Theme, mark
from ..translator import Speech
from ..widgets.band import Band
from ..widgets.cards import CardButton, ChoiceCard
from ..widgets.flow import FlowLayout
from ..widgets.labels import ElidedLabel
from ..widgets.layouts import stack
from ..widgets.pieces import button, frame, icon, label

_PATH = "\u2066{}\u2069"
"""Has a path keep its slashes where sentences go from right to left."""
STEPS = ("language", "library", "you", "walk")
_LICENCES = ("cc-by-sa-4.0", "cc-by-4.0", "cc-zero")


@dataclass(slots=True)
class Choices:
    """What was chosen: where the library is, who one is (values of a contributor; no name for nobody), the codes of
    the languages that captions are written in, whether the practice walk is wanted."""

    library: Path = field(default_factory=suggested_library)
    person: dict[str, object] = field(default_factory=dict)
    languages: str = ""
    walk: bool = False


class Welcome(QWidget):
    """Asks one question a step; each but the first can be left as it is."""

    done = Signal(object)
    """The Choices."""
    changed = Signal(dict)
    """Something was answered: all `answers`, to be kept until the first run is finished."""
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, speech: Speech, dresser: Dresser,
                 kept: Mapping[str, Any] | None = None) -> None:
        """`kept`: the `answers` of an earlier, unfinished first run; it goes on from there."""
        super().__init__()
        self._theme, self._icons, self._speech, self._dresser = theme, icons, speech, dresser
        self.choices = Choices()
        self._step = 0
        self._left: QWidget | None = None
        self.is_giving_way = False
        """Whether the window of the library is being made."""
        self._calls, self._maker = Calls(self), ThreadPoolExecutor(1, "make")  # there is no library with a bridge yet
        self._looks = Calls(self)
        self._said: list[tuple[Callable[[str], object], str]] = []
        self._second: dict[str, tuple[QLabel, ChoiceCard]] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setProperty("gap", "0")
        self._picture = _Picture(theme, speech)
        layout.addWidget(self._picture, 4)
        self._side = frame("page", "7 6 7 5", "5")
        layout.addWidget(self._side, 3)
        self._heads: list[tuple[QLabel, QLabel]] = []
        self._side.layout().addWidget(self._head())
        self._band = Band()
        self._side.layout().addWidget(self._band)
        self.pages = QStackedWidget()
        for make in (self._language, self._library, self._you, self._walk):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            page = frame(band="page", gap="4")
            make(page)
            page.layout().addStretch(1)
            area.setWidget(page)
            self.pages.addWidget(area)
        self._side.layout().addWidget(self.pages, 1)
        self._footer = self._foot()
        self._side.layout().addWidget(self._footer)
        speech.changed.connect(self.retranslate)
        theme.changed.connect(lambda: dresser.dress(self))
        self._go_on_from(kept or {})
        self.retranslate()
        self._show_step()

    # The parts

    def _words(self, key: str, style: str = "body", ink: str = "") -> QLabel:
        found = label("", style, ink)
        self._said.append((found.setText, key))
        return found

    def _head(self) -> QWidget:
        head = frame(gap="3", across=True)
        for number in range(len(STEPS)):
            digit, name = label(str(number + 1), "strong-small", wrap=False), label("", "body", wrap=False)
            digit.setAlignment(Qt.AlignmentFlag.AlignCenter)
            digit.setProperty("fixedWidth", "step")
            digit.setProperty("fixedHeight", "step")
            self._heads.append((digit, name))
            head.layout().addWidget(digit)
            head.layout().addWidget(name)
            if number + 1 < len(STEPS):
                line = frame()
                line.setProperty("line", True)
                head.layout().addWidget(line, 1)
        return head

    def _intro(self, page: QWidget, step: str) -> None:
        page.layout().addWidget(self._words(f"welcome-{step}-title", "display", "strong"))
        page.layout().addWidget(self._words(f"welcome-{step}-intro", "body", "subtle"))

    def _language(self, page: QWidget) -> None:
        self._intro(page, "language")
        self.tongues = QButtonGroup(self)
        for code in languages():
            card = ChoiceCard(parent=page)
            card.setObjectName(code)
            line, second = frame(gap="3", across=True), label("", "small", "subtle", wrap=False)
            line.layout().addWidget(label(self._speech.own_name(code), "strong"), 1)
            line.layout().addWidget(second)
            card.put(line)
            card.setAccessibleName(self._speech.own_name(code))
            card.setChecked(code == self._speech.language)
            self._second[code] = (second, card)
            self.tongues.addButton(card)
            page.layout().addWidget(card)
        self.tongues.buttonClicked.connect(lambda card: self._use(card.objectName()))

    def _library(self, page: QWidget) -> None:
        self._intro(page, "library")
        self._folder = ElidedLabel()
        self._folder.elide = Qt.TextElideMode.ElideMiddle
        self._folder.setProperty("textStyle", "strong")
        self._folder.setText(_PATH.format(self.choices.library))
        card = frame("card", "5 4 5 4", "3", across=True)
        card.layout().addWidget(icon("folder"))
        card.layout().addWidget(self._folder, 1)
        page.layout().addWidget(card)
        choose, other = button("", self._choose_folder), button("", self._open_library)
        self._said += [(choose.setText, "welcome-library-choose"), (other.setText, "welcome-library-open")]
        line = QFrame()
        line.setProperty("gap", "3")
        FlowLayout(line)  # the second goes below the first where there is little room
        line.layout().addWidget(choose)
        line.layout().addWidget(other)
        page.layout().addWidget(line)
        page.layout().addWidget(self._words("welcome-library-note", "small", "subtle"))

    def _you(self, page: QWidget) -> None:
        self._intro(page, "you")
        self.name, self.user = self._field(page, "name"), self._field(page, "user")
        page.layout().addWidget(self._words("welcome-you-licence", "strong", "strong"))
        self.licences = QButtonGroup(self)
        for number, code in enumerate(_LICENCES):
            card = ChoiceCard(parent=page)
            card.setObjectName(code)
            name = licences()[code].label
            title = label("", "strong")
            self._said.append((lambda _text, title=title, name=name: title.setText(self._speech.say(name)), "app-name"))
            card.put(title)
            card.put(self._words(f"welcome-licence-{code.replace('.', '-')}", "small", "subtle"))
            self._said.append((card.setAccessibleDescription, f"welcome-licence-{code.replace('.', '-')}"))
            self._said.append((lambda _text, card=card, name=name: card.setAccessibleName(self._speech.say(name)),
                               "app-name"))
            card.setChecked(number == 0)
            self.licences.addButton(card)
            page.layout().addWidget(card)
        self.licences.buttonClicked.connect(self._on_answered)
        self.languages = self._field(page, "languages")
        self._meaning = label("", "small", "subtle")
        page.layout().addWidget(self._meaning)
        self.languages.editingFinished.connect(self._on_languages_typed)
        self.cc0 = QCheckBox()
        self.cc0.setChecked(True)
        self.cc0.clicked.connect(self._on_answered)
        self._said.append((self.cc0.setText, "welcome-you-cc0"))
        page.layout().addWidget(self.cc0)
        page.layout().addWidget(self._words("welcome-you-cc0-why", "small", "subtle"))

    def _field(self, page: QWidget, name: str) -> QLineEdit:
        edit, words = QLineEdit(), self._words(f"welcome-you-{name}", "strong")
        edit.setProperty("minHeight", "field")
        words.setBuddy(edit)
        self._said += [(edit.setPlaceholderText, f"welcome-you-{name}-note"),
                       (edit.setAccessibleName, f"welcome-you-{name}")]
        edit.textEdited.connect(self._on_answered)
        page.layout().addWidget(words)
        page.layout().addWidget(edit)
        return edit

    def _walk(self, page: QWidget) -> None:
        self._intro(page, "walk")
        self.walk = self._card(page, "speechBubble", "try", lambda: self._finish(walk=True))
        self.own = self._card(page, "download", "own", lambda: self._finish(walk=False))

    def _card(self, page: QWidget, name: str, which: str, press: Callable[[], None]) -> CardButton:
        key, note = f"welcome-walk-{which}", f"welcome-walk-{which}-note"
        card = CardButton("5 4 5 4", "2", page)
        head = frame(gap="3", across=True)
        head.layout().addWidget(icon(name, "link"))
        head.layout().addWidget(self._words(key, "heading", "strong"), 1)
        card.put(head)
        card.put(self._words(note, "body", "subtle"))
        self._said += [(card.setAccessibleName, key), (card.setAccessibleDescription, note)]
        card.clicked.connect(lambda _checked=False: press())
        page.layout().addWidget(card)
        return card

    def _foot(self) -> QWidget:
        foot = frame(gap="4", across=True)
        self.back = button("", lambda: self._go(-1))
        self._said.append((self.back.setText, "welcome-back"))
        self.next = QPushButton()
        for name, value in (("textStyle", "strong"), ("primary", True), ("minHeight", "button-big")):
            self.next.setProperty(name, value)
        self.next.clicked.connect(lambda _checked=False: self._go(1))
        note, self._steps = frame(gap="4", across=True), frame(gap="4", across=True)
        steps = self._steps
        note.layout().addWidget(icon("lock", "text-subtle"))
        note.layout().addWidget(self._words("welcome-no-account", "small", "subtle"), 1)
        steps.layout().addStretch(1)
        steps.layout().addWidget(self.back)
        steps.layout().addWidget(self.next)
        foot.layout().addWidget(note, 1)
        foot.layout().addWidget(steps)
        return foot

    # What was answered

    @property
    def answers(self) -> dict[str, Any]:
        """Everything that was answered so far, and the step, as JSON has it."""
        return {"step": STEPS[self._step], "library": str(self.choices.library), "name": self.name.text(),
                "user": self.user.text(), "languages": self.languages.text(), "cc0": self.cc0.isChecked(),
                "licence": self.licences.checkedButton().objectName()}

    def _on_answered(self, *_what: object) -> None:
        self.changed.emit(self.answers)

    def _go_on_from(self, kept: Mapping[str, Any]) -> None:
        # The settings are a file that anybody may have written: what makes no sense is left as it is asked.
        def text(name: str) -> str:
            return kept[name] if isinstance(kept.get(name), str) else ""

        for name, edit in (("name", self.name), ("user", self.user), ("languages", self.languages)):
            edit.setText(text(name))
        if text("library"):
            self._take(Path(text("library")))
        for card in self.licences.buttons():
            card.setChecked(card.objectName() == (text("licence") if text("licence") in _LICENCES else _LICENCES[0]))
        self.cc0.setChecked(kept.get("cc0") is not False)
        if text("step") in STEPS:
            there = self.choices.library.is_dir()
            self._step = min(STEPS.index(text("step")), len(STEPS) if there else STEPS.index("library"))

    def say_fault(self, fault: Fault) -> None:
        """Say what went wrong, and what to do."""
        say = self._speech.say
        remedy = " " + say(fault.remedy) if fault.remedy else ""
        self._band.say(self._dresser, "error", say(fault.message) + remedy)

    # What happens

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        say = self._speech.say
        self.setWindowTitle(say("app-name"))
        for told, key in self._said:
            told(say(key))
        for step, (_, name) in zip(STEPS, self._heads, strict=True):
            name.setText(say(f"welcome-step-{step}"))
        self._picture.update()
        self._say_next()
        self._dresser.dress(self)
        messages = self._speech.messages
        self._looks.begin(self._maker, lambda: (messages.language, {
            code: messages.language_name(code) for code in self._second}), self._on_names_found)

    def _on_names_found(self, found: tuple[str, dict[str, str]] | None, error: Exception | None) -> None:
        """Say beside its own name what each language is called in the one of now."""
        if error is not None:
            raise error
        language, names = found or ("", {})
        for code, (second, card) in self._second.items() if language == self._speech.language else ():
            name = begun(names[code])
            second.setText(name)
            card.setAccessibleDescription(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The picture gives its room up first."""
        super().resizeEvent(event)
        tokens = self._theme.tokens
        self._picture.setVisible(self.width() >= tokens.size("card-stack-below"))
        self.layout().activate()  # else the side would be as wide as before
        narrow = self._side.width() < tokens.size("dialog")
        self._stack_footer()
        for number, (_, name) in enumerate(self._heads):
            name.setVisible(number == self._step or not narrow)

    def _stack_footer(self) -> None:
        width = self._side.width()
        stack(self._footer, width < self._theme.tokens.size("dialog") or self._steps.sizeHint().width() * 2 > width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Escape goes back; nothing does while the library is made or opened."""
        if not self._footer.isEnabled():
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, CardButton) and not focused.isCheckable():
                focused.click()
            elif self.next.isVisible():
                self._go(1)
        elif event.key() == Qt.Key.Key_Escape:
            self._go(-1)
        else:
            super().keyPressEvent(event)

    def _use(self, code: str) -> None:
        self._speech.use(code)
        self.language_chosen.emit(code)

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._speech.say("welcome-library-choose"))
        if name:
            self._take(Path(name) / suggested_library().name)

    def _open_library(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self._speech.say("window-open-title"))
        if name:
            self._take(Path(name))

    def _take(self, folder: Path) -> None:
        self.choices.library = folder
        self._folder.setText(_PATH.format(folder))
        self._band.hide()
        self._on_answered()

    def _go(self, step: int) -> None:
        if step > 0 and STEPS[self._step] == "language":
            self.language_chosen.emit(self._speech.language)  # that of the system counts as chosen, too
        if step > 0 and STEPS[self._step] == "library":
            self._make()
            return
        if step > 0 and STEPS[self._step] == "you" and not self._speaks():
            return
        if step > 0 and self._step == len(STEPS) - 1:
            self._finish(walk=False)
            return
        self._move(step)

    def _move(self, step: int) -> None:
        self._step = min(max(self._step + step, 0), len(STEPS) - 1)
        self._on_answered()
        self._show_step()

    def _speaks(self) -> bool:
        """Whether what stands in the field of languages are codes of languages."""
        self._on_languages_typed()
        wrong = [code for code in self.languages.text().split() if not is_known(code)]
        if wrong:
            self.say_fault(UsageFault(Message("error-column", Message("column-languages"), wrong[0]),
                                      Message("error-column-languages")))
            self.languages.setFocus()
        return not wrong

    def _on_languages_typed(self) -> None:
        """Have codes stand where names were typed, and say below what they mean."""
        reader, typed = self._speech.language, self.languages.text()
        if codes := speaking.codes(typed, reader):
            self.languages.setText(codes)
        known = [speaking.spoken(code, reader) for code in codes.split() if is_known(code)]
        self._meaning.setText(" · ".join(one.name or one.own for one in known))
        self._meaning.setVisible(bool(known))
        if codes != typed:
            self._on_answered()

    def _make(self) -> None:
        folder = self.choices.library
        self.wait_for("welcome-library-making", lambda: probe(folder), self._on_made)

    def _on_made(self, _none: object, error: Exception | None) -> None:
        self.go_on_asking()
        if error is None:
            self._move(1)
            return
        if not isinstance(error, Fault):
            raise error
        self.say_fault(error)

    def wait_for(self, words: str, call: Callable[[], Any], answer: Answer) -> None:
        """Do something beside the window's thread and say so (a key); what is pressed meanwhile is meant for no
        page."""
        self._left = self.focusWidget()
        self._allow(False)
        self._band.say(self._dresser, "notice", self._speech.say(words))
        self._calls.begin(self._maker, call, answer)

    def go_on_asking(self) -> None:
        """Hear what is pressed again, the keyboard being where it was."""
        self._allow(True)
        self._band.hide()
        if self._left is not None:
            self._left.setFocus()

    def _allow(self, allowed: bool) -> None:
        for part in (self.pages, self._footer):
            part.setEnabled(allowed)
        self.setCursor(Qt.CursorShape.ArrowCursor if allowed else Qt.CursorShape.BusyCursor)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Wait for what is being made. The window of the library comes in a moment, and can be closed then."""
        if self.is_giving_way:
            event.ignore()
            return
        self._maker.shutdown(wait=True)
        super().closeEvent(event)

    def _finish(self, *, walk: bool) -> None:
        name = self.name.text().strip()
        if name:
            self.choices.person = {
                "name": name, "user_name": self.user.text().strip(),
                "licence": self.licences.checkedButton().objectName(), "captions_cc0": int(self.cc0.isChecked())}
        self.choices.languages = " ".join(self.languages.text().split())
        self.choices.walk = walk
        self.done.emit(self.choices)

    def _show_step(self) -> None:
        self._band.hide()
        self.pages.setCurrentIndex(self._step)
        for number, (digit, name) in enumerate(self._heads):
            mark(digit, step="now" if number == self._step else "past" if number < self._step else "next")
            mark(name, ink="strong" if number == self._step else "subtle")
            name.setProperty("textStyle", "strong" if number == self._step else "body")
        self.back.setVisible(self._step > 0)
        self.next.setVisible(self._step < len(STEPS) - 1)
        self._say_next()
        self._dresser.dress(self)
        self._stack_footer()
        first = (self.tongues.checkedButton(), self.next, self.name, self.walk)[self._step]
        (first or self.next).setFocus(Qt.FocusReason.TabFocusReason)

    def _say_next(self) -> None:
        following = STEPS[min(self._step + 1, len(STEPS) - 1)]
        self.next.setText(self._speech.say("welcome-next", self._speech.say(f"welcome-step-{following}")))
        self._stack_footer()


class _Picture(QWidget):
    """The scene at the side, with what the program is for written on it."""

    def __init__(self, theme: Theme, speech: Speech) -> None:
        super().__init__()
        self._theme, self._speech = theme, speech
        self._scene = QSvgRenderer(str(resource("art", "dusk.svg")), self)
        self._scene.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatioByExpanding)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint scene and words."""
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            self._scene.render(painter, self.rect().toRectF())
            painter.setPen(tokens.colour("on-picture"))
            room = self.rect().marginsRemoved(self.contentsMargins())
            edge = tokens.space(8)
            room.adjust(edge, edge, -edge, -edge)
            wrapped = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeading
            painter.setFont(tokens.text("body"))
            note = painter.boundingRect(room, int(wrapped), self._speech.say("welcome-promise-note"))
            painter.drawText(room, int(wrapped), self._speech.say("welcome-promise-note"))
            painter.setFont(tokens.text("display"))
            room.setBottom(note.top() - tokens.space(4))
            painter.drawText(room, int(wrapped), self._speech.say("welcome-promise"))

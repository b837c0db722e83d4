"""Languages are typed by any of their names; what is meant is listed below, with the code that it has."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit

from ...config.languages import is_known
from ...services import speaking
from ...services.speaking import Spoken
from ..kit import Kit
from .completion import Completion, Offers

_SHORTEST = 2


def offer(kit: Kit, text: str, then: Callable[[Offers], None]) -> None:
    """Tell which languages a text may mean, in words and by their codes."""
    reader, library = kit.speech.language, kit.bridge.library

    def found() -> Offers:
        first = library.setting("languages").split()
        return [(one.words, one.code) for one in speaking.found(text, reader, first)]

    kit.bridge.compute(found, then)


class LanguagesLine(QObject):
    """Has a line of codes take names, too, and says below it what its codes mean."""

    def __init__(self, kit: Kit, line: QLineEdit, hint: QLabel) -> None:
        super().__init__(line)
        self._kit, self._line, self._hint = kit, line, hint
        Completion(kit, line, self._ask, self._take)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._tell)
        line.textChanged.connect(lambda _text: self._timer.start())
        self._timer.start()

    def _parts(self) -> tuple[list[str], str]:
        """The codes that stand there, and what is being typed behind them."""
        text = self._line.text().replace(",", " ")
        words = text.split()
        kept: list[str] = []
        while words and (len(words) > 1 or text.endswith(" ")) and is_known(words[0]):
            kept.append(words.pop(0))
        return kept, " ".join(words)

    def _ask(self, text: str, then: Callable[[Offers], None]) -> None:
        typed = self._parts()[1]
        if len(typed) >= _SHORTEST:
            offer(self._kit, typed, then)

    def _take(self, code: str) -> None:
        kept = self._parts()[0]
        self._line.setText(" ".join(dict.fromkeys([*kept, code])) + " ")
        self._line.textEdited.emit(self._line.text())

    def _tell(self) -> None:
        codes, reader = self._line.text().replace(",", " ").split(), self._kit.speech.language
        self._kit.bridge.compute(lambda: (codes, [speaking.spoken(code, reader) for code in codes
                                                  if is_known(code)]), self._on_told)

    def _on_told(self, told: tuple[list[str], list[Spoken]]) -> None:
        codes, found = told
        if codes != self._line.text().replace(",", " ").split():
            return
        say = self._kit.speech.say
        self._hint.setText(" · ".join(
            one.name or one.own if one.captions else say("language-uncaptioned", one.name or one.own) for one in found))
        self._hint.setVisible(bool(found))

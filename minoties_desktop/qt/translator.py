"""What the window says: forms and code look keys up in the same message files, and can change language while open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QTranslator, Signal

from ..config.messages import FALLBACK, Day, Lang, Message, Messages, catalogue, languages, own_name
from .moments import spoken
from .qt_words import WORDS, qt_translation

_HABITS = {"en": "en-GB"}
"""Where a language is spoken in several ways: the one that its texts are written in."""


class KeyTranslator(QTranslator):
    """Answers Qt with the text whose key is the string's comment; None tells Qt to go on asking."""

    def __init__(self, messages: Messages, direction: str, parent: QObject | None = None, *,
                 words: Mapping[str, str] | None = None, qt: QTranslator | None = None) -> None:
        """`words` are messages for Qt's own texts, given for those that `qt`, its own translation, leaves out."""
        super().__init__(parent)
        self._words, self._qt = words or {}, qt
        self._messages = messages
        self._direction = direction

    def isEmpty(self) -> bool:
        """Never: Qt leaves an empty translator out."""
        return False

    def translate(
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1,
    ) -> str | None:
        """The text of a form's string, of one of Qt's own, or the reading direction when Qt asks for that."""
        if source == "QT_LAYOUT_DIRECTION":
            return self._direction
        if context == "QShortcut" and source == "Ctrl":  # Qt writes it out in some languages, keyboards do not
            return self._messages.text("key-ctrl")
        if (context.startswith("Q") and (word := self._words.get(source.replace("&", "")))
                and not (self._qt and self._qt.translate(context, source))):
            return self._messages.text(word)
        if not disambiguation or disambiguation not in catalogue(FALLBACK):
            return None
        return self._messages.text(disambiguation)


class Speech(QObject):
    """The window's language. `say` gives sentences to code; `changed` comes after all widgets were told."""

    changed = Signal()

    def __init__(self, language: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._translators: list[QTranslator] = []
        self.use(language)

    def use(self, language: str = "", direction: str = "") -> None:
        """Speak a language from now on; "" follows the system. `direction` (LTR or RTL) is the language's own
        unless given."""
        self.language = language or _system_language()
        self.messages = Messages(self.language)
        self.locale = _locale(self.language)
        rtl = self.locale.textDirection() == Qt.LayoutDirection.RightToLeft
        english = self.locale.language() == QLocale.Language.English
        qt = None if english else qt_translation(self.locale, self)
        direction = direction or ("RTL" if rtl else "LTR")
        self._is_rtl = direction == "RTL"
        ours = KeyTranslator(self.messages, direction, self,
                             words={} if english else WORDS, qt=qt)
        self.leave()
        # The one installed last is asked first.
        self._translators = [qt, ours] if qt else [ours]
        for translator in self._translators:
            QCoreApplication.installTranslator(translator)
        self.changed.emit()

    def say(self, message: Message | str, *args: Any) -> str:
        """The sentence for a Message, or for a key and its arguments."""
        if isinstance(message, Message):
            message, args = message.key, message.args
        return self.messages.text(message, *map(self._argument, args))

    def _argument(self, arg: Any) -> Any:
        """A day by locale, a language by name; and in a sentence from right to left, what it names in the direction of
        its own letters: a path keeps its slashes."""
        if isinstance(arg, Message):
            return Message(arg.key, *map(self._argument, arg.args))
        if isinstance(arg, Day):
            arg = spoken(arg, self.locale)
        if isinstance(arg, Lang):
            arg = self.messages.languages_named(arg)
        return f"\u2068{arg}\u2069" if self._is_rtl and isinstance(arg, str) and arg else arg

    def territory(self, code: str) -> str:
        """The name of an ISO 3166 country."""
        return self.messages.territory(code)

    def language_name(self, code: str) -> str:
        """The name of a language in the one that is spoken."""
        return self.messages.language_name(code)

    def own_name(self, code: str) -> str:
        """A language's name for itself."""
        return own_name(code)

    def leave(self) -> None:
        """Stop answering Qt; for the end of a window that does not end the process."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []


def _locale(language: str) -> QLocale:
    """How numbers, days and times are written: as in the person's own country where that speaks the language."""
    system, wanted = QLocale.system(), QLocale(_HABITS.get(language, language))
    if system.language() == wanted.language() != QLocale.Language.C:
        return QLocale(system.language(), system.territory())
    return wanted


def _system_language() -> str:
    known = languages()
    for wanted in QLocale.system().uiLanguages():
        code = wanted.replace("_", "-")
        for candidate in (code, code.split("-")[0]):
            if candidate in known:
                return candidate
    return FALLBACK

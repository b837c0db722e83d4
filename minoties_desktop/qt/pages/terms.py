"""The glossary, below presets and codes: terms that are looked for, added, changed, taken in from files and written."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from ...config.languages import language
from ...domain.glossary import Term
from ...domain.searching import searchable
from ...services import communities, glossary
from ..kit import Kit
from ..sorting import in_order
from ..widgets.completion import Completion
from ..widgets.language_typing import offer
from ..widgets.layouts import clear
from ..widgets.pieces import button, frame, icon, label
from .row_form import Row, RowForm

SHOWN = 20
"""Terms that are shown at a time; a word finds the others."""
_TEXT = "text:"


class TermForm(RowForm):
    """Asks for a term: what it is called in its language and in others."""

    def __init__(self, kit: Kit, term: Term, parent: QWidget) -> None:
        say, bridge = kit.speech.say, kit.bridge
        known = in_order(bridge.lists.register("community"), lambda row: row["name"], kit.speech.locale)
        spoken = [lang for row in bridge.lists.register("activity") for lang in row["languages"].split()]
        spoken = list(dict.fromkeys([*term.texts, *spoken, kit.speech.language]))
        rows = [Row("name", "term-name", needed="term-needs-name"), Row("lang", "term-lang", "term-lang-hint"),
                Row("community", "term-community", choices=[
                    ("", say("term-for-all")), *((row["id"], row["name"]) for row in known)]),
                Row("item", "term-item", "term-item-hint"),
                *(Row(f"{_TEXT}{lang}", say("term-in", language(lang).name), plain=True) for lang in spoken)]
        given = {"name": term.name, "lang": term.lang, "community": term.community, "item": term.item,
                 **{f"{_TEXT}{lang}": text for lang, text in term.texts.items()}}

        def keep(values: dict[str, str]) -> str:
            texts = {column.removeprefix(_TEXT): text for column, text in values.items() if column.startswith(_TEXT)}
            return glossary.save(bridge.library, bridge.tagging, Term(
                values["name"], values["lang"].lower(), values["item"].upper(), texts, term.id, values["community"]))

        super().__init__(kit, f"term:{term.id}", say("term-title"), say("term-intro"), rows, given, keep, parent)
        line = self.line("lang")
        Completion(kit, line, lambda text, then: offer(kit, text, then), line.setText)


class GlossaryPart(QFrame):
    """A heading, a place to look for terms, and a card for each that was found."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("gap", "3")
        self._head, self._cards = frame(gap="2"), frame(gap="3")
        self.find = QLineEdit(self)
        self.find.setProperty("minHeight", "field")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._head, self.find, self._cards):
            layout.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self.find.textChanged.connect(lambda _text: self._timer.start())
        kit.bridge.registers_changed.connect(self._timer.start)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        clear(self._head.layout())
        line = frame(across=True, gap="2")
        line.layout().addWidget(label(say("glossary-title"), "heading", "strong", wrap=False), 1)
        for key, press in (("glossary-take", self.take), ("glossary-write", self.write), ("glossary-add", self.add)):
            line.layout().addWidget(button(say(key), press))
        self._head.layout().addWidget(line)
        self._head.layout().addWidget(label(say("glossary-explained"), "body", "subtle"))
        self.find.setPlaceholderText(say("glossary-find"))
        self.find.setAccessibleName(say("glossary-find"))
        self._show()

    def add(self) -> None:
        """Ask for a new term."""
        TermForm(self._kit, Term(self.find.text().strip()), self.window()).open()

    def take(self) -> None:
        """Ask for a file of terms, in the platform's own dialog, and take it in."""
        say, bridge = self._kit.speech.say, self._kit.bridge
        name, _ = QFileDialog.getOpenFileName(self, say("glossary-take"), "", say("codes-filter"))
        if name:
            bridge.write(lambda: glossary.take(bridge.library, Path(name)),
                         lambda _taken: bridge.registers_changed.emit())

    def write(self) -> None:
        """Ask where to, and write all terms as a table."""
        say, library = self._kit.speech.say, self._kit.bridge.library
        name, _ = QFileDialog.getSaveFileName(self, say("glossary-write"), "glossary.tsv", say("codes-filter"))
        if name:
            self._kit.bridge.write(lambda: glossary.write(library, Path(name)))

    def _show(self) -> None:
        library, words = self._kit.bridge.library, self.find.text()
        self._kit.bridge.compute(
            lambda: (words, glossary.listed(library), communities.called(library)), self._on_listed)

    def _on_listed(self, told: tuple[str, list[Term], dict[str, list[str]]]) -> None:
        words, known, called = told
        if words != self.find.text():
            return
        say, wanted = self._kit.speech.say, searchable(words).strip()
        found = [term for term in known if not wanted or any(
            wanted in searchable(text)
            for text in (term.name, *term.texts.values(), *called.get(term.community, ())))]
        inside = QApplication.focusWidget()
        was_inside = inside is not None and self._cards.isAncestorOf(inside)
        clear(self._cards.layout())
        for term in found[:SHOWN]:
            self._cards.layout().addWidget(self._card(term))
        if not found:
            self._cards.layout().addWidget(label(say("glossary-none" if known else "glossary-empty"), "body", "subtle"))
        elif len(found) > SHOWN:
            self._cards.layout().addWidget(label(say("glossary-more", len(found) - SHOWN), "body", "subtle"))
        self.find.setVisible(bool(known))
        self._kit.dresser.dress(self)
        if was_inside:
            self.find.setFocus()

    def _card(self, term: Term) -> QFrame:
        say, bridge = self._kit.speech.say, self._kit.bridge
        card = frame("card", "4 3 4 3", "3", across=True)
        card.layout().addWidget(icon("book", "text-subtle"))
        words = frame(gap="1")
        own = f"{term.name} ({language(term.lang).name})" if term.lang else term.name
        words.layout().addWidget(label(own, "strong"))
        said = " · ".join(f"{self._kit.speech.language_name(lang)}: {text}" for lang, text in term.texts.items())
        if said:
            words.layout().addWidget(label(said, "small", "subtle"))
        card.layout().addWidget(words, 1)
        presses: tuple[tuple[str, Callable[[], object]], ...] = (
            ("preset-change", lambda: TermForm(self._kit, term, self.window()).open()),
            ("preset-remove", partial(bridge.write, lambda: glossary.remove(bridge.tagging, term.id))))
        for key, press in presses:
            one = button(say(key), press, small=True)
            one.setAccessibleDescription(term.name)
            card.layout().addWidget(one)
        return card

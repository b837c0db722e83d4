"""The review page: each item exactly as it would be sent: as a table, as wikitext, as data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QWidget

from ...domain.fields import FIELDS, Field, Kind
from ...services import review
from ...services.review import Preview
from ..forms.review_page import Ui_ReviewPage
from ..kit import Kit
from ..models.values import Vocabulary
from ..widgets.layouts import clear

_ON_PAGE = (Kind.CATEGORY, Kind.LICENCE)
"""Kinds of fields that are on the page beside those with a parameter or a statement."""


class ReviewPage(QWidget):
    """Shows the current item as the wiki will get it."""

    stepped = Signal(int)
    """The next or the previous item is wanted."""
    mend_wanted = Signal(str)
    """The field that would mend the worst problem."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_ReviewPage()
        self._form.setupUi(self)
        self._vocabulary = Vocabulary(kit.bridge.lists, kit.speech)
        self._item = ""
        self._preview: Preview | None = None
        self._views = QButtonGroup(self)
        for number, button in enumerate((self._form.pageView, self._form.wikitextView, self._form.dataView)):
            self._views.addButton(button, number)
        self._views.idClicked.connect(self._form.texts.setCurrentIndex)
        for text in (self._form.wikitext, self._form.data):
            text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._form.previousItem.clicked.connect(lambda: self.stepped.emit(-1))
        self._form.nextItem.clicked.connect(lambda: self.stepped.emit(1))
        self.setFocusProxy(self._form.pageView)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._load)
        kit.bridge.items_changed.connect(self._on_items_changed)
        kit.dresser.dress(self)
        self.show_item("", 0, 0)

    def show_item(self, item: str, place: int, total: int) -> None:
        """Show an item; `place` counts from 0 among `total`."""
        say = self._kit.speech.say
        self._form.previousItem.setEnabled(place > 0)
        self._form.nextItem.setEnabled(place + 1 < total)
        if not item:
            self._form.stack.setCurrentIndex(1)
            self._form.empty.say(self._kit.dresser, "article", say("review-empty"))
            return
        self._form.reviewHeading.setText(say("review-heading-of", place + 1, total))
        if item != self._item:
            self._item = item
        self._timer.start()

    def show_view(self, view: int) -> None:
        """Show the page, the wikitext or the data."""
        self._views.button(view).click()

    def retranslate(self) -> None:
        """Say everything again."""
        self._form.retranslateUi(self)
        if self._preview:
            self._show(self._preview)

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        if self.isVisible() and self._item and (ids is None or self._item in ids):
            self._timer.start()

    def _load(self) -> None:
        item, library = self._item, self._kit.bridge.library
        account = self._kit.bridge.lists.sender()
        self._kit.bridge.compute(lambda: review.preview(library, item, account), self._show)

    def _show(self, preview: Preview) -> None:
        if preview.item != self._item:
            return
        self._preview = preview
        self._vocabulary.refresh()
        self._form.stack.setCurrentIndex(0)
        self._form.wikitext.setPlainText(preview.wikitext)
        self._form.data.setPlainText(json.dumps(
            {"labels": preview.labels, "claims": preview.claims}, ensure_ascii=False, indent=2))
        self._show_band(preview)
        self._show_page(preview)

    def _show_band(self, preview: Preview) -> None:
        say, band = self._kit.speech.say, self._form.reviewBand
        if not preview.problems:
            band.say(self._kit.dresser, "success", say("review-complete"))
            return
        worst = preview.problems[0]
        button = say("review-mend") if worst.field else ""
        band.say(self._kit.dresser, "error" if worst.blocks else "warning", say(worst.message), button,
                 lambda: self.mend_wanted.emit(worst.field))

    def _show_page(self, preview: Preview) -> None:
        sheet = self._form.pageSheet
        clear(sheet.layout())
        title = self._label(f"File:{preview.title}", "title", "strong")
        sheet.layout().addWidget(title)
        say = self._kit.speech.say
        captions = [(code, label["value"]) for code, label in preview.labels.items()]
        self._section(say("review-captions"), captions or [("", say("review-none"))])
        facts = self._kit.bridge.lists.facts(preview.item)
        self._section(say("review-summary"), [
            (say(field.label) + (f" ({lang})" if lang else ""), self._vocabulary.words(field, text))
            for field, lang, text in facts if field.parameter or field.statement or field.kind in _ON_PAGE])
        self._section(say("review-statements", len(preview.claims)),
                      [self._claim(claim, facts) for claim in preview.claims] or [("", say("review-none"))])
        self._kit.dresser.dress(sheet)

    def _claim(self, claim: dict[str, object], facts: Sequence[tuple[Field, str, str]]) -> tuple[str, str]:
        """A statement in words, with the ids that are sent."""
        name = str(claim.get("mainsnak", {}).get("property", ""))
        field = next((field for field in FIELDS if field.statement == name), None)
        value = _value(claim)
        if field is None:
            return name, value
        known = next((self._vocabulary.words(field, text) for one, _, text in facts if one is field), value)
        spoken = value if field.many or known == value else f"{known} ({value})"
        return f"{self._kit.speech.say(field.label)} ({name})", spoken

    def _section(self, heading: str, rows: Sequence[tuple[str, str]]) -> None:
        layout = self._form.pageSheet.layout()
        layout.addWidget(self._label(heading, "heading", "strong"))
        table = QFrame(self._form.pageSheet)
        table.setProperty("gap", "3")
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 3)
        for number, (name, value) in enumerate(rows):
            grid.addWidget(self._label(name, "body", "subtle"), number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._label(value, "body", ""), number, 1)
        layout.addWidget(table)

    def _label(self, text: str, style: str, ink: str) -> QLabel:
        label = QLabel(text, self._form.pageSheet)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setProperty("textStyle", style)
        label.setProperty("ink", ink)
        return label


def _value(claim: dict[str, object]) -> str:
    snak = claim.get("mainsnak", {})
    value = snak.get("datavalue", {}).get("value", snak.get("snaktype", ""))
    if isinstance(value, dict):
        moment = str(value.get("time", "")).lstrip("+").partition("T")[0]
        value = value.get("id") or value.get("text") or moment or json.dumps(value, ensure_ascii=False)
    return str(value)

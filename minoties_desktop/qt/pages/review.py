"""The review page: each item exactly as it would be sent: as a table, as wikitext, as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QWidget

from ...config import settings
from ...config.messages import Message
from ...config.settings import DETAIL
from ...domain.item import Described
from ...domain.sites import COMMONS
from ...services import review
from ...services.accounts import Account, wiki
from ...services.review import Preview
from ..forms.review_page import Ui_ReviewPage
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..models.values import Vocabulary
from ..reasons import allow
from ..widgets.changes_view import ChangesView
from ..widgets.layouts import give_way
from ..widgets.pieces import key
from .review_facts import ReviewFacts
from .sheet import Sheet

_Found = tuple[Preview, Described, Mapping[str, Any]]
"""An item as it would be sent, what counts for it, and its row of the lists."""


class ReviewPage(QWidget):
    """Shows the current item as the wiki will get it."""

    stepped = Signal(int)
    """The next or the previous item is wanted."""
    mend_wanted = Signal(str)
    """The field that would mend the worst problem."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_ReviewPage()
        self._form.setupUi(self)
        self._vocabulary = Vocabulary(kit.bridge.lists, kit.speech)
        self._item, self._alone = "", True
        self._preview: _Found | None = None
        self._sender = Account(COMMONS, "")
        self._views = QButtonGroup(self)
        for number, button in enumerate((self._form.pageView, self._form.wikitextView, self._form.dataView)):
            self._views.addButton(button, number)
        self._key = key()
        self._form.reviewBar.layout().addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self._views.idClicked.connect(self._form.texts.setCurrentIndex)
        self.sheet = Sheet(kit, self._form.pageSheet)
        self._form.pageSheet.layout().addWidget(self.sheet)
        self._facts = ReviewFacts(kit, self._vocabulary, self.mend_wanted.emit)
        self._form.pageGround.layout().insertWidget(1, self._facts)
        self._changes = ChangesView(kit, thumbnails)
        self._form.pageGround.layout().insertWidget(0, self._changes)
        self._form.pageScroll.setProperty("ring", True)
        self._form.previousItem.clicked.connect(lambda: self.stepped.emit(-1))
        self._form.nextItem.clicked.connect(lambda: self.stepped.emit(1))
        self.setFocusProxy(self._form.pageView)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._load)
        kit.bridge.items_changed.connect(self._on_items_changed)
        kit.dresser.dress(self)
        self._show_key()
        self.show_item("", 0, 0)

    def show_item(self, item: str, place: int, total: int) -> None:
        """Show an item; `place` counts from 0 among `total`."""
        say = self._kit.speech.say
        self._form.pageScroll.setAccessibleName(say("deed-show-review"))
        self.sheet.setAccessibleName(self._form.pageView.text())
        none = say("review-empty") if not item else ""
        allow(self._form.previousItem, none or ("" if place else say("review-first")), say("review-previous"))
        allow(self._form.nextItem, none or ("" if place + 1 < total else say("review-last")), say("review-next"))
        if not item:
            self._form.stack.setCurrentIndex(1)
            self._form.empty.say(self._kit.dresser, "article", say("review-empty"))
            return
        self._form.reviewHeading.setText(say("review-heading-of", place + 1, total))
        self._arrange_bar()
        if item != self._item:
            self._item = item
        self._timer.start()
        self._changes.show_item(item)

    def show_alone(self, alone: bool) -> None:
        """Say what is wrong with an item, unless the inspector beside says so."""
        self._alone = alone
        if self._preview:
            self._show_band(self._preview[0])

    def next_view(self) -> None:
        """Go on from the page to its wikitext, to the data, and back."""
        self.show_view((self._views.checkedId() + 1) % len(self._views.buttons()))

    def show_view(self, view: int) -> None:
        """Show the page, the wikitext or the data."""
        self._views.button(view).click()

    def retranslate(self) -> None:
        """Say everything again."""
        self._form.retranslateUi(self)
        self._show_key()
        if self._preview:
            self._show(self._preview)

    def _show_key(self) -> None:
        name = self._kit.keys.native("next-view")
        self._key.setText(name)
        self._arrange_bar()

    def _arrange_bar(self) -> None:
        """The key gives its room to the count where there is little."""
        self._key.setVisible(bool(self._key.text()))
        give_way(self._form.reviewBar, self.width(), (self._key,) if self._key.text() else ())

    def _on_items_changed(self, ids: frozenset[str] | None) -> None:
        if self.isVisible() and self._item and (ids is None or self._item in ids):
            self._timer.start()
            self._changes.show_item(self._item)

    def _load(self) -> None:
        item, library = self._item, self._kit.bridge.library
        account = self._kit.bridge.lists.sender()
        lists = self._kit.bridge.lists

        def read() -> _Found:
            row = next(iter(lists.rows([item])), {})
            return review.preview(library, item, account), lists.described([item])[0], row

        self._sender = account
        self._kit.bridge.compute(read, self._show)

    def _show(self, found: _Found) -> None:
        preview, described, row = found
        if preview.item != self._item:
            return
        self._preview = found
        self._vocabulary.refresh()
        self._form.stack.setCurrentIndex(0)
        self._form.wikitext.setPlainText(preview.wikitext)
        self._form.data.setPlainText(json.dumps(
            {"labels": preview.labels, "claims": preview.claims}, ensure_ascii=False, indent=2))
        self._show_band(preview)
        self._show_page(preview, described, row)

    def _show_band(self, preview: Preview) -> None:
        say, band = self._kit.speech.say, self._form.reviewBand
        if not self._alone:
            band.hide()
            return
        if not preview.problems:
            band.say(self._kit.dresser, "success", say(self._complete()))
            return
        worst = preview.problems[0]
        button = say("review-mend") if worst.field else ""
        band.say(self._kit.dresser, "error" if worst.blocks else "warning", say(worst.message), button,
                 lambda: self.mend_wanted.emit(worst.field))

    def _complete(self) -> Message:
        """That nothing is missing, and as whom it would be sent."""
        if not self._sender.name:
            return Message("review-complete")
        return Message("review-complete-as", self._sender.name, wiki(self._sender).host)

    def _show_page(self, preview: Preview, described: Described, row: Mapping[str, Any]) -> None:
        picture = self._kit.bridge.lists.pictures(dict(row))[1] if row else None
        file = self._kit.speech.say("review-file", row["width"], row["height"], self._kit.megabytes(row["size"]),
                                    row["mime"]) if row and row["file_id"] else ""
        self.sheet.show_page(preview, file, picture)
        detail = settings.load().detail
        self._form.views.setVisible(detail != DETAIL[0])
        self._facts.show_item(preview, described, row, ids=detail == DETAIL[-1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the cards anew."""
        super().resizeEvent(event)
        self._arrange_bar()
        self._facts.arrange()

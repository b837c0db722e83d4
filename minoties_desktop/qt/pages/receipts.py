"""The card of receipts: every file that has arrived on a wiki, with its proof."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from ..delivery_words import proof_words, state_words
from ..kit import Kit
from ..models.deliveries import Delivery, DeliveryModel
from ..models.thumbnails import Thumbnails
from ..widgets.delivery_list import DeliveryList
from ..widgets.pieces import button, frame, label


class Receipts(QFrame):
    """Lists deliveries that are done."""

    gallery_wanted = Signal()

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        card = frame("card", "5 4 5 4", "3")
        outer = frame(gap="0")
        self.setLayout(outer.layout())
        self.layout().addWidget(card)
        self._heading, self._about = label("", "heading", "strong"), label("", "body", "subtle")
        self.gallery = button("", self.gallery_wanted.emit, style="body", link=True)
        self._model = DeliveryModel(
            lambda one: f"{one.title}. {state_words(kit, one)}. {proof_words(kit, one)}")
        self.rows = DeliveryList()
        self.rows.furnish(self._model, kit, thumbnails, lambda one: state_words(kit, one),
                          lambda one: proof_words(kit, one))
        self.rows.gallery_wanted.connect(self.gallery_wanted)
        for widget in (self._heading, self._about, self.rows):
            card.layout().addWidget(widget)
        card.layout().addWidget(self.gallery, 0, Qt.AlignmentFlag.AlignLeading)
        self._found: Sequence[Delivery] = ()

    def show_receipts(self, found: Sequence[Delivery]) -> None:
        """Show these, which are done."""
        self._found = found
        self._model.show(found)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        say, practised = self._kit.speech.say, any(one.practised for one in self._found)
        self._heading.setText(say("delivered-receipts"))
        self._about.setText(say("delivered-receipts-about", len(self._found)) if self._found
                            else say("delivered-rechecked-none"))
        self.rows.setAccessibleName(say("delivered-receipts"))
        self.gallery.setText(say("deed-practice-gallery"))
        self.rows.setVisible(bool(self._found))
        self.gallery.setVisible(practised)

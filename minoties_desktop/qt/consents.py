"""Opens the forms about people in pictures, from the inspector and by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from .kit import Kit
from .stage import Stage

if TYPE_CHECKING:
    from ..services.consenting import Portrayed


class Consents(QObject):
    """Records people on the items that the inspector shows."""

    def __init__(self, kit: Kit, stage: Stage, window: QWidget) -> None:
        super().__init__(window)
        self._kit, self._stage, self._window = kit, stage, window

    def open(self, known: Portrayed | None = None) -> None:
        """Ask about somebody who is recorded already, or about somebody new."""
        self._stage.commit()
        ids, languages = self._stage.panel.shown()
        if not ids:
            return
        from .pages.consent_form import ConsentForm  # late: a start-up does without

        form = ConsentForm(self._kit, ids, known, languages[0] if languages else "", self._window)
        form.deletion_wanted.connect(self.ask_deletion)
        form.open()

    def ask_deletion(self, ids: list[str]) -> None:
        """Show the text that asks for a deletion."""
        from .pages.deletion_form import DeletionForm  # late: as rarely wanted

        DeletionForm(self._kit, ids, self._window).open()

"""Opens the forms about people in pictures, from the inspector and by key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from .kit import Kit
from .pages.panel import MetadataPanel

if TYPE_CHECKING:
    from ..services.consenting import Portrayed


class Consents(QObject):
    """Hears who is to be recorded, on the items that the inspector shows."""

    def __init__(self, kit: Kit, panel: MetadataPanel, window: QWidget) -> None:
        super().__init__(window)
        self._kit, self._panel, self._window = kit, panel, window
        panel.people.wanted.connect(self.open)

    def open(self, known: Portrayed | None = None) -> None:
        """Ask about somebody who is recorded already, or about somebody new."""
        self._panel.commit()
        ids, languages = self._panel.shown()
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

"""The tabs of the inspector that hold no fields: the files and pages of an item, and its history."""

from __future__ import annotations

from collections.abc import Sequence

from ...config.settings import DETAIL
from ..forms.metadata_panel import Ui_MetadataPanel
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..models.values import Vocabulary
from ..widgets.item_files import ItemFiles
from ..widgets.item_history import ItemHistory

PAGES, HISTORY = "pages", "history"
ASIDES = (PAGES, HISTORY)
"""Their names, in the order in which they stand after the tabs with fields."""


class Asides:
    """Shows what such a tab holds, in place of fields."""

    def __init__(self, kit: Kit, form: Ui_MetadataPanel, thumbnails: Thumbnails, vocabulary: Vocabulary) -> None:
        self._form = form
        self._files = ItemFiles(kit, thumbnails, form.fields)
        self._history = ItemHistory(kit, vocabulary, form.fields)
        for view in (self._files, self._history):
            form.fields.layout().insertWidget(form.fields.layout().count() - 1, view)

    def show(self, tab: str, ids: Sequence[str], detail: str) -> None:
        """Show what the tab holds for these items, and nothing on a tab with fields."""
        self._files.setVisible(tab == PAGES and bool(ids))
        self._history.setVisible(tab == HISTORY and bool(ids))
        if not self._files.isHidden():
            self._files.show_items(ids, closely=detail == DETAIL[-1])
        if not self._history.isHidden():
            self._history.show_items(ids)

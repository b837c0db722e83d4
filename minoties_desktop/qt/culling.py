"""What happens when a person looks closely: pixel for pixel, and some photographs side by side."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ..config import settings
from ..config.messages import Message
from .actions import Actions
from .centre import ON_ITEMS
from .kit import Kit
from .stage import Stage
from .status import StatusBar


class Culling(QObject):
    """Connects the actions of the loupe with what they do."""

    def __init__(self, stage: Stage, status: StatusBar, actions: Actions, kit: Kit, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._status, self._kit = stage, status, kit
        for deed, press in {"zoom": self.zoom, "compare": self.compare}.items():
            actions[deed].triggered.connect(lambda _checked=False, press=press: press())
        self._onward = actions["auto-advance"]
        self._onward.setChecked(settings.load().auto_advance)
        self._onward.triggered.connect(self.go_on_by_itself)
        stage.choosing.changed.connect(self._on_chosen)

    def zoom(self) -> None:
        """Show the current photograph pixel for pixel, or whole again; from elsewhere in the loupe."""
        stage = self._stage
        if stage.page not in ON_ITEMS or stage.grid.view.current_id() is None:
            return
        if stage.page != "loupe":
            stage.show_page("loupe")
            stage.loupe.setFocus()
        stage.loupe.toggle_close()

    def compare(self) -> None:
        """Show the selected photographs side by side: of one on a closed stack all of it, of
        any other one the next too."""
        stage = self._stage
        if stage.end_comparing() or stage.page not in ON_ITEMS:
            return
        from .widgets.compare_view import MOST  # late: a start-up does without

        ids = self._meant()
        if len(ids) < 2:
            self._status.show_note(Message("compare-alone"))
            return
        if len(ids) > MOST:
            self._status.show_note(Message("compare-most", MOST, len(ids)))
        stage.compare(ids[:MOST], stage.page if stage.page in ("grid", "loupe") else "grid")

    def go_on_by_itself(self, wanted: bool) -> None:
        """Have a mark go on to the next photograph, or stay."""
        self._stage.choosing.choose("auto_advance", wanted)
        self._status.show_note(Message("auto-advance-on" if wanted else "auto-advance-off"))

    def _on_chosen(self, name: str, value: object) -> None:
        if name == "auto_advance":
            self._onward.setChecked(bool(value))

    def _meant(self) -> list[str]:
        view, model = self._stage.grid.view, self._stage.grid.model
        selected, current = list(view.selected_ids()), view.current_id()
        if len(selected) > 1:
            return selected
        alone = selected or ([current] if current else [])
        stacked = self._kit.bridge.lists.with_folded(alone, self._stage.opened)
        if len(stacked) > 1 or not alone:
            return stacked
        row = model.row(alone[0])
        if row is None:
            return alone
        return list(model.ids[row:row + 2]) if row + 1 < len(model.ids) else list(model.ids[max(0, row - 1):row + 1])

"""What happens when a person filters the photographs, and keeps a filter under a name."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from ..config.messages import Message
from ..services import searches
from ..services.searches import Search
from .actions import Actions
from .filter_words import chips
from .forms.window import Ui_MainWindow
from .kit import Kit
from .stage import Stage
from .status import StatusBar

_OFFERED = ("save-search", "rename-search", "remove-search")
"""What a click with the other button offers in the side bar."""


class Filtering(QObject):
    """Connects the actions on the filter with what they do."""

    def __init__(self, form: Ui_MainWindow, stage: Stage, status: StatusBar, actions: Actions, kit: Kit,
                 window: QWidget) -> None:
        super().__init__(window)
        self._stage, self._status, self._kit, self._window = stage, status, kit, window
        for deed, press in {"add-filter": self.add, "clear-filter": stage.show_all, "save-search": self.save,
                            "rename-search": self.rename, "remove-search": self.remove}.items():
            actions[deed].triggered.connect(lambda _checked=False, press=press: press())
        stage.grid.filter_wanted.connect(self.add)
        form.sideList.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        form.sideList.addActions([actions[deed] for deed in _OFFERED])

    def add(self) -> None:
        """Offer everything that photographs can be filtered by; what is chosen joins the filter."""
        from .filter_list import FilterList, offer  # late: a start-up does without

        stage, kit = self._stage, self._kit
        stage.commit()
        item = stage.grid.view.current_id()
        middle = stage.map_middle()
        kit.bridge.compute(lambda: offer(kit, item, middle),
                           lambda known: FilterList(kit, known, stage.narrow, self._window).open())

    def save(self) -> None:
        """Ask for the name that the filter of now is kept under."""
        from .pages.search_form import SearchForm  # late: a start-up does without

        query = self._stage.query
        if not query.parts:
            self._status.show_problem(Message("error-search-empty"), Message("error-search-empty-remedy"))
            return
        named = next((one.name for one in self._stage.searches if one.query.parts == query.parts),
                     ", ".join(words for _, words in chips(self._kit, query)))
        SearchForm(self._kit, query, named, self._window).open()

    def rename(self) -> None:
        """Ask what the kept search that is shown is to be called."""
        from .pages.search_form import SearchForm  # late: a start-up does without

        if (shown := self._shown()) is not None:
            SearchForm(self._kit, shown.query, shown.name, self._window, renamed=shown.id).open()

    def _shown(self) -> Search | None:
        """The kept search that is shown; where none is, say so."""
        query = self._stage.query
        shown = next((one for one in self._stage.searches if one.query.parts == query.parts), None)
        if shown is None:
            self._status.show_problem(Message("search-none"), Message("search-none-remedy"))
        return shown

    def remove(self) -> None:
        """Take the kept search that is shown away; its filter stays, and undo brings it back."""
        library, tagging, shown = self._kit.bridge.library, self._kit.bridge.tagging, self._shown()
        if shown is None:
            return
        self._kit.bridge.write(
            lambda: searches.remove(library, tagging, shown.id),
            lambda _changes: self._status.show_note(Message("action-remove-saved_search", shown.name)))

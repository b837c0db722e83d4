"""What happens when a person does an action on items: marks, undo, moving, going from problem to problem."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from ..config import settings
from ..config.messages import Message
from ..domain.changes import Changes
from .actions import Actions
from .centre import BY_ID, ON_ITEMS
from .forms.window import Ui_MainWindow
from .kit import Kit
from .menus import MainMenu
from .stage import Stage
from .status import StatusBar

_MARKS = {"pick": ("flag", "pick"), "reject": ("flag", "reject"), "unmark": ("flag", ""),
          **{f"rate-{stars}": ("rating", stars) for stars in range(6)},
          **{f"label-{label}": ("label", label) for label in range(6, 10)}}
_OFFERED = ("show-loupe", "pick", "reject", "unmark", "", "copy", "paste", "", "toggle-stack", "stack", "unstack", "",
            "queue", "queue-practice", "unqueue", "", "write-sidecars", "bin")
"""What a click with the other button offers for the selection; "" is a line."""


class ItemDeeds(QObject):
    """Connects the actions on the selected items with what they do."""

    def __init__(
        self, form: Ui_MainWindow, stage: Stage, status: StatusBar, actions: Actions, menu: MainMenu, kit: Kit,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._form, self._stage, self._status = form, stage, status
        self._actions, self._menu, self._kit = actions, menu, kit
        self._led: tuple[tuple[str, ...], list[str]] = ((), [])
        for deed, press in {"undo": self.undo, "redo": self.redo, "bin": self.bin, "next-problem": self.next_problem,
                            "back-to-grid": self.back, "toggle-stack": self.toggle_stack, "stack": self.stack,
                            "unstack": self.unstack, "write-sidecars": self.write_sidecars,
                            "unqueue": self.unqueue}.items():
            self._on(deed, press)
        for deed, (name, value) in _MARKS.items():
            self._on(deed, lambda name=name, value=value: self.mark(name, value))
        for button in (form.undoButton, form.statusUndo):
            button.clicked.connect(lambda _checked=False: self.undo())
        # Escape leads out of the fields as well.
        form.inspector.addAction(actions["back-to-grid"])
        menu.activities.aboutToShow.connect(self._offer_activities)
        self._offer(stage.grid.view)

    def _on(self, deed: str, press: Callable[[], object]) -> None:
        self._actions[deed].triggered.connect(lambda _checked=False: press())

    def mark(self, name: str, value: object) -> None:
        """Set a mark of the selection; with one item selected, go on to the next."""
        ids = self._listed()
        if not ids:
            return
        tagging = self._kit.bridge.tagging
        self._kit.bridge.write(lambda: tagging.mark(ids, name, value))
        if settings.load().auto_advance:
            self._stage.advance()

    def bin(self) -> None:
        """Take the selected items out of the lists; their files stay, and undo brings them back."""
        ids, tagging = list(self._stage.selection()), self._kit.bridge.tagging
        if ids and self._stage.page in ON_ITEMS:
            self._stage.grid.view.clearSelection()
            self._kit.bridge.write(lambda: tagging.bin(ids))

    def toggle_stack(self) -> None:
        """Open or close the stack of the current item."""
        if self._stage.page in ON_ITEMS:
            self._stage.toggle_stacks(list(self._stage.selection()))

    def stack(self) -> None:
        """Lay the selected items on one stack."""
        ids, tagging = self._listed(), self._kit.bridge.tagging
        if len(ids) > 1:
            self._kit.bridge.write(lambda: tagging.stack(ids))

    def unstack(self) -> None:
        """Take the selected items off their stacks; of a closed stack, all that lie on it."""
        ids, tagging = self._listed(), self._kit.bridge.tagging
        if ids:
            self._kit.bridge.write(lambda: tagging.unstack(ids))

    def _listed(self) -> list[str]:
        """The chosen items, where a page shows any."""
        return list(self._stage.selection()) if self._stage.page in ON_ITEMS else []

    def write_sidecars(self) -> None:
        """Write what is said of the selected items beside their originals, for other programs to read."""
        self._stage.commit()
        ids, library = list(self._stage.selection()), self._kit.bridge.library
        if not ids or self._stage.page not in ON_ITEMS:
            return

        def write() -> Message:
            from ..services.sidecars import write  # late: few ever ask for it

            done = write(library, ids)
            if done.failed:
                return Message("status-sidecars-failed", len(done.paths), len(done.failed), done.failed[0][1].message)
            return Message("cli-sidecars-written", len(done.paths))

        self._kit.bridge.compute(write, self._status.show_note)

    def move(self, activity: str | None) -> None:
        """Put the selected items under an activity, or under none."""
        self._stage.commit()
        ids, tagging = list(self._stage.selection()), self._kit.bridge.tagging
        if ids:
            self._kit.bridge.write(lambda: tagging.move(ids, activity))

    def unqueue(self) -> None:
        """Take the selected items out of the queue; undo puts them back as they were frozen."""
        self._stage.commit()
        ids, library = self._listed(), self._kit.bridge.library
        if ids:
            from ..services import queueing  # late: a start-up does without

            self._kit.bridge.write(lambda: queueing.drop(library, ids, actor=library.setting("me")))

    def _offer(self, view: QWidget) -> None:
        """Have a click with the other button, and the menu key, offer what can be done with the selection."""
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for deed in _OFFERED:
            if deed:
                view.addAction(self._actions[deed])
            else:
                line = QAction(view)
                line.setSeparator(True)
                view.addAction(line)
        view.addAction(self._menu.activities.menuAction())

    def _offer_activities(self) -> None:
        menu = self._menu.activities
        menu.clear()
        rows = [(row["id"], row["title"]) for row in self._kit.bridge.lists.real_activities()]
        for activity, title in [*rows, (None, self._kit.speech.say("import-no-activity"))]:
            menu.addAction(title).triggered.connect(lambda _checked=False, activity=activity: self.move(activity))

    def undo(self) -> None:
        """Take the last action back, what is typed included."""
        self._stage.commit()
        self._turn("status-undone", lambda: self._kit.bridge.tagging.undo())

    def redo(self) -> None:
        """Do again what was taken back."""
        self._turn("status-redone", lambda: self._kit.bridge.tagging.redo())

    def _turn(self, key: str, call: Callable[[], Changes]) -> None:
        lists = self._kit.bridge.lists
        named: list[Message | None] = []

        def turn() -> Changes:
            named.append(lists.last_action(undone=key == "status-redone"))
            return call()

        def told(_changes: Changes) -> None:
            if named[0] is not None:
                self._status.show_note(Message(key, named[0]))

        self._kit.bridge.write(turn, told)

    def next_problem(self) -> None:
        """Go to the next field that something is missing in: of the selection first, then of the next item."""
        stage = self._stage
        stage.commit()
        self._status.forget_problem()
        if stage.page not in ON_ITEMS:
            stage.show_page("grid")
        chosen = tuple(stage.selection())
        if self._led[0] != chosen:
            self._led = (chosen, [])
        fields = self._kit.bridge.lists.problem_fields(chosen)
        field = next((field for field in fields if field not in self._led[1]), None)
        if field is None:
            field = self._next_item(chosen)
        if field is None and fields:  # they were left as they are, and no other item has any: from the first again
            self._led = (chosen, [])
            field = fields[0]
        if field is None:
            self._status.show_problem(Message("window-no-problem"), None)
        if field:
            self._led[1].append(field)
            stage.go_to_field(field)

    def _next_item(self, chosen: tuple[str, ...]) -> str | None:
        view, model = self._stage.grid.view, self._stage.grid.model
        start = (model.row(view.current_id() or "") or 0) + 1
        order = [item for item in [*model.ids[start:], *model.ids[:start]] if item not in chosen]
        found = self._kit.bridge.lists.first_problem(order)
        if found is None:
            return None
        item, field = found
        view.select([item], item)
        self._led = ((item,), [])
        return field

    def back(self) -> None:
        """Out of the fields, back to the photographs; from another page back to the grid; then to one item alone."""
        stage = self._stage
        focused = QApplication.focusWidget()
        if focused is not None and self._form.inspector.isAncestorOf(focused):
            stage.commit()
            self._form.pages.currentWidget().setFocus()
            return
        if BY_ID[stage.page].is_aside:
            stage.return_to_work()
            return
        if stage.end_comparing():
            return
        if stage.page != "grid":
            stage.show_page("grid")
        elif (item := stage.grid.view.current_id()) is not None:
            stage.grid.view.select([item], item)
        stage.grid.view.setFocus()

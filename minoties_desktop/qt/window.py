"""The main window: puts frame, pages, actions and status bar together. What a page does is the page's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QToolButton, QWidget

from ..config.messages import Message
from . import tabbing
from .actions import Actions
from .card_watch import CardWatch
from .centre import BY_ID, ON_ITEMS
from .culling import Culling
from .deeds import Deeds
from .filtering import Filtering
from .forms.window import Ui_MainWindow
from .item_deeds import ItemDeeds
from .kit import Kit
from .menus import MainMenu
from .modes import Modes
from .notifying import Notifier
from .shell import Shell
from .stage import Stage
from .status import StatusBar
from .tagging_deeds import TaggingDeeds


class MainWindow(QMainWindow):
    """One library in one window. It begins with a page of the centre; with "", when somebody calls `begin`."""

    appeared = Signal()
    """The window was painted for the first time."""
    closed = Signal()

    def __init__(self, kit: Kit, start: str = "grid") -> None:
        super().__init__()
        self.kit = kit
        self._is_leaving = self._has_appeared = False
        counts = kit.bridge.lists.counts()
        self.form = Ui_MainWindow()
        self.form.setupUi(self)
        self.form.libraryName.setText(kit.bridge.library.root.name)
        self.stage = Stage(kit, self.form, counts, self)
        self.shell = Shell(self, self.form, kit)
        self.status = StatusBar(self.form, kit, self)
        self.notifier = Notifier(kit, counts, self)
        self.deeds_of = Actions(self, self.form.centre, kit.icons, kit.speech, kit.keys)
        self.modes = Modes(self.form.modes, self.deeds_of, kit)
        self.menu = MainMenu(self, self.deeds_of, kit.speech)
        self.form.menuButton.setMenu(self.menu)
        self.deeds = Deeds(self, self.form, self.stage, self.shell, self.status, self.deeds_of, self.menu, kit)
        self.setAcceptDrops(True)
        self.cards = CardWatch(kit.bridge, self)
        self.cards.noticed.connect(lambda name: self.status.show_note(Message("import-card-noticed", name)))
        self.item_deeds = ItemDeeds(
            self.form, self.stage, self.status, self.deeds_of, self.menu, kit, self)
        self.tagging_deeds = TaggingDeeds(self.stage, self.status, self.deeds_of, kit, self)
        self.culling = Culling(self.stage, self.status, self.deeds_of, kit, self)
        self.filtering = Filtering(self.form, self.stage, self.status, self.deeds_of, kit, self)
        for page in ON_ITEMS:  # letters go to the side bar's list while it has the keyboard
            self.deeds_of.lend(f"show-{page}", self.form.sideList)
        self.deeds.preset_wanted.connect(self.tagging_deeds.apply)
        self.form.find.show_key(kit.keys.native("find-slash"))
        self._connect()
        if start:
            self.begin(start)

    def begin(self, page: str) -> None:
        """Dress the window, and show its first page; where there are no photographs yet, that is the grid."""
        self.restyle()
        self.stage.count(self.stage.counts)
        first = page if self.stage.counts.total else "grid"
        self.stage.show_page(first)
        self.appeared.connect(lambda: self.stage.catch_up(first))
        if first in ON_ITEMS:  # letters choose a place there; other pages have the keyboard themselves
            self.form.sideList.setFocus()

    def _connect(self) -> None:
        kit = self.kit
        kit.bridge.failed.connect(self.status.show_problem)
        self.status.deed_wanted.connect(lambda deed: self.deeds_of[deed].trigger())
        self.stage.page_shown.connect(lambda _page: self.status.forget_problem())
        self.stage.overtaken.connect(self.status.forget_deed)
        self.stage.told.connect(self.status.show_note)
        self.stage.selection_changed.connect(self._on_selection_changed)
        self.stage.counted.connect(self._on_counted)
        self.stage.page_shown.connect(self._on_page_shown)
        self.stage.view_changed.connect(lambda: self.shell.leave_alone(self.stage.is_alone))
        self.shell.arranged.connect(self._on_arranged)
        kit.theme.changed.connect(self.restyle)
        kit.speech.changed.connect(self.retranslate)
        kit.keys.changed.connect(self._on_keys_changed)
        if kit.keys.ignored:
            self.status.show_note(Message("keys-ignored", ", ".join(kit.keys.ignored)))

    def _on_keys_changed(self) -> None:
        self.deeds_of.take_keys()
        self.retranslate()

    def _on_arranged(self) -> None:
        if self.stage.page == "review":
            self.stage.review.show_alone(not self.shell.inspector_shown)

    def _on_selection_changed(self) -> None:
        stage = self.stage
        total = stage.total if stage.page in ON_ITEMS else stage.counts.total
        self.status.show_selection(stage.chosen(), total, len(stage.grid.view.selected_ids()))

    def _on_counted(self) -> None:
        if self.stage.page not in ON_ITEMS:
            self._on_selection_changed()

    def _on_page_shown(self, page: str) -> None:
        self.deeds_of.hear_letters(page in ON_ITEMS)
        self.shell.leave_alone(self.stage.is_alone)
        self.shell.allow_inspector(page in ON_ITEMS, wide=BY_ID[page].wide)
        self.form.primary.setVisible(page in ON_ITEMS and BY_ID[page].queues)
        self.modes.show_page(page)
        self._on_arranged()
        self._on_selection_changed()  # on some pages a stack counts as a whole

    def restyle(self) -> None:
        """Dress everything after the theme."""
        self.kit.dresser.dress(self)
        self.shell.measure()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.form.retranslateUi(self)
        self.form.find.show_key(self.kit.keys.native("find-slash"))
        self.deeds_of.retranslate()
        self.modes.retranslate()
        self.menu.retranslate()
        self.stage.retranslate()
        self.status.show_deed()
        self.status.show_net()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere in the window."""
        ours = isinstance(event.source(), QWidget) and self.isAncestorOf(event.source())
        if not ours and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.stage.show_page("import")
        self.stage.imports.dropEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as Space does; Qt has it so in dialogs alone."""
        button, alone = self.focusWidget(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and alone and not event.isAutoRepeat()
                and isinstance(button, QPushButton | QToolButton)):
            button.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The tab key goes as the eye does."""
        return tabbing.step(self, forward=forward)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first time."""
        super().paintEvent(event)
        if not self._has_appeared:
            self._has_appeared = True
            QTimer.singleShot(0, self, self.appeared.emit)  # when the whole frame is there

    def receive(self, files: Sequence[Path]) -> None:
        """Come to the front, and import the files that somebody opened with the program."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()
        QApplication.alert(self)
        if files:
            self.stage.show_page("import")
            self.stage.imports.take(files)

    def leave(self) -> None:
        """Close without a question; what is being sent goes on."""
        self._is_leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what becomes of a sync; then keep everything typed, wait for the writes, let the library go."""
        if not (self._is_leaving or _is_session_ending()) and self.deeds.is_sending:
            event.ignore()
            self._ask_to_leave()
            return
        self.stage.commit()
        self.deeds.remember()
        self.stage.close()
        self.kit.bridge.close()
        self.closed.emit()
        super().closeEvent(event)

    def _ask_to_leave(self) -> None:
        from .leaving import Leaving  # late: a start-up does without

        if not self.findChildren(Leaving):
            question = Leaving(self.kit, lambda: self.deeds.is_sending, self)
            question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            question.leaving.connect(self._on_leaving)
            question.open()

    def _on_leaving(self, stop: bool) -> None:
        if stop:
            self.deeds.stop_sending()
        self.leave()


def _is_session_ending() -> bool:
    # A question would keep the person from logging out.
    app = QApplication.instance()
    return isinstance(app, QApplication) and app.isSavingSession()

"""The main window: puts frame, pages, actions and status bar together. What a page does is the page's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow

from .actions import Actions
from .deeds import Deeds
from .forms.window import Ui_MainWindow
from .item_deeds import ItemDeeds
from .kit import Kit
from .menus import MainMenu
from .shell import Shell
from .stage import ON_ITEMS, Stage
from .status import StatusBar


class MainWindow(QMainWindow):
    """One library in one window."""

    closed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.form = Ui_MainWindow()
        self.form.setupUi(self)
        self.form.libraryName.setText(kit.bridge.library.root.name)
        self.stage = Stage(kit, self.form, self)
        self.shell = Shell(self, self.form, kit)
        self.status = StatusBar(self.form, kit, self)
        self.deeds_of = Actions(self, self.form.centre, kit.icons, kit.speech)
        self.menu = MainMenu(self, self.deeds_of, kit.speech)
        self.form.menuButton.setMenu(self.menu)
        self.deeds = Deeds(self, self.form, self.stage, self.shell, self.status, self.deeds_of, self.menu, kit)
        self.setAcceptDrops(True)
        self.item_deeds = ItemDeeds(
            self.form, self.stage, self.status, self.deeds_of, self.menu, kit, self)
        self._connect()
        self.restyle()
        self.stage.count()
        self.stage.list_items()
        self.stage.show_page("grid")
        self.form.sideList.setFocus()

    def _connect(self) -> None:
        kit = self.kit
        kit.bridge.failed.connect(self.status.show_problem)
        self.stage.selection_changed.connect(self._on_selection_changed)
        self.stage.page_shown.connect(self._on_page_shown)
        kit.theme.changed.connect(self.restyle)
        kit.speech.changed.connect(self.retranslate)

    def _on_selection_changed(self) -> None:
        view = self.stage.grid.view
        self.status.show_selection(view.selected_ids(), len(self.stage.grid.model.ids))

    def _on_page_shown(self, page: str) -> None:
        self.shell.allow_inspector(page in ON_ITEMS)
        self.form.primary.setVisible(page in ON_ITEMS)
        for mode, button in zip(ON_ITEMS, (self.form.gridMode, self.form.loupeMode, self.form.reviewMode), strict=True):
            button.setChecked(page == mode)
            self.deeds_of[f"show-{mode}"].setChecked(page == mode)

    def restyle(self) -> None:
        """Dress everything after the theme."""
        self.kit.dresser.dress(self)
        self.shell.measure()

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        self.form.retranslateUi(self)
        self.deeds_of.retranslate()
        self.menu.retranslate()
        self.stage.retranslate()
        self.status.show_deed()
        self.status.show_net()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere in the window."""
        if event.mimeData().hasUrls() and self.stage.imports.running is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        self.stage.show_page("import")
        self.stage.imports.dropEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything typed, wait for the writes, let the library go."""
        self.stage.panel.commit()
        self.deeds.remember()
        self.stage.close()
        self.kit.bridge.close()
        self.closed.emit()
        super().closeEvent(event)

"""The window's parts: which are shown, how wide they are, and how the keyboard goes from one to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from .forms.window import Ui_MainWindow
from .kit import Kit
from .screens import screen_of
from .tabbing import stops

GUIDE = "guide"
"""The name of what stands above the pages and is a part of its own."""
_SIDE, _CENTRE, _INSPECTOR = range(3)


class Shell(QObject):
    """Lays out side bar, centre and inspector, after the room there is and what the person asked for."""

    arranged = Signal()

    def __init__(self, window: QWidget, form: Ui_MainWindow, kit: Kit) -> None:
        super().__init__(window)
        self._window, self._form, self._kit = window, form, kit
        self._sides = {"side": True, "desk": False}
        """Whether the side bar is wanted; and beside a page that is alone."""
        self._inspector_wanted = self._inspector_allowed = True
        self._alone = False
        self._inspector_called = self._wide = False
        self._rail: bool | None = None
        for panel in (_SIDE, _INSPECTOR):
            form.splitter.setStretchFactor(panel, 0)
        form.splitter.setStretchFactor(_CENTRE, 1)
        window.installEventFilter(self)
        self.measure()

    def measure(self) -> None:
        """Take all sizes from the tokens again."""
        tokens, form = self._kit.theme.tokens, self._form
        # A screen does not grow with the text, and may be smaller than what we would like.
        wanted = QSize(tokens.count("window-min-width"), tokens.count("window-min-height"))
        self._window.setMinimumSize(wanted.boundedTo(screen_of(self._window).availableSize()))
        form.inspector.setMinimumWidth(tokens.size("inspector-min"))
        form.inspector.setMaximumWidth(tokens.size("inspector-max"))
        self._rail = None
        self.arrange()

    def toggle_side(self) -> None:
        """Show or hide the side bar; beside a page that is alone, there only."""
        self._sides[self._place] = not self._sides[self._place]
        self.arrange()

    def leave_alone(self, alone: bool) -> None:
        """Put menus and side bar away for a page that is worked at alone, or bring back what was there before."""
        if alone != self._alone:
            self._alone = alone
            self.arrange()

    @property
    def _place(self) -> str:
        return "desk" if self._alone else "side"

    def show_menu(self) -> None:
        """Open the menu, where its button is or would be."""
        button, window = self._form.menuButton, self._window
        if button.isVisible():
            button.showMenu()
        else:
            edge = window.rect().topRight() if window.isRightToLeft() else window.rect().topLeft()
            button.menu().popup(window.mapToGlobal(edge))

    def toggle_inspector(self) -> None:
        """Show or hide the inspector."""
        if self._is_floating():
            self._inspector_called = not self._inspector_called
        else:
            self._inspector_wanted = not self._inspector_wanted
        self.arrange()

    def widen_inspector(self) -> None:
        """Give the inspector the width at which languages stand side by side in it, or its usual one again."""
        tokens, form = self._kit.theme.tokens, self._form
        if not self.inspector_shown:
            self.toggle_inspector()
        side, centre, inspector = form.splitter.sizes()
        wide = tokens.size("inspector-wide")
        width = tokens.size("inspector-narrow" if self._rail else "inspector") if inspector >= wide else wide
        form.splitter.setSizes([side, max(1, centre + inspector - width), width])

    def allow_inspector(self, allowed: bool, *, wide: bool = False) -> None:
        """Pages that work on no selection do without the inspector; beside wide ones it comes when it is called."""
        self._inspector_allowed = allowed
        if wide != self._wide:
            self._wide, self._inspector_called = wide, False
        self.arrange()

    @property
    def side_shown(self) -> bool:
        """Whether the side bar is there."""
        return not self._form.sidePanel.isHidden()

    @property
    def inspector_shown(self) -> bool:
        """Whether the inspector is there."""
        return not self._form.inspector.isHidden()

    def arrange(self) -> None:
        """Fit the parts into the window as it is now."""
        tokens, form = self._kit.theme.tokens, self._form
        width, height = self._window.width(), self._window.height()
        narrow = width < tokens.size("compact-below")
        form.topBar.setHidden(self._alone)
        form.sidePanel.setVisible(self._sides[self._place])
        wanted = self._inspector_called if self._is_floating() else self._inspector_wanted
        form.inspector.setVisible(wanted and self._inspector_allowed)
        form.modes.setVisible(height >= tokens.size("modes-below") and self._inspector_allowed)
        tiny = width < tokens.size("stack-below")
        find = tokens.size("find-narrow" if narrow else "find")
        form.find.setFixedWidth(min(find, width // 2) if tiny else find)
        for label in (form.libraryName, form.pathSlash, form.pathName):
            label.setVisible(not tiny or self._path_fits(width))
        self._centre_modes(width)
        form.centre.setMinimumWidth(0 if self._is_floating() else tokens.size("centre-min"))
        if narrow != self._rail:
            self._rail = narrow
            form.sideList.set_rail(narrow)
            form.whoName.setVisible(not narrow)
            form.whoAccount.setVisible(not narrow)
            form.whoButton.setVisible(not narrow)
            rail = tokens.size("rail")
            form.sidePanel.setMinimumWidth(rail if narrow else tokens.size("side-bar-min"))
            form.sidePanel.setMaximumWidth(rail if narrow else tokens.size("side-bar-max"))
            side = rail if narrow else tokens.size("side-bar")
            inspector = tokens.size("inspector-narrow" if narrow else "inspector")
            form.splitter.setSizes([side, max(1, width - side - inspector), inspector])
        self.arranged.emit()

    def _path_fits(self, width: int) -> bool:
        """Whether the whole path has room beside all else in the top bar."""
        form, layout = self._form, self._form.topBar.layout()
        margins = layout.contentsMargins()
        parts = [form.menuButton, form.libraryName, form.pathSlash, form.pathName, form.undoButton, form.helpButton]
        parts += [] if form.modes.isHidden() else [form.modes]
        needed = sum(part.sizeHint().width() + layout.spacing() for part in parts)
        return needed + form.find.maximumWidth() + margins.left() + margins.right() <= width

    def _centre_modes(self, width: int) -> None:
        """The modes stand in the middle of the window where the path leaves them the room."""
        form = self._form
        layout = form.topBar.layout()
        margins = layout.contentsMargins()
        end = sum(widget.sizeHint().width() if widget is not form.find else form.find.maximumWidth()
                  for widget in (form.find, form.undoButton, form.helpButton)) + 4 * layout.spacing() + margins.right()
        modes = form.modes.sizeHint().width()
        path = sum(widget.sizeHint().width() + layout.spacing() for widget in (
            form.menuButton, form.libraryName, form.pathSlash, form.pathName)) + margins.left()
        middle = (width - modes) // 2
        room = width - end - modes - max(path, middle)
        free = form.modes.isHidden()
        form.modesEnd.setMinimumWidth(0 if free else max(0, room))
        form.modesEnd.setMaximumWidth(width if free else max(0, room))

    def _is_floating(self) -> bool:
        """Whether there is so little room that the inspector comes only when it is called."""
        return self._wide or self._window.width() < self._kit.theme.tokens.size("float-below")

    def remembered(self) -> dict[str, Any]:
        """Widths of the parts, and which are shown, to be remembered."""
        side, _, inspector = self._form.splitter.sizes()
        return {"side": side or self._form.sidePanel.width(), "inspector": inspector or self._form.inspector.width(),
                "shown": {**self._sides, "inspector": self._inspector_wanted}}

    def remember(self, widths: Mapping[str, Any]) -> None:
        """Have the parts as they are remembered; what is wrong is left aside."""
        shown = widths.get("shown")
        if isinstance(shown, dict):
            self._sides |= {name: shown[name] for name in self._sides if isinstance(shown.get(name), bool)}
            self._inspector_wanted = shown.get("inspector") is not False
            self.arrange()
        side, centre, inspector = self._form.splitter.sizes()
        wanted = [widths.get("side"), widths.get("inspector")]
        if not self._rail and all(isinstance(width, int) and width > 0 for width in wanted):
            self._form.splitter.setSizes([wanted[0], side + centre + inspector - sum(wanted), wanted[1]])

    def next_part(self, step: int) -> None:
        """Move the focus to the next part that is shown: top bar, side bar, centre, inspector, status bar."""
        parts = [part for part in self.parts() if part.isVisible() and part.isEnabled()]
        focused = QApplication.focusWidget()
        now = next((n for n, part in enumerate(parts) if focused and (part is focused or part.isAncestorOf(focused))),
                   0 if step < 0 else -1)
        for offset in range(1, len(parts) + 1):
            if _focus_into(parts[(now + step * offset) % len(parts)]):
                return

    def parts(self) -> Sequence[QWidget]:
        """The parts that F6 goes through, in reading order; some may be hidden."""
        form = self._form
        guides = form.centre.findChildren(QWidget, GUIDE)
        return (form.topBar, form.sidePanel, *guides, form.pages, form.inspector, form.statusBar_)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrange the parts when the window's size changes."""
        if event.type() == QEvent.Type.Resize:
            self.arrange()
        return False


def _focus_into(part: QWidget) -> bool:
    if isinstance(part, QStackedWidget) and part.currentWidget().focusProxy() is not None:
        part.currentWidget().setFocus(Qt.FocusReason.ShortcutFocusReason)
        return part.isAncestorOf(QApplication.focusWidget() or part)
    first = next(iter(stops(part)), None)
    if first is not None:
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)
    return first is not None

"""The loupe: one photograph large, its marks below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from ..forms.loupe_page import Ui_LoupePage
from ..kit import Kit
from ..models.grid import Cell, GridModel
from ..models.thumbnails import Thumbnails, read_scaled

_FLAGS = {"pick": ("flag", "success"), "reject": ("close", "error"), "": ("flag", "text-subtle")}


class LoupePage(QWidget):
    """Shows the current item of the grid."""

    stepped = Signal(int)
    """The next or the previous photograph is wanted."""

    def __init__(
        self, kit: Kit, model: GridModel, selection: QItemSelectionModel, thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_LoupePage()
        self._form.setupUi(self)
        self._form.picture.furnish(kit.theme)
        self._form.film.furnish(kit, model, selection, thumbnails)
        self._form.picture.stepped.connect(self.stepped)
        self.setFocusProxy(self._form.picture)
        self._shown: tuple[str, int] | None = None
        kit.dresser.dress(self)

    def show_item(self, cell: Cell | None, picture: Path | None, place: int, total: int) -> None:
        """Show an item's picture, read beside the window's thread, and its marks."""
        say, dresser = self._kit.speech.say, self._kit.dresser
        flag = cell.flag if cell else ""
        icon, tint = _FLAGS[flag]
        self._form.flagIcon.setProperty("iconName", icon)
        self._form.flagIcon.setProperty("tint", tint)
        self._form.flagText.setText(say(f"mark-{flag or 'none'}"))
        self._form.starsText.setText("★" * (cell.rating if cell else 0) or say("mark-no-stars"))
        self._form.labelText.setText(say(f"mark-label-{cell.label}") if cell and cell.label else say("mark-no-label"))
        self._form.placeText.setText(say("mark-place", place + 1, total) if cell else "")
        dresser.dress(self._form.marksBar)
        if cell is None or picture is None:
            self._shown = None
            self._form.picture.show_picture(QPixmap(), "")
            return
        pixels = round(max(self.width(), self.height()) * self.devicePixelRatioF())
        wanted = (str(picture), pixels)
        if wanted == self._shown:
            return
        self._shown = wanted

        def show(image: QImage) -> None:
            if self._shown == wanted:
                self._form.picture.show_picture(QPixmap.fromImage(image), cell.title)

        self._kit.bridge.compute(lambda: read_scaled(*wanted), show)

    def next_surround(self) -> None:
        """Go on to the next grey around the picture."""
        self._form.picture.next_surround()

    def retranslate(self) -> None:
        """Say the form's texts again."""
        self._form.retranslateUi(self)

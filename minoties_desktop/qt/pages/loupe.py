"""The loupe: one photograph large, its marks below."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from ..forms.loupe_page import Ui_LoupePage
from ..kit import Kit
from ..models.grid import GridModel
from ..models.thumbnails import Thumbnails, read_scaled

_FLAGS = {"pick": ("flag", "success"), "reject": ("close", "error"), "": ("flag", "text-subtle")}
_KEPT = 6  # the picture that is seen, those before and after it, and those that were seen last

_Wanted = tuple[str, int]
"""A picture file, and the pixels of the square that it has to fill."""


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
        self._model = model
        self._shown: _Wanted | None = None
        self._kept: OrderedDict[_Wanted, QPixmap] = OrderedDict()
        self._asked: set[_Wanted] = set()
        kit.dresser.dress(self)

    def show_item(self, item: str, place: int, total: int) -> None:
        """Show an item's picture, read beside the window's thread, and its marks; "" is none."""
        cell = self._model.cell(place) if item else None
        picture = cell.preview if cell else None
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
        wanted = self._wanted(picture)
        if wanted == self._shown:
            return
        self._shown, self._title = wanted, cell.title
        if wanted in self._kept:
            self._form.picture.show_picture(self._kept[wanted], cell.title)
        else:
            self._read(wanted)
        for row in (place + 1, place - 1):
            ahead = self._model.cell(row) if 0 <= row < total else None
            if ahead is not None and ahead.preview is not None:
                self._read(self._wanted(ahead.preview))

    def _wanted(self, picture: Path) -> _Wanted:
        return str(picture), round(max(self.width(), self.height()) * self.devicePixelRatioF())

    def _read(self, wanted: _Wanted) -> None:
        """Read a picture beside the window's thread unless it is at hand; show it if it is still the one wanted."""
        if wanted in self._kept or wanted in self._asked:
            return
        self._asked.add(wanted)

        def keep(image: QImage) -> None:
            self._asked.discard(wanted)
            pixmap = QPixmap.fromImage(image)
            if not image.isNull():  # One that is not drawn yet may be there the next time.
                self._kept[wanted] = pixmap
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            if self._shown == wanted:
                self._form.picture.show_picture(pixmap, self._title)

        self._kit.bridge.compute(lambda: read_scaled(*wanted), keep)

    def next_surround(self) -> None:
        """Go on to the next grey around the picture."""
        self._form.picture.next_surround()

    def retranslate(self) -> None:
        """Say the form's texts again."""
        self._form.retranslateUi(self)

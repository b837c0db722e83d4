"""The loupe: one photograph large, or some side by side; whole or pixel for pixel; the marks below."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from ...services import closeups
from ...services.closeups import Exposure, Pixels
from ..forms.loupe_page import Ui_LoupePage
from ..kit import Kit
from ..looks import FLAGS
from ..models.grid import Cell, GridModel
from ..models.thumbnails import WHOLE, Thumbnails, read_scaled
from ..theme import mark
from ..widgets.compare_view import MOST, CompareView, Pane
from ..widgets.layouts import give_way
from ..widgets.picture_view import PictureView

_KEPT = 6 + MOST  # the picture that is seen, those before and after it, and those that were seen last
_CLOSE = MOST  # photographs with all their pixels: each takes a hundred megabytes

_Wanted = tuple[str, int]
"""A picture file, and the pixels of the square that it has to fill."""


class LoupePage(QWidget):
    """Shows the current item of the grid, or those that are compared."""

    stepped = Signal(int)
    """The next or the previous photograph is wanted."""
    compared_chosen = Signal(str)
    """Of those that are compared, another one (id) is the one that marks go to."""

    def __init__(
        self, kit: Kit, model: GridModel, selection: QItemSelectionModel, thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_LoupePage()
        self._form.setupUi(self)
        picture = self._form.picture
        picture.furnish(kit.theme)
        self._form.film.furnish(kit, model, selection, thumbnails)
        picture.stepped.connect(self.stepped)
        self.setFocusProxy(picture)
        self.compared: tuple[str, ...] = ()
        self._compare = CompareView(kit, picture.look, self)
        self._compare.hide()
        self._compare.chosen.connect(self._on_compared_chosen)
        self.layout().insertWidget(0, self._compare, 1)
        self._model = model
        self._shown: dict[PictureView, tuple[_Wanted, Cell]] = {}
        self._kept: OrderedDict[_Wanted, QPixmap] = OrderedDict()
        self._asked: set[_Wanted] = set()
        self._close = Thumbnails(self, _CLOSE)
        self._close.arrived.connect(lambda _path: self._show_pixels())
        self._files: dict[str, Pixels] = {}
        self._exposures: dict[str, Exposure] = {}
        self._at = (0, 0)
        picture.look.changed.connect(self._on_look_changed)
        self._say_keys()
        kit.dresser.dress(self)

    # One photograph

    def show_item(self, item: str, place: int, total: int) -> None:
        """Show an item's picture, read beside the window's thread, and its marks; "" is none."""
        self._at = (place, total)
        if self.compared:
            self._show_compared()
            return
        cell = self._model.cell(place) if item else None
        self._show_marks(cell, self._kit.speech.say("mark-place", place + 1, total) if cell else "")
        if cell is None or cell.preview is None:
            self._shown.pop(self._form.picture, None)
            self._form.picture.show_picture(QPixmap(), "")
            return
        self._present(self._form.picture, cell)
        for row in (place + 1, place - 1):
            ahead = self._model.cell(row) if 0 <= row < total else None
            if ahead is not None and ahead.preview is not None:
                self._read(self._wanted(ahead.preview))
                if self._form.picture.look.is_close:
                    self._look_for_pixels(ahead.id)

    def _show_marks(self, cell: Cell | None, place: str) -> None:
        say, form = self._kit.speech.say, self._form
        flag = cell.flag if cell else ""
        form.flagIcon.setProperty("iconName", FLAGS[flag].icon)
        form.flagIcon.setProperty("tint", FLAGS[flag].colour)
        form.flagText.setText(say(f"mark-{flag or 'none'}"))
        form.starsText.setText("★" * (cell.rating if cell else 0) or say("mark-no-stars"))
        label = cell.label if cell else 0
        mark(form.labelText, chosen=str(label or ""))
        form.labelText.setText(say(f"mark-label-{label}" if label else "mark-no-label"))
        form.placeText.setText(place)
        self._kit.dresser.dress(form.marksBar)

    def _present(self, view: PictureView, cell: Cell) -> None:
        """Have a view show a photograph, at once if it is at hand."""
        if cell.preview is None:
            self._shown.pop(view, None)
            view.show_picture(QPixmap(), cell.title)
            return
        wanted = self._wanted(cell.preview)
        if view in self._shown and self._shown[view][0] == wanted:
            return
        self._shown[view] = (wanted, cell)
        if wanted in self._kept:
            self._give(view)
        else:
            self._read(wanted)

    def _give(self, view: PictureView) -> None:
        wanted, cell = self._shown[view]
        pixmap = self._kept.get(wanted, QPixmap())
        own = QSize(cell.width, cell.height)
        view.show_picture(pixmap, cell.title, own if own.width() > pixmap.width() else None)
        if view.look.is_close:
            self._look_for_pixels(cell.id)

    def _wanted(self, picture: Path) -> _Wanted:
        return str(picture), round(max(self.width(), self.height()) * self.devicePixelRatioF())

    def _read(self, wanted: _Wanted) -> None:
        """Read a picture beside the window's thread unless it is at hand; show it where it is still the one wanted."""
        if wanted in self._kept or wanted in self._asked:
            return
        self._asked.add(wanted)

        def keep(image: QImage) -> None:
            self._asked.discard(wanted)
            if not image.isNull():  # One that is not drawn yet may be there the next time.
                self._kept[wanted] = QPixmap.fromImage(image)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            for view in [view for view, (shown, _) in self._shown.items() if shown == wanted]:
                self._give(view)

        self._kit.bridge.compute(lambda: read_scaled(*wanted), keep)

    # All its pixels

    def toggle_close(self) -> None:
        """Show the pixels of what is shown, or the whole of it again."""
        self._current_view().toggle_close()

    def _current_view(self) -> PictureView:
        panes = self._compare.panes
        return panes[self._compare.current].picture if self.compared and panes else self._form.picture

    def _on_look_changed(self) -> None:
        close = self._form.picture.look.is_close
        self._form.zoomText.setText(self._kit.speech.say("loupe-whole" if close else "loupe-close"))
        if close:
            for _, cell in list(self._shown.values()):
                self._look_for_pixels(cell.id)

    def _look_for_pixels(self, item: str) -> None:
        """Read all pixels of a photograph beside the window's thread."""
        if item in self._files:
            self._show_pixels()
            return
        library = self._kit.bridge.library

        def found(pixels: Pixels) -> None:
            self._files[item] = pixels
            if pixels.path is not None and item in self.compared:
                self._close.pixmap(pixels.path, WHOLE)  # before it is asked for: who compares looks for the sharpest
            self._show_pixels()

        self._kit.bridge.compute(lambda: closeups.whole(library, item), found)

    def _show_pixels(self) -> None:
        """Give the views what has arrived, and ask for what has not."""
        if not (self.isVisible() and self._form.picture.look.is_close):
            return
        for view, (_, cell) in self._shown.items():
            found = None if view.has_whole else self._files.get(cell.id)
            if found and found.why:
                view.say_instead(self._kit.speech.say(found.why))
            pixmap = self._close.pixmap(found.path, WHOLE) if found and found.path else None
            if pixmap is not None and not pixmap.isNull():
                view.show_whole(pixmap)

    # Several

    def compare(self, items: Sequence[str]) -> None:
        """Show some items (ids) side by side, or none any more."""
        self.compared = tuple(items[:MOST])
        self._form.picture.setHidden(bool(self.compared))
        self._compare.setVisible(bool(self.compared))
        self._form.compareText.setText(self._kit.speech.say("loupe-alone" if self.compared else "loupe-compare"))
        for pane in self._compare.panes:
            self._shown.pop(pane.picture, None)
        self.setFocusProxy(self._form.picture)
        if not self.compared:
            self._compare.show_cells([])
            self._close.forget_all()
            self._files.clear()
            return
        self._shown.pop(self._form.picture, None)
        self._show_compared()
        self.setFocusProxy(self._compare.panes[0].picture)
        self._compare.choose(0)

    def step_compared(self, by: int) -> None:
        """Go on to another one of those that are compared."""
        self._compare.step(by)

    @property
    def chosen(self) -> str:
        """Of those that are compared, the one (id) that marks go to; "" while none are."""
        return self.compared[self._compare.current] if self.compared else ""

    def _show_compared(self) -> None:
        found = {cell.id: cell for cell in self._model.cells(self.compared)}
        self.compared = tuple(item for item in self.compared if item in found)
        self._compare.show_cells([found[item] for item in self.compared])
        for pane in self._compare.panes:
            assert pane.cell is not None
            self._present(pane.picture, pane.cell)
            self._show_exposure(pane, pane.cell.id)
            self._look_for_pixels(pane.cell.id)
        self._show_chosen()

    def _show_chosen(self) -> None:
        if not self.compared:
            return
        place = min(self._compare.current, len(self.compared) - 1)
        say = self._kit.speech.say
        self._show_marks(self._compare.panes[place].cell, say("mark-place", place + 1, len(self.compared)))

    def _show_exposure(self, pane: Pane, item: str) -> None:
        if item in self._exposures:
            pane.show_exposure(self._exposures[item])
            return
        library = self._kit.bridge.library

        def told(found: Exposure) -> None:
            self._exposures[item] = found
            for one in self._compare.panes:
                if one.cell is not None and one.cell.id == item:
                    one.show_exposure(found)

        self._kit.bridge.compute(lambda: closeups.exposure(library, item), told)

    def _on_compared_chosen(self, item: str) -> None:
        self._show_chosen()
        self.compared_chosen.emit(item)

    # The page

    def event(self, event: QEvent) -> bool:
        """What the keys do gives way to the marks where there is little room."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            form = self._form
            give_way(form.marksBar, self.width(), (
                form.surroundText, form.keySurround, form.compareText, form.keyCompare, form.zoomText, form.keyZoom,
                form.keyLabels, form.keyStars, form.labelText, form.keyUnmark, form.keyReject, form.keyPick))
            for words, key in ((form.surroundText, form.keySurround), (form.compareText, form.keyCompare),
                               (form.zoomText, form.keyZoom)):
                key.setHidden(words.isHidden())  # a key alone says nothing
        return super().event(event)

    def next_surround(self) -> None:
        """Go on to the next grey around the pictures."""
        surround = self._form.picture.next_surround()
        for pane in self._compare.panes:
            pane.picture.set_surround(surround)

    def _say_keys(self) -> None:
        form, keys = self._form, self._kit.keys
        for shown, deeds in ((form.keyPick, ("pick",)), (form.keyReject, ("reject",)), (form.keyUnmark, ("unmark",)),
                             (form.keyStars, ("rate-0", "rate-5")), (form.keyLabels, ("label-6", "label-9")),
                             (form.keyZoom, ("zoom",)), (form.keyCompare, ("compare",)),
                             (form.keySurround, ("surround",))):
            words = "–".join(filter(None, map(keys.native, deeds)))
            shown.setText(words)

    def stop(self) -> None:
        """Read no more pixels."""
        self._close.close()

    def retranslate(self) -> None:
        """Say the form's texts again."""
        self._form.retranslateUi(self)
        self._say_keys()
        self._on_look_changed()
        say = self._kit.speech.say
        self._form.compareText.setText(say("loupe-alone" if self.compared else "loupe-compare"))
        if self.compared:
            self._show_compared()

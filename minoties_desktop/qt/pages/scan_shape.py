"""A page that is turned, straightened, cut or parted: what is published of it, its master untouched."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QPushButton, QWidget

from ...domain.scanning import Page
from ...domain.shaping import LEAST_SIDE, MOST_SKEW, Box, Shape
from ...services import scanpages, scanview
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..painting import fitted, kept
from ..widgets.graphic import Graphic
from ..widgets.pieces import button, frame, label
from .scan_sides import Side

_PIXELS = 1500
_NEAR = 12  # pixels within which a side is taken by the pointer
_SIDES = ("left", "top", "right", "bottom")
_PERCENT = 100
_AWAY = 0.8  # of the surround, over what is cut away


class Cutting(Graphic):
    """A page with the frame of what is published of it; its sides can be drawn with the pointer."""

    cut = Signal(object)
    """Another frame (Box)."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails = kit, thumbnails
        self._path, self.shape = None, Shape()
        self._drawn = ""
        self.setMouseTracking(True)
        thumbnails.some_arrived.connect(self.update)

    def show_page(self, path: object, shape: Shape) -> None:
        """Show the picture of a page at a path, with a shape."""
        self._path, self.shape = path, shape
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page, straight, with what is cut away dimmed."""
        tokens = self._kit.theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.colour("surround-loupe"))
            pixmap = self._pixmap()
            if pixmap is None:
                return
            place = self._place(pixmap)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            with kept(painter):
                painter.setClipRect(place)
                painter.translate(place.center())
                painter.rotate(self.shape.skew)
                painter.translate(-place.center())
                painter.drawPixmap(place, pixmap)
            self._frame(painter, place)

    def _frame(self, painter: QPainter, place: QRect) -> None:
        tokens, inner = self._kit.theme.tokens, self._inner(place)
        painter.setOpacity(_AWAY)
        for part in (QRect(place.left(), place.top(), place.width(), inner.top() - place.top()),
                     QRect(place.left(), inner.bottom() + 1, place.width(), place.bottom() - inner.bottom()),
                     QRect(place.left(), inner.top(), inner.left() - place.left(), inner.height()),
                     QRect(inner.right() + 1, inner.top(), place.right() - inner.right(), inner.height())):
            painter.fillRect(part, tokens.colour("surround-loupe"))
        painter.setOpacity(1)
        painter.setPen(QPen(tokens.colour("selection-frame"), tokens.size("cell-frame")))
        painter.drawRect(inner)
        if self.shape.split:
            x = inner.left() + round(self.shape.split * inner.width())
            painter.drawLine(x, inner.top(), x, inner.bottom())

    def _pixmap(self) -> QPixmap | None:
        pixmap = self._thumbnails.pixmap(self._path, _PIXELS) if self._path else None
        if pixmap is None or pixmap.isNull():
            return None
        return pixmap.transformed(QTransform().rotate(self.shape.turn)) if self.shape.turn else pixmap

    def _place(self, pixmap: QPixmap) -> QRect:
        gap = self._kit.theme.tokens.space(5)
        return fitted(pixmap.size(), self.rect().adjusted(gap, gap, -gap, -gap))

    def _inner(self, place: QRect) -> QRect:
        left, top, right, bottom = self.shape.crop.pixels(place.width(), place.height())
        return QRect(place.left() + left, place.top() + top, right - left, bottom - top)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the side that is nearest."""
        self._drawn = self._side_at(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw the side that was taken."""
        at, pixmap = event.position().toPoint(), self._pixmap()
        if not self._drawn or pixmap is None:
            side = self._side_at(at)
            self.setCursor(Qt.CursorShape.SizeHorCursor if side in ("left", "right") else
                           Qt.CursorShape.SizeVerCursor if side else Qt.CursorShape.ArrowCursor)
            return
        place = self._place(pixmap)
        across = self._drawn in ("left", "right")
        value = (at.x() - place.left()) / place.width() if across else (at.y() - place.top()) / place.height()
        self.cut.emit(with_side(self.shape.crop, self._drawn, value))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let the side go."""
        self._drawn = ""

    def _side_at(self, at: QPoint) -> str:
        pixmap = self._pixmap()
        if pixmap is None:
            return ""
        inner = self._inner(self._place(pixmap))
        far = {"left": abs(at.x() - inner.left()), "right": abs(at.x() - inner.right()),
               "top": abs(at.y() - inner.top()), "bottom": abs(at.y() - inner.bottom())}
        side = min(far, key=far.__getitem__)
        return side if far[side] <= _NEAR else ""


def with_side(crop: Box, side: str, value: float) -> Box:
    """A frame with one side elsewhere, never beyond the opposite one."""
    limits = {"left": (0.0, crop.right - LEAST_SIDE), "right": (crop.left + LEAST_SIDE, 1.0),
              "top": (0.0, crop.bottom - LEAST_SIDE), "bottom": (crop.top + LEAST_SIDE, 1.0)}
    low, high = limits[side]
    return crop._replace(**{side: min(high, max(low, value))})


class ShapePage(QWidget):
    """Adjusts the shape of one page, and of all others of its item if wished; each change is kept at once."""

    done = Signal()

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._library = kit, kit.bridge.library
        self._page: Page | None = None
        self._filling = False
        self.view = Cutting(kit, thumbnails)
        self._side = Side(kit, "inspector-narrow")
        self._labels, self._buttons = {}, {}
        self.spins = {name: QDoubleSpinBox() for name in ("skew", *_SIDES, "split")}
        self._lay()
        self.view.cut.connect(lambda crop: self._take(replace(self.shape, crop=crop)))

    @property
    def shape(self) -> Shape:
        """The shape as it stands."""
        return self.view.shape

    def _lay(self) -> None:
        layout, body = QHBoxLayout(self), self._side.body.layout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._side)
        self._head = label("", "heading", "strong")
        body.addWidget(self._head)
        turns = frame(across=True, gap="3")
        for name, by in (("left", -90), ("right", 90)):
            turns.layout().addWidget(self._button(f"turn-{name}", lambda by=by: self._turn(by)))
        body.addWidget(turns)
        for name, spin in self.spins.items():
            spin.setDecimals(1)
            spin.setRange(-MOST_SKEW if name == "skew" else 0, MOST_SKEW if name == "skew" else _PERCENT)
            spin.setSingleStep(0.1 if name == "skew" else 0.5)
            spin.setProperty("minHeight", "field")
            edge = self._kit.theme.tokens.space(2)
            spin.lineEdit().setTextMargins(edge, 0, edge, 0)
            spin.valueChanged.connect(self._on_spun)
            named = self._labels[name] = label("", "small", "subtle")
            named.setBuddy(spin)
            body.addWidget(named)
            body.addWidget(spin)
        for name, press in (("straighten", lambda: self._find(straight=True, cut=False)),
                            ("find", lambda: self._find(straight=True, cut=True)), ("halve", self._halve),
                            ("reset", lambda: self._take(Shape())), ("all", self._for_all)):
            body.addWidget(self._button(name, press))
        body.addStretch(1)
        finish = self._button("done", self.done.emit)
        finish.setProperty("primary", True)
        body.addWidget(finish)
        self.setFocusProxy(self.spins["skew"])

    def _button(self, name: str, press: object) -> QPushButton:
        self._buttons[name] = button("", press, small=True)
        self._buttons[name].setObjectName(f"shape-{name}")
        return self._buttons[name]

    def open(self, page: Page) -> None:
        """Adjust a page."""
        self._page = page
        self._show(page.shape)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything again."""
        say = self._kit.speech.say
        if self._page is not None:
            self._head.setText(say("desk-shape", self._page.label or str(self._page.number)))
        for name, made in self._labels.items():
            made.setText(say(f"desk-shape-{name}"))
            self.spins[name].setAccessibleName(say(f"desk-shape-{name}"))
            self.spins[name].setLocale(self._kit.speech.locale)
            self.spins[name].setSuffix("°" if name == "skew" else " %")
        for name, made in self._buttons.items():
            made.setText(say(f"desk-do-{name}"))
        self.view.setAccessibleName(say("desk-shape-view"))
        self._kit.dresser.dress(self)
        self._side.measure()

    def _show(self, shape: Shape) -> None:
        if self._page is None:
            return
        self.view.show_page(scanview.preview(self._library, self._page), shape)
        self._filling = True
        values = {"skew": shape.skew, **{side: getattr(shape.crop, side) * _PERCENT for side in _SIDES},
                  "split": shape.split * _PERCENT}
        for name, value in values.items():
            self.spins[name].setValue(value)
        self._filling = False

    def _on_spun(self) -> None:
        if self._filling:
            return
        crop = Box(*(self.spins[side].value() / _PERCENT for side in _SIDES))
        if crop.right - crop.left < LEAST_SIDE or crop.bottom - crop.top < LEAST_SIDE:
            crop = self.shape.crop
        self._take(replace(self.shape, skew=self.spins["skew"].value(), crop=crop,
                           split=self.spins["split"].value() / _PERCENT))

    def _turn(self, by: int) -> None:
        self._take(replace(self.shape, turn=(self.shape.turn + by) % 360))

    def _halve(self) -> None:
        self._take(replace(self.shape, split=0.0 if self.shape.split else 0.5))

    def _find(self, *, straight: bool, cut: bool) -> None:
        page, shape, library = self._page, self.shape, self._library
        if page is not None:
            self._kit.bridge.compute(
                lambda: scanview.shape_found(library, page, shape, straight=straight, cut=cut), self._take)

    def _take(self, shape: Shape) -> None:
        """Keep another shape, at once."""
        if self._page is None or shape == self.shape:
            return
        self._show(shape)
        self._write([self._page.id])

    def _for_all(self) -> None:
        if self._page is not None:
            self._write([page.id for page in scanpages.pages(self._library, self._page.item)])

    def _write(self, ids: list[str]) -> None:
        library, shape, actor = self._library, self.shape, self._library.setting("me")
        self._kit.bridge.write(lambda: scanpages.shape(library, ids, shape, actor=actor))

    def event(self, event: QEvent) -> bool:
        """Escape is ours: back to the desk."""
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter end it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)

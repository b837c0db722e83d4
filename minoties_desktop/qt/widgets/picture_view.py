"""One photograph as large as the room allows, or pixel for pixel, on a surround without tint."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from ..theme import Theme
from .graphic import Graphic

SURROUNDS = ("surround-loupe", "surround-black", "surround-mid", "surround-white")
"""The key L goes round these."""
_STEP = 0.25  # of what is seen, for one press of a key
_MIDDLE = QPointF(0.5, 0.5)


class Look(QObject):
    """How pictures are looked at: whole or pixel for pixel, at which point. Views that share one show the same spot."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_close = False
        self.centre = _MIDDLE
        """The point in the middle, from 0, 0 at the top left to 1, 1."""

    def come_close(self, centre: QPointF) -> None:
        """Look at the pixels around a point."""
        self.is_close, self.centre = True, centre
        self.changed.emit()

    def step_back(self) -> None:
        """Look at the whole picture."""
        self.is_close = False
        self.changed.emit()


class PictureView(Graphic):
    """Paints a pixmap fitted to its size, never larger than its own pixels; close, the pixels themselves."""

    stepped = Signal(int)
    """An arrow key asks for the next (1) or the previous (-1) picture, as one sees them."""
    focused = Signal()
    """The keys are heard here now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._whole = QPixmap()
        self._own = QSize()
        self._theme: Theme | None = None
        self._surround = 0
        self._dragged: QPoint | None = None
        self._words = self._instead = ""
        self.look = Look(self)
        self.is_current = False

    def furnish(self, theme: Theme, look: Look | None = None) -> None:
        """Take the theme, and a look that is shared with others."""
        self._theme = theme
        self.look = look or self.look
        self.look.changed.connect(self._on_look_changed)
        theme.changed.connect(self.update)

    def show_picture(self, pixmap: QPixmap, words: str, own: QSize | None = None) -> None:
        """Show a picture; a null pixmap shows the surround alone. `words` describe it to a screen reader; `own` is the
        size in pixels that the photograph itself has."""
        self._pixmap, self._whole, self._own = pixmap, QPixmap(), own or pixmap.size()
        self._words, self._instead = words, ""
        self._describe()
        self.update()

    def say_instead(self, why: str) -> None:
        """Say, as long as one looks close, why a smaller picture stands for the pixels."""
        self._instead = why
        self._describe()
        self.update()

    def _describe(self) -> None:
        said = self._instead if self.look.is_close else ""
        self.setAccessibleDescription(". ".join(part for part in (self._words, said) if part))

    def show_whole(self, pixmap: QPixmap) -> None:
        """Have all pixels of the same picture; until then a smaller one stands for them."""
        self._whole, self._own = pixmap, pixmap.size()
        self.update()

    @property
    def has_whole(self) -> bool:
        """Whether all pixels are here."""
        return not self._whole.isNull()

    def mark_current(self, is_current: bool) -> None:
        """Show, or not, that what is done is done to this one."""
        self.is_current = is_current
        self.update()

    def set_surround(self, surround: int) -> None:
        """Take one of SURROUNDS."""
        self._surround = surround % len(SURROUNDS)
        self.update()

    def next_surround(self) -> int:
        """Go on to the next grey around the picture; returns which."""
        self.set_surround(self._surround + 1)
        return self._surround

    def toggle_close(self) -> None:
        """Go to the pixels under the pointer, or in the middle where it is elsewhere; and back."""
        if self.look.is_close:
            self.look.step_back()
            return
        pointer = self.mapFromGlobal(self.cursor().pos())
        self.come_close(QPointF(pointer) if self.underMouse() and self.rect().contains(pointer) else None)

    def come_close(self, at: QPointF | None) -> None:
        """Go to the pixels at a point of the view, which stay under it; None is the middle."""
        place = self._place()
        if at is None or not place.contains(at):
            self.look.come_close(_MIDDLE)
            return
        spot = QPointF((at.x() - place.x()) / place.width(), (at.y() - place.y()) / place.height())
        seen, off = self._seen(), QPointF(at.x() / self.width() - 0.5, at.y() / self.height() - 0.5)
        self.look.come_close(self._kept(QPointF(spot.x() - off.x() * seen.width(), spot.y() - off.y() * seen.height())))

    def pan(self, across: float, down: float) -> None:
        """Go on by parts of what is seen."""
        seen = self._seen()
        moved = self.look.centre + QPointF(across * seen.width(), down * seen.height())
        self.look.come_close(self._kept(moved))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go on; left is back where one reads from left to right. With Shift they go over the pixels."""
        pan = {Qt.Key.Key_Right: (_STEP, 0), Qt.Key.Key_Left: (-_STEP, 0), Qt.Key.Key_Down: (0, _STEP),
               Qt.Key.Key_Up: (0, -_STEP)}.get(event.key())
        if pan and self.look.is_close and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.pan(*pan)
            return
        forward = -1 if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 1
        step = {Qt.Key.Key_Right: forward, Qt.Key.Key_Left: -forward, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1,
                Qt.Key.Key_Space: 1}.get(event.key())
        if step is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            self.stepped.emit(step)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The pixels are taken hold of."""
        super().mousePressEvent(event)
        self._dragged = event.position().toPoint() if self.look.is_close else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """And drawn about."""
        if self._dragged is None or not event.buttons():
            return
        moved = self._dragged - event.position().toPoint()
        self._dragged = event.position().toPoint()
        self.pan(moved.x() / max(1, self.width()), moved.y() / max(1, self.height()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Close to this point, or back."""
        if self.look.is_close:
            self.look.step_back()
        else:
            self.come_close(event.position())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the surround and paint the picture in the middle."""
        if self._theme is None:
            return
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), tokens.colour(SURROUNDS[self._surround]))
            if self.look.is_close:
                self._paint_close(painter)
                self._paint_instead(painter)
            else:
                self._paint_picture(painter)
            if self.hasFocus() or self.is_current:
                thick = tokens.size("focus")
                focused = self.hasFocus()
                painter.setPen(QPen(tokens.colour("focus-ring" if focused else "text-subtle"), thick if focused else 1))
                painter.drawRect(QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show that the keys are heard here."""
        super().focusInEvent(event)
        self.update()
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that they are not any more."""
        super().focusOutEvent(event)
        self.update()

    def _on_look_changed(self) -> None:
        self._describe()
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.look.is_close else Qt.CursorShape.ArrowCursor)
        self.update()

    def _seen(self) -> QSizeF:
        """Which part of the picture's width and height is seen close; more than 1 where there is more room."""
        ratio = self.devicePixelRatioF()
        return QSizeF(self.width() * ratio / max(1, self._own.width()),
                      self.height() * ratio / max(1, self._own.height()))

    def _kept(self, centre: QPointF) -> QPointF:
        """The centre, moved so that no more than the picture is seen."""
        seen = self._seen()
        return QPointF(*(0.5 if part >= 1 else min(max(value, part / 2), 1 - part / 2)
                         for value, part in ((centre.x(), seen.width()), (centre.y(), seen.height()))))

    def _place(self) -> QRectF:
        """Where the picture stands when the whole of it is seen; empty for none."""
        if self._theme is None or self._pixmap.isNull():
            return QRectF()
        margin = self._theme.tokens.space(5)
        room = QRectF(self.rect()).adjusted(margin, margin, -margin, -margin)
        own = QSizeF(self._pixmap.size()) / self.devicePixelRatioF()
        size = own.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        if size.width() > own.width():
            size = own
        return QRectF(room.center().x() - size.width() / 2, room.center().y() - size.height() / 2,
                      size.width(), size.height())

    def _paint_picture(self, painter: QPainter) -> None:
        if not (place := self._place()).isEmpty():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))

    def _paint_close(self, painter: QPainter) -> None:
        """One pixel of the photograph on one of the screen; a smaller picture is stretched until all are here."""
        if self._pixmap.isNull():
            return
        ratio, centre = self.devicePixelRatioF(), self._kept(self.look.centre)
        left = round(self.width() * ratio / 2 - centre.x() * self._own.width()) / ratio
        top = round(self.height() * ratio / 2 - centre.y() * self._own.height()) / ratio
        place = QRectF(left, top, self._own.width() / ratio, self._own.height() / ratio)
        pixmap = self._whole if self.has_whole else self._pixmap
        seen = place.intersected(QRectF(self.rect()))
        if seen.isEmpty() or place.isEmpty():
            return
        across, down = pixmap.width() / place.width(), pixmap.height() / place.height()
        source = QRectF((seen.x() - place.x()) * across, (seen.y() - place.y()) * down,
                        seen.width() * across, seen.height() * down)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not self.has_whole)
        painter.drawPixmap(seen, pixmap, source)

    def _paint_instead(self, painter: QPainter) -> None:
        """The sentence below, on a ground of its own."""
        if not self._instead or self._pixmap.isNull():
            return
        tokens, wrapped = self._theme.tokens, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignCenter
        pad = tokens.space(4)
        painter.setFont(tokens.text("body"))
        room = self.rect().adjusted(2 * pad, pad, -2 * pad, -2 * pad)
        text = painter.fontMetrics().boundingRect(room, wrapped, self._instead)
        text.moveBottom(room.bottom())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("over-picture"))
        painter.drawRoundedRect(text.adjusted(-pad, -pad // 2, pad, pad // 2), tokens.radius("base"),
                                tokens.radius("base"))
        painter.setPen(tokens.colour("on-picture"))
        painter.drawText(text, wrapped, self._instead)

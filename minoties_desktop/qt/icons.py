"""Icons of one colour: SVG files painted in the theme's colours, sharp at any scale, mirrored where they point."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from ..config.resources import resource
from .theme import Theme

MIRRORED = frozenset({
    "next", "previous", "arrowNext", "arrowPrevious", "mapTrail", "logOut", "undo", "redo", "listBullet", "share",
    "linkExternal", "article", "articles", "book", "folder", "play",
})
"""Icons that point along the reading direction. Never pictures of things that look the same everywhere."""


class Icons:
    """All icons by name, in the colours of one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._sources: dict[str, QByteArray] = {}
        self._pixmaps: dict[tuple[str, str, int, float, bool, int], QPixmap] = {}

    def icon(self, name: str, colour: str = "text-base", checked: str = "link", *, at_end: bool = False) -> QIcon:
        """A QIcon that keeps following the theme; `checked` is its colour when switched on.

        Where it is asked for wider than high, the rest is a gap towards the text, which an icon `at_end` has before it.
        """
        return QIcon(_TintedIcon(self, name, colour, checked, at_end))

    def pixmap(self, name: str, colour: str, size: int, ratio: float, *, mirrored: bool | None = None) -> QPixmap:
        """The icon drawn `size` device independent pixels wide for a screen of that pixel ratio; kept until the
        theme changes."""
        if mirrored is None:
            mirrored = name in MIRRORED and QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        generation = self._theme.tokens.generation
        key = (name, colour, size, ratio, mirrored, generation)
        found = self._pixmaps.get(key)
        if found is None:
            if any(kept[-1] != generation for kept in self._pixmaps):
                self._pixmaps.clear()
            found = self._pixmaps[key] = self._draw(name, self._theme.tokens.colour(colour), size, ratio, mirrored)
        return found

    def _draw(self, name: str, colour: QColor, size: int, ratio: float, mirrored: bool) -> QPixmap:
        if name not in self._sources:
            self._sources[name] = QByteArray(resource("icons", f"{name}.svg").read_bytes())
        pixels = max(1, round(size * ratio))
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            if mirrored:
                painter.setTransform(QTransform(-1, 0, 0, 1, pixels, 0))
            QSvgRenderer(self._sources[name]).render(painter, QRectF(0, 0, pixels, pixels))
            painter.resetTransform()
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
            painter.fillRect(pixmap.rect(), colour)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap


class _TintedIcon(QIconEngine):
    def __init__(self, icons: Icons, name: str, colour: str, checked: str, at_end: bool) -> None:
        super().__init__()
        self._icons, self._name, self._colour, self._checked = icons, name, colour, checked
        self._at_end = at_end

    def _tint(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode == QIcon.Mode.Disabled:
            return "text-disabled"
        return self._checked if state == QIcon.State.On else self._colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        pixmap = self._icons.pixmap(self._name, self._tint(mode, state), side, painter.device().devicePixelRatio())
        painter.drawPixmap(
            rect.x() + (rect.width() - side) // 2, rect.y() + (rect.height() - side) // 2, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float,
    ) -> QPixmap:
        # Qt gives the size in device pixels here.
        side = max(1, round(min(size.width(), size.height()) / scale))
        glyph = self._icons.pixmap(self._name, self._tint(mode, state), side, scale)
        # A button that has no room for a moment asks for a picture of no size.
        return glyph if size.isEmpty() or size.width() <= size.height() else self._with_gap(glyph, size, scale)

    def _with_gap(self, glyph: QPixmap, size: QSize, scale: float) -> QPixmap:
        canvas = QPixmap(size)
        canvas.fill(Qt.GlobalColor.transparent)
        mirrored = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        with QPainter(canvas) as painter:
            painter.drawPixmap(QRect(0 if mirrored == self._at_end else size.width() - glyph.width(),
                                     (size.height() - glyph.height()) // 2, glyph.width(), glyph.height()), glyph)
        canvas.setDevicePixelRatio(scale)
        return canvas

    def clone(self) -> QIconEngine:
        return _TintedIcon(self._icons, self._name, self._colour, self._checked, self._at_end)

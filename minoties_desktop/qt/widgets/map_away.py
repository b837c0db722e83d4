"""The button at the edge of a map that offers the photographs far away from the others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtWidgets import QPushButton, QWidget

from ..kit import Kit
from .map_ground import View


class AwayButton(QPushButton):
    """Stands where one would have to go to see them; hidden while they are seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit: Kit | None = None
        self._places: Sequence[QPointF] = ()
        self.setProperty("textStyle", "strong")
        self.hide()

    def furnish(self, kit: Kit) -> None:
        """Take words and lengths from here."""
        self._kit = kit

    def offer(self, places: Sequence[QPointF]) -> None:
        """Offer photographs at these points of the world's square."""
        self._places = places
        if self._kit is not None:
            self.setText(self._kit.speech.say("place-map-away", len(places)))

    def stand(self, view: View, taken: QRect) -> None:
        """Go to the edge of the map on their side, beside the place that is taken, or away when they are on it."""
        seen = QRectF(0, 0, view.size.width(), view.size.height())
        points = [view.pixel(one.x(), one.y()) for one in self._places]
        self.setVisible(bool(points) and not any(seen.contains(one) for one in points))
        if self.isHidden() or self._kit is None:
            return
        gap = self._kit.theme.tokens.space(4)
        self.resize(self.sizeHint())
        middle, far = seen.center(), points[0]
        away = far - middle
        part = max(abs(away.x()) / max(1.0, seen.width()), abs(away.y()) / max(1.0, seen.height()), 1e-9) * 2
        edge = middle + away / part
        self.move(round(max(gap, min(edge.x() - self.width() / 2, seen.width() - self.width() - gap))),
                  round(max(gap, min(edge.y() - self.height() / 2, seen.height() - self.height() - gap))))
        if self.geometry().intersects(taken.adjusted(-gap, 0, gap, 0)):
            self.move(taken.right() + gap if self.isRightToLeft() else taken.left() - gap - self.width(), self.y())

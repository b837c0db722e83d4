"""A drop-down list whose arrow is drawn in the colours of its text, at any scale and in any look."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox

_STROKE = 11  # parts of the font height: the line of the arrow
_HALF = 2.2


class Combo(QComboBox):
    """A QComboBox; the style sheet takes its own arrow away, since it could not be tinted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, then the arrow at its end."""
        super().paintEvent(event)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        field: QRect = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxArrow, self)
        height = self.fontMetrics().height()
        half, middle = height / _HALF / 2, QPointF(field.center())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
            pen = QPen(self.palette().color(group, QPalette.ColorRole.Text), height / _STROKE)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([
                middle + QPointF(-half, -half / 2), middle + QPointF(0, half / 2), middle + QPointF(half, -half / 2)]))

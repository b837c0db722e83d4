"""A drop-down list whose arrow is drawn in the colours of its text, at any scale and in any look."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QComboBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStyleOptionViewItem,
    QWidget,
)

from ..painting import elided, in_own_direction
from ..screens import screen_of
from .still import keep_still

_STROKE = 11  # parts of the font height: the line of the arrow
_HALF = 2.2
_VISIBLE = 14
_ROOM = 0.6


class _Entry(QStyledItemDelegate):
    """An entry of the list: high enough to be hit, and the chosen one filled."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The words with room around them."""
        height = option.fontMetrics.height()
        return super().sizeHint(option, index) + QSize(height, round(height * _ROOM))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the words, elided where they are too long."""
        metrics, palette = option.fontMetrics, option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
        pad = metrics.height() // 2
        room = option.rect.adjusted(pad, 0, -pad, 0)
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words = elided(metrics, str(index.data() or ""), room.width())
        words = in_own_direction(words) if option.direction == Qt.LayoutDirection.RightToLeft else words
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, words)


class Combo(QComboBox):
    """A QComboBox; the style sheet takes its own arrow away, since it could not be tinted. Its list is as high as its
    entries, up to some; the wheel changes nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(_Entry(self))
        self.setMaxVisibleItems(_VISIBLE)
        keep_still(self)

    def showPopup(self) -> None:
        """Show the list, as wide as its longest entry."""
        view, most = self.view(), screen_of(self).availableGeometry().width()
        view.setMinimumWidth(min(view.sizeHintForColumn(0) + 2 * view.frameWidth(), most))
        super().showPopup()

    def sizeHint(self) -> QSize:
        """Wide enough for each of its entries: Qt reckons with an arrow of its own, whatever the style sheet says."""
        hint, option = super().sizeHint(), QStyleOptionComboBox()
        if self.sizeAdjustPolicy() == QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon:
            return hint
        super().initStyleOption(option)
        option.rect = QRect(QPoint(), hint)
        field: QRect = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        widest = max((option.fontMetrics.horizontalAdvance(self.itemText(n)) for n in range(self.count())), default=0)
        return hint + QSize(max(0, widest + 1 - field.width()), 0)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Say with dots that what is chosen goes on."""
        super().initStyleOption(option)
        field: QRect = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        text = elided(option.fontMetrics, option.currentText, field.width())
        option.currentText = in_own_direction(text) if self.isRightToLeft() else text

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

"""The side bar: a list with captions, icons and counts; a rail of icons where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ..icons import Icons
from ..models.side import Place, SideModel, SideRole
from ..painting import elided, kept
from ..theme import Theme
from ..translator import Speech


class SideList(QListView):
    """Shows a SideModel; choosing a row tells which place."""

    place_chosen = Signal(str, str)
    """Kind and id of the chosen place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self._choosing = False

    def furnish(self, model: SideModel, theme: Theme, icons: Icons, speech: Speech) -> None:
        """Give the list its rows and its look."""
        self._places, self._theme = model, theme
        self.setModel(model)
        self._delegate = _SideDelegate(theme, icons, speech)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(self._on_current_changed)
        self.activated.connect(self._on_current_changed)
        theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    @property
    def rail(self) -> bool:
        """Whether only icons are shown."""
        return self._delegate.rail

    def set_rail(self, rail: bool) -> None:
        """Show icons only, or words and counts too."""
        self._delegate.rail = rail
        # There is no room for a scroll bar; wheel and keys scroll as ever.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if rail else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self.scheduleDelayedItemsLayout()

    def choose(self, kind: str, place: str) -> None:
        """Mark a place as chosen without telling anybody."""
        row = self._places.row((kind, place))
        self._choosing = True
        self.setCurrentIndex(self._places.index(row) if row is not None else QModelIndex())
        self._choosing = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first row where none is chosen: focus is always seen. A click says itself which row it wants."""
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.currentIndex().isValid() and self.model() is not None:
            self._choosing = True
            self.selectionModel().setCurrentIndex(
                self._places.index(0), QItemSelectionModel.SelectionFlag.NoUpdate)
            self._choosing = False
        super().focusInEvent(event)

    def _on_current_changed(self, current: QModelIndex) -> None:
        if current.isValid() and not self._choosing:
            place = self._places.place(current.row())
            self.place_chosen.emit(place.kind, place.id)

    def _on_theme_changed(self) -> None:
        margin = self._theme.tokens.space(3)
        self.setViewportMargins(margin, margin, margin, 0)
        self.scheduleDelayedItemsLayout()


class _SideDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, icons: Icons, speech: Speech) -> None:
        super().__init__()
        self._theme, self._icons, self._speech = theme, icons, speech
        self.rail = False

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        tokens = self._theme.tokens
        place: Place = index.data(SideRole.PLACE)
        if self.rail:
            return QSize(0, tokens.space(3) if place.kind == "caption" else tokens.size("rail-row"))
        return QSize(0, tokens.size("row-caption" if place.kind == "caption" else "row-side"))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place: Place | None = index.data(SideRole.PLACE)
        if place is None:
            return
        tokens = self._theme.tokens
        rect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        with kept(painter):
            if place.kind == "caption":
                if not self.rail:
                    self._caption(painter, rect, place.text, rtl)
                return
            on = bool(option.state & QStyle.StateFlag.State_Selected)
            self._ground(painter, option, rect, on, rtl)
            side = tokens.size("icon-large" if self.rail else "icon")
            pad = (rect.width() - side) // 2 if self.rail else tokens.space(3)
            icon = QRect(rect.x() + pad, rect.y() + (rect.height() - side) // 2, side, side)
            tint = "link" if on else place.tint
            pixmap = self._icons.pixmap(place.icon, tint, side, painter.device().devicePixelRatio())
            painter.drawPixmap(_placed(icon, rect, rtl), pixmap)
            if not self.rail:
                room = rect.adjusted(pad + side + tokens.space(3), 0, -tokens.space(3), 0)
                self._words(painter, rect, room, place, on, rtl)

    def _caption(self, painter: QPainter, rect: QRect, text: str, rtl: bool) -> None:
        tokens = self._theme.tokens
        font = tokens.text("small")
        font.setWeight(tokens.text("strong").weight())
        painter.setFont(font)
        painter.setPen(tokens.colour("text-subtle"))
        room = rect.adjusted(tokens.space(3), 0, -tokens.space(3), -tokens.space(2))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | side | Qt.AlignmentFlag.AlignAbsolute, text)

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, on: bool, rtl: bool) -> None:
        tokens = self._theme.tokens
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if on or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent-subtle" if on else "surface-hover"))
            painter.drawRoundedRect(rect, tokens.radius("base"), tokens.radius("base"))
        if on:
            painter.fillRect(
                _placed(QRect(rect.x(), rect.y(), tokens.size("mark"), rect.height()), rect, rtl),
                tokens.colour("accent-border"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tokens.colour("focus-ring"), tokens.size("focus")))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), tokens.radius("base"), tokens.radius("base"))

    def _words(self, painter: QPainter, row: QRect, room: QRect, place: Place, on: bool, rtl: bool) -> None:
        tokens = self._theme.tokens
        count = "" if place.count is None else self._speech.say("window-number", place.count)
        small = tokens.text("small")
        wide = QFontMetrics(small).horizontalAdvance(count)
        end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine
        painter.setFont(small)
        painter.setPen(tokens.colour("text-base" if on else "text-subtle"))
        painter.drawText(_placed(room, row, rtl), middle | end, count)
        font = tokens.text("strong" if on else "body")
        painter.setFont(font)
        painter.setPen(tokens.colour("text-strong" if on else "text-base"))
        gap = wide + tokens.space(3) if count else 0
        name = QRect(room.topLeft(), QPoint(room.right() - gap, room.bottom()))
        text = elided(QFontMetrics(font), place.text, name.width())
        painter.drawText(_placed(name, row, rtl), middle | start, text)


def _placed(rect: QRect, row: QRect, rtl: bool) -> QRect:
    """The rectangle, or its mirror image within the row."""
    if not rtl:
        return rect
    return QRect(row.x() + row.right() - rect.right(), rect.y(), rect.width(), rect.height())

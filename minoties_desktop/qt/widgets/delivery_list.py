"""The list of deliveries: picture, name, state in words, what it waits for; painted from the tokens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontMetrics, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolButton, QWidget

from ...domain.states import State
from ..kit import Kit
from ..looks import DELIVERY, GONE, PRACTISED
from ..models.deliveries import Delivery, DeliveryModel, DeliveryRole
from ..models.thumbnails import Thumbnails
from ..painting import elided, in_two, kept

_SHARES = (0.38, 0.34)  # of the width: name, state; the rest is for the detail
_LEAST_ROWS = 8  # are seen without a bar of the list's own, beside that of the page
_UNBOUNDED = (1 << 24) - 1  # QWIDGETSIZE_MAX
_HALF, _MOST = 0.5, 0.7
"""Of the second line, where one has no room for all: the state, and the state whose words need more."""


def _is_narrow(kit: Kit, width: int) -> bool:
    """Whether the name has a line of its own, at a width of the list."""
    return width < kit.theme.tokens.size("stack-below")


class DeliveryList(QListView):
    """Shows a DeliveryModel; a double click or Enter opens a file's page, of practice the gallery. Each row that is not
    done can be paused at its end: there is one button, which stands on the row under the pointer, else on the current
    one, and is the next stop of the Tab key."""

    pause_wanted = Signal(str, str)
    """Item and wiki of the row whose button was pressed."""
    gallery_wanted = Signal()
    """The pages of the practice Commons are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setProperty("ring", True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.viewport().setAutoFillBackground(False)
        self.setMouseTracking(True)
        self._under = QPersistentModelIndex()
        self._beside = ("", "")
        self.pause = QToolButton(self)
        self.pause.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pause.hide()
        self.pause.clicked.connect(lambda: self.pause_wanted.emit(*self._beside))
        self.activated.connect(self._on_activated)
        self.entered.connect(self._on_entered)
        self.viewportEntered.connect(lambda: self._on_entered(QModelIndex()))
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place_pause())

    def furnish(
        self, model: DeliveryModel, kit: Kit, thumbnails: Thumbnails, state: Callable[[Delivery], str],
        detail: Callable[[Delivery], str], paused: Callable[[Delivery], str] = lambda _one: "",
    ) -> None:
        """Give the list its rows, its look, and who says state and detail of a delivery, and what of it is paused (the
        file, or all that is paused with it; "" for nothing)."""
        self.setModel(model)
        self._kit, self._paused = kit, paused
        self._delegate = _DeliveryDelegate(kit, thumbnails, state, detail, paused)
        for changed in (model.dataChanged, model.modelReset, model.layoutChanged, model.rowsInserted,
                        model.rowsRemoved):
            changed.connect(lambda *_what: self._on_rows_changed())
        self.setItemDelegate(self._delegate)
        thumbnails.arrived.connect(lambda path: self.viewport().update())
        kit.theme.changed.connect(self._on_theme_changed)
        self._on_theme_changed()

    def _on_theme_changed(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._on_rows_changed()

    def _on_rows_changed(self) -> None:
        """The list ends with its last row: an empty frame under it would look like something missing."""
        ring, row = 2 * self._kit.theme.tokens.size("focus"), max(0, self.sizeHintForRow(0))
        rows = self.model().rowCount() * row
        self.setMinimumHeight(min(rows, _LEAST_ROWS * row) + ring)
        self.setMaximumHeight(min(_UNBOUNDED, rows + ring))
        self._place_pause()

    def currentChanged(self, current: QModelIndex, previous: QModelIndex) -> None:
        """The button goes with the current row."""
        super().currentChanged(current, previous)
        self._place_pause()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The button stays at the end of its row; rows are higher where there is little room."""
        super().resizeEvent(event)
        if _is_narrow(self._kit, event.size().width()) != _is_narrow(self._kit, event.oldSize().width()):
            self.scheduleDelayedItemsLayout()
        if event.size().width() != event.oldSize().width():
            self._on_rows_changed()
        self._place_pause()

    def leaveEvent(self, event: QEvent) -> None:
        """No row is under the pointer; on its way to the button it still is."""
        super().leaveEvent(event)
        if not self.pause.underMouse():
            self._on_entered(QModelIndex())

    def _on_entered(self, index: QModelIndex) -> None:
        self._under = QPersistentModelIndex(index)
        self._place_pause()

    def _on_activated(self, index: QModelIndex) -> None:
        one: Delivery = index.data(DeliveryRole.DELIVERY)
        if one.practised:  # the address that it had there has ended with that practice
            self.gallery_wanted.emit()
        elif one.url:
            QDesktopServices.openUrl(QUrl(one.url))

    def _place_pause(self) -> None:
        index = QModelIndex(self._under) if self._under.isValid() else self.currentIndex()
        delivery: Delivery | None = index.data(DeliveryRole.DELIVERY)
        row = self.visualRect(index)
        if delivery is None or delivery.state is State.DONE or not self.viewport().rect().contains(row.center()):
            self.pause.hide()
            return
        paused, say = self._paused(delivery), self._kit.speech.say
        words = say("sync-row-resume", paused) if paused else say("sync-row-pause", delivery.title)
        self._beside = delivery.key
        self.pause.setProperty("iconName", "play" if paused else "pause")
        self.pause.setAccessibleName(words)
        self.pause.setToolTip(words)
        self._kit.dresser.dress(self.pause)
        self.pause.setGeometry(pause_place(row, self._kit, self.isRightToLeft()).translated(self.viewport().pos()))
        self.pause.show()


def _places(room: QRect, pad: int, *, is_narrow: bool, state_width: int = 0) -> tuple[QRect, QRect, QRect]:
    """Where name, state and detail stand in what a row leaves them; `state_width` is what the state needs."""
    if is_narrow:
        half = room.height() // 2
        lower = room.adjusted(0, half, 0, -half // 6)
        wide = max(int(lower.width() * _HALF), min(state_width + pad, int(lower.width() * _MOST)))
        state = QRect(lower.x(), lower.y(), wide - pad, lower.height())
        return (QRect(room.x(), room.y() + half // 6, room.width(), half - half // 6), state,
                QRect(state.right() + pad, lower.y(), lower.right() - state.right() - pad, lower.height()))
    name = QRect(room.x(), room.y(), int(room.width() * _SHARES[0]), room.height())
    state = QRect(name.right() + pad, room.y(), int(room.width() * _SHARES[1]) - pad, room.height())
    return name, state, QRect(state.right() + pad, room.y(), room.right() - state.right() - pad, room.height())


def pause_place(row: QRect, kit: Kit, rtl: bool) -> QRect:
    """Where in a row it can be paused."""
    side, pad = kit.theme.tokens.size("button"), kit.theme.tokens.space(2)
    return _mirror(QRect(row.right() + 1 - side - pad, row.center().y() - side // 2, side, side), row, rtl)


class _DeliveryDelegate(QStyledItemDelegate):
    def __init__(
        self, kit: Kit, thumbnails: Thumbnails, state: Callable[[Delivery], str], detail: Callable[[Delivery], str],
        paused: Callable[[Delivery], str],
    ) -> None:
        super().__init__()
        self._kit, self._thumbnails, self._state, self._detail = kit, thumbnails, state, detail
        self._paused = paused

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        height = self._kit.theme.tokens.size("row-delivery")
        return QSize(0, height * 4 // 3 if _is_narrow(self._kit, option.widget.viewport().width()) else height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        delivery: Delivery | None = index.data(DeliveryRole.DELIVERY)
        if delivery is None:
            return
        tokens = self._kit.theme.tokens
        rect = option.rect
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        with kept(painter):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, tokens.colour("selection-fill"))
            painter.setPen(QPen(tokens.colour("border-hairline"), tokens.size("hairline")))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            pad, wide = tokens.space(4), tokens.size("delivery-picture")
            box = QRect(rect.x() + pad, rect.y() + tokens.space(2), wide, rect.height() - 2 * tokens.space(2))
            self._picture(painter, _mirror(box, rect, rtl), delivery)
            end = pause_place(rect, self._kit, rtl)
            room = rect.adjusted(2 * pad + wide, 0, -pad - end.width(), 0)
            sign = tokens.size("icon") + tokens.space(2)
            needed = 0 if delivery.total else sign + QFontMetrics(tokens.text("body")).horizontalAdvance(
                self._state(delivery)) + 1
            name, state, detail = _places(
                room, pad, is_narrow=_is_narrow(self._kit, rect.width()), state_width=needed)
            look = GONE if delivery.is_gone else PRACTISED if delivery.practised else DELIVERY[delivery.state]
            self._text(painter, _mirror(name, rect, rtl), delivery.title, "strong", "text-strong", rtl)
            self._sign(painter, state, rect, look.icon, look.colour, rtl)
            words = state.adjusted(sign, 0, 0, 0)
            if delivery.total:
                words = self._bar(painter, words, rect, delivery, rtl)
            self._text(painter, _mirror(words, rect, rtl), self._state(delivery), "body", look.colour, rtl)
            self._text(painter, _mirror(detail, rect, rtl), self._detail(delivery), "small", "text-subtle", rtl)
            if delivery.state is not State.DONE:
                side = tokens.size("icon")
                place = QRect(end.x() + (end.width() - side) // 2, end.y() + (end.height() - side) // 2, side, side)
                painter.drawPixmap(place, self._kit.icons.pixmap(
                    "play" if self._paused(delivery) else "pause", "text-subtle", side,
                    painter.device().devicePixelRatio()))

    def _picture(self, painter: QPainter, box: QRect, delivery: Delivery) -> None:
        ratio = painter.device().devicePixelRatio()
        pixmap = self._thumbnails.pixmap(delivery.picture, round(box.width() * ratio)) if delivery.picture else None
        if pixmap is None or pixmap.isNull():
            painter.fillRect(box, self._kit.theme.tokens.colour("surface-hover"))
            return
        size = pixmap.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(QRect(box.x() + (box.width() - size.width()) // 2,
                                 box.y() + (box.height() - size.height()) // 2, size.width(), size.height()), pixmap)

    def _sign(self, painter: QPainter, place: QRect, row: QRect, icon: str, colour: str, rtl: bool) -> None:
        side = self._kit.theme.tokens.size("icon")
        rect = _mirror(QRect(place.x(), place.y() + (place.height() - side) // 2, side, side), row, rtl)
        painter.drawPixmap(rect, self._kit.icons.pixmap(icon, colour, side, painter.device().devicePixelRatio()))

    def _bar(self, painter: QPainter, place: QRect, row: QRect, delivery: Delivery, rtl: bool) -> QRect:
        tokens = self._kit.theme.tokens
        height = tokens.size("progress")
        width = place.width() // 2
        track = QRect(place.x(), place.y() + (place.height() - height) // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = tokens.radius("track")
        painter.setBrush(tokens.colour("surface-active"))
        painter.drawRoundedRect(_mirror(track, row, rtl), radius, radius)
        filled = QRect(track.x(), track.y(), max(height, int(width * delivery.done / delivery.total)), height)
        painter.setBrush(tokens.colour("progress-fill"))
        painter.drawRoundedRect(_mirror(filled, row, rtl), radius, radius)
        return place.adjusted(width + tokens.space(3), 0, 0, 0)

    def _text(self, painter: QPainter, place: QRect, text: str, style: str, colour: str, rtl: bool) -> None:
        tokens = self._kit.theme.tokens
        font = tokens.text(style)
        painter.setFont(font)
        painter.setPen(tokens.colour(colour))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(font)
        fit = in_two if 2 * metrics.lineSpacing() <= place.height() else elided
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | side | Qt.AlignmentFlag.AlignAbsolute,
                         fit(metrics, text, place.width()))


def _mirror(rect: QRect, row: QRect, rtl: bool) -> QRect:
    """The rectangle, or its mirror image within the row."""
    if not rtl:
        return rect
    return QRect(row.x() + row.right() - rect.right(), rect.y(), rect.width(), rect.height())

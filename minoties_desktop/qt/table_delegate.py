"""Paints the cells of the table from the tokens and opens their editors. It reads roles only."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QCompleter,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ..domain.fields import Kind
from ..domain.table import Column
from . import fonts
from .icons import Icons
from .keys import SPREADS, spreads
from .looks import ITEM, SEVERITY
from .models.table import TableModel
from .models.thumbnails import Thumbnails
from .models.values import Vocabulary
from .painting import Line, fitted, kept
from .speller import Speller
from .theme import Theme

_ISOLATED = "\u2068{}\u2069"
"""Has a text go in the direction of its own letters, whatever stands around it."""

_Index = QModelIndex | QPersistentModelIndex


class TableDelegate(QStyledItemDelegate):
    """One cell of the table: picture, text, tokens, choice or state."""

    drafted = Signal(QModelIndex, str)
    """What has been typed into a cell so far."""
    spread = Signal(QModelIndex, str)
    """What was typed into a cell is wanted in all selected ones of its column."""
    given_up = Signal(QModelIndex)
    """What was typed into a cell is not wanted."""

    def __init__(self, theme: Theme, icons: Icons, thumbnails: Thumbnails, vocabulary: Vocabulary,
                 watch: Callable[[QLineEdit, Column], object]) -> None:
        """`watch` sees each editor that is opened, with its column."""
        super().__init__()
        self._watch = watch
        self._edited = QPersistentModelIndex()
        self._theme, self._icons, self._thumbnails, self._vocabulary = theme, icons, thumbnails, vocabulary
        self._refresh_fonts()
        theme.changed.connect(self._refresh_fonts)

    def _refresh_fonts(self) -> None:
        tokens = self._theme.tokens
        self._body, self._small, self._micro = (tokens.text(style) for style in ("body", "small", "micro"))
        self._italic = QFont(self._body)
        self._italic.setItalic(True)

    # Painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one cell."""
        tokens, rect = self._theme.tokens, option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        with kept(painter):
            painter.setClipRect(rect)
            painter.fillRect(rect, tokens.colour("selection-fill" if selected else "surface-base"))
            painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, tokens.colour("border-hairline"))
            rtl = option.direction == Qt.LayoutDirection.RightToLeft
            pad = tokens.space(3)
            line = Line(painter, rect.adjusted(pad, 0, -pad, -1), rtl, tokens.space(2))
            model = index.model()
            if isinstance(model, TableModel) and (row := model.item_row(index.row())) is not None:
                column = model.column(index.column())
                if column is not None:
                    self._cell(line, model, index)
                elif index.column():
                    look = ITEM[row.state]
                    self._icon(line, look.icon, look.colour)
                    self._text(line, model.said(index), look.colour, self._body)
                else:
                    self._picture(painter, rect, row.picture)
                    if row.stacked:
                        self._stack_count(painter, rect, row.stacked, rtl)

    def _cell(self, line: Line, model: TableModel, index: _Index) -> None:
        cell = model.cell(index)
        if cell is None:
            return
        if cell.draft is not None:
            self._icon(line, *SEVERITY["blocks"])
            self._text(line, cell.draft, "error", self._body)
            return
        wrong = SEVERITY["blocks" if cell.problem.blocks else "advises"] if cell.problem else None
        if wrong is None and fonts.lack(model.said(index)):
            self._icon(line, *SEVERITY["advises"])  # boxes stand for its letters, as the field says
        if not cell.texts:
            lack = model.lack(index)
            if wrong and lack and cell.problem.blocks:
                self._icon(line, *wrong)
                self._text(line, lack, wrong.colour, self._body)
            else:
                self._text(line, lack, "text-subtle", self._italic)
            return
        if wrong:
            self._icon(line, *wrong)
        inherited = cell.origin != "own"
        column = model.column(index.column())
        if inherited:
            self._icon(line, "link", "text-subtle")
        if column is not None and column.field.many:
            self._tokens(line, model.texts(index), inherited=inherited)
            return
        colour = "text-subtle" if inherited else wrong.colour if wrong else "text-base"
        text = ", ".join(model.texts(index)).replace("\n", " ")
        is_title = column is not None and column.field.kind is Kind.TITLE  # what tells two apart is often their ends
        self._text(line, text, colour, self._italic if inherited else self._body,
                   Qt.TextElideMode.ElideMiddle if is_title else Qt.TextElideMode.ElideRight)

    def _text(self, line: Line, text: str, colour: str, font: QFont,
              mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        line.painter.setFont(font)
        room = line.room()
        shown = QFontMetrics(font).elidedText(text, mode, room)
        line.at_start(room, _ISOLATED.format(shown), self._theme.tokens.colour(colour))

    def _tokens(self, line: Line, texts: list[str], *, inherited: bool) -> None:
        tokens, painter = self._theme.tokens, line.painter
        painter.setFont(self._small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, pad, height = QFontMetrics(self._small), tokens.space(3), tokens.size("token")
        for number, text in enumerate(texts):
            room = line.room() - 2 * pad
            if room < tokens.size("icon"):
                return
            rest, needed = f"+{len(texts) - number}", metrics.horizontalAdvance(text)
            if number and needed > (room if number + 1 < len(texts) else 2 * room):
                text = rest  # a number says more than the first letters
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            taken = line.take(metrics.horizontalAdvance(shown) + 2 * pad)
            pill = QRect(taken.x(), taken.y() + (taken.height() - height) // 2, taken.width() - 1, height)
            painter.setPen(QPen(tokens.colour("border-subtle"), 1,
                                Qt.PenStyle.DashLine if inherited else Qt.PenStyle.SolidLine))
            painter.setBrush(Qt.BrushStyle.NoBrush if inherited else tokens.colour("surface-hover"))
            painter.drawRoundedRect(pill, height / 2, height / 2)
            painter.setPen(tokens.colour("text-subtle" if inherited else "text-base"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, _ISOLATED.format(shown))
            if shown == rest:
                return

    def _icon(self, line: Line, name: str, colour: str) -> None:
        side = self._theme.tokens.size("icon-small")
        rect = line.take(side)
        ratio = line.painter.device().devicePixelRatio()
        line.painter.drawPixmap(
            rect.x(), rect.y() + (rect.height() - side) // 2, self._icons.pixmap(name, colour, side, ratio))

    def _picture(self, painter: QPainter, rect: QRect, path: object) -> None:
        tokens = self._theme.tokens
        gap = tokens.space(1)
        box = rect.adjusted(gap, gap, -gap, -gap - 1)
        painter.fillRect(rect.adjusted(0, 0, 0, -1), tokens.colour("surround-grid"))
        pixels = math.ceil(box.width() * painter.device().devicePixelRatio())
        pixmap = self._thumbnails.pixmap(path, pixels) if path else None  # type: ignore[arg-type]
        if pixmap is not None and not pixmap.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(fitted(pixmap.size(), box), pixmap)

    def _stack_count(self, painter: QPainter, rect: QRect, count: int, rtl: bool) -> None:
        """How many photographs a row stands for, on its picture."""
        tokens, text = self._theme.tokens, str(count)
        side, gap = tokens.size("icon-small"), tokens.space(1)
        metrics = QFontMetrics(self._micro)
        width, height = side + metrics.horizontalAdvance(text) + 3 * gap, max(side, metrics.height())
        box = rect.adjusted(2 * gap, 2 * gap, -2 * gap, -2 * gap)
        place = QRect(box.x() if rtl else box.right() + 1 - width, box.y(), width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._micro)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("over-picture"))
        painter.drawRoundedRect(place, tokens.radius("base"), tokens.radius("base"))
        line = Line(painter, place.adjusted(gap, 0, -gap, 0), False, gap)
        self._icon(line, "articles", "on-picture")
        line.at_start(line.room(), text, tokens.colour("on-picture"))

    # Editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """A line to type in, as large as the cell."""
        edit = QLineEdit(parent)
        edit.setProperty("cell", True)
        edit.setProperty(SPREADS, True)
        edit.setFont(self._body)
        model = index.model()
        column = model.column(index.column()) if isinstance(model, TableModel) else None
        if column is not None:
            edit.setAccessibleName(model.words(index))
            Speller(edit, edit.textEdited, lambda text: self._vocabulary.ending(text, column.lang))
            self._watch(edit, column)
            choices = self._vocabulary.choices(column.field)
            if choices:
                completer = QCompleter([words for _, words in choices], edit)
                completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
                completer.setFilterMode(Qt.MatchFlag.MatchContains)
                edit.setCompleter(completer)
                completer.popup().installEventFilter(self)  # before the completer's own
        kept = self._edited = QPersistentModelIndex(index)
        edit.textEdited.connect(lambda text: self.drafted.emit(QModelIndex(kept), text))
        return edit

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps what was typed at once: Qt does so a turn later, and letters that came meanwhile, from quick
        fingers at a slow computer, would go into the cell that is being left. Ctrl+Enter keeps it in all selected cells
        of the column."""
        if isinstance(editor, QAbstractItemView):
            return self._takes_suggestion(editor, event)
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and spreads(event):
            if event.type() == QEvent.Type.KeyPress:
                index, text = QModelIndex(self._edited), editor.text()
                editor.setModified(False)  # it goes the other way
                self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
                self.spread.emit(index, text)
            event.accept()
            return True
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and (
                event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)

    def _takes_suggestion(self, offers: QAbstractItemView, event: QEvent) -> bool:
        """Enter takes the suggestion that is chosen, or the only one, into the cell and ends it, as without a list."""
        edit = offers.focusProxy()
        if not (isinstance(edit, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
                and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
                & ~Qt.KeyboardModifier.KeypadModifier):
            return False
        chosen, model = offers.currentIndex(), offers.model()
        if not chosen.isValid() and model.rowCount() == 1:
            chosen = model.index(0, 0)
        offers.hide()
        if chosen.isValid():
            edit.setText(str(chosen.data()))
            edit.setModified(True)
        self.commitData.emit(edit)
        self.closeEditor.emit(edit, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
        return True

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        """Begin with what is there; what is being typed is never replaced."""
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.setModified(False)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        """Hand over what was typed, if anything was."""
        if isinstance(editor, QLineEdit) and editor.isModified():
            model.setData(index, editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Lie on the cell."""
        editor.setGeometry(option.rect)

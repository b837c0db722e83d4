"""The help: topics at the side, found by any of their words, one page beside them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QTextBrowser, QWidget

from ...config import help as pages
from ...domain.searching import searchable
from ..kit import Kit
from ..widgets.pieces import frame

_LINE = 130  # per cent of the font
_TOPIC = Qt.ItemDataRole.UserRole


class HelpPage(QWidget):
    """Shows the pages of the help in the window's language."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.topic = pages.TOPICS[0]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.setProperty("gap", "0")
        self._side = side = frame("window", "4 4 4 4", "3")
        self.find, self.list, self.page = QLineEdit(), QListWidget(), QTextBrowser()
        self.find.setClearButtonEnabled(True)
        self.find.setProperty("minHeight", "field")
        self.find.textChanged.connect(self._on_find)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setProperty("ring", True)
        self.page.setProperty("ring", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._on_chosen)
        side.layout().addWidget(self.find)
        side.layout().addWidget(self.list, 1)
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.page.setProperty("band", "page")
        self.page.setProperty("maxWidth", "text-measure")
        self.page.anchorClicked.connect(self._on_link)
        layout.addWidget(side)
        ground = frame("page", across=True)
        ground.layout().addWidget(self.page, 100)
        ground.layout().addStretch(1)
        layout.addWidget(ground, 1)
        self.setFocusProxy(self.find)
        kit.theme.changed.connect(self._write)
        self.retranslate()

    def show_topic(self, topic: str) -> None:
        """Show a page of the help."""
        self.topic = topic
        self.find.clear()
        self._choose()
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the names of the topics whole where there is room."""
        super().resizeEvent(event)
        self._fit_side()

    def _fit_side(self) -> None:
        tokens, language = self._kit.theme.tokens, self._kit.speech.language
        metrics, around = QFontMetrics(tokens.text("body")), tokens.space(8) + tokens.space(6)
        widest = max(metrics.horizontalAdvance(pages.title(topic, language)) for topic in pages.TOPICS)
        most = max(tokens.size("side-bar"), min(tokens.size("side-bar-max"), self.width() // 3))
        self._side.setFixedWidth(max(tokens.size("side-bar"), min(widest + around, most)))

    def retranslate(self) -> None:
        """Say everything in the language of now."""
        say = self._kit.speech.say
        self.find.setPlaceholderText(say("help-find"))
        self.find.setAccessibleName(say("help-find"))
        self.list.setAccessibleName(say("help-topics"))
        self._on_find(self.find.text())
        self._fit_side()
        self._write()

    def _on_find(self, words: str) -> None:
        typed, language = searchable(words).split(), self._kit.speech.language
        self.list.blockSignals(True)
        self.list.clear()
        for topic in pages.TOPICS:
            known = searchable(pages.text(topic, language))
            if all(word in known for word in typed):
                item = QListWidgetItem(pages.title(topic, language))
                item.setData(_TOPIC, topic)
                item.setToolTip(item.text())
                item.setSizeHint(QSize(0, self._kit.theme.tokens.size("row-side")))
                self.list.addItem(item)
        self.list.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        self.list.blockSignals(True)
        for row in range(self.list.count()):
            if self.list.item(row).data(_TOPIC) == self.topic:
                self.list.setCurrentRow(row)
        self.list.blockSignals(False)

    def _on_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.topic = item.data(_TOPIC)
            self._write()

    def _on_link(self, address: QUrl) -> None:
        if address.toString() in pages.TOPICS:
            self.show_topic(address.toString())

    def _write(self) -> None:
        tokens, language = self._kit.theme.tokens, self._kit.speech.language
        self.page.document().setDocumentMargin(tokens.space(6))
        self.page.document().setDefaultFont(tokens.text("body"))
        self.page.setMarkdown(self._kit.keys.in_text(pages.text(self.topic, language)))
        self._space_out()
        self._dress_links()
        self.page.setAccessibleName(pages.title(self.topic, language))

    def _space_out(self) -> None:
        tokens, cursor = self._kit.theme.tokens, QTextCursor(self.page.document())
        while True:
            shape = cursor.blockFormat()
            shape.setBottomMargin(tokens.space(2 if cursor.currentList() else 4))
            shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(shape)
            if not cursor.movePosition(QTextCursor.MoveOperation.NextBlock):
                break
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.page.setTextCursor(cursor)

    def _dress_links(self) -> None:
        # Qt's Markdown takes the palette's link colour of the moment when it was read.
        link = QTextCharFormat()
        link.setForeground(self._kit.theme.tokens.colour("link"))
        block = self.page.document().begin()
        while block.isValid():
            found = block.begin()
            while not found.atEnd():
                piece = found.fragment()
                if piece.charFormat().isAnchor():
                    cursor = QTextCursor(self.page.document())
                    cursor.setPosition(piece.position())
                    cursor.setPosition(piece.position() + piece.length(), QTextCursor.MoveMode.KeepAnchor)
                    cursor.mergeCharFormat(link)
                found += 1
            block = block.next()

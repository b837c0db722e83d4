"""Two files side by side: pictures of the same size, facts in the same order, those that differ strong."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ...services.comparing import Pair, Side
from ..kit import Kit
from ..models.thumbnails import Thumbnails
from ..moments import spoken
from ..painting import fitted
from .pieces import label


class PictureBox(QWidget):
    """A picture whole on a ground without tint; in its place the flat ground until it is there."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit, self._thumbnails = kit, thumbnails
        self._picture: Path | None = None
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        thumbnails.some_arrived.connect(self.update)

    def show_picture(self, picture: Path | None, name: str, words: str = "") -> None:
        """Show a picture file, or the empty ground with words on why."""
        self._picture, self._words = picture, words
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        """From the tokens."""
        high = self._kit.theme.tokens.size("pair-picture")
        return QSize(high * 3 // 2, high)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture as large as it fits."""
        tokens = self._kit.theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(self.rect(), tokens.colour("surround-grid"))
            room = self.rect().adjusted(*(sign * tokens.space(3) for sign in (1, 1, -1, -1)))
            wanted = round(max(room.width(), room.height()) * self.devicePixelRatioF())
            pixmap = self._thumbnails.pixmap(self._picture, wanted) if self._picture else None
            if pixmap is None or pixmap.isNull():
                side = tokens.size("icon-huge")
                if self._words:
                    painter.setFont(tokens.text("small"))
                    painter.setPen(tokens.colour("text-subtle"))
                    below = room.adjusted(0, room.height() // 2 + side // 2, 0, 0)
                    painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, self._words)
                painter.drawPixmap(
                    QRect(room.center().x() - side // 2, room.center().y() - side // 2, side, side),
                    self._kit.icons.pixmap("image", "text-subtle", side, self.devicePixelRatioF()))
                return
            painter.drawPixmap(fitted(pixmap.size(), room), pixmap)


class _Column(QFrame):
    """One of the two."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setProperty("gap", "2")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(label(heading, "strong", wrap=False))
        self.picture = PictureBox(kit, thumbnails, self)
        layout.addWidget(self.picture)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(0)
        layout.addLayout(self._facts)
        layout.addStretch(1)
        self._heading = heading

    def show_side(self, side: Side | None, other: Side | None, words: str = "") -> None:
        """Show a file; what differs from the other one is strong. `words` stand in the place of a missing picture."""
        while (item := self._facts.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self.picture.show_picture(side.picture if side else None, self._heading, words)
        self.picture.setAccessibleDescription(words)
        if side is None:
            self._add(self._kit.speech.say("pair-unknown"), strong=False)
            return
        others = self._facts_of(other) if other else []
        for place, fact in enumerate(self._facts_of(side)):
            if fact:
                self._add(fact, strong=bool(others) and others[place] != fact)
        self._kit.dresser.dress(self)

    def _facts_of(self, side: Side) -> list[str]:
        say = self._kit.speech.say
        return [side.title, side.user, spoken(side.date[:10], self._kit.speech.locale),
                say("pair-pixels", side.width, side.height) if side.width else "",
                self._kit.megabytes(side.size) if side.size else ""]

    def _add(self, text: str, *, strong: bool) -> None:
        style, ink = ("strong", "strong") if strong else ("small", "subtle")
        self._facts.addWidget(label(text, style, ink))


class PairView(QFrame):
    """The file on the wiki, and ours."""

    def __init__(self, kit: Kit, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = kit.speech.say
        self.setProperty("gap", "5")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._theirs = _Column(kit, thumbnails, kit.speech.say("pair-theirs"), self)
        self._ours = _Column(kit, thumbnails, kit.speech.say("pair-ours"), self)
        for column in (self._theirs, self._ours):
            layout.addWidget(column, 1)

    def show_pair(self, pair: Pair, *, is_asking: bool) -> None:
        """Show both; a missing picture of theirs is being asked for, or could not be had."""
        lacks = pair.theirs is None or pair.theirs.picture is None
        words = self._say("pair-fetching" if is_asking else "pair-failed") if lacks else ""
        self._theirs.show_side(pair.theirs, pair.ours, words)
        self._ours.show_side(pair.ours, pair.theirs)
        words = self._theirs.findChildren(QLabel)
        self.setAccessibleDescription(", ".join(label.text() for label in words))

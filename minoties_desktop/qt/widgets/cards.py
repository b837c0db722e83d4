"""Cards that are buttons as a whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..theme import mark
from .pieces import frame


class CardButton(QPushButton):
    """A card that can be pressed; what is put into its layout takes no clicks of its own."""

    def __init__(self, margins: str = "5 4 5 4", gap: str = "2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setProperty("margins", margins)
        self.setProperty("gap", gap)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    def put(self, widget: QWidget) -> None:
        """Put something into the card, below what is there."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.layout().addWidget(widget)

    def sizeHint(self) -> QSize:
        """What the content needs."""
        return self.layout().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """What the content needs at least."""
        return self.layout().minimumSize()

    def hasHeightForWidth(self) -> bool:
        """Sentences in it wrap."""
        return self.layout().hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """As the content."""
        return self.layout().totalHeightForWidth(width)


class ChoiceCard(CardButton):
    """A card that is one of several to choose from: a radio button to the eye and to screen readers."""

    def __init__(self, margins: str = "4 3 4 3", gap: str = "1", parent: QWidget | None = None) -> None:
        super().__init__(margins, gap, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # which is what Qt tells screen readers of
        self._sign, self._words = frame(), frame(gap=gap)
        self._sign.setObjectName("sign")
        for name, value in (("radio", "off"), ("fixedWidth", "check"), ("fixedHeight", "check")):
            self._sign.setProperty(name, value)
        line = frame(gap="3", across=True)
        line.layout().addWidget(self._sign)
        line.layout().addWidget(self._words, 1)
        super().put(line)
        self.toggled.connect(lambda on: mark(self._sign, radio="on" if on else "off"))

    def put(self, widget: QWidget) -> None:
        """Put something beside the sign, below what is there."""
        self._words.layout().addWidget(widget)

"""A sentence for what happened elsewhere: at the bottom end of the window, for some seconds, at most one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..announcing import announce
from ..kit import Kit
from .pieces import button, frame, icon, label

SECONDS = 8


class Toast(QObject):
    """Shows toasts over a window; a pointer or the focus on one keeps it there."""

    def __init__(self, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._kit, self._window = kit, window
        self._shown: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.close)
        kit.speech.changed.connect(self.close)

    @property
    def text(self) -> str:
        """What it says now."""
        return self._shown.accessibleName() if self._shown else ""

    def say(self, text: str, sign: str = "success") -> None:
        """Show a sentence with success or warning, in place of an earlier one."""
        self.close()
        shown = self._shown = frame("card", "4 3 3 3", "3", across=True, parent=self._window)
        layout = shown.layout()
        assert isinstance(layout, QHBoxLayout)
        layout.addWidget(icon("alert" if sign == "warning" else sign, sign), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(label(text), 1)
        close = button("", self.close, quiet=True)
        close.setProperty("iconName", "close")
        close.setAccessibleName(self._kit.speech.say("toast-close"))
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignVCenter)
        shown.setAccessibleName(text)
        shown.setProperty("fixedWidth", "toast")
        self._kit.dresser.dress(shown)
        shown.installEventFilter(self)
        self._window.installEventFilter(self)
        self._place()
        shown.show()
        shown.raise_()
        self._timer.start()
        announce(shown, text)

    def close(self) -> None:
        """Take it away."""
        self._timer.stop()
        if self._shown is not None:
            self._window.removeEventFilter(self)
            self._shown.hide()
            self._shown.deleteLater()
            self._shown = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the corner; stay while somebody points at it."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        elif event.type() == QEvent.Type.Enter and watched is self._shown:
            self._timer.stop()
        elif event.type() == QEvent.Type.Leave and watched is self._shown:
            self._timer.start()
        return False

    def _place(self) -> None:
        if self._shown is None:
            return
        tokens, shown = self._kit.theme.tokens, self._shown
        width = tokens.size("toast")
        shown.resize(width, max(shown.heightForWidth(width), shown.sizeHint().height()))
        margin = tokens.space(5)
        left = margin if self._window.layoutDirection() is Qt.LayoutDirection.RightToLeft else \
            self._window.width() - shown.width() - margin
        shown.move(left, self._window.height() - shown.height() - margin - tokens.size("status-bar"))

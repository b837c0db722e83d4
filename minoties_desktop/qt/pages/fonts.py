"""Where a font is had for letters that no font of this computer has, and font files for this program alone."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QVBoxLayout, QWidget

from ...config.messages import Message
from ...domain.errors import Fault
from ...services import fonts as files
from .. import fonts
from ..kit import Kit
from ..widgets.pieces import button, frame, label
from .fitting import FittingDialog

PAGE = "https://fonts.google.com/noto"
SYSTEM = {"win32": "ms-settings:optionalfeatures", "darwin": "file:///System/Applications/Font Book.app"}
"""Where a system offers its own fonts. Windows has those of other scripts among its optional features
(learn.microsoft.com, "Launch Windows Settings" and "Windows 10 font list")."""


class FontsDialog(FittingDialog):
    """Says which font the letters of a text need and how it is had; with "" it only shows the fonts that were given to
    this program. What is given is drawn with at once."""

    def __init__(self, kit: Kit, text: str, parent: QWidget) -> None:
        super().__init__(kit, parent)
        self._text = text
        say, layout = kit.speech.say, QVBoxLayout(self)
        self.setWindowTitle(say("fonts-title"))
        self.setProperty("margins", "6 6 6 6")
        self.setProperty("gap", "4")
        self._lacking, self._package = label("", "body"), label("", "strong")
        self._package.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse
                                              | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._ways = frame(gap="3", across=True)
        self.page = button(say("fonts-page"), lambda: self._open(PAGE))
        self._ways.layout().addWidget(self.page)
        if sys.platform in SYSTEM:
            self.system = button(say("fonts-system"), lambda: self._open(SYSTEM[sys.platform]))
            self._ways.layout().addWidget(self.system)
        self.choose = button(say("fonts-choose"), self._on_choose, primary=True)
        self._fault = label("", "small", "error")
        self._kept_heading, self._kept = label(say("fonts-kept"), "strong"), frame(gap="2")
        foot = frame(gap="3", across=True)
        foot.layout().addStretch(1)
        self.close_button = button(say("form-close"), self.accept)
        for one in (self.close_button, self.choose):
            foot.layout().addWidget(one)
        for widget in (self._lacking, self._package, self._ways, label(say("fonts-choose-help"), "small", "subtle"),
                       self._fault, self._kept_heading, self._kept, foot):
            layout.addWidget(widget)
        self._show()
        self.scroll_body()
        kit.dresser.dress(self)

    def _show(self) -> None:
        say, lack = self._kit.speech.say, fonts.lack(self._text)
        package = files.package(lack.font) if lack and sys.platform == "linux" else ""
        told = fonts.notice(self._text)
        self._lacking.setText(say(told) if told else say("fonts-drawn") if self._text else "")
        self._package.setText(say("fonts-package", package) if package else "")
        self._ways.setVisible(not self._text or lack is not None)
        for widget in (self._lacking, self._package, self._fault):
            widget.setVisible(bool(widget.text()))
        self._show_kept()

    def _show_kept(self) -> None:
        for old in self._kept.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.hide()
            old.deleteLater()
        known = fonts.names()
        for path, name in known.items():
            line, words = frame(gap="3", across=True), QLabel(name)
            remove = button(self._kit.speech.say("preset-remove"), lambda path=path: self._on_remove(path), link=True)
            remove.setAccessibleName(self._kit.speech.say("fonts-remove", name))
            line.layout().addWidget(words, 1)
            line.layout().addWidget(remove)
            self._kept.layout().addWidget(line)
        self._kept_heading.setVisible(bool(known))
        self._kept.setVisible(bool(known))
        self._kit.dresser.dress(self._kept)

    def _open(self, address: str) -> None:
        if not QDesktopServices.openUrl(QUrl(address)):
            self._refuse(Message("error-no-browser", address))

    def _on_choose(self) -> None:
        say = self._kit.speech.say
        name, _ = QFileDialog.getOpenFileName(self, say("fonts-choose"), "", say("fonts-filter"))
        if name:
            self.use(Path(name))

    def use(self, path: Path) -> None:
        """Use a font file, which has to have the letters that are lacking; it is read beside the window's thread."""
        self._kit.bridge.work(lambda: files.read(path), lambda data: self._take(path, data), self._on_failed)

    def _take(self, path: Path, data: bytes) -> None:
        lack = fonts.lack(self._text)
        try:
            fonts.take(path, data, lack.letters if lack else "")
        except Fault as fault:
            self._on_failed(fault)
            return
        # Only what the program has survived drawing with is kept.
        self._kit.bridge.work(lambda: files.keep(data), lambda _kept: self._on_kept(), self._on_failed)

    def _on_kept(self) -> None:
        self._fault.setText("")
        QApplication.setFont(QApplication.font())  # has everything that is shown be laid out anew
        self._show()
        self._fit()

    def _on_remove(self, path: Path) -> None:
        self._kit.bridge.work(lambda: files.remove(path), lambda _gone: self._on_removed(), self._on_failed)

    def _on_removed(self) -> None:
        self._show()
        self._refuse(Message("fonts-removed"), tint="subtle")

    def _on_failed(self, fault: Fault) -> None:
        self._refuse(fault.message, fault.remedy)

    def _refuse(self, message: Message, remedy: Message | None = None, *, tint: str = "error") -> None:
        say = self._kit.speech.say
        self._fault.setText(" ".join([say(message), *([say(remedy)] if remedy else [])]))
        self._fault.setProperty("ink", tint)
        self._fault.show()
        self._kit.dresser.dress(self._fault)
        self._fit()

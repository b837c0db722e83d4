"""The import page: what to import and under which activity, how far it is, what was refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from ...config.messages import Message
from ..forms.import_page import Ui_ImportPage
from ..importing import Import, Progress
from ..kit import Kit
from ..theme import mark
from ..widgets.layouts import clear, stack

_LONGEST_LIST = 200


class ImportPage(QWidget):
    """Takes files and folders by dialog or by dropping them."""

    finished = Signal(object)
    """The activity (id or None) that was imported into."""
    activity_wanted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._form = Ui_ImportPage()
        self._form.setupUi(self)
        self.setAcceptDrops(True)
        self.running: Import | None = None
        self._form.chooseFiles.clicked.connect(self.choose_files)
        self._form.chooseFolder.clicked.connect(self.choose_folder)
        self._form.newActivity.clicked.connect(self.activity_wanted)
        self._form.cancel.clicked.connect(self._on_cancel)
        kit.bridge.registers_changed.connect(self.refresh)
        self.setFocusProxy(self._form.chooseFolder)
        self._tick = QTimer(self)
        self._tick.setInterval(200)
        self._tick.timeout.connect(self._on_tick)
        kit.dresser.dress(self)
        self._form.running.hide()
        self.refresh()

    def refresh(self) -> None:
        """Offer the activities of now; the newest is chosen unless another one is."""
        chosen = self._form.activity.currentData()
        rows = self._kit.bridge.lists.register("activity")
        with QSignalBlocker(self._form.activity):
            self._form.activity.clear()
            self._form.activity.addItem(self._kit.speech.say("import-no-activity"), None)
            for row in rows:
                self._form.activity.addItem(row["title"], row["id"])
            known = self._form.activity.findData(chosen) if chosen else -1
            self._form.activity.setCurrentIndex(known if known >= 0 else self._form.activity.count() - 1)

    def choose_activity(self, activity: str) -> None:
        """Import under this activity from now on."""
        self.refresh()
        self._form.activity.setCurrentIndex(max(0, self._form.activity.findData(activity)))

    def choose_files(self) -> None:
        """Ask for files, in the platform's own dialog."""
        say = self._kit.speech.say
        names, _ = QFileDialog.getOpenFileNames(self, say("import-files-title"), "", say("import-files-filter"))
        self.take([Path(name) for name in names])

    def choose_folder(self) -> None:
        """Ask for a folder, in the platform's own dialog."""
        name = QFileDialog.getExistingDirectory(self, self._kit.speech.say("import-folder-title"))
        self.take([Path(name)] if name else [])

    def take(self, paths: Sequence[Path]) -> None:
        """Import files and folders under the chosen activity."""
        if not paths or self.running is not None:
            return
        self._clear_refused()
        self._form.resultBand.hide()
        activity = self._form.activity.currentData()
        self.running = Import(self._kit.bridge, paths, activity)
        self.running.ended.connect(self._on_ended)
        self._form.running.show()
        self._form.dropArea.hide()
        self._tick.start()
        self._on_tick()
        self.running.start()

    def stop(self) -> None:
        """Stop what is under way and wait for it."""
        if self.running is not None:
            self.running.cancel()
            self.running.wait()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack what does not fit side by side."""
        super().resizeEvent(event)
        narrow = self.width() < self._kit.theme.tokens.size("stack-below")
        for frame in (self._form.importHead, self._form.activityRow):
            stack(frame, narrow)

    def retranslate(self) -> None:
        """Say everything again."""
        self._form.retranslateUi(self)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is a file or a folder."""
        if event.mimeData().hasUrls() and self.running is None:
            event.acceptProposedAction()
            mark(self._form.dropArea, band="drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing will be dropped."""
        mark(self._form.dropArea, band="card")

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        mark(self._form.dropArea, band="card")
        event.acceptProposedAction()
        self.take([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def _on_tick(self) -> None:
        if self.running is not None:
            self._show(self.running.progress)

    def _show(self, progress: Progress) -> None:
        say, form = self._kit.speech.say, self._form
        form.countText.setText(say("import-count-of", progress.done, progress.total))
        form.countWords.setText(say(f"import-{progress.phase}", progress.total))
        form.progress.setRange(0, max(1, progress.total))
        form.progress.setValue(progress.done)
        form.fileText.setText(progress.name)
        form.rateText.setText(say("import-rate", round(progress.rate, 1)) if progress.rate else "")
        form.leftText.setText(say("import-left", max(1, round(progress.left))) if progress.left else "")

    def _on_cancel(self) -> None:
        if self.running is not None:
            self.running.cancel()
            self._form.cancel.setEnabled(False)

    def _on_ended(self, result: object) -> None:
        self._tick.stop()
        activity = self.running.activity
        self.running = None
        self._form.cancel.setEnabled(True)
        self._form.running.hide()
        self._form.dropArea.show()
        if result is None:
            return
        say = self._kit.speech.say
        parts = [say("import-done", len(result.items))]
        if result.already:
            parts.append(say("import-already", len(result.already)))
        if result.refused:
            parts.append(say("import-refused", len(result.refused)))
        kind = "warning" if result.refused else "success"
        self._form.resultBand.say(self._kit.dresser, kind, " ".join(parts), say("import-show"),
                                  lambda: self.finished.emit(activity))
        self._list_refused(result.refused)
        if not result.refused and result.items:
            self.finished.emit(activity)

    def _list_refused(self, refused: Sequence[tuple[str, Message]]) -> None:
        for path, reason in list(refused)[:_LONGEST_LIST]:
            line = QLabel(self._kit.speech.say("import-refused-line", Path(path).name, reason), self._form.refused)
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
            self._form.refused.layout().addWidget(line)

    def _clear_refused(self) -> None:
        layout = self._form.refused.layout()
        clear(layout)

"""Signs accounts in and out in a process of its own: neither a keyring nor a wiki keeps the window waiting."""

from __future__ import annotations

import json
import sys
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from ..config.start import ourselves

_KILL_MS, _STOP_MS = 3000, 1000


class AccountProcess(QObject):
    """Runs one `minoties account` command at a time. A secret goes in by its standard input, and nowhere else."""

    browser_wanted = Signal(str)
    """The address of the wiki's page that the person has to answer."""
    done = Signal(str, object)
    """What was asked for (add, check, rename, logout, remove), and the command's answer."""
    failed = Signal(str, str, str, str)
    """What was asked for; code, sentence and remedy, as the command said them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._task = ""
        self._errors = b""
        self._ending: list[QProcess] = []

    @property
    def task(self) -> str:
        """What is under way, "" if nothing is."""
        return self._task

    def start(self, task: str, *words: str, secret: str = "", language: str = "") -> None:
        """Run `minoties account TASK WORDS`, unless something is under way; its sentences come in a language."""
        if self._task:
            return
        process = self._process = QProcess(self)
        self._task, self._errors = task, b""
        environment = QProcessEnvironment.systemEnvironment()
        if language:
            environment.insert("LC_ALL", language)
        process.setProcessEnvironment(environment)
        process.readyReadStandardError.connect(self._on_told)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        program, *arguments = ourselves("account", task, *words, "--json")
        process.start(program, arguments)
        process.write(secret.encode() + b"\n")
        process.closeWriteChannel()

    def cancel(self) -> None:
        """End what is under way, without waiting; nothing of it is kept and nothing is told."""
        process, self._process, self._task = self._process, None, ""
        if process is None:
            return
        for signal in (process.readyReadStandardError, process.finished, process.errorOccurred):
            signal.disconnect()
        self._ending.append(process)
        process.finished.connect(self._on_ended)
        process.terminate()  # which Windows does not do to a program without a window
        patience = QTimer(process)
        patience.setSingleShot(True)
        patience.timeout.connect(process.kill)
        patience.start(0 if sys.platform == "win32" else _KILL_MS)

    def stop(self) -> None:
        """End everything, and wait until it has ended; for when the window closes."""
        self.cancel()
        for process in list(self._ending):
            if process.state() is not QProcess.ProcessState.NotRunning and not process.waitForFinished(_STOP_MS):
                process.kill()
                process.waitForFinished(_STOP_MS)

    def _on_ended(self) -> None:
        for process in [one for one in self._ending if one.state() is QProcess.ProcessState.NotRunning]:
            self._ending.remove(process)
            process.deleteLater()

    def _on_told(self) -> None:
        assert self._process is not None
        self._errors += bytes(self._process.readAllStandardError().data())
        *lines, self._errors = self._errors.split(b"\n")
        for line in lines:
            told = _object(line)
            if isinstance(told.get("open"), str):
                self.browser_wanted.emit(told["open"])

    def _on_finished(self) -> None:
        assert self._process is not None
        answer = _object(bytes(self._process.readAllStandardOutput().data()))
        self._end(answer if answer else {"error": {}})

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._end({"error": {}})

    def _end(self, answer: dict[str, Any]) -> None:
        process, task = self._process, self._task
        self._process, self._task = None, ""
        if process is not None:
            process.deleteLater()
        if "error" in answer:
            error = answer["error"]
            self.failed.emit(task, *(str(error.get(part) or "") for part in ("code", "message", "remedy")))
        else:
            self.done.emit(task, answer)


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}

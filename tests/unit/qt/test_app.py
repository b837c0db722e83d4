"""Qt's start: which PySide6 is refused, and that the one we have keeps its references."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from minoties_desktop.app import guard, main
from minoties_desktop.config.messages import Message
from minoties_desktop.config.settings import Settings
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.refusing import refuse

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.mark.parametrize(("version", "python"), [
    ("6.12.0", (3, 11)), ("6.12.1", (3, 10)), ("6.13", (3, 11)), ("6.10.1", (3, 13)),
])
def test_a_pyside_that_aborts_is_refused(version: str, python: tuple[int, int]) -> None:
    with pytest.raises(EnvironmentFault) as caught:
        guard(version, python)
    assert caught.value.remedy is not None


@pytest.mark.parametrize(("version", "python"), [("6.11.3", (3, 11)), ("6.12.0", (3, 12)), ("6.9.3", (3, 11))])
def test_others_are_taken(version: str, python: tuple[int, int]) -> None:
    guard(version, python)


class Speaker(QObject):
    spoken = Signal(bool)


class Nothing(QAbstractListModel):
    def rowCount(self, parent: object = None) -> int:
        return 1

    def data(self, index: object, role: int = 0) -> None:
        return None


def test_signals_and_empty_answers_keep_their_references(qapp: QApplication) -> None:
    speaker, model = Speaker(), Nothing()
    index = model.index(0)
    before = sys.getrefcount(True), sys.getrefcount(None)
    for _ in range(1000):
        speaker.spoken.emit(True)
        index.data(0)
    after = sys.getrefcount(True), sys.getrefcount(None)
    assert all(abs(now - then) < 200 for now, then in zip(after, before, strict=True))


def test_one_library_has_one_window(qapp: QApplication, tmp_path: Path) -> None:
    first = open_window(qapp, tmp_path / "library", Settings(language="en"))
    with pytest.raises(EnvironmentFault) as caught:
        open_window(qapp, tmp_path / "library", Settings(language="en"))
    assert caught.value.code == "locked"
    first.close()
    second = open_window(qapp, tmp_path / "library", Settings(language="en"))
    second.close()
    for window in (first, second):
        window.kit.speech.leave()
        window.kit.theme.leave()
        window.deleteLater()


def press(box: QMessageBox, role: QMessageBox.ButtonRole) -> None:
    next(one for one in box.buttons() if box.buttonRole(one) == role).click()


def test_a_refusal_is_shown_with_its_remedy(qapp: QApplication, qtbot: QtBot) -> None:
    seen: list[str] = []

    def read() -> None:
        box = qapp.activeModalWidget()
        seen.extend([box.text(), box.informativeText()])
        press(box, QMessageBox.ButtonRole.RejectRole)

    QTimer.singleShot(0, read)
    assert refuse(EnvironmentFault(Message("error-pyside", 1, 2), Message("error-pyside-remedy")), "en") is None
    assert seen[0] == "PySide6 1 does not work with Python 2."
    assert seen[1]


def test_another_library_may_be_opened_instead_of_one_that_is_gone(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = Settings(language="en", libraries=[str(tmp_path / "gone")])
    with pytest.raises(EnvironmentFault) as caught:
        open_window(qapp, tmp_path / "gone", kept)
    assert caught.value.code == "library-gone" and not (tmp_path / "gone").exists()
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getExistingDirectory", lambda *_: str(tmp_path))

    def choose() -> None:
        press(qapp.activeModalWidget(), QMessageBox.ButtonRole.AcceptRole)

    QTimer.singleShot(0, choose)
    assert refuse(caught.value, "en") == tmp_path


def test_a_library_that_cannot_be_opened_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(root: Path, kept: Settings, files: list[Path], *, first: bool) -> int:
        raise EnvironmentFault(Message("error-pyside", 1, 2))

    monkeypatch.setattr("minoties_desktop.app._run", refuse)
    assert main(["--library", str(tmp_path)]) == 3
    assert "PySide6 1" in capsys.readouterr().err

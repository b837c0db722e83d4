"""Qt's start: which PySide6 is refused, and that the one we have keeps its references."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QObject, Signal
from PySide6.QtWidgets import QApplication

from minoties_desktop.app import guard, main
from minoties_desktop.config.messages import Message
from minoties_desktop.config.settings import Settings
from minoties_desktop.domain.errors import EnvironmentFault


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


def test_a_library_that_cannot_be_opened_is_said_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(root: Path, kept: Settings) -> int:
        raise EnvironmentFault(Message("error-pyside", 1, 2))

    monkeypatch.setattr("minoties_desktop.app._run", refuse)
    assert main(["--library", str(tmp_path)]) == 3
    assert "PySide6 1" in capsys.readouterr().err

"""Puts the first run together, and what follows from its answers."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QApplication

from ..config import settings
from ..config.paths import data_folder
from ..config.settings import Settings
from ..domain.errors import Fault
from ..services.library import Library, explained
from ..services.tagging import Tagging
from .dress import Dresser
from .icons import Icons
from .opening import Opened, open_library
from .pages.welcome import Choices, Welcome
from .theme import Theme
from .translator import Speech
from .turns import Turns, in_turn
from .window import MainWindow

Open = Callable[[Opened], Turns[MainWindow]]


class Keeper(QObject):
    """Keeps what is answered, one after the other and beside the window's thread, until the first run is finished."""

    _failed = Signal(object)

    def __init__(self, asked: Welcome) -> None:
        super().__init__(asked)
        self._asked = asked
        self._writer = ThreadPoolExecutor(1, "keep")
        self._failed.connect(self._on_failed)
        asked.changed.connect(lambda answers: self.keep(welcome=answers))
        asked.language_chosen.connect(lambda code: self.keep(language=code))

    def keep(self, **values: Any) -> None:
        """Store settings; durable a moment later, and what keeps them from it is said."""
        self._writer.submit(settings.change, **values).add_done_callback(self._on_kept)

    def settle(self) -> None:
        """Wait until everything is kept."""
        self._writer.submit(int).result()

    def close(self) -> None:
        """Wait until everything is kept, for the last time."""
        self._writer.shutdown(wait=True)

    def _on_kept(self, kept: Future[Any]) -> None:
        if error := kept.exception():
            self._failed.emit(error)

    def _on_failed(self, error: Exception) -> None:
        fault = explained(error, data_folder())
        if fault is None:
            raise error
        self._asked.say_fault(fault)


def welcome(app: QApplication, kept: Settings, open_window: Open) -> Welcome:
    """The window of the first run; when it is done it gives way to the window of the library."""
    theme, speech = Theme(app, kept.theme, contrast=kept.contrast), Speech(kept.language, app)
    icons = Icons(theme)
    asked = Welcome(theme, icons, speech, Dresser(theme, icons), kept.welcome)
    keeper = Keeper(asked)
    tokens = theme.tokens
    room = app.primaryScreen().availableSize() - QSize(0, tokens.size("top-bar"))
    asked.resize(QSize(tokens.count("window-width"), tokens.count("window-height")).boundedTo(room))

    def go_on(choices: Choices) -> None:
        def ready() -> Opened:
            keeper.settle()
            return open_library(choices.library, settings.load())

        asked.wait_for("welcome-library-opening", ready, lambda opened, error: on_ready(choices, opened, error))

    def on_ready(choices: Choices, opened: Any, error: Exception | None) -> None:
        if error is not None:
            asked.go_on_asking()
            if not isinstance(error, Fault):
                raise error
            asked.say_fault(error)
            return
        if not asked.isVisible():  # closed meanwhile
            opened.held.close()
            return
        asked.is_giving_way = True
        in_turn(asked, build(opened), lambda window: give_way(window, choices))

    def build(opened: Opened) -> Turns[MainWindow]:
        from .pages import panel  # noqa: F401  late: the first card does without

        try:
            yield
            speech.leave()
            theme.leave()
            return (yield from open_window(opened))
        except Exception:
            opened.held.close()
            raise
        finally:  # whatever becomes of it, this one can be closed
            asked.is_giving_way = False

    def give_way(window: MainWindow, choices: Choices) -> None:
        keeper.close()
        begin(window, choices)
        asked.close()
        asked.deleteLater()

    asked.done.connect(go_on)
    return asked


def begin(window: MainWindow, choices: Choices) -> None:
    """Bring into effect what was answered: somebody works here, and the practice walk is taken or not.

    The answers are kept until all that is on the disk: whoever is cut off before is asked again, with their answers.
    """
    bridge = window.kit.bridge
    library, tagging = bridge.library, bridge.tagging

    def settle() -> str:
        library.set_setting("languages", choices.languages)
        return introduce(library, tagging, choices.person) if choices.person else ""

    def go_on(contributor: str) -> Turns[None]:
        if contributor:
            bridge.sign(contributor)
            yield
        if choices.walk:
            window.deeds.guide.begin()
        else:
            window.stage.made("import")
            yield
            window.stage.show_page("import")
        bridge.write(lambda: settings.change(welcome=None))

    bridge.write(settle, lambda contributor: in_turn(window, go_on(contributor), lambda _end: None))


def introduce(library: Library, tagging: Tagging, person: dict[str, Any]) -> str:
    """The id of a contributor with these values, made now unless there is one of this name and user name."""
    known = next((row for row in library.registers["contributor"].list()
                  if all(row[key] == person[key] for key in ("name", "user_name"))), None)
    if known is None:
        return tagging.create("contributor", person, themselves=True)
    tagging.edit("contributor", known["id"], person)
    return known["id"]

"""Puts a window together: look, words, library."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QApplication

from ..config import settings
from ..config.messages import Message
from ..config.settings import Settings
from ..domain.changes import Changes
from ..domain.errors import EnvironmentFault
from ..services.library import Library, refuse_gone
from ..services.pretending import GUIDED
from .bridge import Bridge
from .choosing import be_still
from .dress import Dresser
from .handover import Reception
from .icons import Icons
from .keys import Keys
from .kit import Kit
from .theme import Theme
from .translator import Speech
from .turns import Turns, at_once
from .window import MainWindow

_LATER_MS = 500  # after the window is there to be used
_HOUR_MS = 3_600_000


def make_kit(app: QApplication, library: Library, kept: Settings) -> Kit:
    """What the window of a library shares."""
    theme = Theme(app, kept.theme, contrast=kept.contrast)
    icons = Icons(theme)
    speech = Speech(kept.language, app)
    return Kit(theme, icons, speech, Dresser(theme, icons), Bridge(library, app), Keys(kept.keys, app))


@dataclass(frozen=True, slots=True)
class Opened:
    """A library that is open for one window; `held` lets it go."""

    library: Library
    held: ExitStack


def open_library(root: Path, kept: Settings) -> Opened:
    """Open the library in a folder for a window; it waits for the disk. Raises EnvironmentFault where it cannot be
    opened, or is open already."""
    refuse_gone(root, (*kept.libraries, kept.last_library))
    library = Library(root)
    held = ExitStack()
    try:
        held.enter_context(library.lock("window"))
    except EnvironmentFault:
        library.close()
        raise
    held.callback(library.close)
    return Opened(library, held)


def open_window(app: QApplication, root: Path, kept: Settings) -> MainWindow:
    """The window of the library in a folder. Raises EnvironmentFault where it cannot be opened, or is open already."""
    return at_once(window_of(app, open_library(root, kept), kept))


def window_of(app: QApplication, opened: Opened, kept: Settings) -> Turns[MainWindow]:
    """Make the window of a library that is open; it lets go of it when it is closed.

    What was being typed when an earlier window ended without warning is brought into its fields.
    """
    library = opened.library
    kit = make_kit(app, library, kept)
    lost = settings.damaged()
    yield
    window = MainWindow(kit, "")
    yield
    window.begin(kept.start)
    yield
    if lost:
        window.status.show_note(Message("settings-damaged", str(lost)))
    screen = app.primaryScreen()
    remembered = kept.window or {}
    if remembered.get("screen") != [screen.size().width(), screen.size().height()]:
        remembered = {}  # what suits another screen, or another scale, does not suit this one
    tokens = kit.theme.tokens
    width, height = (remembered.get(name) for name in ("width", "height"))
    sane = all(isinstance(length, int) and length > 0 for length in (width, height))
    wanted = (width, height) if sane else (tokens.count("window-width"), tokens.count("window-height"))
    # The frame has to fit on the screen too; how high it is nobody knows before the window is shown.
    room = screen.availableSize() - QSize(0, tokens.size("top-bar"))
    window.resize(QSize(*wanted).boundedTo(room))
    window.shell.remember(remembered)
    window.stage.grid.view.set_cell_width(kept.thumbnail_size)
    window.stage.show_tab(remembered.get("tab"))
    if kept.still:
        be_still(True)
    if library.setting(GUIDED):
        window.deeds.guide.resume()
    window.appeared.connect(lambda: _go_on(window))
    QTimer.singleShot(_LATER_MS, window, lambda: _settle(window))
    # A function, since Qt keeps only a weak reference to the owner of a method.
    window.closed.connect(lambda: opened.held.close())
    return window


def _go_on(window: MainWindow) -> None:
    """Do what its first frame need not wait for."""
    bridge, library = window.kit.bridge, window.kit.bridge.library
    # Beside the window's thread: they wait for the disk.
    bridge.write(lambda: settings.remember_library(str(library.root)))
    bridge.write(lambda: _recover(bridge))


def _recover(bridge: Bridge) -> Changes:
    """Bring what was being typed when an earlier window ended without warning into its fields."""
    from ..services import drafts  # late, and beside the window's thread

    return drafts.recover(bridge.library, bridge.tagging)


def _settle(window: MainWindow) -> None:
    """Do what may wait until the window is there: the day's copy of the database, tidying, an ear for other windows."""
    bridge = window.kit.bridge
    QTimer.singleShot(0, window, lambda: _make_inspector(window))
    bridge.write(bridge.library.back_up_daily)
    bridge.write(lambda: _tidy(bridge.library))
    hourly = QTimer(window)
    hourly.timeout.connect(lambda: bridge.write(lambda: _look_again(bridge.library)))
    hourly.start(_HOUR_MS)
    _listen(window)


def _make_inspector(window: MainWindow) -> None:
    """Have the inspector ready, in two turns: each is short."""
    from .pages import panel  # noqa: F401  late: most starts show another page first

    QTimer.singleShot(0, window, lambda: window.stage.panel)


def _listen(window: MainWindow) -> None:
    """Take files that are opened from elsewhere; where that is not possible, the second window says so."""
    reception = Reception(window.kit.bridge.library.root, window)
    window.closed.connect(reception.close)
    reception.handed.connect(window.receive)
    reception.listen()


def _look_again(library: Library) -> Changes:
    """Let go on what had to wait for a day that has come."""
    from ..services.permitting import look_again  # late, and beside the window's thread

    return look_again(library)


def _tidy(library: Library) -> Changes:
    """Let go of what dead processes held, and of copies that were lent out; follow accounts to their new names."""
    from ..services.lending import forget_lent  # late, and beside the window's thread
    from ..services.releasing import bury
    from ..services.renamed import follow

    forget_lent(library)
    return bury(library) | follow(library) | _look_again(library)

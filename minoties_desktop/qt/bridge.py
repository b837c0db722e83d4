"""Between the window and the services: writes run one after the other beside the window's thread, changes come
back as signals, and those of other processes are noticed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from ..config.messages import Message
from ..domain.changes import Changes
from ..domain.errors import Fault
from ..services.events import Events
from ..services.library import Library
from ..services.lists import Lists
from ..services.maps import Tiles
from ..services.spelling import Spelling
from .calls import Calls

if TYPE_CHECKING:
    from ..services.tagging import Tagging

POLL_MS = 400
_ITEM_TABLES = ("item", "field_value", "file")
_INHERITED = ("activity", "contributor", "institution", "agreement", "collection", "agreement_scope")
"""Registers whose rows items inherit from."""
_REGISTERS = (*_INHERITED, "community", "preset", "saved_search", "code_list", "contact", "agreement_step", "letter",
              "inventory_list", "glossary", "spelling", "tiles", "scan_profile")
_QUEUE_TABLES = ("outbox", "sync_run", "pause")

Then = Callable[[Any], None]


class Bridge(QObject):
    """One library as the window sees it. All signals come on the window's thread."""

    items_changed = Signal(object)
    """Ids (frozenset) of items that were added, changed or removed; None: any."""
    registers_changed = Signal()
    deliveries_changed = Signal()
    journal_changed = Signal()
    known_changed = Signal()
    """What is known of the world and of wikis without a connection is more or other now."""
    failed = Signal(object, object)
    """A sentence and its remedy (Message, Message or None)."""
    spelling_changed = Signal()
    """Spelling is wanted, or is not wanted any more."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self.lists = Lists(library)
        self._tagging: Tagging | None = None
        self._signing = Lock()  # threads ask for the tagging too
        self._events = Events(library)
        self._events.listen(self._on_changes)
        self._writer = ThreadPoolExecutor(1, "write")
        self._reader = ThreadPoolExecutor(1, "look")
        self._worker = ThreadPoolExecutor(2, "work")
        self._speller, self._drawer = ThreadPoolExecutor(1, "spell"), ThreadPoolExecutor(1, "draw")
        self.tiles = Tiles(library)
        """To be asked by `draw` alone."""
        self.spelling = Spelling(library)
        """To be asked by `spell` alone."""
        self.registers_changed.connect(self.spelling.forget)
        self._calls = Calls(self)
        self._closed = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._events.poll)
        self._timer.start(POLL_MS)

    def write(self, call: Callable[[], Any], then: Then | None = None, failed: Callable[[Fault], None] | None = None,
              ended: Callable[[], None] | None = None) -> None:
        """Run a call of a service after all earlier ones, beside the window's thread.

        The Changes it returns are applied at once; then `then` gets the result. A Fault goes to `failed`, or is
        told to everybody. `ended` is called before all that, however it ended.
        """
        self._submit(self._writer, call, then, failed, ended)

    def compute(self, call: Callable[[], Any], then: Then) -> None:
        """Run something that only reads and may take long."""
        self._submit(self._reader, call, then, None)

    def work(self, call: Callable[[], Any], then: Then | None = None,
             failed: Callable[[Fault], None] | None = None, ended: Callable[[], None] | None = None) -> None:
        """Run what takes minutes and writes now and then, two at a time, while writes and looks go on.

        Such a call asks `closed` now and then, and stops.
        """
        self._submit(self._worker, call, then, failed, ended)

    def spell(self, call: Callable[[], Any], then: Then) -> None:
        """Ask about spelling, beside everything else: reading a dictionary takes a while."""
        self._submit(self._speller, call, then, None)

    def draw(self, call: Callable[[], Any], then: Then) -> None:
        """Ask for what is to be drawn, beside everything else."""
        self._submit(self._drawer, call, then, None)

    def closed(self) -> bool:
        """Whether the window closes: what is still at work has to end."""
        return self._closed

    @property
    def busy(self) -> bool:
        """Whether calls are still under way."""
        return len(self._calls) > 0

    def wait(self) -> None:
        """Wait until everything that was asked so far is done; what follows from it comes with the next events."""
        for pool in (self._writer, self._reader):
            pool.submit(int).result()

    @property
    def tagging(self) -> Tagging:
        """What writes in the name of who works here."""
        from ..services.tagging import Tagging  # late: a start-up does without

        with self._signing:
            if self._tagging is None:
                self._tagging = Tagging(self.library, actor=self.library.setting("me"))
            return self._tagging

    def sign(self, contributor: str) -> None:
        """Work in the name of a contributor from now on."""
        self.library.set_setting("me", contributor)
        with self._signing:
            self._tagging = None
        self.registers_changed.emit()
        self.look_again()

    def tell(self, changes: Changes) -> None:
        """Apply changes that came in the result of a call."""
        self._events.tell(changes)

    def tell_everything(self) -> None:
        """Have every view read anew: something else than `write` wrote in this process."""
        self._events.tell(None)

    def close(self) -> None:
        """Finish every write, then let the library go."""
        self._closed = True
        self._timer.stop()
        self._worker.shutdown(wait=True, cancel_futures=True)
        for pool in (self._speller, self._drawer):
            pool.shutdown(wait=True, cancel_futures=True)
        self.spelling.close()
        self.tiles.close()
        self._writer.shutdown(wait=True)
        self._reader.shutdown(wait=True, cancel_futures=True)

    def _submit(self, pool: ThreadPoolExecutor, call: Callable[[], Any], then: Then | None,
                failed: Callable[[Fault], None] | None, ended: Callable[[], None] | None = None) -> None:
        if self._closed:  # a view that was still refreshing while the window closed
            return
        self._calls.begin(pool, call, lambda result, error: self._on_answer(result, error, then, failed, ended))

    def _on_answer(self, result: Any, error: Exception | None, then: Then | None,
                   failed: Callable[[Fault], None] | None, ended: Callable[[], None] | None) -> None:
        if ended is not None:
            ended()
        if isinstance(error, Fault):
            if failed is not None:
                failed(error)
            else:
                self.failed.emit(error.message, error.remedy)
            return
        if error is not None:
            self.failed.emit(Message("error-bug", type(error).__name__), Message("error-bug-remedy"))
            raise error
        if isinstance(result, Changes):
            self._events.tell(result)
        if then is not None:
            then(result)

    def look_again(self) -> None:
        """Look at the items that inherit from what changed, in chunks so that typing goes on between them."""

        def look() -> Changes:
            from ..services.describing import refresh_dirty  # late: a start-up does without

            return refresh_dirty(self.library.database, limit=200)

        self.write(look, self._on_looked)

    def _on_looked(self, changes: Changes) -> None:
        if changes.ids("item"):
            self.look_again()

    def _on_changes(self, changes: Changes | None) -> None:
        def touched(*tables: str) -> bool:
            return changes is None or any(changes.ids(table) for table in tables)

        if touched(*_REGISTERS):
            self.registers_changed.emit()
        if touched("reference", "wiki_answer"):
            self.known_changed.emit()
        if touched(*_INHERITED):
            self.look_again()
        if touched(*_ITEM_TABLES):
            ids = None if changes is None else frozenset().union(*(changes.ids(table) for table in _ITEM_TABLES))
            self.items_changed.emit(ids)
        if touched(*_QUEUE_TABLES):
            self.deliveries_changed.emit()
        if touched("journal"):
            self.journal_changed.emit()

"""The scanning desk for screenshots: before, at work, stopped, with a page missing, a page being cut, what it made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import AskPerson
from minoties_desktop.domain.scanning import Capabilities, Colour, Device, Setup, Tray, Way
from minoties_desktop.domain.shaping import Box, Shape
from minoties_desktop.media.cache import pictures
from minoties_desktop.media.pool import Pool
from minoties_desktop.media.scanned import Seen
from minoties_desktop.qt.pages.index_draft import IndexDraft
from minoties_desktop.qt.pages.scanning import ScanPage
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import indexpage, readable, scanning, scanpages
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.services.scandesk import Glass
from minoties_desktop.store import scans
from minoties_desktop.store.database import new_id
from tests.support import leaves

FLATBED = Device("sane:flatbed", "Epson", "Perfection V600")
KNOWN = Capabilities(FLATBED, (
    Tray(Way.GLASS, (150, 300, 600), (8, 16), (Colour.COLOUR, Colour.GRAY), 216, 297),
    Tray(Way.FEEDER, (150, 300), (8,), (Colour.COLOUR, Colour.GRAY, Colour.LINES), 216, 297)))
_LABELS = ("1r", "1v", "2r", "2v", "3r", "3v", "4r", "5r", "5v")


def _settle(window: MainWindow) -> None:
    for _ in range(14):
        QApplication.processEvents()
        window.kit.bridge.wait()
        window.stage.thumbnails.wait()
        QTest.qWait(20)


def session(library: Library, *, activity: str | None = None, item: str = "PL-012") -> str:
    """A session at a flatbed, with one item of drawn pages: one blank, one retaken, one missing."""
    made = scanning.begin(library, activity=activity, setup=Setup(FLATBED.id, Way.GLASS, 600, 16))
    scanpages.next_item(library, made, item)
    with Pool(1) as pool:
        for index, label in enumerate(_LABELS):
            _page(library, pool, made, index, label, item)
    return made


def _page(library: Library, pool: Pool, made: str, index: int, label: str, number: str) -> None:
    path = library.path(f"originals/scans/{made[:6]}-{index:03}.jpg")
    path.parent.mkdir(parents=True, exist_ok=True)
    leaves.save_jpeg(path, leaves.leaf(index + 3, size=(868, 1228), blank=index == 1, heading="" if index else "1902"))
    data = path.read_bytes()
    sha1, page = hashlib.sha1(data).hexdigest(), new_id()
    pool.look(path, pictures(library.root / "cache", sha1))
    with library.database.writing() as write:
        row = scans.session(library.database, made)
        item = row["item"]
        if not item:
            item = new_id()
            scanpages.add_item(write, item, row["activity"], made, number)
            scans.set_session(write, made, {"item": item})
        scans.add_page(write, item, {
            "id": page, "path": f"originals/scans/{path.name}", "name": path.name, "mime": "image/jpeg",
            "extension": "jpg", "size": 104_000_000 + index, "sha1": sha1, "sha256": hashlib.sha256(data).hexdigest(),
            "width": 3496, "height": 4961, "bits": 16,
        }, {"session": made, "label": label, "leaf": "blank" if index == 1 else "page",
            "retaken": int(index == 4), "dpi": 600, "told": 600})
        scans.place(write, page, index + 1)
        scans.set_session(write, made, {"label": "6r"})
        refresh(library.database, write, [item])


def _page_of(window: MainWindow) -> ScanPage:
    page = window.stage.made("scan")
    assert isinstance(page, ScanPage)
    page._looked = True  # nobody asks the scanners of the machine that draws
    return page


def _made(window: MainWindow) -> str:
    library = window.kit.bridge.library
    found = scanning.last(library)
    if found is None:
        found = session(library)
        window.kit.bridge.tell_everything()
    return found


def setup(window: MainWindow) -> None:
    """Before anything is scanned, a scanner found."""
    page = _page_of(window)
    with QSignalBlocker(page.setup):  # it is not there to be asked
        page.setup.show_devices([FLATBED])
    page.setup.show_capabilities(KNOWN)
    page._stack.setCurrentIndex(0)
    window.stage.show_page("scan")
    page.setup.band.hide()


def no_device(window: MainWindow) -> None:
    """No scanner answers."""
    page = _page_of(window)
    page._stack.setCurrentIndex(0)
    window.stage.show_page("scan")
    page.setup.show_devices([])


def operator(window: MainWindow) -> None:
    """At work: nine pages, one of them blank, one scanned again, one missing."""
    page, made = _page_of(window), _made(window)
    window.stage.show_page("scan")
    page.open(made)
    _settle(window)


def stopped(window: MainWindow) -> None:
    """Paper is jammed."""
    operator(window)
    _page_of(window).operator.show_stopped(
        AskPerson("scan-jam", Message("scan-jam", FLATBED.name), Message("scan-jam-remedy")))
    _page_of(window).operator.retranslate()


def asked(window: MainWindow) -> None:
    """The number of the next item is asked for."""
    operator(window)
    _page_of(window).operator.do("next-item")


def on_glass(window: MainWindow) -> None:
    """Three photographs lie on the glass."""
    operator(window)
    path = window.kit.bridge.library.root / "cache" / "glass.jpg"
    boxes = (Box(0.05, 0.07, 0.34, 0.5), Box(0.37, 0.1, 0.66, 0.53), Box(0.7, 0.12, 0.98, 0.55))
    leaves.save_jpeg(path, leaves.glass(*(leaves.leaf(seed, size=(430, 470)) for seed in (1, 2, 3))))
    _page_of(window).operator.show_glass(Glass(path, 216, 297, Seen(areas=boxes)))
    _settle(window)


def cut(window: MainWindow) -> None:
    """A page is cut, straightened and parted."""
    operator(window)
    page = _page_of(window)
    page.operator.do("shape")
    page.shape._show(Shape(skew=-1.2, crop=Box(0.06, 0.04, 0.94, 0.9), split=0.5))
    _settle(window)


def made(window: MainWindow) -> None:
    """What the session has, before the set-up of the next."""
    found = _made(window)
    setup(window)
    _page_of(window).batch.show_session(found)
    _settle(window)


def unread(window: MainWindow) -> None:
    """A language's data is missing for reading what was scanned."""
    made(window)
    batch = _page_of(window).batch
    batch._found = [replace(one, unread=("fr",)) for one in batch._found]
    batch._lost = readable.missing(("fr",))
    batch._fill()


def singly(window: MainWindow) -> None:
    """The pages of what was scanned go one by one."""
    made(window)
    batch = _page_of(window).batch
    batch._found = [replace(one, form="tiff", made=False, unread=()) for one in batch._found]
    batch._fill()


def waiting(window: MainWindow) -> None:
    """Pictures came to a copy stand while nobody watched it."""
    operator(window)
    _page_of(window).operator._on_opened(0, 3)
    _settle(window)


def backs(window: MainWindow) -> None:
    """The stack of the feeder is to be turned over."""
    operator(window)
    desk = _page_of(window).operator
    standing = desk._sight.standing
    fed = replace(standing, setup=replace(standing.setup, way=Way.FEEDER))
    desk.show_sight(replace(desk._sight, standing=fed))
    desk.do("backs")


def index(window: MainWindow) -> QWidget:
    """The draft for Wikisource."""
    library = window.kit.bridge.library
    item = scans.items_of(library.database, _made(window))[0]
    dialog = IndexDraft(window.kit, indexpage.draft(library, item), window)
    dialog.show()
    return dialog


SCAN_PAGES: dict[str, Callable[[MainWindow], object]] = {
    "scan-setup": setup, "scan-nobody": no_device, "scan-operator": operator, "scan-stopped": stopped,
    "scan-asked": asked, "scan-glass": on_glass, "scan-shape": cut, "scan-made": made, "scan-index": index,
    "scan-unread": unread, "scan-backs": backs, "scan-singly": singly, "scan-waiting": waiting,
}

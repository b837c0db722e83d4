"""The import page in each of its states, for screenshots."""

from __future__ import annotations

from pathlib import Path

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.qt.importing import Progress
from minoties_desktop.qt.pages.importing import ImportPage
from minoties_desktop.qt.widgets.source_card import SourceCard
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services.importreport import Report
from minoties_desktop.services.lights import Light, Shine

_CANON, _SONY = ("database", "EOS_DIGITAL", "/media/rayen/EOS_DIGITAL"), ("database", "SONY_A7", "/media/rayen/SONY_A7")


def _page(window: MainWindow) -> ImportPage:
    window.stage.show_page("import")
    page = window.stage.imports
    page.sources.timer.stop()
    page.sources.clear()
    page.arrivals.runs.clear()
    page._rest.hide()
    page.result.hide()
    page.options.names.clear()
    page.options.copies.folder = None
    page.options.refresh()
    page.arrivals.show_items([], 0)
    if page._narrow:
        page.show_options(shown=False)
    return page


def _card(page: ImportPage, sign: str, name: str, place: str, waiting: int = 0) -> SourceCard:
    card = page.sources.card(sign, name, Message("import-source-card", place))
    page.sources.add(card, [Path(place)], root=Path(place), waiting=waiting)
    return card


def _listed(window: MainWindow, page: ImportPage, arrived: int = 0) -> None:
    ids = list(window.stage.grid.model.ids)
    page.arrivals.show_items(ids, arrived or len(ids))


def _light(shine: Shine, **numbers: int) -> Light:
    found = {"files": 99, "only_here": 0, "refused": 0, "media": 2, "on_commons": 12, **numbers}
    return Light("c", "EOS_DIGITAL", "card", shine, **found)


def _items(count: int) -> list[dict[str, object]]:
    return [{"id": str(number), "path": f"IMG_{number}.JPG"} for number in range(count)]


def _report(**parts: object) -> Report:
    return Report(**{"items": _items(99), "verified": 99, **parts})


def noticed(window: MainWindow) -> None:
    """A card was put in."""
    _card(_page(window), *_CANON, waiting=5_900_000_000).show_noticed(None)


def reading(window: MainWindow) -> None:
    """The heads are being read."""
    page = _page(window)
    _card(page, *_CANON).show_progress(Progress("reading", 120, 252, "IMG_2150.JPG", 1500, 0, 1))
    _listed(window, page)


def copying(window: MainWindow) -> None:
    """Two cards, as in the mock-up: one is copied, the other is done."""
    page = _page(window)
    canon, sony = _card(page, *_CANON), _card(page, *_SONY)
    canon.show_progress(Progress("copying", 137, 214, "IMG_2150.JPG", 14, 86e6, 31))
    canon.show_photographer(canon.photographer.itemData(1))
    sony.show_report(_report(refused=[
        ("DSC0412.ARW", Message("media-damaged"))]), _light(Shine.SAFE), {}, disks=2)
    sony.show_photographer(None)
    sony.offer_eject(None)
    _listed(window, page, 8)


def ejected(window: MainWindow) -> None:
    """One card was let go of, another is still in use, and a third cannot be let go of from here."""
    page = _page(window)
    for name, show in (("EOS_DIGITAL", lambda card: card.show_ejected(None)),
                       ("SONY_A7", lambda card: card.show_ejected(EnvironmentFault(
                           Message("eject-busy", "SONY_A7"), Message("eject-busy-remedy")))),
                       ("LUMIX", lambda card: card.offer_eject(Message("eject-unable")))):
        card = _card(page, "database", name, f"/media/rayen/{name}")
        card.show_report(_report(), _light(Shine.SAFE), {}, disks=2)
        card.offer_eject(None)
        show(card)
    _listed(window, page)


def done(window: MainWindow) -> None:
    """Everything is proven; some were here before."""
    page = _page(window)
    already = [{"path": f"IMG_{number}.JPG", "item": "a"} for number in range(3)]
    card = _card(page, *_CANON)
    card.show_report(_report(already=already), _light(Shine.SAFE), {"a": "Tejedora"}, disks=2)
    card.settle_photographer(window.kit.bridge.library.setting("me"))
    _listed(window, page)


def warm(window: MainWindow) -> None:
    """Nothing was read back from the device."""
    page = _page(window)
    _card(page, *_CANON).show_report(_report(verified=0), _light(Shine.UNPROVEN, media=0), {}, disks=1)
    _listed(window, page)


def refused(window: MainWindow) -> None:
    """Some files were not taken, and the light stays off for them."""
    page = _page(window)
    reasons = [("DSC0412.ARW", Message("media-damaged")), ("MVI_0007.MOV", Message("media-foreign", "QuickTime"))]
    _card(page, *_CANON).show_report(_report(refused=reasons), _light(Shine.ONLY_HERE, only_here=2, refused=2), {},
                                     disks=1)
    _listed(window, page)


def told(window: MainWindow) -> None:
    """Some files name another author than the photographer whom somebody chose for their card."""
    page = _page(window)
    others = [{"path": f"IMG_{number}.JPG", "item": "a", "author": "Μαρία Ξενάκη"} for number in (2150, 2151)]
    page._report = _report(told=others)
    page._tell_result()
    card = _card(page, *_CANON)
    card.show_report(page._report, _light(Shine.SAFE), {}, disks=1)
    card.settle_photographer(window.kit.bridge.library.setting("me"))
    _listed(window, page)


def full(window: MainWindow) -> None:
    """The disk is full."""
    page = _page(window)
    card = _card(page, *_CANON)
    card.show_progress(Progress("copying", 137, 214, "IMG_2150.JPG", 14, 86e6, 31))
    card.show_fault(EnvironmentFault(Message("disk-full", "/media/rayen/BLUE SSD"), Message("disk-full-remedy", 2300)))
    _listed(window, page)


def pulled(window: MainWindow) -> None:
    """The card was pulled out."""
    page = _page(window)
    card = _card(page, *_CANON)
    gone = [(f"IMG_{number}.JPG", Message("media-vanished")) for number in range(2150, 2227)]
    card.show_report(_report(items=_items(22), verified=22, refused=gone), None, {}, disks=1)
    card.show_gone()
    _listed(window, page)


def several(window: MainWindow) -> None:
    """Three cards were put in: one is new, one has been imported whole, one holds something new."""
    page = _page(window)
    _card(page, *_CANON, waiting=5_900_000_000).show_noticed(None)
    _card(page, *_SONY).show_noticed(_light(Shine.SAFE))
    _card(page, "database", "LUMIX", "/media/rayen/LUMIX").show_noticed(_light(Shine.ONLY_HERE, only_here=31))


def choosing(window: MainWindow) -> None:
    """Second copies go to another disk, names are made anew, and one of the wishes makes no sense."""
    page = _page(window)
    _card(page, *_CANON).show_noticed(None)
    page.options.copies.folder = Path("/media/rayen/BLUE SSD/2026/Feria Pinto")
    page.options.refresh()
    page.options.names.setText("{date}-{place}-{sequence")
    page.show_options(shown=True)


def stopped(window: MainWindow) -> None:
    """A person stopped it in the middle."""
    page = _page(window)
    _card(page, *_CANON).show_report(_report(items=_items(31), verified=31, cancelled=True),
                                     _light(Shine.ONLY_HERE, only_here=68, on_commons=0), {}, disks=1)
    _listed(window, page)


def already(window: MainWindow) -> None:
    """All of it had been imported before, by another reader."""
    page = _page(window)
    twins = [{"path": f"IMG_{number}.JPG", "item": "a"} for number in range(99)]
    _card(page, *_CANON).show_report(_report(items=[], verified=0, already=twins), _light(Shine.SAFE),
                                     {"a": "Tejedora"}, disks=1)


def damaged(window: MainWindow) -> None:
    """What came from a card is no longer what was imported."""
    _card(_page(window), *_CANON).show_noticed(_light(Shine.DAMAGED))


def revoked(window: MainWindow) -> None:
    """A person did not trust the light."""
    _card(_page(window), *_CANON).show_noticed(_light(Shine.REVOKED))


def checking(window: MainWindow) -> None:
    """All copies are read from their devices once more."""
    page = _page(window)
    card = _card(page, *_CANON)
    card.show_light(_light(Shine.UNPROVEN, media=0))
    card.show_progress(Progress("verifying", 40, 198, "IMG_2150.JPG", 30, 190e6, 190))


def second(window: MainWindow) -> None:
    """The disk of the second copies gave back something else than was written to it."""
    page = _page(window)
    card = _card(page, *_CANON)
    card.show_progress(Progress("copying", 137, 214, "IMG_2150.JPG", 14, 86e6, 31))
    card.show_fault(EnvironmentFault(
        Message("disk-differs", "/media/rayen/BLUE SSD"), Message("disk-differs-remedy")))
    _listed(window, page)


def hot(window: MainWindow) -> None:
    """A folder is watched into which a camera on a cable puts its photographs."""
    page = _page(window)
    page.options.hot.say(Path("/home/rayen/Tethered"), 12, 1)
    _listed(window, page)
    page.show_options(shown=True)
    page._side.ensureWidgetVisible(page.options.hot.press)


def rest(window: MainWindow) -> None:
    """An interrupted import waits."""
    page = _page(window)
    page._rest.say(page._kit.dresser, "notice", page._kit.speech.say("import-rest", 77),
                   page._kit.speech.say("import-go-on"), page.go_on)


def stacks(window: MainWindow) -> None:
    """The grid with two stacks, one of them open."""
    stage, tagging = window.stage, window.kit.bridge.tagging
    ids = list(stage.grid.model.ids)
    if len(stage.kit.bridge.lists.stacks(ids)) < 2:
        tagging.stack(ids[1:6])
        tagging.stack(ids[8:10])
        stage.list_items()
    stage.toggle_stacks([ids[8]])
    stage.grid.view.select([ids[1]], ids[1])
    stage.show_page("grid")


PAGES = {"stacks": stacks, "import-noticed": noticed, "import-reading": reading, "import-copying": copying,
         "import-done": done, "import-warm": warm, "import-refused": refused, "import-told": told, "import-full": full,
         "import-pulled": pulled, "import-ejected": ejected, "import-rest": rest,
         "import-several": several, "import-choosing": choosing, "import-stopped": stopped, "import-already": already,
         "import-damaged": damaged, "import-revoked": revoked, "import-checking": checking, "import-second": second,
         "import-hot": hot}

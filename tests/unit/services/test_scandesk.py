"""The desk with real devices: SANE's own for tests, and an eSCL scanner on this machine."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import tifffile

from minoties_desktop.capture.scanner import escl as escl_client
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import AskPerson, EnvironmentFault, UsageFault
from minoties_desktop.domain.scanning import Area, Colour, Leaf, Setup, Sides, Way
from minoties_desktop.media.digest import digest
from minoties_desktop.services import history, inventory, scanners, scanning, scanpages
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.scandesk import Batch, Desk
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, scans
from tests.support import libraries
from tests.support.escl import Device, samples, scanner
from tests.support.libraries import library
from tests.support.sane import reference, sane

__all__ = ["library", "sane"]

PATTERN = (("test-picture", "Color pattern"),)
FAILURES = {"jam": "JAMMED", "cover": "COVER_OPEN", "empty": "NO_DOCS", "busy": "DEVICE_BUSY",
            "unplugged": "IO_ERROR", "unknown": "INVAL"}


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> Device:
    monkeypatch.setattr(escl_client, "_WAITS", 0.3)
    monkeypatch.setattr(escl_client, "_PAUSE", 0.01)
    return Device()


@pytest.fixture
def escl(device: Device) -> Iterator[str]:
    with scanner(device) as address:
        yield f"escl:{address}"


@pytest.fixture
def begun() -> Iterator[list[Desk]]:
    desks: list[Desk] = []
    yield desks
    for desk in desks:
        desk.close()


def desk_of(library: Library, begun: list[Desk], setup: Setup, **named: object) -> tuple[Desk, str]:
    session = scanning.begin(library, setup=setup, **named)
    begun.append(Desk(library, session))
    return begun[-1], session


def names(library: Library, session: str) -> list[str]:
    return [page.label for page in scanpages.pages(library, scanning.standing(library, session).item)]


def whole(library: Library, batch: Batch) -> None:
    """Each page that was told to be safe is on the disk, byte by byte."""
    for page in batch.pages:
        assert digest(library.path(page.path)).sha256 == page.sha256
    assert not [path for path in library.path("cache/scans").rglob("*") if path.is_file()]


@pytest.mark.parametrize(("colour", "depth", "mode", "bits"), [
    (Colour.COLOUR, 8, "Color", 8), (Colour.GRAY, 8, "Gray", 8), (Colour.COLOUR, 16, "Color", 16),
    (Colour.GRAY, 16, "Gray", 16), (Colour.LINES, 1, "Gray", 1)])
def test_a_master_of_sane_has_every_sample(
        library: Library, begun: list[Desk], sane: str, tmp_path: Path, colour: Colour, depth: int, mode: str,
        bits: int) -> None:
    desk, _ = desk_of(library, begun, Setup(sane, dpi=75, depth=depth, colour=colour, extra=PATTERN))
    batch = desk.scan()
    assert batch.stopped is None
    [page] = batch.pages
    data = reference(tmp_path / "reference.pnm", f"--mode={mode}", f"--depth={depth}", "--resolution=75",
                     "--test-picture=Color pattern")
    length = (page.width * (3 if colour is Colour.COLOUR else 1) * bits + 7) // 8 * page.height
    given = np.frombuffer(data[-length:], dtype=">u2" if bits == 16 else "u1")
    with tifffile.TiffFile(library.path(page.path)) as file:
        stored = file.asarray()
        assert file.pages[0].tags["XResolution"].value == (75, 1)
    if bits == 1:  # what fills up a row is nobody's sample
        given = np.unpackbits(given.reshape(page.height, -1), axis=1)[:, :page.width]
    assert np.array_equal(stored.reshape(-1), given.reshape(-1))
    assert (page.bits, page.dpi, page.told, page.colour) == (bits, 75, 75, colour)
    whole(library, batch)


def test_a_master_of_escl_is_the_device_s_own_bytes(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, _ = desk_of(library, begun, Setup(escl, dpi=50, depth=16))
    batch = desk.scan()
    assert batch.stopped is None
    [page] = batch.pages
    stored = library.path(page.path).read_bytes()
    assert stored == device.given[0]
    assert np.array_equal(tifffile.imread(io.BytesIO(stored)), samples(1, page.width, page.height, "RGB48"))
    assert (page.width, page.height, page.bits, page.dpi) == (200, 250, 16, 50)
    assert not page.advice


def test_a_feeder_of_ten(library: Library, begun: list[Desk], sane: str) -> None:
    desk, session = desk_of(library, begun, Setup(sane, way=Way.FEEDER, dpi=20, colour=Colour.GRAY))
    heard: list[str] = []
    batch = desk.scan(None, kept=lambda page: heard.append(page.label))
    assert batch.stopped is None
    assert items.sums(library.database, [batch.pages[0].item]) == (
        {"to_finish": 1}, sum(page.size for page in batch.pages))
    assert heard == names(library, session) == ["1r", "1v", "2r", "2v", "3r", "3v", "4r", "4v", "5r", "5v"]
    whole(library, batch)
    again = desk.scan(3)  # the device fills its feeder again when it is opened
    assert [page.label for page in again.pages] == ["6r", "6v", "7r"]


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("before", [0, 2])
def test_each_failure_of_sane_says_why_and_goes_on_at_the_same_page(
        library: Library, begun: list[Desk], sane: str, failure: str, before: int) -> None:
    setup = Setup(sane, dpi=20, colour=Colour.GRAY)
    desk, session = desk_of(library, begun, setup)
    for _ in range(before):
        desk.scan()
    scanning.set_up(library, session, setup=Setup(
        sane, dpi=20, colour=Colour.GRAY, extra=(("read-return-value", f"SANE_STATUS_{FAILURES[failure]}"),)))
    broken = desk.scan()
    assert isinstance(broken.stopped, AskPerson)
    assert broken.stopped.code == f"scan-{failure}" and broken.stopped.remedy
    assert not broken.pages
    whole(library, broken)
    assert scanning.standing(library, session).label == ["1r", "1v", "2r"][before]
    scanning.set_up(library, session, setup=setup)
    whole(library, desk.scan())
    assert names(library, session) == ["1r", "1v", "2r"][:before + 1]


@pytest.mark.parametrize("failure", ["jam", "cover", "empty", "busy", "unplugged", "odd"])
@pytest.mark.parametrize("at", [1, 3])
@pytest.mark.parametrize("way", [Way.GLASS, Way.FEEDER])
def test_each_failure_of_escl_says_why_and_goes_on_at_the_same_page(
        library: Library, begun: list[Desk], device: Device, escl: str, failure: str, at: int, way: Way) -> None:
    device.fed = 5 if way is Way.FEEDER else 0
    device.faults = {at: failure}
    desk, session = desk_of(library, begun, Setup(escl, way=way, dpi=25))
    batch = desk.scan(5)
    told = {"odd": "unknown"}.get(failure, failure)
    if (failure, at, way) == ("empty", 3, Way.FEEDER):
        assert batch.stopped is None  # it is how every stack ends
    else:
        assert batch.stopped is not None and batch.stopped.code == f"scan-{told}"
    assert len(batch.pages) == at - 1 == len(device.given)
    whole(library, batch)
    device.faults = {}
    rest = desk.scan(6 - at)
    assert rest.stopped is None
    assert names(library, session) == ["1r", "1v", "2r", "2v", "3r"]
    assert [library.path(page.path).read_bytes() for page in (*batch.pages, *rest.pages)] == device.given


def test_cancelling_leaves_no_half_page_and_the_next_scan_is_fine(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    device.fed, device.slow = 5, 0.001
    desk, session = desk_of(library, begun, Setup(escl, way=Way.FEEDER, dpi=25))
    shares: list[float] = []
    batch = desk.scan(None, tell=shares.append, cancelled=lambda: len(names(library, session)) == 2 and shares[-1] > 0.3
                      if scanning.standing(library, session).item else False)
    assert batch.cancelled and batch.stopped is None
    assert len(batch.pages) == 2 and len(device.deleted) == 1
    whole(library, batch)
    device.slow = 0
    desk.scan(1)
    assert names(library, session) == ["1r", "1v", "2r"]


def test_cancelling_sane_in_the_middle_of_a_page(library: Library, begun: list[Desk], sane: str) -> None:
    slow = (("read-delay", "yes"), ("read-delay-duration", "20000"))
    setup = Setup(sane, dpi=200, extra=slow)
    desk, session = desk_of(library, begun, setup)
    shares: list[float] = []
    batch = desk.scan(tell=shares.append, cancelled=lambda: bool(shares) and shares[-1] > 0.02)
    assert batch.cancelled and not batch.pages and 0 < shares[-1] < 1
    whole(library, batch)
    assert not scanning.standing(library, session).item
    scanning.set_up(library, session, setup=Setup(sane, dpi=20))
    assert desk.scan().stopped is None


def test_retake_insert_remove_and_undo(library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=25))
    first = desk.scan(4).pages
    item = first[0].item

    def now() -> list[tuple[str, str, int]]:
        return [(page.label, page.sha256[:6], page.retaken) for page in scanpages.pages(library, item)]

    states = [now()]

    def step(work: object) -> None:
        states.append(now())

    step(desk.scan(retake=first[1].id))
    assert [page.label for page in scanpages.pages(library, item)] == ["1r", "1v", "2r", "2v"]
    assert states[-1][1][1] != states[0][1][1] and states[-1][1][2] == 1
    assert [page.id for page in scanpages.aside(library, item)] == [first[1].id]
    step(desk.scan(before=first[2].id))
    assert [label for label, *_ in now()] == ["1r", "1v", "2r", "2v", "3r"]
    assert scanning.standing(library, session).label == "3v"
    assert history.history(library, item=item)[0].what == Message("action-scan-before", "2r", "2v")
    step(scanpages.remove(library, [first[0].id, first[3].id]))
    step(scanpages.move(library, first[2].id, 1))
    assert [label for label, *_ in now()] == ["2v", "1v", "2r"]
    step(scanpages.label(library, first[2].id, "0r"))
    step(scanpages.mark(library, [first[2].id], Leaf.COVER))
    step(scanpages.bring_back(library, first[0].id))
    assert [label for label, *_ in now()] == ["0r", "1v", "2r", "1r"]
    assert [line.what.key for line in history.history(library, item=item)][:3] == [
        "action-page-back", "action-page-leaf-cover", "action-page-label"]
    assert not [line for line in history.history(library) if not line.is_step]
    steps, whoever = [*states], Tagging(library)
    for before in reversed(steps[:-1]):
        whoever.undo()
        assert now() == before
    assert scanning.standing(library, session).label == "3r"
    for after in steps[1:]:
        whoever.redo()
        assert now() == after
    assert scanpages.pages(library, item)[0].leaf is Leaf.COVER


def test_everything_undone_leaves_no_item_and_everything_redone_brings_it_back(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=25))
    scanpages.next_item(library, session, "PL-012")
    pages = desk.scan(2).pages
    whoever = Tagging(library)
    for _ in range(3):
        whoever.undo()
    found = scanning.standing(library, session)
    assert (found.item, found.inventory, found.label, found.total) == ("", "", "1r", 0)
    for _ in range(3):
        whoever.redo()
    found = scanning.standing(library, session)
    assert (found.item, found.inventory, found.label, found.total) == (pages[0].item, "PL-012", "2r", 2)


def test_an_object_that_the_list_knows_is_described_with_its_first_page(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    whoever = Tagging(library)
    house = whoever.create("institution", {"name": "Museum"})
    sheet = inventory.Sheet("list.csv", ("No", "Collection"), (("FOT-1", "Albums"), ("FOT-2", "Letters")))
    inventory.take(library, whoever, house, sheet, {"No": "inventory_number", "Collection": "collection"})
    under = whoever.create("activity", {"title": "Album", "kind": "scan_session", "institution": house})
    desk, session = desk_of(library, begun, Setup(escl, dpi=25), activity=under)
    scanpages.next_item(library, session, "FOT-2")
    [page] = desk.scan().pages
    assert describe(library.database, [page.item])[page.item].first("collection") == "Letters"
    assert history.history(library, limit=1)[0].what.key == "action-inventory-row"
    whoever.undo()
    assert scanning.standing(library, session).total == 0


def test_removing_the_last_page_removes_its_item(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=25))
    [page] = desk.scan().pages
    scanpages.remove(library, [page.id])
    assert scanning.standing(library, session).total == 0
    fresh = desk.scan().pages[0]
    assert fresh.item != page.item


def test_the_missing_are_noticed_and_put_in_where_they_belong(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=25))
    first = desk.scan().pages[0]
    scanning.set_up(library, session, label="2v")
    late = desk.scan().pages[0]
    [gap] = scanpages.gaps(library, first.item)
    assert (gap.before, gap.labels) == (late.id, ("1v", "2r"))
    desk.scan(before=late.id)
    assert names(library, session) == ["1r", "1v", "2v"]
    [gap] = scanning.standing(library, session).gaps
    assert gap.labels == ("2r",)
    scanpages.none_there(library, late.id)
    assert not scanpages.gaps(library, first.item)


@pytest.mark.parametrize(("sides", "order"), [(Sides.AS_READ, [1, 2, 3, 4]), (Sides.BACK_FIRST, [2, 1, 4, 3])])
def test_both_sides_in_one_go(library: Library, begun: list[Desk], device: Device, escl: str, sides: Sides,
                              order: list[int]) -> None:
    device.fed = 4
    desk, session = desk_of(library, begun, Setup(escl, way=Way.DUPLEX, dpi=25, sides=sides))
    desk.scan(None)
    pages = scanpages.pages(library, scanning.standing(library, session).item)
    assert [page.label for page in pages] == ["1r", "1v", "2r", "2v"]
    assert [library.path(page.path).read_bytes() for page in pages] == [device.given[place - 1] for place in order]


@pytest.mark.parametrize(("fronts", "both"), [
    (["1r", "2r", "3r"], ["1r", "1v", "2r", "2v", "3r", "3v"]), (["1", "3", "5"], ["1", "2", "3", "4", "5", "6"])])
def test_backs_come_after_all_fronts_from_the_last_to_the_first(
        library: Library, begun: list[Desk], device: Device, escl: str, fronts: list[str], both: list[str]) -> None:
    device.fed = 3
    desk, session = desk_of(library, begun, Setup(escl, way=Way.FEEDER, dpi=25, sides=Sides.BACKS_AFTER),
                            first=fronts[0])
    desk.scan(None)
    assert names(library, session) == fronts
    device.fed, device.faults = 3, {5: "jam"}
    assert desk.scan(None, backs=True).stopped.code == "scan-jam"
    device.faults = {}
    desk.scan(None, backs=True)
    pages = scanpages.pages(library, scanning.standing(library, session).item)
    assert [page.label for page in pages] == both
    with pytest.raises(UsageFault):
        desk.scan(1, backs=True)
    assert [library.path(page.path).read_bytes() for page in pages] == [device.given[place] for place in
                                                                       (0, 5, 1, 4, 2, 3)]


def test_several_areas_on_one_glass_are_a_page_each(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    areas = (Area(0, 0, 50.8, 50.8), Area(10, 60, 76.2, 25.4))
    desk, _ = desk_of(library, begun, Setup(escl, dpi=50, areas=areas))
    batch = desk.scan()
    assert [(page.width, page.height) for page in batch.pages] == [(100, 100), (150, 50)]
    assert [page.area for page in batch.pages] == list(areas)
    again = desk.scan(retake=batch.pages[1].id)
    assert [(page.width, page.height, page.area) for page in again.pages] == [(150, 50, areas[1])]


@pytest.mark.parametrize(("told", "advice"), [(72, "scan-advice-told"), (50, "")])
def test_a_file_that_tells_another_resolution_is_named(
        library: Library, begun: list[Desk], device: Device, escl: str, told: int, advice: str) -> None:
    device.wrong_dpi = told
    desk, _ = desk_of(library, begun, Setup(escl, dpi=50))
    [page] = desk.scan().pages
    assert (page.dpi, page.told) == (50, told)
    assert [message.key for message in page.advice] == ([advice] if advice else [])
    assert library.path(page.path).read_bytes() == device.given[0]


def test_a_device_without_16_bits_is_named(library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    device.formats = ("image/jpeg",)
    device.picture = jpeg(50, 200, 250)
    desk, _ = desk_of(library, begun, Setup(escl, dpi=50, depth=16))
    [page] = desk.scan().pages
    assert [message.key for message in page.advice] == ["scan-advice-bits"]
    assert library.path(page.path).read_bytes() == device.picture


def drawn(kind: str, **more: object) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(samples(1, 200, 250, "Grayscale8")).save(buffer, kind, dpi=(50, 50), **more)
    return buffer.getvalue()


@pytest.mark.parametrize(("kind", "advice"), [
    ("GIF", [["scan-advice-kind", "GIF", "TIF"]]), ("JPEG", [["scan-advice-kind", "JPG", "TIF"]]),
    ("WEBP", [["scan-advice-kind", "WEBP", "TIF"]]), ("TIFF", [["scan-advice-pictures", 3]])])
def test_what_was_given_and_not_asked_for_is_said(
        library: Library, begun: list[Desk], device: Device, escl: str, kind: str, advice: list[list[object]]) -> None:
    from PIL import Image

    one = Image.new("L", (200, 250), 90)
    device.picture = drawn(kind, **({"save_all": True, "append_images": [one, one]} if kind == "TIFF" else {}))
    desk, _ = desk_of(library, begun, Setup(escl, dpi=50))
    [page] = desk.scan().pages
    found = [message.to_json() for message in page.advice]
    assert [one for one in found if one[0] in ("scan-advice-kind", "scan-advice-pictures")] == advice
    assert library.path(page.path).read_bytes() == device.picture


@pytest.mark.parametrize("broken", ["svg", "html", "half"])
def test_what_is_no_page_is_put_aside_and_said_in_the_scanner_s_words(
        library: Library, begun: list[Desk], device: Device, escl: str, broken: str) -> None:
    device.picture = {"svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
                      "html": b"<html><body>login</body></html>", "half": drawn("PNG")[:900]}[broken]
    desk, session = desk_of(library, begun, Setup(escl, dpi=50))
    batch = desk.scan()
    assert not batch.pages and batch.stopped.remedy.key == "scan-page-remedy"
    assert [path.read_bytes() for path in library.path("damaged").iterdir()] == [device.picture]
    assert scanning.standing(library, session).total == 0
    whole(library, batch)


def jpeg(dpi: int, width: int, height: int) -> bytes:
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(samples(1, width, height, "RGB24")).save(buffer, "JPEG", dpi=(dpi, dpi))
    return buffer.getvalue()


def slip(text: str) -> bytes:
    """A page with a QR slip in its frame."""
    import zxingcpp
    from PIL import Image

    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    page = Image.new("L", (800, 1000), 230)
    page.paste(Image.fromarray(np.asarray(code)), (100, 100))
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", dpi=(200, 200), quality=95)
    return buffer.getvalue()


def test_a_slip_in_the_frame_begins_the_next_item_which_inherits(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    under = libraries.activity(library, "Parish letters", {"collection": ["Letters"]}, kind="scan_session")
    desk, session = desk_of(library, begun, Setup(escl, dpi=25), activity=under)
    made: list[tuple[str, str]] = []
    for text in ("PL-012", "PL-012", "PL-013", "", "PL-012"):
        device.picture = slip(text) if text else jpeg(25, 100, 125)
        [page] = desk.scan().pages
        made.append((scanpages.number_of(library, page.item), page.label))
    assert made == [("PL-012", "1r"), ("PL-012", "1v"), ("PL-013", "1r"), ("PL-013", "1v"), ("PL-012", "2r")]
    found = scanning.standing(library, session)
    assert (found.place, found.total, found.following) == (1, 5, "PL-013")
    from minoties_desktop.services.describing import describe

    assert describe(library.database, [found.item])[found.item].first("collection") == "Letters"


def test_a_session_goes_on_in_another_process(library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=25), first="1")
    desk.scan(2)
    desk.close()
    begun.clear()
    assert scanning.last(library) == session
    begun.append(Desk(library, session))
    begun[-1].scan()
    assert names(library, session) == ["1", "2", "3"]
    scanning.end(library, session)
    assert scanning.last(library) is None


def test_two_desks_do_not_work_on_one_session(library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=25))
    with pytest.raises(EnvironmentFault) as caught:
        Desk(library, session)
    assert caught.value.message.key == "error-locked-session" and caught.value.remedy
    _, beside = desk_of(library, begun, Setup(escl, dpi=25))
    assert begun[-1].scan().pages and desk.scan().pages, "another session goes on beside it"
    scanning.end(library, beside)
    assert scanning.last(library) == session
    desk.close()
    begun[0] = Desk(library, session)
    assert begun[0].scan().pages


def test_the_glass_is_looked_at_without_keeping_anything(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=600))
    glass = desk.preview()
    assert (glass.width, glass.height) == (101.6, 127.0)
    assert glass.picture.read_bytes()[:3] == b"\xff\xd8\xff"
    assert scanning.standing(library, session).total == 0
    assert [job["dpi"] for job in device.wished] == [50]
    assert not list(library.path("cache/scans").glob("*/"))


def test_a_device_that_is_gone_says_so(library: Library, begun: list[Desk]) -> None:
    desk, _ = desk_of(library, begun, Setup("escl:http://127.0.0.1:9/eSCL", called="Flatbed"))
    assert desk.scan().stopped.code == "scan-unplugged"
    with pytest.raises(AskPerson):
        scanners.capabilities("escl:http://127.0.0.1:9/eSCL")


def test_what_a_device_cannot_is_what_it_can_nearest(device: Device, escl: str) -> None:
    known = scanners.capabilities(escl)
    asked = Setup(escl, dpi=500, depth=16, colour=Colour.GRAY, areas=(Area(0, 0, 500, 20), Area(300, 0, 5, 5)))
    fitted = scanners.fitting(asked, known)
    assert (fitted.dpi, fitted.depth, fitted.called) == (600, 16, "Loopback Flatbed 1")
    assert fitted.areas == (Area(0, 0, 101.6, 20),)
    assert scanners.fitting(Setup(escl, colour=Colour.LINES), known).depth == 1


def test_a_page_whose_place_was_taken_away_meanwhile_is_not_lost(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    device.fed = 4
    desk, session = desk_of(library, begun, Setup(escl, way=Way.FEEDER, dpi=25))
    first, second = desk.scan(2).pages

    def take_away(share: float) -> None:
        if scanpages.pages(library, first.item)[0].id == first.id:
            scanpages.remove(library, [first.id])

    for place in ({"retake": first.id}, {"before": first.id}):
        if scanpages.some(library, [first.id])[first.id].number == 0:
            Tagging(library).undo()
            Tagging(library).undo()
        desk.scan(1, tell=take_away, **place)
        assert names(library, session) == ["1v", "2r"]
    with pytest.raises(UsageFault):
        desk.scan(retake=first.id)
    assert second.id in scans.live(library.database, first.item)


def test_nothing_is_scanned_that_has_no_room(
        library: Library, begun: list[Desk], device: Device, escl: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk, session = desk_of(library, begun, Setup(escl, dpi=600, depth=16))
    monkeypatch.setattr("minoties_desktop.services.scandesk.free_bytes", lambda folder: 60_000_000)
    with pytest.raises(EnvironmentFault) as caught:
        desk.scan()
    assert caught.value.code == "full" and not device.wished
    assert scanning.standing(library, session).label == "1r"


def test_pages_are_numbered_without_holes_whatever_is_done(
        library: Library, begun: list[Desk], device: Device, escl: str) -> None:
    desk, _ = desk_of(library, begun, Setup(escl, dpi=25))
    pages = desk.scan(5).pages
    for page, number in itertools.product((pages[0].id, pages[3].id), (9, 1, 3)):
        scanpages.move(library, page, number)
        found = scanpages.pages(library, pages[0].item)
        assert [one.number for one in found] == [1, 2, 3, 4, 5]
        assert found[min(number, 5) - 1].id == page

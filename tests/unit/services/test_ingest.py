"""Importing: everything arrives once and proven, nothing of a person's is touched, and any stop is survived."""

import contextlib
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from minoties_desktop.config.messages import Message, Messages
from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import EnvironmentFault, UsageFault
from minoties_desktop.media.cache import embedded, intact, pictures
from minoties_desktop.media.digest import digest
from minoties_desktop.services import importrun
from minoties_desktop.services.arriving import Job
from minoties_desktop.services.copying import AT_ONCE, Copier
from minoties_desktop.services.describing import describe
from minoties_desktop.services.ingest import Report, Wishes, ingest, resume, waiting
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import cards, incoming, items
from tests.support import photographs, specimens

ROOT = Path(__file__).parents[3]
ATHENS = (37.98381, 23.727539)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """Six photographs, of which two carry one name."""
    folder = tmp_path / "card" / "DCIM"
    for number in range(5):
        photographs.jpeg(folder / "100A" / f"IMG_{number}.JPG", number, (160, 120))
    photographs.jpeg(folder / "101A" / "IMG_0.JPG", 9, (160, 120))
    return tmp_path / "card"


def _contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
            for path in folder.rglob("*") if path.is_file()}


def _copies(folder: Path) -> set[str]:
    """The second copies in a folder, without the lists of the imports."""
    return {name for name in _contents(folder) if not name.startswith("manifests")}


def _values(library: Library, item: str) -> dict[str, str]:
    return {field: values[0].text for field, values in describe(library.database, [item])[item].values.items()}


def _files(library: Library) -> dict[str, str]:
    """Path and SHA-1 of all files that the library knows, each of which is there."""
    rows = library.database.reading().execute("SELECT path, sha1 FROM file").fetchall()
    assert all(digest(library.path(row["path"])).sha1 == row["sha1"] for row in rows)
    return {row["path"]: row["sha1"] for row in rows}


def _on_disk(library: Library) -> set[str]:
    return {path.relative_to(library.root).as_posix() for path in (library.root / "originals").rglob("*")
            if path.is_file() and not path.name.startswith(".")}


def test_a_card_is_in_the_library_whole_and_untouched(library: Library, card: Path) -> None:
    before = _contents(card)
    report = ingest(library, [card])
    assert _contents(card) == before
    assert [Path(one["path"]).name for one in report.items] == [
        "IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG", "IMG_3.JPG", "IMG_4.JPG", "IMG_0.JPG"]
    assert {one["sha1"] for one in report.items} == {digest(path).sha1 for path in card.rglob("*.JPG")}
    assert set(_files(library)) == _on_disk(library) == {
        f"originals/2026/2026-10-03/{name}.JPG"
        for name in ("IMG_0", "IMG_1", "IMG_2", "IMG_3", "IMG_4", "IMG_0-2")}
    assert waiting(library) == 0


def test_what_is_reported_and_kept_of_each(library: Library, tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", taken=datetime(2026, 10, 3, 14, 5, 9, 120_000), offset="+03:00",
                            position=ATHENS, heading=12.5, orientation=6)
    report = ingest(library, [path])
    [found] = report.to_json(Messages())["items"]
    assert found == {
        "id": found["id"], "path": str(path), "sha1": digest(path).sha1, "taken": "2026-10-03T14:05:09+03:00",
        "latitude": pytest.approx(ATHENS[0]), "longitude": pytest.approx(ATHENS[1]), "activity": None}
    [row] = Lists(library).rows([found["id"]])
    assert (row["name"], row["mime"], row["width"], row["height"], row["orientation"], row["camera"]) == (
        "a.jpg", "image/jpeg", 600, 400, 6, f"{photographs.MAKE} {photographs.MODEL}".replace("NIKON CORPORATION ", ""))
    assert row["taken"] == "2026-10-03T11:05:09+00:00"
    assert _values(library, found["id"]) == {
        "date": "2026-10-03T14:05:09+03:00", "camera_position": "37.983810,23.727539", "heading": "12.5"}
    own = describe(library.database, [found["id"]])[found["id"]].values
    assert {value.source for values in own.values() for value in values} == {"exif"}


def test_pictures_are_drawn_and_the_cameras_own_is_dropped(library: Library, card: Path) -> None:
    report = ingest(library, [card])
    cache = library.root / "cache"
    for one in report.items:
        assert all(intact(path) for path in pictures(cache, one["sha1"]))
        assert not embedded(cache, one["id"]).exists()


def test_the_cameras_own_picture_is_there_before_anything_is_copied(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    bring, seen = Copier.bring, []

    def look(self: Copier, job: Job):
        [row] = Lists(library).rows([job.incoming.item])
        thumbnail, _ = Lists(library).pictures(row)
        seen.append((row["title"], thumbnail == embedded(library.root / "cache", row["id"])))
        return bring(self, job)

    monkeypatch.setattr(Copier, "bring", look)
    ingest(library, [card])
    assert seen == [("", True)] * 6


def test_broken_and_foreign_files_are_named_and_the_rest_goes_on(library: Library, card: Path) -> None:
    (card / "text.jpg").write_text("Κατάλογος", encoding="utf-8")
    (card / "empty.jpg").write_bytes(b"")
    whole = (card / "DCIM/100A/IMG_1.JPG").read_bytes()
    (card / "cut.jpg").write_bytes(whole[:len(whole) // 2])
    (card / "film.mp4").write_bytes(b"\0\0\0\x18ftypmp42" + bytes(99))
    (card / "IMG_1.THM").write_bytes(b"x")
    report = ingest(library, [card, card / "none.jpg"])
    told = report.to_json(Messages())
    assert {Path(one["path"]).name: one["reason"].split()[0] for one in told["refused"]} == {
        "text.jpg": "The", "empty.jpg": "The", "cut.jpg": "The", "film.mp4": "The", "none.jpg": "The"}
    assert [Path(one["path"]).name for one in told["ignored"]] == ["IMG_1.THM"]
    assert len(report.items) == 6
    assert len(_on_disk(library)) == 6
    assert Lists(library).counts().total == 6


def test_kinds_that_need_a_derivative_come_in(library: Library, tmp_path: Path) -> None:
    (tmp_path / "a.heic").write_bytes(specimens.heic())
    (tmp_path / "b.DNG").write_bytes(specimens.dng())
    report = ingest(library, [tmp_path / "a.heic", tmp_path / "b.DNG"])
    ids = [one["id"] for one in report.items]
    assert [row["mime"] for row in Lists(library).rows(ids)] == ["image/heic", "image/x-raw"]
    assert report.needs_derivative == []  # They have one already.


def test_a_wrong_extension_is_seen_through(library: Library, tmp_path: Path) -> None:
    [found] = ingest(library, [photographs.png(tmp_path / "a.jpg")]).items
    assert items.files(library.database, [found["id"]])[found["id"]].extension == "png"


# Duplicates


def test_a_card_that_is_imported_again_copies_nothing(library: Library, card: Path) -> None:
    first = ingest(library, [card])
    before = _on_disk(library)
    again = ingest(library, [card])
    assert [one["item"] for one in again.already] == [one["id"] for one in first.items]
    assert again.items == []
    assert _on_disk(library) == before
    assert Lists(library).counts().total == 6


def test_an_original_that_was_lost_comes_back(library: Library, card: Path) -> None:
    ingest(library, [card])
    shutil.rmtree(library.root / "originals")
    assert len(ingest(library, [card]).already) == 6
    assert len(_files(library)) == len(_on_disk(library)) == 6


def test_twins_in_one_import_come_in_once(library: Library, card: Path) -> None:
    shutil.copy(card / "DCIM/100A/IMG_2.JPG", card / "copy.jpg")  # the walk meets it first
    report = ingest(library, [card])
    twin = digest(card / "copy.jpg").sha1
    assert [one["sha1"] for one in report.items].count(twin) == 1
    assert report.already == [{"path": str(card / "copy.jpg"), "item": next(
        one["id"] for one in report.items if one["sha1"] == twin)}], "the camera's own name is kept"


def test_files_that_begin_alike_are_not_taken_for_twins(library: Library, tmp_path: Path) -> None:
    paths = [photographs.tiff(tmp_path / f"{number}.tif", size=(400, 300)) for number in range(2)]
    data = bytearray(paths[1].read_bytes())
    data[-5] ^= 255
    paths[1].write_bytes(data)
    assert paths[0].read_bytes()[:1 << 16] == paths[1].read_bytes()[:1 << 16]
    report = ingest(library, paths)
    assert len(report.items) == 2


def test_what_was_binned_can_come_in_again(library: Library, card: Path) -> None:
    first = ingest(library, [card])
    Tagging(library).bin([first.items[0]["id"]])
    again = ingest(library, [card])
    assert [one["path"] for one in again.items] == [first.items[0]["path"]]
    assert len(_files(library)) == 7


# Wishes


def test_an_activity_and_its_zone(library: Library, card: Path) -> None:
    activity = Tagging(library).create("activity", {"title": "Walk", "zone": "America/Santiago"})
    report = ingest(library, [card], Wishes(activity=activity))
    assert {(one["activity"], one["taken"]) for one in report.items} == {(activity, "2026-10-03T14:05:09-03:00")}
    assert Lists(library).counts().activities == {activity: 6}


@pytest.mark.parametrize(("wishes", "taken"), [
    (Wishes(zone="Europe/Athens"), "2026-10-03T14:05:09+03:00"),
    (Wishes(zone="-09:30"), "2026-10-03T14:05:09-09:30"),
    (Wishes(offset=-7633), "2026-10-03T11:57:56"),
    (Wishes(offset=86_400 * 30, zone="Europe/Athens"), "2026-11-02T14:05:09+02:00"),
])
def test_the_cameras_clock(library: Library, tmp_path: Path, wishes: Wishes, taken: str) -> None:
    [found] = ingest(library, [photographs.jpeg(tmp_path / "a.jpg")], wishes).items
    assert found["taken"] == _values(library, found["id"])["date"] == taken


def test_a_zone_that_the_photograph_tells_counts_first(library: Library, tmp_path: Path) -> None:
    path = photographs.jpeg(tmp_path / "a.jpg", offset="+05:45")
    [found] = ingest(library, [path], Wishes(zone="Europe/Athens")).items
    assert found["taken"] == "2026-10-03T14:05:09+05:45"


@pytest.mark.parametrize("wishes", [Wishes(zone="Mars/Base"), Wishes(zone="+25:00"), Wishes(activity="none")])
def test_wishes_that_make_no_sense_change_nothing(library: Library, card: Path, wishes: Wishes) -> None:
    with pytest.raises(UsageFault):
        ingest(library, [card], wishes)
    assert _on_disk(library) == set()
    assert waiting(library) == 0


def test_the_artist_is_an_author_only_where_none_is_inherited(library: Library, tmp_path: Path) -> None:
    tagging = Tagging(library)
    ana = tagging.create("contributor", {"name": "Ana Pérez"})
    nikos = tagging.create("contributor", {"name": "Nikos"})
    walk = tagging.create("activity", {"title": "Walk"}, [("author", "", nikos)])
    known = photographs.jpeg(tmp_path / "a.jpg", 1, (60, 40), artist="ana pérez")
    unknown = photographs.jpeg(tmp_path / "b.jpg", 2, (60, 40), artist="Somebody")
    lent = photographs.jpeg(tmp_path / "c.jpg", 3, (60, 40), artist="Ana Pérez")
    free = ingest(library, [known, unknown]).items
    assert [_values(library, one["id"])["author"] for one in free] == [ana, "Somebody"]
    [under] = ingest(library, [lent], Wishes(activity=walk)).items
    assert _values(library, under["id"])["author"] == nikos
    [by] = ingest(library, [photographs.jpeg(tmp_path / "d.jpg", 4, (60, 40), artist="Somebody")],
                  Wishes(contributor=ana)).items
    assert _values(library, by["id"])["author"] == ana


def test_a_second_copy(library: Library, card: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "disk"
    ingest(library, [card / "DCIM/100A"])
    ingest(library, [card], Wishes(copy_to=other))
    assert {name.removeprefix("originals/") for name in _on_disk(library)} == _copies(other)
    (other / "2026/2026-10-03/IMG_3.JPG").unlink()
    ingest(library, [card], Wishes(copy_to=other))
    assert len(_copies(other)) == 6


def test_a_second_copy_in_the_library_itself_is_none(library: Library, card: Path) -> None:
    with pytest.raises(UsageFault) as caught:
        ingest(library, [card], Wishes(copy_to=library.root / "originals"))
    assert caught.value.code == "copy-to"
    assert not _files(library)


@pytest.mark.parametrize("place", ["", "card"])
def test_a_second_copy_is_not_mixed_with_what_is_imported(
    library: Library, card: Path, tmp_path: Path, place: str,
) -> None:
    source = card if not place else card / "DCIM"
    with pytest.raises(UsageFault) as caught:
        ingest(library, [source], Wishes(copy_to=source.parent))
    assert caught.value.message.key in ("error-copy-to-holds", "error-copy-to-source")
    assert not _files(library)


def test_second_copies_are_not_imported_as_photographs(library: Library, card: Path, tmp_path: Path) -> None:
    wishes = Wishes(copy_to=tmp_path / "second")
    assert len(ingest(library, [card], wishes).items) == 6
    assert ingest(library, [tmp_path / "second"], Wishes()).items == []


def test_what_stopped_an_import_is_said_and_not_that_it_cannot_be_listed(
    library: Library, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unlisted(*_: object) -> None:
        raise EnvironmentFault(Message("disk-readonly", "x"), code="unlisted")

    monkeypatch.setattr("minoties_desktop.services.manifest.write", unlisted)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "2026").write_bytes(b"a file where the folder should be")
    with pytest.raises(EnvironmentFault) as caught:
        ingest(library, [card], Wishes(copy_to=tmp_path / "other"))
    assert caught.value.code != "unlisted"


def test_a_second_disk_that_fails_loses_nothing(library: Library, card: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "2026").write_bytes(b"a file where the folder should be")
    with pytest.raises(EnvironmentFault):
        ingest(library, [card], Wishes(copy_to=tmp_path / "other"))
    assert set(_files(library)) == _on_disk(library)
    (tmp_path / "other" / "2026").unlink()
    report = ingest(library, [card], Wishes(copy_to=tmp_path / "other"))
    assert len(report.items) + len(report.already) == len(_copies(tmp_path / "other")) == 6


def test_odd_names(library: Library, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    names = ["e\u0301te\u0301.jpg", "\u202egpj.exe.jpg", "שלום.jpg", "\udcff.jpg", "CON.jpg", "a:b?.jpg",
             "x" * 251 + ".jpg"]
    for seed, name in enumerate(names):
        photographs.jpeg(folder / name, seed, (60, 40))
    report = ingest(library, [folder])
    assert len(report.items) == len(names)
    assert all(one["path"].encode("utf-8") for one in report.items)
    assert set(_files(library)) == _on_disk(library)
    assert all(len(path.rpartition("/")[2].encode()) <= 130 for path in _files(library))


def test_views_hear_of_each_photograph_when_it_comes_and_when_it_has_arrived(library: Library, card: Path) -> None:
    heard: list[Changes] = []
    report = ingest(library, [card], changed=heard.append)
    ids = {one["id"] for one in report.items}
    assert heard[0].ids("item") == ids
    assert frozenset().union(*(changes.ids("item") for changes in heard[1:])) == ids


def test_progress_is_told_to_the_end(library: Library, card: Path) -> None:
    events: list[dict] = []
    ingest(library, [card], tell=events.append)
    for phase in ("reading", "copying"):
        [*_, last] = [event for event in events if event["phase"] == phase]
        assert (last["done"], last["total"], last["left"]) == (6, 6, 0)
        assert last["rate"] > 0


# Stops


def test_stopping_keeps_what_has_arrived_and_drops_the_rest(library: Library, card: Path) -> None:
    for number in range(2 * AT_ONCE):
        photographs.jpeg(card / f"MORE_{number}.jpg", 100 + number, (60, 40))
    report = ingest(library, [card], cancelled=lambda: bool(_on_disk(library)))
    assert report.cancelled
    assert 0 < len(report.items) < 6 + 2 * AT_ONCE
    assert set(_files(library)) == _on_disk(library)
    assert len(report.items) == len(_files(library)) == Lists(library).counts().total
    assert waiting(library) == 0


def test_stopping_keeps_what_somebody_has_worked_on(library: Library, card: Path) -> None:
    stop = []

    def tag(event: dict) -> None:
        if event["phase"] == "copying" and not stop:
            stop.append([row.item for row in incoming.listed(library.database)])
            Tagging(library).mark(stop[0][-1:], "rating", 3)

    ingest(library, [card], tell=tag, cancelled=lambda: bool(stop))
    left = [row.item for row in incoming.listed(library.database)]
    assert left in ([], stop[0][-1:])
    assert {row["id"] for row in Lists(library).rows(stop[0][-1:])} == set(stop[0][-1:])


def test_a_full_disk_stops_it_and_the_next_import_goes_on(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    write, written = os.write, []

    def full(handle: int, data: memoryview) -> int:
        if isinstance(data, memoryview):
            written.append(1)
            if len(written) > 3:
                raise OSError(errno.ENOSPC, "No space left on device")
        return write(handle, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(EnvironmentFault) as caught:
            ingest(library, [card])
    assert caught.value.code == "full"
    assert set(_files(library)) == _on_disk(library)
    here = {row["id"] for row in library.database.reading().execute("SELECT id FROM item")}
    assert len(here) == 6
    report = ingest(library, [card])
    assert len(report.items) + len(report.already) == 6
    assert {one["id"] for one in report.items} <= here
    assert set(_files(library)) == _on_disk(library)
    assert Lists(library).counts().total == 6


def test_a_card_that_is_pulled_can_be_put_back(library: Library, card: Path, tmp_path: Path) -> None:
    def pull(event: dict) -> None:
        if event["phase"] == "reading" and card.exists():
            card.rename(tmp_path / "pulled")

    # All heads are read by the time the last event of the phase is told.
    photographs.jpeg(card / "z.jpg", 50, (60, 40))
    report = ingest(library, [card], tell=lambda event: pull(event) if event["done"] == event["total"] else None)
    gone = {Path(path).name for path, reason in report.refused if reason == Message("media-vanished")}
    assert gone >= {"IMG_1.JPG", "IMG_4.JPG"}
    under_way = {row.item for row in incoming.listed(library.database)}
    assert under_way
    (tmp_path / "pulled").rename(card)
    again = ingest(library, [card])
    assert under_way <= {one["id"] for one in again.items}
    assert waiting(library) == 0
    assert len(_files(library)) == 7


def test_going_on_without_naming_the_card(library: Library, card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("minoties_desktop.services.copying.copy_verified", _broken)
        with pytest.raises(EnvironmentFault):
            ingest(library, [card])
    assert waiting(library) == 6
    assert len(resume(library).items) == 6
    assert waiting(library) == 0


def test_another_card_with_the_same_names(library: Library, card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("minoties_desktop.services.copying.copy_verified", _broken)
        with pytest.raises(EnvironmentFault):
            ingest(library, [card])
    [tagged, *_] = [row.item for row in incoming.listed(library.database)]
    Tagging(library).mark([tagged], "rating", 5)
    for seed, path in enumerate(sorted(card.rglob("*.JPG"))):
        photographs.jpeg(path, seed + 100, (90, 60))
    report = ingest(library, [card])
    assert len(report.items) == len(_files(library)) == 6
    assert [row.item for row in incoming.listed(library.database)] == [tagged]


def _broken(*_: object, **__: object) -> None:
    raise EnvironmentFault(Message("disk-broken", "", ""))


def test_only_one_import_at_a_time(library: Library, card: Path) -> None:
    with library.lock("import"), pytest.raises(EnvironmentFault) as caught:
        ingest(library, [card])
    assert caught.value.code == "locked"


KILLED = """
import os, signal, sys
from pathlib import Path
from minoties_desktop.services import copying, importrun as module, ingest
from minoties_desktop.services.library import Library

def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)

point, copy, store = sys.argv[3], copying.copy_verified, module.ImportRun._store
if point == "heads":
    module.ImportRun._copy = die
elif point == "copying":
    copying.copy_verified = lambda *args, **named: copy(*args, **named, progress=die)
elif point == "looked at":
    def copied(source, target, *, cancelled, accept):
        def accepted(part, digest):
            accept(part, digest)
            die()
        return copy(source, target, cancelled=cancelled, accept=accepted)
    copying.copy_verified = copied
elif point == "named":
    copying.Copier._second_copy = die
elif point == "stored":
    module._EVERY = 0
    def stored(self, outcomes):
        store(self, outcomes)
        if outcomes:
            die()
    module.ImportRun._store = stored
ingest.ingest(Library(Path(sys.argv[1])), [Path(sys.argv[2])])
"""


@pytest.mark.parametrize("point", ["heads", "copying", "looked at", "named", "stored"])
def test_killed_anywhere_the_next_import_completes_it(
    library: Library, card: Path, point: str, tmp_path: Path,
) -> None:
    before = _contents(card)
    ended = subprocess.run([sys.executable, "-c", KILLED, str(library.root), str(card), point], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    here = {row["id"] for row in library.database.reading().execute("SELECT id FROM item")}
    assert len(here) == 6
    assert set(_files(library)) <= _on_disk(library)
    report = ingest(library, [card])
    assert len(report.items) + len(report.already) == 6
    assert {row["id"] for row in library.database.reading().execute("SELECT id FROM item")} == here
    assert set(_files(library)) == _on_disk(library)
    assert len(_files(library)) == 6
    assert waiting(library) == 0
    assert _contents(card) == before


@pytest.mark.torture
def test_killed_again_and_again_it_completes(tmp_path: Path, seeds: Iterator[int]) -> None:
    for number in range(24):
        photographs.jpeg(tmp_path / "card" / f"IMG_{number}.JPG", number, (60, 40))
    before = _contents(tmp_path / "card")
    for seed in seeds:
        root = tmp_path / f"library-{seed}"
        Library(root).close()
        chance = random.Random(seed)
        for _ in range(4):
            process = subprocess.Popen([sys.executable, "-c", KILLED, str(root), str(tmp_path / "card"), "nowhere"],
                                       cwd=ROOT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.3 + chance.random() * 0.8)
            process.kill()
            process.wait()
        library = Library(root)
        report = ingest(library, [tmp_path / "card"])
        assert len(report.items) + len(report.already) == 24
        assert set(_files(library)) == _on_disk(library)
        assert len(_files(library)) == Lists(library).counts().total == 24
        assert waiting(library) == 0
        library.close()
    assert _contents(tmp_path / "card") == before


def test_an_empty_report_says_so(library: Library, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    report = ingest(library, [tmp_path / "empty"])
    assert report == Report(cards=report.cards)


@pytest.mark.parametrize("where", ["library", "second"])
def test_a_file_in_the_place_of_a_folder_stops_the_import_in_words(
    library: Library, tmp_path: Path, where: str,
) -> None:
    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG", 1, (60, 40))
    second = tmp_path / "second"
    day = photographs.TAKEN.strftime("%Y/%Y-%m-%d")
    blocked = (library.root / "originals" if where == "library" else second) / day
    blocked.parent.mkdir(parents=True, exist_ok=True)
    blocked.write_text("x")
    with pytest.raises(EnvironmentFault) as caught:
        ingest(library, [tmp_path / "card"], Wishes(copy_to=second))
    assert (caught.value.code, caught.value.message.args) == ("no-folder", (blocked.as_posix(),))
    blocked.unlink()
    again = ingest(library, [tmp_path / "card"], Wishes(copy_to=second))
    assert len(again.items) + len(again.already) == 1
    assert [path.name for path in (second / day).iterdir()] == ["IMG_1.JPG"]


class _Killed(BaseException):
    """What a process that is killed would not say."""


def test_whole_copies_of_a_card_that_is_gone_are_taken_in(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def killed(*_: object) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(importrun.ImportRun, "_store", killed)
        patch.setattr(importrun, "_EVERY", 1_000)
        with pytest.raises(_Killed):
            ingest(library, [card])
    left = _on_disk(library)
    assert len(left) == 6 and not _files(library)
    halved = next(iter(sorted(library.root.glob("originals/**/*.JPG"))))
    halved.chmod(0o644)
    halved.write_bytes(halved.read_bytes()[:-10])  # not what a copy that bears its name can be: it is left alone
    shutil.rmtree(card)
    report = resume(library)
    assert (len(report.items), report.verified, len(report.refused)) == (5, 5, 1)
    assert set(_files(library)) == left - {halved.relative_to(library.root).as_posix()} and _on_disk(library) == left
    [known] = cards.all_cards(library.database)
    assert set(cards.states(library.database, known["id"])) == {cards.WAITING}  # the card's light proves nothing new

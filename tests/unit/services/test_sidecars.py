"""Sidecars say what is said here, keep what others said, and are replaced whole or not at all."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.media.metadata import sidecar_words
from minoties_desktop.media.pool import Pool
from minoties_desktop.services import sidecars
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items
from tests.support import packets, photographs


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def item(library: Library, tmp_path: Path) -> str:
    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG", position=(-33.9, 18.4), heading=90)
    found = ingest(library, [tmp_path / "card"]).items[0]["id"]
    tagging = Tagging(library)
    tagging.replace([found], "title", ["Chapel in Farsa"])
    tagging.replace([found], "description", ["The chapel"], lang="en")
    tagging.replace([found], "description", ["Το ξωκλήσι"], lang="el")
    tagging.replace([found], "keywords", ["chapel", "Farsa, Greece"])
    tagging.replace([found], "licence", ["cc-by-sa-4.0"])
    tagging.replace([found], "notes", ["Anna does not want to be named"])
    tagging.mark([found], "rating", 4)
    tagging.mark([found], "label", 6)
    return found


def original(library: Library, item: str) -> Path:
    return library.path(items.masters(library.database, [item])[item]["path"])


def test_what_is_said_is_read_again(library: Library, item: str) -> None:
    done = sidecars.write(library, [item])
    path = done.paths[item]
    assert path == original(library, item).with_name("IMG_1.JPG.xmp") and not done.failed
    found = {(word.name, word.lang): word.text for word in sidecar_words(path)}
    assert found["title", ""] == "Chapel in Farsa"
    assert (found["description", "en"], found["description", "el"]) == ("The chapel", "Το ξωκλήσι")
    assert found["position", ""] == "-33.900000,18.400000" and found["heading", ""] == "90"
    assert found["taken", ""] == "2026-10-03T14:05:09"
    assert found["licence", ""] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert (found["rating", ""], found["label", ""]) == ("4", "Red")
    assert [word.text for word in sidecar_words(path) if word.name == "keyword"] == ["chapel", "Farsa, Greece"]


def test_exiftool_reads_the_same(library: Library, item: str) -> None:
    path = sidecars.write(library, [item]).paths[item]
    [told] = json.loads(subprocess.run(["exiftool", "-json", "-n", path], capture_output=True, check=True).stdout)
    assert told["Title"] == "Chapel in Farsa" and told["Subject"] == ["chapel", "Farsa, Greece"]
    assert (told["Description-el"], told["Rating"], told["Label"]) == ("Το ξωκλήσι", 4, "Red")
    assert told["GPSLatitude"] == pytest.approx(-33.9) and told["DateTimeOriginal"] == "2026:10:03 14:05:09"


@pytest.mark.parametrize("name", ["IMG_1.JPG.xmp", "IMG_1.xmp"])
def test_what_others_wrote_stays(library: Library, item: str, name: str) -> None:
    place = original(library, item).with_name(name)
    place.write_text(packets.darktable(), encoding="utf-8")
    assert sidecars.write(library, [item], short=True).paths == {item: place}
    text = place.read_text(encoding="utf-8")
    assert 'secret="kept"' in text and "darktable:history" in text and 'operation="exposure"' in text
    assert [word.text for word in sidecar_words(place) if word.name == "keyword"] == [
        "chapel", "dusk", "Farsa, Greece"]
    assert [path.name for path in place.parent.iterdir() if path.suffix == ".xmp"] == [name]


def test_digikams_faces_stay(library: Library, item: str) -> None:
    place = original(library, item).with_name("IMG_1.JPG.xmp")
    place.write_text(packets.digikam(), encoding="utf-8")
    sidecars.write(library, [item])
    assert [word.text for word in sidecar_words(place) if word.name == "person"] == ["Anna", "Ben"]


def test_twice_is_once(library: Library, item: str) -> None:
    path = sidecars.write(library, [item]).paths[item]
    before = sidecar_words(path)
    sidecars.write(library, [item])
    assert sidecar_words(path) == before


def test_private_words_and_withheld_positions_are_not_written(library: Library, item: str) -> None:
    with library.database.writing() as write:
        activity = library.registers["activity"].add(write, {"title": "Walk", "privacy": "remove-position"})
        items.set_column(write, [item], "activity", activity)
    text = sidecars.write(library, [item]).paths[item].read_text(encoding="utf-8")
    assert "Anna" not in text and "GPS" not in text and "Chapel" in text


@pytest.mark.parametrize("content", [
    "<!DOCTYPE x [<!ENTITY a 'b'>]>" + packets.lightroom(), packets.lightroom()[:-60], "not a sidecar " * 100])
def test_what_cannot_be_read_whole_is_left_as_it_is(library: Library, item: str, content: str) -> None:
    place = original(library, item).with_name("IMG_1.xmp")
    place.write_text(content, encoding="utf-8")
    done = sidecars.write(library, [item])
    assert not done.paths and done.failed[0][1].remedy is not None
    assert place.read_text(encoding="utf-8") == content
    assert len(list(place.parent.iterdir())) == 2


def test_one_that_changes_meanwhile_is_left_to_its_writer(
    library: Library, item: str, monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = original(library, item).with_name("IMG_1.xmp")
    place.write_text(packets.lightroom(), encoding="utf-8")
    merge = Pool.merge

    def busy(self, existing, target, properties) -> None:
        merge(self, existing, target, properties)
        place.write_text(packets.digikam(), encoding="utf-8")

    monkeypatch.setattr(Pool, "merge", busy)
    assert sidecars.write(library, [item]).failed[0][1].code == "changing"
    assert place.read_text(encoding="utf-8") == packets.digikam()


def test_the_original_is_what_it_was(library: Library, item: str) -> None:
    before = original(library, item).read_bytes()
    sidecars.write(library, [item])
    assert original(library, item).read_bytes() == before


def test_pictures_of_one_name_get_sidecars_of_their_own(library: Library, item: str, tmp_path: Path) -> None:
    photographs.jpeg(tmp_path / "other" / "IMG_1.JPG", 7)
    second = ingest(library, [tmp_path / "other"]).items[0]["id"]
    Tagging(library).replace([second], "title", ["Second pot"])
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "IMG_1-2.JPG.xmp").write_bytes(b"somebody else's")
    done = sidecars.write(library, [item, second], folder=folder)
    assert [done.paths[one].name for one in (item, second)] == ["IMG_1.JPG.xmp", "IMG_1-3.JPG.xmp"]
    titles = [{word.text for word in sidecar_words(done.paths[one]) if word.name == "title"} for one in (item, second)]
    assert titles == [{"Chapel in Farsa"}, {"Second pot"}]
    assert (folder / "IMG_1-2.JPG.xmp").read_bytes() == b"somebody else's"

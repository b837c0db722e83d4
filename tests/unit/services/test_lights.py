"""The light of a card says "safe" only for what was proven, and goes off by itself."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.capture import Candidate, find
from minoties_desktop.capture.volumes import Volume
from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.errors import EnvironmentFault, UsageFault
from minoties_desktop.media import digest as digests
from minoties_desktop.media.medium import medium_of
from minoties_desktop.services import lights, places, verifying
from minoties_desktop.services.copying import Copier
from minoties_desktop.services.ingest import Wishes, ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.lights import Light, Shine, light
from minoties_desktop.services.places import is_among
from minoties_desktop.store import cards
from tests.support import photographs, specimens


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    for number in range(3):
        photographs.jpeg(tmp_path / "card" / f"IMG_{number}.JPG", number, (160, 120))
    return tmp_path / "card"


@pytest.fixture
def device(monkeypatch: pytest.MonkeyPatch) -> None:
    """A device that gives back what was written, on any file system that the tests run on."""
    monkeypatch.setattr(digests, "_drop_cache", lambda handle, size: True)


def _imported(library: Library, card: Path, **wishes: object) -> Light:
    return light(library, ingest(library, [card], Wishes(**wishes)).cards[0])


@pytest.mark.usefixtures("device")
def test_everything_proven_is_safe(library: Library, card: Path) -> None:
    found = _imported(library, card)
    assert (found.shine, found.files, found.only_here, found.media, found.on_commons) == (Shine.SAFE, 3, 0, 1, 0)
    assert Messages().text(found.reason) == "3 files, verified on 1 disk, 0 on Commons."


def test_where_the_cache_was_not_dropped_it_stays_off(
    library: Library, card: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(digests, "_drop_cache", lambda handle, size: False)
    found = _imported(library, card)
    assert (found.shine, found.media) == (Shine.UNPROVEN, 0)
    assert "not read back" in Messages().text(found.reason)


@pytest.mark.usefixtures("device")
def test_what_was_not_taken_keeps_it_off_until_a_person_does_without(library: Library, card: Path) -> None:
    (card / "IMG_9.JPG").write_bytes((card / "IMG_1.JPG").read_bytes()[:900])
    found = _imported(library, card)
    assert (found.shine, found.only_here, found.refused) == (Shine.ONLY_HERE, 1, 1)
    assert lights.do_without(library, found.card).shine is Shine.SAFE


@pytest.mark.usefixtures("device")
def test_a_person_takes_it_back_and_a_check_brings_it_back(library: Library, card: Path) -> None:
    found = _imported(library, card)
    assert lights.revoke(library, found.card).shine is Shine.REVOKED
    assert light(library, found.card).shine is Shine.REVOKED
    verified, again = verifying.verify_card(library, found.card)
    assert (verified.good, verified.cold, again.shine) == (3, 3, Shine.SAFE)


@pytest.mark.usefixtures("device")
def test_something_new_on_the_card_turns_it_off(library: Library, card: Path) -> None:
    found = _imported(library, card)
    key, _, _ = places.identity(card)
    assert lights.seen_again(library, key, card) == found
    photographs.jpeg(card / "IMG_7.JPG", 7, (160, 120))
    assert lights.seen_again(library, key, card).shine is Shine.ONLY_HERE
    (card / "IMG_7.JPG").unlink()
    assert lights.seen_again(library, "volume:never", card) is None
    assert light(library, found.card).shine is not Shine.SAFE


@pytest.mark.usefixtures("device")
@pytest.mark.parametrize("harm", ["flip", "remove"])
def test_an_original_that_fails_later_turns_it_off(library: Library, card: Path, harm: str) -> None:
    found = _imported(library, card)
    [victim, *_] = sorted((library.root / "originals").rglob("*.JPG"))
    victim.chmod(0o644)
    if harm == "flip":
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
    else:
        victim.unlink()
    checked = verifying.verify(library)
    assert [(path, word) for _, path, word in checked.bad] == [(victim, "differs" if harm == "flip" else "missing")]
    assert light(library, found.card).shine is Shine.DAMAGED
    if harm == "remove":
        assert _imported(library, card).shine is Shine.SAFE


@pytest.mark.usefixtures("device")
def test_two_disks_count_as_two_and_two_folders_of_one_disk_as_one(
    library: Library, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _imported(library, card, copy_to=tmp_path / "same disk").media == 1
    monkeypatch.setattr("minoties_desktop.services.copying.medium_of",
                        lambda folder: "other" if folder.name == "second" else medium_of(folder))
    assert _imported(library, card, copy_to=tmp_path / "second").media == 2
    shutil.rmtree(tmp_path / "second")
    checked = verifying.verify(library)
    assert (checked.good, checked.away, checked.bad) == (6, 3, []) or checked.away >= 3


@pytest.mark.usefixtures("device")
def test_the_same_bytes_on_another_card_are_safe_too(library: Library, card: Path, tmp_path: Path) -> None:
    _imported(library, card)
    shutil.copytree(card, tmp_path / "reader 2")
    for path in (tmp_path / "reader 2").iterdir():
        path.rename(path.with_name(f"renamed-{path.name}"))
    found = _imported(library, tmp_path / "reader 2")
    assert (found.shine, found.files, found.name) == (Shine.SAFE, 3, "reader 2")
    assert len(list((library.root / "originals").rglob("*.JPG"))) == 3


def test_what_a_card_held_is_what_lies_on_it(library: Library, card: Path) -> None:
    found = _imported(library, card)
    there = {(one.path.relative_to(card), one.size) for one in find([card]) if isinstance(one, Candidate)}
    assert {(one.name, one.size) for one in cards.held(library.database, found.card)} == there


def _rot(path: Path) -> bytes:
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    return bytes(data)


@pytest.mark.usefixtures("device")
def test_a_damaged_original_comes_back_from_the_card_and_is_kept_aside(library: Library, card: Path) -> None:
    _imported(library, card)
    [victim, *_] = sorted((library.root / "originals").rglob("*.JPG"))
    good, rotten = victim.read_bytes(), _rot(victim)
    verifying.verify(library)
    report = ingest(library, [card])
    assert report.healed == [str(victim.relative_to(library.root))] and len(report.already) == 3
    assert victim.read_bytes() == good
    assert [path.read_bytes() for path in (library.root / "damaged").rglob("*.JPG")] == [rotten]
    assert light(library, report.cards[0]).shine is Shine.SAFE
    assert ingest(library, [card]).healed == []


@pytest.mark.usefixtures("device")
def test_no_second_copy_is_made_of_rotten_bytes(library: Library, card: Path, tmp_path: Path) -> None:
    _imported(library, card)
    [victim, *_] = sorted((library.root / "originals").rglob("*.JPG"))
    good = victim.read_bytes()
    _rot(victim)
    ingest(library, [card], Wishes(copy_to=tmp_path / "second"))
    [second] = (tmp_path / "second").rglob(victim.name)
    assert second.read_bytes() == victim.read_bytes() == good
    _rot(second)
    ingest(library, [card], Wishes(copy_to=tmp_path / "second"))
    assert sorted(path.name for path in (tmp_path / "second").rglob("*.JPG")) == [
        "IMG_0-2.JPG", "IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG"]
    checked = verifying.verify(library)
    assert (checked.good, checked.bad) == (6, [])


def test_bytes_that_rot_before_the_second_copy_are_no_second_copy(
    library: Library, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    second_copy = Copier._second_copy

    def rot_first(self: Copier, relative: str, sha256: str, source: Path) -> list:
        if relative.endswith("IMG_1.JPG"):
            _rot(source)
        return second_copy(self, relative, sha256, source)

    monkeypatch.setattr(Copier, "_second_copy", rot_first)
    with pytest.raises(EnvironmentFault) as caught:
        ingest(library, [card], Wishes(copy_to=tmp_path / "second"))
    assert caught.value.code == "differs"
    assert not list((tmp_path / "second").rglob("IMG_1*"))


@pytest.mark.parametrize("below", ["", "backup", "DCIM/100/x"])
def test_a_second_copy_on_the_card_itself_is_none(library: Library, card: Path, below: str) -> None:
    with pytest.raises(UsageFault) as caught:
        ingest(library, [card], Wishes(copy_to=card / below))
    assert caught.value.code == "copy-to"
    assert sorted(path.name for path in card.iterdir()) == ["IMG_0.JPG", "IMG_1.JPG", "IMG_2.JPG"]


@pytest.mark.usefixtures("device")
def test_the_card_does_not_count_as_a_disk_of_its_own_copies(
    library: Library, card: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    (card / "DCIM").mkdir()
    volume = Volume(card, "CARD", "volume:7")
    monkeypatch.setattr(places, "cards_there", lambda: [volume])
    monkeypatch.setattr(places, "volume_of", lambda root: volume if root == card else None)
    monkeypatch.setattr(places, "medium_of", lambda folder: "stick")
    monkeypatch.setattr("minoties_desktop.services.copying.medium_of", lambda folder: "stick")
    found = _imported(library, card)
    assert (found.kind, found.media, found.shine) == ("card", 0, Shine.UNPROVEN)
    assert is_among(card / "backup", [card / "DCIM"]) == card


@pytest.mark.usefixtures("device")
def test_each_file_of_a_pair_is_healed_by_its_own(library: Library, card: Path) -> None:
    (card / "IMG_1.HEIC").write_bytes(specimens.heic(block=photographs.exif()))
    _imported(library, card)
    lost = {path: path.read_bytes() for path in (library.root / "originals").rglob("IMG_1.*")}
    assert len(lost) == 2
    for path in lost:
        path.unlink()
    ingest(library, [card])
    assert {path: path.read_bytes() for path in lost} == lost

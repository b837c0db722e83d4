"""Cards: noticed by what cameras write on them, known again wherever they are mounted."""

from __future__ import annotations

from pathlib import Path

from minoties_desktop.capture.card import Card, cards, volume_of
from minoties_desktop.capture.source import Candidate
from minoties_desktop.capture.volumes import Volume, mounted

_LINES = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
40 22 8:17 / {root} rw,nosuid - vfat /dev/sdb1 rw
41 22 8:33 / /media/ana/Old\\040disk rw - ext4 /dev/sdc1 rw
42 22 8:1 /srv /media/ana/bound rw - ext4 /dev/sda1 rw
43 22 0:30 / /run/user/1000 rw - tmpfs tmpfs rw
nonsense
"""


def _volume(root: Path, key: str = "volume:1234-5678") -> Volume:
    return Volume(root, root.name, key)


def test_what_people_plug_in_is_found_and_the_systems_own_disks_are_not(tmp_path: Path) -> None:
    info = tmp_path / "mountinfo"
    info.write_text(_LINES.format(root="/media/ana/EOS_DIGITAL"), encoding="utf-8")
    found = mounted(info)
    assert [str(one.root) for one in found] == ["/media/ana/EOS_DIGITAL", "/media/ana/Old disk"]
    assert found[0].name == "EOS_DIGITAL"


def test_a_card_is_a_volume_that_a_camera_wrote_on(tmp_path: Path) -> None:
    card, disk, gone = tmp_path / "card", tmp_path / "disk", tmp_path / "gone"
    (card / "dcim").mkdir(parents=True)
    disk.mkdir()

    def volumes() -> list[Volume]:
        return [_volume(card), _volume(disk, "volume:b"), _volume(gone, "volume:c")]

    assert cards(volumes) == [_volume(card)]
    assert volume_of(card / ".." / "card", volumes) == _volume(card)
    assert volume_of(disk, volumes) is None
    assert Card(volumes).takes(str(card)) and not Card(volumes).takes(str(disk))


def test_all_of_a_card_is_found_once_its_numbered_folders_first(tmp_path: Path) -> None:
    for name in ("AAA.JPG", "DCIM/100A/IMG_2.JPG", "DCIM/100A/IMG_10.JPG", "PRIVATE/CLIP/C1.MP4", "DCIM/.trash"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    found = [one.path.relative_to(tmp_path).as_posix() for one in Card(lambda: [_volume(tmp_path)]).find([tmp_path])
             if isinstance(one, Candidate)]
    assert found == ["DCIM/100A/IMG_2.JPG", "DCIM/100A/IMG_10.JPG", "AAA.JPG", "PRIVATE/CLIP/C1.MP4"]

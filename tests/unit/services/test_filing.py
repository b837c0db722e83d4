"""Names in the library: by template, in step for RAW and JPEG, never two alike; and the list of what came."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain.errors import EnvironmentFault
from minoties_desktop.services import importrun
from minoties_desktop.services.ingest import Intake, Wishes, ingest
from minoties_desktop.services.library import Library
from tests.support import photographs, specimens

DAY = "originals/2026/2026-10-03"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library")
    yield library
    library.close()


def _paths(library: Library) -> list[str]:
    return [row[0] for row in library.database.reading().execute(
        "SELECT path FROM file WHERE role != 'derivative' ORDER BY path")]


def test_a_template_names_and_counts_on(library: Library, tmp_path: Path) -> None:
    photographs.jpeg(tmp_path / "a" / "IMG_1.JPG", 1, (60, 40))
    photographs.jpeg(tmp_path / "a" / "IMG_2.JPG", 2, (60, 40))
    photographs.jpeg(tmp_path / "b" / "IMG_1.JPG", 3, (60, 40))
    wishes = Wishes(rename="{date}_{seq:03}")
    ingest(library, [tmp_path / "a"], wishes)
    ingest(library, [tmp_path / "b"], wishes)
    assert _paths(library) == [f"{DAY}/2026-10-03_00{number}.JPG" for number in (1, 2, 3)]


def test_raw_and_jpeg_stay_in_step_also_where_a_name_is_taken(library: Library, tmp_path: Path) -> None:
    for folder, seed in (("a", 1), ("b", 2)):
        photographs.jpeg(tmp_path / folder / "IMG_1.JPG", seed, (60, 40))
        (tmp_path / folder / "IMG_1.DNG").write_bytes(specimens.dng(turn=seed))
    ingest(library, [tmp_path / "a", tmp_path / "b"])
    by_stem: dict[str, set[str]] = {}
    for path in _paths(library):
        by_stem.setdefault(Path(path).stem, set()).add(Path(path).suffix)
    assert by_stem == {"IMG_1": {".JPG", ".DNG"}, "IMG_1-2": {".JPG", ".DNG"}}


def test_the_list_of_an_import_is_a_bag_that_counts(library: Library, tmp_path: Path) -> None:
    for seed in range(3):
        photographs.jpeg(tmp_path / "card" / f"IMG_{seed}.JPG", seed, (60, 40))
    (tmp_path / "card" / "cut.JPG").write_bytes(photographs.jpeg_bytes(9, (60, 40))[:500])
    report = ingest(library, [tmp_path / "card"], Wishes(copy_to=tmp_path / "second"))
    for bag, root in ((report.manifest, library.root / "originals"),
                      (tmp_path / "second" / "manifests" / report.manifest.name, tmp_path / "second")):
        info = dict(line.split(": ", 1) for line in (bag / "bag-info.txt").read_text().splitlines())
        assert (info["Files-Expected"], info["Files-Refused"]) == ("4", "1")
        assert int(info["Files-Verified"]) == report.verified
        assert (bag / "bagit.txt").read_text() == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        lines = (bag / "manifest-sha256.txt").read_text().splitlines()
        assert len(lines) == 3
        for line in lines:
            sha256, path = line.split("  data/")
            assert hashlib.sha256((root / path).read_bytes()).hexdigest() == sha256
        for line in (bag / "tagmanifest-sha256.txt").read_text().splitlines():
            sha256, name = line.split("  ")
            assert hashlib.sha256((bag / name).read_bytes()).hexdigest() == sha256


def test_what_does_not_fit_is_said_before_anything_is_copied(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG", 1)
    second = tmp_path / "second"
    monkeypatch.setattr(importrun, "free_bytes", lambda folder: 10 if folder == second else 1 << 40)
    with pytest.raises(EnvironmentFault) as caught:
        ingest(library, [tmp_path / "card"], Wishes(copy_to=second))
    assert (caught.value.code, str(second) in caught.value.message.args[0]) == ("full", True)
    assert not _paths(library)


def test_imports_side_by_side_take_nothing_twice(library: Library, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    for folder in ("one", "two"):
        for seed in range(6):
            photographs.jpeg(tmp_path / folder / f"IMG_{seed}.JPG", seed, (90, 60))
    photographs.jpeg(tmp_path / "two" / "IMG_9.JPG", 9, (90, 60))
    with Intake(library) as intake, ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(
            lambda folder: ingest(library, [tmp_path / folder], intake=intake), ("one", "two")))
    assert sum(len(report.items) for report in reports) == len(_paths(library)) == 7
    assert sum(len(report.already) for report in reports) == 6


def test_an_import_goes_on_as_it_was_meant(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    from minoties_desktop.config.messages import Message
    from minoties_desktop.services.ingest import resume

    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG", 1, (60, 40))

    def broken(*_: object, **__: object) -> None:
        raise EnvironmentFault(Message("disk-broken", "", ""))

    with monkeypatch.context() as patch:
        patch.setattr("minoties_desktop.services.copying.copy_verified", broken)
        with pytest.raises(EnvironmentFault):
            ingest(library, [tmp_path / "card"], Wishes(copy_to=tmp_path / "second", rename="walk_{seq}"))
    assert len(resume(library).items) == 1
    assert (tmp_path / "second" / "2026/2026-10-03/walk_1.JPG").is_file()

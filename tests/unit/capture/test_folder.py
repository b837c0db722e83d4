"""Files and folders give what may be photographs, in order, and reasons for the rest."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.capture import SOURCES, Candidate, Left
from minoties_desktop.capture.folder import Folder, natural


def _make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


def _found(*places: Path, without: tuple[Path, ...] = ()) -> tuple[list[str], dict[str, str]]:
    found = list(Folder().find(places, without=without))
    return ([one.path.name for one in found if isinstance(one, Candidate)],
            {one.path.name: one.reason.key for one in found if isinstance(one, Left)})


def test_a_card_in_the_order_of_its_numbers(tmp_path: Path) -> None:
    _make(tmp_path, "DCIM/100A/IMG_10.JPG", "DCIM/100A/img_9.jpg", "DCIM/100A/IMG_0100.JPG", "DCIM/99A/Z.JPG")
    assert _found(tmp_path)[0] == ["Z.JPG", "img_9.jpg", "IMG_10.JPG", "IMG_0100.JPG"]


def test_what_nobody_would_upload_is_ignored(tmp_path: Path) -> None:
    _make(tmp_path, "a.jpg", "a.THM", "a.xmp", "M01.XML", ".hidden.jpg", "Thumbs.db", ".Trashes/b.jpg",
          "__MACOSX/c.jpg")
    assert _found(tmp_path) == (["a.jpg"], {
        "a.THM": "capture-companion", "a.xmp": "capture-companion", "M01.XML": "capture-companion",
        ".hidden.jpg": "capture-hidden", "Thumbs.db": "capture-hidden", ".Trashes": "capture-hidden",
        "__MACOSX": "capture-hidden"})


def test_notes_in_a_folder_are_ignored_and_named_ones_are_not(tmp_path: Path) -> None:
    _make(tmp_path, "a.jpg", "README", "notes.txt")
    assert _found(tmp_path) == (["a.jpg"], {"README": "capture-companion", "notes.txt": "capture-companion"})
    assert _found(tmp_path / "notes.txt") == (["notes.txt"], {})


def test_a_hidden_file_that_was_named_is_wanted(tmp_path: Path) -> None:
    _make(tmp_path, ".hidden.jpg")
    assert _found(tmp_path / ".hidden.jpg") == ([".hidden.jpg"], {})


def test_foreign_files_are_candidates_since_only_their_content_tells(tmp_path: Path) -> None:
    assert _found(_make(tmp_path, "a.pdf", "b"))[0] == ["a.pdf", "b"]


def test_what_is_not_there_is_refused_and_the_rest_goes_on(tmp_path: Path) -> None:
    _make(tmp_path, "a.jpg")
    found = list(Folder().find([tmp_path / "none.jpg", tmp_path / "a.jpg"]))
    assert [(one.path.name, getattr(one, "refused", None)) for one in found] == [("none.jpg", True), ("a.jpg", None)]


def test_a_folder_that_cannot_be_opened_is_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _make(tmp_path, "a/1.jpg", "b/2.jpg", "c/3.jpg")
    scandir = os.scandir

    def closed(path: Path):
        if Path(path).name == "b":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert _found(tmp_path) == (["1.jpg", "3.jpg"], {"b": "media-forbidden"})


def test_links_are_not_followed_out_of_the_folder(tmp_path: Path) -> None:
    _make(tmp_path, "card/a.jpg", "elsewhere/secret.jpg")
    card = tmp_path / "card"
    (card / "inside.jpg").symlink_to(card / "a.jpg")
    (card / "outside.jpg").symlink_to(tmp_path / "elsewhere/secret.jpg")
    (card / "folder").symlink_to(tmp_path / "elsewhere")
    (card / "loop").symlink_to(card)
    (card / "nowhere.jpg").symlink_to(card / "gone.jpg")
    assert _found(card) == (["a.jpg"], {
        "folder": "capture-link", "loop": "capture-link", "nowhere.jpg": "capture-link", "outside.jpg": "capture-link"})


def test_a_file_is_found_once_however_often_it_is_named(tmp_path: Path) -> None:
    _make(tmp_path, "a.jpg", "b.jpg")
    assert _found(tmp_path / "b.jpg", tmp_path, tmp_path)[0] == ["b.jpg", "a.jpg"]


def test_pipes_are_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    assert _found(tmp_path) == ([], {"pipe.jpg": "capture-no-file"})


def test_our_own_library_is_no_card(tmp_path: Path) -> None:
    _make(tmp_path, "a.jpg", "library/originals/b.jpg")
    assert _found(tmp_path, without=(tmp_path / "library",)) == (["a.jpg"], {"library": "capture-own-library"})


@pytest.mark.parametrize("name", [
    "e\u0301te\u0301.jpg", "\u202egpj.exe.jpg", "שלום.jpg", "x" * 240 + ".jpg", "a\nb.jpg", "\udcff\udcfe.jpg"])
def test_odd_names(tmp_path: Path, name: str) -> None:
    assert _found(_make(tmp_path, name))[0] == [name]


@given(st.text(max_size=20), st.integers(0, 10**9), st.integers(0, 10**9))
def test_names_sort_as_people_count(prefix: str, one: int, other: int) -> None:
    prefix += "_"
    assert (natural(f"{prefix}{one}.jpg") < natural(f"{prefix}{other}.jpg")) == (one < other)


def test_the_sources_are_named_once() -> None:
    assert len({source.id for source in SOURCES}) == len(SOURCES)
    assert all(source.takes("/media/card") for source in SOURCES if source.id == "folder")


def test_of_another_library_only_the_originals_are_taken(tmp_path):
    for name in ("library.sqlite", "originals/2026/walk.jpg", "cache/thumbs/ab.jpg", "backups/old.sqlite"):
        (tmp_path / "theirs" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "theirs" / name).write_bytes(b"x")
    found = list(Folder().find([tmp_path]))
    assert [one.path.name for one in found if isinstance(one, Candidate)] == ["walk.jpg"]
    assert {one.reason.key for one in found if isinstance(one, Left)} == {"capture-other-library"}

"""Names in the library's folder are safe everywhere and never two alike."""

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minoties_desktop.services.originals import LONGEST, Names, folder_for, safe_name

NAMES = st.one_of(
    st.text(min_size=1, max_size=300).filter(lambda name: "/" not in name and "\0" not in name),
    st.sampled_from(["IMG_1.JPG", "img_1.jpg", "Img_1.Jpg", "IMG_1-2.JPG", "ΕΡΓΟ.jpg", "έργο.jpg", "e\u0301.jpg",
                     "\u00e9.jpg", "E\u0301.JPG", "straße.jpg", "STRASSE.jpg", "İ.jpg", "i\u0307.jpg"]))


def _same_on_some_disk(one: str, other: str) -> bool:
    forms = [{form(name) for form in (
        lambda n: unicodedata.normalize("NFC", n.casefold()), lambda n: unicodedata.normalize("NFD", n).casefold(),
        lambda n: unicodedata.normalize("NFC", n.lower()), lambda n: unicodedata.normalize("NFC", n.upper()))}
        for name in (one, other)]
    return bool(forms[0] & forms[1])


@settings(max_examples=1000)
@given(st.lists(NAMES, max_size=12))
def test_no_two_names_are_alike(names: list[str]) -> None:
    chooser = Names(Path("/nowhere"), ["originals/2026/IMG_1.JPG"])
    chosen = ["IMG_1.JPG", *(chooser.choose("originals/2026", name).rpartition("/")[2] for name in names)]
    for place, one in enumerate(chosen):
        assert not any(_same_on_some_disk(one, other) for other in chosen[:place])


@settings(max_examples=1000)
@given(NAMES)
def test_every_name_is_safe(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe.encode("utf-8")) <= LONGEST
    assert unicodedata.is_normalized("NFC", safe)
    assert not set(safe) & set('<>:"/\\|?*')
    assert not safe.startswith((" ", ".")) and not safe.endswith((" ", "."))
    assert safe_name(safe) == safe


@pytest.mark.parametrize(("name", "safe"), [
    ("IMG_2041.JPG", "IMG_2041.JPG"), ("\u202egpj.exe.jpg", "gpj.exe.jpg"), ("aux.jpg", "_aux.jpg"),
    ("e\u0301te\u0301.jpg", "été.jpg"), ("a:b?.jpg", "a_b_.jpg"), ("\udcff\udcfe.jpg", "__.jpg"), ("...", "_"),
    ("...jpg", "_.jpg"), ("\u200b.jpg", "_.jpg"), (".jpg", "_.jpg"), ("a.jpg.", "a.jpg"),
    ("x" * 300 + ".tiff", "x" * 115 + ".tiff"), ("שלום.png", "שלום.png")])
def test_names_and_what_becomes_of_them(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_names_on_the_disk_count(tmp_path: Path) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "img_1.jpg").touch()
    names = Names(tmp_path, [])
    assert names.choose("originals", "IMG_1.JPG") == "originals/IMG_1-2.JPG"
    assert names.choose("originals", "IMG_1.JPG") == "originals/IMG_1-3.JPG"


def test_folders_by_day() -> None:
    assert folder_for(datetime(2026, 10, 3, 23, 59)) == "originals/2026/2026-10-03"
    assert folder_for(None) == "originals/undated"

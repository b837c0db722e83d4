"""Titles and file names become what MediaWiki makes of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.practice.answers import Refusal
from minoties_desktop.practice.titles import BadTitle, Title, file_title, read_title

ALLOWED = ["jpg", "jpeg", "png", "tif"]


@pytest.mark.parametrize(("text", "full"), [
    ("file:a_b  c.jpg", "File:A b c.jpg"),
    ("Image:x.jpg", "File:X.jpg"),
    (" category : looms ", "Category:Looms"),
    ("e\u0301glise", "Église"),
    (":File:x.jpg", "File:X.jpg"),
    ("Talk about: it", "Talk about: it"),
    ("a\u200fb\u00a0c", "Ab c"),
])
def test_titles_are_normalised(text: str, full: str) -> None:
    assert read_title(text).full == full


@pytest.mark.parametrize(("text", "key"), [
    ("", "title-invalid-empty"), ("File:", "title-invalid-empty"), ("a[b", "title-invalid-characters"),
    ("a%41", "title-invalid-characters"), ("a&amp;b", "title-invalid-characters"),
    ("~~~", "title-invalid-characters"), ("é" * 128, "title-invalid-too-long")])
def test_texts_that_are_no_titles(text: str, key: str) -> None:
    with pytest.raises(BadTitle) as caught:
        read_title(text)
    assert caught.value.key == key


@given(st.text(max_size=60))
def test_a_title_read_again_is_itself(text: str) -> None:
    try:
        title = read_title(text)
    except BadTitle:
        return
    assert read_title(title.full) == title or ":" in title.text
    assert unicodedata.is_normalized("NFC", title.text[1:]) or title.text


@pytest.mark.parametrize(("wanted", "key"), [
    ("Bridge: old [1].jpg", "Bridge-_old_-1-.jpg"), ("File:x.jpg", "X.jpg"), ("a/b\\c.png", "A-b-c.png"),
    ("No extension", "No_extension.jpeg")])
def test_file_names_are_made_fit(wanted: str, key: str) -> None:
    assert file_title(wanted, "jpeg", ALLOWED).key == key


@pytest.mark.parametrize(("wanted", "code"), [
    (".jpg", "filename-tooshort"), ("x" * 237 + ".jpg", "filename-toolong"), ("Ω" * 120 + ".jpg", "filename-toolong"),
    ("a%41.jpg", "illegal-filename"), ("a.docx", "filetype-banned")])
def test_file_names_that_are_refused(wanted: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        file_title(wanted, "jpeg", ALLOWED)
    assert caught.value.code == code


def test_a_key_has_underscores() -> None:
    assert Title(6, "A b.jpg").key == "A_b.jpg"

"""What Tesseract reads on a page, and how its table is understood."""

from pathlib import Path

import pytest

from minoties_desktop.domain.errors import Refused
from minoties_desktop.media import reading
from tests.support import leaves


def test_a_page_is_read_where_it_stands(tmp_path: Path) -> None:
    lines = ["Parish letters of the island", "winter harvest and bread"]
    path = leaves.save_jpeg(tmp_path / "p.jpg", leaves.leaf(size=(900, 700), lines=lines))
    assert {"eng", "ell", "spa"} <= reading.languages()
    found = reading.read(path, ["eng"], dpi=150)
    assert [word.text for word in found] == " ".join(lines).split()
    assert found[0].left == pytest.approx(900 // 8, abs=6) and 8 < found[0].height < 40


def test_without_languages_nothing_is_read(tmp_path: Path) -> None:
    assert reading.read(tmp_path / "no.jpg", []) == []


def test_a_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(b"no picture")
    with pytest.raises(Refused) as refused:
        reading.read(tmp_path / "p.jpg", ["eng"])
    assert refused.value.code == "unread"


def test_odd_lines_of_the_table_are_passed_over() -> None:
    word = "5\t1\t1\t1\t1\t1\t{0}\t20\t30\t10\t{1}\t{2}"
    table = "\n".join(["level\tpage", word.format("10", "96.5", "בית"), word.format("x", "96", "bad"),
                       word.format("10", "3", "stain"), word.format("10", "90", " "),
                       word.format("10", "90", "a\x00b"), "4\t1"])
    assert [(word.text, word.backwards) for word in reading.words(table)] == [("בית", True), ("ab", False)]

"""Font files that are given to this program are checked before they are kept, and can be taken away."""

from pathlib import Path

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.services import fonts


def test_only_what_begins_as_a_font_and_is_no_larger_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fonts, "MOST", 100)
    for name, data, code in (("page.ttf", b"<html>", "font"), ("empty.otf", b"", "font"),
                             ("huge.ttf", b"OTTO" + bytes(200), "font-large")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(UsageFault) as caught:
            fonts.read(tmp_path / name)
        assert caught.value.code == code and caught.value.message.args[0] == name
    for missing in (tmp_path / "none.ttf", tmp_path):
        with pytest.raises(UsageFault) as caught:
            fonts.read(missing)
        assert caught.value.code == "font-read"


def test_a_font_is_kept_once_and_taken_away() -> None:
    assert fonts.kept() == []
    path = fonts.keep(b"OTTO 1")
    assert fonts.keep(b"OTTO 1") == path and fonts.kept() == [path] and fonts.read(path) == b"OTTO 1"
    fonts.remove(path)
    fonts.remove(path)
    assert fonts.kept() == []


def test_the_package_of_a_font_is_known_where_debian_has_it() -> None:
    assert fonts.package("Noto Sans Khmer") == "fonts-noto-core"
    assert fonts.package("Noto Sans CJK") == "fonts-noto-cjk"
    assert fonts.package("Noto Sans Kawi") == fonts.package("") == ""

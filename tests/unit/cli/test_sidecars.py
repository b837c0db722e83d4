"""`minoties sidecars write`."""

from pathlib import Path

from tests.support import photographs
from tests.unit.cli.calling import Called


def test_sidecars_into_a_folder(tmp_path: Path) -> None:
    minoties = Called(tmp_path / "library")
    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG")
    [found] = minoties("import", str(tmp_path / "card"))["items"]
    done = minoties("sidecars", "write", found["id"], "--to", str(tmp_path / "out"), "--short")
    assert [Path(one["path"]) for one in done["written"]] == [tmp_path / "out" / "IMG_1.xmp"]
    assert done["refused"] == []


def test_a_sidecar_that_cannot_be_read_needs_a_person(tmp_path: Path) -> None:
    minoties = Called(tmp_path / "library")
    photographs.jpeg(tmp_path / "card" / "IMG_1.JPG")
    minoties("import", str(tmp_path / "card"))
    (tmp_path / "card").rename(tmp_path / "out")
    (tmp_path / "out" / "IMG_1.xmp").write_text("<!DOCTYPE x>", encoding="utf-8")
    done = minoties("sidecars", "write", "--to", str(tmp_path / "out"), code=1)
    assert done["written"] == [] and done["refused"][0]["reason"]

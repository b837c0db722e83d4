"""What the grid calls an item without a title."""

import pytest

from minoties_desktop.qt.models.cells import called

PAGE = "e9c73a92-1111-4111-8111-111111111111"


@pytest.mark.parametrize(("name", "file", "said"), [
    ("FOT-1203-e9c73a92.tif", PAGE, "FOT-1203.tif"), ("IMG-20261114.JPG", PAGE, "IMG-20261114.JPG"),
    (None, None, ""), ("IMG_2040.JPG", None, "IMG_2040.JPG")])
def test_a_scan_is_called_by_its_number_alone(name: str | None, file: str | None, said: str) -> None:
    assert called({"name": name, "file_id": file}) == said

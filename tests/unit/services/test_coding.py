"""Lists of codes that are taken in from files."""

import os

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.services import coding
from tests.support.libraries import library, tagging

__all__ = ["library", "tagging"]


@pytest.mark.parametrize(("make", "key"), [
    (os.mkfifo, "error-codes-no-file"), (os.mkdir, "error-codes-no-file"), (None, "error-codes-file")])
def test_what_is_no_file_is_not_waited_for(library, tagging, tmp_path, make, key):
    if make is not None:
        make(tmp_path / "codes.tsv")
    with pytest.raises(UsageFault) as caught:
        coding.take(library, tagging, tmp_path / "codes.tsv")
    assert caught.value.message.key == key


def test_a_list_takes_the_place_of_the_one_of_its_name(library, tagging, tmp_path):
    file = tmp_path / "people.tsv"
    file.write_text("ana\tAna Soto\nluz\tLuz Paz\n", encoding="utf-8")
    made, count = coding.take(library, tagging, file)
    assert count == 2
    file.write_text("ana\tAna Soto Paz\n", encoding="utf-8")
    assert coding.take(library, tagging, file) == (made, 1)
    assert [len(one.entries) for one in coding.lists(library)] == [1]

"""Tables of others: a file that is not there is said to be so, and is no broken table."""

from __future__ import annotations

from pathlib import Path

import pytest

from minoties_desktop.domain.errors import Refused, UsageFault
from minoties_desktop.media import spreadsheet


@pytest.mark.parametrize("name", ["nosuch.csv", "."])
def test_a_table_that_is_not_there_is_said_to_be_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageFault) as caught:
        spreadsheet.read(tmp_path / name)
    assert caught.value.message.key == "error-not-there"


def test_what_holds_no_row_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("\n\n")
    with pytest.raises(Refused) as caught:
        spreadsheet.read(tmp_path / "empty.csv")
    assert caught.value.message.key == "error-sheet"

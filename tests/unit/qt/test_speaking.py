"""How texts are written."""

import pytest

from minoties_desktop.qt.speaking import begun


@pytest.mark.parametrize(("text", "shown"), [
    ("granted", "Granted"), ("ζητήθηκε", "Ζητήθηκε"), ("CC BY 4.0", "CC BY 4.0"), ("\u05d0\u05d1", "\u05d0\u05d1"),
    ("", "")])
def test_what_begins_a_line_begins_with_a_capital(text: str, shown: str) -> None:
    assert begun(text) == shown

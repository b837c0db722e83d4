"""From an empty machine to receipts on the practice Commons: the first run and its practice walk, by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from minoties_desktop.config import settings
from minoties_desktop.config.paths import suggested_library
from tests.support.newcomer import newcomer
from tests.support.xwindow import Screen, screen

__all__ = ["screen"]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_somebody_new_gets_to_receipts_without_the_mouse(screen: Screen, tmp_path: Path) -> None:
    with newcomer(screen, tmp_path) as rayen:
        rayen.introduces_themselves("Rayen Huenchul", "RayenH")
        rayen.press("Return")  # the practice walk
        rayen.sees(rayen.minoties.library.exists)
        rayen.sees(lambda: rayen.missing() == {"title", "caption", "people"})
        assert rayen.states() == {"to_finish": 6}
        rayen.rest()

        rayen.press("F8")
        rayen.type("Harbour at dusk")
        rayen.press("Return")
        rayen.sees(lambda: len({item["title"] for item in rayen.items()}) == 6)
        rayen.press("F8")
        rayen.type("A harbour town at dusk")
        rayen.press("Return")
        rayen.sees(lambda: "caption" not in rayen.missing())
        rayen.press("F8")
        rayen.press("space")  # nobody can be recognised
        rayen.sees(lambda: rayen.states() == {"ready": 6})

        rayen.press("Escape")
        rayen.press("shift+F6")  # from the photographs to the guide above them
        rayen.press("space")
        rayen.sees(lambda: rayen.states() == {"waiting": 6})
        rayen.press("ctrl+shift+Return")
        rayen.sees(lambda: rayen.states() == {"practised": 6})
        rayen.rest()
    assert settings.load().last_library == str(suggested_library())
    [walk] = rayen.minoties("activity", "list")["activity"]
    assert "nothing is published" in walk["title"]

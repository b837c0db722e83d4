"""A photographer comes home with a card: from an empty machine to receipts on the practice Commons, by keys alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.support.newcomer import newcomer
from tests.support.photographs import jpeg
from tests.support.xwindow import Screen, screen

__all__ = ["screen"]

TAKEN = datetime(2026, 11, 14, 10, 5)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_photographer_gets_a_card_to_receipts_without_the_mouse(screen: Screen, tmp_path: Path) -> None:
    card = tmp_path / "DCIM"
    for number in range(5):
        jpeg(card / f"DSC_{number:04}.JPG", 11 * number, (300, 200), taken=TAKEN + timedelta(minutes=number),
             offset="-03:00")
    with newcomer(screen, tmp_path) as rayen:
        rayen.introduces_themselves("Rayen Huenchul", "RayenH", "es")
        rayen.own_photographs()
        rayen.press("ctrl+n")
        rayen.type("Feria Pinto")
        rayen.press("Return")
        rayen.press("ctrl+shift+i")
        rayen.type(str(card))
        rayen.press("Return")
        rayen.sees(lambda: len(rayen.items()) == 5)
        rayen.rest()
        rayen.press("Return")  # to those that came
        rayen.rest()

        rayen.press("p")  # which goes on to the next
        rayen.press("x")
        rayen.press("5")
        rayen.sees(lambda: sorted((item["flag"], item["rating"]) for item in rayen.items()) == [
            ("", 0), ("", 0), ("", 5), ("pick", 0), ("reject", 0)])
        rayen.press("ctrl+a")
        rayen.press("F8")
        rayen.type("Weaver at the market")
        rayen.press("Return")
        rayen.sees(lambda: "title" not in rayen.missing())
        rayen.press("F8")
        rayen.type("Una tejedora en la feria")
        rayen.press("Return")
        rayen.sees(lambda: "caption" not in rayen.missing())
        rayen.press("F8")
        rayen.type("Weaving in Chile")
        rayen.press("Return")
        rayen.sees(lambda: "categories" not in rayen.missing())
        rayen.press("F8")
        rayen.press("space")  # nobody can be recognised
        rayen.sees(lambda: rayen.states() == {"ready": 4, "rejected": 1})

        rayen.press("Escape")
        rayen.press("r")
        rayen.press("Escape")
        rayen.find("queue for practice")
        rayen.sees(lambda: rayen.states() == {"waiting": 4, "rejected": 1})
        rayen.press("ctrl+shift+Return")
        rayen.sees(lambda: rayen.states() == {"practised": 4, "rejected": 1})
        rayen.rest()

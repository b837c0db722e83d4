"""A museum's worker with pictures of objects: from an empty machine to receipts on the practice Commons, by keys
alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from minoties_desktop.config import settings
from tests.support.newcomer import Newcomer, newcomer
from tests.support.photographs import jpeg
from tests.support.xwindow import Screen, screen

__all__ = ["screen"]

TAKEN = datetime(2026, 11, 14, 10, 5)

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_museum_gets_its_objects_to_receipts_without_the_mouse(screen: Screen, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    for number in range(3):
        jpeg(scans / f"scan-{number}.jpg", 17 * number, (300, 200), taken=TAKEN + timedelta(minutes=number),
             offset="-03:00")
    with newcomer(screen, tmp_path) as marta:
        marta.introduces_themselves("Marta Soto", "MSoto", "es")
        marta.own_photographs()
        marta.find("archivist")
        marta.sees(lambda: settings.load().detail == "archivist")
        marta.press("ctrl+n")
        marta.type("Looms of the museum")
        marta.press("Tab", "Down")  # a visit to an institution
        marta.press("Tab", "Tab", "Tab")
        marta.type("Museo Regional")
        marta.press("Return")
        marta.press("ctrl+shift+i")
        marta.type(str(scans))
        marta.press("Return")
        marta.sees(lambda: len(marta.items()) == 3)
        marta.rest()
        marta.press("Return")  # to those that came
        marta.rest()
        [house] = marta.minoties("institution", "list")["institution"]
        assert house["name"] == "Museo Regional"
        marta.minoties("agreement", "add", "--title", "Letter", "--institution", house["id"], "--status", "granted")

        marta.press("ctrl+a")
        for field, text in (("title", "Loom"), ("caption", "Un telar"), ("categories", "Looms")):
            marta.press("F8")
            marta.type(text)
            marta.press("Return")
            marta.sees(lambda field=field: field not in marta.missing())
        marta.press("F8")
        marta.press("space")  # nobody can be recognised
        marta.sees(lambda: marta.states() == {"ready": 3})

        marta.press("Escape")
        marta.press("t")
        marta.press("ctrl+Home")
        marta.find("inventory number")
        for number in range(3):
            marta.type(f"MRA-{number + 1:03}")
            marta.press("Return")
        marta.sees(lambda: [_value(marta, item, "inventory_number") for item in marta.items()] == [
            "MRA-001", "MRA-002", "MRA-003"])
        assert {_value(marta, item, "institution") for item in marta.items()} == {house["id"]}

        marta.press("Escape")
        marta.press("ctrl+a")
        marta.press("r")
        marta.find("queue for practice")
        marta.sees(lambda: marta.states() == {"waiting": 3})
        marta.press("ctrl+shift+Return")
        marta.sees(lambda: marta.states() == {"practised": 3})
        marta.rest()


def _value(marta: Newcomer, item: dict[str, object], field: str) -> str:
    values = marta.minoties("show", str(item["id"]))["values"]
    return next((value["value"] for value in values if value["field"] == field), "")

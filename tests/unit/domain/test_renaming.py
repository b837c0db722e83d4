"""Names by template."""

from datetime import datetime

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.renaming import Naming, check_template, named

FACTS = Naming("IMG_2041", datetime(2026, 11, 14, 10, 5, 9), "Canon EOS R6", "Feria Pinto walk", "Feria Pinto", "Rayen")


@pytest.mark.parametrize(("template", "name"), [
    ("", "IMG_2041"), ("{date}_{place}_{seq:03}", "2026-11-14_Feria Pinto_042"),
    ("{photographer}-{number}", "Rayen-2041"),
    ("{year}{month}{day} {time} {camera}", "20261114 100509 Canon EOS R6"), ("{activity} {seq}", "Feria Pinto walk 42"),
    ("walk", "walk"),
])
def test_a_template_names(template: str, name: str) -> None:
    assert named(check_template(template), FACTS, 42) == name


def test_what_is_not_known_falls_out() -> None:
    assert named("{date}_{place}_{seq:03}", Naming("a"), 1) == "001"
    assert named("{date}", Naming("a"), 1) == "a"


@pytest.mark.parametrize("template", ["{dat}", "{date", "date}", "{seq:0999}", "{}"])
def test_a_template_that_makes_no_sense_is_refused(template: str) -> None:
    with pytest.raises(UsageFault):
        check_template(template)

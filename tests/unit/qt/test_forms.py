"""The Designer forms say keys and hold no looks of their own."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from minoties_desktop.config.messages import catalogue

FORMS = sorted(Path(__file__).resolve().parents[3].joinpath("ui").glob("*.ui"))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_every_string_is_a_key_without_arguments(form: Path) -> None:
    for string in ElementTree.parse(form).iter("string"):
        if string.get("notr") == "true":
            continue
        key = string.get("comment")
        assert key == string.text
        assert key in catalogue("en"), key
        # A form has nothing to put in their place.
        assert not re.search(r"\$\d", catalogue("en")[key]), key


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_no_form_holds_a_style_or_a_pixel(form: Path) -> None:
    names = {node.get("name") for node in ElementTree.parse(form).iter("property")}
    assert not names & {"styleSheet", "font", "palette", "minimumSize", "maximumSize", "geometry", "iconSize"}

"""The help says in each language what may be typed."""

import pytest

from minoties_desktop.config.messages import catalogue, languages
from minoties_desktop.domain.fields import FIELDS


@pytest.mark.parametrize("language", languages())
def test_the_help_of_tag_names_every_field(language: str) -> None:
    named = catalogue(language)["cli-tag"].rstrip(".").rpartition(": ")[2].split(", ")
    assert named == [field.id for field in FIELDS]

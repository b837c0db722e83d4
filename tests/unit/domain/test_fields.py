"""The table of fields: the ids that the command line promises, each used once."""

import json

import pytest

from minoties_desktop.domain.changes import Changes
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.fields import FIELDS, Kind, field
from minoties_desktop.domain.rows import LONGEST, LONGEST_TEXT, check_row

PROMISED = {
    "title", "caption", "description", "date", "author", "source", "licence", "categories", "depicts", "communities",
    "camera_position", "subject_position", "heading", "place_created", "institution", "collection", "inventory_number",
    "permission", "people", "notes",
}
KEPT = {"notices", "premises", "embargo", "keywords", "rights_notice", "author_told"}
"""What other programs wrote, kept with the photograph and never sent."""
OF_WORKS = {
    "work", "creator", "creator_died", "work_date", "published", "published_in", "published_place", "publisher",
    "work_title", "work_language", "work_item", "medium", "dimensions", "credit_line", "copied", "object_licence",
    "leave",
}
"""Who made what is in the picture, and who holds rights in it."""
OF_SCANS = {"text_languages", "sent_as"}
"""How scanned pages are read and in which form they go; never sent themselves."""


def test_the_ids_are_those_that_scripts_rely_on():
    assert sorted(found.id for found in FIELDS) == sorted(PROMISED | KEPT | OF_WORKS | OF_SCANS)


def test_notes_stay_private():
    assert [found.id for found in FIELDS if found.private] == ["notes"]
    notes = field("notes")
    assert not (notes.parameter or notes.statement or notes.exif or notes.xmp)


def test_choices_belong_to_choices():
    assert all(bool(found.choices) == (found.kind is Kind.CHOICE) for found in FIELDS)
    assert field("people").choices == ("nobody", "crowd", "public", "consent")


def test_an_unknown_field_is_wrong_usage_and_the_known_ones_are_named():
    with pytest.raises(UsageFault) as caught:
        field("Title")
    assert "title" in caught.value.remedy.args[0]


def test_changes_are_merged():
    both = Changes.of("item", ["a"]) | Changes.of("item", ["b"]) | Changes.of("outbox", ["c"])
    assert both.ids("item") == {"a", "b"} and both.ids("outbox") == {"c"} and both.ids("journal") == frozenset()
    assert both and not Changes() and not Changes.of("item", [])


@pytest.mark.parametrize("row", [
    {"starts": "2026-02-31"}, {"until": "soon"}, {"zone": "Mars/Base"}, {"zone": "../etc/passwd"}, {"zone": "\x00"},
    {"licence": "gfdl"}, {"languages": "es EL"}, {"item": "42"}, {"zone": "Europe/" + "x" * 300},
])
def test_a_column_that_could_never_be_right_is_refused(row):
    with pytest.raises(UsageFault) as caught:
        check_row(row)
    assert caught.value.code == "value"


@pytest.mark.parametrize("row", [
    {"starts": "2026-10-01", "ends": ""}, {"zone": "Europe/Madrid"}, {"licence": "cc-zero"}, {"languages": "es arn"},
    {"item": "Q42"}, {"title": "anything"}, {"item": "", "zone": None}, {"captions_cc0": 1},
    {"name": "x" * LONGEST}, {"names": json.dumps({"es": "x" * LONGEST})}, {"notes": "x" * LONGEST_TEXT},
    {"content": "x" * 100_000}, {"names": ""},
])
def test_columns_that_are_right_or_empty_pass(row):
    check_row(row)


@pytest.mark.parametrize("row", [
    {"name": "x" * 100_000}, {"title": "x" * (LONGEST + 1)}, {"names": json.dumps({"es": "a", "el": "x" * 100_000})},
    {"conditions": "x" * (LONGEST_TEXT + 1)}, {"email": "x" * 1000},
])
def test_a_text_that_is_too_long_is_told_by_its_beginning_and_its_length(row):
    [column] = row
    with pytest.raises(UsageFault) as caught:
        check_row(row)
    told, length, most = caught.value.message.args
    assert told == "x" * 40 and length > most and caught.value.column == column

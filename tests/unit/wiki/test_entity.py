"""Two values are the same value, whatever form they have."""

from __future__ import annotations

import pytest

from minoties_desktop.domain.dates import parse as date
from minoties_desktop.domain.positions import parse as position
from minoties_desktop.wiki import entity, snaks


def bare(snak: dict, **changes: object) -> dict:
    """A snak as a wiki gives it: with a hash, and with these changes of its value."""
    value = snak["datavalue"]["value"]
    return {**snak, "hash": "0", "datavalue": {**snak["datavalue"], "value": {**value, **changes}}}


@pytest.mark.parametrize(("ours", "theirs", "same"), [
    (snaks.item("P180", "Q42"), bare(snaks.item("P180", "Q42")), True),
    (snaks.item("P180", "Q42"), bare(snaks.item("P180", "Q42"), id=None), True),
    (snaks.item("P180", "Q42"), snaks.item("P180", "Q43"), False),
    (snaks.item("P180", "Q42"), snaks.item("P921", "Q42"), False),
    (snaks.unknown("P170"), {**snaks.unknown("P170"), "hash": "0"}, True),
    (snaks.unknown("P170"), snaks.item("P170", "Q42"), False),
    (snaks.time("P571", date("2026-10-01")), snaks.time("P571", date("2026-10-01T10:00:00")), True),
    (snaks.time("P571", date("2026-10-01")), snaks.time("P571", date("2026-10")), False),
    (snaks.time("P571", date("1890")), bare(snaks.time("P571", date("1890")), time="+1890-01-01T00:00:00Z"), True),
    (snaks.coordinate("P1259", position("-38.735902,-72.590374")),
     snaks.coordinate("P1259", position("-38.7359,-72.5904")), True),
    (snaks.coordinate("P1259", position("-38.735902,-72.590374")),
     snaks.coordinate("P1259", position("-38.7462,-72.5904")), False),
    (snaks.string("P217", "MS 12"), snaks.string("P217", "MS 12"), True),
    (snaks.string("P217", "MS 12"), snaks.string("P217", "MS 13"), False),
    (snaks.quantity("P7787", 245, snaks.DEGREE), bare(snaks.quantity("P7787", 245.0, snaks.DEGREE)), True),
    (snaks.text_in("P1476", "es", "Telar"), snaks.text_in("P1476", "es", "Telar"), True),
    (snaks.text_in("P1476", "es", "Telar"), snaks.text_in("P1476", "en", "Telar"), False),
])
def test_same(ours, theirs, same):
    assert entity.same(ours, theirs) is same


def test_our_own_statement_is_known_by_its_id_though_somebody_changed_its_value():
    mine = {**snaks.statement(snaks.item("P180", "Q42")), "guid": "0f"}
    changed = {**snaks.statement(snaks.item("P180", "Q43")), "id": "M1$0F"}
    there = {"labels": {}, "statements": {"P180": [changed]}}
    assert entity.lacking_claims([mine], there, "M1") == []


def test_what_is_lacking_carries_the_frozen_id_and_nothing_else_of_ours():
    mine = {**snaks.statement(snaks.item("P180", "Q42")), "guid": "0f"}
    there = {"labels": {}, "statements": {}}
    assert entity.lacking_claims([mine], there, "M1") == [{**snaks.statement(snaks.item("P180", "Q42")), "id": "M1$0f"}]


def test_a_statement_of_somebody_s_with_less_is_named_and_left():
    heading = snaks.quantity("P7787", 245, snaks.DEGREE)
    camera = snaks.coordinate("P1259", position("-38.735902,-72.590374"))
    mine = {**snaks.statement(camera, [heading]), "guid": "0f"}
    bot = {**snaks.statement(camera), "id": "M1$bot"}
    there = {"labels": {}, "statements": {"P1259": [bot]}}
    assert entity.lacking_claims([mine], there, "M1") == []
    assert entity.without_our_qualifiers([mine], there, "M1") == ["P1259"]
    fuller = {**snaks.statement(camera, [heading]), "id": "M1$other"}
    assert entity.without_our_qualifiers([mine], {**there, "statements": {"P1259": [bot, fuller]}}, "M1") == []
    ours = {**there, "statements": {"P1259": [{**bot, "id": "M1$0F"}]}}
    assert entity.without_our_qualifiers([mine], ours, "M1") == []

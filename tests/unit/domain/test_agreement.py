"""Whatever an institution allowed, nothing goes beyond it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.agreement import ACTS, GRANTED, STATUSES, VRT, Agreement, Scope, Use, problems
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.institution import Collection, Institution, check_pattern

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SILVER, STORE = "silver", "store"
LETTER = Agreement("a", "Letter", GRANTED, "2026-11-01", "2027-06-30", ("cc-by-sa-4.0",), "house", ("rooms", "objects"),
                   (Scope(SILVER, rooms="yes", objects="yes", scans="no"), Scope(STORE, objects="no")))
USE = Use("cc-by-sa-4.0", "objects", SILVER, "Silver cabinet", "2026-11-14")


def codes(agreement: Agreement, use: Use) -> set[str]:
    """What blocks."""
    return {problem.code for problem in problems(agreement, use, NOW) if problem.blocks}


def test_what_the_letter_covers_goes() -> None:
    assert not codes(LETTER, USE)


@pytest.mark.parametrize(("change", "code"), [
    ({"collection": STORE, "named": "Store"}, "agreement-collection"),
    ({"collection": "", "named": "Cellar"}, "agreement-collection"),
    ({"collection": "", "named": ""}, "agreement-collection-needed"),
    ({"act": "scans"}, "agreement-act"), ({"licence": "cc-zero"}, "agreement-licence"),
    ({"day": "2026-10-31"}, "agreement-day"), ({"day": "2027-07"}, "agreement-day"),
])
def test_what_goes_beyond_is_held(change: dict[str, str], code: str) -> None:
    assert code in codes(LETTER, replace(USE, **change))


def test_days_that_may_be_within_are_within() -> None:
    for day in ("2026", "2026-11", "202X", "", "about then"):
        assert not codes(LETTER, replace(USE, day=day))


def test_conditions_are_told_and_hold_nothing() -> None:
    letter = replace(LETTER, scopes=(Scope(SILVER, objects="yes", conditions="no flash"),))
    assert [problem.code for problem in problems(letter, USE, NOW)] == ["agreement-conditions"]


answers = st.sampled_from(["", "yes", "no"])
agreements = st.builds(
    Agreement, st.just("a"), st.just("Letter"), st.sampled_from(STATUSES),
    st.sampled_from(["", "2025", "2026-11-20", "2026-12-01"]), st.sampled_from(["", "2024", "2026-11-21", "2030"]),
    st.sampled_from([(), ("cc-by-sa-4.0",), ("cc-zero",)]), st.just("house"),
    st.sampled_from([(), ("rooms",), ("objects", "release"), ACTS]),
    st.lists(st.builds(Scope, st.sampled_from([SILVER, STORE]), answers, answers, answers), max_size=2).map(tuple),
    st.sampled_from(VRT))
uses = st.builds(Use, st.sampled_from(["cc-by-sa-4.0", "cc-zero"]), st.sampled_from(ACTS),
                 st.sampled_from([SILVER, STORE, ""]), st.sampled_from(["", "Somewhere"]),
                 st.sampled_from(["", "2026-11-14", "2023"]))


@given(agreements, uses)
def test_nothing_goes_that_the_words_of_the_agreement_do_not_allow(agreement: Agreement, use: Use) -> None:
    if codes(agreement, use):
        return
    assert agreement.status == GRANTED
    assert agreement.vrt != "refused"
    assert agreement.until in ("", "2030")
    assert agreement.since != "2026-12-01"
    assert not agreement.licences or use.licence in agreement.licences
    acts = set(agreement.kinds) & set(ACTS)
    assert not acts or use.act in acts
    if agreement.scopes:
        [first, *_] = [scope for scope in agreement.scopes if scope.collection == use.collection]
        assert getattr(first, use.act) == "yes"


@pytest.mark.parametrize(("pattern", "fits", "does_not"), [
    ("MT-####", "MT-0233", "MT-23"), ("MP-*", "mp-014", "MT-014"), ("MT-0001..MT-0480", "MT-0480", "MT-0481"),
    ("A? B#", "B7", "C7"), ("(x)+", "(X)+", "xx"), ("N1..N9", "N٣", "N¹"),
])
def test_numbers_fit_their_patterns(pattern: str, fits: str, does_not: str) -> None:
    check_pattern(pattern)
    assert Collection("1", "Room", pattern).fits(fits)
    assert not Collection("1", "Room", pattern).fits(does_not)


@pytest.mark.parametrize("pattern", ["MT-9..MT-1", "A-1..B-2", "..", "A.."])
def test_a_range_that_is_none_is_refused(pattern: str) -> None:
    with pytest.raises(UsageFault):
        check_pattern(pattern)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_pattern_and_any_number_get_an_answer(pattern: str, number: str) -> None:
    try:
        check_pattern(pattern)
    except UsageFault:
        return
    assert Collection("1", "Room", pattern).fits(number) in (True, False)


def test_a_thing_is_from_the_collection_that_is_named_or_that_its_number_fits() -> None:
    house = Institution("h", "Museum", collections=(
        Collection("1", "Silver cabinet", "MP-*"), Collection("2", "Textiles", "MT-*"), Collection("3", "Hall")))
    assert house.collection("silver  CABINET", "MT-1").id == "1"
    assert house.collection("", "MT-1").id == "2"
    assert house.collection("", "X-1") is None
    assert house.collection("Cellar", "MT-1") is None
    assert house.is_odd("", "X-1")
    assert house.is_odd("Silver cabinet", "MT-1")
    assert not house.is_odd("Hall", "X-1")
    assert not house.is_odd("", "")

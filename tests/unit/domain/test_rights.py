"""Where the path to the rights of a work ends: rule by rule, by the years in which they begin and cease to hold."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain import rights
from minoties_desktop.domain.checks import Surroundings, problems
from minoties_desktop.domain.institution import Institution
from minoties_desktop.domain.item import Described, Value
from minoties_desktop.domain.licences import licences
from minoties_desktop.domain.rights import (
    FREE,
    HEIRS_LICENCE,
    Conclusion,
    Facts,
    conclude,
    facts_of,
    lacks,
    public_domain,
)
from minoties_desktop.domain.works import works

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
SCAN = {
    "work": "flat", "title": "Family portrait", "source": "https://example.org/1", "licence": "pd-old-100-expired",
    "description": "A family", "categories": "Families", "people": "nobody", "creator": "Gustavo Milet",
    "creator_died": "1917", "work_date": "1890~", "published": "1891", "copied": "scan",
}


def item(base=None, **changes):
    told = {**(SCAN if base is None else base), **changes}
    return Described("i", {name: (Value(text, "en" if name == "description" else ""),)
                           for name, text in told.items() if text})


def codes(described):
    return {problem.code for problem in problems(described, Surroundings(NOW)) if problem.blocks} - {"file-missing"}


@pytest.mark.parametrize(("facts", "licence"), [
    (Facts(died=1925, published=1900), "pd-old-100-expired"), (Facts(died=1926, published=1900), "pd-old-auto-expired"),
    (Facts(died=1955, published=1930), "pd-old-auto-expired"), (Facts(died=1956, published=1930), ""),
    (Facts(died=1925, published=1931), ""), (Facts(died=1925, published=1931, country="cl"), "pd-old-auto-1996"),
    (Facts(died=1926, published=1931, country="cl"), ""), (Facts(died=1925, published=1931, country="gr"), ""),
    (Facts(died=1925), ""), (Facts(died=1925, country="cl"), "pd-old-auto-1996"), (Facts(published=1800), ""),
    (Facts(unknown=True, made=1905, published=1930), "pd-old-assumed"),
    (Facts(unknown=True, made=1906, published=1930), ""), (Facts(unknown=True, made=1800), ""),
    (Facts(unknown=True, made=1906, published=1930, country="cl"), "pd-chile"),
    (Facts(unknown=True, made=1906, published=1931, country="cl"), ""),
    (Facts(died=1800, published=1801, sound=True), ""), (Facts(), ""),
])
def test_the_public_domain_begins_with_a_year(facts, licence):
    found, reasons = public_domain(facts, NOW)
    assert found == licence
    assert bool(reasons) == (not licence)


@given(st.builds(Facts, died=st.none() | st.integers(1700, 2026), unknown=st.booleans(),
                 made=st.none() | st.integers(1700, 2026), published=st.none() | st.integers(1700, 2026),
                 country=st.sampled_from(["", "cl", "gr"]), sound=st.booleans()), st.integers(0, 100))
def test_what_is_free_stays_free_and_has_its_reasons(facts, years):
    found, _ = public_domain(facts, NOW)
    if found:
        assert lacks(licences()[found].rule, facts, 2026) == []
        assert public_domain(facts, NOW.replace(year=2026 + years))[0]
        assert facts.died is not None or facts.unknown
        assert facts.published is not None or facts.country


@pytest.mark.parametrize(("facts", "reasons"), [
    (Facts(died=1960, published=1951), ["Its maker’s rights last until 1 January 2031.",
                                        "The United States protect it until 1 January 2047."]),
    (Facts(died=1925, published=1940), ["country"]), (Facts(), ["died", "published"]),
    (Facts(died=1900, published=1800, sound=True), ["sound recording"])])
def test_a_not_yet_says_what_is_lacking(facts, reasons):
    said = " ".join(Messages().text(lack.message) for lack in public_domain(facts, NOW)[1])
    assert all(reason in said for reason in reasons), said


@pytest.mark.parametrize(("facts", "code"), [
    # What the URAA restored elsewhere than in Chile, for which no rule is known here.
    *((Facts(died=1925, published=1940, country=country), "country-other") for country in ("gr", "es", "ar", "mx")),
    (Facts(died=1940, published=1935, country="gr"), "published-late"),
    (Facts(unknown=True, made=1940, published=1940, country="gr"), "published-late"),
    # What it restored of Chile's own.
    (Facts(died=1940, published=1970, country="cl"), "restored"),
    # Recordings, however old.
    (Facts(died=1850, published=1890, country="cl", sound=True), "sound"),
    (Facts(unknown=True, made=1880, published=1890, country="cl", sound=True), "sound"),
    (Facts(sound=True), "sound"),
])
def test_what_has_no_rule_here_ends_in_why_not_and_whom_to_ask(facts, code):
    end = Conclusion(lacks=public_domain(facts, NOW)[1])
    assert code in [lack.code for lack in end.lacks]
    said = {lang: [Messages(lang).text(reason) for reason in end.reasons] for lang in ("en", "es", "el")}
    for lang, sentences in said.items():
        assert sentences[-1] == Messages(lang).text("rights-whom-to-ask") and len(sentences) == len(end.lacks) + 1
        assert all(sentence.endswith(".") and "$" not in sentence for sentence in sentences)
    assert not set(said["en"]) & {*said["es"], *said["el"]}


def test_where_only_answers_are_lacking_nobody_is_to_be_asked():
    assert Conclusion(lacks=public_domain(Facts(), NOW)[1]).reasons == [
        lack.message for lack in public_domain(Facts(), NOW)[1]]


def test_leave_ends_in_the_licence_that_was_given():
    flat, thing = works()["flat"], works()["object"]
    assert conclude(flat, Facts(), leave="author", licence="cc-by-4.0", now=NOW).licence == "cc-by-4.0"
    assert conclude(flat, Facts(), leave="heirs", now=NOW).licence == HEIRS_LICENCE
    end = conclude(thing, Facts(), leave="heirs", licence="cc-zero", now=NOW)
    assert (end.licence, end.object_licence, end.lacks) == ("cc-zero", HEIRS_LICENCE, ())


def test_an_object_and_its_photograph_have_rights_of_their_own():
    end = conclude(works()["object"], Facts(died=1800, published=1700), licence="cc-zero", now=NOW)
    assert (end.licence, end.object_licence) == ("cc-zero", "pd-old-100-expired")
    end = conclude(works()["object"], Facts(died=1990), now=NOW)
    assert (end.licence, end.object_licence) == (FREE, "") and end.lacks


def test_a_complete_scan_has_no_problem():
    assert codes(item()) == set()


@pytest.mark.parametrize(("changes", "code"), [
    ({"work_date": "2999"}, "work-date-future"), ({"published": "2027-01-01"}, "work-date-future"),
    ({"creator_died": "2999"}, "work-date-future"), ({"creator_died": "long ago"}, "date-invalid"),
    ({"published_in": "Chile"}, "country-invalid"), ({"creator_died": "1960"}, "rights-died-late"),
    ({"published": "1950"}, "rights-published-late"), ({"published": ""}, "rights-published-asked"),
    ({"creator_died": ""}, "rights-died-asked"), ({"creator_died": "unknown"}, "rights-died-unknown"),
    ({"licence": "pd-old-assumed"}, "rights-died-known"), ({"creator": ""}, "creator-missing"),
    ({"work_date": "", "published": ""}, "work-date-missing"), ({"source": "own"}, "work-own"),
    ({"work": "book", "work_date": "", "published": ""}, "work-date-missing"),
    ({"work": "object", "source": "own", "licence": "cc-zero"}, "object-licence-missing"),
    ({"work": "sound"}, "rights-sound"),
    ({"licence": "pd-old-auto-1996", "published_in": "gr"}, "rights-country-other"),
    ({"licence": "pd-old-auto-1996", "published_in": "cl", "creator_died": "1930"}, "rights-restored"),
])
def test_what_does_not_fit_is_held(changes, code):
    assert code in codes(item(**changes))


def test_a_scan_needs_neither_day_nor_author_of_its_own_and_a_photograph_does():
    assert not codes(item()) & {"date-missing", "author-missing"}
    assert codes(item(work="")) >= {"date-missing", "author-missing"}


def test_the_habit_of_a_photographer_is_no_licence_of_a_scan():
    told = dict(item().values, licence=(Value("cc-by-sa-4.0", origin="contributor"),))
    assert "work-licence" in codes(Described("i", told))
    assert "work-licence" not in codes(Described("i", {**told, "leave": (Value("heirs"),)}))
    assert "work-licence" not in codes(Described("i", {**told, "licence": (Value("cc-by-sa-4.0"),)}))


def test_without_a_kind_of_work_only_what_is_known_speaks_against_a_reason():
    old = {"source": "Archive", "date": "1900", "licence": "pd-old-100-expired"}
    assert not [code for code in codes(item(old)) if code.startswith("rights-")]
    assert "rights-died-late" in codes(item(old, creator_died="1990"))
    assert "rights-died-asked" in codes(item(old, licence="pd-old-auto-expired"))


def test_facts_are_the_last_years_that_dates_may_mean():
    told = facts_of(item(work_date="189X", published="18XX", published_in="CL", creator_died="1917-05"))
    assert told == Facts(1917, False, 1899, 1899, "cl")
    assert facts_of(item(creator="unknown", creator_died="")).unknown


@pytest.mark.parametrize(("occasion", "changes", "found"), [
    ("scan_session", {}, [("work-asked", True)]), ("glam_visit", {}, [("work-asked", False)]),
    ("scan_session", {"source": (Value("own", origin="own"),)}, []),
    ("scan_session", {"work": (Value("photo"),)}, []),
])
def test_a_scan_of_an_institution_is_not_presumed_to_be_own_work(occasion, changes, found):
    values = {"source": (Value("own", origin="activity"),), **changes}
    found_of = rights.problems(Described("i", values, house=Institution("1", "Museo"), occasion=occasion), NOW)
    assert [(one.code, one.blocks) for one in found_of] == found

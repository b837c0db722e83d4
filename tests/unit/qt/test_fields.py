"""One or many items field by field: own, inherited, mixed, following; and the worst problem of each."""

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.fields import FIELDS, Tab
from minoties_desktop.domain.item import Described, FileFacts, Value
from minoties_desktop.domain.problems import Problem, advice, blocking
from minoties_desktop.qt.models.fields import Line, Stand, Token, is_tight, lines, room
from minoties_desktop.services.summing import Shared, Summary

FILE = FileFacts("f", "p", "image/jpeg", "jpg", 1, "", "")


def item(name: str = "a", languages: tuple[str, ...] = ("es", "arn"), **values: tuple[Value, ...]) -> Described:
    return Described(name, values, FILE, languages=languages)


def summary(items: list[Described], problems: dict[str, list[Problem]] | None = None, defaults: object = ()) -> Summary:
    """What the store would sum up of these items."""
    values = Counter((field, value.lang, value.text, value.origin, value.source)
                     for one in items for field, found in one.values.items() for value in found)
    shared: dict[tuple[str, str], tuple[Shared, ...]] = {}
    for (field, lang, text, origin, source), count in values.items():
        shared[field, lang] = (*shared.get((field, lang), ()), Shared(text, origin, source, count))
    found = tuple((problem, 1) for held in (problems or {}).values() for problem in held)
    languages = dict.fromkeys(lang for one in items for lang in one.languages)
    return Summary(tuple(one.id for one in items), shared, found, tuple(languages), "jpg", frozenset(defaults))


def line(items: list[Described], field: str, lang: str = "", **more: object) -> Line:
    tab = next(one.tab for one in FIELDS if one.id == field)
    return next(found for found in lines(tab, summary(items, **more), "en") if found.key == (field, lang))


def test_an_own_value() -> None:
    found = line([item(title=(Value("Loom"),))], "title")
    assert (found.stand, found.text, found.origin) == (Stand.OWN, "Loom", "")


def test_a_value_from_the_camera_says_so() -> None:
    assert line([item(date=(Value("2026", source="exif"),))], "date").origin == "camera"


def test_what_a_person_said_shows_itself_whatever_is_hidden() -> None:
    def shown(value: Value) -> bool:
        found = lines(Tab.RIGHTS, summary([item(institution=(value,))]), "en", detail="photographer")
        return "institution" in [one.field.id for one in found]

    assert shown(Value("m")) and shown(Value("m", origin="activity"))
    assert not shown(Value("m", source="exif"))


def test_what_an_institution_has_or_was_scanned_shows_its_inventory_number() -> None:
    def shown(found: Summary) -> bool:
        return "inventory_number" in [one.field.id for one in lines(Tab.DESCRIBE, found, "en", detail="volunteer")]

    assert shown(summary([item(institution=(Value("m", origin="activity"),))]))
    assert shown(replace(summary([item()]), scanned=True))
    assert not shown(summary([item()]))


def test_an_inherited_value_says_from_where() -> None:
    found = line([item(author=(Value("me", origin="activity"),))], "author")
    assert (found.stand, found.origin) == (Stand.INHERITED, "activity")


def test_different_values_are_mixed_and_counted() -> None:
    items = [item("a", title=(Value("One"),)), item("b", title=(Value("Two"),)), item("c")]
    found = line(items, "title")
    assert (found.stand, found.different, found.text) == (Stand.MIXED, 3, "")


def test_the_same_value_own_here_and_inherited_there_is_shared() -> None:
    items = [item("a", licence=(Value("cc-zero"),)), item("b", licence=(Value("cc-zero", origin="activity"),))]
    assert line(items, "licence").text == "cc-zero"


def test_tokens_tell_on_how_many_they_are() -> None:
    items = [item("a", categories=(Value("X"), Value("Y", origin="activity"))),
             item("b", categories=(Value("Y", origin="activity"),))]
    found = line(items, "categories")
    assert found.stand is Stand.MIXED
    assert found.tokens == (Token("X", 1), Token("Y", 2, inherited=True))


def test_a_description_follows_the_caption_of_its_language() -> None:
    items = [item(caption=(Value("Telar", "es"),))]
    assert (line(items, "description", "es").stand, line(items, "description", "es").text) == (Stand.FOLLOWS, "Telar")
    assert line(items, "description", "arn").stand is Stand.EMPTY


def test_languages_are_those_of_the_activity_then_of_the_values() -> None:
    items = [item(languages=("es",), caption=(Value("Loom", "en"),))]
    captions = [found for found in lines(Tab.DESCRIBE, summary(items), "el") if found.field.id == "caption"]
    assert [found.lang for found in captions] == ["es", "en"]
    assert [found.lang for found in lines(Tab.DESCRIBE, summary([item(languages=())]), "el")
            if found.field.id == "caption"] == ["el"]


def test_a_problem_stands_at_its_language() -> None:
    problems = {"a": [blocking("caption-too-long", "caption", "arn", 300, 250)]}
    assert line([item()], "caption", "es", problems=problems).problem is None
    assert line([item()], "caption", "arn", problems=problems).problem.code == "caption-too-long"


def test_a_problem_of_the_field_as_a_whole_stands_at_the_first_language() -> None:
    problems = {"a": [blocking("description-missing", "caption")]}
    assert line([item()], "caption", "es", problems=problems).problem is not None
    assert line([item()], "caption", "arn", problems=problems).problem is None


def test_what_blocks_comes_before_what_advises_and_is_counted() -> None:
    problems = {"a": [advice("item-unresolved", "categories", "X")],
                "b": [advice("item-unresolved", "categories", "Y"), blocking("categories-missing", "categories")]}
    found = line([item("a"), item("b")], "categories", problems=problems)
    assert (found.problem.code, found.held) == ("categories-missing", 1)


def test_an_own_value_that_hides_a_default_can_go_back() -> None:
    assert line([item(licence=(Value("cc-zero"),))], "licence", defaults={("licence", "")}).covers
    assert not line([item(licence=(Value("cc-zero"),))], "licence").covers


def test_names_are_counted_in_bytes_and_captions_in_characters() -> None:
    title = line([item()], "title")
    assert room(title, "Μουσείο").args == (240 - 14 - 4,)
    caption = line([item()], "caption", "es")
    assert room(caption, "Μουσείο").args == (243, 250)
    assert room(line([item()], "permission"), "x") is None


def test_little_room_is_said_in_time() -> None:
    caption = line([item()], "caption", "es")
    assert not is_tight(caption, "x" * 225)
    assert is_tight(caption, "x" * 226)
    assert is_tight(line([item()], "title"), "x" * 213)


@given(st.lists(st.lists(st.sampled_from("ABC"), unique=True, max_size=3), min_size=1, max_size=5))
def test_no_token_is_lost_or_invented(values: list[list[str]]) -> None:
    items = [item(str(number), categories=tuple(Value(text) for text in texts)) for number, texts in enumerate(values)]
    found = {token.text: token.count for token in line(items, "categories").tokens}
    assert found == {text: sum(text in texts for texts in values) for text in {t for texts in values for t in texts}}

"""Messages: said in every language with the right plural, kept as JSON, never broken by what is put into them."""

import json
import re
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.config import messages
from minoties_desktop.config.messages import Day, Lang, Message, Messages, catalogue, languages

ARGUMENTS = st.recursive(
    st.text(max_size=8) | st.dates().map(lambda day: Day(day.isoformat())) | st.builds(Lang, st.text(max_size=5))
    | st.integers(-10, 10**7)
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.builds(lambda key, args: Message(key, *args), st.text(max_size=5), st.lists(inner, max_size=3)),
    max_leaves=6)


@pytest.fixture
def texts(monkeypatch):
    """Texts in place of the catalogues: `texts["es"] = {...}`."""
    made: dict[str, dict[str, str]] = {"en": {}}
    monkeypatch.setattr(messages, "catalogue", lambda language: made.get(language, {}))
    return made


@given(ARGUMENTS.filter(lambda value: isinstance(value, Message)))
def test_a_message_is_kept_as_json(message):
    assert Message.from_json(json.loads(json.dumps(message.to_json()))) == message


@pytest.mark.parametrize(("language", "stored", "said"), [
    ("en", "2026-10-03", "3 Oct 2026"), ("es", "2026-10-03", "3 oct 2026"), ("el", "2026-10-03", "3 Οκτ 2026"),
    ("en", "2026-10-03T14:01:21-03:00", "3 Oct 2026, 14:01"), ("es", "2026-10", "oct 2026"), ("en", "1890~", "1890~"),
    ("en", "2026-02-31", "2026-02-31"), ("en", "", "")])
def test_days_are_written_as_the_language_writes_them(texts, language, stored, said):
    texts[language] = {"until": "until $1"}
    told = Message("until", Day(stored))
    assert Messages(language).text(Message.from_json(json.loads(json.dumps(told.to_json())))) == f"until {said}"
    assert Messages(language).text("until", "2026-10-03") == "until 2026-10-03"  # a name may look so


@pytest.mark.parametrize(("text", "said"), [
    ("at $1.", "at 11:01 p.m."), ("at $1", "at 11:01 p.m."), ("at $1, so", "at 11:01 p.m., so"),
    ("at $1...", "at 11:01 p.m....")])
def test_a_full_stop_is_not_said_twice(texts, text, said):
    texts["en"] = {"at": text}
    assert Messages("en").text("at", "11:01 p.m.") == said


@pytest.mark.parametrize(("language", "stored", "said"), [
    ("en", "2026-11-03", "3 November 2026"), ("es", "2026-11-03", "3 de noviembre de 2026"),
    ("el", "2026-11-03", "3 Νοεμβρίου 2026"), ("el", "2026-11", "Νοέμβριος 2026"), ("es", "2026", "2026")])
def test_letters_write_days_in_full(language, stored, said):
    assert Messages(language).long_day(stored) == said


@pytest.mark.parametrize(("reader", "codes", "said"), [
    ("en", "arn", "Mapuche (arn)"), ("es", "arn", "mapuche (arn)"), ("el", "qu", "Κέτσουα (qu)"),
    ("es", "quy", "Ayacucho Quechua (quy)"), ("en", "x-none", "x-none"), ("en", "es qu", "Spanish (es), Quechua (qu)")])
def test_languages_are_said_by_name_with_their_code(texts, reader, codes, said):
    texts[reader] = {"in": "in $1"}
    told = Message("in", Lang(codes))
    assert Messages(reader).text(Message.from_json(json.loads(json.dumps(told.to_json())))) == f"in {said}"
    assert Messages(reader).text("in", "es") == "in es"


FORMS = {
    "en": ("{{PLURAL:$1|one|other}}", {0: "other", 1: "one", 2: "other", 1000000: "other"}),
    "es": ("{{PLURAL:$1|one|other}}", {0: "other", 1: "one", 2: "other", 11: "other", 1000000: "other"}),
    "el": ("{{PLURAL:$1|one|other}}", {0: "other", 1: "one", 2: "other", 101: "other"}),
    "ar": ("{{PLURAL:$1|zero|one|two|few|many|other}}",
           {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 99: "many", 100: "other", 103: "few"}),
    "ru": ("{{PLURAL:$1|one|few|many}}", {1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few"}),
    "ja": ("{{PLURAL:$1|other}}", {0: "other", 1: "other", 2: "other"}),
}


@pytest.mark.parametrize(("language", "count", "form"), [
    (language, count, form) for language, (_, forms) in FORMS.items() for count, form in forms.items()])
def test_plurals_by_the_language_s_own_rules(texts, language, count, form):
    texts[language] = {"files": FORMS[language][0]}
    assert Messages(language).text("files", count) == form


def test_fewer_forms_than_the_language_has_fall_back_to_the_last(texts):
    texts["ar"] = {"files": "{{PLURAL:$1|one|other}}"}
    assert Messages("ar").text("files", 100) == "other"


def test_numbers_are_written_as_the_language_writes_them(texts):
    texts.update(es={"n": "$1"}, el={"n": "$1"}, en={"n": "$1"})
    assert [Messages(code).text("n", 1234567.5) for code in ("en", "es", "el")] == [
        "1,234,567.5", "1.234.567,5", "1.234.567,5"]


def test_arguments_are_put_in_once_whatever_they_hold(texts):
    texts["en"] = {"two": "$1 and $2", "inner": "[$1]"}
    assert Messages().text("two", "$2", "{{PLURAL:$1|a|b}}") == "$2 and {{PLURAL:$1|a|b}}"
    assert Messages().text("two", Message("inner", "$1"), True) == "[$1] and True"
    assert Messages().text("two", "only one") == "only one and $2"
    assert Messages().text("two", "\\1", "\\g<0>") == "\\1 and \\g<0>"


def test_what_is_not_translated_is_said_in_english_and_what_is_unknown_is_shown(texts):
    texts["en"] = {"known": "English"}
    texts["es"] = {}
    assert Messages("es").text("known") == "English"
    assert Messages("es").text("unknown") == "⧼unknown⧽"
    assert Messages("no-such-language").text("known") == "English"


def test_the_languages_begin_with_english():
    assert languages()[0] == "en"
    assert {"es", "el"} <= set(languages())
    assert "qqq" not in languages()
    assert catalogue("xx-none") == {}


@pytest.mark.parametrize("language", languages())
def test_every_text_can_be_said_with_any_counts(language):
    said = Messages(language)
    for key, text in catalogue(language).items():
        places = [int(number) for number in re.findall(r"\$(\d+)", text)]
        for count in (0, 1, 2, 5, 1_000_000):
            found = said.text(key, *[count] * max(places, default=0))
            assert "{{PLURAL" not in found, key
            assert not re.search(r"\$\d", found), key


@given(st.text(max_size=30), st.lists(st.text(max_size=10), max_size=3))
def test_any_key_and_any_argument_can_be_said(key, arguments):
    assert isinstance(Messages("el").text(Message(key, *arguments)), str)


def test_small_numbers_are_said_as_babel_says_them(monkeypatch):
    texts = {"number": "{{PLURAL:$1|one|other}} $1"}
    monkeypatch.setattr(messages, "catalogue", lambda language: texts)
    numbers = [*range(1100), *range(9_990, 10_010), 99_999, 100_000, 999_999, 1_000_000, -1,
               *(number / 100 for number in range(250)), 999.99, 1234.5, 12_345.67, 999_999.99, 1.005, 0.125, 1e6, -0.5]
    for language in messages.PLAIN:
        quick = [Messages(language).text("number", number) for number in numbers]
        with monkeypatch.context() as patched:
            patched.setattr(messages, "PLAIN", {})
            assert [Messages(language).text("number", number) for number in numbers] == quick, language


def test_a_name_is_said_in_each_language_and_begins_a_sentence_with_a_capital():
    practice = Message("site-practice")
    assert Messages("en").text(Message("error-offline", practice)) == "No connection to the practice Commons."
    assert Messages("en").text(Message("net-silent", practice)) == "The practice Commons does not answer."
    assert Messages("en").text(Message("net-silent", "commons.wikimedia.org")).startswith("commons.")
    assert Messages("el").text(Message("net-silent", practice)) == "Το Commons εξάσκησης δεν απαντά."
    assert [Messages(code).called(practice) for code in ("en", "es")] == ["the practice Commons", "Commons de práctica"]
    assert Messages("es").called("commons.wikimedia.org") == "commons.wikimedia.org"


@pytest.mark.parametrize(("language", "said"), [
    ("en", "3 Oct 2026, 14:05"), ("es", "3 oct 2026, 14:05"), ("el", "3 Οκτ 2026, 14:05")])
def test_a_moment_is_said_as_people_write_it(language: str, said: str) -> None:
    assert Messages(language).moment(datetime(2026, 10, 3, 14, 5)) == said

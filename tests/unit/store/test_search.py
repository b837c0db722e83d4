"""Finding items by words: in any script, with or without accents, whatever is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from minoties_desktop.domain.query import Query
from minoties_desktop.store import items
from tests.support.libraries import photograph, photographs

SAID = {
    "es": "Los niños del café — fiesta de San Isidro, Madrid-centro", "el": "Η Ελλάδα και οι πόλεις της",
    "ar": "الصورة الأولى في الساحة", "hi": "हिन्दी में चित्र", "ja": "東京の夜の写真", "ru": "Ёлка и снег",
    "de": "Große Straße", "tr": "Iğdır'da kış", "th": "ภาพถ่ายกรุงเทพ", "he": "צילום ראשון", "pl": "Łódź nocą",
    "fa": "می‌خواهم بروم", "vi": "Đường phố Hà Nội", "am": "የመጀመሪያ ፎቶ", "chr": "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ",
}


@pytest.fixture
def spoken(library):
    made = photographs(library, [{f"description:{lang}": text} for lang, text in SAID.items()])
    return library, dict(zip(SAID, made, strict=True))


@pytest.mark.parametrize(("words", "lang"), [
    ("niños", "es"), ("ninos", "es"), ("NIÑOS CAFE", "es"), ("isid", "es"), ("madrid centro", "es"),
    ("isidro fiesta", "es"),
    ("ελλάδα", "el"), ("ελλαδα", "el"), ("ΕΛΛΑΔΑ", "el"), ("πολεις", "el"), ("ΠΌΛΕΙΣ", "el"),
    ("الساحة", "ar"), ("हिन्दी", "hi"), ("हिन", "hi"), ("東京", "ja"), ("写真", "ja"), ("夜", "ja"), ("елка", "ru"),
    ("Ёлка", "ru"), ("strasse", "de"), ("STRASSE", "de"), ("grosse", "de"), ("กรุงเทพ", "th"), ("צילום", "he"),
    ("lodz", "pl"), ("می‌خواهم", "fa"), ("میخواهم", "fa"), ("duong pho", "vi"), ("ፎቶ", "am"), ("ᏣᎳᎩ", "chr"),
    ("nin\u0303os", "es"), ("igdir", "tr"), ("Iğdır", "tr"),
])
def test_words_are_found(spoken, words, lang):
    library, made = spoken
    assert items.ids(library.database, Query(words=words)) == [made[lang]]


@pytest.mark.parametrize("words", ["nada", "niños tokyo", "iños", "京東"])
def test_other_words_are_not(spoken, words):
    assert items.ids(spoken[0].database, Query(words=words)) == []


@pytest.mark.parametrize("words", ["madrid - niños", "“niños”", "niños!", "(niños)", "niños,", "-niños", "niños*",
                                   '"niños"',
                                   "niños\x00", "niños\ud800"])
def test_signs_between_words_mean_nothing(spoken, words):
    library, made = spoken
    assert items.ids(library.database, Query(words=words)) == [made["es"]]


HOSTILE = st.text(st.characters(), max_size=30) | st.lists(st.sampled_from(
    ['"', "'", "*", "(", ")", "NEAR", "AND", "OR", "NOT", "^", ":", "title:", "-", "+", "{", "}", "\x00", "\\", " ",
     "%", "niños", ";", "--", "\ud800"]), max_size=10).map("".join)


@given(words=HOSTILE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_nothing_that_is_typed_breaks_the_search(spoken, words):
    library, made = spoken
    assert set(items.ids(library.database, Query(words=words))) <= set(made.values())


def test_what_is_found_follows_what_is_written(library, tagging):
    item = photograph(library, {"title": "Plaza del Sol", "categories": ["Squares in Madrid"], "notes": "secret word"})
    found = lambda words: items.ids(library.database, Query(words=words))  # noqa: E731
    assert found("plaza") == found("squares") == [item]
    tagging.replace([item], "title", ["Calle Mayor"])
    assert (found("plaza"), found("calle")) == ([], [item])
    tagging.undo()
    assert (found("plaza"), found("calle")) == ([item], [])
    tagging.bin([item])
    assert found("plaza") == []


def test_conditions_and_words_together(library):
    one, two = photographs(library, [
        {"title": "Plaza uno", "date": "2026-10-02"}, {"title": "Plaza dos", "date": "2026-10-01"}])
    assert items.ids(library.database, Query(words="plaza")) == [two, one]
    assert items.ids(library.database, Query(words="plaza", sort="added")) == [one, two]
    assert items.ids(library.database, Query(words="plaza", sort="title", reverse=True)) == [one, two]
    assert items.ids(library.database, Query(words="plaza", problem="licence-missing", state="to_finish")) == [two, one]
    assert items.ids(library.database, Query(words="plaza", state="ready")) == []

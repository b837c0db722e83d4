"""Own, inherited, absent: the laws by which an item's values count."""

from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.fields import BY_ID, FIELDS
from minoties_desktop.domain.inheritance import ALL, DefaultValue, OwnValue, effective, match_author, with_habits
from minoties_desktop.domain.item import Value
from minoties_desktop.domain.people import Contributor

ANA = Contributor("ana-id", "Ana Ruiz", "Ana_R", "cc-by-4.0")
TEXTS = st.sampled_from(["a", "b", "c"])
LANGS = st.sampled_from(["es", "el"])


def place(values):
    return [value._replace(position=index) for index, value in enumerate(values)]


SOME = [BY_ID[name] for name in ("title", "caption", "categories", "depicts", "keywords", "licence", "notes")]
"""One of each kind of inheriting; all others are like one of them."""


@st.composite
def owned(draw):
    found = []
    for field in SOME:
        lang = LANGS if field.by_language else st.just("")
        if field.many:
            texts = draw(st.lists(TEXTS, unique=True, max_size=3))
            gone = draw(st.lists(st.sampled_from(["a", "b", "c", ALL]), unique=True, max_size=2))
            found += place([*(OwnValue(field.id, "", 0, text) for text in texts),
                            *(OwnValue(field.id, "", 0, text, absent=True) for text in gone if text not in texts)])
        else:
            pairs = draw(st.dictionaries(lang, TEXTS, max_size=2))
            found += place([OwnValue(field.id, code, 0, text) for code, text in pairs.items()])
    return found


@st.composite
def defaulted(draw):
    found = []
    for field in SOME:
        if field.many:
            texts = draw(st.lists(TEXTS, unique=True, max_size=3))
            found += place([DefaultValue(field.id, "", 0, text) for text in texts])
        else:
            pairs = draw(st.dictionaries(LANGS if field.by_language else st.just(""), TEXTS, max_size=2))
            found += place([DefaultValue(field.id, lang, 0, text) for lang, text in pairs.items()])
    return found


def texts(values, field):
    return [(value.lang, value.text) for value in values.get(field, ())]


@given(owned(), defaulted())
def test_without_defaults_only_what_is_its_own_counts(own, defaults):
    found = effective(own, [])
    assert {value.origin for values in found.values() for value in values} <= {"own"}
    for field in FIELDS:
        assert texts(found, field.id) == [
            (v.lang, v.text) for v in own if v.field == field.id and not v.absent]


@given(owned(), defaulted())
def test_without_own_values_the_defaults_count_as_they_are(own, defaults):
    found = effective([], defaults)
    for field in FIELDS:
        expected = [(v.lang, v.text) for v in defaults if v.field == field.id] if field.inherited else []
        assert texts(found, field.id) == expected
        assert all(value.origin == "activity" for value in found.get(field.id, ()))


@given(owned(), defaulted())
def test_own_values_hide_inherited_ones_and_absent_ones_take_them_away(own, defaults):
    found = effective(own, defaults)
    for field in FIELDS:
        mine = [v for v in own if v.field == field.id and not v.absent]
        gone = {v.text for v in own if v.field == field.id and v.absent}
        given_ = [v for v in defaults if v.field == field.id] if field.inherited else []
        counted = texts(found, field.id)
        assert len(counted) == len(set(counted)), "nothing counts twice"
        if field.many:
            kept = [v.text for v in given_ if v.text not in gone and ALL not in gone]
            assert [text for _, text in counted] == kept + [v.text for v in mine if v.text not in kept]
        else:
            for lang in {lang for lang, _ in counted}:
                hidden = [v.text for v in mine if v.lang == lang]
                assert [text for code, text in counted if code == lang] == (
                    hidden or [v.text for v in given_ if v.lang == lang])


@given(owned(), defaulted())
def test_the_order_in_which_they_are_read_does_not_matter(own, defaults):
    assert effective(own, defaults) == effective(own[::-1], defaults[::-1])


def test_all_fields_are_like_one_of_those_that_are_tried():
    def likeness(field):
        return field.many, field.by_language, field.inherited

    assert {likeness(field) for field in FIELDS} == {likeness(field) for field in SOME}


@given(defaulted())
def test_the_importer_is_the_author_before_the_activity_s_default(defaults):
    found = effective([], defaults, author=ANA)
    assert found["author"] == (Value("ana-id", origin="import"),)
    assert effective([OwnValue("author", "", 0, "Eva")], defaults, author=ANA)["author"][0].text == "Eva"


def test_private_fields_are_never_inherited():
    assert not [field for field in FIELDS if field.private and field.inherited]


def test_a_habitual_licence_counts_only_where_none_is_chosen():
    assert with_habits({}, ANA)["licence"] == (Value("cc-by-4.0", origin="contributor"),)
    chosen = {"licence": (Value("cc-zero"),)}
    assert with_habits(chosen, ANA) == chosen
    assert with_habits({}, Contributor("x", "X")) == {}
    assert with_habits({}, None) == {}


def test_an_author_is_meant_by_id_name_or_user_name_and_by_nothing_else():
    people = {"ana-id": ANA, "b": Contributor("b", "Ben")}
    for text in ("ana-id", "Ana Ruiz", "ana ruiz", "ANA_R"):
        assert match_author(text, people) is ANA
    for text in ("", "Ana", "ana-i", "Carl"):
        assert match_author(text, people) is None

"""A page that we write is read back into what was written, whatever was typed."""

from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.domain.page_reading import Text, read
from minoties_desktop.wiki import markup

PAGE = """=={{int:filedesc}}==
{{Information
|description={{es|1=Tejedora {{=}} en su telar}}{{arn|1=Düwekafe}}
|date={{other date|~|1912}}
|source={{own}}
|author=[[User:RayenH|Rayen Huenchul]]
|permission=
|other versions=
}}
{{Location|-38.7387|-72.5863|heading:12}}
{{Object location|1|2}}

=={{int:license-header}}==
{{self|cc-by-sa-4.0}}

[[Category:Weaving in Chile]]
[[Category:Feria Pinto]]"""


def test_a_page_is_taken_apart() -> None:
    parts = read(PAGE)
    assert parts.rows == [
        ("description", [Text("Tejedora {{=}} en su telar", "es"), Text("Düwekafe", "arn")]),
        ("date", [Text("1912", about=True)]), ("source", [Text("", own=True)]), ("author", [Text("Rayen Huenchul")])]
    assert parts.places == [("Location", -38.7387, -72.5863), ("Object location", 1.0, 2.0)]
    assert parts.licence == "{{self|cc-by-sa-4.0}}"
    assert parts.categories == ["Weaving in Chile", "Feria Pinto"]


def test_a_permission_that_is_on_its_way_is_told_apart_from_what_was_typed() -> None:
    rows = dict(read(PAGE.replace("|permission=", "|permission=By letter.\n{{subst:PP}}")).rows)
    assert rows["permission"] == [Text("By letter."), Text("", pending=True)]
    rows = dict(read(PAGE.replace("|permission=", "|permission={{subst:PP}}")).rows)
    assert rows["permission"] == [Text("", pending=True)]


def test_a_text_without_structure_is_no_page() -> None:
    parts = read("Hello")
    assert (list(parts.rows), list(parts.places), parts.licence, list(parts.categories)) == ([], [], "", [])


@given(st.text(min_size=1, max_size=60))
def test_what_was_typed_is_what_is_shown(typed: str) -> None:
    written = markup.lines(typed)
    page = PAGE.replace("Düwekafe", written)
    shown = dict(read(page).rows)["description"]
    words = [text.words for text in shown if text.lang == "arn"]
    kept = "\n".join(" ".join(part.split()) for part in markup._clean(typed).split("\n")).strip()
    assert not written or [one.replace("\n\n", "\n") for one in words] == [
        "\n".join(line for line in kept.split("\n") if line)] or "<" in typed or "&" in typed

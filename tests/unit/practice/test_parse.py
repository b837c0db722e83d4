"""Templates are expanded as MediaWiki would, and no text makes it go astray."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.practice.markup import to_html
from minoties_desktop.practice.parse import expand
from minoties_desktop.practice.titles import Title

PAGES = {
    "Template:Self": "{{#if:{{{1|}}}|{{{{{1}}}}}}}{{#if:{{{2|}}}|{{{{{2}}}}}}}[[Category:Self-published work]]",
    "Template:Cc-zero": "CC0[[Category:CC-Zero]]",
    "Template:En": "<span lang=\"en\">{{{1|{{{text|}}}}}}</span>",
    "Template:Loop": "({{Loop}})",
    "Template:Echo": "{{{1}}}",
    "Template:Default": "{{{x|none}}}",
}


def read(title: Title) -> str | None:
    return PAGES.get(title.full)


@pytest.mark.parametrize(("text", "expanded"), [
    ("{{Echo|a}}", "a"),
    ("{{Echo|1=a=b}}", "a=b"),
    ("{{Echo|[[File:A|b]]}}", "[[File:A|b]]"),
    ("{{Echo}}", "{{{1}}}"),
    ("{{Default}} {{Default|x= y }}", "none y"),
    ("{{Echo|{{Echo|deep}}}}", "deep"),
    ("{{int:filedesc}}", "filedesc"),
    ("{{#if: |a|b}}{{#if:x|a|b}}", "ba"),
    ("{{subst:Echo|a}}", "a"),
    ("a {{ b", "a {{ b"),
    ("a }} b", "a }} b"),
    ("[[a", "[[a"),
    ("{{Echo|[[a}}", "[[a"),
    ("{{<>}}", "{{<>}}"),
    ("a|b{{!}}c", "a|b|c"),
    ("<!-- {{Echo|a}} -->", ""),
    ("{{Missing|x}}", "[[:Template:Missing]]"),
])
def test_texts_are_expanded(text: str, expanded: str) -> None:
    assert expand(text, read).text == expanded


def test_templates_and_categories_are_listed_once_in_order() -> None:
    parsed = expand("{{Self|cc-zero}}{{Self|cc-zero}}[[category:museums| ]]\n", read)
    assert [title.full for title in parsed.templates] == ["Template:Self", "Template:Cc-zero"]
    assert parsed.categories == ["CC-Zero", "Self-published work", "Museums"]
    assert parsed.text == "CC0CC0"


def test_the_branch_not_taken_is_not_used() -> None:
    assert [title.full for title in expand("{{#if:||{{Echo|a}}}}{{#if:|{{Cc-zero}}}}", read).templates] == [
        "Template:Echo"]


def test_a_template_within_itself_ends() -> None:
    assert "Template:Loop" in expand("{{Loop}}", read).text


@given(st.lists(st.sampled_from(
    ["{{", "}}", "{{{", "}}}", "|", "=", "[[", "]]", "Echo", "1", "#if:", "a\n", "{|", "|}", "!", "<span>", "'''"]),
    max_size=60).map("".join))
def test_any_text_comes_out_and_no_tag_of_its_own_does(text: str) -> None:
    markup = to_html(expand(text, read).text, lambda title: f"/wiki/{title.key}")
    assert "<script" not in markup
    assert markup.count("<a ") == markup.count("</a>")


def test_deep_nesting_is_survived() -> None:
    assert expand("{{" * 5000 + "Echo" + "}}" * 5000, read).text


def test_tags_of_people_are_shown_and_not_obeyed() -> None:
    hostile = "<script>alert(1)</script> <img src=x onerror=alert(1)> [[a|<b onclick=x>]] '''<i>'''"
    markup = to_html(hostile, lambda title: "/wiki/\"><script>")
    assert "<script" not in markup
    assert "<img" not in markup
    assert "<b onclick" not in markup
    assert "&lt;script&gt;" in markup

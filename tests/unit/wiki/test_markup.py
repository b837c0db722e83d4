"""Whatever is typed is shown as typed and structures nothing."""

from __future__ import annotations

import mwparserfromhell
import pytest
from hypothesis import given
from hypothesis import strategies as st

from minoties_desktop.wiki import markup

HOSTILE = [
    "{{delete}}", "}}{{delete}}", "|date=1900", "}}", "{{", "]]", "[[Category:Spam]]", "[[File:X.jpg|thumb]]",
    "<!--", "-->", "<nowiki>", "</nowiki>", "<nowiki/>", "<ref>", "<script>alert(1)</script>", "~~~~", "~~~", "~~~~~",
    "#REDIRECT [[Main Page]]", "== Heading ==", "\n== Heading ==\n", "\n* item", "\n# item", "\n; term : more",
    "{{subst:delete}}", "{{{1}}}", "{{#if:1|2}}", "{|\n| cell\n|}", "__NOTOC__", "'''bold'''", "''", "-{zh}-",
    "&#123;&#123;delete&#125;&#125;", "&lt;nowiki&gt;", "\x7fUNIQ-nowiki-00000001-QINU\x7f", "----", "a=b", "=", "1=x",
    "\u202e{{x}}", "[http://spam.example x]", "\r\n\r\n\r\n{{x}}", "\x00{{x}}", "{\x00{x}\x00}", "[\u200b[x]]",
]
typed = st.one_of(
    st.text(), st.sampled_from(HOSTILE),
    st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=5)), max_size=6).map("".join),
    st.text(alphabet="{}[]|<>!-~='#*:;&_ \n\x00\x7fab", max_size=40))


def inert(text: str) -> bool:
    """Whether a parser sees nothing but text in it."""
    nodes = mwparserfromhell.parse(text).nodes
    kinds = (mwparserfromhell.nodes.Text, mwparserfromhell.nodes.HTMLEntity, mwparserfromhell.nodes.ExternalLink)
    return all(isinstance(node, kinds) for node in nodes)


@given(typed)
def test_lines_hold_no_structure(text):
    escaped = markup.lines(text)
    assert inert(escaped) and "~~~" not in escaped and "__" not in escaped and "''" not in escaped
    assert "\n\n\n" not in escaped
    assert inert(markup.line(text)) and "\n" not in markup.line(text)


@given(typed, typed)
def test_two_texts_side_by_side_make_nothing_either(one, two):
    for join in ("", "; ", "\n"):
        both = join.join(text for text in (markup.line(one), markup.line(two)) if text)
        assert inert(both)
        assert "~~~" not in both and "''" not in both


@given(typed)
def test_a_title_is_a_title_or_nothing(text):
    name = markup.title(text)
    assert not set(name) & set("#<>[]|{}\n\t_")
    assert "~~~" not in name and name == name.strip()
    links = mwparserfromhell.parse(f"[[Category:{name}]]").filter_wikilinks()
    assert [str(link) for link in links] == [f"[[Category:{name}]]"]


@pytest.mark.parametrize(("typed", "shown"), [
    ("Ñandutí, de Itauguá", "Ñandutí, de Itauguá"), ("A & B", "A & B"), ("L'eau d'ici", "L'eau d'ici"),
    ("5 < 6", "5 &lt; 6"), ("a|b", "a&#124;b"), ("AT&amp;T", "AT&amp;amp;T"),
    ("Iñupiat\nSecond line", "Iñupiat\nSecond line"),
    ("one \n\n\n\n two", "one\n\ntwo"), ("https://example.org/a?b=c", "https://example.org/a?b=c")])
def test_ordinary_text_stays_readable(typed, shown):
    assert markup.lines(typed) == shown


@pytest.mark.parametrize(("typed", "title"), [
    ("Looms in Chile", "Looms in Chile"), ("Looms_in_Chile ", "Looms in Chile"), (":Looms", "Looms"),
    ("Looms]][[Category:Spam", "Looms Category:Spam"), ("{{x}}|y", "x y"), ("", ""), ("[[]]", "")])
def test_titles(typed, title):
    assert markup.title(typed) == title

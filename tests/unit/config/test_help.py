"""The help is there in every language, and everything a person meets names a page of it."""

import re

import pytest

from minoties_desktop.config import help as pages
from minoties_desktop.config.messages import catalogue, languages
from minoties_desktop.config.resources import resource
from minoties_desktop.domain.fields import FIELDS
from minoties_desktop.qt.actions import DEEDS
from minoties_desktop.qt.centre import PAGES

_LINK = re.compile(r"\]\(([^)]*)\)")


@pytest.mark.parametrize("language", sorted(languages()))
def test_every_topic_is_there_in_every_language(language: str) -> None:
    there = {path.stem for path in resource("help", language).glob("*.md")}
    assert there == set(pages.TOPICS)
    for topic in pages.TOPICS:
        text = pages.text(topic, language)
        assert text.startswith("# ") and len(text) > 200, topic
        assert set(_LINK.findall(text)) <= set(pages.TOPICS), topic
        if language != "en":
            assert text != pages.text(topic, "en"), topic


def test_a_language_without_help_has_the_english_one() -> None:
    assert pages.title("today", "xx") == "Today"


def test_everything_names_its_topic() -> None:
    for one in (*DEEDS, *FIELDS):
        assert one.topic in pages.TOPICS, one.id
    for page in PAGES:
        assert page.help in pages.TOPICS, page.id


def test_pages_link_alike_in_all_languages() -> None:
    for topic in pages.TOPICS:
        links = {language: sorted(_LINK.findall(pages.text(topic, language))) for language in languages()}
        assert len({tuple(found) for found in links.values()}) == 1, topic


def test_keys_named_in_the_help_are_those_of_the_table() -> None:
    known = {keys for deed in DEEDS for keys in deed.keys} | {"Shift", "Tab", "Enter", "Esc"}
    named = set(re.findall(r"\b(?:Ctrl\+(?:Shift\+)?[A-Z]|F\d+|Shift\+F\d+)\b",
                           " ".join(pages.text(topic, "en") for topic in pages.TOPICS)))
    assert named <= known | {"Ctrl+U"}
    assert catalogue("en")["deed-help"]

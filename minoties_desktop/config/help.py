"""The help that ships with the app: short pages of Markdown, one file for each topic and language."""

from __future__ import annotations

import functools

from .messages import FALLBACK
from .resources import resource

TOPICS = (
    "start", "today", "import", "scan", "choose", "describe", "languages", "many", "table", "place", "rights", "people",
    "institutions", "review", "sync", "questions", "accounts", "practice", "undo", "library", "settings", "keys",
)
"""All topics in the order in which somebody new would read them."""


@functools.cache
def text(topic: str, language: str) -> str:
    """A page in Markdown, its title as the first line; in English where it has not been translated."""
    path = resource("help", language, f"{topic}.md")
    if not path.exists():
        path = resource("help", FALLBACK, f"{topic}.md")
    return path.read_text(encoding="utf-8")


def title(topic: str, language: str) -> str:
    """What a page is called."""
    return text(topic, language).partition("\n")[0].removeprefix("# ")

"""A community: what it is called, in as many languages as somebody has typed; and how names by language are typed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..config.languages import coded
from ..config.messages import Message
from .checks import is_language_code
from .errors import UsageFault
from .glossary import MOST_LANGUAGES, clean


@dataclass(frozen=True, slots=True)
class Community:
    """A community: the name it is known by here, its names by language, its Wikidata item ("" for none)."""

    id: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    item: str = ""

    @property
    def value(self) -> str:
        """What an item that is about it says: its QID, or without one its name."""
        return self.item or self.name

    @property
    def all_names(self) -> list[str]:
        """Everything that it is called, the name it is known by here first."""
        return list(dict.fromkeys([self.name, *filter(None, self.names.values())]))

    def called(self, languages: Sequence[str]) -> str:
        """Its name in the first of some languages that somebody typed one in, "" for none."""
        return next((self.names[lang] for lang in languages if self.names.get(lang)), "")


def checked(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a community as they are kept, typed or listed: its names on one line, without signs that no
    reader sees. Raises UsageFault where nothing is left of the name, or there are more names than a list takes."""
    found = dict(row)
    if "name" in row:
        found["name"] = clean(row["name"])
        if not found["name"]:
            raise UsageFault(Message("error-community-name"), code="name-needed")
    if "names" in row:
        names = {lang: clean(name) for lang, name in json.loads(row["names"] or "{}").items()}
        if len(names) > MOST_LANGUAGES:
            raise UsageFault(Message("error-glossary-languages", row.get("name", ""), MOST_LANGUAGES), code="value")
        found["names"] = json.dumps({lang: name for lang, name in names.items() if name}, ensure_ascii=False)
    return found


def one_name(text: str) -> tuple[str, str]:
    """Language and name, of what is typed as es=Museo; no name where there is none. Raises UsageFault."""
    lang, equals, typed_name = (piece.strip() for piece in text.partition("="))
    name, lang = clean(typed_name), coded(lang)
    if not equals or not is_language_code(lang) or bool(name) != bool(typed_name):
        raise UsageFault(Message("error-called", text.strip()), Message("error-called-remedy"), code="called")
    return lang, name


def names_of(text: str) -> dict[str, str]:
    """Names by language, of what is typed as es=Museo; arn=Witral ruka. Raises UsageFault for anything else."""
    found = {}
    for part in filter(None, map(str.strip, text.split(";"))):
        lang, name = one_name(part)
        if not name:
            raise UsageFault(Message("error-called", part), Message("error-called-remedy"), code="called")
        found[lang] = name
    return found


def typed(names: Mapping[str, str]) -> str:
    """Names by language as they can be typed again."""
    return "; ".join(f"{lang}={name}" for lang, name in names.items() if name)

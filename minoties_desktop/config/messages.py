"""Every sentence a person reads: keys in code, texts in `resources/i18n/*.json` (MediaWiki's banana format)."""

from __future__ import annotations

import functools
import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .languages import called
from .languages import language as known_language
from .resources import resource

FALLBACK = "en"
PLAIN = {"el": (".", ","), "en": (",", "."), "es": (".", ",")}
"""Languages in which 1 is the only singular below a million, with what stands between thousands and before decimals:
said without Babel, which costs a start-up 7 MiB. A test compares them with it."""
_LONG_DAYS = {"en": "d MMMM y"}
"""Days in full where they are written otherwise than in the country that CLDR has first for the language."""
_PLURAL = re.compile(r"\{\{PLURAL:\$(\d+)\|([^{}]*)\}\}")
_CALLED = "language-name"
_OWN_NAME = re.compile(rf'"{_CALLED}": ("(?:[^"\\]|\\.)*")')
_ARGUMENT = re.compile(r"\$(\d+)")
_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d)\S*)?)?", re.ASCII)


class Day(str):
    """A day as it is stored (2026-10-03; with its time or without its day, too), to be written by locale in a sentence.
    A text that is no such day is said as it is."""

    __slots__ = ()


class Lang(str):
    """A language's code, or several with spaces between them, to be said in a sentence by name: in the reader's
    language where that has one, with the code beside it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be said later, in whichever language: its key and its arguments.

    Arguments are strings, numbers, Days, Langs or Messages; numbers choose the plural form and are written by locale.
    """

    key: str
    args: tuple[Any, ...] = ()

    def __init__(self, key: str, *args: Any) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "args", args)

    def to_json(self) -> list[Any]:
        """A list that JSON can keep: the key, then the arguments."""
        return [self.key, *map(_kept, self.args)]

    @classmethod
    def from_json(cls, data: list[Any]) -> Message:
        """The inverse of `to_json`."""
        key, *args = data
        return cls(key, *map(_restored, args))


def _kept(value: Any) -> Any:
    return ({"message": value.to_json()} if isinstance(value, Message)
            else {"day": str(value)} if isinstance(value, Day)
            else {"lang": str(value)} if isinstance(value, Lang) else value)


def _restored(kept: Any) -> Any:
    if not isinstance(kept, dict):
        return kept
    if "day" in kept:
        return Day(kept["day"])
    return Lang(kept["lang"]) if "lang" in kept else Message.from_json(kept["message"])


@functools.cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of one language by key, empty for a language that has no file."""
    path = resource("i18n", f"{language}.json")
    if not path.is_file():
        return {}
    texts = json.loads(path.read_text(encoding="utf-8"))
    texts.pop("@metadata", None)
    return texts


@functools.cache
def own_name(language: str) -> str:
    """What a language that has a file calls itself; its other texts are not kept."""
    found = _OWN_NAME.search(resource("i18n", f"{language}.json").read_text(encoding="utf-8"))
    if found is None:
        raise KeyError(language)
    return json.loads(found[1])


def languages() -> list[str]:
    """Codes of the languages that have a file, English first."""
    codes = {path.stem for path in resource("i18n").glob("*.json")} - {"qqq", FALLBACK}
    return [FALLBACK, *sorted(codes)]


Name = Message | str
"""What something is called: said in each language, or the same in all."""


class Messages:
    """Says messages in one language, falling back to English for what is not translated."""

    def __init__(self, language: str = FALLBACK) -> None:
        self.language = language
        self._texts = catalogue(language)

    def text(self, message: Message | str, *args: Any) -> str:
        """The sentence for a Message, or for a key and its arguments. An unknown key is shown as ⧼key⧽."""
        if isinstance(message, Message):
            message, args = message.key, message.args
        text = self._texts.get(message) or catalogue(FALLBACK).get(message)
        if text is None:
            return f"⧼{message}⧽"
        text = _PLURAL.sub(lambda match: self._plural(match, args), text)
        said = _ARGUMENT.sub(lambda match: self._within(match, args), text)
        return said[:1].upper() + said[1:] if _begins_with_a_name(text, args) else said

    def called(self, name: Name) -> str:
        """A name by itself."""
        return self.text(name) if isinstance(name, Message) else name

    def territory(self, code: str) -> str:
        """The name of an ISO 3166 country in this language, as CLDR has it; the code where it has none."""
        return _locale(self.language).territories.get(code, code)

    def language_name(self, code: str) -> str:
        """The name of a language in this one, as CLDR has it; else in English; the code where none is known."""
        return called(code, self.language) or known_language(code).english

    def languages_named(self, codes: str) -> str:
        """The names of languages, whose codes have spaces between them, each with its code beside it."""
        named = ((self.language_name(code), code) for code in codes.split())
        return ", ".join(name if name == code else f"{name} ({code})" for name, code in named)

    def moment(self, at: datetime) -> str:
        """A day and a time of day, in the zone that it is given in, as people write them."""
        from babel.dates import format_datetime  # late, as below

        return format_datetime(at, "d MMM y, HH:mm", locale=_locale(self.language))

    def day(self, text: str) -> str:
        """A stored day, or a month, as people write it; any other text as it is."""
        return self._written(text, "d MMM y", "MMM y")

    def long_day(self, text: str) -> str:
        """The same in full, as letters and headings have it: 3 de noviembre de 2026."""
        known = _locale(self.language)
        by_day = _LONG_DAYS.get(self.language) or known.date_formats["long"].pattern
        return self._written(text, by_day, known.datetime_skeletons["yMMMM"].pattern)

    def _written(self, text: str, by_day: str, by_month: str) -> str:
        found = _DAY.fullmatch(text)
        try:
            at = date(int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
        except ValueError:
            at = None
        if found is None or at is None:
            return text
        from babel.dates import format_date  # late, as below

        said = format_date(at, by_day if found[3] else by_month, locale=_locale(self.language))
        return f"{said}, {found[4]}" if found[4] else said

    def _plural(self, match: re.Match[str], args: tuple[Any, ...]) -> str:
        index, forms = int(match[1]) - 1, match[2].split("|")
        count = args[index] if index < len(args) else None
        if not isinstance(count, (int, float)):
            return forms[-1]
        return forms[min(_plural_index(self.language, count), len(forms) - 1)]

    def _within(self, match: re.Match[str], args: tuple[Any, ...]) -> str:
        """An argument as it stands in its sentence, whose full stop is not said twice: 11:01 p.m."""
        said, after = self._argument(match, args), match.string[match.end():]
        return said[:-1] if said.endswith(".") and after.startswith(".") and not after.startswith("..") else said

    def _argument(self, match: re.Match[str], args: tuple[Any, ...]) -> str:
        index = int(match[1]) - 1
        if index >= len(args):
            return match[0]
        value = args[index]
        if isinstance(value, Message):
            return self.text(value)
        if isinstance(value, Day):
            return self.day(value)
        if isinstance(value, Lang):
            return self.languages_named(value)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _number(self.language, value)
        return str(value)


def _begins_with_a_name(text: str, args: tuple[Any, ...]) -> bool:
    """Whether a sentence begins with an argument that is said by itself, as it would stand in the middle of one."""
    first = _ARGUMENT.match(text)
    return first is not None and any(isinstance(arg, Message) for arg in args[int(first[1]) - 1 : int(first[1])])


@functools.cache
def _locale(language: str) -> Any:
    # Babel is loaded late: a window shows its first frame without any number in it.
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(FALLBACK)


def _is_plain(language: str, value: int | float) -> bool:
    return language in PLAIN and 0 <= value < 1_000_000 and round(value, 2) == value


def _plural_index(language: str, count: int | float) -> int:
    if _is_plain(language, count) and isinstance(count, int):
        return int(count != 1)
    # Banana lists the forms in CLDR's order of categories, those the language has.
    rule = _locale(language).plural_form
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in rule.tags or tag == "other"]
    return order.index(rule(count))


def _number(language: str, value: int | float) -> str:
    if _is_plain(language, value):
        thousands, decimal = PLAIN[language]
        whole, _, rest = f"{value:,.2f}".rstrip("0").partition(".")
        return whole.replace(",", thousands) + (decimal + rest if rest else "")
    from babel.numbers import format_decimal

    return format_decimal(value, locale=_locale(language))

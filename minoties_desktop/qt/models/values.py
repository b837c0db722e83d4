"""Values in words: what a person sees for an id, what a list offers, what a field hints at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...config.messages import Message
from ...domain import codes, dates, table
from ...domain.checks import is_item_id
from ...domain.codes import CodeList
from ...domain.fields import Field, Kind
from ...domain.licences import licences
from ...domain.notices import notices
from ...domain.people import Contributor
from ...services.lists import Lists
from ..moments import spoken
from ..sorting import in_order
from ..translator import Speech
from .fields import Line, Stand

OWN = "own"


class Vocabulary:
    """Words for the values of one library, as of the last `refresh`."""

    def __init__(self, lists: Lists, speech: Speech) -> None:
        self._lists, self._speech = lists, speech
        self.refresh()

    def refresh(self) -> None:
        """Read contributors, institutions and activities again."""
        self._people: dict[str, Contributor] = self._lists.people()
        self._institutions = {row["id"]: row["name"] for row in self._lists.register("institution")}
        self._used: dict[str, list[str]] = {}
        self._called: dict[str, str] = {}
        self._what: dict[str, str] = {}
        self._there: dict[str, bool | None] = {}
        self._codes: list[CodeList] | None = None

    def ending(self, text: str, lang: str) -> tuple[str, str] | None:
        """The code that a text in a language ends with, and what it stands for."""
        if not text.endswith(codes.DELIMITER):
            return None
        if self._codes is None:
            self._codes = self._lists.codes()
        return codes.ending(text, self._codes, lang)

    def choices(self, field: Field) -> Sequence[tuple[str, str]] | None:
        """What a list of this field offers: (value, words); None if it is typed."""
        say = self._speech.say
        match field.kind:
            case Kind.CHOICE:
                return [(choice, say(f"{field.id}-{choice}")) for choice in field.choices]
            case Kind.NOTICE:
                return [(notice.id, notice.name) for notice in notices().values()]
            case Kind.LICENCE:
                return [(licence.id, say(licence.label)) for licence in licences().values()]
            case Kind.CONTRIBUTOR:
                return self._sorted((person.id, person.name) for person in self._people.values())
            case Kind.SOURCE:
                return [(OWN, say("source-own"))]
            case Kind.INSTITUTION:
                return self._sorted(self._institutions.items())
        return None

    def _sorted(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        return in_order(pairs, lambda pair: pair[1], self._speech.locale)

    def words(self, field: Field, value: str) -> str:
        """A value as a person reads it."""
        if field.kind is Kind.ENTITY and is_item_id(value):
            if value not in self._called:
                self._called[value] = self._lists.called(value, [self._speech.language])
            return self._called[value] or value
        return dict(self.choices(field) or ()).get(value, value)

    def read(self, field: Field, value: str) -> str:
        """A value where it is not typed: as `words`, days by locale."""
        return spoken(value, self._speech.locale) if field.kind is Kind.DATE else self.words(field, value)

    def about(self, field: Field, value: str) -> str:
        """What a thing of the world is, in the reader's language; "" where nothing is known of it."""
        if field.kind is not Kind.ENTITY or not is_item_id(value):
            return ""
        if value not in self._what:
            self._what[value] = self._lists.what(value, [self._speech.language])
        return self._what[value]

    def written(self, field: Field, value: str) -> str:
        """A value as it can be typed again: of things of the world, which may share a name, the id."""
        return value if field.kind is Kind.ENTITY else self.words(field, value)

    def value(self, field: Field, words: str) -> str:
        """The value that typed words mean."""
        if field.kind is Kind.ENTITY and not is_item_id(words):
            return self._lists.meant(words, [self._speech.language])
        if field.kind is Kind.DATE:
            return dates.understood(words, self._speech.language)
        for value, known in self.choices(field) or ():
            if known.casefold() == words.casefold():
                return value
        return words

    def typed(self, field: Field, values: Sequence[str]) -> str:
        """All values of a field as one text that can be typed."""
        return table.joined(field.id, [self.written(field, value) for value in values])

    def meant(self, field: Field, text: str) -> str:
        """The inverse of `typed`, its values still in one text."""
        return table.joined(field.id, [self.value(field, words.strip()) for words in table.parted(field.id, text)])

    def token_kind(self, field: Field, value: str) -> str:
        """How a token looks: known, text that is to be looked up, or red where the wiki has no such page."""
        if field.kind is Kind.CATEGORY:
            if value not in self._there:
                self._there[value] = self._lists.has_category(value)
            return {True: "known", False: "red", None: "text"}[self._there[value]]
        return "text" if field.kind is Kind.ENTITY and not is_item_id(value) else "known"

    def suggestions(self, field: Field) -> Sequence[str]:
        """What was used before in this field, the newest first; things of the world are asked for as one types."""
        if field.kind is Kind.ENTITY:
            return []
        if field.kind is Kind.NOTICE:
            return [name for _, name in self.choices(field) or ()]
        if field.id not in self._used:
            self._used[field.id] = self._lists.used_values(field.id)
        return self._used[field.id]

    def origin(self, line: Line) -> str:
        """Where an inherited or imported value comes from, in words."""
        return self._speech.say(f"origin-{line.origin}")

    def would_inherit(self, line: Line) -> bool:
        """Whether the items have their own value in place of one that they could inherit."""
        return line.stand is Stand.OWN and line.covers

    def hint(self, line: Line) -> tuple[str, Message] | None:
        """An icon and a sentence that helps with the field as it stands, or None."""
        kinds = {self.token_kind(line.field, token.text) for token in line.tokens}
        if "red" in kinds:
            return "alert", Message("panel-category-red")
        if "text" in kinds:
            return "clock", Message("panel-category-unasked" if line.field.kind is Kind.CATEGORY
                                    else "panel-kept-as-text")
        if line.field.private:
            return "lock", Message("panel-private")
        return None

"""Everything that photographs can be filtered by, in one list: some letters and Enter add one more filter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ..domain.fields import FIELDS, Kind
from ..domain.query import days, reach
from ..domain.states import ItemState
from ..services import searches
from ..services.lists import Counts
from .filter_words import part_words
from .findables import Findable
from .kit import Kit
from .looks import ITEM
from .palette import Palette

Narrow = Callable[[str, str], object]
"""Hears the part of the query that is narrowed, and its value."""
_ICONS = {
    "activity": "mapTrail", "problem": "error", "missing": "edit", "date": "calendar", "place": "map", "near": "mapPin",
    "person": "userGroup", "author": "camera", "rating": "bookmark", "flag": "flag", "label": "flag",
    "institution": "userGroup", "there": "logo-Wikimedia-Commons",
}
_KILOMETRES = (0.1, 1.0, 10.0)
_UNSAID = (Kind.NOTICE, Kind.SOURCE)
_MOST = 400


@dataclass(frozen=True, slots=True)
class Offer:
    """What is known beside the window's thread: the values there are with their counts, languages, and positions, each
    after the message that names it."""

    facets: dict[str, list[tuple[str, int]]]
    problems: list[tuple[str, int]]
    counts: Counts
    languages: list[str]
    positions: list[tuple[str, str]]


def offer(kit: Kit, item: str | None, middle: str = "") -> Offer:
    """Look what the library's items can be filtered by; `item` is the current one, `middle` the position in the middle
    of the map. Reads the library."""
    lists = kit.bridge.lists
    languages = dict.fromkeys(code for row in lists.register("activity") for code in row["languages"].split())
    described = lists.described([item]) if item else []
    position = described[0].first("camera_position") if described else ""
    positions = [("grid-chip-middle", middle), ("grid-chip-here", position)]
    return Offer(searches.facets(kit.bridge.library), lists.held(), lists.counts(), list(languages),
                 [one for one in positions if one[1]])


def findables(kit: Kit, known: Offer, narrow: Narrow) -> list[Findable]:
    """All that can be chosen without typing it, with how many photographs each leaves."""
    lists, counts = kit.bridge.lists, known.counts
    wanted: list[tuple[str, str, int | None]] = []
    wanted += [("flag", value or "none", count) for value, count in known.facets["flag"]]
    wanted += _ratings(known.facets["rating"])
    wanted += [("label", value, count) for value, count in known.facets["label"]]
    wanted += [("state", state.value, counts.states[state]) for state in ItemState if counts.states.get(state)]
    wanted += [("problem", code, count) for code, count in known.problems]
    wanted += [("there", value, count) for value, count in known.facets["there"]]
    wanted += [("activity", row["id"], counts.activities.get(row["id"], 0)) for row in lists.register("activity")]
    wanted += [("institution", row["id"], None) for row in lists.register("institution")]
    wanted += _dates(known.facets["date"])
    for part in ("place", "author", "person"):
        wanted += [(part, value, count) for value, count in known.facets[part][:_MOST]]
    for field in FIELDS:
        if field.kind not in _UNSAID and not field.works:
            wanted.append(("missing", field.id, None))
            wanted += [("missing", f"{field.id}:{lang}", None) for lang in known.languages if field.by_language]
    near = [_findable(kit, narrow, "near", f"{position},{kilometres:g}", around=around)
            for around, position in known.positions for kilometres in _KILOMETRES]
    others = [_findable(kit, narrow, *one) for one in wanted]
    on_map = any(around == "grid-chip-middle" for around, _ in known.positions)
    return [*near, *others] if on_map else [*others, *near]


def _ratings(found: list[tuple[str, int]]) -> list[tuple[str, str, int | None]]:
    """Each number of stars with how many photographs have so many or more, and those without."""
    by_stars = {int(value): count for value, count in found}
    told: list[tuple[str, str, int | None]] = [
        ("rating", str(stars), sum(count for value, count in by_stars.items() if value >= stars))
        for stars in range(5, 0, -1) if any(value >= stars for value in by_stars)]
    return [*told, ("rating", "0", by_stars[0])] if 0 in by_stars else told


def _dates(found: list[tuple[str, int]]) -> list[tuple[str, str, int | None]]:
    """Days, and the months and years that hold several of them."""
    told: list[tuple[str, str, int | None]] = []
    for length in (10, 7, 4):
        spans: dict[str, list[int]] = {}
        for value, count in found:
            if days(value[:length]):
                spans.setdefault(value[:length], []).append(count)
        told += [("date", span, sum(counts)) for span, counts in spans.items() if length == 10 or len(counts) > 1]
    return told[:_MOST]


def _findable(kit: Kit, narrow: Narrow, part: str, value: str, count: int | None = None,
              around: str = "") -> Findable:
    say = kit.speech.say
    icon = ITEM[ItemState(value)].icon if part == "state" else _ICONS[part]
    name = part_words(kit, part, value)
    if around and (found := reach(value)):
        name = say("grid-chip-near", kit.speech.locale.toString(found[1], "g", 3), say(around))
    return Findable(name, say(f"filter-{part}"), icon, lambda: narrow(part, value),
                    "" if count is None else say("window-number", count))


class FilterList(Palette):
    """Lists what photographs can be filtered by; what is typed may be a day, a position or a place too."""

    shown = 1000

    def __init__(self, kit: Kit, known: Offer, narrow: Narrow, parent: QWidget) -> None:
        self._narrow = narrow
        say = kit.speech.say
        super().__init__(kit, findables(kit, known, narrow), lambda _words: [], parent)
        self.setWindowTitle(say("deed-add-filter"))
        self.edit.setPlaceholderText(say("filter-find"))
        self.edit.setAccessibleName(say("deed-add-filter"))

    def known_by(self, one: Findable) -> str:
        """What it is about counts too: "stars" finds all of them."""
        return f"{one.name} {one.kind}"

    def _on_typed(self, words: str) -> None:
        """What is known, in its order as long as nothing is typed; then what the words themselves may be."""
        text = words.strip()
        if not text:
            self._show(self._known)
            return
        super()._on_typed(words)
        parts = [part for part, read in (("date", days), ("near", reach)) if read(text)] or ["place"]
        typed = [_findable(self._kit, self._narrow, part, text) for part in parts]
        names = {one.name for one in self._model.found}
        fresh = [one for one in typed if one.name not in names]
        self._show([*fresh, *self._model.found] if parts != ["place"] else [*self._model.found, *fresh])

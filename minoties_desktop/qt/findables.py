"""What the command palette finds: actions, activities, states, fields, settings, help, and items by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from ..config import settings
from ..config.messages import languages
from ..domain.fields import FIELDS
from ..domain.presets import Preset
from ..domain.query import Query
from ..domain.states import ItemState
from ..services import presets
from .actions import DEEDS, Actions
from .centre import PAGES
from .kit import Kit
from .looks import ITEM, state_key
from .models.cells import called
from .navigation import KIND_ICONS
from .stage import Stage

_ITEMS = 12
_SHOWS = frozenset(f"show-{page.id}" for page in PAGES)


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing to be found: its name, what it is in one word, an icon, its key, what choosing it does."""

    name: str
    kind: str
    icon: str
    do: Callable[[], object]
    keys: str = ""
    enabled: bool = True


def findables(kit: Kit, stage: Stage, actions: Actions, show_setting: Callable[[str], object],
              show_help: Callable[[str], object], topics: Sequence[tuple[str, str]],
              apply: Callable[[Preset], object]) -> list[Findable]:
    """Everything but items; `topics` are (id, title) of the help, `apply` gives a preset to the selection."""
    say = kit.speech.say
    found = []
    for deed in DEEDS:
        action = actions[deed.id]
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        if deed.menu:
            do = _into(stage, action.trigger) if deed.id in _SHOWS else action.trigger
            found.append(Findable(action.text(), say("palette-deed"), deed.icon or "next", do, keys,
                                  action.isEnabled()))
    found += [Findable(row["title"], say("palette-activity"), KIND_ICONS.get(row["kind"], "bookmark"),
                       _into(stage, lambda activity=row["id"]: stage.show_activity(activity)))
              for row in kit.bridge.lists.register("activity")]
    found += [Findable(preset.name, say("palette-preset"), "bookmark", lambda preset=preset: apply(preset))
              for preset in presets.listed(kit.bridge.library)]
    found += [Findable(one.name, say("palette-search"), "bookmark",
                       _into(stage, lambda one=one: stage.go_to("search", one.id))) for one in stage.searches]
    found += [Findable(say(state_key(state)), say("palette-state"), ITEM[state].icon,
                       _into(stage, lambda state=state: stage.go_to("state", state.value))) for state in ItemState]
    found += [Findable(say(field.label), say("palette-field"), "edit",
                       lambda field=field.id: stage.go_to_field(field)) for field in FIELDS]
    found += [Findable(say(f"setting-{one.name.replace('_', '-')}"), say("palette-setting"), "configure",
                       lambda name=one.name: show_setting(name)) for one in settings.offered()]
    found += [Findable(kit.speech.own_name(code), say("setting-language"), "configure",
                       lambda code=code: stage.choosing.choose("language", code)) for code in languages()]
    for one in settings.offered():
        named = f"setting-{one.name.replace('_', '-')}"
        found += [Findable(say(f"{named}-{choice}"), say(named), "configure",
                           lambda name=one.name, choice=choice: stage.choosing.choose(name, choice))
                  for choice in one.metadata["choices"]]
    found += [Findable(title, say("palette-help"), "help", lambda topic=topic: show_help(topic))
              for topic, title in topics]
    return found


def items(kit: Kit, stage: Stage, words: str) -> list[Findable]:
    """Items that hold the words; reads the library."""
    lists, say = kit.bridge.lists, kit.speech.say
    ids = lists.ids(Query(words=words))[:_ITEMS]
    return [Findable(row["title"] or called(row) or say("panel-untitled"), say("palette-item"), "image",
                     _into(stage, lambda item=row["id"]: stage.show_one(item))) for row in lists.rows(ids)]


def _into(stage: Stage, do: Callable[[], object]) -> Callable[[], None]:
    """Does something that shows a page, and has the keyboard there."""
    def done() -> None:
        do()
        stage.focus_page()

    return done

"""The library's communities, below its institutions: added, changed and removed where they are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from ..kit import Kit
from ..sorting import in_order
from ..widgets.pieces import button, frame, icon, label
from .row_form import Row, RowForm

TABLE = "community"
_NAMES = 8
"""Other names that are shown."""


def community(kit: Kit, row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Changes a community, or with an empty row makes one; its `result_of` is the id of a new one."""
    say, tagging = kit.speech.say, kit.bridge.tagging
    rows = [Row("name", "house-form-name", needed="house-form-needs-name"),
            Row("item", "house-form-item", "house-form-item-hint")]

    def keep(values: dict[str, str]) -> Any:
        found = {**values, "item": values["item"].upper()}
        return tagging.edit(TABLE, row["id"], found) if row else tagging.create(TABLE, found)

    return RowForm(kit, f"community:{row.get('id', '')}", say("community-change" if row else "community-new"),
                   "", rows, row, keep, parent)


def communities(kit: Kit, change: Callable[[Mapping[str, Any]], object]) -> list[QWidget]:
    """A heading and a card for each community; `change` is asked to change the row of one, or to make one of {}."""
    say = kit.speech.say
    head, words = frame(across=True), frame(gap="1")
    words.layout().addWidget(label(say("community-title"), "heading", "strong"))
    words.layout().addWidget(label(say("community-about"), "body", "subtle"))
    head.layout().addWidget(words, 1)
    fresh = button(say("community-add"), lambda: change({}))
    fresh.setObjectName("new-community")
    head.layout().addWidget(fresh)
    rows = in_order(kit.bridge.lists.register(TABLE), lambda row: row["name"], kit.speech.locale)
    others = kit.bridge.lists.others([row["item"] for row in rows if row["item"]])
    return [head, *(_card(kit, row, others.get(row["item"], ()), change) for row in rows)]


def _card(kit: Kit, row: Mapping[str, Any], names: Sequence[str],
          change: Callable[[Mapping[str, Any]], object]) -> QFrame:
    say, bridge = kit.speech.say, kit.bridge
    card, words = frame("card", "4 3 4 3", "3", across=True), frame(gap="1")
    card.layout().addWidget(icon("userGroup", "text-subtle"))
    words.layout().addWidget(label(row["name"], "strong"))
    linked = say("house-linked", row["item"]) if row["item"] else say("house-not-linked")
    words.layout().addWidget(label(linked, "small", "subtle"))
    if others := [name for name in names if name != row["name"]]:
        words.layout().addWidget(label(say("community-also", " · ".join(others[:_NAMES])), "small", "subtle"))
    card.layout().addWidget(words, 1)
    for key, name, press in (
            ("preset-change", "change-community", partial(change, row)),
            ("preset-remove", "remove-community",
             partial(bridge.write, lambda: bridge.tagging.remove_row(TABLE, row["id"])))):
        one = button(say(key), press, small=True)
        one.setObjectName(name)
        one.setAccessibleName(f"{say(key)} {row['name']}")
        card.layout().addWidget(one)
    return card

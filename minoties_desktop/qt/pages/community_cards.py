"""The library's communities, below its institutions: added, changed and removed where they are listed, taken in from
lists and written to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from ...domain.community import names_of, typed
from ...domain.errors import Fault
from ...services import communities as lists
from ...services.glossary import Taken
from ..kit import Kit
from ..sorting import in_order
from ..widgets.flow import FlowLayout
from ..widgets.pieces import button, frame, icon, label
from .row_form import Row, RowForm

TABLE = "community"
_NAMES = 8
"""Other names that are shown."""
_CALLED = "called"


def community(kit: Kit, row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Changes a community, or with an empty row makes one; its `result_of` is the id of a new one."""
    say, tagging = kit.speech.say, kit.bridge.tagging
    given = {**row, _CALLED: typed(json.loads(row.get("names") or "{}"))}
    rows = [Row("name", "house-form-name", needed="house-form-needs-name"),
            Row(_CALLED, "house-form-called", "community-called-hint"),
            Row("item", "house-form-item", "house-form-item-hint")]

    def keep(values: dict[str, str]) -> Any:
        names = names_of(values.pop(_CALLED))
        found = {**values, "item": values["item"].upper(), "names": json.dumps(names, ensure_ascii=False)}
        return tagging.edit(TABLE, row["id"], found) if row else tagging.create(TABLE, found)

    return RowForm(kit, f"community:{row.get('id', '')}", say("community-change" if row else "community-new"),
                   "", rows, given, keep, parent)


def take(kit: Kit, parent: QWidget, told: Callable[[Taken], object], failed: Callable[[Fault], object]) -> None:
    """Ask for a list of communities, in the platform's own dialog, and take it in."""
    say, bridge = kit.speech.say, kit.bridge
    name, _ = QFileDialog.getOpenFileName(parent, say("glossary-take"), "", say("community-filter"))

    def done(found: Taken) -> None:
        bridge.registers_changed.emit()
        told(found)

    if name:
        bridge.write(lambda: lists.take(bridge.library, bridge.tagging, Path(name)), done, failed)


def write(kit: Kit, parent: QWidget, failed: Callable[[Fault], object]) -> None:
    """Ask where to, and write all communities as a table."""
    say, library = kit.speech.say, kit.bridge.library
    name, _ = QFileDialog.getSaveFileName(parent, say("glossary-write"), "communities.tsv", say("community-filter"))
    if name:
        kit.bridge.write(lambda: lists.write(library, Path(name)), failed=failed)


def communities(kit: Kit, presses: Mapping[str, Callable[..., object]]) -> list[QWidget]:
    """A heading, a card for each community, and what is done with lists of them; of the presses `community` is asked
    to change the row of one, or to make one of {}, `take-communities` and `write-communities` for lists of them."""
    say = kit.speech.say
    head, words = frame(across=True), frame(gap="1")
    words.layout().addWidget(label(say("community-title"), "heading", "strong"))
    words.layout().addWidget(label(say("community-about"), "body", "subtle"))
    head.layout().addWidget(words, 1)
    fresh = button(say("community-add"), lambda: presses["community"]({}))
    fresh.setObjectName("new-community")
    head.layout().addWidget(fresh)
    foot = QFrame()
    foot.setProperty("gap", "2")
    FlowLayout(foot)
    for key, name in (("glossary-take", "take-communities"), ("glossary-write", "write-communities")):
        one = button(say(key), presses[name], small=True)
        one.setObjectName(name)
        one.setAccessibleName(f"{say('community-title')}: {say(key)}")
        foot.layout().addWidget(one)
    rows = in_order(kit.bridge.lists.register(TABLE), lambda row: row["name"], kit.speech.locale)
    others = kit.bridge.lists.others([row["item"] for row in rows if row["item"]])
    return [head, *(_card(kit, row, others.get(row["item"], ()), presses["community"]) for row in rows), foot]


def _card(kit: Kit, row: Mapping[str, Any], names: Sequence[str],
          change: Callable[[Mapping[str, Any]], object]) -> QFrame:
    say, bridge = kit.speech.say, kit.bridge
    card, words = frame("card", "4 3 4 3", "3", across=True), frame(gap="1")
    card.layout().addWidget(icon("userGroup", "text-subtle"))
    words.layout().addWidget(label(row["name"], "strong"))
    linked = say("house-linked", row["item"]) if row["item"] else say("house-not-linked")
    words.layout().addWidget(label(linked, "small", "subtle"))
    given = json.loads(row["names"])
    if given:
        said = " · ".join(f"{kit.speech.language_name(lang)}: {name}" for lang, name in given.items())
        words.layout().addWidget(label(said, "small", "subtle"))
    if others := [name for name in names if name not in (row["name"], *given.values())]:
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

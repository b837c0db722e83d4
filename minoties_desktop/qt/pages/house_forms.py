"""The forms of an institution's page: itself, its collections, its contacts, its agreements and what they cover."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from ...config.messages import Lang, Message, languages
from ...domain.agreement import ACTS, KINDS, STATUSES, VRT
from ...domain.community import names_of, typed
from ...domain.fields import FIELDS, Kind
from ...domain.licences import licences
from ...services import agreeing, inventory
from ...services.inventory import Sheet
from ..kit import Kit
from .row_form import Row, RowForm

_NAMES = "called"
_STEP = ("who", "day", "note")


def institution(kit: Kit, row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Changes an institution, or with an empty row makes one; its `result_of` is the id of a new one."""
    say, tagging = kit.speech.say, kit.bridge.tagging
    given = {**row, _NAMES: typed(json.loads(row.get("names") or "{}"))}
    rows = [Row("name", "house-form-name", needed="house-form-needs-name"),
            Row(_NAMES, "house-form-called", "house-form-called-hint"),
            Row("item", "house-form-item", "house-form-item-hint"), Row("category", "house-form-category"),
            Row("template", "house-form-template", "house-form-template-hint"),
            Row("credit", "house-form-credit", "house-form-credit-hint"),
            Row("language", "house-form-language", choices=[("", say("house-form-language-none")), *(
                (code, kit.speech.own_name(code)) for code in agreeing.languages())])]

    def keep(values: dict[str, str]) -> Any:
        names = names_of(values.pop(_NAMES))
        found = {**values, "names": json.dumps(names, ensure_ascii=False)}
        return tagging.edit("institution", row["id"], found) if row else tagging.create("institution", found)

    return RowForm(kit, f"institution:{row.get('id', '')}", say("house-form-change" if row else "house-form-new"),
                   "", rows, given, keep, parent)


def collection(kit: Kit, house: str, row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Changes a collection or a room, or makes one."""
    rows = [Row("name", "house-form-collection", needed="house-form-needs-name"),
            Row("pattern", "house-form-pattern", "house-form-pattern-hint"),
            Row("item", "house-form-item")]
    return _plain(kit, "collection", house, row, rows, "house-collections", parent)


def contact(kit: Kit, house: str, row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Changes a contact, or makes one; all of it is private."""
    rows = [Row("name", "house-form-person", private=True, needed="house-form-needs-name"),
            Row("role", "house-form-role", private=True), Row("email", "house-form-email", private=True),
            Row("phone", "house-form-phone", private=True), Row("notes", "house-form-notes", private=True)]
    return _plain(kit, "contact", house, row, rows, "house-contacts", parent)


def _plain(kit: Kit, table: str, house: str, row: Mapping[str, Any], rows: list[Row], title: str,
           parent: QWidget) -> RowForm:
    tagging = kit.bridge.tagging

    def keep(values: dict[str, str]) -> Any:
        return (tagging.edit(table, row["id"], values) if row
                else tagging.create(table, {**values, "institution": house}))

    return RowForm(kit, f"{table}:{house}:{row.get('id', '')}", kit.speech.say(title), "", rows, row, keep, parent)


def agreement(kit: Kit, house: str, row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Changes an agreement, or makes one; a change of its status is a step of its history."""
    say, bridge = kit.speech.say, kit.bridge
    free = [(one.id, one.name) for one in licences().values() if one.address and one.own]
    rows = [
        Row("title", "house-form-agreement", needed="house-form-needs-title"),
        Row("status", "house-form-status", choices=[(one, Message(f"agreement-{one}")) for one in STATUSES]),
        Row("day", "house-form-day", "house-form-day-hint"), Row("who", "house-form-who"),
        Row("kind", "house-form-kind", choices=[(one, Message(f"house-kind-{one}")) for one in KINDS], ticks=True),
        Row("licences", "house-form-licences", "house-form-licences-hint", choices=free, ticks=True),
        Row("since", "column-since"), Row("until", "column-until"),
        Row("conditions", "house-form-conditions"),
        Row("granted_by", "house-form-granted-by"), Row("signatory", "house-form-signatory", private=True),
        Row("vrt_status", "house-form-vrt", "house-form-vrt-hint", choices=[
            (one, Message(f"house-vrt-{one or 'none'}")) for one in VRT]),
        Row("vrt_sent", "column-vrt_sent"), Row("vrt_ticket", "house-form-ticket", "house-form-ticket-hint"),
    ]

    def keep(values: dict[str, str]) -> Any:
        step = {name: values.pop(name, "") for name in _STEP}
        if row:
            return agreeing.change(bridge.library, bridge.tagging, row["id"], values, **step)
        return agreeing.begin(bridge.library, bridge.tagging, {**values, "institution": house}, who=step["who"],
                              day=step["day"])

    return RowForm(kit, f"agreement:{house}:{row.get('id', '')}", say("house-agreement-change" if row else
                   "house-agreement-new"), say("house-agreement-intro"), rows, row, keep, parent)


def scope(kit: Kit, allowed: str, room: tuple[str, str], row: Mapping[str, Any], parent: QWidget) -> RowForm:
    """Says what an agreement (id) covers in a collection (id, name)."""
    bridge = kit.bridge
    answers = [(one, Message(f"house-answer-{one or 'none'}")) for one in ("", "yes", "no")]
    rows = [*(Row(act, f"house-kind-{act}", choices=answers) for act in ACTS),
            Row("conditions", "house-form-conditions", "house-form-conditions-hint")]
    return RowForm(kit, f"scope:{allowed}:{room[0]}", kit.speech.say("house-scope-of", room[1]), "", rows, row,
                   lambda values: agreeing.allow(bridge.library, bridge.tagging, allowed, room[0], values), parent)


def columns(kit: Kit, house: str, sheet: Sheet, known: Mapping[str, str], parent: QWidget) -> RowForm:
    """Asks which field each column of an inventory list is; its `result_of` tells how the list met the items."""
    say, bridge = kit.speech.say, kit.bridge
    spoken = [kit.speech.language, *languages()]
    offered: list[tuple[str, Message | str]] = [("", Message("house-column-none"))]
    for field in FIELDS:
        if field.private or field.kind is Kind.CONTRIBUTOR:
            continue
        if field.by_language:
            there = [one.partition(":")[2] for one in known.values() if one.startswith(f"{field.id}:")]
            offered += [(f"{field.id}:{lang}", say("panel-history-in", say(field.label), Lang(lang)))
                        for lang in dict.fromkeys([*there, *spoken])]
        else:
            offered.append((field.id, field.label))
    rows = [Row(str(place), heading, choices=offered, plain=True) for place, heading in enumerate(sheet.headings)]
    given = {str(place): known.get(heading, "") for place, heading in enumerate(sheet.headings)}

    def keep(values: dict[str, str]) -> Any:
        chosen = {sheet.headings[int(place)]: column for place, column in values.items() if column}
        return inventory.take(bridge.library, bridge.tagging, house, sheet, chosen)

    return RowForm(kit, f"columns:{house}:{sheet.name}", say("house-columns", sheet.name),
                   say("house-columns-about", len(sheet.rows)), rows, given, keep, parent)

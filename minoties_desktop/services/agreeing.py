"""Agreements: every step of asking and being answered, what they cover, and the letters that prove them."""

from __future__ import annotations

import json
import mimetypes
import shutil
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ..config.messages import Message, Messages
from ..config.resources import resource
from ..domain import dates
from ..domain.agreement import ACTS, GRANTED, SENT, STATUSES, YES, last
from ..domain.changes import Changes
from ..domain.dates import Precision
from ..domain.errors import EnvironmentFault, UsageFault
from ..domain.licences import licences
from ..media.digest import copy_verified
from ..media.faults import make_folder
from . import drafts
from .library import Library
from .tagging import Tagging

FOLDER = "letters"
"""Where letters lie in a library; nothing that leaves it looks there."""
LETTERS = ("ask", "confirm", "remind")
"""What can be drafted: the request to the institution, its confirmation to the volunteers, and a reminder."""


def begin(library: Library, tagging: Tagging, values: Mapping[str, Any], *, who: str = "", day: str = "") -> str:
    """Make an agreement with the first line of its history, as one action; its id."""
    with tagging.as_one(Message("action-create-agreement", str(values["title"]))):
        made = tagging.create("agreement", values)
        tagging.create("agreement_step", {"agreement": made, "status": values.get("status") or "asked",
                                          "day": day or _today(), "who": who, "note": ""})
    return made


def change(library: Library, tagging: Tagging, agreement: str, values: Mapping[str, Any], *, who: str = "",
           day: str = "", note: str = "") -> Changes:
    """Change an agreement; where its status changes that is a line of its history. One action."""
    before = library.registers["agreement"].get(agreement)
    fresh = {column: value for column, value in values.items() if value != before[column]}
    status = fresh.get("status")
    if status is not None and status not in STATUSES:
        raise UsageFault(Message("error-column", Message("column-status"), str(status)),
                         Message("error-column-status"), code="value")
    changes = Changes()
    with tagging.as_one(Message("action-edit-agreement", before["title"])):
        if fresh:
            changes |= tagging.edit("agreement", agreement, fresh)
        if status:
            made = tagging.create("agreement_step", {"agreement": agreement, "status": status, "day": day or _today(),
                                                     "who": who, "note": note})
            changes |= Changes.of("agreement_step", [made])
    return changes


def steps(library: Library, agreement: str) -> list[dict[str, Any]]:
    """The history of an agreement, the earliest day first."""
    return sorted(_of(library, "agreement_step", agreement), key=lambda row: (row["day"], row["created"]))


def scopes(library: Library, agreement: str) -> dict[str, dict[str, Any]]:
    """What an agreement allows, by collection."""
    return {row["collection"]: row for row in _of(library, "agreement_scope", agreement)}


def named(agreement: Mapping[str, Any]) -> dict[str, str]:
    """What an agreement (its row) grants by name, as answers for a collection: yes for each act; empty for none."""
    kinds = agreement["kind"].replace(",", " ").split()
    return {act: YES if act in kinds else "" for act in ACTS} if not set(ACTS).isdisjoint(kinds) else {}


def allow(library: Library, tagging: Tagging, agreement: str, collection: str, answers: Mapping[str, str]) -> Changes:
    """Say what an agreement allows in a collection: rooms, objects, scans (yes, no or ""), conditions."""
    known = scopes(library, agreement).get(collection)
    if known is not None:
        return tagging.edit("agreement_scope", known["id"], answers)
    made = tagging.create("agreement_scope", {"agreement": agreement, "collection": collection, **answers})
    return Changes.of("agreement_scope", [made])


def status(row: Mapping[str, Any], today: date | None = None) -> str:
    """Where an agreement is today: what was granted until a day that has gone by is expired."""
    if row["status"] == GRANTED and row["until"] and last_day(row) < (today or date.today()):
        return "expired"
    return str(row["status"])


def last_day(row: Mapping[str, Any]) -> date:
    """The last day of an agreement that ends some day."""
    return last(dates.parse(row["until"]))


def waiting(row: Mapping[str, Any], today: date | None = None) -> int:
    """For how many days the volunteers have not answered about an agreement; 0 where they are not asked, or have."""
    try:
        sent = dates.parse(row["vrt_sent"])
    except ValueError:
        return 0
    if row["vrt_status"] != SENT or sent.precision < Precision.DAY:
        return 0
    return max(0, ((today or date.today()) - date(sent.year, sent.month, sent.day)).days)


def attach(library: Library, tagging: Tagging, agreement: str, path: Path) -> Changes:
    """Keep a copy of a letter with an agreement, read back and compared. Raises a Fault as copying does."""
    library.registers["agreement"].get(agreement)
    relative = f"{FOLDER}/{uuid.uuid4()}{path.suffix.lower()[:10]}"
    target = library.path(relative)
    make_folder(target.parent)
    if not path.is_file():
        raise UsageFault(Message("error-letter-file", str(path)), code="letter")
    digest = copy_verified(path, target)
    mime = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    made = tagging.create("letter", {"agreement": agreement, "name": path.name, "path": relative, "mime": mime,
                                     "sha256": digest.sha256, "size": digest.size})
    return Changes.of("letter", [made])


def letters(library: Library, agreement: str) -> list[dict[str, Any]]:
    """The letters that are kept with an agreement, the earliest first."""
    return _of(library, "letter", agreement)


def opened(library: Library, letter: str) -> Path:
    """A copy of a letter to be looked at: whatever shows it may write into it. Raises EnvironmentFault of the disk."""
    row = library.registers["letter"].get(letter)
    copy = _copy(library, row)
    try:
        shutil.copyfile(library.path(row["path"]), copy)
    except OSError as error:
        raise EnvironmentFault(Message("error-disk", str(copy), error.strerror or str(error)),
                               Message("error-disk-remedy"), code="disk") from error
    return copy


def _copy(library: Library, row: Mapping[str, Any]) -> Path:
    return library.path("cache") / f"letter-{Path(row['path']).name}"


def draft(library: Library, agreement: str, kind: str, language: str = "", *, me: str = "") -> str:
    """A letter (one of LETTERS) about an agreement, in a language, else in that of the institution, else in English.

    What is not known stays a blank to be filled in.
    """
    row = library.registers["agreement"].get(agreement)
    house = library.registers["institution"].get(row["institution"])
    chosen = language or row["vrt_language"] or house["language"]
    folder = resource("letters", chosen if chosen and resource("letters", chosen).is_dir() else "en")
    known = licences()
    names = [known[one].name if known[one].address else one for one in row["licences"].replace(",", " ").split()
             if one in known]
    person = library.registers["contributor"].get(me) if me else {"name": "", "user_name": ""}
    called = json.loads(house["names"])
    words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    wanted = [words[kind] for kind in row["kind"].replace(",", " ").split() if kind in words]
    text, day = (folder / f"{kind}.txt").read_text(encoding="utf-8"), Messages(folder.name).long_day
    for name, value in {
        "institution": called.get(folder.name, house["name"]), "signatory": row["signatory"] or row["granted_by"],
        "title": row["title"], "acts": ", ".join(wanted), "licences": ", ".join(names), "conditions": row["conditions"],
        "since": day(row["since"]), "until": day(row["until"]), "me": person["name"], "user": person["user_name"],
        "sent": day(row["vrt_sent"]), "today": day(_today()),
    }.items():
        text = text.replace("{" + name + "}", value or "__________")
    return text


def sent(library: Library, tagging: Tagging, agreement: str) -> Changes:
    """Write down that the confirmation has been sent to the volunteers today."""
    return change(library, tagging, agreement, {"vrt_status": SENT, "vrt_sent": _today()})


def languages() -> list[str]:
    """The languages that letters can be drafted in."""
    return sorted(path.name for path in resource("letters").iterdir() if path.is_dir())


def erase_letter(library: Library, letter: str) -> Changes:
    """Destroy a letter: its file, and what is remembered of it. It can't be taken back."""
    row = library.registers["letter"].get(letter)
    path = library.path(row["path"])
    try:
        path.unlink(missing_ok=True)
        _copy(library, row).unlink(missing_ok=True)
    except OSError as error:
        raise EnvironmentFault(Message("error-disk", str(path), error.strerror or str(error)),
                               Message("error-disk-remedy"), code="disk") from error
    return erase(library, "letter", letter)


def erase(library: Library, table: str, row_id: str) -> Changes:
    """Destroy a private row and every trace of it: in the journal, and in the copies of the database made here.

    It can't be taken back.
    """
    row = library.registers[table].get(row_id)
    if "institution" in row:  # what was typed into its form and never accepted
        drafts.keep_form(library, f"{table}:{row['institution']}:{row_id}", {})
    with library.database.writing(wipe=True) as write:
        library.registers[table].erase(write, row_id)
        library.journal.forget(write, row_id)
    library.erase_traces(table, [row_id])
    return write.changes


def _of(library: Library, table: str, agreement: str) -> list[dict[str, Any]]:
    return [row for row in library.registers[table].list() if row["agreement"] == agreement]


def _today() -> str:
    return date.today().isoformat()

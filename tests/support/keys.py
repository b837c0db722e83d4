"""Which message keys the code uses: literally, and in families built from a table."""

import ast
import functools
import importlib
import json
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import NamedTuple

import click

from tests.support.source import ROOT, Source, calls, literal, sources


class Use(NamedTuple):
    """One use of a key, or of a family of keys with `*` for its hole; `given` counts arguments, None if unknown."""

    where: str
    key: str
    given: int | None


# Who takes a key: how the key is made from the first argument, and where the message's own arguments begin.
CARRIERS = {
    "Message": ("{}", 1),
    "text": ("{}", 1),
    "say": ("{}", 1),
    "blocking": ("problem-{}", 2),
    "advice": ("problem-{}", 2),
}


def uses(module: Source) -> Iterator[Use]:
    """Keys that are handed over literally or as an f-string."""
    for name, call in calls(module):
        if name not in CARRIERS or not call.args or (name == "text" and not _speaks(call)):
            continue
        if name == "say" and module.part == "practice":
            continue  # The practice server says MediaWiki's own sentences.
        template, first = CARRIERS[name]
        starred = any(isinstance(argument, ast.Starred) for argument in call.args)
        for choice in _choices(call.args[0]):
            key = literal(choice)
            if key is not None and template.format(key) != "*":
                yield Use(module.where(call), template.format(key), None if starred else len(call.args) - first)


def _speaks(call: ast.Call) -> bool:
    """Whether a `.text(...)` is that of Messages; tokens and widgets have one too."""
    owner = call.func.value if isinstance(call.func, ast.Attribute) else None
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return name in ("words", "messages", "_messages")


def _choices(node: ast.AST) -> list[ast.AST]:
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def constants(module: Source) -> set[str]:
    """All texts that stand in a module, so that a key handed on through a variable counts as used."""
    found = (node.value for node in module.nodes if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def whole_command_line() -> click.Group:
    """The command line with all its commands, which are loaded as late as they are needed."""
    from minoties_desktop.cli import frame

    for module in frame._COMMANDS:
        importlib.import_module(f"{frame.__package__}.{module}")
    return frame.root


def families() -> dict[str, set[str]]:
    """Every family of keys and what may stand in its hole. A new family is one line here."""
    from minoties_desktop.config import settings
    from minoties_desktop.domain import (
        agreement,
        connection,
        fields,
        powers,
        privacy,
        query,
        rows,
        scanning,
        states,
        track,
        works,
    )
    from minoties_desktop.practice import accounts as practised
    from minoties_desktop.qt import actions, centre, qt_words
    from minoties_desktop.qt.models import history
    from minoties_desktop.qt.pages import (
        house_cards,
        panel_asides,
        review_facts,
        rights_sheet,
        sync_head,
        today,
        welcome,
    )
    from minoties_desktop.qt.widgets import account_card, occasion_box, sign_in
    from minoties_desktop.services import agreeing, housereport, limits, practice_walk, receipts, reportforms, tagging
    from minoties_desktop.store import registers
    from minoties_desktop.wiki import diagnosis
    from minoties_desktop.wiki import rows as page_rows

    offered = {one.name.replace("_", "-"): one.metadata["choices"] for one in settings.offered()}
    names = set(offered)
    field_ids = {field.id for field in fields.FIELDS}
    choices = {f"{field.id}-*": set(field.choices) for field in fields.FIELDS if field.choices}
    return choices | {
        "account-by-*": set(powers.Way),
        "account-by-*-about": set(powers.Way),
        "account-by-*-accept": set(powers.Way),
        "account-by-*-open": set(sign_in._PAGES),
        "account-field-*": set(sign_in.FIELDS),
        "account-field-*-help": set(sign_in.FIELDS),
        "account-limit-*": {"edit", "upload"},
        "account-may-*": set(account_card._MAY),
        "account-needs-*": {"api", "client", "bot-password", "token"},
        "account-step-*": {f"{way}-{number}" for way in powers.Way for number in range(1, sign_in._STEPS + 1)},
        "account-wait-*": {"add", "check", "logout", "remove", "rename"},
        "account-way-*": set(powers.Way),
        "action-*": set(tagging.FLAG_MARKS),
        "action-create-*": set(registers.TABLES),
        "action-edit-*": set(registers.TABLES),
        "action-remove-*": {"agreement", "community", "glossary", "spelling", "tiles",
                            "code_list", "collection", "institution", "inventory_list", "preset", "saved_search",
                            "scan_profile"},
        "activity-form-*": {"agreement", "parent", *(name.replace("_", "-") for name in occasion_box.LINES)},
        "activity-kind-*": {kind.replace("_", "-") for kind in rows.ACTIVITY_KINDS},
        "agreement-*": set(agreement.STATUSES),
        "agreement-act-*": set(agreement.ACTS),
        "agreement-step-*": set(agreement.STATUSES),
        "reminder-*": {"vrt", "ends"},
        "cli-*": {path or "minoties" for path, _ in commands()},
        "cli-import-*": {"copying", "deriving", "reading", "verifying"},
        "cli-*-done": {"drop", "hold", "retry"},
        "cli-option-*": option_names(),
        "deed-*": {deed.id for deed in actions.DEEDS},
        "column-*": {"day", "ends", "item", "kind", "languages", "licence", "licences", "objects", "pattern", "privacy",
                     "rooms", "scans", "since", "starts", "status", "until", "vrt_sent", "vrt_status", "zone"},
        "deed-show-*": set(centre.BY_ID),
        "delivery-*": set(states.State),
        "error-column-*": {"answer", "date", "item", "kind", "languages", "licence", "licences", "privacy", "status",
                           "vrt_status", "zone"},
        "error-locked-*": {"import", "practice", "run", "session", "sync", "window"},
        "error-value-*": {"category", "choice", "date", "heading", "licence", "notice", "position", "text"},
        "field-*": field_ids,
        "filter-*": {*query.PARTS} - {"words", "imports"},
        "field-*-help": field_ids,
        "grant-*": set(practised.GRANTS),
        "history-*": set(history.COLUMNS),
        "house-answer-*": {"yes", "no", "none"},
        "house-vrt-*": {one or "none" for one in agreement.VRT},
        "house-kind-*": set(agreement.KINDS),
        "house-letter-*": set(agreeing.LETTERS),
        "house-share-*": {name for name, *_ in house_cards._SHARES},
        "house-*": {"edit", "report", "agreement", "attach", "draft"},
        "institution-lacking-*": {"leave", "number", "photograph", "row"},
        "institution-missing-*": {"agreement", "category", "collections", "granted", "item", "letter"},
        "import-progress-*": {"copying", "deriving", "reading", "verifying"},
        "light-off-*": {"card", "folder"},
        "light-safe-*": {"card", "folder"},
        "mark-*": {"none", "pick", "reject"},
        "mark-label-*": {"6", "7", "8", "9"},
        "menu-*": {*actions.MENUS, "activities", "languages"},
        "ladder-*": set(connection.Rung),
        "ladder-*-holds": {rung for rung in connection.Rung if rung != "account"},
        "ladder-title-*": {*connection.KINDS.values(), connection.ACCOUNT_KIND},
        "status-net-*": {*connection.KINDS.values(), connection.ACCOUNT_KIND},
        "net-*": set(diagnosis.RUNG),
        "net-*-remedy": set(diagnosis.RUNG),
        "gate-limit-*": set(limits.TARGETS),
        "origin-*": {"activity", "camera", "clock", "contributor", "file", "gazetteer", "import", "own", "pattern",
                     "sidecar", "track"},
        "consent-how-*": {"form", "spoken", "written"},
        "error-person-*": {"day", "how", "language", "scope"},
        "person-*": {"agreed", "asked", "how", "language", "scope", "withdrawn"},
        "window-sort-*": {"added", "taken", "title"},
        "panel-tab-*": {*fields.Tab, *panel_asides.ASIDES},
        "panel-token-*": {"red", "text"},
        "desk-ask-*": {"inventory", "label", "number"},
        "desk-colour-*": set(scanning.Colour),
        "desk-do-*": {"all", "done", "find", "halve", "reset", "straighten", "turn-left", "turn-right"},
        "desk-head-*": {"busy", "ready", "stopped"},
        "desk-key-*": {deed.id.removeprefix(actions.DESK) for deed in actions.DESK_DEEDS},
        "desk-leaf-*": set(scanning.Leaf) - {"page"},
        "desk-shape-*": {"bottom", "left", "right", "skew", "split", "top"},
        "desk-sides-*": set(scanning.Sides),
        "desk-way-*": set(scanning.Way),
        "file-role-*": {"aside", "companion", "derivative", "former", "master"},
        "privacy-*": {"keep", *privacy.WISHES},
        "privacy-learn-*": {"keep", privacy.COARSEN, privacy.REMOVE, privacy.SERIALS, privacy.OWNER,
                            privacy.NAMES, privacy.THUMBNAIL},
        "place-lost-*": {*track.Why} - {"on", "between"},
        "place-why-*": set(track.Why),
        "place-word-*": {"clock", "qr"},
        "place-zone-*": {"activity", "given", "import", "track"},
        # Each code is a use of its own: the first argument of `blocking` and `advice`.
        "problem-*": set(),
        "practice-gallery-*": {"novalue", "somevalue"},
        "problem-*-missing": {field.id for field in fields.FIELDS if field.needed},
        "qt-*": {key.removeprefix("qt-") for key in qt_words.WORDS.values() if key.startswith("qt-")},
        "scan-*": set(scanning.Failure),
        "scan-*-remedy": set(scanning.Failure),
        "action-page-leaf-*": set(scanning.Leaf),
        "report-*": {*reportforms.SHOWN, *housereport.COLUMNS},
        "recheck-*": set(receipts.KINDS),
        "consent-lacks-*": {"agreed", "document", "guardian", "how", "language", "scope"},
        "consequence-*": {"drop", "parts", "rename", "retry", "same", "theirs"},
        "consequence-accept-*": {"data-refused", "deleted-before", "filter-warning", "name-doubtful", "original-there",
                                 "page-text", "published-over", "warnings"},
        "delivered-*": {"recheck", "there"},
        "delivered-*-ask": {"recheck", "there"},
        "delivered-*-help": {"recheck", "there"},
        "delivered-form-*": set(reportforms.FORMS),
        "delivered-report-*": {"activity", "copy", "institution", "open", "person", "save"},
        "difference-take-*": {"both", "ours", "theirs"},
        "question-scope-*": {"kind", "one", "selected"},
        "ask-*-differs": {"data", "page"},
        "review-row-*": {*(name.replace(" ", "-") for name in page_rows.PARAMETERS), "camera", "object", *(
            name.lower().replace(" ", "-") for work in works.works().values() for name, field in work.rows if field)},
        "rights-ask-*": {name.replace("_", "-") for name in rights_sheet._ORDER},
        "rights-ask-*-note": {name.replace("_", "-") for name in rights_sheet._ORDER},
        "rights-none-*": {"copied", "leave"},
        "rights-lack-*": {
            "country-asked", "country-other", "died-asked", "died-known", "died-late", "died-unknown", "made-asked",
            "made-late", "published-asked", "published-late", "restored", "sound"},
        "review-status-*": {status.lower() for status in review_facts._STATUSES},
        "setting-*": names | {f"{name}-{choice}" for name in names for choice in offered[name]},
        "setting-*-help": names,
        "settings-*": set(settings.GROUPS),
        "side-state-*": {state.replace("_", "-") for state in states.ItemState},
        "state-*": {state.replace("_", "-") for state in states.ItemState},
        "sync-chip-*": {*sync_head.CHIPS, states.State.STASHING, sync_head.PRACTISED_CHIP, sync_head.PRACTICE_CHIP,
                        sync_head.REAL_CHIP},
        "sync-choice-*": {"accept", "merge", "ours", "parts", "rename", "retry", "same", "theirs"},
        "table-where-*": {"all", "column", "selection"},
        "today-good-*": {"afternoon", "evening", "morning"},
        "today-count-*": set(today._COUNTS),
        "today-count-*-note": set(today._COUNTS),
        "verify-*": {"differs", "missing", "unreadable"},
        "guide-*": set(practice_walk.Step),
        "guide-*-next": set(practice_walk.Step),
        "welcome-*-intro": set(welcome.STEPS),
        "welcome-*-title": set(welcome.STEPS),
        "welcome-step-*": set(welcome.STEPS),
        "welcome-licence-*": {code.replace(".", "-") for code in welcome._LICENCES},
        "welcome-walk-*": {"own", "try"},
        "welcome-walk-*-note": {"own", "try"},
        "welcome-you-*": {"name", "user", "languages"},
        "welcome-you-*-note": {"name", "user", "languages"},
        "word-*": {*registers.TABLES, "item"},
    }


def commands() -> Iterator[tuple[str, click.Command]]:
    """All commands and groups by their paths, the parts joined by `-`; the program itself is ""."""
    waiting: list[tuple[str, click.Command]] = [("", whole_command_line())]
    while waiting:
        path, command = waiting.pop()
        yield path, command
        if isinstance(command, click.Group):
            waiting += [(f"{path}-{name}".lstrip("-"), inner) for name, inner in command.commands.items()]


def option_names() -> set[str]:
    """The long names of all options without their `--`, as their keys have them."""
    return {name[2:] for _, command in commands() for one in command.params if isinstance(one, click.Option)
            for name in one.opts}


def helps() -> list[tuple[str, str | None]]:
    """Every text of the command line's help, each with what it belongs to."""
    found = [(path, command.help) for path, command in commands()]
    return found + [(f"{path} {one.opts[0]}", one.help) for path, command in commands() for one in command.params
                    if isinstance(one, click.Option)]


def form_keys() -> dict[str, str]:
    """Keys in the forms, each with the place it stands at; a form's string has its key as its comment."""
    found = {}
    for form in sorted((ROOT / "ui").glob("*.ui")):
        for text in ElementTree.parse(form).iter("string"):
            if text.get("notr") != "true" and (text.get("comment") or (text.text or "").strip()):
                found[text.get("comment") or text.text] = f"ui/{form.name}"
    return found


def data_texts() -> set[str]:
    """All texts in the shipped data files, which may name keys too."""
    found: set[str] = set()

    def collect(value: object) -> None:
        if isinstance(value, str):
            found.add(value)
        elif isinstance(value, dict):
            found.update(value)
            for inner in value.values():
                collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    for path in (ROOT / "resources").rglob("*.toml"):
        collect(tomllib.loads(path.read_text(encoding="utf-8")))
    for folder in ("vocab", "help", "practice"):
        for path in (ROOT / "resources" / folder).rglob("*.json"):
            collect(json.loads(path.read_text(encoding="utf-8")))
    return found


@functools.cache
def used_families() -> dict[str, str]:
    """Families that the code uses, each with a place: handed to a carrier, or built somewhere and declared here."""
    from minoties_desktop.domain.fields import FIELDS

    declared = families()
    # The window says a choice by its field's id and its own.
    found = {f"{field.id}-*": "minoties_desktop/domain/fields.py" for field in FIELDS if field.choices}
    for module in sources():
        found |= {use.key: use.where for use in uses(module) if "*" in use.key and not use.key.startswith("*")}
        for node in module.nodes:
            if isinstance(node, ast.JoinedStr) and literal(node) in declared:
                found[literal(node)] = module.where(node)
    return found


def used_keys() -> set[str]:
    """Every key that something may say; a remedy is used where the key before it is (`f"{key}-remedy"`)."""
    declared = families()
    used = {family.replace("*", hole) for family in used_families() for hole in declared.get(family, ())}
    for module in sources():
        used |= constants(module) | {use.key for use in uses(module)}
    used |= set(form_keys()) | data_texts()
    return used | {f"{key}-remedy" for key in used}

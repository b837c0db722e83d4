"""Which message keys the code uses: literally, and in families built from a table."""

import ast
import json
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import NamedTuple

from tests.support.source import ROOT, Source, calls, literal, sources


class Use(NamedTuple):
    """One use of a key, or of a family of keys with `*` for its hole; `given` counts arguments, None if unknown."""

    where: str
    key: str
    given: int | None


# Who takes a key: how the key is made from the first argument, and where the message's own arguments begin.
CARRIERS = {
    "Message": ("{}", 1),
    "say": ("{}", 1),
    "blocking": ("problem-{}", 2),
    "advice": ("problem-{}", 2),
}


def uses(module: Source) -> Iterator[Use]:
    """Keys that are handed over literally or as an f-string."""
    for name, call in calls(module):
        if name not in CARRIERS or not call.args:
            continue
        template, first = CARRIERS[name]
        starred = any(isinstance(argument, ast.Starred) for argument in call.args)
        for choice in _choices(call.args[0]):
            key = literal(choice)
            if key is not None and template.format(key) != "*":
                yield Use(module.where(call), template.format(key), None if starred else len(call.args) - first)


def _choices(node: ast.AST) -> list[ast.AST]:
    return [*_choices(node.body), *_choices(node.orelse)] if isinstance(node, ast.IfExp) else [node]


def constants(module: Source) -> set[str]:
    """All texts that stand in a module, so that a key handed on through a variable counts as used."""
    found = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def families() -> dict[str, set[str]]:
    """Every family of keys and what may stand in its hole. A new family is one line here."""
    from minoties_desktop.domain import fields, states

    field_ids = {field.id for field in fields.FIELDS}
    found = {
        "field-*": field_ids,
        "field-*-help": field_ids,
        "problem-*-missing": {field.id for field in fields.FIELDS if field.needed},
        "state-*": {state.value for state in states.State},
        "item-state-*": {state.value for state in states.ItemState},
    }
    try:
        from minoties_desktop.qt import actions
    except ImportError:
        return found
    return found | {"action-*": {deed.id for deed in actions.DEEDS}, "menu-*": set(actions.MENUS)}


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


def matches(family: str, key: str) -> bool:
    """Whether a key has the shape of a family."""
    return bool(re.fullmatch(re.escape(family).replace(r"\*", "[^*]+"), key))


def used_families() -> dict[str, str]:
    """Families that the code uses, each with a place."""
    return {use.key: use.where for module in sources() for use in uses(module) if "*" in use.key}


def used_keys() -> set[str]:
    """Every key that something may say."""
    declared = families()
    inside = {family.replace("*", hole) for family in used_families() for hole in declared.get(family, ())}
    written = {text for module in sources() for text in constants(module)}
    literally = {use.key for module in sources() for use in uses(module)}
    return inside | written | literally | set(form_keys()) | data_texts()

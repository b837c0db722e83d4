"""The little world that the practice Commons is born with: templates, categories, items, properties, settings."""

from __future__ import annotations

import functools
import json
import re
from typing import Any

from ..config.resources import resource

LARGEST_FILE = 5 * 1024**3
SMALLEST_CHUNK = 1024
# commons-contract section 1.6: uploads of an ordinary user, and of an autopatrolled one.
UPLOAD_LIMITS = {"user": (380, 4320), "autopatrolled": (999, 1)}


@functools.cache
def _load(name: str) -> dict[str, Any]:
    return json.loads(resource("practice", f"{name}.json").read_text(encoding="utf-8"))


def pages() -> dict[str, str]:
    """Wikitext of the pages there are at first, by title."""
    return _load("wiki")["pages"]


def items() -> dict[str, str]:
    """English labels of the items that are known by name, by id."""
    return _load("wiki")["items"]


def properties() -> dict[str, dict[str, str]]:
    """Label and datatype of every property there is, by id."""
    return _load("wiki")["properties"]


@functools.cache
def modules() -> dict[str, dict[str, Any]]:
    """Description of every API module there is, by path (`upload`, `query+info`), as action=paraminfo gives it."""
    known = _load("modules")["modules"]
    language = next(p for p in known["wbsearchentities"]["parameters"] if p["name"] == "language")
    language["type"] = sorted(caption_languages())
    return known


def siteinfo(server: str) -> dict[str, Any]:
    """What meta=siteinfo tells, by siprop, for a wiki at this address."""
    text = json.dumps(_load("siteinfo")["values"])
    return json.loads(text.replace("$SERVER", server))


def login_fields() -> dict[str, Any]:
    """What meta=authmanagerinfo tells: how one would log in with the main password."""
    return _load("siteinfo")["authmanagerinfo"]


@functools.cache
def extensions() -> list[str]:
    """File extensions that may be uploaded."""
    return [entry["ext"] for entry in _load("siteinfo")["values"]["fileextensions"]]


@functools.cache
def namespaces() -> dict[str, int]:
    """Numbers of the namespaces by their lower-case names, canonical names and aliases included."""
    values = _load("siteinfo")["values"]
    names: dict[str, int] = {}
    for entry in values["namespaces"].values():
        for name in (entry["name"], entry.get("canonical")):
            if name:
                names[name.lower()] = entry["id"]
    names.update({entry["alias"].lower(): entry["id"] for entry in values["namespacealiases"]})
    return names


@functools.cache
def namespace_names() -> dict[int, str]:
    """Names of the namespaces by number."""
    return {entry["id"]: entry["name"] for entry in _load("siteinfo")["values"]["namespaces"].values()}


@functools.cache
def caption_languages() -> frozenset[str]:
    """Language codes that a caption may have (commons-contract section 8)."""
    return frozenset(json.loads(resource("vocab", "caption_languages.json").read_text(encoding="utf-8")))


def is_item_id(text: str) -> bool:
    """Whether this is the id of an item by its form."""
    return bool(re.fullmatch(r"Q[1-9]\d{0,9}", text))

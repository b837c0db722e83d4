"""The page of a file (commons-contract section 4), derived from the table of fields and the kind of work."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from ..domain import positions
from ..domain.fields import FIELDS, Kind
from ..domain.item import Described
from ..domain.works import Work, work_of
from . import markup, rows
from .rows import LANGUAGE_TEMPLATES, in_language, language_template

PLACES = {"P1259": "Location", "P9149": "Object location"}
"""The template for a position, by the property that says whose it is."""

_IN_TEMPLATE = re.compile(r"\{\{([a-z][a-z0-9-]*)\|1=([^{}]*)\}\}")
"""A text in a language, as it is written here: no brace of the text itself is left in it (wiki/markup)."""


def page(described: Described) -> str:
    """The whole wikitext of an item's page; whatever was typed, its structure is this one."""
    work = work_of(described)
    parts = ["=={{int:filedesc}}==", rows.template(described, work), *_places(described), "",
             *_licensing(described, work), *_categories(described)]
    return "\n".join(parts)


def _licensing(described: Described, work: Work) -> list[str]:
    """The licence under its heading, unless the template has its own place for it; what waits for a mail stands with
    it where the template has no place for that."""
    found = [] if "licence" in work.writes else [rows.licence(described, work)]
    if work.rows and "permission" not in work.writes:
        found += [pending] if (pending := rows.pending(described)) else []
    return ["=={{int:license-header}}==", *found, ""] if found else []


def languages_of(text: str) -> set[str]:
    """Languages whose templates a page of ours uses."""
    other = {template: lang for lang, template in LANGUAGE_TEMPLATES.items()}
    return {other.get(name, name) for name, _ in _IN_TEMPLATE.findall(text)}


def without_templates(text: str, languages: Collection[str]) -> str:
    """A page of ours with the descriptions in these languages as HTML has them, instead of in their templates."""
    names = {language_template(lang): lang for lang in languages}

    def plain(match: re.Match[str]) -> str:
        lang = names.get(match[1])
        return in_language(lang, match[2], plain=True) if lang else match[0]

    return _IN_TEMPLATE.sub(plain, text)


def _places(described: Described) -> list[str]:
    found = []
    for field in FIELDS:
        template = PLACES.get(field.statement)
        if not template or field.kind is not Kind.POSITION:
            continue
        for value in described.all(field.id):
            try:
                position = positions.parse(value.text)
            except ValueError:
                continue  # a problem that blocks; nothing to be shown of it
            if not position.is_nowhere:
                heading = _heading(described) if field.statement == "P1259" else ""
                found.append(f"{{{{{template}|{number(position.latitude)}|{number(position.longitude)}{heading}}}}}")
    return found


def _heading(described: Described) -> str:
    try:
        return f"|heading:{number(positions.parse_heading(described.first('heading')))}"
    except ValueError:
        return ""


def number(value: float) -> str:
    """A number in the shortest decimal form, never with an exponent."""
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _categories(described: Described) -> list[str]:
    names = dict.fromkeys(markup.title(value.text) for value in described.all("categories"))
    return [f"[[Category:{name}]]" for name in names if name] or ["{{subst:unc}}"]


def is_web_address(text: str) -> bool:
    """Whether a text is an address that the structured data takes as one (commons-contract 5.1)."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 1500 and not any(
        char.isspace() for char in text)

"""The page of a file (commons-contract section 4a), derived from the table of fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from ..config.messages import Message, Messages
from ..domain import dates, positions
from ..domain.checks import is_language_code
from ..domain.dates import Precision
from ..domain.fields import FIELDS, Field, Kind
from ..domain.item import Described
from ..domain.licences import licences
from ..domain.notices import notices
from . import markup

PARAMETERS = ("description", "date", "source", "author", "permission", "other versions")
"""Parameters of {{Information}} in UploadWizard's order; a field with another one comes after them."""

PLACES = {"P1259": "Location", "P9149": "Object location"}
"""The template for a position, by the property that says whose it is."""

LANGUAGE_TEMPLATES = {"tl": "tgl"}
"""Language templates that are not called as the language is."""


_IN_TEMPLATE = re.compile(r"\{\{([a-z][a-z0-9-]*)\|1=([^{}]*)\}\}")
"""A text in a language, as it is written here: no brace of the text itself is left in it (wiki/markup)."""


def page(described: Described) -> str:
    """The whole wikitext of an item's page; whatever was typed, its structure is this one."""
    parts = ["=={{int:filedesc}}==", _information(described), *_places(described), "",
             "=={{int:license-header}}==", _licence(described), "", *_categories(described)]
    return "\n".join(parts)


def _information(described: Described) -> str:
    texts: dict[str, list[str]] = {parameter: [] for parameter in PARAMETERS}
    for field in FIELDS:
        if field.parameter and not field.private and (text := _WRITERS.get(field.kind, _plain)(described, field)):
            texts.setdefault(field.parameter, []).append(text)
    rows = [f"|{parameter}={'; '.join(found)}" for parameter, found in texts.items()]
    return "\n".join(["{{Information", *rows, "}}"])


def _plain(described: Described, field: Field) -> str:
    return "; ".join(markup.line(value.text) for value in described.all(field.id) if value.text.strip())


def _long(described: Described, field: Field) -> str:
    if field.id == "description":
        texts = described.descriptions()
    elif field.by_language:
        texts = described.by_language(field.id)
    else:
        return "\n".join(markup.lines(value.text) for value in described.all(field.id) if value.text.strip())
    return "".join(_in_language(lang, markup.lines(text), plain=lang in described.without_template)
                   for lang, text in texts.items() if text.strip())


def language_template(lang: str) -> str:
    """The template that a language's descriptions stand in, without its namespace."""
    return LANGUAGE_TEMPLATES.get(lang, lang)


def _in_language(lang: str, text: str, *, plain: bool = False) -> str:
    """The text with its language: in the language's template, or where the wiki has none, as HTML has it, named by
    MediaWiki itself."""
    if not is_language_code(lang):
        return text
    if plain:
        return f"<div lang=\"{lang}\" dir=\"auto\">'''{{{{#language:{lang}}}}}:''' {text}</div>"
    return f"{{{{{language_template(lang)}|1={text}}}}}"


def languages_of(text: str) -> set[str]:
    """Languages whose templates a page of ours uses."""
    other = {template: lang for lang, template in LANGUAGE_TEMPLATES.items()}
    return {other.get(name, name) for name, _ in _IN_TEMPLATE.findall(text)}


def without_templates(text: str, languages: Collection[str]) -> str:
    """A page of ours with the descriptions in these languages as HTML has them, instead of in their templates."""
    names = {language_template(lang): lang for lang in languages}

    def plain(match: re.Match[str]) -> str:
        lang = names.get(match[1])
        return _in_language(lang, match[2], plain=True) if lang else match[0]

    return _IN_TEMPLATE.sub(plain, text)


def _date(described: Described, field: Field) -> str:
    text = described.first(field.id)
    try:
        found = dates.parse(text)
    except ValueError:
        return markup.line(text)
    if found.precision is Precision.DECADE:
        shown = f"{found.year}/{found.year + 9}"
    elif found.precision is Precision.CENTURY:
        shown = f"{found.year}/{found.year + 99}"
    else:
        shown = found.iso
    return f"{{{{other date|~|{shown}}}}}" if found.about else shown


def _author(described: Described, field: Field) -> str:
    author = described.author
    if author is None:
        return markup.line(described.first(field.id))
    name = markup.line(author.name)
    user = markup.title(author.user_name)
    if not user or "/" in user:
        return name
    return f"[[User:{user}|{name or user}]]"


def _source(described: Described, field: Field) -> str:
    if not described.own_work:
        return _plain(described, field)
    if _by_uploader(described) or described.author is None:
        return "{{own}}"
    author = described.author
    return Messages().text(
        Message("wikitext-source-released", markup.line(author.name), markup.line(author.release)))


def _notices(described: Described, field: Field) -> str:
    """Notices as text with their links; their icons are not ours to give."""
    known = notices()
    return "; ".join(f"[{known[value.text].address} {markup.line(known[value.text].name)}]"
                     for value in described.all(field.id) if value.text in known)


def _by_uploader(described: Described) -> bool:
    """Whether the uploader is the author; in a preview without an account yet, they are taken to be."""
    return described.own_work and (described.by_uploader or not described.uploader)


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


def _licence(described: Described) -> str:
    licence = licences().get(described.first("licence"))
    return licence.page_text(by_uploader=_by_uploader(described)) if licence else ""


def _categories(described: Described) -> list[str]:
    names = dict.fromkeys(markup.title(value.text) for value in described.all("categories"))
    return [f"[[Category:{name}]]" for name in names if name] or ["{{subst:unc}}"]


_WRITERS: dict[Kind, Callable[[Described, Field], str]] = {
    Kind.LONG_TEXT: _long, Kind.DATE: _date, Kind.CONTRIBUTOR: _author, Kind.SOURCE: _source, Kind.NOTICE: _notices,
}
"""How a kind of field is written; all others are plain text."""


def is_web_address(text: str) -> bool:
    """Whether a text is an address that the structured data takes as one (commons-contract 5.1)."""
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(text) <= 1500 and not any(
        char.isspace() for char in text)

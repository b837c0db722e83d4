"""The rows of the template that a page begins with: one writer for each kind of field, and some for single ones."""

from __future__ import annotations

import re
from collections.abc import Callable

from ..config.messages import Message, Messages
from ..domain import dates, rights
from ..domain.checks import is_item_id, is_language_code
from ..domain.dates import Precision
from ..domain.fields import BY_ID, FIELDS, Field, Kind
from ..domain.item import Described
from ..domain.licences import licences
from ..domain.notices import notices
from ..domain.works import PHOTO, UNKNOWN, Work
from . import markup

PARAMETERS = ("description", "date", "source", "author", "permission", "other versions")
"""Parameters of {{Information}} in UploadWizard's order; a field with another one comes after them."""

_OTHER_VERSIONS = frozenset({"other versions", "other_versions"})

PENDING = "{{subst:PP}}"
"""A permission by e-mail is on its way (commons-contract 4b and 7)."""

LANGUAGE_TEMPLATES = {"tl": "tgl"}
"""Language templates that are not called as the language is."""

_SIZE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*[x×]\s*(\d+(?:[.,]\d+)?)(?:\s*[x×]\s*(\d+(?:[.,]\d+)?))?\s*(mm|cm|m)\s*",
                   re.IGNORECASE)


def template(described: Described, work: Work) -> str:
    """The template of an item's kind of work with all its rows; fields with parameters of their own come behind."""
    rows = _by_fields(described) if work.id == PHOTO else _by_work(described, work)
    return "\n".join([f"{{{{{work.template}", *(f"|{parameter}={text}" for parameter, text in rows.items()), "}}"])


def _by_fields(described: Described) -> dict[str, str]:
    texts: dict[str, list[str]] = {parameter: [] for parameter in PARAMETERS}
    for field in FIELDS:
        if field.parameter and not field.private and (text := _field(described, field)):
            texts.setdefault(field.parameter, []).append(text)
    rows = {parameter: "; ".join(found) for parameter, found in texts.items()}
    rows["other versions"] = _beside(described)
    if described.house and markup.title(described.house.template):
        rows["description"] += f"\n{_institution(described)}"
    return _credited(described, rows, "description")


def _credited(described: Described, rows: dict[str, str], parameter: str) -> dict[str, str]:
    """The rows with the words that an institution wants beside what it allowed, below one of them."""
    words = _credit(described) if described.house else ""
    return {**rows, parameter: "\n".join(part for part in (rows[parameter], words) if part)} if words else rows


def _by_work(described: Described, work: Work) -> dict[str, str]:
    rows = {}
    for parameter, name in work.rows:
        writer = _OF_WORK.get(name)
        alike = [field for field in FIELDS if field.parameter == name] if name in PARAMETERS else []
        rows[parameter] = writer(described, work) if writer else "; ".join(
            text for field in alike or [BY_ID[one] for one in (name,) if one] if (text := _field(described, field)))
    if "credit_line" not in work.writes:
        rows = _credited(described, rows, "Description" if "Description" in rows else "description")
    if described.beside:
        rows |= {parameter: _beside(described) for parameter in rows if parameter.lower() in _OTHER_VERSIONS}
    others = [field for field in FIELDS if field.parameter and not field.private
              and field.parameter not in PARAMETERS and field.id not in work.writes]
    return rows | {field.parameter: text for field in others if (text := _field(described, field))}


def _field(described: Described, field: Field) -> str:
    return _WRITERS.get(field.id, _WRITERS.get(field.kind, _plain))(described, field)


def _plain(described: Described, field: Field) -> str:
    return "; ".join(markup.line(value.text) for value in described.all(field.id) if value.text.strip())


def _long(described: Described, field: Field) -> str:
    if field.id == "description":
        texts = described.descriptions()
    elif field.by_language:
        texts = described.by_language(field.id)
    else:
        return "\n".join(markup.lines(value.text) for value in described.all(field.id) if value.text.strip())
    return "".join(in_language(lang, markup.lines(text), plain=lang in described.without_template)
                   for lang, text in texts.items() if text.strip())


def _text(described: Described, field: Field) -> str:
    return _long(described, field) if field.by_language else _plain(described, field)


def language_template(lang: str) -> str:
    """The template that a language's descriptions stand in, without its namespace."""
    return LANGUAGE_TEMPLATES.get(lang, lang)


def in_language(lang: str, text: str, *, plain: bool = False) -> str:
    """The text with its language: in the language's template, or where the wiki has none, as HTML has it, named by
    MediaWiki itself."""
    if not is_language_code(lang):
        return text
    if plain:
        return f"<div lang=\"{lang}\" dir=\"auto\">'''{{{{#language:{lang}}}}}:''' {text}</div>"
    return f"{{{{{language_template(lang)}|1={text}}}}}"


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


def by_uploader(described: Described) -> bool:
    """Whether the uploader is the author; in a preview without an account yet, they are taken to be."""
    return described.own_work and (described.by_uploader or not described.uploader)


def _source(described: Described, field: Field) -> str:
    if not described.own_work:
        return _plain(described, field)
    if by_uploader(described) or described.author is None:
        return "{{own}}"
    author = described.author
    if not author.release:
        return Messages().text(Message("wikitext-source-permitted", markup.line(author.name)))
    return Messages().text(
        Message("wikitext-source-released", markup.line(author.name), markup.line(author.release)))


def _permission(described: Described, field: Field) -> str:
    """What was typed, and that a mail is on its way."""
    return "\n".join(part for part in (_plain(described, field), pending(described)) if part)


def pending(described: Described) -> str:
    """The sign of a permission that is on its way, "" for none; the sign of one that has come is the volunteers'."""
    waits = described.first("leave") or (described.agreement and described.agreement.is_pending)
    return PENDING if waits else ""


def _notices(described: Described, field: Field) -> str:
    found = [notices()[value.text] for value in described.all(field.id) if value.text in notices()]
    return "; ".join(f"[{notice.address} {markup.line(notice.name)}]" for notice in found)


# Of the work in the picture


def _creator(described: Described, work: Work) -> str:
    text = described.first("creator")
    if text == UNKNOWN:
        return f"{{{{unknown|{work.unknown}}}}}"
    return _named(described, "creator", bare=work.template in ("Artwork", "Photograph"))


def _named(described: Described, name: str, *, bare: bool = False) -> str:
    """A thing of the world: its id where the template knows what to do with it, else a link to it with its name."""
    found = []
    for value in described.all(name):
        if not is_item_id(value.text):
            found.append(markup.line(value.text))
        elif bare:
            found.append(value.text)
        else:
            found.append(f"[[d:{value.text}|{markup.line(value.label) or value.text}]]")
    return "; ".join(part for part in found if part)


def _work_date(described: Described, work: Work) -> str:
    order = ("published", "work_date") if work.published else ("work_date", "published")
    return next((_date(described, BY_ID[name]) for name in order if described.first(name)), "")


def _size(described: Described, work: Work) -> str:
    """`24 x 18 cm` as commons-contract 4c has it; anything else as it was typed."""
    text = described.first("dimensions")
    if not (match := _SIZE.fullmatch(text)):
        return markup.line(text)
    sides = "|".join(side.replace(",", ".") for side in match.groups()[:3] if side)
    return f"{{{{Size|{match[4].lower()}|{sides}}}}}"


def sides(text: str) -> tuple[float, float] | None:
    """Width and height in centimetres of something flat, None for what is none."""
    match = _SIZE.fullmatch(text)
    if not match or match[3]:
        return None
    factor = {"mm": 0.1, "cm": 1, "m": 100}[match[4].lower()]
    return float(match[1].replace(",", ".")) * factor, float(match[2].replace(",", ".")) * factor


def _institution(described: Described, work: Work | None = None) -> str:
    house = described.house
    if house and (name := markup.title(house.template)):
        return f"{{{{Institution:{name.removeprefix('Institution:').strip()}}}}}"
    return markup.line(house.called(described.languages) if house else described.first("institution"))


def _credit(described: Described, work: Work | None = None) -> str:
    """What is to be said of whose the thing is: of this one, else as the institution wants it everywhere."""
    own = markup.line(described.first("credit_line"))
    return own or (markup.line(described.house.credit) if described.house else "")


def _item(described: Described, work: Work) -> str:
    text = described.first("work_item")
    return text if is_item_id(text) else ""


def _beside(described: Described) -> str:
    """The pages before and after this one, as a gallery of other versions."""
    files = [f"File:{markup.title(name)}" for name in described.beside]
    return "\n".join(["<gallery>", *files, "</gallery>"]) if files else ""


def _object_licence(described: Described, work: Work) -> str:
    licence = licences().get(described.first("object_licence"))
    return f"{{{{{rights.reason(licence, described)}}}}}{licence.tags}" if licence and licence.template else ""


def licence(described: Described, work: Work) -> str:
    """The template of the licence, or of why there is none to be had: inside the one that says how a flat work was
    copied (commons-contract 4c)."""
    chosen = licences().get(described.first("licence"))
    if chosen is None:
        return ""
    if chosen.rule is None:
        return chosen.page_text(by_uploader=by_uploader(described))
    inside = rights.reason(chosen, described)
    around = COPIES.get(described.first("copied"), "$1") if work.faithful else "$1"
    text = f"{{{{{around.replace('$1', inside)}}}}}"
    return f"{text}\n{chosen.tags}" if chosen.tags else text


COPIES = {"scan": "PD-scan|$1", "photo": "PD-Art|$1", "freed": "Licensed-PD-Art|$1|cc-zero"}
"""Around the reason ($1): scans of a flat work, photographs of one, and those that are given free themselves
(commons-contract 4c and 7)."""

_WRITERS: dict[str, Callable[[Described, Field], str]] = {
    Kind.LONG_TEXT: _long, Kind.DATE: _date, Kind.CONTRIBUTOR: _author, Kind.SOURCE: _source, Kind.TEXT: _text,
    Kind.NOTICE: _notices,
    "permission": _permission,
}
"""How a kind of field, or a single one by its id, is written; all others are plain text."""

_OF_WORK: dict[str, Callable[[Described, Work], str]] = {
    "creator": _creator, "work_date": _work_date, "published": _work_date, "dimensions": _size,
    "institution": _institution, "credit_line": _credit,
    "work_item": _item, "object_licence": _object_licence, "licence": licence,
    "place_created": lambda described, work: _named(described, "place_created"),
    "work_language": lambda described, work: _named(described, "work_language"),
}
"""How fields are written into the template of a kind of work, where that is not how they are written elsewhere."""

"""The gallery: what lies on the practice Commons, as pages to look at. Every text of people is escaped."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from typing import Any

from ..config.messages import Message, Messages, languages
from . import catalogue
from .markup import to_html
from .parse import argument_of, expand
from .publishing import file_address, page_address
from .titles import FILE, BadTitle, Title, read_title
from .wiki import Wiki

POLICY = "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root{color-scheme:light dark;--paper:#fff;--ink:#202122;--soft:#54595d;--line:#c8ccd1;--card:#f8f9fa;--note:#fdf2d5}
@media(prefers-color-scheme:dark){:root{--paper:#101418;--ink:#eaecf0;--soft:#a2a9b1;--line:#404244;--card:#1b1f24;
--note:#3a2f12}a{color:#88a3e8}}
*{box-sizing:border-box}body{margin:0;font:16px/1.5 system-ui,sans-serif;background:var(--paper);color:var(--ink)}
header,main{max-width:72rem;margin:0 auto;padding:1rem}.note{background:var(--note);padding:.6rem 1rem;margin:0;
text-align:center}h1{font-size:1.6rem;margin:.5rem 0}ul.files{list-style:none;padding:0;display:grid;gap:1rem;
grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}.files li{background:var(--card);border:1px solid
var(--line);border-radius:.5rem;overflow:hidden}.files img{display:block;width:100%;height:11rem;object-fit:cover;
background:var(--line)}.files div{padding:.7rem}.files a{overflow-wrap:anywhere}.soft{color:var(--soft);
font-size:.9rem}.whole{max-width:100%;max-height:70vh}table{border-collapse:collapse;width:100%}th,td{border:1px
solid var(--line);padding:.4rem .6rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}th{width:30%}
pre{white-space:pre-wrap;background:var(--card);border:1px solid var(--line);padding:.8rem;overflow-wrap:anywhere}
"""


def choose_language(asked: str | None, accepted: str) -> str:
    """The language to speak: the one asked for, else the first of the browser's that there is, else English."""
    wanted = [asked or "", *(part.partition(";")[0].strip() for part in accepted.split(","))]
    for code in wanted:
        for known in (code.lower(), code.lower().partition("-")[0]):
            if known in languages():
                return known
    return languages()[0]


def overview(wiki: Wiki, language: str) -> str:
    """The first page: every file with a picture, its caption and description, newest first."""
    say = Messages(language)
    rows = wiki.state.rows("SELECT * FROM version WHERE current = 1 ORDER BY id DESC")
    cards = "".join(_card(wiki, row, say) for row in rows)
    files = f'<ul class="files">{cards}</ul>' if rows else f"<p>{_say(say, 'practice-gallery-empty')}</p>"
    count = _say(say, Message("practice-gallery-count", len(rows)))
    return framed(say, say.text("practice-gallery-title"), f'<p class="soft">{count}</p>{files}')


def page(wiki: Wiki, text: str, language: str) -> str | None:
    """One page by its title; None if there is no such page."""
    say = Messages(language)
    try:
        title = read_title(text)
    except BadTitle:
        return None
    if title.ns == 0 and title.text == "Main Page":
        return overview(wiki, language)
    found = wiki.page(title)
    revision = wiki.revision(found["latest"]) if found else None
    if found is None or revision is None:
        return None
    parsed = expand(revision["text"], wiki.text)
    body = to_html(parsed.text, lambda link: page_address("", link.full))
    row = wiki.file(title.text) if title.ns == FILE else None
    picture = facts = ""
    if row:
        source = html.escape(file_address("", row["name"]))
        entity = json.loads(revision["entity"]) if revision["entity"] else {}
        picture = f'<p><img class="whole" src="{source}" alt="{html.escape(_caption(entity, say) or row["name"])}"></p>'
        facts = _file_facts(row, say) + _captions(entity, say) + _statements(entity, say)
    categories = "".join(f"<li>{_link(Title(14, name))}</li>" for name in parsed.categories)
    more = f"<h2>{_say(say, 'practice-gallery-categories')}</h2><ul>{categories}</ul>" if categories else ""
    source_text = (f"<details><summary>{_say(say, 'practice-gallery-wikitext')}</summary>"
                   f"<pre>{html.escape(revision['text'])}</pre></details>")
    return framed(say, title.full, f"{picture}{body}{facts}{more}{source_text}")


def framed(say: Messages, title: str, body: str) -> str:
    """A whole page of the practice Commons around a body of HTML."""
    home = html.escape(say.text("practice-gallery-title"))
    return (
        f'<!DOCTYPE html><html lang="{say.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><p class=\"note\" role=\"note\">{_say(say, 'practice-gallery-note')}</p>"
        f'<header><a href="/">{home}</a><h1 dir="auto">{html.escape(title)}</h1></header><main>{body}</main>'
        "</body></html>")


def _say(say: Messages, message: Message | str) -> str:
    return html.escape(say.text(message))


def _link(title: Title) -> str:
    return f'<a dir="auto" href="{html.escape(page_address("", title.full))}">{html.escape(title.full)}</a>'


def _card(wiki: Wiki, row: sqlite3.Row, say: Messages) -> str:
    title = Title(FILE, row["name"])
    found = wiki.page(title)
    revision = wiki.revision(found["latest"]) if found else None
    entity = json.loads(revision["entity"]) if revision and revision["entity"] else {}
    words = _caption(entity, say)
    caption = f'<p dir="auto">{html.escape(words)}</p>' if words else ""
    description = _plain(revision["text"], wiki) if revision else ""
    by = _say(say, Message("practice-gallery-by", row["user"]))
    source, target = file_address("", row["name"]), page_address("", title.full)
    return (
        f'<li><a href="{html.escape(target)}"><img src="{html.escape(source)}" alt="" loading="lazy"></a><div>'
        f'<a dir="auto" href="{html.escape(target)}">{html.escape(row["name"])}</a>{caption}'
        f'<p class="soft" dir="auto">{html.escape(description)}</p><p class="soft">{by}</p></div></li>')


def _caption(entity: dict[str, Any], say: Messages) -> str:
    captions = entity.get("labels") or {}
    term = captions.get(say.language) or captions.get("en") or next(iter(captions.values()), None)
    return term["value"] if term else ""


def _plain(text: str, wiki: Wiki) -> str:
    shown = argument_of(text, ("description", "Description"), wiki.text)
    # Each language's description is a span of its own.
    return re.sub(r"<[^<>]*>", "", shown.replace("</span>", " ")).strip()[:300]


def _file_facts(row: sqlite3.Row, say: Messages) -> str:
    facts = [("practice-gallery-uploader", row["user"]), ("practice-gallery-time", row["time"]),
             ("practice-gallery-size", f"{row['width']} × {row['height']}, {row['size']} B"), ("", row["sha1"])]
    lines = "".join(f"<tr><th>{_say(say, key) if key else 'SHA-1'}</th><td>{html.escape(str(value))}</td></tr>"
                    for key, value in facts)
    return f"<h2>{_say(say, 'practice-gallery-file')}</h2><table>{lines}</table>"


def _captions(entity: dict[str, Any], say: Messages) -> str:
    terms = (entity.get("labels") or {}).values()
    lines = "".join(f'<tr><th>{html.escape(term["language"])}</th><td dir="auto">{html.escape(term["value"])}</td></tr>'
                    for term in terms)
    return f"<h2>{_say(say, 'practice-gallery-captions')}</h2><table>{lines}</table>" if lines else ""


def _statements(entity: dict[str, Any], say: Messages) -> str:
    lines = []
    for group in (entity.get("statements") or {}).values():
        for statement in group:
            snaks = [snak for qualifiers in statement.get("qualifiers", {}).values() for snak in qualifiers]
            shown = "".join(f'<div class="soft">{_property(snak)}: {_value(snak, say)}</div>' for snak in snaks)
            main = statement["mainsnak"]
            lines.append(f'<tr><th>{_property(main)}</th><td dir="auto">{_value(main, say)}{shown}</td></tr>')
    if not lines:
        return ""
    return f"<h2>{_say(say, 'practice-gallery-statements')}</h2><table>{''.join(lines)}</table>"


def _property(snak: dict[str, Any]) -> str:
    number = snak["property"]
    known = catalogue.properties().get(number)
    return html.escape(f"{known['label']} ({number})" if known else number)


def _value(snak: dict[str, Any], say: Messages) -> str:
    if snak["snaktype"] != "value":
        return _say(say, f"practice-gallery-{snak['snaktype']}")
    value = snak["datavalue"]["value"]
    if isinstance(value, str):
        return html.escape(value)
    shown = {"wikibase-entityid": _item, "time": _time, "quantity": _quantity, "monolingualtext": _text,
             "globecoordinate": _position}
    return html.escape(shown[snak["datavalue"]["type"]](value))


def _item(value: dict[str, Any]) -> str:
    label = catalogue.items().get(value["id"])
    return f"{label} ({value['id']})" if label else str(value["id"])


def _time(value: dict[str, Any]) -> str:
    # Precision 11 is a day, 10 a month, 9 a year; coarser ones are told by their year.
    parts = value["time"].lstrip("+").partition("T")[0].split("-")
    return "-".join(parts[:max(1, value["precision"] - 8)])


def _quantity(value: dict[str, Any]) -> str:
    unit = value["unit"].rpartition("/")[2]
    amount = str(value["amount"]).lstrip("+")
    return amount if unit == "1" else f"{amount} {catalogue.items().get(unit, unit)}"


def _text(value: dict[str, Any]) -> str:
    return f"{value['text']} ({value['language']})"


def _position(value: dict[str, Any]) -> str:
    return f"{value['latitude']}, {value['longitude']}"

"""A report as a table for spreadsheets, as a gallery for wikis, and as a page to be read, printed and sent around."""

from __future__ import annotations

import base64
import csv
import html
import io
from collections.abc import Callable, Sequence
from dataclasses import fields

from ..config.messages import Message, Messages
from ..domain.sites import PRACTICE
from ..domain.states import State
from ..wiki.markup import line as one_line
from .accounts import Account, wiki
from .receipts import DELETED
from .report import Line

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_RIGHT_TO_LEFT = ("ar", "ckb", "fa", "he", "ur", "yi")
PIXELS = 200
"""The longer side of a picture in a page."""
FORMS = ("html", "csv", "wikitext")
SHOWN = ("state", "author", "licence", "inventory_number", "time", "mid", "wiki", "sha1", "error")
"""What the page tells of a file under its name."""


_BAD = (State.REFUSED, State.ASKS, State.HELD, DELETED)


def as_csv(found: Sequence[Line]) -> str:
    """The lines as CSV; no cell begins as a spreadsheet's formula would."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = [column.name for column in fields(Line) if column.name != "picture"]
    writer.writerow(columns)
    for line in found:
        cells = [str(getattr(line, column)) for column in columns]
        writer.writerow(list(map(plain, cells)))
    return out.getvalue()


def plain(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def as_wikitext(found: Sequence[Line]) -> str:
    """A gallery of what is delivered, for an event page; what was only practised is shown only among itself."""
    done = [line for line in found if line.state == State.DONE]
    real = [line for line in done if line.wiki != PRACTICE]
    rows = []
    for line in real or done:
        words = ", ".join(one_line(text) for text in (line.caption, line.inventory_number) if text)
        rows.append(f"File:{one_line(line.title)}{'|' * bool(words)}{words}")
    return "\n".join(["<gallery>", *rows, "</gallery>", ""])


Small = Callable[[Line], bytes | None]
"""Gives the JPEG of a line's picture, None without one."""


def as_html(
    found: Sequence[Line], words: Messages, *, about: str = "", small: Small = lambda line: None, first: str = "",
) -> str:
    """A page of its own; `first` is HTML that stands before the files. Its heading counts what is published, and only
    where nothing was ever to be, what was practised; what was practised stands by itself, what has not arrived at the
    end, with its reasons."""
    real = [line for line in found if line.wiki != PRACTICE]
    done = [line for line in real if line.state == State.DONE]
    practised = [line for line in found if line.wiki == PRACTICE and line.state == State.DONE]
    rest = [line for line in found if line.state != State.DONE]
    heading = words.text("report-heading", len(done), len(real)) if real or not found else words.text(
        "report-heading-practice", len(practised), len(found))
    title = html.escape(f"{about}: {heading}" if about else heading)
    direction = "rtl" if words.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"
    parts = [_section(done, words, small)]
    if practised:
        parts += [f"<h2>{html.escape(words.text('report-practised', len(practised)))}</h2>" if real else "",
                  _section(practised, words, small)]
    if rest:
        parts += [f"<h2>{html.escape(words.text('report-rest', len(rest)))}</h2>", _section(rest, words, small)]
    return (f'<!DOCTYPE html>\n<html lang="{words.language}" dir="{direction}"><head><meta charset="utf-8">'
            f'<meta name="viewport" content="width=device-width"><title>{title}</title>\n'
            f"<style>{_STYLE}</style></head>\n"
            f"<body><h1>{html.escape(about) or html.escape(heading)}</h1>\n"
            f'<p class="sum">{html.escape(heading) if about else ""}</p>\n{first}{"".join(parts)}</body></html>\n')


def _section(found: Sequence[Line], words: Messages, small: Small) -> str:
    return f'<div class="files">\n{"".join(_card(line, words, small(line)) for line in found)}</div>\n'


def _card(line: Line, words: Messages, picture: bytes | None) -> str:
    image = ""
    if picture:
        data = base64.b64encode(picture).decode()
        image = f'<img alt="" src="data:image/jpeg;base64,{data}">'
    told = "".join(_fact(line, name, words) for name in SHOWN)
    caption = f"<p>{html.escape(line.caption)}</p>" if line.caption else ""
    return (f'<article><div class="picture">{image}</div><div><h3>{_linked(line, line.title)}</h3>{caption}'
            f"<dl>{told}</dl></div></article>\n")


def _fact(line: Line, name: str, words: Messages) -> str:
    text = str(getattr(line, name))
    if not text:
        return ""
    shown = html.escape(text)
    if name == "state":
        practised = line.wiki == PRACTICE and text == State.DONE
        shown = html.escape(words.text(
            "report-state-deleted" if text == DELETED else "delivery-practised" if practised
            else Message(f"delivery-{text}")))
        looks = "good" if text == State.DONE else "bad" if text in _BAD else "rest"
        shown = f'<span class="{looks}">{shown}</span>'
    elif name == "mid":
        shown = _linked(line, text, f"Special:EntityPage/{text}")
    elif name == "time":
        shown = html.escape(text.replace("T", " ").replace("Z", " UTC"))
    elif name == "wiki":
        shown = html.escape(words.called(wiki(Account(line.wiki, line.account)).host))
    elif name == "sha1":
        shown = f"<code>{shown}</code>"
    return f"<dt>{html.escape(words.text(f'report-{name}'))}</dt><dd>{shown}</dd>"


def _linked(line: Line, text: str, page: str = "") -> str:
    """The text as a link to the wiki, to the file's page or another; what was practised has no page that lasts."""
    shown = f"<bdi>{html.escape(text)}</bdi>"
    address = line.url
    if line.wiki == PRACTICE or not address.startswith(("https://", "http://127.0.0.1")):
        return shown
    if page:
        front, wiki, _ = address.partition("/wiki/")
        if not wiki:
            return shown
        address = f"{front}/wiki/{page}"
    return f'<a href="{html.escape(address)}">{shown}</a>'


_STYLE = """
:root{color-scheme:light dark;--line:#8886;--good:#146f59;--bad:#b32424}
@media (prefers-color-scheme:dark){:root{--good:#2cb491;--bad:#fd7865}}
body{font:15px/1.45 system-ui,"Noto Sans",sans-serif;margin:2rem auto;max-width:70rem;padding:0 1.5rem}
h1{font-size:1.7rem;margin:0}h2{font-size:1.25rem;margin:2rem 0 .5rem}h3{font-size:1rem;margin:0;overflow-wrap:anywhere}
.sum{margin:.2rem 0 1.5rem;opacity:.75}p{margin:.2rem 0}
.files{display:grid;grid-template-columns:repeat(auto-fill,minmax(27rem,1fr));gap:1rem}
article{display:flex;gap:1rem;border:1px solid var(--line);border-radius:6px;padding:.9rem;break-inside:avoid}
article>div:last-child{min-width:0;flex:1}
.picture{flex:none;width:10rem;height:10rem;display:flex;align-items:center;justify-content:center;background:#8882}
.picture img{max-width:100%;max-height:100%}
dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .8rem;margin:.5rem 0 0;font-size:.87rem}
dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}code{font-size:.8rem}
.good{color:var(--good);font-weight:600}.bad{color:var(--bad);font-weight:600}.rest{font-weight:600}
@media (max-width:32rem){.files{grid-template-columns:1fr}article{flex-direction:column}}
@media print{:root{color-scheme:light;--good:#146f59;--bad:#b32424}body{margin:0;max-width:none;font-size:10pt}
.files{grid-template-columns:1fr 1fr}.picture{width:7rem;height:7rem}a{color:inherit}}
"""

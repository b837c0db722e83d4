"""Wikitext understood as far as file pages need it: templates expanded, categories and templates listed, HTML made."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .titles import BadTitle, Title, read_title

ReadText = Callable[[Title], str | None]
_INNERMOST = re.compile(r"\{\{(?!\{)((?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_ARGUMENT = re.compile(r"\{\{\{([^{}|]*)(?:\|((?:(?!\{\{\{|\}\}\}).)*))?\}\}\}", re.DOTALL)
_CATEGORY = re.compile(r"\[\[\s*Category\s*:\s*([^\]|\n]+)(?:\|[^\]]*)?\]\]\n?", re.IGNORECASE)
_LINK = re.compile(r"\[\[:?([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")
_MOST_ROUNDS = 2000
_DEEPEST = 20
_NOWIKI = "\x07"


@dataclass(slots=True)
class Parsed:
    """What came out of wikitext: itself expanded, and the templates and categories it uses, in order."""

    text: str
    templates: list[Title] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)


def expand(text: str, read: ReadText) -> Parsed:
    """Expand templates by `read`, which gives a page's text or None, and list what was used."""
    parsed = Parsed(_expand(text, read, templates := [], depth=0), templates)
    for match in _CATEGORY.finditer(parsed.text):
        try:
            name = read_title(match[1], 14).text
        except BadTitle:
            continue
        if name not in parsed.categories:
            parsed.categories.append(name)
    parsed.text = _CATEGORY.sub("", parsed.text)
    return parsed


def categories_in(text: str, title: Title, read: ReadText) -> list[str]:
    """Names of the categories that a page with this text is in, templates included."""
    return [] if title.ns == 10 else expand(text, read).categories


def _expand(text: str, read: ReadText, templates: list[Title], depth: int) -> str:
    # Link pipes must not part template arguments, so they are hidden while the innermost calls are replaced.
    text = re.sub(r"<nowiki\s*/>|<!--.*?-->", "", text, flags=re.DOTALL)
    for _ in range(_MOST_ROUNDS):
        hidden = re.sub(r"\[\[[^\[\]]*\]\]", lambda m: m[0].replace("|", _NOWIKI), text)
        match = _INNERMOST.search(hidden)
        if not match:
            break
        call = match[1]
        replaced = _call(call, read, templates, depth).replace("|", "\x08")
        text = hidden[:match.start()] + replaced + hidden[match.end():]
    return text.replace("\x08", "|").replace(_NOWIKI, "|").replace("\x0e", "{{").replace("\x0f", "}}")


def _call(call: str, read: ReadText, templates: list[Title], depth: int) -> str:
    name, *parts = call.split("|")
    name = name.strip()
    if name == "!":
        return "|"
    if name.lower().startswith("int:"):
        return name[4:].strip()
    if name.lower().startswith("#if:"):
        chosen = parts[:1] if name[4:].strip() else parts[1:2]
        return chosen[0].strip() if chosen else ""
    name = re.sub(r"^(subst|safesubst):", "", name, flags=re.IGNORECASE)
    try:
        title = read_title(name.replace("\x08", ""), 10)
    except BadTitle:
        return f"\x0e{call}\x0f"
    if title not in templates:
        templates.append(title)
    body = read(title)
    if body is None or depth > _DEEPEST:
        return f"[[:{title.full}]]"
    return _expand(_with_arguments(body, _arguments(parts)), read, templates, depth + 1)


def _arguments(parts: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    position = 0
    for part in parts:
        name, equals, value = part.partition("=")
        if equals:
            values[name.strip()] = value.strip()
        else:
            position += 1
            values[str(position)] = part
    return values


def _with_arguments(body: str, values: dict[str, str]) -> str:
    def argument(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name in values:
            return values[name]
        return match[0].replace("{{{", "").replace("}}}", "") if match[2] is None else match[2]

    for _ in range(_DEEPEST):  # A value may itself hold such a mark; it must not go round for ever.
        body = _ARGUMENT.sub(argument, body)
    return body


def to_html(text: str, address: Callable[[Title], str]) -> str:
    """Expanded wikitext as safe HTML: paragraphs, headings, tables, links, bold; everything else escaped."""
    out: list[str] = []
    paragraph: list[str] = []

    def flush() -> None:
        if joined := "\n".join(paragraph).strip():
            out.append(f"<p>{joined}\n</p>")
        paragraph.clear()

    in_table = False
    cell: list[str] = []
    for line in [*text.split("\n"), ""]:
        if line.startswith("{|"):
            flush()
            in_table = True
            out.append(f"<table{_table_class(line)}>\n<tbody><tr>")
        elif in_table and line.startswith("|}"):
            out.append("".join(cell) + "</tr></tbody></table>")
            cell.clear()
            in_table = False
            paragraph.extend(filter(None, [_inline(line[2:], address)]))
        elif in_table and line.startswith("|-"):
            out.append("".join(cell) + "</tr>\n<tr>")
            cell.clear()
        elif in_table and line[:1] in "!|" and line:
            tag = "th" if line[0] == "!" else "td"
            cell.append(f"\n<{tag}>{_inline(line[1:].strip(), address)}\n</{tag}>")
        elif match := re.fullmatch(r"(=+)\s*(.*?)\s*\1\s*", line):
            flush()
            level = min(len(match[1]), 6)
            out.append(f"<h{level}>{_inline(match[2], address)}</h{level}>")
        elif line.strip():
            paragraph.append(_inline(line, address))
        else:
            flush()
    flush()
    return "".join(out)


def _table_class(line: str) -> str:
    match = re.search(r'class="([\w -]*)"', line)
    return f' class="{match[1]}"' if match else ""


_SPAN = re.compile(r"&lt;(/?)span((?: (?:class|lang)=&quot;[\w -]*&quot;)*)&gt;")


def _inline(text: str, address: Callable[[Title], str]) -> str:
    text = _SPAN.sub(lambda m: f"<{m[1]}span{html.unescape(m[2])}>", html.escape(text))

    def link(match: re.Match[str]) -> str:
        try:
            title = read_title(html.unescape(match[1]))
        except BadTitle:
            return match[0]
        shown = match[2] or match[1]
        return f'<a href="{html.escape(address(title))}">{shown}</a>'

    text = _LINK.sub(link, text)
    text = re.sub(r"&#x27;&#x27;&#x27;(.+?)&#x27;&#x27;&#x27;", r"<b>\1</b>", text)
    return re.sub(r"&#x27;&#x27;(.+?)&#x27;&#x27;", r"<i>\1</i>", text)

"""Expanded wikitext made into safe HTML, as far as file pages need it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from .titles import BadTitle, Title, read_title

_LINK = re.compile(r"\[\[:?([^\]|\n]+)(?:\|([^\]\n]*))?\]\]")


def to_html(text: str, address: Callable[[Title], str]) -> str:
    """Expanded wikitext as safe HTML: paragraphs, headings, tables, links, bold; everything else escaped."""
    out: list[str] = []
    paragraph: list[str] = []

    def flush(end: str = "\n") -> None:
        if joined := "\n".join(paragraph).strip():
            out.append(f"<p>{joined}{end}</p>")
        paragraph.clear()

    in_table = False
    cell: list[str] = []
    for line in text.split("\n"):
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
    if in_table:
        out.append("".join(cell) + "</tr></tbody></table>")
    flush(end="")
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

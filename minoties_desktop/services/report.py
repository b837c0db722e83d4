"""What was delivered, for the institution, the event page and one's own peace: from receipts, never from hopes."""

from __future__ import annotations

import csv
import html
import io
from dataclasses import astuple, dataclass, fields

from ..config.messages import Message, Messages
from ..domain.sites import PRACTICE
from ..domain.states import State
from ..store import items, outbox
from ..wiki.markup import line as one_line
from .library import Library

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Line:
    """One delivered or queued file: where it stands, and what the wiki's receipt says."""

    item: str
    title: str
    state: str
    wiki: str
    account: str
    url: str
    mid: str
    sha1: str
    size: int
    time: str
    data: str
    error: str


def lines(library: Library, words: Messages, *, activity: str | None = None) -> list[Line]:
    """All files of the queue, of one activity or of all, in the order they were queued."""
    rows = outbox.listed(library.database)
    data = {row.output: row for row in rows if row.depends_on}
    activities = items.columns(library.database, {row.item for row in rows}, "activity")
    found = []
    for row in rows:
        if row.depends_on or (activity and activities[row.item] != (activity,)):
            continue
        receipt = row.receipt or {}
        described = data.get(row.output)
        done = row.state is State.DONE and (described is None or described.state is State.DONE)
        stopped = row if row.message else described
        found.append(Line(
            row.item, receipt.get("title") or row.payload["title"], str(State.DONE if done else row.state), row.wiki,
            row.account, receipt.get("url", ""), receipt.get("mid") or "", row.payload["sha1"], row.payload["size"],
            receipt.get("timestamp", ""), str(described.state) if described else "",
            words.text(stopped.message) if stopped and stopped.message else ""))
    return found


def as_csv(found: list[Line]) -> str:
    """The lines as CSV; no cell begins as a spreadsheet's formula would."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in fields(Line)])
    for line in found:
        writer.writerow([f"'{cell}" if str(cell).startswith(_FORMULA) else cell for cell in astuple(line)])
    return out.getvalue()


def as_wikitext(found: list[Line]) -> str:
    """A gallery of what is delivered, for an event page; what was only practised is shown only among itself."""
    done = [line for line in found if line.state == State.DONE]
    real = [line for line in done if line.wiki != PRACTICE]
    titles = [f"File:{one_line(line.title)}" for line in real or done]
    return "\n".join(["<gallery>", *titles, "</gallery>", ""])


def as_html(found: list[Line], words: Messages) -> str:
    """A page of its own with the lines as a table; its heading counts what is published, not what was practised."""
    done = sum(line.state == State.DONE and line.wiki != PRACTICE for line in found)
    title = html.escape(words.text("report-heading", done, len(found)))
    heads = "".join(f"<th>{html.escape(words.text(f'report-{name}'))}</th>" for name in _SHOWN)
    body = "".join(f"<tr>{''.join(_cell(line, name, words) for name in _SHOWN)}</tr>\n" for line in found)
    return (f'<!DOCTYPE html>\n<html lang="{words.language}"><meta charset="utf-8"><title>{title}</title>\n'
            f"<style>{_STYLE}</style>\n<h1>{title}</h1>\n<table><thead><tr>{heads}</tr></thead>\n"
            f"<tbody>{body}</tbody></table></html>\n")


_SHOWN = ("title", "state", "wiki", "account", "mid", "sha1", "size", "time", "error")
_STYLE = ("body{font:15px/1.4 sans-serif;margin:2em;color-scheme:light dark}"
          "table{border-collapse:collapse}td,th{padding:.3em .8em;border-bottom:1px solid #8888;text-align:start}")


def _cell(line: Line, name: str, words: Messages) -> str:
    text = str(getattr(line, name))
    if name == "state":
        practised = line.wiki == PRACTICE and text == State.DONE
        text = words.text("delivery-practised") if practised else words.text(Message(f"delivery-{text}"))
    shown = html.escape(text)
    if name == "title" and line.wiki != PRACTICE and line.url.startswith(("https://", "http://127.0.0.1")):
        shown = f'<a href="{html.escape(line.url)}">{shown}</a>'
    return f"<td>{shown}</td>"

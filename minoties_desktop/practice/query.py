"""action=query: which pages are meant, what is told of them, and the meta and list modules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import listing, meta, properties
from .answers import say
from .calls import Call, check_module
from .catalogue import modules
from .titles import BadTitle, Title, read_title
from .wiki import Wiki

Module = Callable[[Wiki, Call], dict[str, Any]]
_META: dict[str, Module] = {
    "siteinfo": meta.siteinfo, "userinfo": meta.userinfo, "tokens": meta.tokens,
    "wbcontentlanguages": meta.content_languages, "authmanagerinfo": meta.authmanagerinfo,
}
_LIST: dict[str, Callable[[Wiki, Call, str], tuple[list[dict[str, Any]], dict[str, str]]]] = {
    "allimages": listing.allimages, "filearchive": listing.filearchive, "mystashedfiles": listing.mystashedfiles,
    "logevents": listing.logevents, "prefixsearch": listing.prefixsearch, "search": listing.search,
    "allcategories": listing.allcategories, "allpages": listing.allpages,
}


def query(wiki: Wiki, call: Call) -> dict[str, Any]:
    """Answer action=query."""
    found: dict[str, Any] = {}
    resume: dict[str, str] = {}
    pages = _pages(wiki, call, found)
    if pages is not None:
        found["pages"] = pages
    for name in call.several("prop"):
        if name == "stashimageinfo":
            check_module(call, "query+stashimageinfo")
            found.update(properties.stashimageinfo(wiki, call))
    for name in call.several("list"):
        if f"query+{name}" in modules():
            check_module(call, f"query+{name}")
            entries, more = _LIST[name](wiki, call, modules()[f"query+{name}"]["prefix"])
            found[name] = entries
            resume.update(more)
    for name in call.several("meta"):
        if f"query+{name}" in modules():
            check_module(call, f"query+{name}")
            found.update(_META[name](wiki, call))
    answer: dict[str, Any] = {"batchcomplete": True}
    if resume:
        answer["continue"] = {**resume, "continue": "-||"}
    return {**answer, **({"query": found} if found else {})}


def _pages(wiki: Wiki, call: Call, found: dict[str, Any]) -> list[dict[str, Any]] | None:
    titles, ids, generator = call.text("titles"), call.text("pageids"), call.text("generator")
    revisions = call.text("revids")
    if titles is None and ids is None and generator is None and revisions is None:
        return None
    wanted = [name for name in call.several("prop") if name in properties.PROPERTIES]
    for name in wanted:
        check_module(call, f"query+{name}")
    entries: list[dict[str, Any]] = []
    if titles is not None:
        entries += _by_title(wiki, call, call.several("titles"), wanted, found)
    if ids is not None:
        entries += [_by_id(wiki, call, text, wanted) for text in call.several("pageids")]
    if revisions is not None:
        entries += _by_revision(wiki, call, call.several("revids"), wanted, found)
    if generator in _LIST:
        entries += _generated(wiki, call, generator, wanted)
    return entries


def _by_title(
    wiki: Wiki, call: Call, titles: list[str], wanted: list[str], found: dict[str, Any],
) -> list[dict[str, Any]]:
    missing: list[dict[str, Any]] = []
    invalid: list[dict[str, Any]] = []
    present: list[dict[str, Any]] = []
    seen: set[Title] = set()
    for text in dict.fromkeys(titles):
        try:
            title = read_title(text)
        except BadTitle as bad:
            invalid.append({"title": text, "invalidreason": say(bad.key, bad.offender), "invalid": True})
            continue
        if title.full != text:
            found.setdefault("normalized", []).append({"fromencoded": False, "from": text, "to": title.full})
        if title not in seen:
            seen.add(title)
            page = wiki.page(title)
            (present if page else missing).append(properties.page_entry(wiki, call, title, page, wanted))
    return [*missing, *invalid, *sorted(present, key=lambda entry: entry["pageid"])]


def _by_id(wiki: Wiki, call: Call, text: str, wanted: list[str]) -> dict[str, Any]:
    page = wiki.page_by_id(int(text))
    if page is None:
        return {"pageid": int(text), "missing": True}
    return properties.page_entry(wiki, call, read_title(page["title"]), page, wanted)


def _by_revision(
    wiki: Wiki, call: Call, numbers: list[str], wanted: list[str], found: dict[str, Any],
) -> list[dict[str, Any]]:
    entries = []
    for text in numbers:
        revision = wiki.revision(int(text))
        page = wiki.page_by_id(revision["page"]) if revision else None
        if revision is None or page is None:
            found.setdefault("badrevids", {})[text] = {"revid": int(text), "missing": True}
            continue
        entry = properties.page_entry(wiki, call, read_title(page["title"]), page, wanted)
        if "revisions" in wanted:
            entry["revisions"] = [properties.revision_entry(call, revision)]
        entries.append(entry)
    return entries


def _generated(wiki: Wiki, call: Call, name: str, wanted: list[str]) -> list[dict[str, Any]]:
    check_module(call, f"query+{name}", generator=True)
    prefix = "g" + modules()[f"query+{name}"]["prefix"]
    entries, _ = _LIST[name](wiki, call, prefix)
    pages = []
    for entry in entries:
        title = read_title(entry.get("title") or f"Category:{entry['category']}")
        pages.append(properties.page_entry(wiki, call, title, wiki.page(title), wanted))
    return pages

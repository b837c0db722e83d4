"""A draft of the Index page by which Wikisource proofreads a PDF: what is known of the work, and the list of its pages.

The list is as Help:Extension:ProofreadPage/Pagelist_tag on mediawiki.org describes it. The names of the other fields
are those that English Wikisource's index template has (as public upload tools write it); other Wikisources call them
otherwise, as their CONFIG says, and their editors put the values where they belong. What is not known stays empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.item import Described
from ..domain.scanning import Leaf
from ..wiki import markup
from . import binding, readable, reference
from .describing import describe
from .library import Library
from .rendering import title_of

CONFIG = "MediaWiki:Proofreadpage index data config.json"
"""The page on which a Wikisource names its fields (Extension:Proofread Page/Index data configuration on
mediawiki.org)."""
NAMESPACE = "Index"
NOTHING = "-"
"""What a page list calls a page without content."""
COVER = "Cover"


@dataclass(frozen=True, slots=True)
class Draft:
    """A page of Wikisource: its title, "" while the file has none, and its text."""

    title: str
    text: str


def draft(library: Library, item: str) -> Draft:
    """The Index page of what an item is sent as."""
    described = describe(library.database, [item])[item]
    pages = [(part.label, Leaf(part.leaf.leaf)) for part in binding.published(library, item)]
    title = title_of(described)
    fields = {
        "Type": "book", "Title": described.first("work_title") or described.first("title"),
        "Language": _language(described), "Volume": "", "Author": _named(library, described, "creator"),
        "Translator": "", "Editor": "", "Illustrator": "", "School": "", "Publisher": described.first("publisher"),
        "Address": described.first("published_place"), "Year": _year(described), "Key": "",
        "ISBN": "", "OCLC": "", "LCCN": "", "BNF_ARK": "", "ARC": "", "Source": title.rpartition(".")[2],
        "Image": str(_image(pages)), "Progress": ""}
    lines = [f"|{name}={markup.line(value)}" for name, value in fields.items()]
    text = "\n".join(["{{:MediaWiki:Proofreadpage_index_template", *lines, f"|Pages={pagelist(pages)}", "|Volumes=",
                      "|Remarks=", "|Width=", "|Css=", "|Header=", "|Footer=", "}}"])
    return Draft(f"{NAMESPACE}:{title}" if described.first("title") else "", text)


def pagelist(pages: Sequence[tuple[str, Leaf]]) -> str:
    """What the pages of a file are called: numbers that go on are said once, all else page by page.

    A label is of the volume itself; without one a page is called by what it is, or not at all.
    """
    said: list[str] = []
    going = 0  # the number that the list itself gives the next page
    for place, (label, leaf) in enumerate(pages, 1):
        name = label or {Leaf.COVER: COVER, Leaf.BLANK: NOTHING}.get(leaf, NOTHING)
        if name.isdecimal() and name.isascii():
            if int(name) != going:
                said.append(f'{place}="{int(name)}"')
            going = int(name) + 1
        else:
            said.append(f'{place}="{_attribute(name)}"')
            going = -1
    return f"<pagelist {' '.join(said)} />" if said else "<pagelist />"


def _attribute(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def _image(pages: Sequence[tuple[str, Leaf]]) -> int:
    """The page that stands for the work: its cover, else its first."""
    return next((place for place, (_, leaf) in enumerate(pages, 1) if leaf is Leaf.COVER), 1)


def _language(described: Described) -> str:
    return next((value.text for value in described.all("text_languages") if value.text != readable.UNREAD), "")


def _year(described: Described) -> str:
    """When it came out, else when it was made."""
    return (described.first("published") or described.first("work_date") or described.told("date"))[:4]


def _named(library: Library, described: Described, field: str) -> str:
    """People by their names, as far as they are known here."""
    return "; ".join(reference.label(library, value.text, described.languages) or value.text
                     for value in described.all(field) if value.text != "unknown")

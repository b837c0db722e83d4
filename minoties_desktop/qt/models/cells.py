"""Cells of the grid, made of what the library lists."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from ...domain.stacks import APART
from ...services.lists import Lists
from .grid import Cell


def cells(lists: Lists, ids: Sequence[str], opened: Collection[str] = ()) -> list[Cell]:
    """The cells of some items; all items of the stacks that are `opened` are shown."""
    found, rows = [], lists.rows(ids)
    sizes = lists.stack_sizes({row["stack"] for row in rows} - {"", APART})
    known = lists.already_there([row["id"] for row in rows])
    pages = lists.page_counts([row["id"] for row in rows])
    for row in rows:
        picture, preview = lists.pictures(row)
        there = set(row["languages"].split())
        turned = (row["orientation"] or 1) >= 5
        width, height = row["width"] or 3, row["height"] or 2
        found.append(Cell(
            row["id"], row["title"] or PurePath(called(row)).stem, row["state"], row["blocking"], row["advising"],
            row["flag"], row["rating"], row["label"], tuple((code, code in there) for code in row["wanted"]),
            picture, preview, height if turned else width, width if turned else height,
            stack=row["stack"], stacked=_pile(sizes.get(row["stack"], 0)), opened=row["stack"] in opened,
            there=known.get(row["id"], ""), starts=bool(row["starts"]),
            pages=_pile(pages.get(row["id"], row["pages"] or 0))))
    return found


def called(row: Mapping[str, Any]) -> str:
    """The name of an item's file, "" without one; of a scan without what keeps it apart from other files."""
    name = PurePath(row["name"] or "")
    apart = f"-{(row['file_id'] or '')[:8]}"
    return f"{name.stem.removesuffix(apart)}{name.suffix}" if len(apart) > 1 and name.name else name.name


def _pile(count: int) -> int:
    return count if count > 1 else 0

"""Cells of the grid, made of what the library lists."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from ...services.lists import Lists
from .grid import Cell


def cells(lists: Lists, ids: Sequence[str]) -> list[Cell]:
    """The cells of some items."""
    found = []
    for row in lists.rows(ids):
        picture, preview = lists.pictures(row)
        there = set(row["languages"].split())
        turned = (row["orientation"] or 1) >= 5
        width, height = row["width"] or 3, row["height"] or 2
        found.append(Cell(
            row["id"], row["title"] or PurePath(row["name"] or "").stem, row["state"], row["blocking"], row["advising"],
            row["flag"], row["rating"], row["label"], tuple((code, code in there) for code in row["wanted"]),
            picture, preview, height if turned else width, width if turned else height))
    return found

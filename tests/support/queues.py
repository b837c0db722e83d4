"""Libraries whose photographs are tagged and ready, made through the store as the import makes them."""

from __future__ import annotations

import functools
import hashlib
import random
import struct
import tempfile
import uuid
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from minoties_desktop.services import review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items as item_store

from .photographs import jpeg_bytes

SMALL, CHUNKED, LARGE = 60_000, 9_000_000, 12_000_000
"""Bytes: one request; chunks, published at once; chunks, published while the wiki is asked for its progress."""


def photograph(seed: int, size: int = 0) -> bytes:
    """A JPEG that no other seed gives, of at least `size` bytes."""
    return padded(jpeg_bytes(seed, (120, 80)), seed, size)


def padded(data: bytes, seed: int, size: int) -> bytes:
    """A JPEG made `size` bytes large, if it is smaller, by private segments such as cameras write after the EXIF."""
    start = 2
    while data[start] == 0xFF and 0xE0 <= data[start + 1] <= 0xEF:
        start += 2 + int.from_bytes(data[start + 2:start + 4])
    noise, segments = random.Random(seed), [data[:start]]
    missing = size - len(data)
    while missing > 4:
        count = min(missing - 4, 65_000)
        segments.append(b"\xff\xef" + struct.pack(">H", count + 2) + noise.randbytes(count))
        missing -= count + 4
    return b"".join([*segments, data[start:]])


def ready(
    folder: Path, sizes: Mapping[str, int], *, author: str = "Learner", seed: int = 0, site: str = "",
) -> dict[str, str]:
    """Make a library with one ready photograph for each title; item ids by title.

    `author` is its wiki user; another `seed` gives other photographs; with a `site` they are queued for the author's
    account there.
    """
    files, items = _made(tuple(sizes.items()), author, seed, site)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return dict(items)


@functools.lru_cache(maxsize=8)
def _made(
    sizes: tuple[tuple[str, int], ...], author: str, seed: int, site: str,
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of such a library, made once for all tests that begin with the same."""
    with tempfile.TemporaryDirectory() as name:
        library = Library(Path(name))
        try:
            items = _fill(library, sizes, author, seed)
            if site:
                assert not review.queue(library, list(items.values()), Account(site, author)).held
        finally:
            library.close()
        files = {str(path.relative_to(name)): path.read_bytes() for path in Path(name).rglob("*") if path.is_file()}
    return files, items


def _fill(library: Library, sizes: Iterable[tuple[str, int]], author: str, seed: int) -> dict[str, str]:
    tagging = Tagging(library)
    me = tagging.create("contributor", {"name": "Ana Pérez", "user_name": author, "licence": "cc-by-sa-4.0"})
    library.set_setting("me", me)
    walk = tagging.create("activity", {"title": "Mapuche weavers", "languages": "es en"}, [
        ("author", "", "Ana Pérez"), ("source", "", "own"), ("categories", "", "Category:Photo walks")])
    items = {}
    for number, (title, size) in enumerate(sizes, start=1 + 1000 * seed):
        items[title] = _item(library, walk, number, photograph(number, size))
        tagging.replace([items[title]], "title", [title])
    _describe(tagging, list(items.values()))
    return items


def _item(library: Library, activity: str, number: int, data: bytes) -> str:
    item, name = str(uuid.uuid4()), f"DSC_{number:04}.jpg"
    (library.root / "originals" / name).write_bytes(data)
    with library.database.writing() as write:
        item_store.add(write, {"id": item, "activity": activity}, [{
            "id": str(uuid.uuid4()), "path": f"originals/{name}", "name": name, "mime": "image/jpeg",
            "extension": "jpg", "size": len(data), "sha1": hashlib.sha1(data).hexdigest(),
            "sha256": hashlib.sha256(data).hexdigest(), "width": 120, "height": 80}])
    return item


def _describe(tagging: Tagging, ids: Sequence[str]) -> None:
    tagging.replace(ids, "caption", ["Una tejedora en su telar"], lang="es")
    tagging.replace(ids, "caption", ["A weaver at her loom"], lang="en")
    tagging.replace(ids, "people", ["public"])
    tagging.replace(ids, "date", ["2026-10-03"])
    tagging.replace(ids, "camera_position", ["-38.7359,-72.5904"])

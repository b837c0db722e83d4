"""Libraries with many items in them, made quickly."""

import hashlib
import uuid
from pathlib import Path

from minoties_desktop.domain.inheritance import OwnValue
from minoties_desktop.services.describing import refresh_dirty
from minoties_desktop.services.library import Library
from minoties_desktop.store import items, values


def filled(root: Path, count: int, *, titled: bool = False) -> list[str]:
    """A library of photographs without pictures; `titled` gives each a title that says which hundred it is of."""
    library = Library(root)
    ids = [str(uuid.uuid4()) for _ in range(count)]
    with library.database.writing() as write:
        for number, item in enumerate(ids):
            digest = hashlib.sha1(str(number).encode()).hexdigest()
            items.add(write, {"id": item}, [{
                "id": str(uuid.uuid4()), "path": f"originals/{number}.jpg", "name": f"DSC_{number:05}.JPG",
                "mime": "image/jpeg", "extension": "jpg", "size": 7_000_000, "sha1": digest, "sha256": digest,
                "width": 6000, "height": 4000}])
        if titled:
            values.add_own(write, [
                (item, OwnValue("title", "", 0, f"Weaver at her loom {number}, roll hundred{number % 100}"))
                for number, item in enumerate(ids)])
    refresh_dirty(library.database)
    library.close()
    return ids

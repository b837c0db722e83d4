"""Items of scanned pages, put into a library as the scanning desk does, without a scanner."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from minoties_desktop.domain.shaping import Shape
from minoties_desktop.media.probe import probe
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, scans
from minoties_desktop.store.database import new_id
from tests.support import leaves, libraries


def item(library: Library, pages: Sequence[Path], labels: Sequence[str] = (), kinds: Sequence[str] = (),
         shapes: Sequence[Shape] = (), activity: str | None = None, dpi: int = 150,
         session: str | None = None) -> str:
    """An item of these pages (JPEG, TIFF), which are moved into the library; its id."""
    made = new_id()
    with library.database.writing() as write:
        items.add(write, {"id": made, "activity": activity, "import_run": session}, [])
        for index, path in enumerate(pages):
            data, found = path.read_bytes(), probe(path)
            relative = f"originals/scans/{made[:8]}-{index + 1:03}.{found.extension}"
            library.path(relative).parent.mkdir(parents=True, exist_ok=True)
            path.replace(library.path(relative))
            page = new_id()
            scans.add_page(write, made, {
                "id": page, "path": relative, "name": Path(relative).name, "mime": found.mime,
                "extension": found.extension, "size": len(data), "sha1": hashlib.sha1(data).hexdigest(),
                "sha256": hashlib.sha256(data).hexdigest(), "width": found.width, "height": found.height,
                "orientation": found.orientation, "bits": found.bits,
            }, {"session": session or "", "label": labels[index] if labels else "",
                "leaf": kinds[index] if kinds else "page", "dpi": dpi,
                "shape": shapes[index].to_json() if shapes else ""})
            scans.place(write, page, index + 1)
        refresh(library.database, write, [made])
    return made


def letter(library: Library, folder: Path, count: int = 3, *, title: str = "Parish letter", deep: bool = False,
           **named: object) -> str:
    """A described item of drawn pages, ready to be queued but for what is made of it; its id."""
    folder.mkdir(exist_ok=True)
    save = leaves.save_deep if deep else leaves.save_jpeg
    pages = [save(folder / f"{index}.{'tif' if deep else 'jpg'}", leaves.leaf(index + 1, size=(620, 877)), 75)
             for index in range(count)]
    labels = [f"{index // 2 + 1}{'rv'[index % 2]}" for index in range(count)]
    made = item(library, pages, **{"labels": labels, "dpi": 75, **named})
    author = libraries.contributor(library)
    tagging = Tagging(library)
    for spec, texts in {**libraries.READY, "title": title, "author": author}.items():
        field, _, lang = spec.partition(":")
        tagging.replace([made], field, [texts] if isinstance(texts, str) else texts, lang=lang)
    return made

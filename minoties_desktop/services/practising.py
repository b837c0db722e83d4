"""The practice Commons of a library: found where it is served already, or served by ourselves for a while."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..domain.errors import Refused
from ..domain.sites import PRACTICE, Site
from ..media.probe import probe
from ..practice.server import PracticeCommons
from ..practice.wiki import ProbedImage
from .library import Library, held

FOLDER = "practice"
_ADDRESS = "address.json"


@contextmanager
def served(library: Library, *, port: int = 0) -> Iterator[PracticeCommons]:
    """Serve the library's practice Commons on 127.0.0.1 and leave its address for other processes.

    Raises EnvironmentFault while another process serves it.
    """
    folder = library.root / FOLDER
    folder.mkdir(exist_ok=True)
    with held(library.root, "practice"), PracticeCommons(folder, port=port, probe=_probe).serving() as server:
        address = folder / _ADDRESS
        address.write_text(json.dumps({"api": server.api, "gallery": server.gallery}), encoding="utf-8")
        try:
            yield server
        finally:
            address.unlink(missing_ok=True)


@contextmanager
def practice_site(library: Library) -> Iterator[Site]:
    """The practice Commons as a wiki to send to."""
    api = running(library)
    if api:
        yield Site(PRACTICE, api)
        return
    with served(library) as server:
        yield Site(PRACTICE, server.api)


def running(library: Library) -> str:
    """The API address of the practice Commons that some process serves, "" if none does."""
    return _told(library, "api")


def gallery(library: Library) -> str:
    """The address of the page with all its pictures, "" while no process serves it."""
    return _told(library, "gallery")


def _told(library: Library, name: str) -> str:
    if not library.is_locked("practice"):
        return ""
    address: Path = library.root / FOLDER / _ADDRESS
    try:
        return str(json.loads(address.read_text(encoding="utf-8"))[name])
    except (OSError, ValueError, KeyError):
        return ""


def wipe(library: Library) -> None:
    """Empty the practice Commons. Raises EnvironmentFault while it is being served."""
    with held(library.root, "practice"):
        practice = PracticeCommons(library.root / FOLDER, probe=_probe)
        practice.wipe()
        practice.close()


def _probe(path: Path) -> ProbedImage:
    try:
        found = probe(path)
    except Refused as refusal:
        raise ValueError(path.name) from refusal
    return ProbedImage(found.width, found.height, found.mime)



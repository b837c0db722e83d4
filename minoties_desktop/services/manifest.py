"""A list of what each import brought, in the form of BagIt (RFC 8493), that any archive's tools can check."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from ..media.cache import store
from .importreport import Report
from .originals import FOLDER

MANIFESTS = "manifests"
_BAGIT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


def write(root: Path, second: Path | None, run: str, report: Report, expected: int) -> Path | None:
    """Write the list of an import beside the originals and beside the second copies; its folder in the library.

    It says how many files were expected and how many the devices gave back, so that a list that lacks some is seen
    to lack them. None, and nothing written, where nothing arrived.
    """
    if not report.sums:
        return None
    name = f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}-{run[:8]}"
    folder = root / MANIFESTS / name
    _bag(folder, root / FOLDER, report, expected)
    if second is not None:
        _bag(second / MANIFESTS / name, second, report, expected)
    return folder


def _bag(folder: Path, files: Path, report: Report, expected: int) -> None:
    sums = {path.removeprefix(f"{FOLDER}/"): sha256 for path, sha256 in sorted(report.sums.items())
            if (files / path.removeprefix(f"{FOLDER}/")).exists()}
    sizes = {path: (files / path).stat().st_size for path in sums}
    info = {
        "Bagging-Date": f"{datetime.now(UTC):%Y-%m-%d}", "Payload-Oxum": f"{sum(sizes.values())}.{len(sizes)}",
        "Files-Expected": str(expected), "Files-Verified": str(report.verified),
        "Files-Already-There": str(len(report.already)), "Files-Refused": str(len(report.refused))}
    tags = {
        "bagit.txt": _BAGIT,
        "bag-info.txt": "".join(f"{name}: {value}\n" for name, value in info.items()),
        "manifest-sha256.txt": "".join(f"{sha256}  data/{_encoded(path)}\n" for path, sha256 in sums.items()),
        # The files stay where they are: the bag says where to fetch them.
        "fetch.txt": "".join(f"{(files / path).absolute().as_uri()} {size} data/{_encoded(path)}\n"
                             for path, size in sizes.items()),
    }
    for name, text in {**tags, "tagmanifest-sha256.txt": _tags(tags)}.items():
        store(folder / name, text.encode())


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"{hashlib.sha256(text.encode()).hexdigest()}  {name}\n" for name, text in tags.items())


def _encoded(path: str) -> str:
    """A path as BagIt wants it: line ends and the per cent sign by their numbers."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

"""How much memory one PDF of 600 scanned pages takes, read again by independent readers."""

import hashlib
import json
import subprocess
import sys
from pathlib import Path

from minoties_desktop.domain.shaping import Shape
from minoties_desktop.services.library import Library
from minoties_desktop.services.readable import UNREAD
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, scans
from tests.bench.rows import Found, Row, measures
from tests.support import leaves
from tests.support import scans as desk

PAGES, FEW = 600, 60
A4_300 = (2480, 3508)
_CROOKED = 50  # Every so manyth page is straightened, which takes decoding.

_BIND = """
import json, resource, sys
from pathlib import Path
from minoties_desktop.services import deriving
from minoties_desktop.services.library import Library
library = Library(Path(sys.argv[1]))
done = deriving.derive(library, [sys.argv[2]])
assert done.made, done.failed
own, helpers = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([own, helpers]))
"""


@measures(Row("pdf_600_mb", "MiB", 500), Row("pdf_600_grows_mb", "MiB", 20), runs=1, slow=True)
def book(folder: Path) -> Found:
    """The memory (our process and the largest of its helpers, twice) that binds 600 A4 pages at 300 dpi into a PDF, of
    which every fiftieth is straightened; how much more of our own that is than 60 pages take. Each page is compared
    with its master by pdfimages, the whole checked by qpdf."""
    drawn = [leaves.save_jpeg(folder / f"{seed}.jpg", leaves.leaf(seed, size=A4_300), 300).read_bytes()
             for seed in range(4)]
    few, _ = _bound(folder / "few", drawn, FEW)
    own, helpers = _bound(folder / "many", drawn, PAGES)
    return {"pdf_600_mb": (own + 2 * helpers, 500), "pdf_600_grows_mb": (own - few, few)}


def _bound(folder: Path, drawn: list[bytes], count: int) -> tuple[float, float]:
    (folder / "in").mkdir(parents=True)
    paths = []
    for index in range(count):
        note = f"page {index}".encode()  # as a comment, so that no two are alike
        data = drawn[index % len(drawn)]
        paths.append(folder / "in" / f"{index:03}.jpg")
        paths[-1].write_bytes(data[:2] + b"\xff\xfe" + (len(note) + 2).to_bytes(2, "big") + note + data[2:])
    library = Library(folder / "library")
    crooked = [index % _CROOKED == _CROOKED - 1 for index in range(count)]
    item = desk.item(library, paths, dpi=300, shapes=[Shape(skew=0.7) if one else Shape() for one in crooked])
    Tagging(library).replace([item], "text_languages", [UNREAD])
    told = subprocess.run([sys.executable, "-c", _BIND, str(library.root), item], capture_output=True, text=True,
                          check=True, cwd=Path(__file__).parents[2])
    path = library.path(items.files(library.database, [item])[item].path)
    subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
    (folder / "out").mkdir()
    subprocess.run(["pdfimages", "-all", path, folder / "out" / "p"], check=True)
    found = sorted((folder / "out").iterdir())
    assert len(found) == count
    for one, page, is_crooked in zip(found, scans.pages(library.database, item), crooked, strict=True):
        assert is_crooked or hashlib.sha256(one.read_bytes()).hexdigest() == page["sha256"]
    library.close()
    own, helpers = json.loads(told.stdout)
    return own, helpers

"""How fast pictures are drawn, beside the fastest known way to draw them."""

import io
import os
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import simplejpeg
from PIL import Image

from minoties_desktop.media.cache import PREVIEW, THUMBNAIL, pictures
from minoties_desktop.media.pool import Pool
from minoties_desktop.services.copying import AT_ONCE
from tests.bench.bench_import import LARGE, distinct, timed
from tests.bench.rows import Found, Row, measures

PICTURES = 48


@measures(Row("thumbnails_ratio", "ratio", 0.90, more_is_better=True), slow=True)
def thumbnails(folder: Path) -> Found:
    """Previews and thumbnails of 24 megapixel photographs, probed and judged, beside libjpeg-turbo's bare decoding at
    a quarter, reducing and storing, in as many processes."""
    paths = distinct(folder / "card", PICTURES, LARGE)
    (folder / "bare").mkdir()
    cores = os.cpu_count() or 1
    with ProcessPoolExecutor(cores) as processes:
        list(processes.map(_bare, paths[:cores]))  # Both have their processes ready.
        bare = timed(lambda: list(processes.map(_bare, paths)))
    with Pool(cores) as pool, ThreadPoolExecutor(AT_ONCE) as threads:  # as many as an import has
        def draw(path: Path) -> None:
            pool.look(path, pictures(folder / "cache", f"{path.stem:>040}".replace(" ", "0")), path.name)

        list(threads.map(draw, paths[:cores]))
        ours = timed(lambda: list(threads.map(draw, paths)))
    return {"thumbnails_ratio": (bare / ours, bare)}


def _bare(path: Path) -> None:
    values = simplejpeg.decode_jpeg(path.read_bytes(), "RGB", fastdct=True, fastupsample=True, min_width=PREVIEW,
                                    min_height=1000, min_factor=1)
    image = Image.fromarray(values)
    for size, name in ((PREVIEW, "preview"), (THUMBNAIL, "thumbnail")):
        image.thumbnail((size, size), Image.Resampling.BICUBIC, reducing_gap=1.1)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=85)
        (path.parents[1] / "bare" / f"{path.stem}-{name}.jpg").write_bytes(buffer.getvalue())

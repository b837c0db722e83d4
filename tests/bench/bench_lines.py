"""The sync where it is hard: a bad line, very many files, a very large one. Beside plain requests."""

import hashlib
import random
import time
from pathlib import Path

from minoties_desktop.services.accounts import Account
from minoties_desktop.services.library import Library
from minoties_desktop.services.review import queue
from minoties_desktop.store import outbox
from tests.bench import bench_upload
from tests.bench.bench_upload import PLAIN, SYNC
from tests.bench.rows import Found, Row, measures
from tests.support import queues
from tests.support.practice import spawned_practice
from tests.support.slow_line import Line, behind

MANY, SMALL = 2000, 20_000
GIBIBYTE = 1 << 30
ACCOUNT = "Admin"
"""Has no limits: the sync keeps those of all others."""
OVER_A_BAD_LINE = [200_000, 200_000, 200_000, 1_200_000]


def client(code: str, api: str, folder: Path) -> dict[str, float]:
    """What one client tells of sending what lies in a folder, as an account without limits."""
    return bench_upload.client(code, api, folder, ACCOUNT)


def _library(folder: Path, api: str, sizes: dict[str, int]) -> Path:
    items = queues.ready(folder, sizes, author=ACCOUNT)
    library = Library(folder)
    queue(library, list(items.values()), Account(api, ACCOUNT))
    library.close()
    return folder


def _files(folder: Path, sizes: list[int], first: int) -> Path:
    folder.mkdir()
    for number, size in enumerate(sizes):
        (folder / f"{number:05}.jpg").write_bytes(queues.photograph(first + number, size))
    return folder


@measures(Row("upload_bad_line_ratio", "", 1.25), runs=1, slow=True)
def a_bad_line(folder: Path) -> Found:
    """1 Mbit/s, 300 ms there and back, 2 % of the packets lost; the whole job against bare uploads."""
    with spawned_practice(folder / "wiki") as wiki, behind(wiki.api, Line()) as api:
        plain = client(PLAIN, api, _files(folder / "plain", OVER_A_BAD_LINE, 7000))
        names = {f"By the river {number}": size for number, size in enumerate(OVER_A_BAD_LINE)}
        ours = client(SYNC, api, _library(folder / "library", api, names))
    # The first file of the plain client is not counted.
    share = sum(OVER_A_BAD_LINE[1:]) / sum(OVER_A_BAD_LINE)
    return {"upload_bad_line_ratio": ours["seconds"] * share / plain["seconds"]}


@measures(Row("upload_2000_ms", "ms", 100), Row("upload_2000_cpu_ms", "ms", 15), Row("upload_2000_rss_mb", "MiB", 75),
          runs=1, slow=True)
def two_thousand_files(folder: Path) -> Found:
    """Each of 2,000 small files to the practice Commons: time, CPU, and the memory at the end."""
    with spawned_practice(folder / "wiki") as wiki:
        plain = client(PLAIN, wiki.api, _files(folder / "plain", [SMALL] * MANY, 10_000))
        names = {f"Grain of sand {number}": SMALL for number in range(MANY)}
        ours = client(SYNC, wiki.api, _library(folder / "library", wiki.api, names))
    return {"upload_2000_ms": (1000 * ours["seconds"] / MANY, 1000 * plain["seconds"] / MANY),
            "upload_2000_cpu_ms": (1000 * ours["cpu"] / MANY, 1000 * plain["cpu"] / MANY),
            "upload_2000_rss_mb": (ours["rss"], plain["rss"])}


@measures(Row("upload_1gib_mb_s", "MB/s", 50, more_is_better=True), Row("upload_1gib_rss_mb", "MiB", 75), runs=1,
          slow=True)
def one_gibibyte(folder: Path) -> Found:
    """One file of 1 GiB by chunks; plain requests beside it with a part of that, for they hold all of it in memory."""
    with spawned_practice(folder / "wiki") as wiki:
        root = _library(folder / "library", wiki.api, {"A very long film of a river": 0})
        _grown(root, GIBIBYTE)
        ours = client(SYNC, wiki.api, root)
        plain = client(PLAIN, wiki.api, _files(folder / "plain", [SMALL, GIBIBYTE // 16], 20_000))
    return {"upload_1gib_mb_s": (GIBIBYTE / 1e6 / ours["seconds"], GIBIBYTE / 16e6 / plain["seconds"]),
            "upload_1gib_rss_mb": (ours["rss"], plain["rss"])}


@measures(Row("upload_5gib_mb_s", "MB/s", 30, more_is_better=True), Row("upload_5gib_rss_mb", "MiB", 75),
          Row("upload_5gib_sent_ratio", "", 1.05), runs=1, slow=True)
def five_gibibytes(folder: Path) -> Found:
    """The largest file that Commons takes; in the middle the sync is killed, and another one goes on from there."""
    size = 5 * GIBIBYTE
    with spawned_practice(folder / "wiki") as wiki:
        root = _library(folder / "library", wiki.api, {"The longest film of a river": 0})
        _grown(root, size)
        killed = _killed_at(root, wiki.api, size // 2)
        ours = client(SYNC, wiki.api, root)
        library = Library(root)
        row = outbox.listed(library.database)[0]
        sent = library.database.reading().execute("SELECT sum(bytes) FROM traffic").fetchone()[0]
        library.close()
    assert row.receipt and (row.receipt["sha1"], row.receipt["size"]) == (row.payload["sha1"], size)
    return {"upload_5gib_mb_s": size / 2e6 / ours["seconds"], "upload_5gib_rss_mb": max(ours["rss"], killed),
            "upload_5gib_sent_ratio": sent / size}


def _killed_at(root: Path, api: str, offset: int) -> float:
    """Sync until so many bytes are in the stash, and kill the process then; the most memory that it had, in MiB."""
    process = bench_upload.start(SYNC, api, root, ACCOUNT)
    library = Library(root)
    try:
        while outbox.listed(library.database)[0].facts.get("offset", 0) < offset:
            assert process.poll() is None, "it ended before"
            time.sleep(0.2)
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    finally:
        process.kill()
        process.communicate()
        library.close()
    return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM:"))


def _grown(root: Path, size: int) -> None:
    """Make the one queued file of a library large, on the disk and in the queue; most of it is a hole."""
    library = Library(root)
    with library.database.writing() as write:
        [(path,)] = write.execute("SELECT path FROM file").fetchall()
        with (root / path).open("r+b") as file:
            file.truncate(size)
            for place in range(1 << 20, size, 1 << 26):
                file.seek(place)
                file.write(random.Random(place).randbytes(4096))
        digest = hashlib.sha1()
        with (root / path).open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        write.execute("UPDATE file SET size = ?, sha1 = ?", (size, digest.hexdigest()))
        write.execute("UPDATE outbox SET payload = json_set(payload, '$.size', ?, '$.sha1', ?) "
                      "WHERE target = 'commons_file'", (size, digest.hexdigest()))
    library.close()

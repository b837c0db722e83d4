"""The main job from the first photograph to the last receipt, without a window, on the practice Commons.

Everything is done by the command line that people use; each step is said in words, and the results stay in
`practice-run/` as files to open.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sample_walk

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "practice-run"
LIBRARY = FOLDER / "library"
GALLERY = FOLDER / "gallery"
_LINK = re.compile(r'(href|src)="(/[^"]*)"')


class Failed(Exception):
    """A step of the run did not do what it should; the text says what it answered."""


def minoties(*words: str, right: tuple[int, ...] = (0,)) -> dict[str, Any]:
    """One command on the run's library; its answer. Raises Failed for an exit code that is not right."""
    command = [sys.executable, "-m", "minoties_desktop", "--library", str(LIBRARY), "--json", *words]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    if done.returncode not in right:
        raise Failed(f"minoties {' '.join(words)} ended with {done.returncode}: {done.stdout}")
    return json.loads(done.stdout)


@contextmanager
def practice_commons() -> Iterator[str]:
    """Serve the practice Commons of the run's library; the address of its gallery."""
    command = [sys.executable, "-m", "minoties_desktop", "--library", str(LIBRARY), "--json", "practice"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    try:
        first = server.stdout.readline()
        if not first:
            raise Failed("the practice Commons did not start")
        yield json.loads(first)["gallery"]
    finally:
        server.terminate()
        server.wait(30)
        server.stdout.close()


def main() -> int:
    """Do the run; 0 when every photograph is published and proven."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    try:
        with practice_commons() as gallery:
            return _walk(gallery)
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1


def _walk(gallery: str) -> int:
    photographs = sample_walk.make(FOLDER / "card")
    _say(1, f"Drew {len(photographs)} photographs of a walk, as a camera would leave them on its card.")

    person = minoties("contributor", "add", "--name", "Learner", "--user-name", "Learner",
                      "--captions-cc0", "true")["id"]
    activity = minoties(
        "activity", "add", "--title", "Harbour walk", "--kind", "photo_walk",
        *(word for text in (f"author={person}", "source=own", "licence=cc-by-sa-4.0", "people=nobody",
                            "categories=Harbour walks") for word in ("--default", text)))["id"]
    _say(2, "Made the activity 'Harbour walk'. Its photographs inherit author, source, licence and category from it.")

    imported = minoties("import", str(FOLDER / "card"), "--activity", activity)["items"]
    _say(3, f"Imported {len(imported)} photographs: copied, read back and compared; time and place read from each.")

    items = {Path(item["path"]).name: item["id"] for item in imported}
    missing = minoties("check", right=(0, 1))["problems"]
    _say(4, f"Checked them: {len({problem['item'] for problem in missing})} are not ready yet. The first reason: "
            f"{missing[0]['message']}")

    for stop in sample_walk.STOPS:
        minoties("tag", items[stop.name], "--set", f"title={stop.caption}", "--set", f"caption:en={stop.caption}")
    ready = minoties("check", right=(0, 1))["ready"]
    _say(5, f"Gave each a title and a caption: {len(ready)} are ready.")

    queued = minoties("queue", "--site", "practice")["queued"]
    _say(6, f"Queued {len(queued)}: what will be sent is frozen now. This needs no connection.")

    done = minoties("sync", "--once")["done"]
    _say(7, f"Sent to the practice Commons: {len(done)} are there, each compared with the wiki's own checksum.")

    return _keep(gallery, list(items.values()), done)


def _keep(gallery: str, items: list[str], done: list[str]) -> int:
    receipts = [minoties("show", item) for item in items]
    (FOLDER / "receipts.json").write_text(json.dumps(receipts, ensure_ascii=False, indent=1), encoding="utf-8")
    pages = copy_gallery(gallery, GALLERY)
    print(f"\nTo look at, in {FOLDER}:\n"
          f"  gallery/index.html   the practice Commons as it is now, {pages} pages\n"
          "  receipts.json        what the wiki answered, photograph by photograph\n"
          "  library/             the library itself; `minoties --library` opens it")
    return 0 if set(done) == set(items) else 1


def copy_gallery(address: str, folder: Path) -> int:
    """Keep the gallery's pages and pictures as files that link to each other; how many pages."""
    folder.mkdir(parents=True)
    names = {"/": "index.html"}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        try:
            with urllib.request.urlopen(urllib.parse.urljoin(address, path), timeout=30) as answer:
                content = answer.read()
        except urllib.error.HTTPError:
            content = b"<!DOCTYPE html><title>-</title>"  # a link to a page that nobody has written
        if names[path].endswith(".html"):
            text = content.decode("utf-8")
            for _, link in _LINK.findall(text):
                if link not in names:
                    names[link] = _file_name(link, len(names))
                    waiting.append(link)
            content = _LINK.sub(lambda match: f'{match[1]}="{names[match[2]]}"', text).encode("utf-8")
        (folder / names[path]).write_bytes(content)
    return sum(name.endswith(".html") for name in names.values())


def _file_name(link: str, number: int) -> str:
    if link.startswith("/images/"):
        return f"{number}{Path(urllib.parse.unquote(link)).suffix.lower()}"
    return f"{number}.html"


def _say(number: int, sentence: str) -> None:
    print(f"{number}. {sentence}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

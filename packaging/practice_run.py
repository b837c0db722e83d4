"""The main job from the first photograph to the last receipt, without a window, on the practice Commons.

Everything is done by the command line that people use; each step is said in words, and the results stay in
`practice-run/` as files to open.
"""

from __future__ import annotations

import json
import os
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
_LINK = re.compile(r'(href|src)="(/[^"]*)"')


class Failed(Exception):
    """A step of the run did not do what it should; the text says what it answered."""


class Run:
    """One run, in a folder that it empties first."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Settings of its own, so that the person's last library stays the last.
        self._environment = {**os.environ, "MINOTIES_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
        self._command = [sys.executable, "-m", "minoties_desktop", "--library", str(folder / "library"), "--json"]

    def whole(self) -> int:
        """Do it all; 0 when every photograph is published and proven."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        with self._practice_commons() as gallery:
            items = self.import_walk()
            self.describe(items, sample_walk.STOPS)
            done = self._send()
            self._keep(gallery, list(items.values()))
        return 0 if set(done) == set(items.values()) else 1

    def minoties(self, *words: str, right: tuple[int, ...] = (0,)) -> dict[str, Any]:
        """One command on the run's library; its answer. Raises Failed for an exit code that is not right."""
        done = subprocess.run([*self._command, *words], env=self._environment, capture_output=True, text=True,
                              encoding="utf-8")
        if done.returncode not in right:
            raise Failed(f"minoties {' '.join(words)} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return json.loads(done.stdout)

    @contextmanager
    def _practice_commons(self) -> Iterator[str]:
        server = subprocess.Popen([*self._command, "practice"], env=self._environment, stdout=subprocess.PIPE,
                                  stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
        try:
            first = server.stdout.readline()
            if not first:
                raise Failed("the practice Commons did not start")
            yield json.loads(first)["gallery"]
        finally:
            server.terminate()
            server.wait(30)
            server.stdout.close()

    def import_walk(self) -> dict[str, str]:
        """Make the card, the activity and the import; items by the names of their photographs."""
        photographs = sample_walk.make(self.folder / "card")
        _say(1, f"Drew {len(photographs)} photographs of a walk, as a camera would leave them on its card.")
        person = self.minoties("contributor", "add", "--name", "Learner", "--user-name", "Learner",
                               "--captions-cc0", "true")["id"]
        defaults = (f"author={person}", "source=own", "licence=cc-by-sa-4.0", "people=nobody",
                    "categories=Harbour walks")
        activity = self.minoties("activity", "add", "--title", "Harbour walk", "--kind", "photo_walk",
                                 *(word for text in defaults for word in ("--default", text)))["id"]
        _say(2, "Made the activity 'Harbour walk'. Its photographs inherit author, source, licence and category.")
        imported = self.minoties("import", str(self.folder / "card"), "--activity", activity)["items"]
        _say(3, f"Imported {len(imported)} photographs: copied, read back and compared; time and place read from each.")
        return {Path(item["path"]).name: item["id"] for item in imported}

    def describe(self, items: dict[str, str], stops: tuple[sample_walk.Stop, ...]) -> None:
        """Say what is missing, and give the photographs of some stops what they need."""
        missing = self.minoties("check", right=(0, 1))["problems"]
        _say(4, f"Checked them: {len({problem['item'] for problem in missing})} are not ready yet. "
                f"The first reason: {missing[0]['message']}")
        for stop in stops:
            self.minoties("tag", items[stop.name], "--set", f"title={stop.caption}",
                          "--set", f"caption:en={stop.caption}")
        ready = self.minoties("check", right=(0, 1))["ready"]
        _say(5, f"Gave each a title and a caption: {len(ready)} are ready.")

    def _send(self) -> list[str]:
        queued = self.minoties("queue", "--site", "practice")["queued"]
        _say(6, f"Queued {len(queued)}: what will be sent is frozen now. This needs no connection.")
        done = self.minoties("sync", "--once")["done"]
        _say(7, f"Sent to the practice Commons: {len(done)} are there, each compared with the wiki's own checksum.")
        return done

    def _keep(self, gallery: str, items: list[str]) -> None:
        receipts = [self.minoties("show", item) for item in items]
        (self.folder / "receipts.json").write_text(json.dumps(receipts, ensure_ascii=False, indent=1), "utf-8")
        (self.folder / "report.html").write_text(self.minoties("report", "--format", "html")["report"], "utf-8")
        copy_gallery(gallery, self.folder / "gallery")
        print(f"\nTo look at, in {self.folder}:\n"
              "  gallery/index.html   the practice Commons as it is now\n"
              "  report.html          what was published, for the institution or the event's page\n"
              "  receipts.json        each photograph with its values and the wiki's receipts\n"
              "  library/             the library itself; .venv/bin/minoties-desktop --library FOLDER opens it")


def copy_gallery(address: str, folder: Path) -> None:
    """Keep the gallery's pages and pictures as files that link to each other."""
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


def _file_name(link: str, number: int) -> str:
    if link.startswith("/images/"):
        return f"{number}{Path(urllib.parse.unquote(link)).suffix.lower()}"
    return f"{number}.html"


def _say(number: int, sentence: str) -> None:
    print(f"{number}. {sentence}", flush=True)


def main() -> int:
    """Do the run in the folder that was named, else in `practice-run/`; its exit code."""
    try:
        return Run(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "practice-run").whole()
    except Failed as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

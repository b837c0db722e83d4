"""README's first command on a machine without a display: from the first photograph to the last receipt."""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

from tests.support.source import ROOT


def test_the_practice_run_publishes_every_photograph_and_leaves_the_proof(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    done = subprocess.run([sys.executable, str(ROOT / "packaging" / "practice_run.py"), str(folder)],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^(\d)\. ", done.stdout, re.MULTILINE) == list("1234567")

    card = {hashlib.sha1(path.read_bytes()).hexdigest() for path in (folder / "card").iterdir()}
    gallery = {hashlib.sha1(path.read_bytes()).hexdigest() for path in (folder / "gallery").glob("*.jpg")}
    assert len(card) == 6
    assert gallery == card
    receipts = json.loads((folder / "receipts.json").read_text(encoding="utf-8"))
    assert {one["sha1"] for one in receipts} == card
    assert {(delivery["target"], delivery["state"]) for one in receipts for delivery in one["deliveries"]} == {
        ("commons_file", "done"), ("commons_data", "done")}
    assert (folder / "report.html").read_text(encoding="utf-8").count("<article>") == 6
    for page in (folder / "gallery").glob("*.html"):
        for link in re.findall(r'(?:href|src)="([^":]*)"', page.read_text(encoding="utf-8")):
            assert (page.parent / link).is_file()

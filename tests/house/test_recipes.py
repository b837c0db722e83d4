"""Each recipe of CONTRIBUTING.md, done on a copy of the app exactly as it is written there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from minoties_desktop.config.messages import catalogue, languages
from tests.support.commands import CommandLine
from tests.support.photographs import jpeg_bytes
from tests.support.source import PACKAGE, ROOT


class Copy:
    """A copy of the app's code and texts to change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.package = root / PACKAGE.name
        shutil.copytree(PACKAGE, self.package, ignore=shutil.ignore_patterns("__pycache__"))
        for folder in ("i18n", "vocab"):
            shutil.copytree(ROOT / "resources" / folder, root / "resources" / folder)

    def insert(self, path: str, before: str, line: str) -> None:
        """Insert a line before another, which must be there once."""
        text = (self.root / path).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{path} has no single {before!r}"
        (self.root / path).write_text(text.replace(before, f"{line}\n{before}"), encoding="utf-8")

    def label(self, **texts: str) -> None:
        """Add texts to the English messages; `_` in a name stands for `-`."""
        path = self.root / "resources" / "i18n" / "en.json"
        known = json.loads(path.read_text(encoding="utf-8"))
        known |= {key.replace("_", "-"): text for key, text in texts.items()}
        path.write_text(json.dumps(known), encoding="utf-8")

    def run(self, code: str) -> object:
        """What a program says that runs in the copy, as JSON."""
        done = subprocess.run(
            [sys.executable, "-P", "-c", PREPARE + code], cwd=self.root, capture_output=True, text=True,
            env={**os.environ, "PYTHONPATH": str(self.root), "QT_QPA_PLATFORM": "offscreen"})
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


PREPARE = """
import json
from pathlib import Path
from minoties_desktop.config.messages import Messages
from minoties_desktop.domain import fields
"""


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_field_is_one_entry_and_its_labels(copy: Copy, tmp_path: Path) -> None:
    copy.insert("minoties_desktop/domain/fields.py", '    Field("notes",',
                '    Field("shelfmark", Kind.TEXT, Tab.RIGHTS, many=True, parameter="shelfmark", statement="P217"),')
    copy.label(field_shelfmark="Shelfmark", field_shelfmark_help="Where the institution keeps it.")
    (tmp_path / "one.jpg").write_bytes(jpeg_bytes(1))
    minoties = CommandLine(tmp_path / "library", copy.root)
    activity = minoties("activity", "add", "--title", "Reading room", "--default", "shelfmark=MS 7")["id"]
    [item] = [one["id"] for one in minoties("import", str(tmp_path / "one.jpg"), "--activity", activity)["items"]]
    minoties("tag", item, "--add", "shelfmark=f. 3r")

    shown = {(value["value"], value["origin"]) for value in minoties("show", item)["values"]
             if value["field"] == "shelfmark"}
    seen = minoties("preview", item)
    assert shown == {("MS 7", "activity"), ("f. 3r", "own")}
    assert "|shelfmark=MS 7; f. 3r" in seen["wikitext"]
    assert json.dumps(seen["claims"]).count('"P217"') >= 2
    assert [one["id"] for one in minoties("items", "MS 7")["items"]] == [item]
    assert "Shelfmark" in copy.run("""
from PySide6.QtWidgets import QApplication
app = QApplication([])
from minoties_desktop.domain.fields import BY_ID
print(json.dumps(Messages("en").text(BY_ID["shelfmark"].label)))
""")


def test_a_capture_source_is_one_file_and_one_entry(copy: Copy, tmp_path: Path) -> None:
    (copy.package / "capture" / "drawer.py").write_text("""
from pathlib import Path
from .source import Candidate

class Drawer:
    id = "drawer"

    def takes(self, place):
        return str(place).endswith(".drawer")

    def find(self, places, *, without=()):
        for path in sorted(Path(__file__).parents[2].glob("drawer/*")):
            yield Candidate(path, path.stat().st_size, path.stat().st_mtime_ns)
""")
    registry = copy.package / "capture" / "__init__.py"
    text = registry.read_text(encoding="utf-8").replace("(Card(), Folder())", "(Drawer(), Card(), Folder())")
    registry.write_text("from .drawer import Drawer\n" + text, encoding="utf-8")
    (copy.root / "drawer").mkdir()
    (copy.root / "drawer" / "one.jpg").write_bytes(jpeg_bytes(1))
    (copy.root / "top.drawer").mkdir()
    minoties = CommandLine(tmp_path / "library", copy.root)
    assert len(minoties("import", str(copy.root / "top.drawer"))["items"]) == 1


def test_a_licence_is_one_entry(copy: Copy) -> None:
    licences = copy.root / "resources" / "vocab" / "licences.toml"
    licences.write_text(licences.read_text(encoding="utf-8") + """
["cc-by-2.0"]
name = "CC BY 2.0"
own = false
third_party = true
self = ""
template = "{{cc-by-2.0}}"
status = "Q50423863"
items = ["Q19125117"]
""", encoding="utf-8")
    assert copy.run("""
from minoties_desktop.domain.licences import licences
one = licences()["cc-by-2.0"]
print(json.dumps([one.name, one.page_text(by_uploader=False), one.own]))
""") == ["CC BY 2.0", "{{cc-by-2.0}}", False]


def test_a_language_is_one_file(copy: Copy) -> None:
    assert "eo" not in languages()
    texts = {key: f"eo {text}" for key, text in catalogue("en").items()}
    (copy.root / "resources" / "i18n" / "eo.json").write_text(json.dumps(texts), encoding="utf-8")
    assert copy.run("""
from minoties_desktop.config.messages import languages
print(json.dumps([languages(), Messages("eo").text("error-library-newer")]))
""") == [["en", "el", "eo", "es"], f"eo {catalogue('en')['error-library-newer']}"]


def test_a_sync_target_is_one_file_and_one_entry(copy: Copy) -> None:
    (copy.package / "wiki" / "targets" / "postcard.py").write_text('''
class Postcard:
    id = "postcard"

    def steps(self, delivery, session):
        return iter(())
''')
    copy.insert("minoties_desktop/wiki/targets/__init__.py", "TARGETS: tuple", "from .postcard import Postcard")
    registry = copy.package / "wiki" / "targets" / "__init__.py"
    text = registry.read_text(encoding="utf-8")
    assert text.count("PageEdit(), DataEdit())") == 1
    registry.write_text(text.replace("DataEdit())", "DataEdit(), Postcard())"), encoding="utf-8")
    assert copy.run("""
from minoties_desktop.wiki.targets import TARGETS, target
print(json.dumps([target("postcard").id, len(TARGETS)]))
""") == ["postcard", 5]

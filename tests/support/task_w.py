"""The whole work on one walk of photographs, at the window, with as few actions as it can be done; and its proof."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from minoties_desktop.config import settings
from minoties_desktop.domain.item import Described
from minoties_desktop.domain.positions import parse
from minoties_desktop.domain.presets import Part
from minoties_desktop.domain.query import Query
from minoties_desktop.domain.track import metres
from minoties_desktop.qt.opening import open_window
from minoties_desktop.qt.pages.dialogs import ActivityForm
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import packs, presets
from minoties_desktop.services.describing import describe
from minoties_desktop.services.library import Library
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items

from . import errand as errands
from .errand import Errand
from .hands import CONTROL, SHIFT, Hands, at_work


@dataclass(frozen=True, slots=True)
class Task:
    """How large a walk is: photographs of each subject by place, how many rejected ones lie between them, how many of
    the last subjects are inside a museum, and the most actions that it may take."""

    sizes: Sequence[Sequence[int]]
    rejects: int
    museum: int
    bar: int


WHOLE = Task(([6] * 11 + [7] * 2, [6] * 11 + [7] * 2, [6, 6, 6, 6, 6, 5, 5] * 2), 60, 7, 600)
"""Three times eighty photographs of forty subjects, and sixty rejected ones."""
SMALL = Task(([3, 2], [3, 2], [2, 2, 2]), 4, 2, 106)
RIVALS = {"UploadWizard": (1301, 11743), "Pattypan and four helpers": (999, 7796), "VicunaUploader": (1116, 18210),
          "PyCommonist": (1441, 15072), "Upload Workbench": (1864, 10812), "digiKam": (1242, 18206),
          "LrMediaWiki2": (1091, 20250)}
"""Actions and typed characters for the same task by the same rules."""
_WITHIN = 25.0  # metres


def prepare(root: Path, errand: Errand) -> None:
    """What a regular user has stored before: who one is, languages, a pack of the district, a preset of the museum."""
    settings.change(language="en", theme="light", start="grid", detail="archivist", auto_advance=True)
    library = Library(root)
    tagging = Tagging(library)
    me = tagging.create("contributor", {"name": "Ana Pérez", "user_name": "Ana P", "licence": "cc-by-sa-4.0"})
    library.set_setting("me", me)
    library.set_setting("languages", "es en")
    packs.load(library, errand.pack)
    museum = tagging.create("institution", {"name": errands.INSTITUTION})
    tagging.create("agreement", {"institution": museum, "title": "Carta de octubre", "status": "granted"})
    presets.save(library, tagging, errands.INSTITUTION, [
        Part("institution", "", (museum,)), Part("permission", "", (errands.PERMISSION,))])
    library.close()


def work(hands: Hands, errand: Errand) -> None:
    """From the card to everything ready and queued."""
    _make_activity(hands)
    _import(hands, errand)
    _cull(hands, errand)
    _place(hands, errand)
    _say_where(hands, errand)
    _answer(hands)
    _describe(hands, errand)
    _number(hands, errand)
    hands.key(Qt.Key.Key_Q, CONTROL | SHIFT)
    hands.step("queue")


def _make_activity(hands: Hands) -> None:
    hands.key(Qt.Key.Key_N, CONTROL)
    form = hands.form(ActivityForm)
    hands.text("Caminata")
    hands.click(form._form.categories)
    hands.text(f"{errands.EVENT} | {{place_category}}")
    hands.key(Qt.Key.Key_Tab, times=2)
    for sentence in errands.SENTENCES.values():
        hands.text(sentence)
        hands.key(Qt.Key.Key_Tab if sentence == errands.SENTENCES["es"] else Qt.Key.Key_Return)
    hands.sees(lambda: not form.isVisible())
    hands.step("event: category, sentences")


def _import(hands: Hands, errand: Errand) -> None:
    hands.drag(errand.card)
    hands.sees(lambda: bool(hands.window.stage.imports.result.text))
    hands.rest()
    hands.key(Qt.Key.Key_Return)
    hands.sees(lambda: len(hands.shown) == len(errand.frames))
    hands.step("card")


def _cull(hands: Hands, errand: Errand) -> None:
    """At full size; where a subject begins is said on the way, by the key that goes on."""
    hands.key(Qt.Key.Key_E)
    begun: set[int] = set()
    for frame in errand.frames:
        if frame.reject:
            hands.key(Qt.Key.Key_X)
        elif frame.subject not in begun:
            hands.key(Qt.Key.Key_B)
            begun.add(frame.subject)
        else:
            hands.key(Qt.Key.Key_Right)
    hands.step("cull at full size, mark subjects")


def _place(hands: Hands, errand: Errand) -> None:
    hands.drag(errand.track)
    hands.text("-2:07:13")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Return, CONTROL)
    hands.key(Qt.Key.Key_Escape)
    hands.step("track, camera's clock")


def _say_where(hands: Hands, errand: Errand) -> None:
    for place, (name, _) in enumerate(errands.PLACES[:len(errand.places)]):
        _select(hands, errand, [one for one in errand.subjects if one.place == place])
        if place == 0:
            _show_tab(hands, 1)
        hands.click(hands.box("place_created").editor)
        hands.text(name)
    _show_tab(hands, 0)
    hands.step("places")


def _answer(hands: Hands) -> None:
    """Who can be recognised in them is asked before anything is sent."""
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.choice(hands.box("people"), hands.window.kit.speech.say("people-nobody"))
    hands.step("people")


def _describe(hands: Hands, errand: Errand) -> None:
    hands.key(Qt.Key.Key_Escape)
    hands.key(Qt.Key.Key_Home)
    hands.key(Qt.Key.Key_B, SHIFT)
    hands.click(hands.box("caption", "es").editor)
    for subject in errand.subjects:
        assert hands.selected == [hands.shown[number] for number in subject.frames]
        hands.text(subject.texts["es"])
        hands.key(Qt.Key.Key_Tab)
        hands.text(subject.texts["en"])
        hands.rest()
        digit = next((digit for digit, (_, thing) in enumerate(near.things, 1) if thing == subject.item), 0) if (
            near := hands.box("depicts").near).isVisible() else 0
        if digit:  # it is offered, being near
            hands.key(Qt.Key(Qt.Key.Key_0 + digit), CONTROL)
        else:
            hands.key(Qt.Key.Key_Tab)
            hands.text(subject.item)
            hands.key(Qt.Key.Key_Return, CONTROL)
    hands.step("subjects")


def _number(hands: Hands, errand: Errand) -> None:
    museum = [one for one in errand.subjects if one.museum]
    _select(hands, errand, museum)
    hands.key(Qt.Key.Key_T, CONTROL)
    hands.key(Qt.Key.Key_1)
    hands.step("museum")
    hands.photograph(hands.shown[museum[0].frames[0]])
    hands.click(hands.box("inventory_number").editor)
    for frame in (frame for frame in errand.frames if frame.number):
        hands.text(frame.number)
        hands.key(Qt.Key.Key_Return)
    hands.step("inventory numbers")


def _select(hands: Hands, errand: Errand, subjects: Sequence[errands.Subject]) -> None:
    hands.photograph(hands.shown[subjects[0].frames[0]])
    hands.photograph(hands.shown[subjects[-1].frames[-1]], SHIFT)


def _show_tab(hands: Hands, tab: int) -> None:
    tabs = hands.window.stage.panel._form.tabs
    hands.click(tabs, tabs.tabRect(tab).center())


# The proof


def prove(root: Path, errand: Errand) -> None:
    """Everything is as it should be, in every photograph, and the rejected ones are not sent."""
    library = Library(root)
    rows = {row["name"]: row for row in items.rows(library.database, items.ids(library.database, Query()))}
    found = describe(library.database, [row["id"] for row in rows.values()])
    museum = next(row["id"] for row in library.registers["institution"].list())
    assert len(rows) == len(errand.frames)
    kept: dict[int, int] = {}
    for frame in errand.frames:
        row, subject = rows[frame.name], errand.subjects[frame.subject]
        assert row["state"] == ("rejected" if frame.reject else "waiting"), frame
        if not frame.reject:
            kept[frame.subject] = kept.get(frame.subject, 0) + 1
            _is_right(found[row["id"]], frame, subject, kept[frame.subject], museum)
    library.close()


def _is_right(item: Described, frame: errands.Frame, subject: errands.Subject, number: int, museum: str) -> None:
    place, category = errands.PLACES[subject.place]
    assert item.first("title") == f"{subject.name}, {place} {number:02}"
    assert item.by_language("caption") == subject.texts
    assert item.by_language("description") == {
        lang: f"{text} {errands.SENTENCES[lang]}" for lang, text in subject.texts.items()}
    assert sorted(value.text for value in item.all("categories")) == sorted(
        [errands.EVENT, category, subject.category])
    assert [value.text for value in item.all("depicts")] == [subject.item]
    assert metres(parse(item.first("camera_position")), frame.at) < _WITHIN
    assert item.first("date") == f"{frame.taken + errands.LOCAL:%Y-%m-%dT%H:%M:%S}-03:00"
    assert item.first("licence") == "cc-by-sa-4.0" and item.author and item.author.user_name == "Ana P"
    assert item.first("inventory_number") == frame.number, (item.first("inventory_number"), frame)
    assert (item.first("institution"), item.first("permission")) == (
        (museum, errands.PERMISSION) if subject.museum else ("", ""))


def table(hands: Hands, *, rivals: bool = True) -> str:
    """What each step took, and what other programs take for the whole."""
    rows = [f"{'':34}{'P':>5}{'K':>5}{'T':>5}{'actions':>9}{'letters':>9}"]
    rows += [f"{name:34}{one.pointer:5}{one.keys:5}{one.texts:5}{one.actions:9}{one.letters:9}"
             for name, one in [*hands.ledger, ("Minoties Desktop", hands.count)]]
    if rivals:
        rows += [f"{name:49}{actions:9}{letters:9}" for name, (actions, letters) in RIVALS.items()]
    return "\n".join(rows)


def do(app: QApplication, folder: Path, task: Task) -> Hands:
    """Make a walk, do the whole work on it and prove it; returns the hands with what they have counted."""
    errand, root = errands.make(folder / "walk", task.sizes, task.rejects, task.museum), folder / "library"
    prepare(root, errand)
    window = open_window(app, root, settings.load())
    try:
        window.resize(window.kit.theme.tokens.size("window-width"), window.kit.theme.tokens.size("window-height"))
        window.show()
        with at_work(app, window) as hands:
            hands.rest()
            work(hands, errand)
    finally:
        close(window)
    prove(root, errand)
    return hands


def close(window: MainWindow) -> None:
    """Close a window that a test opened."""
    window.close()
    window.kit.speech.leave()
    window.kit.theme.leave()
    window.deleteLater()
    QApplication.processEvents()


def main(argv: Sequence[str]) -> int:
    """Do it in a process of its own; one JSON line, and the table on standard error."""
    wish = argparse.ArgumentParser("task_w")
    wish.add_argument("--small", action="store_true")
    small = wish.parse_args(argv).small
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MINOTIES_HOME"] = str(Path(folder) / "home")
        app = QApplication(sys.argv[:1])
        hands = do(app, Path(folder), SMALL if small else WHOLE)
    sys.stderr.write(f"{table(hands)}\n")
    sys.stdout.write(json.dumps({"actions": hands.count.actions, "characters": hands.count.letters}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

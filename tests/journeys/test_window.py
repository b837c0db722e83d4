"""The main job through the real window: from a folder of photographs to the practice Commons, with keys and mouse."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image, ImageStat
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from minoties_desktop.config import settings
from minoties_desktop.qt.actions import DEEDS, MENUS
from minoties_desktop.qt.pages.dialogs import ActivityForm, ContributorForm
from minoties_desktop.services import drafts, practising, review
from minoties_desktop.services.library import Library
from tests.support.arrived import exactly_once, rows
from tests.support.commands import CommandLine
from tests.support.photographs import TAKEN, jpeg
from tests.support.source import ROOT
from tests.support.window_journey import CONTROL, NONE, SHIFT, Person, person
from tests.support.xwindow import Screen, screen, wait_for

__all__ = ["screen"]

# What the offscreen platform says about the pop-ups of menus and completers.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

SPANISH, MAPUDUNGUN = "Tejedora mapuche en la feria de Ñuñoa", "Mapuche ñimikafe feria mew"


def test_photographs_go_from_a_card_to_the_practice_commons_through_the_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path,
) -> None:
    folder, card = tmp_path / "library", _card(tmp_path / "card", 6)
    with person(qapp, qtbot, folder) as ana:
        _says_who_works_here(ana)
        walk = _makes_an_activity(ana)
        ana.drop(tmp_path / "card")
        assert ana.window.stage.query.activity == walk
        assert len(ana.shown) == 6

        rejected = _culls(ana)
        kept = [item for item in ana.shown if item != rejected]
        ana.press(Qt.Key.Key_A, CONTROL)
        ana.click_photograph(ana.shown.index(rejected), CONTROL)
        assert ana.selected == kept
        _describes(ana)
        ana.press(Qt.Key.Key_Escape)
        ana.press(Qt.Key.Key_F8)
        assert ana.window.form.statusDeed.text() == "Nothing here has a problem."
        _undoes_and_does_again(ana, kept)
        _reviews(ana, kept)

        ana.window.stage.grid.view.select(kept)
        ana.choose("queue-practice")
        assert ana.window.form.statusDeed.text() == "5 items queued for practice"
        ana.press(Qt.Key.Key_Return, CONTROL | SHIFT)
        page = ana.window.stage.sync
        ana.sees(lambda: page._form.doneNumber.text() == "5 of 5")
        assert "Nothing is published" in page._form.subheading.text()
        assert page._head._chips["practised"][1].text() == "5 on the practice Commons"
        qtbot.waitUntil(lambda: not ana.window.deeds.is_sending, timeout=60_000)  # or closing asks what becomes of it

    with person(qapp, qtbot, folder) as ana:
        ana.window.stage.go_to("activity", walk)
        ana.settle()
        cells = {item: ana.window.stage.grid.model.cell(row) for row, item in enumerate(ana.shown)}
        assert {cells[item].state for item in kept} == {"practised"}
        assert cells[rejected].flag == "reject" and cells[rejected].state != "practised"
        ana.click_photograph(ana.shown.index(kept[0]))
        assert ana.field("caption", "es").texts() == [SPANISH]
        assert ana.field("caption", "arn").texts() == [MAPUDUNGUN]

    titles = {cells[item].title: item for item in kept}
    assert sorted(titles) == [f"Feria textil {number:02}" for number in range(1, 6)]
    _arrived(folder, titles, card)


def test_a_window_that_is_killed_while_somebody_types_has_kept_it(screen: Screen, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    minoties, items = _prepared(folder, tmp_path / "card")
    settings.change(language="en", theme="light", start="grid", still=True)

    def states() -> dict[str, int]:
        return minoties("status")["items"]

    with _window(screen, folder, tmp_path / "first.log") as window:
        screen.key("F6")
        _stands_still(screen, tmp_path)
        screen.key("ctrl+a")
        _stands_still(screen, tmp_path)
        screen.key("F8")
        _stands_still(screen, tmp_path)
        screen.type("Feria textil")
        screen.key("Return")
        wait_for(lambda: _titles(minoties) == {f"Feria textil {number:02}" for number in range(1, 5)})
        assert states() == {"ready": 3, "to_finish": 1}

        screen.key("Escape")
        _chosen(screen, "queue-practice")
        wait_for(lambda: states() == {"waiting": 3, "to_finish": 1})
        screen.key("ctrl+shift+Return")
        wait_for(lambda: states() == {"practised": 3, "to_finish": 1}, 60)
        picture = Image.open(screen.picture(tmp_path / "sent.png")).convert("RGB")
        assert picture.size == (1440, 900)
        assert min(ImageStat.Stat(picture).stddev) > 10 and len(picture.getcolors(1 << 24)) > 500, "a blank window"

        screen.key("Escape", "End")
        _stands_still(screen, tmp_path)
        screen.key("F8")
        _stands_still(screen, tmp_path)
        with subprocess.Popen(["xdotool", "type", "--delay", "60", "a weaver shows her loom to her grandchildren"],
                              env=screen.environment) as typing:
            wait_for(lambda: len(_draft(folder)) > 8)
            window.kill()
            window.wait()
            typing.wait()  # a key that is held down when xdotool dies stays down
    typed = _draft(folder)
    assert "a weaver shows her loom to her grandchildren".startswith(typed) and len(typed) > 8
    assert states() == {"practised": 3, "to_finish": 1}

    with _window(screen, folder, tmp_path / "second.log"):
        wait_for(lambda: states() == {"practised": 3, "ready": 1})
        [last] = [item["id"] for item in minoties("items")["items"] if item["state"] == "ready"]
        assert items[-1] == last
        found = [value for value in minoties("show", last)["values"] if value["field"] == "caption"]
        # A value has no blanks around it.
        assert [(value["lang"], value["value"]) for value in found] == [("es", typed.strip())]
    for log in ("first.log", "second.log"):
        said = (tmp_path / log).read_text(encoding="utf-8")
        assert not re.search(r"Traceback|\bQ[A-Z]\w+::", said), said


def _prepared(folder: Path, card: Path, count: int = 4) -> tuple[CommandLine, list[str]]:
    """A library with photographs that lack a title, the last one a caption as well; their ids by time."""
    minoties = CommandLine(folder)
    _card(card, count)
    minoties("contributor", "add", "--name", "Ana Pérez", "--user-name", "Learner", "--licence", "cc-by-sa-4.0")
    walk = minoties("activity", "add", "--title", "Feria", "--kind", "photo_walk", "--languages", "es en",
                    "--default", "author=Ana Pérez", "--default", "source=own", "--default", "categories=Photo walks")
    minoties("import", str(card), "--activity", walk["id"])
    items = [item["id"] for item in sorted(minoties("items")["items"], key=lambda item: item["taken"])]
    minoties("tag", *items, "--set", "people=nobody")
    minoties("tag", *items[:-1], "--set", f"caption:es={SPANISH}")
    return minoties, items


@contextmanager
def _window(screen: Screen, folder: Path, log: Path, keys: Path | None = None) -> Iterator[subprocess.Popen[bytes]]:
    """The program in a process of its own, on a screen with a window manager, its window active.

    The keys that reach it are written into the file `keys` too.
    """
    program = ["tests.support.overheard", str(keys)] if keys else ["minoties_desktop.app"]
    with log.open("wb") as errors, subprocess.Popen(
            [sys.executable, "-m", *program, "--library", str(folder)], cwd=ROOT,
            env=screen.environment, stdout=errors, stderr=errors) as process:
        try:
            screen.window("^Minoties")
            yield process
        finally:
            process.kill()


def _titles(minoties: CommandLine) -> set[str]:
    return {item["title"] for item in minoties("items")["items"]}


def _draft(folder: Path) -> str:
    """What has been kept of a caption that is being typed."""
    library = Library(folder)
    try:
        return next((text for draft, text in drafts.waiting(library).items() if draft.field == "caption"), "")
    finally:
        library.close()


def _chosen(screen: Screen, deed: str) -> None:
    """Choose an action from the menus by arrows and Enter."""
    menu = next(one.menu for one in DEEDS if one.id == deed)
    place = [one.id for one in DEEDS if one.menu == menu].index(deed)
    screen.key("F10", *["Down"] * (MENUS.index(menu) + 1), "Right", *["Down"] * place, "Return")


def _stands_still(screen: Screen, folder: Path, *, seconds: float = 30) -> None:
    """Wait until the window shows the same several times in a row."""
    seen: list[bytes] = []

    def still() -> bool:
        seen.append(Image.open(screen.picture(folder / "still.png")).tobytes())
        return len(seen) > 3 and len(set(seen[-4:])) == 1

    wait_for(still, seconds)


def _card(card: Path, count: int) -> set[str]:
    """A folder of photographs, taken one minute after the other; their SHA-1."""
    files = [jpeg(card / f"DSC_{number:04}.JPG", number, (300, 200), taken=TAKEN + timedelta(minutes=number),
                  offset="-03:00", position=(-33.456 + number / 1000, -70.597)) for number in range(1, count + 1)]
    return {hashlib.sha1(path.read_bytes()).hexdigest() for path in files}


def _says_who_works_here(ana: Person) -> None:
    ana.click(ana.window.form.whoButton)
    form = ana.form(ContributorForm)
    ana.type("Ana Pérez", form._form.name)
    ana.type("Learner", form._form.userName)
    form._form.licence.setFocus()
    while form._form.licence.currentData() != "cc-by-sa-4.0":
        before = form._form.licence.currentIndex()
        ana.press(Qt.Key.Key_Down)
        assert form._form.licence.currentIndex() != before, "the licence is not offered"
    ana.click(form._form.accept)
    ana.sees(lambda: ana.window.form.whoName.text() == "Ana Pérez")
    assert not form.isVisible()


def _makes_an_activity(ana: Person) -> str:
    ana.press(Qt.Key.Key_N, CONTROL)
    form = ana.form(ActivityForm)
    ana.type("Feria de Ñuñoa", form._form.title)
    form._form.languages.selectAll()
    ana.type("es arn", form._form.languages)
    ana.type("Photo walks", form._form.categories)
    assert form._form.contributor.currentText() == "Ana Pérez"
    ana.click(form._form.accept)
    ana.sees(lambda: not form.isVisible())
    return form.saved


def _culls(ana: Person) -> str:
    """The first photograph is picked, the second rejected; its id."""
    ana.click_photograph(0)
    rejected = ana.shown[1]
    ana.press(Qt.Key.Key_P)
    assert ana.selected == [rejected]
    ana.press(Qt.Key.Key_X)
    flags = [ana.window.stage.grid.model.cell(row).flag for row in range(3)]
    assert flags == ["pick", "reject", ""]
    return rejected


def _describes(ana: Person) -> None:
    """The same is said of several photographs at once; only their titles differ by a number."""
    ana.fill("title", "Feria textil")
    ana.fill("caption", SPANISH, "es")
    ana.fill("caption", MAPUDUNGUN, "arn")
    ana.fill("categories", "Textiles of Chile")
    ana.answer("people", "Nobody")


def _undoes_and_does_again(ana: Person, kept: list[str]) -> None:
    def people() -> set[str]:
        return {text for item in kept for field, _, text in ana.window.kit.bridge.lists.facts(item)
                if field.id == "people"}

    assert people() == {"nobody"}
    ana.press(Qt.Key.Key_Z, CONTROL)
    assert people() == set()
    assert ana.window.stage.grid.model.cell(0).state == "to_finish"
    ana.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert people() == {"nobody"}
    assert ana.window.stage.grid.model.cell(0).state == "ready"


def _reviews(ana: Person, kept: list[str]) -> None:
    """The review page shows each photograph exactly as the service would send it."""
    ana.click_photograph(0)
    ana.press(Qt.Key.Key_R)
    page, bridge = ana.window.stage.review, ana.window.kit.bridge
    expected = review.preview(bridge.library, kept[0], bridge.lists.sender())
    assert SPANISH in expected.wikitext and "[[Category:Textiles of Chile]]" in expected.wikitext
    assert set(expected.labels) == {"es", "arn"} and not [one for one in expected.problems if one.blocks]
    ana.sees(lambda: bool(page._form.wikitext.toPlainText()))
    assert page._form.wikitext.toPlainText() == expected.wikitext
    assert json.loads(page._form.data.toPlainText()) == {"labels": expected.labels, "claims": expected.claims}
    ana.press(Qt.Key.Key_Escape, NONE)
    assert ana.window.stage.page == "grid"


def _arrived(folder: Path, titles: dict[str, str], card: set[str]) -> None:
    """The practice Commons has each photograph once, unchanged, with both captions, and nothing else."""
    library = Library(folder)
    sent = rows(folder)
    # Served by the process that sent, at another port than now.
    then = str(sent[0].receipt["url"]).partition("/wiki/")[0]
    try:
        with practising.served(library) as server:
            exactly_once(folder, SimpleNamespace(state=server.state, address=then), titles)
            versions = [row["sha1"] for row in server.state.rows("SELECT sha1 FROM version")]
    finally:
        library.close()
    assert len(versions) == len(set(versions)) == len(titles) and set(versions) < card
    for row in sent:
        if row.target == "commons_data":
            assert {lang: label["value"] for lang, label in row.payload["labels"].items()} == {
                "es": SPANISH, "arn": MAPUDUNGUN}

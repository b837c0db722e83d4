"""The sync page where the wiki can't be reached, where something else keeps the queue, and when it has ended."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.connection import Remedy, Rung, Trouble
from minoties_desktop.domain.sites import COMMONS, PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.domain.states import State
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import accounts, pausing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.gate import Obstacle
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox, pauses, runs
from minoties_desktop.wiki import diagnosis
from minoties_desktop.wiki.link import Link
from tests.support.libraries import photographs
from tests.support.source import ROOT

Settled = Callable[[], None]
HOST = "commons.wikimedia.org"


@pytest.fixture
def queued(library: Library) -> list[str]:
    """Two photographs in the queue of Commons."""
    items = photographs(library, [{}, {}])
    with library.database.writing() as write:
        for number, item in enumerate(items):
            outbox.add(write, item=item, file="f", wiki=COMMONS, account="Ana", title_key=f"n{number}", rows=[
                outbox.NewRow("commons_file", {"title": f"{number}.jpg", "size": 3_000_000}),
                outbox.NewRow("commons_data", {"title": f"{number}.jpg"}, depends_on=0)])
    return items


@pytest.fixture
def alive(library: Library) -> Iterator[ExitStack]:
    """Runs that live."""
    with ExitStack() as stack:
        yield stack


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def begin(library: Library, alive: ExitStack, **progress: object) -> str:
    run = runs.begin(library.database, wiki=COMMONS, account="Ana")
    alive.enter_context(library.lock(f"run-{run}", once=True))
    runs.report(library.database, run, progress)
    return run


def trouble(code: str, **named: object) -> Trouble:
    rung = diagnosis.RUNG.get(code, Rung.ACCOUNT)
    return Trouble(code, rung, Message(f"net-{code}", HOST, "x"), Message(f"net-{code}-remedy", HOST), time.time(),
                   tried=(Message("net-tried-name", HOST),), **named)


def meet(window: MainWindow, found: Trouble, until: float = 0.0) -> None:
    with window.kit.bridge.library.database.writing() as write:
        pauses.put(write, pauses.account(COMMONS, "Ana"), until, moment=time.time(), reason={
            "code": "portal", "message": found.message.to_json(), "trouble": found.to_json()})
    window.kit.bridge.tell_everything()


def words(window: MainWindow) -> str:
    ladder = window.stage.sync._form.ladder
    return "\n".join(one.text() for one in ladder.findChildren(QLabel) if one.isVisibleTo(ladder))


def remedy(window: MainWindow) -> QPushButton:
    return window.stage.sync._form.ladder.findChild(QPushButton, "ladder-remedy")


def test_a_portal_is_shown_with_its_page_and_tried_again_on_return(
    window: MainWindow, queued: list[str], library: Library, monkeypatch: pytest.MonkeyPatch, settled: Settled,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    window.stage.show_page("sync")
    page, started = window.stage.sync, []
    page.start_wanted.connect(lambda: started.append(True))
    meet(window, trouble("portal", button=Remedy.PORTAL, address="http://hotel.example/login"))
    settled()
    assert page._form.ladder.isVisible() and page._form.syncHead.isHidden()
    assert page._form.stack.isVisible() and page._form.cards.isVisibleTo(page), "answered without a connection"
    assert page._model.rowCount() == 2
    assert "This network wants you to sign in first" in words(window)
    assert "2 files wait here, 6 MB" in words(window)
    assert window.form.statusNet.text() == "Sign in to this network"
    click(remedy(window))
    assert opened == ["http://hotel.example/login"]
    page._on_application_state_changed(Qt.ApplicationState.ApplicationActive)
    settled()
    assert started == [True]
    with library.database.writing() as write:
        pauses.forget(write, pauses.account(COMMONS, "Ana"))
    window.kit.bridge.tell_everything()
    settled()
    assert page._form.ladder.isHidden() and not page._form.syncHead.isHidden()


def test_all_is_paused_under_the_ladder_too_and_nothing_is_said_to_go_on(
    window: MainWindow, queued: list[str], library: Library, alive: ExitStack, settled: Settled,
) -> None:
    with library.database.writing() as write:
        [row, *_] = [row for row in outbox.listed(library.database) if row.item == queued[0]]
        outbox.stop(write, row.id, State.ASKS, error={"code": "name", "message": ["ask-name", "0.jpg", HOST, ""]},
                    question={"id": "name", "choices": ["rename"], "details": {}})
    begin(library, alive)
    window.stage.show_page("sync")
    settled()
    page = window.stage.sync

    def told() -> str:
        return "\n".join(one.text() for one in page._form.cards.findChildren(QLabel) if one.isVisibleTo(page))

    assert "The rest goes on" in told()
    meet(window, trouble("dns"))
    settled()
    assert page._form.ladder.isVisible() and "The rest goes on" not in told()
    click(page._form.ladder.findChild(QPushButton, "ladder-pause"))
    settled()
    assert pausing.paused(library).everything
    assert page._form.ladder.isHidden() and not page._form.syncHead.isHidden(), "where it is to go on is the button"


@pytest.mark.parametrize("code", sorted(diagnosis.RUNG))
def test_every_trouble_has_one_remedy_and_says_what_is_safe(
    window: MainWindow, queued: list[str], settled: Settled, code: str,
) -> None:
    window.stage.show_page("sync")
    meet(window, trouble(code))
    settled()
    ladder = window.stage.sync._form.ladder
    primary = [one.objectName() for one in ladder.findChildren(QPushButton) if one.property("primary")]
    assert primary == ["ladder-remedy"]
    assert "⧼" not in words(window) and "$" not in words(window)
    assert "Nothing is lost" in words(window)


def test_steps_that_were_tried_are_shown_on_demand(window: MainWindow, queued: list[str], settled: Settled) -> None:
    window.stage.show_page("sync")
    meet(window, trouble("refused"))
    settled()
    ladder = window.stage.sync._form.ladder
    step = f"The network knows the address of {HOST}."
    assert step not in words(window)
    [link] = [one for one in ladder.findChildren(QPushButton) if one.property("link")]
    click(link)
    assert step in words(window)


def test_it_counts_down_to_the_next_try(
    window: MainWindow, queued: list[str], library: Library, alive: ExitStack, settled: Settled,
) -> None:
    begin(library, alive)
    window.stage.show_page("sync")
    meet(window, trouble("dns"), until=time.time() + 30)
    settled()
    assert "Tried again by itself in" in words(window)


def test_a_hotspot_is_allowed_up_to_some_megabytes(
    window: MainWindow, queued: list[str], library: Library, alive: ExitStack, settled: Settled,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.stage.show_page("sync")
    page, started = window.stage.sync, []
    monkeypatch.setattr(accounts, "listed", lambda: [Account(COMMONS, "Ana")])
    monkeypatch.setattr(window.deeds._starter, "start", lambda words: started.append(words))
    meet(window, trouble("dns"))
    settled()
    page._form.ladder.findChild(QLineEdit).setText("150")
    [allow] = [one for one in page._form.ladder.findChildren(QPushButton) if one.text() == "Allow"]
    click(allow)
    settled()
    assert ["--metered", "ok", "--limit-mb", "150"] in started
    run = begin(library, alive)
    click(allow)
    settled()
    assert runs.wish_of(library.database, run) == "metered 150"


@pytest.mark.parametrize("code", ["clock-behind", "account"])
def test_no_hotspot_is_offered_for_what_another_network_does_not_mend(
    window: MainWindow, queued: list[str], settled: Settled, code: str,
) -> None:
    window.stage.show_page("sync")
    meet(window, trouble(code))
    settled()
    ladder = window.stage.sync._form.ladder
    assert ladder.isVisible() and ladder.findChild(QLineEdit) is None
    assert "Meanwhile" in words(window) and "items have something missing" in words(window)


def test_the_way_to_the_practice_commons_stays_on_this_computer_and_needs_no_account(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    found = trouble("refused")
    with library.database.writing() as write:
        write.execute("UPDATE outbox SET wiki = ?, account = ?", (PRACTICE, PRACTICE_ACCOUNT))
        pauses.put(write, pauses.account(PRACTICE, PRACTICE_ACCOUNT), 0.0, moment=time.time(), reason={
            "code": "refused", "message": found.message.to_json(), "trouble": found.to_json()})
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    settled()
    ladder = window.stage.sync._form.ladder
    assert ladder.isVisible() and "Practice, without an account" in words(window)
    assert PRACTICE_ACCOUNT not in words(window)
    assert "network" not in words(window) and "internet" not in words(window)
    assert ladder.findChild(QLineEdit) is None, "no hotspot helps"


def test_a_metered_connection_is_said_and_allowed(
    window: MainWindow, queued: list[str], library: Library, alive: ExitStack, settled: Settled,
) -> None:
    run = begin(library, alive, waits=Obstacle(
        "metered", Message("gate-metered-named", "Phone"), Message("gate-metered-remedy")).to_json())
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()
    settled()
    page = window.stage.sync
    assert "“Phone” is metered" in page._form.waitBand.text
    assert page._detail(page._found[0]) == "“Phone” is metered, so nothing is sent over it."
    page._form.waitBand.press()
    settled()
    assert runs.wish_of(library.database, run) == "metered"


def test_a_paused_file_and_activity_say_so(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    window.stage.show_page("sync")
    page = window.stage.sync
    settled()
    assert page._detail(page._found[0]) == "Waits until you send, 3 MB"
    page._form.rows.setCurrentIndex(page._form.rows.model().index(0, 0))
    page._on_row_paused()
    settled()
    assert pausing.paused(library).rows == {page._found[0].key}
    assert page._detail(page._found[0]) == "Paused by you"
    page._on_row_paused()
    settled()
    assert not pausing.paused(library).rows


def test_what_is_paused_with_its_activity_goes_on_with_it_by_the_button_of_its_row(
    window: MainWindow, queued: list[str], library: Library, settled: Settled,
) -> None:
    walk = window.kit.bridge.tagging.create("activity", {"title": "Feria Pinto walk", "kind": "photo_walk"})
    window.kit.bridge.tagging.move(queued[:1], walk)
    window.stage.show_page("sync")
    page = window.stage.sync
    settled()
    rows = page._form.rows
    rows.setCurrentIndex(rows.model().index(0, 0))
    page._on_activity_paused()
    settled()
    assert pausing.paused(library).activities == {walk}
    paused, other = page._found[:2]
    assert page._detail(paused) == "Paused with “Feria Pinto walk”" and "Waits" in page._detail(other)
    assert rows.pause.accessibleName() == "Go on with Feria Pinto walk"
    rows.pause.click()
    settled()
    assert pausing.paused(library) == pausing.Paused(False, frozenset(), frozenset(), frozenset())
    assert window.form.statusNet.text() == "Not sending: 2 wait"
    page.toggle_pause()
    settled()
    assert window.form.statusNet.text() == "Paused: 2 wait"
    window.stage.show_page("today")
    today = window.stage.made("today")
    today.refresh()
    settled()
    [resume] = [one for one in today._next.findChildren(QPushButton) if one.text() == "Go on"]
    resume.click()
    settled()
    assert not pausing.paused(library).everything


def test_a_sync_that_ended_is_told_once(
    window: MainWindow, queued: list[str], library: Library, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window.notifier, "notify", lambda title, text: told.append(text))
    monkeypatch.setattr(window, "isActiveWindow", lambda: False)
    with ExitStack() as alive:
        run = begin(library, alive)
        window.kit.bridge.tell_everything()
        settled()
        with library.database.writing() as write:
            for row in outbox.listed(library.database):
                outbox.advance(write, row, State.DONE, facts={}, receipt={})
            write.execute("UPDATE item SET state = 'done'")
    runs.end(library.database, run)
    window.kit.bridge.tell_everything()
    settled()
    window.kit.bridge.tell_everything()
    settled()
    assert told == ["Sync ended: 2 items have arrived."]


def test_a_toast_goes_by_itself_and_there_is_one_at_most(window: MainWindow, settled: Settled) -> None:
    toast = window.notifier.toast
    toast.say("one")
    toast.say("two", "warning")
    assert toast.text == "two"
    assert toast._timer.isActive()
    toast._timer.timeout.emit()
    assert toast.text == ""


def test_the_desktops_own_program_is_asked(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = tmp_path / "said"
    program = tmp_path / "notify-send"
    program.write_text(f'#!/bin/sh\necho "$@" > "{said}.new"\n/bin/mv "{said}.new" "{said}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    window.notifier.notify("Minoties", "--done")
    until = time.monotonic() + 10
    while not said.exists() and time.monotonic() < until:
        time.sleep(0.02)
    assert said.read_text() == "--app-name Minoties -- Minoties --done\n"


def test_a_person_says_that_a_connection_is_metered(
    window: MainWindow, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("minoties_desktop.qt.metering.current_link", lambda: Link("Hotel", None))
    window.deeds_of["metered-link"].trigger()
    settled()
    assert settings.load().metered_links == ["Hotel"]
    assert window.form.statusDeed.text() == "“Hotel” counts as metered from now on."
    window.deeds_of["metered-link"].trigger()
    settled()
    assert settings.load().metered_links == []


def test_the_taskbar_shows_how_far_a_sync_is_as_long_as_it_lives(
    window: MainWindow, queued: list[str], library: Library, settled: Settled, monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[tuple[float, bool]] = []
    monkeypatch.setattr(window.notifier.taskbar, "_tell", lambda what: told.append(tuple(what.values())))
    with ExitStack() as alive:
        run = begin(library, alive)
        window.kit.bridge.tell_everything()
        settled()
        first, second, *_ = outbox.listed(library.database)
        with library.database.writing() as write:
            for row in (first, second):
                outbox.advance(write, row, State.DONE, facts={}, receipt={})
        window.kit.bridge.tell_everything()
        settled()
    runs.end(library.database, run)
    window.kit.bridge.tell_everything()
    settled()
    assert told == [(0.0, True), (0.5, True), (0.0, False)]


def test_the_taskbar_is_told_over_the_bus(tmp_path: Path) -> None:
    heard = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", f"""
dbus-monitor --session interface=com.canonical.Unity.LauncherEntry > heard & while ! [ -s heard ]; do sleep 0.1; done
{sys.executable} -c '
from PySide6.QtGui import QGuiApplication
from minoties_desktop.qt.taskbar import Taskbar
app = QGuiApplication([])
app.setDesktopFileName("minoties-desktop")
Taskbar().show(0.25)'
while ! grep -q boolean heard; do sleep 0.1; done; kill %1; cat heard"""],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, timeout=60).stdout
    assert 'string "application://minoties-desktop.desktop"' in heard
    assert "double 0.25" in heard and "boolean true" in heard

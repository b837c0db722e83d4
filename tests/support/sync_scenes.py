"""The sync page in each of its states, for screenshots."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from minoties_desktop.config import settings
from minoties_desktop.config.messages import Message
from minoties_desktop.domain.connection import Remedy, Rung, Trouble
from minoties_desktop.domain.states import State
from minoties_desktop.qt.window import MainWindow
from minoties_desktop.services import pausing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import restate
from minoties_desktop.services.gate import Obstacle
from minoties_desktop.services.library import Library
from minoties_desktop.services.limits import KIND
from minoties_desktop.store import answers, outbox, pauses, runs, traffic
from minoties_desktop.wiki import diagnosis

HOST = "commons.wikimedia.org"
ACCOUNT = Account("commons", "RayenH")
PRACTISED = ("practice", "Practice")
"""Wiki and account of what is sent for practice."""
_SCOPE = pauses.account(ACCOUNT.site, ACCOUNT.name)
_alive = ExitStack()
_kept: dict[str, list[tuple[Any, ...]]] = {}
"""The queue as it was before the first scene, by library."""


def fresh(window: MainWindow, *, done: bool = False) -> Library:
    """Everything queued for Commons, nothing paused, nobody sending; a limit of which something is used."""
    library, moment = window.kit.bridge.library, time.time()
    _alive.close()
    rows = _kept.setdefault(str(library.root), [
        tuple(row) for row in library.database.reading().execute("SELECT * FROM outbox ORDER BY depends_on NOT NULL")])
    with library.database.writing() as write:
        write.execute("DELETE FROM outbox")
        write.executemany(f"INSERT INTO outbox VALUES ({', '.join('?' * len(rows[0]))})", rows)
        write.execute("DELETE FROM pause")
        write.execute("DELETE FROM ping")
        write.execute("UPDATE sync_run SET ended = started")
        write.execute("UPDATE outbox SET wiki = ?, account = ?, claimed_by = NULL", (ACCOUNT.site, ACCOUNT.name))
        if done:
            write.execute("UPDATE outbox SET state = 'done', receipt = '{}', error = NULL, question = NULL")
        write.execute("UPDATE outbox SET next_try = ? WHERE next_try > 0", (moment + 100,))
        answers.keep(write, ACCOUNT.site, KIND, {ACCOUNT.name: {"upload": [380, 4320], "edit": [900, 180]}})
        for number in range(22):
            traffic.ping(write, wiki=ACCOUNT.site, account=ACCOUNT.name, action="upload", at=moment - 60 - number,
                         oldest=0)
    library.set_setting("sync-rate", "725000")
    settings.change(accounts=[[ACCOUNT.site, ACCOUNT.name]])
    return library


def let_go() -> None:
    """Nobody sends any more, so that the window may be closed without a question."""
    _alive.close()


def _run(library: Library, **progress: Any) -> None:
    """Somebody who sends, or waits."""
    run = runs.begin(library.database, wiki=ACCOUNT.site, account=ACCOUNT.name)
    _alive.enter_context(library.lock(f"run-{run}", once=True))
    runs.report(library.database, run, progress)


def _show(window: MainWindow) -> None:
    database = window.kit.bridge.library.database
    with database.writing() as write:
        restate(database, write, [row[0] for row in database.reading().execute("SELECT id FROM item")])
    window.stage.show_page("sync")
    window.kit.bridge.tell_everything()


def _ladder(code: str, *args: str, rung: Rung | None = None, **named: Any) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        library, moment = fresh(window), time.time()
        message = Message(f"net-{code}", HOST, *args) if rung is None else Message(code, *args)
        remedy = Message(f"net-{code}-remedy", HOST, *args) if rung is None else Message(f"{code}-remedy")
        tried = (Message("net-tried-name", HOST), Message("net-tried-answer", HOST, "302"))
        trouble = Trouble(code, rung or diagnosis.RUNG[code], message, remedy, moment, tried=tried, **named)
        [row, *_] = [row for row in outbox.listed(library.database) if row.state is State.STASHING] or [None]
        with library.database.writing() as write:
            pauses.put(write, _SCOPE, moment + 26, moment=moment,
                       reason={"code": "portal", "message": message.to_json(), "trouble": trouble.to_json()})
            if row is not None:
                outbox.advance(write, row, State.STASHING, facts={"filekey": "k", "offset": 1000}, receipt=None)
        _run(library)
        _show(window)

    return show


def _obstacle(code: str, message: Message, remedy: Message, seconds: float = 0.0) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        library = fresh(window)
        until = time.time() + seconds if seconds else 0.0
        _run(library, waits=Obstacle(code, message, remedy, until).to_json())
        _show(window)

    return show


def _empty(window: MainWindow) -> None:
    library = fresh(window)
    with library.database.writing() as write:
        write.execute("DELETE FROM outbox")
    _show(window)


def _queued(window: MainWindow) -> None:
    fresh(window)
    _show(window)


def _both(window: MainWindow) -> None:
    """Some wait for practice, others to be published, one is in both queues."""
    library = fresh(window)
    outputs = list(dict.fromkeys(row.output for row in outbox.listed(library.database)))
    with library.database.writing() as write:
        for output in outputs[:3]:
            write.execute("UPDATE outbox SET wiki = ?, account = ? WHERE output = ?", (*PRACTISED, output))
        for output in outputs[1:3]:
            write.execute("""UPDATE outbox SET state = 'queued', resume_state = 'queued', facts = '{}', receipt = NULL
                             WHERE output = ?""", (output,))
        write.execute("UPDATE outbox SET item = (SELECT item FROM outbox WHERE output = ?) WHERE output = ?",
                      (outputs[5], outputs[1]))
    _show(window)


def _first(window: MainWindow) -> None:
    """What waits to be published, and no account to publish it with."""
    fresh(window)
    settings.change(accounts=[])
    _show(window)


def practised(window: MainWindow) -> None:
    """All that waits to be published has been practised, still without an account."""
    library = fresh(window)
    outputs = list(dict.fromkeys(row.output for row in outbox.listed(library.database)))
    settings.change(accounts=[])
    with library.database.writing() as write:
        for real, output in zip(outputs[3:], outputs[:3], strict=True):
            write.execute("""UPDATE outbox SET wiki = ?, account = ?, state = 'done', receipt = '{}', error = NULL,
                             question = NULL, item = (SELECT item FROM outbox WHERE output = ?) WHERE output = ?""",
                          (*PRACTISED, real, output))
            write.execute("""UPDATE outbox SET state = 'queued', resume_state = 'queued', facts = '{}', error = NULL,
                             question = NULL, receipt = NULL WHERE output = ?""", (real,))
    _show(window)


def _sending(window: MainWindow) -> None:
    library = fresh(window)
    row = next(row for row in outbox.listed(library.database) if row.resume_state is State.STASHING)
    _run(library, row=row.id, item=row.item, done=row.payload["size"] // 2, total=row.payload["size"], rate=725_000)
    _show(window)


def _large(window: MainWindow) -> None:
    library = fresh(window)
    row = next(row for row in outbox.listed(library.database) if row.resume_state is State.STASHING)
    with library.database.writing() as write:
        outbox.refreeze(write, row.id, {**row.payload, "size": 3_400_000_000})
        write.execute("UPDATE file SET size = 3400000000 WHERE item = ?", (row.item,))
        outbox.advance(write, row, State.STASHING, facts={"filekey": "k", "offset": 2_100_000_000}, receipt=None)
    _run(library, row=row.id, item=row.item, done=2_100_000_000, total=3_400_000_000, rate=412_000)
    _show(window)


def _paused(window: MainWindow) -> None:
    pausing.pause(fresh(window))
    _show(window)


def _done(window: MainWindow) -> None:
    fresh(window, done=True)
    _show(window)


SYNC_PAGES: dict[str, Callable[[MainWindow], object]] = {
    "sync-queued": _queued, "sync-both": _both, "sync-first": _first, "sync-practised": practised,
    "sync-sending": _sending, "sync-paused": _paused,
    "sync-metered": _obstacle("metered", Message("gate-metered-named", "Rayen’s phone"),
                              Message("gate-metered-remedy")),
    "sync-budget": _obstacle("day-budget", Message("gate-day-budget", 200), Message("gate-budget-remedy"), 30_000),
    "sync-hours": _obstacle("hours", Message("gate-hours", "22:00-06:00"), Message("gate-hours-remedy"), 20_000),
    "sync-limit": _obstacle("limit", Message("gate-limit-upload", 380, 72), Message("gate-limit-remedy"), 1900),
    "sync-readonly": _obstacle("readonly", Message("error-readonly", HOST, "Database maintenance"),
                               Message("gate-wait-remedy"), 600),
    "sync-portal": _ladder("portal-named", "hotel-wifi.example", button=Remedy.PORTAL, address="http://hotel.example/"),
    "sync-offline": _ladder("no-network"), "sync-clock": _ladder("clock-behind"),
    "sync-tls": _ladder("intercepted", "Office Filter"), "sync-proxy": _ladder("proxy", "proxy.office.example"),
    "sync-down": _ladder("wiki-down", "503"), "sync-line": _ladder("broken-off"),
    "sync-cut": _obstacle("offline", Message("error-cut", HOST), Message("error-cut-remedy"), 12),
    "sync-keyring": _ladder("error-keyring-locked", rung=Rung.ACCOUNT),
    "sync-login": _ladder("error-login", HOST, "Incorrect username or password entered. Please try again.",
                          rung=Rung.ACCOUNT, button=Remedy.ACCOUNT),
    "sync-blocked": _ladder("error-blocked", HOST, "Uploading without source, see your talk page", rung=Rung.ACCOUNT,
                            button=Remedy.ACCOUNT),
    "sync-throttled": _obstacle("ratelimit", Message("error-ratelimit", HOST, ""), Message("gate-wait-remedy"), 600),
    "sync-large": _large,
    "sync-done": _done, "sync-empty": _empty,
}
"""Each begins with the queue as it was before all of them."""

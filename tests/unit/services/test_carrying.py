"""Files that go quickly are proven together: fewer questions and fewer waits for the disk, and no promise less."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import RetryLater
from minoties_desktop.domain.states import State
from minoties_desktop.practice.accounts import SECRET
from minoties_desktop.practice.server import PracticeCommons
from minoties_desktop.services import carrying, preflight, syncing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.delivering import Worker
from minoties_desktop.services.gate import Obstacle, Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.store import outbox, runs
from minoties_desktop.store.database import Database, Write
from minoties_desktop.store.outbox import Row
from minoties_desktop.wiki import lookup
from minoties_desktop.wiki.scout import is_scouting
from minoties_desktop.wiki.session import Session
from tests.support.practice import practice_server
from tests.support.queues import SMALL, ready

__all__ = ["practice_server"]
TITLES = {f"Weaver {number}": SMALL for number in range(5)}
FILE = "commons_file"


class Sending:
    """A library with five queued photographs, and what a sync of it asked and stored."""

    def __init__(self, root: Path, server: PracticeCommons) -> None:
        ready(root, TITLES, author="Uploader", site=server.api)
        self.library, self.account = Library(root), Account(server.api, "Uploader")
        self.asked: list[dict[str, Any]] = []
        self.stored: list[tuple[str, State]] = []
        self.then: Callable[[Row, State], None] = lambda row, state: None

    def send(self) -> None:
        """Sync until no row is due."""
        self.stored.clear()
        syncing.sync(self.library, self.account, Wishes(once=True), stored=self._on_stored)

    def _on_stored(self, row: Row, state: State) -> None:
        assert outbox.get(self.library.database, row.id).state is state
        self.stored.append((row.id, state))
        self.then(row, state)

    def rows(self) -> list[Row]:
        """The file rows, in their order."""
        return [row for row in outbox.listed(self.library.database) if row.target == FILE]

    def proofs(self) -> list[int]:
        """How many pages were asked for with each proof."""
        return [len(one["titles"].split("|")) for one in self.asked if one.get("prop") == "imageinfo|info|revisions"]


@pytest.fixture
def sending(tmp_path: Path, practice_server: PracticeCommons, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sending]:
    monkeypatch.setattr(syncing, "secret", lambda site, account: (f"{account}@minoties", SECRET))
    for seconds in ("QUICK", "LONGEST"):
        monkeypatch.setattr(carrying, seconds, 1e9)  # whatever else this machine has to do
    found, ask = Sending(tmp_path / "library", practice_server), Session.ask

    def asked(session: Session, **params: Any) -> dict[str, Any]:
        found.asked.append(params)
        return ask(session, **params)

    monkeypatch.setattr(Session, "ask", asked)
    yield found
    found.library.close()


def test_one_question_proves_all_that_went_quickly(sending: Sending) -> None:
    sending.send()
    assert sending.proofs() == [5]
    assert [row.state for row in sending.rows()] == [State.DONE] * 5
    assert len({row.receipt["sha1"] for row in sending.rows()}) == 5
    for row in sending.rows():
        assert [state for row_id, state in sending.stored if row_id == row.id] == [
            State.CHECKING, State.PUBLISHING, State.PUBLISHED, State.VERIFYING, State.DONE]
        assert row.receipt["sha1"] == row.payload["sha1"]


def test_no_more_wait_than_one_question_proves(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "TOGETHER", 2)
    sending.send()
    assert sending.proofs() == [2, 2, 1]


def test_nobody_waits_for_a_large_file_nor_a_slow_line(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "SMALL", SMALL - 1)
    sending.send()
    assert sending.proofs() == [1] * 5


def test_what_took_its_time_is_proven_by_itself(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "QUICK", 0.0)
    sending.send()
    assert sending.proofs() == [1] * 5
    assert [row.state for row in sending.rows()] == [State.DONE] * 5


def test_no_proof_waits_for_ever_for_others(sending: Sending, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LONGEST", 0.0)
    sending.send()
    assert sending.proofs() == [1] * 5


def test_what_the_wiki_takes_is_asked_once(sending: Sending) -> None:
    sending.send()
    assert len([one for one in sending.asked if "fileextensions" in one.get("siprop", "")]) == 1


def test_a_page_that_was_edited_meanwhile_is_asked_for_by_itself(
    sending: Sending, practice_server: PracticeCommons,
) -> None:
    def edit(row: Row, state: State) -> None:
        if state is State.PUBLISHED and row.id == sending.rows()[1].id:
            practice_server.wiki.put_page("File:Weaver 1.jpg", "Somebody's words")

    sending.then = edit
    sending.send()
    assert sending.proofs() == [5, 1]
    assert [row.state for row in sending.rows()] == [State.DONE] * 5, "the first revision has our text"


def test_a_proof_that_fails_stops_its_own_row_only(sending: Sending, practice_server: PracticeCommons) -> None:
    def spoil(row: Row, state: State) -> None:
        if state is State.PUBLISHED and row.id == sending.rows()[2].id:
            practice_server.state.change("UPDATE version SET sha1 = ? WHERE sha1 = ?", "0" * 40, row.payload["sha1"])

    sending.then = spoil
    sending.send()
    assert [row.state for row in sending.rows()] == [State.DONE, State.DONE, State.ASKS, State.DONE, State.DONE]
    assert sending.rows()[2].question["id"] == "differs"


def test_without_a_line_none_is_asked_for_twice_and_all_go_on_later(
    sending: Sending, monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []

    def cut(session: Session, *titles: object) -> None:
        tried.append(titles)
        raise RetryLater("offline", Message("error-offline", "here"))

    with monkeypatch.context() as patched:
        patched.setattr(lookup, "foresee_pages", cut)
        patched.setattr(lookup, "foreseen_page", cut)
        sending.send()
    assert len(tried) == 2, "once for all, and once for the first"
    assert [(row.state, row.resume_state, row.error["code"]) for row in sending.rows()] == [
        (State.WAITING, State.VERIFYING, "offline")] * 5
    with sending.library.database.writing() as write:
        write.execute("DELETE FROM pause")
        write.execute("UPDATE outbox SET next_try = 0")
    sending.send()
    assert [row.state for row in sending.rows()] == [State.DONE] * 5
    assert State.PUBLISHING not in [state for _, state in sending.stored], "nothing is sent again"


@pytest.mark.parametrize("fresh", [1800.0, 0.0])
def test_whatever_is_sent_or_asked_its_state_is_on_the_disk_first(
    sending: Sending, monkeypatch: pytest.MonkeyPatch, fresh: float,
) -> None:
    real, attempt, ask = Database.writing, Session.attempt, Session.ask
    monkeypatch.setattr(preflight, "FRESH", fresh)  # without fresh answers each file is asked about when its turn comes
    afloat, sent = [], []

    @contextmanager
    def writing(database: Database, *, soon: bool = False, aside: bool = False) -> Iterator[Write]:
        with real(database, soon=soon, aside=aside) as write:
            yield write
        if not soon:
            afloat.clear()
        elif "outbox" in write.changes.rows:
            afloat.append(write.changes)

    def checked(session: Session, **params: Any) -> None:
        if not is_scouting():
            sent.append(params["action"])
            assert not afloat, params

    monkeypatch.setattr(Database, "writing", writing)
    monkeypatch.setattr(Session, "attempt", lambda session, **params: checked(session, **params) or attempt(
        session, **params))
    monkeypatch.setattr(Session, "ask", lambda session, **params: checked(session, **params) or ask(session, **params))
    sending.send()
    assert [row.state for row in sending.rows()] == [State.DONE] * 5
    assert sent.count("upload") == 5


def test_a_stop_before_the_proof_leaves_all_as_published(sending: Sending) -> None:
    database = sending.library.database

    def stop(row: Row, state: State) -> None:
        if state is State.PUBLISHED and row.id == sending.rows()[2].id:
            runs.wish(database, database.reading().execute("SELECT id FROM sync_run").fetchone()[0], "stop")

    sending.then = stop
    sending.send()
    states = [row.resume_state for row in sending.rows()]
    assert State.PUBLISHING not in states or states.index(State.PUBLISHING) > 2
    assert not any(row.claimed_by for row in sending.rows())
    sending.then = lambda row, state: None
    sending.send()
    assert [row.state for row in sending.rows()] == [State.DONE] * 5
    assert len(practice_titles(sending)) == 5


@pytest.mark.parametrize(("wish", "begun"), [("", 2), ("stop", 1)])
def test_a_sync_goes_on_without_who_served_its_wiki_unless_it_was_stopped_at_that_moment(
    sending: Sending, monkeypatch: pytest.MonkeyPatch, wish: str, begun: int,
) -> None:
    database, work = sending.library.database, Worker.work

    def deserted(worker: Worker) -> Obstacle | None:
        monkeypatch.setattr(Worker, "work", work)
        runs.wish(database, runs.newest(database), wish)
        worker.is_deserted = True
        return None

    monkeypatch.setattr(Worker, "work", deserted)
    sending.send()
    assert database.reading().execute("SELECT count(*) FROM sync_run").fetchone()[0] == begun
    assert {row.state for row in sending.rows()} == {State.QUEUED if wish else State.DONE}


def practice_titles(sending: Sending) -> set[str]:
    """The titles under which the files arrived."""
    return {row.receipt["title"] for row in sending.rows()}

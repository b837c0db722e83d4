"""What an institution allowed is looked at once more right before anything becomes public."""

import re
import sqlite3
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from minoties_desktop.domain.sites import PRACTICE, PRACTICE_ACCOUNT
from minoties_desktop.services import permitting, syncing
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import Registers, refresh_dirty
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.library import Library
from minoties_desktop.services.permitting import look_again
from minoties_desktop.services.review import queue
from minoties_desktop.store import outbox, values
from minoties_desktop.store.database import Database
from tests.support import queues
from tests.support.libraries import activity, contributor, library, ready, tagging, withdrawn

__all__ = ["library", "tagging", "withdrawn"]


@pytest.fixture
def agreed(library, tagging):
    """A ready item under an agreement, and the agreement's id."""
    institution = tagging.create("institution", {"name": "Museo"})
    agreement = tagging.create("agreement", {"title": "Letter", "institution": institution, "status": "granted"})
    [item] = ready(library, under=activity(library, agreement=agreement))
    return item, agreement


@pytest.mark.parametrize(("change", "code"), [
    ({"status": "asked"}, "agreement-not-granted"), ({"status": "refused"}, "agreement-not-granted"),
    ({"status": "withdrawn"}, "agreement-not-granted"), ({"status": "expired"}, "agreement-not-granted"),
    ({"until": "2025"}, "agreement-over"), ({"until": "2025-12-31"}, "agreement-over"),
    ({"until": "198X"}, "agreement-over"),
    ({"since": "2999"}, "agreement-not-yet"), ({"licences": "cc-zero"}, "agreement-licence"),
])
def test_what_goes_beyond_an_agreement_is_not_published(library, tagging, agreed, change, code, withdrawn):
    item, agreement = agreed
    assert withdrawn(item) is None
    assert queue(library, [item], Account("commons", "Ana R")).queued == [item]
    tagging.edit("agreement", agreement, change)
    assert withdrawn(item).code == "held"
    refresh_dirty(library.database)
    assert code in {problem.code for problem in values.problems(library.database, [item])[item]}
    [(_, problems)] = queue(library, [item], Account("practice", "Learner")).held
    assert code in {problem.code for problem in problems}
    tagging.undo()
    assert withdrawn(item) is None


@pytest.mark.parametrize("change", [{"until": "9999"}, {"until": "2999-02"}, {"since": "1999"}, {"until": "299X"},
                                    {"licences": "cc-zero, cc-by-sa-4.0"}])
def test_what_stays_within_it_goes(library, tagging, agreed, change, withdrawn):
    item, agreement = agreed
    tagging.edit("agreement", agreement, change)
    assert withdrawn(item) is None
    assert queue(library, [item], Account("commons", "Ana R")).queued == [item]


def test_an_agreement_that_ends_is_seen_on_the_next_day(library, tagging, agreed):
    item, agreement = agreed
    tagging.edit("agreement", agreement, {"until": "2999-12-31"})
    look_again(library)
    assert queue(library, [item], Account("commons", "Ana R")).queued == [item]
    # The day goes by without anybody touching anything here: only what is stored is older than it says.
    with library.database.writing() as write:
        write.execute("UPDATE agreement SET until = '2025-12-31' WHERE id = ?", (agreement,))
    look_again(library)
    assert _held(library, item) is False, "it is the same day still"
    look_again(library, datetime.now(UTC).date() + timedelta(days=1))
    assert _held(library, item)


def test_a_photograph_from_the_future_is_ready_when_its_day_has_come(library, tagging):
    [item] = ready(library)
    tagging.replace([item], "date", ["2999-01-01"])
    assert "date-future" in {problem.code for problem in values.problems(library.database, [item])[item]}
    with library.database.writing() as write:
        write.execute("UPDATE field_value SET value = '2020-01-01' WHERE field = 'date'")
    look_again(library)
    assert "date-future" not in {one.code for one in values.problems(library.database, [item]).get(item, ())}


def _held(library, item):
    return {str(row.state) for row in outbox.of_items(library.database, [item])} == {"held"}


@pytest.mark.parametrize(("change", "codes"), [
    ({"release": ""}, {"own-work-account"}), ({"release": "", "user_name": ""}, {"own-work-author"}),
    ({"release": "", "user_name": "Ben"}, set()), ({"user_name": ""}, set())])
def test_a_release_that_is_taken_back_holds_what_another_account_sends(library, tagging, change, codes, withdrawn):
    author = contributor(library, release="https://example.org/release")
    [item] = ready(library, author=author)
    ben = Account("commons", "Ben")
    assert queue(library, [item], ben).queued == [item]
    tagging.edit("contributor", author, change)
    refresh_dirty(library.database)
    assert _held(library, item) is bool(codes)
    refused = withdrawn(item, uploader="Ben")
    assert {f"own-work-{refused.message.key.rpartition('-')[2]}"} == codes if refused else not codes
    tagging.undo()
    refresh_dirty(library.database)
    assert not _held(library, item), "what is taken back lets it go on"


def test_a_release_that_is_taken_back_holds_nothing_of_the_authors_own(library, tagging, withdrawn):
    author = contributor(library, release="https://example.org/release")
    [item] = ready(library, author=author)
    assert queue(library, [item], Account("commons", "Ana R")).queued == [item]
    tagging.edit("contributor", author, {"release": ""})
    refresh_dirty(library.database)
    assert not _held(library, item) and withdrawn(item, uploader="Ana R") is None


def test_the_registers_are_read_again_when_anybody_has_written_anything(library, agreed, withdrawn, monkeypatch):
    item, _ = agreed
    read = []
    monkeypatch.setattr(permitting, "Registers", lambda database: read.append(1) or Registers(database))
    with library.database.writing() as write:
        write.execute("UPDATE agreement SET status = 'granted'")

    def asked():
        read.clear()
        held = withdrawn(item) is not None
        return len(read), held

    assert asked() == (1, False)
    with library.database.writing(aside=True) as write:
        write.touched("outbox", ["x"])
    assert asked() == (0, False), "the sync's own steps change nothing of them"
    with library.database.writing() as write:
        write.execute("UPDATE agreement SET status = 'withdrawn'")  # and tells nobody
    assert asked() == (1, True)
    with closing(sqlite3.connect(library.database.path)) as other, other:
        other.execute("UPDATE agreement SET status = 'granted'")
    assert asked() == (1, False)
    assert asked() == (0, False)
    with pytest.raises(ZeroDivisionError), library.database.writing() as write:
        write.execute("UPDATE agreement SET status = 'withdrawn'")
        raise ZeroDivisionError
    assert asked() == (0, False)


def test_a_sync_writes_nothing_aside_that_an_item_is_described_by(tmp_path, monkeypatch):
    queues.ready(tmp_path, {"Weaver at her loom": 0, "Wool in the sun": 0}, site=PRACTICE, author=PRACTICE_ACCOUNT)
    said, writing = [], Database.writing

    @contextmanager
    def told(database, *, aside=False, **how):
        with writing(database, aside=aside, **how) as write:
            write.connection.set_trace_callback(said.append if aside else None)
            try:
                yield write
            finally:
                write.connection.set_trace_callback(None)

    monkeypatch.setattr(Database, "writing", told)
    library = Library(tmp_path)
    syncing.sync(library, Account(PRACTICE, PRACTICE_ACCOUNT), Wishes(once=True))
    library.close()
    words = [re.sub(r"\s+", " ", one) for one in said if not one.lstrip().startswith(("SELECT", "--"))]
    tables = {re.search(r"^(?:INSERT.*? INTO|UPDATE|DELETE FROM) \"?(\w+)", one)[1] for one in words}
    assert {"outbox", "item"} <= tables <= {"outbox", "item", "ping", "pause", "wiki_answer", "sync_run", "traffic"}
    assert all(one.startswith("UPDATE item SET state =") for one in words if "item SET" in one)

"""Captions and statements: read first, one edit, ids of our own, nothing doubled and nothing written over."""

from __future__ import annotations

import json
import uuid

import pytest

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.domain.errors import AskPerson, Refused, RetryLater
from minoties_desktop.domain.states import State
from minoties_desktop.wiki import entity as entities
from minoties_desktop.wiki import snaks
from minoties_desktop.wiki.errors import ApiError
from tests.support.deliveries import Queue

LABELS = {"es": {"language": "es", "value": "Tejedora en su telar"}, "en": {"language": "en", "value": "Weaver"}}


def claim(property_id: str, item_id: str) -> dict:
    """A statement with an id of ours, as it is frozen."""
    return {**snaks.statement(snaks.item(property_id, item_id)), "guid": str(uuid.uuid4())}


CLAIMS = [claim("P7482", "Q66458942"), claim("P180", "Q42"), claim("P6216", "Q50423863")]


@pytest.fixture
def described(queued, new_session):
    """A file that has arrived, and its data waiting in the queue."""
    receipt = queued().run(new_session())

    def make(labels=LABELS, claims=CLAIMS) -> Queue:
        payload = {"labels": labels, "claims": claims, "summary": "Data"}
        return Queue(Delivery("row-2", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED, payload,
                              parent=receipt))

    return make


def entity(commons, mid: str) -> dict:
    """The data that the wiki has now."""
    row = commons.state.row("SELECT entity FROM revision WHERE page = ? ORDER BY id DESC", int(mid[1:]))
    return json.loads(row["entity"] or "{}")


def edits(commons, mid: str) -> int:
    """How many revisions the file's page has."""
    return len(commons.state.rows("SELECT id FROM revision WHERE page = ?", int(mid[1:])))


def test_everything_is_written_in_one_edit_and_read_back(described, new_session, commons):
    queue = described()
    receipt = queue.run(new_session())
    assert queue.states == [State.DESCRIBING, State.DONE]
    assert receipt["captions"] == ["en", "es"]
    assert receipt["statements"] == [f"{receipt['mid']}${one['guid']}" for one in CLAIMS]
    assert receipt["revid"] and receipt["refused"] == []
    assert edits(commons, receipt["mid"]) == 2


def test_a_lost_reply_doubles_nothing(described, new_session, commons):
    commons.faults.add("lose", "wbeditentity")
    queue = described()
    receipt = queue.run_until_done(new_session)
    assert len(receipt["statements"]) == 3
    assert edits(commons, receipt["mid"]) == 2


@pytest.mark.parametrize("request_name", ["wbgetentities", "wbeditentity", "query-siteinfo", "login"])
@pytest.mark.parametrize("kind", ["lose", "lose-502", "status", "portal"])
def test_whatever_fails_the_data_is_there_once(described, new_session, commons, request_name, kind):
    queue = described()
    commons.faults.add(kind, request_name, value="503" if kind == "status" else "")
    receipt = queue.run_until_done(new_session)
    there = entity(commons, receipt["mid"])["statements"]
    assert sum(len(found) for found in there.values()) == 3


def test_statements_that_somebody_made_already_are_not_repeated(described, new_session, commons):
    first = described(labels={}, claims=[claim("P180", "Q42")]).run(new_session())
    receipt = described().run(new_session())
    there = entity(commons, receipt["mid"])["statements"]
    assert len(there["P180"]) == 1
    assert there["P180"][0]["id"] == first["statements"][0]
    assert len(receipt["statements"]) == 2


def test_somebody_elses_caption_is_never_written_over(described, new_session, commons):
    described(labels={"es": {"language": "es", "value": "Mejor"}}, claims=[]).run(new_session())
    receipt = described(claims=[]).run(new_session())
    assert entity(commons, receipt["mid"])["labels"]["es"]["value"] == "Mejor"
    assert entity(commons, receipt["mid"])["labels"]["en"]["value"] == "Weaver"


def test_repeating_a_finished_delivery_edits_nothing(described, new_session, commons):
    receipt = described().run(new_session())
    described().run(new_session())
    assert edits(commons, receipt["mid"]) == 2


def test_a_refused_caption_does_not_keep_the_rest_away(described, new_session, commons):
    labels = {**LABELS, "rap": {"language": "rap", "value": "Rapa Nui"}}
    queue = described(labels=labels)
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert (caught.value.question, caught.value.choices) == ("data-refused", ("accept",))
    assert [one["value"]["language"] for one in caught.value.details["refused"]] == ["rap"]
    assert caught.value.details["refused"][0]["words"]
    queue.answer(choice="accept")
    receipt = queue.run(new_session())
    assert receipt["captions"] == ["en", "es"]
    assert len(receipt["statements"]) == 3
    assert receipt["refused"][0]["value"]["language"] == "rap"


def test_a_refused_statement_does_not_keep_the_rest_away(described, new_session, commons):
    broken = claim("P571", "Q5")  # a date is no item
    queue = described(claims=[*CLAIMS, broken])
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert [one["value"]["mainsnak"]["property"] for one in caught.value.details["refused"]] == ["P571"]
    queue.answer(choice="accept")
    receipt = queue.run(new_session())
    assert len(receipt["statements"]) == 3


def test_data_of_an_account_that_is_limited_waits_with_the_queue(described, new_session, commons):
    with_session = new_session()
    with_session.check()
    queue = described()
    commons.faults.add("readonly", value="Moving")
    with pytest.raises(RetryLater) as caught:
        queue.run(with_session)
    assert caught.value.kind == "readonly"
    assert "Moving" in caught.value.message.args


def test_a_wiki_without_structured_data_says_so_and_is_done(described, new_session, monkeypatch):
    with_session = new_session()
    monkeypatch.setattr(type(with_session), "has_data", False)
    receipt = described().run(with_session)
    assert (receipt["mid"], receipt["reason"]) == (None, "no-data")


def test_of_somebody_elses_file_only_what_nobody_said_is_added(queued, new_session, commons):
    queued("Theirs.jpg", seed=50, account="Trusted").run(new_session("Trusted@minoties"))
    mine = queued("Mine.jpg", seed=50)
    with pytest.raises(AskPerson):
        mine.run(new_session())
    mine.answer(choice="same")
    receipt = mine.run(new_session())
    claims = [claim("P170", "Q5"), claim("P7482", "Q66458942"), claim("P6216", "Q50423863"), claim("P275", "Q18199165"),
              claim("P180", "Q42")]
    payload = {"labels": LABELS, "claims": claims, "summary": "Data"}
    data = Queue(Delivery("row-2", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED, payload, parent=receipt))
    assert data.run(new_session())["statements"] == [f"{receipt['mid']}${claims[-1]['guid']}"]
    assert list(entity(commons, receipt["mid"])["statements"]) == ["P180"]


def test_a_file_that_was_deleted_meanwhile_gets_no_data(described, new_session, commons):
    queue = described()
    commons.wiki.delete_file("Weaver at her loom.jpg")
    with pytest.raises(Refused) as caught:
        queue.run(new_session())
    assert caught.value.code == "vanished"


def test_an_edit_between_reading_and_writing_is_read_again(described, new_session, commons, monkeypatch):
    queue = described()
    with_session = new_session()
    real, conflicts = with_session.attempt, []

    def attempt(**params: object) -> dict:
        if not conflicts:
            conflicts.append(params)
            raise ApiError("editconflict", "Edit conflict.")
        return real(**params)

    monkeypatch.setattr(with_session, "attempt", attempt)
    assert len(queue.run(with_session)["statements"]) == 3


def test_of_a_file_that_has_just_arrived_nothing_is_read_before_or_after_the_edit(queued, new_session, monkeypatch):
    with_session = new_session()
    asked = []
    real = with_session.ask
    monkeypatch.setattr(with_session, "ask", lambda **params: asked.append(params["action"]) or real(**params))
    receipt = queued().run(with_session)
    data = Queue(Delivery("row-2", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED,
                          {"labels": LABELS, "claims": CLAIMS, "summary": "Data"}, parent=receipt))
    assert len(data.run(with_session)["statements"]) == 3
    assert "wbgetentities" not in asked


def test_what_is_not_fresh_or_was_edited_since_is_read_first(queued, new_session, commons, monkeypatch):
    monkeypatch.setattr(entities, "FRESH", 0.0)
    with_session = new_session()
    receipt = queued().run(with_session)
    bot = Delivery("row-3", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED,
                   {"labels": {"es": {"language": "es", "value": "Mejor"}}, "claims": [claim("P180", "Q42")],
                    "summary": "Bot"}, parent=receipt)
    Queue(bot).run(new_session())
    ours = Delivery("row-2", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED,
                    {"labels": LABELS, "claims": CLAIMS, "summary": "Data"}, parent=receipt)
    assert len(Queue(ours).run(with_session)["statements"]) == 2
    there = entity(commons, receipt["mid"])
    assert (len(there["statements"]["P180"]), there["labels"]["es"]["value"]) == (1, "Mejor")


def test_a_page_that_somebody_has_edited_before_the_proof_is_read(queued, new_session, commons):
    queue = queued()
    queue.run(new_session(), die_after=3)
    assert queue.row.state is State.PUBLISHED
    commons.wiki.put_page("File:Weaver at her loom.jpg", queue.row.payload["wikitext"] + "\n[[Category:Bot]]")
    with_session = new_session()
    receipt = queue.run(with_session)
    assert with_session.scout.take(("entity", receipt["mid"]), lambda: "asked") == "asked"


def test_statements_that_a_bot_made_between_our_look_and_our_edit_are_not_doubled(queued, new_session, commons):
    with_session = new_session()
    receipt = queued().run(with_session)
    bot = Delivery("row-3", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED,
                   {"labels": {}, "claims": [claim("P180", "Q42")], "summary": "Bot"}, parent=receipt)
    theirs = Queue(bot).run(new_session())["statements"]
    entities.is_empty(with_session, receipt["mid"], receipt["revid"])
    ours = Delivery("row-2", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED,
                    {"labels": LABELS, "claims": CLAIMS, "summary": "Data"}, parent=receipt)
    told = Queue(ours).run(with_session)
    there = entity(commons, receipt["mid"])["statements"]
    assert [one["id"] for one in there["P180"]] == theirs
    assert len(told["statements"]) == 2 and len(there) == 3

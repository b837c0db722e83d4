"""Captions and statements: read first, one edit, ids of our own, nothing doubled and nothing written over."""

from __future__ import annotations

import json
import uuid

import pytest

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.domain.errors import AskPerson, Refused, RetryLater
from minoties_desktop.domain.positions import parse as position
from minoties_desktop.domain.states import State
from minoties_desktop.practice.titles import read_title
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


# What bots and people have said meanwhile

PLACE, US = (snaks.item("P1001", one) for one in ("Q298", "Q30"))


def qualified(property_id: str, item_id: str, *qualifiers: dict) -> dict:
    """A statement with qualifiers and an id of ours, as it is frozen."""
    return {**snaks.statement(snaks.item(property_id, item_id), list(qualifiers)), "guid": str(uuid.uuid4())}


def creator(*qualifiers: dict) -> dict:
    """A creator without an item, as it is frozen."""
    return {**snaks.statement(snaks.unknown("P170"), list(qualifiers)), "guid": str(uuid.uuid4())}


ANA = creator(snaks.item("P3831", "Q33231"), snaks.string("P2093", "Ana Pérez"), snaks.string("P4174", "Ana P"))
HEADED = {**snaks.statement(snaks.coordinate("P1259", position("-38.7359,-72.5904")),
                            [snaks.quantity("P7787", 245, snaks.DEGREE)]), "guid": str(uuid.uuid4())}


@pytest.mark.parametrize(("ours", "theirs", "number"), [
    (claim("P180", "Q42"), qualified("P180", "Q42", snaks.item("P518", "Q5")), 1),
    (qualified("P6216", "Q19652", PLACE), qualified("P6216", "Q19652", US), 2),
    (qualified("P6216", "Q19652", PLACE), qualified("P6216", "Q19652", US, PLACE), 1),
    (qualified("P6216", "Q19652", PLACE), claim("P6216", "Q19652"), 2),
    (ANA, creator(snaks.string("P4174", "Ana P"), snaks.string("P2093", "ana")), 1),
    (ANA, creator(snaks.string("P2093", "Ana Pe\u0301rez")), 1),
    (ANA, creator(snaks.string("P2093", "Rosa")), 2),
    (ANA, creator(), 2),
    (HEADED, {**snaks.statement(snaks.coordinate("P1259", position("-38.73592,-72.59038"))), "guid": "x"}, 1),
])
def test_what_a_bot_has_said_is_said_once_and_what_it_has_not_is_added(
        described, new_session, commons, ours, theirs, number):
    theirs = {**theirs, "guid": str(uuid.uuid4())}
    first = described(labels={}, claims=[theirs]).run(new_session())
    before = entity(commons, first["mid"])["statements"]
    receipt = described(labels={}, claims=[ours]).run(new_session())
    [after] = entity(commons, receipt["mid"])["statements"].values()
    assert after[:1] == next(iter(before.values())), "theirs is as it was"
    assert len(after) == number
    assert [one["id"].partition("$")[2] for one in after[1:]] == [ours["guid"]] * (number - 1)


def test_both_countries_of_one_status_are_kept_though_a_bot_says_one_of_them(queued, new_session, commons):
    with_session = new_session()
    receipt = queued().run(with_session)
    bot = described_by(receipt, [{**qualified("P6216", "Q19652", US)}])
    Queue(bot).run(new_session())
    entities.is_empty(with_session, receipt["mid"], receipt["revid"])  # read before the bot came
    ours = [qualified("P6216", "Q19652", PLACE), qualified("P6216", "Q19652", US)]
    Queue(described_by(receipt, ours)).run(with_session)
    there = entity(commons, receipt["mid"])["statements"]["P6216"]
    assert sorted(one["qualifiers"]["P1001"][0]["datavalue"]["value"]["id"] for one in there) == ["Q298", "Q30"]


def described_by(receipt: dict, claims: list[dict], labels: dict | None = None) -> Delivery:
    """Data of a file, in the queue."""
    return Delivery("row-9", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED,
                    {"labels": labels or {}, "claims": claims, "summary": "Data"}, parent=receipt)


def test_a_statement_of_ours_that_somebody_has_worked_on_is_never_taken_back(queued, new_session, commons):
    receipt = queued().run(new_session())
    ours = claim("P180", "Q42")
    mine, bots = ({**{key: value for key, value in ours.items() if key != "guid"}, "id": f"{receipt['mid']}${guid}"}
                  for guid in (ours["guid"], str(uuid.uuid4())))
    mine["references"] = [{"snaks": {"P854": [snaks.string("P854", "https://example.org")]}, "snaks-order": ["P854"]}]
    commons.wiki.save(read_title("File:" + receipt["title"]), user="Bot", comment="",
                      entity={"labels": {}, "statements": {"P180": [mine, bots]}})
    Queue(described_by(receipt, [ours])).run(new_session())
    assert [one["id"] for one in entity(commons, receipt["mid"])["statements"]["P180"]] == [mine["id"], bots["id"]]


def test_a_caption_that_came_between_our_look_and_our_edit_stays(described, new_session, commons, monkeypatch):
    first = described(labels={"en": LABELS["en"]}, claims=[]).run(new_session())
    with_session = new_session()
    real, came = with_session.attempt, []

    def attempt(**params: object) -> dict:
        if not came:
            came.append(described(labels={"es": {"language": "es", "value": "Mejor"}}, claims=[]).run(new_session()))
        return real(**params)

    monkeypatch.setattr(with_session, "attempt", attempt)
    labels = {**LABELS, "fr": {"language": "fr", "value": "Tisserande"}}
    receipt = described(labels=labels).run(with_session)
    there = entity(commons, first["mid"])
    assert {lang: one["value"] for lang, one in there["labels"].items()} == {
        "en": "Weaver", "es": "Mejor", "fr": "Tisserande"}
    assert (receipt["captions"], receipt["others_captions"]) == (["en", "fr"], ["es"])
    assert len(there["statements"]) == 3


def test_an_edit_that_was_merged_with_a_bot_s_is_looked_at_again_so_that_nothing_is_doubled(
        described, new_session, commons, monkeypatch):
    described(labels={"en": LABELS["en"]}, claims=[]).run(new_session())
    with_session = new_session()
    real, came = with_session.attempt, []

    def attempt(**params: object) -> dict:
        if not came:
            came.append(described(labels={}, claims=[claim("P180", "Q42")]).run(new_session()))
        return real(**params)

    monkeypatch.setattr(with_session, "attempt", attempt)
    receipt = described().run(with_session)
    there = entity(commons, receipt["mid"])["statements"]
    assert [one["id"] for one in there["P180"]] == came[0]["statements"]


def test_what_a_person_did_without_is_only_what_was_shown(described, new_session, commons, monkeypatch):
    labels = {**LABELS, "rap": {"language": "rap", "value": "Rapa Nui"}}
    queue = described(labels=labels)
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice="accept")
    with_session = new_session()
    real = with_session.attempt
    commons.wiki.save(read_title("File:Weaver at her loom.jpg"), user="Admin", comment="", entity={})

    def attempt(**params: object) -> dict:
        if '"en"' in str(params.get("data")):
            raise ApiError("modification-failed", "Not in English any more.")
        return real(**params)

    monkeypatch.setattr(with_session, "attempt", attempt)
    with pytest.raises(AskPerson) as caught:
        queue.run(with_session)
    assert [one["value"]["language"] for one in caught.value.details["refused"]] == ["en"]
    queue.answer(choice="accept")
    receipt = queue.run(new_session())
    assert [one["value"]["language"] for one in receipt["refused"]] == ["rap", "en"]
    assert receipt["captions"] == ["es"]


def test_what_a_filter_warns_of_is_written_after_a_yes_and_what_is_refused_is_still_asked_about(
        described, new_session, monkeypatch):
    queue = described(labels={**LABELS, "rap": {"language": "rap", "value": "Rapa Nui"}})

    def filtered() -> object:
        made = new_session()
        real, warned = made.attempt, []

        def attempt(**params: object) -> dict:
            if params["action"] == "wbeditentity" and not warned:
                warned.append(params)
                raise ApiError("abusefilter-warning", "Looks odd.")
            return real(**params)

        monkeypatch.setattr(made, "attempt", attempt)
        return made

    with pytest.raises(AskPerson) as caught:
        queue.run(filtered())
    assert caught.value.question == "filter-warning"
    queue.answer(choice="accept")
    with pytest.raises(AskPerson) as caught:
        queue.run(filtered())
    assert caught.value.question == "data-refused"
    queue.answer(choice="accept")
    assert queue.run(filtered())["captions"] == ["en", "es"]

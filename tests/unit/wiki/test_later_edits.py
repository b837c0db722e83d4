"""Changes made after the upload: page and data, once, and never over what others wrote."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from minoties_desktop.domain.delivery import Delivery
from minoties_desktop.domain.errors import AskPerson, Refused, RetryLater
from minoties_desktop.domain.states import State
from minoties_desktop.practice.titles import read_title
from minoties_desktop.wiki import snaks
from tests.support.deliveries import PAGE, Queue
from tests.unit.wiki.test_commons_data import CLAIMS, LABELS, claim, entity

NEW = PAGE.replace("Una prueba", "Otra prueba")
TITLE = "File:Weaver at her loom.jpg"
SPOILERS = [(kind, name) for kind in ("lose", "lose-502", "status", "portal")
            for name in ("edit", "query-revisions", "login")]


class There:
    """The page on the wiki, as others see and change it."""

    def __init__(self, commons: Any, receipt: dict[str, Any]) -> None:
        self._commons, self.receipt = commons, receipt

    def texts(self) -> list[str]:
        """The texts of all revisions, each text once in a row."""
        rows = self._commons.state.rows("SELECT text FROM revision WHERE page = ? ORDER BY id", self.receipt["pageid"])
        texts = [row["text"] for row in rows]
        return [text for text, before in zip(texts, [None, *texts], strict=False) if text != before]

    def change(self, text: str) -> None:
        """Somebody else edits the page."""
        self._commons.wiki.put_page(TITLE, text)


@pytest.fixture
def there(queued, new_session, commons) -> There:
    return There(commons, queued().run(new_session()))


@pytest.fixture
def edit(there):
    """An edit of the page, waiting in the queue."""
    def make(wikitext=NEW, **more) -> Queue:
        payload = {"title": "Weaver at her loom.jpg", "wikitext": wikitext, "was": PAGE, "summary": "Better",
                   "base": there.receipt["revid"], **more}
        return Queue(Delivery("row-3", "item-1", "page_edit", "wiki", "Uploader", State.QUEUED, payload,
                              parent=there.receipt))
    return make


def test_a_page_that_nobody_touched_is_changed_in_one_edit(there, edit, new_session):
    queue = edit()
    receipt = queue.run(new_session())
    assert queue.states == [State.DESCRIBING, State.DONE]
    assert there.texts() == [PAGE, NEW]
    assert (receipt["pageid"], receipt["user"], receipt["left"]) == (there.receipt["pageid"], "Uploader", False)
    assert receipt["revid"] > there.receipt["revid"]


@pytest.mark.parametrize(("kind", "name"), SPOILERS)
def test_whatever_fails_the_page_is_edited_once(there, edit, new_session, commons, kind, name):
    commons.faults.add(kind, name, value="503" if kind == "status" else "")
    edit().run_until_done(new_session)
    assert there.texts() == [PAGE, NEW]


def test_killed_at_any_step_the_page_is_edited_once(there, edit, new_session):
    for die_after in (1, 2):
        queue = edit(wikitext=NEW)
        queue.run_until_killed(new_session, die_after)
        queue.run_until_killed(new_session, 9)
        assert there.texts() == [PAGE, NEW]


def test_an_edit_whose_reply_was_lost_is_found_below_somebody_s_later_one(there, edit, new_session, commons):
    queue = edit()
    commons.faults.add("lose", "edit")
    with pytest.raises(RetryLater):
        queue.run(new_session())
    there.change(NEW + "\n[[Category:Later]]")
    receipt = queue.run(new_session())
    assert there.texts() == [PAGE, NEW, NEW + "\n[[Category:Later]]"]
    assert receipt["user"] == "Uploader"


def test_edits_of_the_data_are_no_edits_of_the_page(there, edit, new_session, commons):
    commons.wiki.save(read_title(TITLE), user="Bot", comment="", entity={"labels": {}, "statements": {}})
    edit().run(new_session())
    assert there.texts() == [PAGE, NEW]


def test_what_somebody_changed_is_asked_about_and_nothing_is_written(there, edit, new_session):
    theirs = PAGE + "\n[[Category:By somebody]]"
    there.change(theirs)
    queue = edit()
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert there.texts() == [PAGE, theirs]
    assert caught.value.code == "edit-differs" and caught.value.choices == ("merge", "ours", "theirs", "parts")
    changed = [part for part in caught.value.details["parts"] if part[1] != part[2]]
    assert len(changed) == 2 and caught.value.details["user"] == "Admin"
    with pytest.raises(AskPerson):
        queue.run(new_session())


@pytest.mark.parametrize(("answer", "expected"), [
    ({"choice": "merge"}, NEW + "\n[[Category:By somebody]]\n"),
    ({"choice": "ours"}, NEW + "\n[[Category:By somebody]]\n"),
    ({"choice": "parts", "sides": ["ours", "ours"]}, NEW),
    ({"choice": "parts", "sides": ["theirs", "theirs"]}, None),
    ({"choice": "theirs"}, None),
])
def test_a_person_s_choice_is_what_is_written(there, edit, new_session, answer, expected):
    theirs = PAGE + "\n[[Category:By somebody]]"
    there.change(theirs)
    queue = edit()
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(**answer)
    receipt = queue.run(new_session())
    assert there.texts() == [PAGE, theirs, *([expected.rstrip()] if expected else [])]
    assert receipt["left"] == (answer["choice"] == "theirs")


def test_where_both_changed_a_line_theirs_stands_unless_ours_is_chosen(there, edit, new_session):
    theirs = PAGE.replace("Una prueba", "Prueba de otra persona")
    there.change(theirs)
    for choice, expected in (("merge", [PAGE, theirs]), ("ours", [PAGE, theirs, NEW])):
        queue = edit()
        with pytest.raises(AskPerson):
            queue.run(new_session())
        queue.answer(choice=choice)
        queue.run(new_session())
        assert there.texts() == expected


def test_what_was_changed_after_the_question_is_asked_about_anew(there, edit, new_session):
    there.change(PAGE + "\n[[Category:One]]")
    queue = edit()
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice="merge")
    there.change(PAGE + "\n[[Category:One]]\n[[Category:Two]]")
    with pytest.raises(AskPerson):
        queue.run(new_session())
    assert NEW not in "".join(there.texts())
    with pytest.raises(AskPerson):  # killed before the question was stored: the old answer is none to it
        queue.run(new_session())
    queue.answer(choice="merge")
    queue.run(new_session())
    assert there.texts()[-1] == NEW + "\n[[Category:One]]\n[[Category:Two]]"


def test_a_choice_whose_reply_was_lost_is_written_once(there, edit, new_session, commons):
    there.change(PAGE + "\n[[Category:One]]")
    queue = edit()
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice="merge")
    queue.run_until_killed(new_session, 1)
    commons.faults.add("lose", "edit")
    queue.run_until_done(new_session)
    assert there.texts() == [PAGE, PAGE + "\n[[Category:One]]", NEW + "\n[[Category:One]]"]


def test_a_file_that_is_gone_or_protected_refuses_the_edit(there, edit, new_session, commons):
    commons.wiki.protect(TITLE)
    with pytest.raises(Refused) as caught:
        edit().run(new_session())
    assert caught.value.code == "protectedpage"
    commons.wiki.delete_file("Weaver at her loom.jpg")
    with pytest.raises(Refused) as caught:
        edit().run(new_session())
    assert caught.value.code == "vanished"


def test_a_renamed_file_is_edited_where_it_is_now(there, edit, new_session, commons):
    commons.wiki.move_file("Weaver at her loom.jpg", "Weaver.jpg")
    edit().run(new_session())
    assert there.texts() == [PAGE, NEW]


# Data

@pytest.fixture
def data(there, new_session):
    """The data that we wrote, and an edit of it."""
    payload = {"labels": LABELS, "claims": CLAIMS, "summary": "Data"}
    Queue(Delivery("row-2", "item-1", "commons_data", "wiki", "Uploader", State.QUEUED, payload,
                   parent=there.receipt)).run(new_session())

    def make(labels=LABELS, claims=CLAIMS) -> Queue:
        later = {"title": "Weaver at her loom.jpg", "labels": labels, "claims": claims, "summary": "Better",
                 "was": {"labels": LABELS, "claims": CLAIMS}}
        return Queue(Delivery("row-4", "item-1", "data_edit", "wiki", "Uploader", State.QUEUED, later,
                              parent=there.receipt))
    return make


WEAVER = {"language": "es", "value": "Una tejedora"}
LATER = [CLAIMS[0], {**claim("P180", "Q43"), "guid": CLAIMS[1]["guid"]}, claim("P195", "Q193563")]


def said(commons, receipt) -> dict[str, Any]:
    """Captions and statements (property, item, id) that the wiki has."""
    found = entity(commons, receipt["mid"])
    return {"labels": {lang: one["value"] for lang, one in found["labels"].items()},
            "claims": sorted((name, one["mainsnak"]["datavalue"]["value"]["id"], one["id"].partition("$")[2].lower())
                             for name, group in found["statements"].items() for one in group)}


def expected(claims) -> list[tuple[str, str, str]]:
    return sorted((one["mainsnak"]["property"], one["mainsnak"]["datavalue"]["value"]["id"], one["guid"])
                  for one in claims)


def others_edit(commons, receipt, change) -> None:
    """Somebody else edits the data."""
    found = entity(commons, receipt["mid"])
    change(found)
    commons.wiki.save(read_title(TITLE), user="Bot", comment="", entity=found)


def test_captions_and_statements_are_changed_added_and_removed_by_our_ids(data, there, new_session, commons):
    queue = data({"es": WEAVER}, LATER)
    queue.run(new_session())
    assert queue.states == [State.DESCRIBING, State.DONE]
    found = said(commons, there.receipt)
    assert found == {"labels": {"es": "Una tejedora"}, "claims": expected(LATER)}
    before = len(commons.state.rows("SELECT 1 FROM revision"))
    data({"es": WEAVER}, LATER).run(new_session())
    assert len(commons.state.rows("SELECT 1 FROM revision")) == before, "a repetition changes nothing"


@pytest.mark.parametrize("kind", ["lose", "lose-502", "status"])
@pytest.mark.parametrize("name", ["wbeditentity", "wbgetentities"])
def test_whatever_fails_the_data_is_changed_once(data, there, new_session, commons, kind, name):
    commons.faults.add(kind, name, value="503" if kind == "status" else "")
    data({"es": WEAVER}, LATER).run_until_done(new_session)
    assert said(commons, there.receipt) == {"labels": {"es": "Una tejedora"}, "claims": expected(LATER)}


def test_what_others_added_stays(data, there, new_session, commons):
    def add(found):
        found["labels"]["fr"] = {"language": "fr", "value": "Tisserande"}
        found["statements"]["P571"] = [{**claim("P571", "Q1"), "id": f"{there.receipt['mid']}$bot"}]
        del found["statements"]["P571"][0]["guid"]
    others_edit(commons, there.receipt, add)
    data({**LABELS, "es": WEAVER}, CLAIMS).run(new_session())
    found = said(commons, there.receipt)
    assert found["labels"] == {"es": "Una tejedora", "en": "Weaver", "fr": "Tisserande"}
    assert ("P571", "Q1", "bot") in found["claims"] and len(found["claims"]) == 4


@pytest.mark.parametrize(("choice", "caption"), [("ours", "Una tejedora"), ("merge", "Tejedora de Temuco"),
                                                 ("theirs", "Tejedora de Temuco")])
def test_a_caption_that_both_changed_is_asked_about(data, there, new_session, commons, choice, caption):
    others_edit(commons, there.receipt, lambda found: found["labels"].update(
        es={"language": "es", "value": "Tejedora de Temuco"}))
    queue = data({**LABELS, "es": WEAVER, "en": {"language": "en", "value": "A weaver"}})
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.details["parts"] == [
        ["Weaver", "A weaver", "Weaver", "caption:en"],
        ["Tejedora en su telar", "Una tejedora", "Tejedora de Temuco", "caption:es"]]
    assert said(commons, there.receipt)["labels"]["en"] == "Weaver", "nothing before the answer"
    queue.answer(choice=choice)
    queue.run(new_session())
    labels = said(commons, there.receipt)["labels"]
    assert labels == {"es": caption, "en": "Weaver" if choice == "theirs" else "A weaver"}


def test_a_statement_that_somebody_corrected_is_asked_about(data, there, new_session, commons):
    def correct(found):
        found["statements"]["P180"][0]["mainsnak"]["datavalue"]["value"] = {"entity-type": "item", "id": "Q99"}
    others_edit(commons, there.receipt, correct)
    queue = data(LABELS, LATER)
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice="merge")
    queue.run(new_session())
    claims = said(commons, there.receipt)["claims"]
    assert ("P180", "Q99", CLAIMS[1]["guid"]) in claims and len(claims) == 3


def test_a_refused_caption_does_not_keep_the_statements_from_being_changed(data, there, new_session, commons):
    queue = data({**LABELS, "rap": {"language": "rap", "value": "Vahine"}}, LATER)
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.code == "data-refused"
    assert said(commons, there.receipt)["claims"] == expected(LATER)
    queue.answer(choice="accept")
    assert queue.run(new_session())["refused"]


def test_an_edit_conflict_is_read_anew(data, there, new_session, commons):
    session = new_session()
    attempt, met = session.attempt, []

    def meeting(**params):
        if params.get("action") == "wbeditentity" and not met:
            met.append(others_edit(commons, there.receipt, lambda found: found["labels"].update(
                fr={"language": "fr", "value": "Tisserande"})))
        return attempt(**params)

    session.attempt = meeting
    data({**LABELS, "es": WEAVER}).run(session)
    assert said(commons, there.receipt)["labels"] == {"es": "Una tejedora", "en": "Weaver", "fr": "Tisserande"}
    assert json.dumps(said(commons, there.receipt)["claims"])


BOTS = {**claim("P921", "Q2"), "guid": str(uuid.uuid4())}
SOURCE = {"snaks": {"P854": [snaks.string("P854", "https://example.org")]}, "snaks-order": ["P854"]}


@pytest.fixture
def said_by_a_bot(data, there, commons):
    """What we would have said had been said by somebody else before, so that ours was never written."""
    def make(ours: dict) -> Queue:
        others_edit(commons, there.receipt, lambda found: found["statements"].update(P921=[
            {key: value for key, value in BOTS.items() if key != "guid"} | {
                "id": f"{there.receipt['mid']}${BOTS['guid']}", "references": [SOURCE]}]))
        queue = data(LABELS, [*CLAIMS, *([{**ours, "guid": "0f"}] if ours else [])])
        queue.row.payload["was"] = {"labels": LABELS, "claims": [*CLAIMS, {**claim("P921", "Q2"), "guid": "0f"}]}
        return queue
    return make


@pytest.mark.parametrize(("ours", "choice", "expected"), [
    (claim("P921", "Q3"), "ours", "Q3"), (claim("P921", "Q3"), "theirs", "Q2"), ({}, "ours", None),
    ({}, "theirs", "Q2"),
])
def test_what_somebody_else_had_said_for_us_is_changed_only_by_choice_and_never_doubled(
        said_by_a_bot, there, new_session, commons, ours, choice, expected):
    queue = said_by_a_bot(ours)
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice=choice)
    queue.run(new_session())
    found = entity(commons, there.receipt["mid"])["statements"].get("P921", [])
    assert [one["mainsnak"]["datavalue"]["value"]["id"] for one in found] == ([expected] if expected else [])
    assert all(one["references"][0]["snaks"]["P854"] for one in found), "their source stays"


def test_sources_that_somebody_gave_a_statement_of_ours_stay_with_it(data, there, new_session, commons):
    others_edit(commons, there.receipt, lambda found: found["statements"]["P180"][0].update(references=[SOURCE]))
    data(LABELS, LATER).run(new_session())
    [statement] = entity(commons, there.receipt["mid"])["statements"]["P180"]
    assert statement["mainsnak"]["datavalue"]["value"]["id"] == "Q43"
    assert statement["references"][0]["snaks"]["P854"]


def test_a_statement_that_somebody_corrects_between_our_look_and_our_edit_is_not_written_over(
        data, there, new_session, commons):
    session = new_session()
    attempt, met = session.attempt, []

    def correct(found):
        found["statements"]["P180"][0]["mainsnak"]["datavalue"]["value"] = {"entity-type": "item", "id": "Q99"}

    def meeting(**params):
        if params.get("action") == "wbeditentity" and not met:
            met.append(others_edit(commons, there.receipt, correct))
        return attempt(**params)

    session.attempt = meeting
    with pytest.raises(AskPerson):
        data({**LABELS, "rap": {"language": "rap", "value": "Vahine"}}, LATER).run(session)
    assert ("P180", "Q99", CLAIMS[1]["guid"]) in said(commons, there.receipt)["claims"]


def test_a_yes_to_one_question_does_not_undo_what_was_chosen_in_another(data, there, new_session, commons):
    others_edit(commons, there.receipt, lambda found: found["labels"].update(
        es={"language": "es", "value": "Tejedora de Temuco"}))
    queue = data({**LABELS, "es": WEAVER, "rap": {"language": "rap", "value": "Vahine"}})
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice="ours")
    with pytest.raises(AskPerson) as caught:
        queue.run(new_session())
    assert caught.value.code == "data-refused"
    queue.answer(choice="accept")
    assert queue.run(new_session())["refused"]
    assert said(commons, there.receipt)["labels"]["es"] == "Una tejedora"


def test_more_sides_than_there_are_parts_are_no_mistake_of_ours(data, there, new_session, commons):
    others_edit(commons, there.receipt, lambda found: found["labels"].update(
        es={"language": "es", "value": "Tejedora de Temuco"}))
    queue = data({**LABELS, "es": WEAVER})
    with pytest.raises(AskPerson):
        queue.run(new_session())
    queue.answer(choice="parts", sides=["ours", "theirs", "ours"])
    queue.run(new_session())
    assert said(commons, there.receipt)["labels"]["es"] == "Una tejedora"

"""What is kept as text is looked up at the next connection, offered, and never taken by itself."""

import json

from minoties_desktop.domain.item import Described
from minoties_desktop.domain.sites import COMMONS, PRACTICE
from minoties_desktop.services import reference as things
from minoties_desktop.services import resolving, review
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import describe
from minoties_desktop.services.gate import Wishes
from minoties_desktop.services.syncing import sync
from minoties_desktop.store import answers, values
from minoties_desktop.wiki import structured
from tests.support.libraries import activity, library, photographs, ready, tagging

__all__ = ["library", "tagging"]

ACCOUNT = Account(PRACTICE, "Learner")


def depicted(library, item: str) -> list[str]:
    return [value.text for value in describe(library.database, [item])[item].all("depicts")]


def test_what_is_found_is_offered_and_not_taken(library, tagging):
    one, two = photographs(library, [{"depicts": "manuscript", "categories": "Looms"}, {"depicts": "trarikanmakuñ"}])
    assert set(resolving.texts(library, PRACTICE)) == {"manuscript", "trarikanmakuñ"}
    done = resolving.look_up(library, ACCOUNT, ["es"])
    assert (done.texts, done.categories) == (2, 1)
    assert depicted(library, one) == ["manuscript"]
    offers = resolving.offers(library, PRACTICE, ["manuscript", "trarikanmakuñ"], ["en"])
    assert offers
    assert offers[0].exact
    assert {offer.text for offer in offers} == {"manuscript"}
    assert offers[0].thing.label == "manuscript"
    assert resolving.texts(library, PRACTICE) == []  # not asked again for a week
    assert depicted(library, two) == ["trarikanmakuñ"]
    assert resolving.offers(library, COMMONS, ["manuscript"], ["en"]) == []  # practice counts for itself


def test_saying_what_is_meant_is_one_step_everywhere(library, tagging):
    under = activity(library, defaults={"depicts": ["loom", "Q42"]})
    one, two, other = photographs(library, [{"depicts": "loom"}, {"depicts": ["loom", "wool"]}, {"depicts": "wool"}])
    [inheriting] = photographs(library, [{}], under=under)
    before = values.own(library.database, [one, two, other])
    resolving.settle(library, tagging, "depicts", "loom", "Q830")
    assert (depicted(library, one), depicted(library, two), depicted(library, other)) == (
        ["Q830"], ["wool", "Q830"], ["wool"])
    assert depicted(library, inheriting) == ["Q830", "Q42"]
    tagging.undo()
    assert values.own(library.database, [one, two, other]) == before
    assert depicted(library, inheriting) == ["loom", "Q42"]


def test_a_place_that_is_text_becomes_the_thing(library, tagging):
    [one] = photographs(library, [{"place_created": "Temuco"}])
    resolving.settle(library, tagging, "place_created", "Temuco", "Q33986")
    assert describe(library.database, [one])[one].first("place_created") == "Q33986"


def test_an_unresolved_text_is_advice_stays_and_is_no_statement(library, tagging):
    [item] = ready(library)
    tagging.add([item], "depicts", ["trarikanmakuñ"])
    [problem] = [one for one in values.problems(library.database, [item])[item] if one.code == "item-unresolved"]
    assert not problem.blocks
    assert problem.message.args == ("trarikanmakuñ",)
    assert item in review.queue(library, [item], ACCOUNT).queued
    assert depicted(library, item) == ["trarikanmakuñ"]
    described: Described = describe(library.database, [item])[item]
    assert "trarikanmakuñ" not in json.dumps(structured.claims(described), ensure_ascii=False)


def test_categories_are_red_or_there_as_the_wiki_said_last(library, tagging):
    photographs(library, [{"categories": ["Looms", "No such category"]}])
    assert resolving.is_there(library, PRACTICE, "Looms") is None
    with library.database.writing() as write:
        answers.keep(write, PRACTICE, "page", {"Category:Looms": True, "Category:No such category": False})
    assert resolving.is_there(library, PRACTICE, "Looms") is True
    assert resolving.is_there(library, PRACTICE, "No such category") is False
    assert resolving.is_there(library, COMMONS, "Looms") is None
    assert resolving.categories(library, PRACTICE) == []
    assert set(resolving.categories(library, COMMONS)) == {"Category:Looms", "Category:No such category"}


def test_no_connection_loses_nothing(library, tagging, caplog):
    [one] = photographs(library, [{"depicts": "loom"}])

    class Nowhere:
        host = "commons.invalid"

        def ask(self, **_params):
            from minoties_desktop.config.messages import Message
            from minoties_desktop.domain.errors import RetryLater

            raise RetryLater("offline", Message("error-offline", "commons.invalid"))

    resolving.look_up_quietly(library, ACCOUNT, Nowhere())
    assert depicted(library, one) == ["loom"]
    assert resolving.texts(library, PRACTICE) == ["loom"]
    assert things.label(library, "Q830", ["en"]) == ""


def test_a_sync_looks_up_what_is_kept_as_text_once_the_queue_is_sent(library, tagging):
    [item] = ready(library)
    tagging.add([item], "depicts", ["manuscript"])
    review.queue(library, [item], ACCOUNT)
    sync(library, ACCOUNT, Wishes(once=True))
    [offer, *_] = resolving.offers(library, PRACTICE, ["manuscript"], ["en"])
    assert (offer.thing.label, offer.exact) == ("manuscript", True)
    assert depicted(library, item) == ["manuscript"]
    resolving.settle(library, tagging, "depicts", "manuscript", offer.thing.id)

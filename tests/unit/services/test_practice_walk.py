"""The practice walk: complete but for what the person is to learn, and removable without a trace in the lists."""

from pathlib import Path

import pytest

from minoties_desktop.config.messages import Messages
from minoties_desktop.domain.query import Query
from minoties_desktop.domain.sites import PRACTICE
from minoties_desktop.services import accounts, practice_walk, pretending, review
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.practice_walk import Step
from minoties_desktop.services.tagging import Tagging
from tests.support.libraries import photograph, ready


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "library")


def begun(library: Library) -> tuple[Tagging, practice_walk.Walk]:
    tagging = Tagging(library)
    practice_walk.begin(library, tagging, Messages("en"))
    found = practice_walk.walk(library)
    assert found is not None
    return tagging, found


def test_it_lacks_only_what_is_to_be_learned(library: Library) -> None:
    assert practice_walk.walk(library) is None
    tagging, found = begun(library)
    assert (len(found.ids), found.step, found.through) == (6, Step.DESCRIBE, 0)
    assert set(Lists(library).problem_fields(found.ids)) == {"title", "caption", "people"}
    practice_walk.begin(library, tagging, Messages("en"))
    assert len(Lists(library).ids(Query())) == 6, "taken up twice, it is there once"


def test_it_goes_from_step_to_step_and_away_again(library: Library) -> None:
    tagging, found = begun(library)
    tagging.replace(found.ids, "title", ["Harbour at dusk {seq}"])
    tagging.replace(found.ids, "caption", ["A harbour town at dusk"], lang="en")
    tagging.replace(found.ids, "people", ["nobody"])
    assert practice_walk.walk(library).step is Step.QUEUE
    real = review.queue(library, None, accounts.Account("commons", "RayenH"))
    assert (real.queued, len(real.held)) == ([], 6), "drawn pictures are never published"
    review.queue(library, found.ids, accounts.chosen(None, PRACTICE))
    assert practice_walk.walk(library).step is Step.SEND
    practice_walk.remove(library)
    assert practice_walk.walk(library) is None
    lists = Lists(library)
    assert lists.ids(Query()) == [] and lists.open_items().all == 0
    assert lists.register("activity") == [] and lists.register("contributor") == []


def test_removing_it_is_one_step_which_undo_takes_back_and_it_stays_practice(library: Library) -> None:
    tagging, found = begun(library)
    before, lists = len(library.journal.history()), Lists(library)
    practice_walk.remove(library)
    assert len(library.journal.history()) == before + 1
    tagging.undo()
    assert practice_walk.walk(library) == found and len(lists.register("activity")) == 1
    assert pretending.pretended(library, found.ids) == set(found.ids), "what came back could be published"
    tagging.redo()
    assert practice_walk.walk(library) is None and lists.register("activity") == []


def test_it_can_be_taken_again_and_the_one_before_stays_practice(library: Library) -> None:
    _, _ = begun(library)
    practice_walk.remove(library)
    tagging, again = begun(library)
    assert len(again.ids) == 6
    practice_walk.remove(library)
    tagging.undo()
    ids = Lists(library).ids(Query())
    assert ids and pretending.pretended(library, ids) == set(ids)


def test_whoever_has_a_user_name_walks_under_their_own(library: Library) -> None:
    me = Tagging(library).create("contributor", {"name": "Rayen Huenchul", "user_name": "RayenH"})
    library.set_setting("me", me)
    _, found = begun(library)
    assert {one.first("author") for one in Lists(library).described(found.ids)} == {me}
    practice_walk.remove(library)
    assert [row["id"] for row in Lists(library).register("contributor")] == [me]


def test_what_is_the_persons_own_stays_when_the_walk_goes(library: Library) -> None:
    tagging, found = begun(library)
    learner = pretending.kept(library)["learner"]
    mine = photograph(library, {"title": "Harvest"}, under=found.activity)
    tagging.edit("contributor", learner, {"name": "Eleni"})
    assert pretending.pretended(library, [mine, *found.ids]) == set(found.ids)
    practice_walk.remove(library)
    lists = Lists(library)
    assert lists.ids(Query()) == [mine] and practice_walk.walk(library) is None
    assert [row["id"] for row in lists.register("activity")] == [found.activity]
    assert [row["name"] for row in lists.register("contributor")] == ["Eleni"]


@pytest.mark.parametrize("wise", ["activity", "item", "me"])
def test_somebody_made_up_stays_once_they_made_something(library: Library, wise: str) -> None:
    tagging, _ = begun(library)
    learner = pretending.kept(library)["learner"]
    if wise == "activity":
        tagging.create("activity", {"title": "Triana"}, [("author", "", learner)])
    elif wise == "item":
        photograph(library, {"author": learner})
    else:
        library.set_setting("me", learner)
    practice_walk.remove(library)
    assert [row["id"] for row in Lists(library).register("contributor")] == [learner]


def test_drawn_pictures_stay_practice_wherever_they_are_put(library: Library) -> None:
    tagging, found = begun(library)
    tagging.move(found.ids, None)
    assert pretending.pretended(library, found.ids) == set(found.ids)
    assert practice_walk.walk(library).ids == found.ids


def test_what_is_ready_is_queued_without_the_walk(library: Library) -> None:
    tagging, found = begun(library)
    tagging.replace(found.ids, "title", ["Harbour at dusk {seq}"])
    tagging.replace(found.ids, "caption", ["A harbour town at dusk"], lang="en")
    tagging.replace(found.ids, "people", ["nobody"])
    [mine] = ready(library)
    result = review.queue(library, None, accounts.Account("commons", "RayenH"))
    assert [*result.queued, *(item for item, _ in result.held)] == [mine]
    result = review.queue(library, None, accounts.chosen(None, PRACTICE))
    assert set(found.ids) <= set(result.queued)


def test_a_walk_that_was_cut_off_is_brought_to_its_end(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(*_what: object) -> None:
        raise KeyboardInterrupt

    tagging = Tagging(library)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(practice_walk, "ingest", cut_off)
        practice_walk.begin(library, tagging, Messages("en"))
    assert practice_walk.walk(library) is None
    practice_walk.begin(library, tagging, Messages("en"))
    assert len(practice_walk.walk(library).ids) == 6 and len(Lists(library).register("activity")) == 1


def test_real_photographs_are_never_offered_the_walk(library: Library) -> None:
    tagging, _ = begun(library)
    real = tagging.create("activity", {"title": "Triana"})
    assert [row["id"] for row in Lists(library).real_activities()] == [real]
    assert len(Lists(library).register("activity")) == 2

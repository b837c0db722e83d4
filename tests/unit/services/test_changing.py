"""Items that were changed after they were delivered: offered as edits, once, with the ids that are there."""

from minoties_desktop.domain.states import ItemState, State
from minoties_desktop.services import changing, queueing
from minoties_desktop.services.changing import DATA_EDIT, PAGE_EDIT, later, with_ids
from minoties_desktop.services.review import preview, queue
from minoties_desktop.store import outbox
from tests.support.libraries import library, tagging
from tests.unit.services.test_queue import COMMONS, queued, rows, state

__all__ = ["library", "tagging"]


def done(library, row, **receipt):
    with library.database.writing() as write:
        outbox.advance(write, row, State.DESCRIBING if row.depends_on else State.VERIFYING, facts={}, receipt=None)
        outbox.advance(write, row, State.DONE, facts={}, receipt=receipt)


def delivered(library, **receipt):
    [item] = queued(library)
    file, data = rows(library)
    done(library, file, **{"title": file.payload["title"], "pageid": 7, "mid": "M7", "revid": 70, "text": True,
                           **receipt})
    done(library, data, mid="M7", revid=71, statements=[], captions=[])
    with library.database.writing() as write:
        from minoties_desktop.services.describing import refresh
        refresh(library.database, write, [item])
    return item


def edits(library):
    return [row for row in rows(library) if row.target in changing.EDITS]


def test_what_did_not_change_is_not_offered(library):
    item = delivered(library)
    assert later(library, [item]) == {}
    assert queue(library, [item], COMMONS).fresh == [] and edits(library) == []


def test_a_change_is_queued_as_an_edit_of_page_and_data(library, tagging):
    item = delivered(library)
    tagging.replace([item], "caption", ["La plaza de noche"], lang="es")
    now = later(library, [item])[item]
    assert (now.page, now.data, now.base) == (True, True, 70)
    assert preview(library, item, COMMONS).wikitext == now.wikitext
    result = queue(library, [item], COMMONS)
    assert (result.queued, result.fresh, result.held) == ([item], [item], [])
    page, data = edits(library)
    file = rows(library)[0]
    assert (page.target, page.depends_on, page.state) == (PAGE_EDIT, file.id, State.QUEUED)
    assert (data.target, data.depends_on, data.output) == (DATA_EDIT, file.id, page.output)
    assert page.payload["was"] == file.payload["wikitext"] and "La plaza de noche" in page.payload["wikitext"]
    assert data.payload["labels"]["es"]["value"] == "La plaza de noche"
    assert data.payload["claims"] == rows(library)[1].payload["claims"], "statements that stayed keep their ids"
    assert state(library, item) == ItemState.WAITING


def test_a_category_is_a_change_of_the_page_alone(library, tagging):
    item = delivered(library)
    tagging.add([item], "categories", ["Dawn"])
    queue(library, [item], COMMONS)
    assert [row.target for row in edits(library)] == [PAGE_EDIT]


def test_a_statement_that_changed_keeps_its_id_and_others_get_new_ones(library, tagging):
    item = delivered(library)
    before = {one["mainsnak"]["property"]: one["guid"] for one in rows(library)[1].payload["claims"]}
    tagging.replace([item], "date", ["2026-10-02"])
    tagging.replace([item], "camera_position", ["40.4169,-3.7035"])
    queue(library, [item], COMMONS)
    after = {one["mainsnak"]["property"]: one["guid"] for one in edits(library)[1].payload["claims"]}
    assert {name: after[name] for name in before} == before
    assert after["P1259"] not in before.values()


def test_queued_again_before_it_began_it_is_frozen_anew(library, tagging):
    item = delivered(library)
    for word in ("noche", "tarde"):
        tagging.replace([item], "caption", [f"La plaza de {word}"], lang="es")
        queue(library, [item], COMMONS)
    assert len(edits(library)) == 2 and "tarde" in edits(library)[0].payload["wikitext"]


def test_what_is_being_changed_on_the_wiki_is_left_to_that(library, tagging):
    item = delivered(library)
    tagging.add([item], "categories", ["Dawn"])
    queue(library, [item], COMMONS)
    [row] = edits(library)
    with library.database.writing() as write:
        outbox.advance(write, row, State.DESCRIBING, facts={}, receipt=None)
    tagging.add([item], "categories", ["Dusk"])
    assert later(library, [item]) == {}
    done(library, row, revid=80, left=False)
    assert later(library, [item])[item].base == 80
    assert later(library, [item])[item].was == row.payload["wikitext"]


def test_what_a_person_left_as_it_is_is_not_offered_again(library, tagging):
    item = delivered(library)
    tagging.add([item], "categories", ["Dawn"])
    queue(library, [item], COMMONS)
    done(library, edits(library)[0], revid=80, left=True)
    assert later(library, [item]) == {}
    tagging.add([item], "categories", ["Dusk"])
    now = later(library, [item])[item]
    assert (now.base, now.was) == (70, rows(library)[0].payload["wikitext"])


def test_the_page_of_somebody_else_s_file_is_not_ours_to_change(library, tagging):
    item = delivered(library, text=False, adopted=True)
    tagging.add([item], "categories", ["Dawn"])
    assert later(library, [item]) == {}
    tagging.replace([item], "caption", ["La plaza de noche"], lang="es")
    assert (later(library, [item])[item].page, later(library, [item])[item].data) == (False, True)


def test_an_edit_is_dropped_and_undone_without_touching_what_was_delivered(library, tagging):
    item = delivered(library)
    tagging.replace([item], "caption", ["La plaza de noche"], lang="es")
    queue(library, [item], COMMONS)
    tagging.undo()
    assert edits(library) == [] and state(library, item) == ItemState.DONE
    tagging.redo()
    assert len(edits(library)) == 2
    queueing.drop(library, [item])
    assert edits(library) == [] and [row.state for row in rows(library)] == [State.DONE, State.DONE]
    tagging.undo()
    assert len(edits(library)) == 2


def test_ids_go_to_what_is_the_same_then_to_the_same_property():
    def claim(name, value, **more):
        return {"mainsnak": {"property": name, "value": value}, **more}

    before = [claim("P180", 1, guid="a"), claim("P180", 2, guid="b"), claim("P571", 3, guid="c")]
    after = with_ids([claim("P180", 2), claim("P180", 9), claim("P1", 5)], before)
    assert [one["guid"] for one in after[:2]] == ["b", "a"] and after[2]["guid"] not in "abc"

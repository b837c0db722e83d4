"""Which row goes next is found by an index; the plain rule, which looks at every row, must say the same."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minoties_desktop.domain.pacing import ORDERS
from minoties_desktop.domain.states import STOPPED, WORKING, State
from minoties_desktop.store import outbox, pauses
from minoties_desktop.store.database import Database, new_id
from minoties_desktop.store.outbox import NewRow

ORDER = {
    "queued": "seq",
    "wanted": "(SELECT (item.flag = 'pick') * 10 + item.rating FROM item WHERE item.id = row.item) DESC",
    "small": "(SELECT file.size FROM output JOIN file ON file.id = output.file WHERE output.id = row.output)",
    "old": "(SELECT coalesce(nullif(item.taken, ''), '9') FROM item WHERE item.id = row.item)",
}
RULE = """SELECT id FROM outbox AS row
    WHERE wiki = 'commons' AND account = 'Ana' AND state NOT IN ('done', 'asks', 'refused', 'held')
    AND (depends_on IS NULL
         OR EXISTS (SELECT 1 FROM outbox AS parent WHERE parent.id = row.depends_on AND parent.state = 'done'))
    AND NOT EXISTS (SELECT 1 FROM pause WHERE until > :moment AND scope IN (
        'item ' || row.item, 'activity ' || (SELECT activity FROM item WHERE item.id = row.item)))
    AND next_try <= :moment AND (claimed_by IS NULL OR claimed_by = 'dead')
    AND (resume_state IN ('published', 'verifying') OR target NOT IN (SELECT value FROM json_each(:without)))
    AND (:largest IS NULL OR depends_on IS NOT NULL OR resume_state IN ('published', 'verifying')
        OR json_extract(answer, '$.choice') = 'same' OR json_extract(facts, '$.adopt') = 1 OR
        (SELECT file.size FROM output JOIN file ON file.id = output.file WHERE output.id = row.output)
        - coalesce(json_extract(facts, '$.offset'), 0) <= :largest)
    ORDER BY resume_state = 'queued', depends_on IS NULL, {order}, seq LIMIT 1"""

PLACES = st.integers(0, 5)
DEEDS = st.one_of(
    st.tuples(st.just("rate"), PLACES, st.integers(0, 5)),
    st.tuples(st.just("pick"), PLACES, st.sampled_from(["", "pick", "reject"])),
    st.tuples(st.just("date"), PLACES, st.sampled_from(["", "2026-10-03", "1999-01-01", "9"])),
    st.tuples(st.just("grow"), PLACES, st.integers(0, 9)),
    st.tuples(st.just("advance"), st.integers(0, 11), st.sampled_from(sorted({*WORKING, State.DONE}))),
    st.tuples(st.just("stop"), st.integers(0, 11), st.sampled_from(sorted(STOPPED)), st.sampled_from([0, 5, 50])),
    st.tuples(st.just("go on"), st.integers(0, 11), st.sampled_from([None, {"choice": "same"}, {"choice": "accept"}])),
    st.tuples(st.just("adopt"), st.integers(0, 11)),
    st.tuples(st.just("pause"), PLACES, st.sampled_from([0, 5, 50])),
    st.tuples(st.just("pause all"), st.sampled_from([0, 50])),
    st.tuples(st.just("drop"), PLACES),
    st.tuples(st.just("drop row"), st.integers(0, 11)),
    st.tuples(st.just("let go"), st.sampled_from(["r1", "dead"])),
    st.tuples(st.just("claim"), st.sampled_from(["r1", "dead"]), st.sampled_from([0, 10, 100]),
              st.sampled_from([(), ("commons_file",), ("commons_data", "page_edit")]),
              st.sampled_from([None, 0, 3, 6]), st.sampled_from(ORDERS)),
)


@pytest.fixture(scope="module")
def ground(tmp_path_factory):
    """A library whose queue is made anew for each example."""
    database = Database(tmp_path_factory.mktemp("order") / "library.sqlite")
    with database.writing() as write:
        write.insert("activity", id="walk", title="Walk", created="2026", kind="photo_walk")
    yield database
    database.close()


def _fresh(database):
    """Six items, each with a file row and a data row that depends on it; their ids."""
    items, files, rows = [], [], []
    with database.writing() as write:
        for table in ("outbox", "output", "file", "item", "pause"):
            write.execute(f"DELETE FROM {table}")
        for number in range(6):
            item, file = new_id(), new_id()
            write.insert("item", id=item, created="2026", activity="walk" if number % 2 else None)
            write.insert("file", id=file, item=item, created="2026", path=f"{number}.jpg", name="n", size=number,
                         mime="image/jpeg", extension="jpg", sha1="", sha256="", width=1, height=1)
            rows += outbox.add(write, item=item, file=file, wiki="commons", account="Ana", title_key=str(number), rows=[
                NewRow("commons_file", {}), NewRow("commons_data", {}, depends_on=0)])
            items.append(item)
            files.append(file)
    return SimpleNamespace(items=items, files=files, rows=rows)


def _do(database, made, write, deed, *words):
    match deed:
        case "rate" | "pick" | "date":
            column = {"rate": "rating", "pick": "flag", "date": "taken"}[deed]
            write.execute(f"UPDATE item SET {column} = ? WHERE id = ?", (words[1], made.items[words[0]]))
        case "grow":
            write.execute("UPDATE file SET size = ? WHERE id = ?", (words[1], made.files[words[0]]))
        case "advance":
            row = SimpleNamespace(id=made.rows[words[0]])
            outbox.advance(write, row, words[1], facts={"offset": 2}, receipt=None)
        case "stop":
            outbox.stop(write, made.rows[words[0]], words[1], next_try=words[2])
        case "go on":
            outbox.go_on(write, made.rows[words[0]], answer=words[1])
        case "adopt":
            row = SimpleNamespace(id=made.rows[words[0]])
            outbox.advance(write, row, State.CHECKING, facts={"adopt": 1}, receipt=None)
        case "pause":
            pauses.put(write, pauses.item(made.items[words[0]]), words[1], moment=0)
        case "pause all":
            pauses.put(write, pauses.activity("walk"), words[0], moment=0)
        case "drop":
            found = write.execute("SELECT output FROM outbox WHERE item = ?", (made.items[words[0]],)).fetchone()
            if found:
                outbox.drop(write, found[0])
        case "drop row":
            outbox.drop_row(write, made.rows[words[0]])
        case "let go":
            outbox.release(write, [words[0]])
        case "claim":
            run, moment, without, largest, order = words
            wanted = write.execute(RULE.format(order=ORDER[order]), {
                "moment": moment, "without": json.dumps(without), "largest": largest}).fetchone()
            found = outbox.claim(write, run=run, wiki="commons", account="Ana", moment=moment, void=["dead"],
                                 without=without, largest=largest, order=order)
            assert (found and found.id) == (wanted and wanted[0])


@settings(max_examples=150, deadline=None)
@given(st.lists(DEEDS, max_size=25))
def test_the_next_row_is_the_one_that_the_plain_rule_names(ground, deeds):
    made = _fresh(ground)
    with ground.writing() as write:
        for deed in deeds:
            _do(ground, made, write, *deed)
        for order in ORDERS:
            _do(ground, made, write, "claim", "dead", 100, (), None, order)
        assert set(outbox.claimants(ground)) <= {"r1", "dead"}


@pytest.mark.parametrize("order", ORDERS)
def test_nobody_sorts_the_queue_to_find_its_first(ground, order):
    traced = []
    ground.reading().set_trace_callback(traced.append)
    with ground.writing() as write:
        outbox.claim(write, run="r1", wiki="commons", account="Ana", moment=1, void=[], order=order)
    ground.reading().set_trace_callback(None)
    [asked] = [one for one in traced if "INDEXED BY" in one]
    plan = [row[3] for row in ground.reading().execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN outbox") for step in plan)
    assert any(f"idx_outbox_next_{order}" in step for step in plan)

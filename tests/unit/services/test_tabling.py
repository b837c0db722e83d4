"""Many cells at once: these and no others, all or none, and one step back."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from minoties_desktop.config.messages import Message
from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.domain.table import Column
from minoties_desktop.services import drafts, tabling
from minoties_desktop.services.describing import refresh
from minoties_desktop.services.drafts import Draft
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from minoties_desktop.services.tabling import Edit, Typed
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, values
from minoties_desktop.store.database import new_id

TITLE, DATE = Column(BY_ID["title"]), Column(BY_ID["date"])
ES, ARN = Column(BY_ID["caption"], "es"), Column(BY_ID["caption"], "arn")
CATEGORIES, PEOPLE = Column(BY_ID["categories"]), Column(BY_ID["people"])
COLUMNS = (TITLE, ES, ARN, CATEGORIES)


class Desk:
    """A library with some items under an activity."""

    def __init__(self, folder: Path, count: int = 5) -> None:
        self.library = Library(folder)
        self.tagging = Tagging(self.library)
        walk = self.tagging.create("activity", {"title": "Walk", "languages": "es arn"},
                                   [("categories", "", "Feria Pinto")])
        self.ids = [new_id() for _ in range(count)]
        with self.library.database.writing() as write:
            for item in self.ids:
                items.add(write, {"id": item, "activity": walk}, [])
            refresh(self.library.database, write, self.ids)

    def put(self, edits: list[Edit]) -> None:
        tabling.put(self.tagging, self.library, edits, "action-table-paste")

    def own(self) -> dict:
        return values.own(self.library.database, self.ids)

    def counted(self) -> dict:
        found = values.effective(self.library.database, self.ids)
        return {item: {name: sorted(given) for name, given in fields.items()} for item, fields in found.items()}

    def texts(self, column: Column) -> list[str]:
        return [line[0] for line in tabling.lines(self.library, self.ids, [column], lambda _column, text: text)]


@pytest.fixture
def desk(tmp_path: Path):
    """Five items under an activity that gives a category."""
    made = Desk(tmp_path / "library")
    yield made
    made.library.close()


def test_cells_of_several_columns_are_one_step(desk: Desk) -> None:
    before = desk.counted()
    desk.put([Edit(desk.ids[0], TITLE, "Loom"), Edit(desk.ids[0], ARN, "Witral"), Edit(desk.ids[1], ES, "Telar")])
    assert desk.texts(TITLE)[:2] == ["Loom", ""] and desk.texts(ARN)[:2] == ["Witral", ""]
    assert desk.texts(ES)[:2] == ["", "Telar"]
    assert Lists(desk.library).last_action() == Message("action-table-paste", 3)
    desk.tagging.undo()
    assert desk.counted() == before
    desk.tagging.redo()
    assert desk.texts(ARN)[0] == "Witral"


def test_what_is_there_already_stays_inherited(desk: Desk) -> None:
    desk.put([Edit(item, CATEGORIES, "Feria Pinto") for item in desk.ids])
    assert desk.own() == {}
    desk.put([Edit(desk.ids[0], CATEGORIES, "Feria Pinto; Looms")])
    assert desk.texts(CATEGORIES)[:2] == ["Feria Pinto; Looms", "Feria Pinto"]
    desk.put([Edit(desk.ids[0], CATEGORIES, "")])
    assert desk.texts(CATEGORIES)[0] == "Feria Pinto" and desk.own() == {}


def test_one_wrong_cell_keeps_all_others_out_and_is_named(desk: Desk) -> None:
    with pytest.raises(UsageFault) as caught:
        desk.put([Edit(desk.ids[0], TITLE, "Loom", 1), Edit(desk.ids[1], DATE, "yesterday", 2)])
    assert caught.value.message.args[0] == 2 and desk.own() == {}
    with pytest.raises(UsageFault):
        desk.put([Edit(desk.ids[0], PEOPLE, "everybody", 1)])


def test_many_items_are_written_in_parts_and_taken_back_in_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabling, "CHUNK", 2)
    desk.put([Edit(item, TITLE, f"Loom {number}") for number, item in enumerate(desk.ids)])
    assert desk.texts(TITLE) == [f"Loom {number}" for number in range(5)]
    desk.tagging.undo()
    assert desk.own() == {}


def test_a_title_that_counts_gives_each_a_number(desk: Desk) -> None:
    desk.put([Edit(item, TITLE, "Loom {seq:02}") for item in desk.ids])
    assert desk.texts(TITLE) == [f"Loom {number:02}" for number in range(1, 6)]


def test_filling_repeats_the_first_row(desk: Desk) -> None:
    desk.put([Edit(desk.ids[1], ES, "Telar"), Edit(desk.ids[1], CATEGORIES, "Looms; Feria Pinto"),
              Edit(desk.ids[3], ES, "Otro")])
    desk.put(tabling.filled(desk.library, desk.ids[1], desk.ids[2:4], [ES, CATEGORIES], 3))
    assert desk.texts(ES) == ["", "Telar", "Telar", "Telar", ""]
    assert desk.texts(CATEGORIES)[2] == "Looms; Feria Pinto" and desk.texts(CATEGORIES)[4] == "Feria Pinto"


def typed_and_filled(desk: Desk, column: Column, text: str, first: int, rows: slice) -> None:
    fill(desk, column, begin(desk, column, text, first), first, rows)


def begin(desk: Desk, column: Column, text: str, first: int = 0) -> Typed:
    source = desk.ids[first]
    return tabling.begun(desk.library, [source], column, text, lambda: desk.put([Edit(source, column, text)]))[0]


def fill(desk: Desk, column: Column, typed: Typed, first: int, rows: slice) -> None:
    desk.put(tabling.filled(
        desk.library, desk.ids[first], desk.ids[rows], [column], rows.start + 1, {column: typed}))
    typed.came |= tabling.texts(desk.library, desk.ids[rows], column)


def test_what_counts_is_counted_on_from_the_first_cell(desk: Desk) -> None:
    typed_and_filled(desk, ES, "Fila {seq}", 0, slice(0, 5))
    assert desk.texts(ES) == [f"Fila {number}" for number in range(1, 6)]
    desk.tagging.undo()
    assert desk.texts(ES) == ["Fila 1", "", "", "", ""], "one step"
    typed_and_filled(desk, ARN, "Fila {seq}", 2, slice(3, 4))
    assert desk.texts(ARN) == ["", "", "Fila 1", "Fila 2", ""], "a single row counts on from the one above"
    typed_and_filled(desk, TITLE, "Loom {seq}", 1, slice(1, 4))
    assert desk.texts(TITLE) == ["", "Loom 1", "Loom 2", "Loom 3", ""]


def test_a_text_that_names_its_own_column_keeps_the_words_of_each(desk: Desk) -> None:
    for column, text, shown in ((ES, "{caption} (vista)", "{} (vista)"), (TITLE, "{title} {title}", "{0} {0}"),
                                (ARN, "{title}: {caption}", "{0} {0}: {0}")):
        before = [f"Telar {number}" for number in range(5)]
        desk.put([Edit(item, column, word) for item, word in zip(desk.ids, before, strict=True)])
        typed_and_filled(desk, column, text, 0, slice(0, 5))
        assert desk.texts(column) == [shown.format(word) for word in before]
        desk.tagging.undo()
        assert desk.texts(column) == [shown.format(before[0]), *before[1:]]
        desk.tagging.redo()


def test_filling_again_gives_the_same_and_the_rows_that_are_new(desk: Desk) -> None:
    desk.put([Edit(item, ES, word) for item, word in zip(desk.ids, ["Telar", "Telar", "Horno", "Telar"], strict=False)])
    typed = begin(desk, ES, "{caption} {seq} \\{o}")
    for rows, shown in ((slice(0, 3), ["Telar 1 {o}", "Telar 2 {o}", "Horno 1 {o}", "Telar", ""]),
                        (slice(0, 3), ["Telar 1 {o}", "Telar 2 {o}", "Horno 1 {o}", "Telar", ""]),
                        (slice(0, 5), ["Telar 1 {o}", "Telar 2 {o}", "Horno 1 {o}", "Telar 3 {o}", ""])):
        fill(desk, ES, typed, 0, rows)
        assert desk.texts(ES) == shown
    desk.put([Edit(desk.ids[1], ES, "Rueca")])
    fill(desk, ES, typed, 0, slice(0, 4))
    assert desk.texts(ES) == ["Telar 1 {o}", "Rueca 1 {o}", "Horno 1 {o}", "Telar 2 {o}", ""], "its new word counts"


def test_a_text_that_names_its_own_empty_column_is_filled_twice_as_once(desk: Desk) -> None:
    desk.put([Edit(item, DATE, f"2026-10-0{number}") for number, item in enumerate(desk.ids[:3], 1)])
    typed = begin(desk, ES, "{caption} {day}")
    for _ in range(2):
        fill(desk, ES, typed, 0, slice(0, 4))
        assert desk.texts(ES) == ["01", "02", "03", "", ""]


def test_those_on_a_closed_stack_keep_their_own_words(desk: Desk) -> None:
    desk.put([Edit(item, ES, f"Telar {number}") for number, item in enumerate(desk.ids)])
    under, typed = {desk.ids[1]: [desk.ids[2]]}, begin(desk, ES, "{caption} (vista)")
    for _ in range(2):
        desk.put(tabling.spread(tabling.filled(
            desk.library, desk.ids[0], desk.ids[:2], [ES], 1, {ES: typed}, under), under))
        typed.came |= tabling.texts(desk.library, desk.ids[:3], ES)
        assert desk.texts(ES) == ["Telar 0 (vista)", "Telar 1 (vista)", "Telar 2 (vista)", "Telar 3", "Telar 4"]


def test_what_stands_in_the_first_cell_is_repeated_where_it_is_not_what_was_typed(desk: Desk) -> None:
    assert tabling.coming(desk.library.database, desk.ids, ES, "Telar") is None
    assert tabling.coming(desk.library.database, desk.ids, ES, "{inventory}") is None
    assert tabling.coming(desk.library.database, desk.ids, ES, "{plcae}") is None
    desk.put([Edit(item, ES, f"Telar {number}") for number, item in enumerate(desk.ids)])
    for typed in (Typed("{caption} (vista)"), Typed("{caption} (vista)", {desk.ids[0]: "Otro (vista)"}),
                  Typed("{seq}", {desk.ids[0]: "1"})):
        desk.put(tabling.filled(desk.library, desk.ids[0], desk.ids[:2], [ES], 1, {ES: typed}))
        assert desk.texts(ES)[:3] == ["Telar 0", "Telar 0", "Telar 2"]


def test_braces_that_an_item_says_are_no_variables_when_cells_are_filled_and_words_replaced(desk: Desk) -> None:
    desk.put([Edit(desk.ids[0], ES, "Telar \\{date}, \\{Seq}"), Edit(desk.ids[0], CATEGORIES, "Looms")])
    assert desk.texts(ES)[0] == "Telar {date}, {Seq}"
    desk.put(tabling.filled(desk.library, desk.ids[0], desk.ids[:2], [ES, CATEGORIES], 1))
    assert desk.texts(ES)[1] == "Telar {date}, {Seq}"
    for words, by, shown in (("telar", "Huso", "Huso {date}, {Seq}"), ("{date}, ", "", "Huso {Seq}")):
        desk.put(tabling.replacements(desk.library, desk.ids[:1], [ES, CATEGORIES], words, by))
        assert desk.texts(ES)[0] == shown


def test_words_are_replaced_in_own_values_only(desk: Desk) -> None:
    desk.put([Edit(desk.ids[0], ES, "Telar de la feria Pinto"), Edit(desk.ids[1], ES, "FERIA"),
              Edit(desk.ids[2], CATEGORIES, "Feria Pinto; La feria")])

    def found(words: str, *, exact: bool = False) -> list[Edit]:
        return tabling.replacements(desk.library, desk.ids, [ES, CATEGORIES, PEOPLE], words, r"mercado\1",
                                    exact_case=exact)

    assert [(edit.row, edit.text) for edit in found("feria")] == [
        (1, r"Telar de la mercado\1 Pinto"), (2, r"mercado\1"), (3, r"mercado\1 Pinto; La mercado\1")]
    assert [edit.row for edit in found("feria", exact=True)] == [1, 3]
    assert found("") == [] and found("nobody") == []


def test_cells_know_where_they_come_from_and_what_they_lack(desk: Desk) -> None:
    desk.put([Edit(desk.ids[0], ES, "Telar")])
    drafts.keep(desk.library, Draft((desk.ids[0],), "date"), "yester")
    description = Column(BY_ID["description"], "es")
    [row] = tabling.rows(desk.library, Lists(desk.library), desk.ids[:1], [*COLUMNS, DATE, description])
    assert row.cells["caption:es"].origin == "own" and row.cells["categories"].origin == "activity"
    assert row.cells["caption:arn"].wanted and not row.cells["caption:arn"].texts
    assert row.cells[description.key].origin == tabling.FOLLOWS and row.cells[description.key].texts == ("Telar",)
    assert row.cells["title"].problem is not None and row.cells["title"].problem.blocks
    assert row.cells["date"].draft == "yester"


def test_languages_are_those_of_the_activities_then_those_used(desk: Desk) -> None:
    desk.put([Edit(desk.ids[0], Column(BY_ID["caption"], "el"), "Αργαλειός")])
    assert tabling.languages(desk.library, desk.ids, "en") == ["es", "arn", "el"]
    assert tabling.languages(desk.library, [], "en") == ["en"]


def test_a_typed_list_that_a_power_cut_left_becomes_its_values(desk: Desk) -> None:
    drafts.keep(desk.library, Draft((desk.ids[0],), "categories"), "Looms; Weaving")
    drafts.recover(desk.library, desk.tagging)
    assert desk.texts(CATEGORIES)[0] == "Looms; Weaving" and drafts.waiting(desk.library) == {}


_TEXTS = st.sampled_from(["", "Loom", "Telar; Blanco", "A;;b", "=1+2", "Ñandú"])


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.data())
def test_a_block_changes_its_cells_and_no_others(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    desk = Desk(tmp_path_factory.mktemp("table") / "library", 4)
    try:
        chance = random.Random(data.draw(st.integers(0, 99)))
        desk.put([Edit(item, column, chance.choice(["", "Before"])) for item in desk.ids for column in COLUMNS])
        start = desk.counted()
        top, left = data.draw(st.integers(0, 3)), data.draw(st.integers(0, 3))
        block = data.draw(st.lists(st.lists(_TEXTS, min_size=2, max_size=2), min_size=1, max_size=3))
        before = [[desk.texts(column)[row] for column in COLUMNS] for row in range(4)]
        edits = tabling.laid(block, desk.ids[top:], COLUMNS[left:], top + 1, lambda _column, text: text)
        desk.put(edits)
        touched = {(desk.ids.index(edit.item), COLUMNS.index(edit.column)) for edit in edits}
        after = [[desk.texts(column)[row] for column in COLUMNS] for row in range(4)]
        assert all(after[row][column] == before[row][column] for row in range(4) for column in range(4)
                   if (row, column) not in touched)
        for edit in edits:
            given_text = edit.text or ("Feria Pinto" if edit.column is CATEGORIES else "")
            row, column = desk.ids.index(edit.item), COLUMNS.index(edit.column)
            wanted = given_text.replace("; ", ";") if edit.column is not CATEGORIES else given_text
            assert after[row][column].replace("; ", ";") == wanted.replace("; ", ";")
        if after != before:
            desk.tagging.undo()
        assert desk.counted() == start
    finally:
        desk.library.close()


def test_words_that_are_given_back_as_they_stand_hold_no_variables(desk: Desk) -> None:
    first, second, *_ = desk.ids
    desk.put([Edit(first, ES, "Telar \\{date}"), Edit(second, ES, "Huso")])
    standing = tabling.standing
    assert standing(desk.library, [first], ES, "Telar {date}") is None, "it says so already"
    assert standing(desk.library, [first, second], ES, "Telar {date}") == "Telar \\{date}", "those below it get it"
    assert standing(desk.library, [second], ES, "Telar {date}") == "Telar {date}", "typed there it is one"
    assert standing(desk.library, [first], ES, "Telar {date}!") == "Telar {date}!"
    assert standing(desk.library, [first], TITLE, "Telar {date}") == "Telar {date}"
    before = desk.own()
    desk.put([Edit(first, ES, "Telar {date}")])
    assert desk.own() == before, "pasted where they were copied, too"

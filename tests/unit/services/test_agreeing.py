"""Agreements with their history, letters, scopes; inventory lists; what the institution is given."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minoties_desktop.config.messages import Message, Messages
from minoties_desktop.domain.errors import Refused, UsageFault
from minoties_desktop.domain.presets import Part
from minoties_desktop.domain.problems import Problem, advice
from minoties_desktop.services import agreeing, history, housereport, institutions, inventory
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import describe, refresh_dirty
from minoties_desktop.services.library import Library
from minoties_desktop.services.review import queue
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import values
from minoties_desktop.wiki.wikitext import page
from tests.support.libraries import activity, library, ready, tagging, withdrawn

__all__ = ["library", "tagging", "withdrawn"]


@pytest.fixture
def house(tagging: Tagging) -> str:
    """A museum with two collections."""
    made = tagging.create("institution", {"name": "Museum", "language": "es", "names": '{"es": "Museo del Telar"}'})
    for name, pattern in (("Silver", "MP-*"), ("Store", "MT-*")):
        tagging.create("collection", {"institution": made, "name": name, "pattern": pattern})
    return made


def letter(library: Library, tagging: Tagging, house: str, **columns: str) -> str:
    """A granted agreement."""
    return agreeing.begin(library, tagging, {"title": "Letter", "institution": house, "status": "granted", **columns})


def visit(library: Library, tagging: Tagging, house: str, numbers: list[str]) -> list[str]:
    """Ready items of a visit, each with an inventory number."""
    found = ready(library, len(numbers), under=activity(library, kind="glam_visit", institution=house))
    for item, number in zip(found, numbers, strict=True):
        if number:
            tagging.replace([item], "inventory_number", [number])
    return found


def room(library: Library, name: str) -> str:
    return next(row["id"] for row in library.registers["collection"].list() if row["name"] == name)


def test_a_visit_without_any_agreement_is_held(library: Library, tagging: Tagging, house: str) -> None:
    [item] = visit(library, tagging, house, ["MP-1"])
    [(_, problems)] = queue(library, [item], Account("commons", "Ana R")).held
    assert [problem.code for problem in problems] == ["agreement-missing"]
    letter(library, tagging, house)
    assert queue(library, [item], Account("commons", "Ana R")).queued == [item]


def test_a_collection_that_is_not_allowed_is_held_also_when_it_is_queued(
    library: Library, tagging: Tagging, house: str, withdrawn: Callable[..., Refused | None],
) -> None:
    silver, store = visit(library, tagging, house, ["MP-1", "MT-2"])
    made = letter(library, tagging, house)
    assert queue(library, [silver, store], Account("commons", "Ana R")).queued == [silver, store]
    agreeing.allow(library, tagging, made, room(library, "Silver"), {"objects": "yes"})
    assert withdrawn(silver) is None
    assert withdrawn(store).code == "held"
    agreeing.allow(library, tagging, made, room(library, "Silver"), {"objects": "no"})
    assert withdrawn(silver).code == "held"
    tagging.undo()
    assert withdrawn(silver) is None
    refresh_dirty(library.database)
    assert list(institutions.house(library, house).held) == [store]


def test_an_item_goes_by_the_agreement_that_lets_it_go(
    library: Library, tagging: Tagging, house: str, withdrawn: Callable[..., Refused | None],
) -> None:
    [item] = visit(library, tagging, house, ["MP-1"])
    letter(library, tagging, house, title="Old", until="2020")
    assert describe(library.database, [item])[item].agreement.title == "Old"
    letter(library, tagging, house, title="New")
    assert describe(library.database, [item])[item].agreement.title == "New"
    assert withdrawn(item) is None


def test_a_part_of_a_residency_is_at_its_institution(
    library: Library, tagging: Tagging, house: str, withdrawn: Callable[..., Refused | None],
) -> None:
    whole = activity(library, "Residency", kind="residency", institution=house)
    [item] = ready(library, under=activity(library, "Afternoon", kind="photo_walk", parent=whole))
    letter(library, tagging, house, status="refused")
    assert withdrawn(item).code == "held"


def test_every_step_stays_and_is_one_step_of_undo(library: Library, tagging: Tagging, house: str) -> None:
    made = agreeing.begin(library, tagging, {"title": "Letter", "institution": house}, who="Rayen", day="2026-10-12")
    agreeing.change(library, tagging, made, {"status": "granted", "until": "2027"}, who="director", day="2026-11-03")
    agreeing.change(library, tagging, made, {"conditions": "no flash"})
    assert [(step["status"], step["who"]) for step in agreeing.steps(library, made)] == [
        ("asked", "Rayen"), ("granted", "director")]
    tagging.undo()
    tagging.undo()
    assert [step["status"] for step in agreeing.steps(library, made)] == ["asked"]
    assert library.registers["agreement"].get(made)["until"] == ""
    with pytest.raises(UsageFault):
        agreeing.change(library, tagging, made, {"status": "perhaps"})


def test_a_letter_is_a_copy_and_can_be_destroyed(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    made = letter(library, tagging, house)
    (tmp_path / "carta secreta.pdf").write_bytes(b"%PDF secret")
    agreeing.attach(library, tagging, made, tmp_path / "carta secreta.pdf")
    [kept] = agreeing.letters(library, made)
    path = library.path(kept["path"])
    assert path.read_bytes() == b"%PDF secret"
    copy = agreeing.opened(library, kept["id"])
    assert copy.read_bytes() == b"%PDF secret"
    agreeing.erase_letter(library, kept["id"])
    assert not path.exists() and not copy.exists()
    assert not agreeing.letters(library, made)
    told = [row[0] for row in library.database.reading().execute("SELECT before || after || label FROM journal")]
    assert not [text for text in told if "secreta" in text]
    with pytest.raises(UsageFault):
        agreeing.attach(library, tagging, made, tmp_path)


@pytest.mark.parametrize("kind", agreeing.LETTERS)
@pytest.mark.parametrize("language", ["en", "es", "el"])
def test_letters_have_no_hole_left(
    library: Library, tagging: Tagging, house: str, kind: str, language: str,
) -> None:
    made = letter(library, tagging, house, kind="rooms scans", licences="cc-by-sa-4.0")
    text = agreeing.draft(library, made, kind, language)
    assert "{" not in text
    assert "Letter" in text
    assert ("Museo del Telar" if language == "es" else "Museum") in text


def test_a_letter_is_in_the_language_of_the_institution(library: Library, tagging: Tagging, house: str) -> None:
    assert agreeing.draft(library, letter(library, tagging, house), "ask").startswith("Para: Museo del Telar")


def listed(tmp_path: Path, text: str, name: str = "list.csv") -> inventory.Sheet:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return inventory.read(tmp_path / name)


def test_a_list_meets_items_and_fills_only_what_is_empty(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    one, two, three = visit(library, tagging, house, ["MP-1", "MP 2", "MP-9"])
    tagging.replace([two], "collection", ["Mine"])
    sheet = listed(tmp_path, "Inventory number;Collection;Nombre;Date\nMP-1;Silver;{{PD}} =cmd {x};1890\n"
                             "MP2;Silver;Aro;\nMP-7;Silver;Topu;\nMP-1;Store;Other;\n")
    assert inventory.mapping(library, house, sheet) == {
        "Inventory number": "inventory_number", "Collection": "collection", "Date": "date"}
    columns = {"Inventory number": "inventory_number", "Collection": "collection", "Nombre": "caption:arn"}
    met = inventory.take(library, tagging, house, sheet, columns)
    assert (met.items, met.kept) == (2, 1)
    assert met.told == [Message("inventory-met", 2), Message("inventory-filled", met.filled),
                        Message("inventory-kept", 1)]
    assert replace(met, items=0, filled=0, kept=0).told == [Message("inventory-met-none")], "no count of nothing"
    assert (met.without_item, met.without_row, met.twice) == (("MP-7",), (three,), ("MP-1",))
    found = describe(library.database, [one, two])
    assert found[one].by_language("caption")["arn"] == "{{PD}} =cmd {x}"
    assert found[one].first("collection") == "Silver"
    assert found[two].first("collection") == "Mine"
    assert inventory.mapping(library, house, sheet) == columns | {"Date": "date"}
    assert institutions.house(library, house).lacking == ["MP-7"]
    tagging.undo()
    assert "arn" not in describe(library.database, [one])[one].by_language("caption")
    assert inventory.latest(library, house) is None


@pytest.mark.parametrize("heading", ["Author", "author ", "Autor", "Δημιουργός"])
def test_the_author_in_a_list_is_who_made_the_work(library: Library, house: str, tmp_path: Path, heading: str) -> None:
    sheet = listed(tmp_path, f"Inventory number;{heading};Date\nCT-1;Ana Loi;1912\n")
    assert inventory.mapping(library, house, sheet)[heading.strip()] == "creator"


def test_an_item_that_is_numbered_later_meets_its_row_in_the_same_step(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    sheet = listed(tmp_path, "Inventory number;Collection;Nombre;Date\nMP-1;Silver;{x};31 February\n;Store;None;\n")
    columns = inventory.mapping(library, house, sheet) | {"Nombre": "caption:arn"}
    assert inventory.take(library, tagging, house, sheet, columns).without_item == ("MP-1",)
    one, two, three = visit(library, tagging, house, ["", "", ""])
    tagging.replace([two], "collection", ["Mine"])
    tagging.replace([one, two], "inventory_number", ["mp -1"])
    tagging.replace([three], "inventory_number", ["MP-9"])
    assert history.history(library, limit=2)[1].what == Message("action-inventory-row", "MP-1", "list.csv", 2)
    found = describe(library.database, [one, two, three])
    assert [found[item].first("collection") for item in (one, two, three)] == ["Silver", "Mine", ""]
    assert [found[item].by_language("caption").get("arn", "") for item in (one, two, three)] == ["{x}", "{x}", ""]
    assert institutions.house(library, house).lacking == []
    tagging.undo()
    tagging.undo()
    found = describe(library.database, [one])[one]
    assert (found.first("inventory_number"), found.first("collection"), "arn" in found.by_language("caption")) == (
        "", "", False)


def test_a_typed_number_that_is_in_no_list_is_said_at_its_field_until_a_list_has_it(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    [item] = visit(library, tagging, house, ["MP-9"])

    def said() -> list[Problem]:
        refresh_dirty(library.database)
        return [one for one in values.problems(library.database, [item])[item] if one.field == "inventory_number"]

    columns = {"Inventory number": "inventory_number"}
    assert said() == []
    inventory.take(library, tagging, house, listed(tmp_path, "Inventory number\nMP-1\nMP-2\n"), columns)
    assert said() == [advice("inventory-unlisted", "inventory_number", "MP-9", "Museum")]
    tagging.replace([item], "inventory_number", ["mp- 2"])
    assert said() == []
    tagging.replace([item], "inventory_number", ["MP-9"])
    inventory.take(library, tagging, house, listed(tmp_path, "Inventory number\nMP-9\n"), columns)
    assert said() == []
    tagging.undo()
    assert [one.code for one in said()] == ["inventory-unlisted"]
    tagging.replace([item], "inventory_number", ["MP-1"])
    assert (said(), institutions.house(library, house).unlisted) == ([], [])


def test_rows_without_an_item_are_those_of_all_lists_each_as_it_was_given_last(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    visit(library, tagging, house, ["MP-1"])
    for name, numbers in (("silver.csv", "MP-1\nMP-2\nMP-3\n"), ("textiles.csv", "MT-1\n"), ("silver.csv", "MP-2\n")):
        inventory.take(library, tagging, house, listed(tmp_path, f"Inventory number\n{numbers}", name),
                       {"Inventory number": "inventory_number"})
    found = institutions.house(library, house)
    assert (sorted(found.lacking), len(found.unlisted)) == (["MP-2", "MT-1"], 1)


def test_a_list_is_taken_away_with_those_before_it_of_its_name_and_items_keep_what_it_filled(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    one, two = visit(library, tagging, house, ["MP-1", "MP-9"])
    for name, rows in (("silver.csv", "MP-1;Old\nMP-3;Old\n"), ("silver.csv", "MP-1;Silver\n"),
                       ("cloth.csv", "MT-1;\n")):
        inventory.take(library, tagging, house, listed(tmp_path, f"Inventory number;Collection\n{rows}", name),
                       {"Inventory number": "inventory_number", "Collection": "collection"})
    assert institutions.house(library, house).lists == {"silver.csv": 1, "cloth.csv": 1}
    other = tagging.create("institution", {"name": "Archive"})
    with pytest.raises(UsageFault) as caught:
        inventory.remove(library, tagging, house, "wool.csv")
    assert caught.value.remedy == Message("error-inventory-remedy", "silver.csv, cloth.csv")
    with pytest.raises(UsageFault) as caught:
        inventory.remove(library, tagging, other, "silver.csv")
    assert caught.value.remedy is None
    changes = inventory.remove(library, tagging, house, "silver.csv")
    refresh_dirty(library.database)
    assert len(changes.ids("inventory_list")) == 2
    found = institutions.house(library, house)
    assert (found.lists, found.lacking, set(found.unlisted)) == ({"cloth.csv": 1}, ["MT-1"], {one, two})
    assert describe(library.database, [one])[one].first("collection") == "Old"
    assert history.history(library, limit=1)[0].what == Message("action-remove-inventory_list", "silver.csv")
    tagging.undo()
    refresh_dirty(library.database)
    found = institutions.house(library, house)
    assert (found.lists, found.unlisted) == ({"silver.csv": 1, "cloth.csv": 1}, [two])


def test_a_cell_that_can_be_no_value_spoils_nothing_else(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    [item] = visit(library, tagging, house, ["MP-1"])
    tagging.clear([item], "date")
    sheet = listed(tmp_path, "Inventory number,Date,Collection\nMP-1,31 February,Silver\n")
    met = inventory.take(library, tagging, house, sheet, inventory.mapping(library, house, sheet))
    assert [(number, heading) for number, heading, _ in met.wrong] == [("MP-1", "Date")]
    assert describe(library.database, [item])[item].first("collection") == "Silver"


def test_a_workbook_is_read_as_a_csv_is(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Inventory number", "Year"], ["MP-1", 1890.0], [None, None], ["=1+1", "'=x"]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    sheet = inventory.read(tmp_path / "list.xlsx")
    assert sheet.headings == ("Inventory number", "Year")
    assert sheet.rows == (("MP-1", "1890"), ("", "=x"))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02", b"\n\n"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "list.csv").write_bytes(content)
    with pytest.raises(Refused):
        inventory.read(tmp_path / "list.csv")


def test_a_mapping_that_cannot_be_is_refused_before_anything_is_written(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    sheet = listed(tmp_path, "A;B\n1;2\n")
    for columns in ({"A": "title"}, {"C": "inventory_number"}, {"A": "inventory_number", "B": "caption"},
                    {"A": "inventory_number", "B": "no such"}):
        with pytest.raises(UsageFault):
            inventory.take(library, tagging, house, sheet, columns)
    assert inventory.latest(library, house) is None


def test_the_report_says_what_became_of_the_things_and_nothing_private(
    library: Library, tagging: Tagging, house: str, tmp_path: Path,
) -> None:
    [item] = visit(library, tagging, house, ["MP-1"])
    tagging.replace([item], "title", ["=HYPERLINK(\"http://x\") <b>"])
    tagging.replace([item], "notes", ["PRIVATE note"])
    made = letter(library, tagging, house, signatory="PRIVATE person")
    (tmp_path / "PRIVATE.pdf").write_bytes(b"x")
    agreeing.attach(library, tagging, made, tmp_path / "PRIVATE.pdf")
    tagging.create("contact", {"institution": house, "name": "PRIVATE Maria", "email": "PRIVATE@example.org"})
    queue(library, [item], Account("commons", "Ana R"))
    inventory.take(library, tagging, house, listed(tmp_path, "Inventory number;B\n=2+2;\n"),
                   {"Inventory number": "inventory_number"})
    page, table = (housereport.made(library, Messages("en"), house, form) for form in housereport.FORMS)
    assert "PRIVATE" not in page + table
    assert "<b>" not in page
    assert "granted" in page
    rows = list(csv.reader(io.StringIO(table)))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert [row[0] for row in rows[1:]] == ["MP-1", "'=2+2"]


def test_a_contact_is_erased_with_every_trace(library: Library, tagging: Tagging, house: str) -> None:
    made = tagging.create("contact", {"institution": house, "name": "Maria Secret"})
    tagging.edit("contact", made, {"email": "secret@example.org"})
    copy = library.back_up_daily()
    assert b"Maria Secret" in copy.read_bytes()
    agreeing.erase(library, "contact", made)
    assert b"Maria Secret" not in copy.read_bytes()
    assert b"Maria Secret" not in b"".join(path.read_bytes() for path in library.root.glob("library.sqlite*"))
    told = [row[0] for row in library.database.reading().execute("SELECT before || after || label FROM journal")]
    assert not [text for text in told if "ecret" in text]
    assert not library.registers["contact"].list()


@pytest.mark.parametrize(("columns", "due"), [
    ({"vrt_status": "sent", "vrt_sent": "2026-10-01"}, [("vrt", "2026-10-01", 52)]),
    ({"vrt_status": "sent", "vrt_sent": "2026-11-01"}, []), ({"vrt_status": "confirmed", "vrt_sent": "2026-10-01"}, []),
    ({"vrt_status": "sent", "vrt_sent": ""}, []), ({"vrt_status": "sent", "vrt_sent": "2026"}, []),
    ({"until": "2026-11-30"}, [("ends", "2026-11-30", 8)]), ({"until": "2026-12"}, []),
    ({"until": "2026-11-21"}, []), ({"until": "2027"}, []),
    ({"status": "asked", "vrt_status": "sent", "vrt_sent": "2026-10-01"}, []),
])
def test_what_is_due_about_an_agreement_is_said(
    library: Library, tagging: Tagging, house: str, columns: dict[str, str], due: list[tuple[str, str, int]],
) -> None:
    letter(library, tagging, house, **columns)
    found = institutions.reminders(library, date(2026, 11, 22))
    assert [(one.kind, one.day, one.days) for one in found] == due
    assert {(one.house, one.title) for one in found} <= {(house, "Letter")}


def test_the_page_says_whose_the_thing_is_as_the_institution_wants_it(
    library: Library, tagging: Tagging, house: str,
) -> None:
    letter(library, tagging, house)
    [item] = visit(library, tagging, house, ["MP-1"])
    tagging.edit("institution", house, {"credit": "Courtesy of [[Museo]] }} |x=1 ~~~~"})
    text = page(describe(library.database, [item])[item])
    assert "Courtesy of" in text and "[[Museo]]" not in text and "~~~~" not in text
    tagging.apply([item], [Part("work", "", ("object",)), Part("credit_line", "", ("Gift of Ana",))], Message("x"))
    text = page(describe(library.database, [item])[item])
    assert "|credit line=Gift of Ana" in text and "Courtesy" not in text


@pytest.mark.parametrize(("heading", "language", "column"), [
    ("Descripción", "es", "description:es"), ("descripción", "en", "description:es"),
    ("Περιγραφή", "el", "description:el"), ("Description", "en", "description:en"),
    ("Descripción, español (es)", "es", "description:es"), ("Descripción (arn)", "es", "description:arn"),
    ("Shelf", "en", None)])
def test_a_heading_by_a_fields_name_is_that_field_in_the_names_language(
    library: Library, house: str, heading: str, language: str, column: str | None,
) -> None:
    sheet = inventory.Sheet("list.csv", ("Inventory number", heading), ())
    assert inventory.mapping(library, house, sheet, language).get(heading) == column


def test_headings_are_understood_with_their_languages(library: Library, house: str) -> None:
    sheet = inventory.Sheet("list.csv", ("Inventory number", "Título", "Caption:es", "Leyenda: arn", "Shelf"), ())
    assert inventory.mapping(library, house, sheet) == {
        "Inventory number": "inventory_number", "Título": "title", "Caption:es": "caption:es",
        "Leyenda: arn": "caption:arn"}


@pytest.mark.parametrize("heading", [
    "Número", "NUMERO", "N.º", "Nº", "N°", "Núm.", "Αριθμός", "ΑΡΙΘΜΟΣ", "Αρ.", "Number", "No.", "Nr",
    "Nº de inventario", "Inventario", "Αριθμός ευρετηρίου", "Αρ. ευρετηρίου"])
def test_a_mere_number_is_that_of_the_inventory(library: Library, house: str, heading: str) -> None:
    sheet = inventory.Sheet("list.csv", (heading, "Título", "Shelf number"), ())
    assert inventory.mapping(library, house, sheet) == {heading: "inventory_number", "Título": "title"}


def test_a_number_beside_that_of_the_inventory_or_beside_another_is_nothing(library: Library, house: str) -> None:
    for headings in (("Número", "Número de inventario"), ("Número", "Number")):
        found = inventory.mapping(library, house, inventory.Sheet("list.csv", headings, ()))
        assert "Número" not in found


def test_the_report_names_what_is_missing(library: Library, tagging: Tagging, house: str, tmp_path: Path) -> None:
    made = letter(library, tagging, house)
    agreeing.allow(library, tagging, made, room(library, "Silver"), {"objects": "yes"})
    visit(library, tagging, house, ["MP-1", "MP-2", "MT-3", ""])
    inventory.take(library, tagging, house, listed(tmp_path, "Inventory number\nMP-1\nMP-9\nMT-3\n"),
                   {"Inventory number": "inventory_number"})
    shown = housereport.made(library, Messages("en"), house, "html")
    for heading, names in (("In the list, without a photograph", "MP-9"),
                           ("Photographed, in no row of the list", "MP-2"),
                           ("Photographed, without an inventory number", "Plaza del Sol at dawn 0003"),
                           ("Held: beyond what is allowed", "MT-3, Plaza del Sol at dawn 0003")):
        assert f"<dt>{heading}</dt><dd>{names}</dd>" in shown, shown


def test_a_residency_of_years_has_all_its_parts_on_the_page(library: Library, tagging: Tagging, house: str) -> None:
    letter(library, tagging, house)
    whole = activity(library, "Residency", kind="residency", institution=house)
    ids = [ready(library, under=activity(library, f"Day {day}", kind="scan_session", parent=whole))[0]
           for day in range(12)]
    elsewhere = tagging.create("institution", {"name": "Archive"})
    ready(library, under=activity(library, "Guests", parent=whole, institution=elsewhere))
    assert list(institutions.house(library, house).items) == ids
    assert len(institutions.house(library, elsewhere).items) == 1

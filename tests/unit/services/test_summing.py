"""Many items seen as one give the same as each of them does."""

from collections import Counter
from pathlib import Path

from minoties_desktop.services.describing import describe, refresh
from minoties_desktop.services.library import Library
from minoties_desktop.services.summing import Summary, summed
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import items, values
from minoties_desktop.store.database import new_id


def test_the_sum_of_some_items_is_what_each_has(tmp_path: Path) -> None:
    library = Library(tmp_path)
    tagging = Tagging(library)
    walk = tagging.create("activity", {"title": "Walk", "languages": "es arn"},
                          [("licence", "", "cc-zero"), ("categories", "", "Walks")])
    ids = [new_id() for _ in range(4)]
    with library.database.writing() as write:
        for number, item in enumerate(ids):
            items.add(write, {"id": item, "activity": walk if number else None}, [])
        refresh(library.database, write, ids)
    tagging.replace(ids[1:3], "title", ["Loom"])
    tagging.add(ids[:2], "categories", ["Looms"])
    tagging.replace(ids[3:], "caption", ["Telar"], lang="es")
    found = summed(library, ids)
    expected = Counter((field, value.lang, value.text, value.origin, value.source)
                       for one in describe(library.database, ids).values()
                       for field, several in one.values.items() for value in several)
    assert Counter({(field, lang, one.text, one.origin, one.source): one.count
                    for (field, lang), several in found.values.items() for one in several}) == expected
    problems = Counter(problem.code for several in values.problems(library.database, ids).values()
                       for problem in several)
    assert Counter({problem.code: 0 for problem, _ in found.problems}) | problems == problems
    assert sum(count for _, count in found.problems) == problems.total()
    assert found.languages == ("es", "arn")
    assert found.defaults == {("licence", ""), ("categories", "")}
    assert not found.scanned
    tagging.move(ids[:1], tagging.create("activity", {"title": "Letters", "kind": "scan_session"}))
    assert summed(library, ids).scanned
    library.close()


def test_nothing_sums_up_to_nothing(tmp_path: Path) -> None:
    library = Library(tmp_path)
    assert summed(library, []) == Summary()
    library.close()

"""Answers of wikis: the newest counts, old ones and those of wrong clocks do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from minoties_desktop.store import answers
from minoties_desktop.store.database import Database


@pytest.fixture
def database(tmp_path: Path):
    made = Database(tmp_path / "library.sqlite")
    yield made
    made.close()


def keep(database: Database, **found: object) -> None:
    """Keep answers about names."""
    with database.writing() as write:
        answers.keep(write, "commons", "name", found)


def known(database: Database, *keys: str, within: float = 60.0, wiki: str = "commons") -> dict[str, object]:
    """Answers about names by key."""
    return {key: one.value for key, one in answers.known(database, wiki, "name", keys, within=within).items()}


def test_an_answer_is_found_by_its_wiki_kind_and_key(database):
    assert not answers.has_any(database, "commons")
    keep(database, A={"taken": True}, B=None)
    assert known(database, "A", "B", "C") == {"A": {"taken": True}, "B": None}
    assert known(database, "A", wiki="practice") == {}
    assert answers.known(database, "commons", "page", ["A"], within=60) == {}
    assert answers.has_any(database, "commons") and not answers.has_any(database, "practice")


def test_the_newest_counts_and_can_be_used_up(database):
    keep(database, A=1)
    keep(database, A=2)
    assert known(database, "A") == {"A": 2}
    with database.writing() as write:
        answers.use_up(write, "commons", "name", "A")
    assert known(database, "A") == {}


@pytest.mark.parametrize(("asked", "found"), [
    ("2000-01-01T00:00:00.000Z", False), ("2999-01-01T00:00:00.000Z", False)])
def test_what_is_old_or_comes_from_the_future_is_not_known(database, asked, found):
    keep(database, A=1)
    with database.writing() as write:
        write.execute("UPDATE wiki_answer SET asked = ?", (asked,))
    assert bool(known(database, "A", within=86_400)) is found


def test_the_age_is_told(database):
    keep(database, A=1)
    assert 0 <= answers.known(database, "commons", "name", ["A"], within=60)["A"].age < 60

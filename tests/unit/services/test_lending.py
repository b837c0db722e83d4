"""Other programs get copies: the originals stay as they are."""

from pathlib import Path

import pytest

from minoties_desktop.domain.errors import UsageFault
from minoties_desktop.domain.query import Query
from minoties_desktop.services.ingest import ingest
from minoties_desktop.services.lending import forget_lent, promise
from minoties_desktop.services.library import Library
from minoties_desktop.services.lists import Lists
from tests.support.photographs import jpeg


@pytest.fixture
def library(tmp_path: Path) -> Library:
    opened = Library(tmp_path / "library")
    for seed, folder in enumerate(("a", "b")):
        jpeg(tmp_path / folder / "IMG_1.JPG", seed)
    ingest(opened, [tmp_path / "a", tmp_path / "b"])
    return opened


def test_copies_have_names_of_their_own_and_may_be_spoilt(library: Library) -> None:
    ids = Lists(library).ids(Query())
    first, second = promise(library, ids).make()
    assert {first.name, second.name} == {"IMG_1.JPG", "IMG_1 2.JPG"}
    originals = [library.path(row["path"]) for row in Lists(library).rows(ids)]
    before = [path.read_bytes() for path in originals]
    assert [first.read_bytes(), second.read_bytes()] == before
    first.write_bytes(b"spoilt")
    assert [path.read_bytes() for path in originals] == before
    forget_lent(library)
    assert not first.exists() and all(path.exists() for path in originals)


def test_too_much_is_said(library: Library) -> None:
    with pytest.raises(UsageFault) as caught:
        promise(library, Lists(library).ids(Query()), limit=10)
    assert caught.value.code == "lend"


def test_a_promise_copies_nothing_yet(library: Library) -> None:
    loan = promise(library, Lists(library).ids(Query()))
    assert len(loan.paths) == 2 and not any(path.exists() for path in loan.paths)

"""What is typed in a hurry finds what is meant."""

import pytest

from minoties_desktop.domain.finding import fit


@pytest.mark.parametrize(("typed", "name"), [
    ("", "Queue"), ("qu", "Queue"), ("ready", "Queue everything that is ready"), ("ever qu", "Queue everything"),
    ("αναιρε", "Αναίρεση"), ("telefonica", "Telefónica"), ("qer", "Queue ready"),
])
def test_it_is_found(typed: str, name: str) -> None:
    assert fit(typed, name) is not None


def test_what_is_not_there_is_not_found() -> None:
    assert fit("xyz", "Queue") is None
    assert fit("eq", "Quite a long sentence with an equal sign far away, quoted") is not None
    assert fit("qz", "Queue everything that is ready, zealously") is None


def test_the_nearest_comes_first() -> None:
    names = ["Antique queue", "Unique", "Queue", "Quiet rue"]
    assert sorted(names, key=lambda name: fit("que", name) or 0)[0] == "Queue"
    assert fit("que", "Queue") < fit("que", "Antique queue") < fit("que", "Unique") < fit("que", "Quiet rue")

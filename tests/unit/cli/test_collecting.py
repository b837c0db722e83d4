"""What the commands that bring things in say of people, activities and cards; called in this process."""

import pytest

from minoties_desktop.config import settings
from minoties_desktop.services import mounts, places
from tests.support import photographs
from tests.support.libraries import contributor, library
from tests.unit.cli.calling import call

__all__ = ["library"]


@pytest.fixture(autouse=True)
def last_opened(library):
    """Commands find the library of the test."""
    settings.change(last_library=str(library.root))


@pytest.mark.parametrize(("option", "made"), [
    ("--activity", 'minoties activity add --title "Feria"'),
    ("--contributor", 'minoties contributor add --name "Feria"'),
])
def test_who_or_what_is_unknown_is_told_how_to_make_it(option, made, tmp_path, library):
    (tmp_path / "card").mkdir()
    done = call("import", tmp_path / "card", option, "Feria", "--json")
    assert done.code == 2 and made in done.json["error"]["remedy"]


def test_each_call_names_its_photographer(tmp_path, library):
    ana, leo = (contributor(library, name) for name in ("Ana", "Leo"))
    for number, (name, person) in enumerate((("Ana", ana), ("Leo", leo))):
        photographs.jpeg(tmp_path / name / f"{name}.jpg", number, (60, 40))
        done = call("import", tmp_path / name, "--contributor", person, "--json")
        assert done.code == 0, done.out
        [item] = done.json["items"]
        values = call("show", item["id"], "--json").json["values"]
        assert [one["value"] for one in values if one["field"] == "author"] == [person]


def test_a_card_that_is_there_is_let_go_of(library, tmp_path, monkeypatch):
    photographs.jpeg(tmp_path / "EOS" / "DCIM" / "IMG_1.JPG", 1, (60, 40))
    call("import", tmp_path / "EOS")
    away = call("cards", "--eject", "EOS")
    assert away.code == 2 and "EOS is not plugged in." in away.err
    [row], let_go = places.listed(library), []
    monkeypatch.setattr(places, "mounted", lambda: [(row["key"], tmp_path / "EOS")])
    monkeypatch.setattr(mounts, "eject", lambda root, name: let_go.append((root, name)))
    assert call("cards", "--eject", "EOS").out.startswith("You can take the card out now.")
    assert let_go == [(tmp_path / "EOS", "EOS")]


def test_no_cards_say_what_to_do(library):
    assert call("cards").out.startswith("No card or folder was imported yet.")


def test_no_name_of_a_folder_is_not_the_folder_one_stands_in(library):
    assert call("watch", "", "--json", "--library", library.root).error == "watch"

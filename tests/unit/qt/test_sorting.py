"""Lists are sorted as the language of the window sorts, wherever a person chooses from them."""

from collections.abc import Callable

from PySide6.QtCore import QLocale

from minoties_desktop.domain.fields import BY_ID
from minoties_desktop.qt.models.side import SideRole
from minoties_desktop.qt.models.values import Vocabulary
from minoties_desktop.qt.sorting import in_order
from minoties_desktop.qt.window import MainWindow

Settled = Callable[[], None]


def test_letters_with_marks_stand_where_people_look_for_them() -> None:
    spanish = ["Oso", "ñandú", "Nube", "Ámbar", "Zorro", "abeja", "Nandú"]
    assert in_order(spanish, str, QLocale("es")) == ["abeja", "Ámbar", "Nandú", "Nube", "ñandú", "Oso", "Zorro"]
    greek = ["Ωδείο", "Άνοιξη", "Βόλος", "Αγορά"]
    assert in_order(greek, str, QLocale("el")) == ["Αγορά", "Άνοιξη", "Βόλος", "Ωδείο"]
    swedish = ["Öland", "Oslo", "Zorn"]
    assert in_order(swedish, str, QLocale("sv")) == ["Oslo", "Zorn", "Öland"]


def test_numbers_count_and_what_is_alike_stays() -> None:
    walks = [("Walk 10", 1), ("walk 2", 2), ("Walk 2", 3)]
    assert in_order(walks, lambda pair: pair[0], QLocale("en")) == [("walk 2", 2), ("Walk 2", 3), ("Walk 10", 1)]
    assert in_order(walks, lambda pair: pair[0], QLocale("en"), down=True)[0] == ("Walk 10", 1)


def test_side_bar_people_and_institutions_follow_the_language(window: MainWindow, settled: Settled) -> None:
    tagging = window.kit.bridge.tagging
    for title in ("Zócalo", "ñandutí", "Noche", "Ópera"):
        tagging.create("activity", {"title": title})
        tagging.create("contributor", {"name": title})
        tagging.create("institution", {"name": title})
    window.kit.speech.use("es")
    window.kit.bridge.tell_everything()
    settled()
    model = window.form.sideList.model()
    places = [model.index(row, 0).data(SideRole.PLACE) for row in range(model.rowCount())]
    wanted = ["Noche", "ñandutí", "Ópera", "Zócalo"]
    assert [place.text for place in places if place.kind == "activity"] == wanted
    vocabulary = Vocabulary(window.kit.bridge.lists, window.kit.speech)
    assert [words for _, words in vocabulary.choices(BY_ID["author"])] == wanted
    assert [words for _, words in vocabulary.choices(BY_ID["institution"])] == wanted


def test_photographs_are_sorted_by_title_as_people_sort(
    window: MainWindow, add_items: Callable[..., list[str]], settled: Callable[[], None],
) -> None:
    ids = add_items(4)
    for item, title in zip(ids, ("Telar 10", "álamo", "Telar 2", "Zorro"), strict=True):
        window.kit.bridge.tagging.replace([item], "title", [title])
    window.stage.list_items()
    settled()
    box = window.stage.grid._form.sortBox
    box.setCurrentIndex(box.findData("title"))
    box.activated.emit(box.currentIndex())
    wanted = [ids[1], ids[2], ids[0], ids[3]]
    assert list(window.stage.grid.model.ids) == wanted
    window.stage.show_all()
    assert list(window.stage.grid.model.ids) == wanted

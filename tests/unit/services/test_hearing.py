"""What Lightroom, digiKam, darktable and Photo Mechanic wrote arrives in the fields that mean it, with its origin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from minoties_desktop.domain import privacy
from minoties_desktop.media import exif, textclean
from minoties_desktop.services.deriving import derive, lacking
from minoties_desktop.services.describing import describe
from minoties_desktop.services.hearing import hear, licence_in
from minoties_desktop.services.ingest import Report, Wishes, ingest
from minoties_desktop.services.library import Library
from minoties_desktop.services.photographers import credit
from minoties_desktop.services.showing import whole_item
from minoties_desktop.services.tagging import Tagging
from minoties_desktop.store import activities, items, values
from tests.support import packets, photographs, specimens


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def card(tmp_path: Path) -> Path:
    folder = tmp_path / "card"
    folder.mkdir()
    return folder


def imported(library: Library, card: Path, **wishes: object) -> str:
    report: Report = ingest(library, [card], Wishes(**wishes))
    assert not report.refused, report.refused
    return report.items[0]["id"]


def held(library: Library, item: str) -> dict[tuple[str, str], tuple[str, str]]:
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for value in values.own(library.database, [item]).get(item, []):
        found.setdefault((value.field, value.lang), (value.text, value.source))
    return found


def test_lightroom(library: Library, card: Path) -> None:
    photographs.jpeg(card / "DSC_1.jpg", position=(10, 10))
    (card / "DSC_1.xmp").write_text(packets.lightroom(), encoding="utf-8")
    item = imported(library, card)
    found = held(library, item)
    assert found["title", ""] == ("Chapel in Farsa", "sidecar")
    assert found["description", ""] == ("The chapel from the south", "sidecar")
    assert found["licence", ""] == ("cc-by-sa-4.0", "sidecar")
    assert found["author", ""] == ("Ana Pérez", "sidecar")
    assert found["rights_notice", ""] == ("© Ana Pérez", "sidecar")
    assert found["place_created", ""] == ("Farsa, Greece", "sidecar")
    assert found["camera_position", ""] == ("37.983810,23.727538", "sidecar")
    assert found["date", ""] == ("2026-10-03T14:05:09", "exif")
    keywords = [one.text for one in values.own(library.database, [item])[item] if one.field == "keywords"]
    assert keywords == ["Farsa", "chapel"]
    assert "categories" not in {field for field, _ in found}
    assert items.columns(library.database, [item], "rating", "label")[item] == (4, 8)


def test_digikam(library: Library, card: Path) -> None:
    photographs.jpeg(card / "a.jpg")
    (card / "a.jpg.xmp").write_text(packets.digikam(), encoding="utf-8")
    item = imported(library, card)
    found = held(library, item)
    assert found["description", "el"] == ("Το ξωκλήσι", "sidecar")
    assert found["description", "es"] == ("La ermita", "sidecar")
    assert describe(library.database, [item])[item].named == 2
    assert {"people-named", "consent-embedded"} <= {problem.code for problem in whole_item(library, item)["problems"]}
    activity = Tagging(library).create("activity", {"title": "Walk", "privacy": privacy.NAMES})
    Tagging(library).move([item], activity)
    assert "consent-embedded" not in {problem.code for problem in whole_item(library, item)["problems"]}
    packet, wishes = packets.digikam().encode(), privacy.whole(frozenset({privacy.NAMES}))
    assert b"Anna" in packet and b"Anna" not in (textclean.xmp(packet, wishes) or b"")
    assert "Anna" not in str(describe(library.database, [item])[item].values.get("depicts", ""))


def test_darktable(library: Library, card: Path) -> None:
    photographs.jpeg(card / "a.jpg")
    (card / "a.jpg.xmp").write_text(packets.darktable(), encoding="utf-8")
    item = imported(library, card)
    assert items.columns(library.database, [item], "flag", "rating")[item] == ("reject", 0)
    assert held(library, item)["keywords", ""] == ("chapel", "sidecar")


def test_photo_mechanic_and_a_camera_that_was_wrong(library: Library, card: Path) -> None:
    photographs.jpeg(card / "a.jpg")
    (card / "a.xmp").write_text(packets.photo_mechanic(), encoding="utf-8")
    found = held(library, imported(library, card, offset=3600.0))
    assert found["date", ""] == ("2026-10-03T18:30:00+03:00", "sidecar")
    assert found["licence", ""] == ("cc-by-4.0", "sidecar")
    assert found["description", ""] == ("Procession", "sidecar")


def test_the_cameras_date_repeated_beside_it_is_no_correction(library: Library, card: Path) -> None:
    photographs.jpeg(card / "DSC_1.jpg")
    (card / "DSC_1.xmp").write_text(packets.lightroom(), encoding="utf-8")
    assert held(library, imported(library, card, offset=3600.0))["date", ""] == ("2026-10-03T15:05:09", "exif")


def test_the_activitys_licence_and_author_go_before_the_files(library: Library, card: Path) -> None:
    with library.database.writing() as write:
        activity = library.registers["activity"].add(write, {"title": "Walk"})
        activities.set_defaults(write, activity, "licence", [("", "cc-zero")])
    photographs.jpeg(card / "DSC_1.jpg")
    (card / "DSC_1.xmp").write_text(packets.lightroom(), encoding="utf-8")
    found = held(library, imported(library, card, activity=activity))
    assert ("licence", "") not in found and ("title", "") in found


def test_whom_a_person_chose_goes_before_whom_the_file_names_who_is_kept(library: Library, card: Path) -> None:
    person = Tagging(library).create("contributor", {"name": "Eleni", "user_name": "Eleni"})
    photographs.jpeg(card / "DSC_1.jpg", artist="Somebody's camera")
    (card / "DSC_1.xmp").write_text(packets.lightroom(), encoding="utf-8")
    photographs.jpeg(card / "DSC_2.jpg", artist="eleni", seed=9)
    photographs.jpeg(card / "DSC_3.jpg", artist="Yiannis", seed=12)
    report = ingest(library, [card], Wishes(contributor=person))
    first, second, third = (one["id"] for one in report.items)
    for item, told in ((first, ("Ana Pérez", "sidecar")), (second, None), (third, ("Yiannis", "exif"))):
        found = held(library, item)
        assert ("author", "") not in found and found.get(("author_told", "")) == told
        assert describe(library.database, [item])[item].author.id == person
        said = [problem for problem in whole_item(library, item)["problems"] if problem.code == "author-told"]
        assert [problem.severity for problem in said] == ["advises"] * (told == ("Ana Pérez", "sidecar"))
        assert not said or told[0] in str(said[0].message)
    assert [(Path(one["path"]).name, one["author"]) for one in report.told] == [
        ("DSC_1.jpg", "Ana Pérez"), ("DSC_3.jpg", "Yiannis")]
    Tagging(library).replace([first], "author", ["Ana Pérez"])
    assert "author-told" not in {problem.code for problem in whole_item(library, first)["problems"]}


def test_a_photographer_said_afterwards_goes_before_the_files_who_is_kept(library: Library, card: Path) -> None:
    tagging = Tagging(library)
    person = tagging.create("contributor", {"name": "Eleni"})
    photographs.jpeg(card / "DSC_1.jpg")
    (card / "DSC_1.xmp").write_text(packets.lightroom(), encoding="utf-8")
    item = imported(library, card)
    credit(library, [item], person)
    found = held(library, item)
    assert ("author", "") not in found and found["author_told", ""] == ("Ana Pérez", "sidecar")
    assert "author-told" in {problem.code for problem in whole_item(library, item)["problems"]}
    tagging.undo()
    found = held(library, item)
    assert found["author", ""] == ("Ana Pérez", "sidecar") and ("author_told", "") not in found


def test_the_activitys_author_goes_before_the_files_who_is_kept(library: Library, card: Path) -> None:
    with library.database.writing() as write:
        activity = library.registers["activity"].add(write, {"title": "Walk"})
        activities.set_defaults(write, activity, "author", [("", "Rosa")])
    photographs.jpeg(card / "DSC_1.jpg")
    (card / "DSC_1.xmp").write_text(packets.lightroom(), encoding="utf-8")
    item = imported(library, card, activity=activity)
    found = held(library, item)
    assert ("author", "") not in found and found["author_told", ""] == ("Ana Pérez", "sidecar")


def test_what_nobody_can_read_is_no_hindrance(library: Library, card: Path) -> None:
    photographs.jpeg(card / "a.jpg")
    (card / "a.xmp").write_bytes(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    assert ("title", "") not in held(library, imported(library, card))


@pytest.mark.parametrize(("text", "licence"), [
    ("https://creativecommons.org/licenses/by-sa/4.0/deed.el", "cc-by-sa-4.0"),
    ("http://creativecommons.org/publicdomain/zero/1.0/", "cc-zero"), ("CC BY 4.0", "cc-by-4.0"),
    ("https://creativecommons.org/licenses/by-nc/4.0/", None), ("© Ana", None),
    ("Not CC BY 4.0", None)])
def test_licences(text: str, licence: str | None) -> None:
    assert licence_in(text) == licence


@pytest.mark.parametrize("rating", ["0", "", "6", "many", "-2", "1e9"])
def test_ratings_that_are_none(rating: str) -> None:
    assert hear([("rating", "", rating, "xmp")], {}).marks == {}


def test_a_heic_gets_a_jpeg_that_is_sent(library: Library, card: Path) -> None:
    (card / "IMG_1.HEIC").write_bytes(specimens.heic(turn=6))
    report = ingest(library, [card])
    item = report.items[0]["id"]
    assert report.needs_derivative == []
    file = items.files(library.database, [item])[item]
    assert (file.mime, file.extension, file.width, file.height) == ("image/jpeg", "jpg", 400, 600)
    assert file.path.startswith("derivatives/2026/") and library.path(file.path).stat().st_size == file.size
    assert items.masters(library.database, [item])[item]["mime"] == "image/heic"
    assert "derivative-missing" not in {problem.code for problem in whole_item(library, item)["problems"]}
    assert lacking(library, [item]) == [] and derive(library, [item]).made == []


def test_what_cannot_be_made_blocks_in_words(library: Library, card: Path) -> None:
    (card / "IMG_1.cr3").write_bytes(b"\0\0\0\x24ftypcrx " + bytes(500))
    report = ingest(library, [card])
    item = report.items[0]["id"]
    assert report.needs_derivative == [item]
    assert "derivative-missing" in {problem.code for problem in whole_item(library, item)["problems"]}
    assert derive(library, [item]).failed[0][1].code == "underivable"


def test_a_withheld_position_is_not_in_what_is_sent(library: Library, card: Path) -> None:
    with library.database.writing() as write:
        activity = library.registers["activity"].add(write, {"title": "Walk", "privacy": "remove-position"})
    photographs.jpeg(card / "a.jpg", position=(37.9, 23.7))
    item = imported(library, card, activity=activity)
    before = items.files(library.database, [item])[item]
    assert lacking(library, [item]) == [item]
    assert derive(library, [item]).made == [item]
    file = items.files(library.database, [item])[item]
    assert exif.read(library.path(file.path)).position is None
    assert exif.read(library.path(before.path)).position is not None
    with library.database.writing() as write:
        library.registers["activity"].set(write, activity, {"privacy": ""})
    assert derive(library, [item]).made == [item]
    assert items.files(library.database, [item])[item] == before
    assert not library.path(file.path).exists()


def test_complaints_are_told_as_advice(library: Library, card: Path) -> None:
    broken = bytearray(photographs.jpeg_bytes())
    broken[len(broken) // 2:len(broken) // 2 + 3000] = bytes(3000)
    (card / "a.png").write_bytes(broken)
    item = imported(library, card)
    codes = {problem.code: problem.blocks for problem in whole_item(library, item)["problems"]}
    assert codes["file-media-mended"] is False and codes["file-media-lying"] is False


def _titled(*langs: str) -> list[tuple[str, str, str, str]]:
    return [("title", lang, f"in {lang or 'all'}", "xmp") for lang in langs]


@pytest.mark.parametrize(("langs", "languages", "title"), [
    (("es", "", "arn"), ("arn",), "in all"), (("en", "arn", "es"), ("arn", "es"), "in arn"),
    (("en", "es-cl", "fr"), ("es",), "in es-cl"), (("en", "fr"), ("es",), "in en"),
    (("../../etc", "el"), (), "in el"),
])
def test_of_titles_in_several_languages_the_right_one_counts(
    langs: tuple[str, ...], languages: tuple[str, ...], title: str,
) -> None:
    [found] = hear(_titled(*langs), {}, languages=languages).values
    assert (found.field, found.text.casefold()) == ("title", title)


def test_languages_that_are_none_are_not_taken_over() -> None:
    words = [("description", lang, f"d {lang}", "xmp") for lang in ("../../etc", "en_us-x", "en-gb", "en-zz", "x'y")]
    assert [(value.lang, value.text) for value in hear(words, {}).values] == [("", "d ../../etc"), ("en-gb", "d en-gb"),
                                                                             ("en", "d en-zz")]


def test_a_sidecar_with_titles_in_many_languages_has_that_of_the_activity(library: Library, card: Path) -> None:
    photographs.jpeg(card / "DSC_1.jpg")
    titles = "".join(f'<rdf:li xml:lang="{lang}">Title {lang}</rdf:li>' for lang in ("de", "arn", "fr"))
    (card / "DSC_1.xmp").write_text(
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt>'
        f"{titles}</rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>", encoding="utf-8")
    with library.database.writing() as write:
        walk = library.registers["activity"].add(write, {"title": "Walk", "languages": "es arn"})
    assert held(library, imported(library, card, activity=walk))["title", ""] == ("Title arn", "sidecar")

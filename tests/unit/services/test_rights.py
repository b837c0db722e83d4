"""The path to rights in a library: many items at once, one step, nothing left standing that the answers speak against;
whose picture it is, whoever sends it."""

from dataclasses import replace

import pytest

from minoties_desktop.services import rights
from minoties_desktop.services.accounts import Account
from minoties_desktop.services.describing import describe
from minoties_desktop.services.rendering import sent_by
from minoties_desktop.services.review import queue
from minoties_desktop.services.rights import Answers
from minoties_desktop.wiki import structured, wikitext
from tests.support.libraries import activity, contributor, library, photographs, ready, tagging
from tests.unit.cli.calling import call

__all__ = ["library", "tagging"]

SCAN = Answers("flat", "Gustavo Milet", "1917", "1890~", "1891", "", "scan", "https://example.org/1")


def told(library, item):
    return describe(library.database, [item])[item]


def test_many_items_get_what_follows_in_one_step(library, tagging):
    ids = ready(library, 3)
    rights.settle(library, tagging, ids, SCAN)
    end = rights.concluded(SCAN)
    assert (end.licence, end.lacks) == ("pd-old-100-expired", ())
    assert {told(library, item).first("licence") for item in ids} == {"pd-old-100-expired"}
    tagging.undo()
    assert {told(library, item).first("licence") for item in ids} == {"cc-by-sa-4.0"}
    tagging.redo()
    assert not queue(library, ids[:1], Account("commons", "Anybody")).held


def test_a_licence_that_the_answers_speak_against_is_not_left_standing(library, tagging):
    [item] = ready(library)
    rights.settle(library, tagging, [item], SCAN)
    rights.settle(library, tagging, [item], replace(SCAN, creator_died="1990"))
    end = rights.concluded(replace(SCAN, creator_died="1990"))
    assert end.lacks and told(library, item).first("licence") == ""
    held = queue(library, [item], Account("commons", "Anybody")).held
    assert {problem.code for _, problems in held for problem in problems} == {"licence-missing"}


def test_a_scan_never_gets_the_licence_of_its_photographer_s_habit(library, tagging):
    ana = contributor(library, licence="cc-by-sa-4.0")
    [item] = photographs(library, [{"author": ana, "licence": []}])
    rights.settle(library, tagging, [item], replace(SCAN, creator_died="1990"))
    end = rights.concluded(replace(SCAN, creator_died="1990"))
    assert end.lacks
    held = queue(library, [item], Account("commons", "Ana R")).held
    assert "work-licence" in {problem.code for _, problems in held for problem in problems}


def test_what_the_items_say_already_is_there_to_be_answered(library, tagging):
    one, two = ready(library, 2)
    rights.settle(library, tagging, [one], SCAN)
    assert Answers.of(library, [one]) == SCAN
    assert Answers.of(library, [one, two]).work == "photo" and Answers.of(library, [one, two]).creator == ""


def test_questions_on_scans_begin_with_what_items_and_lists_tell_of_the_works(library, tagging):
    house = tagging.create("institution", {"name": "Weaving Museum", "language": "en",
                                           "names": '{"es": "Museo del Telar"}'})
    desk = activity(library, kind="scan_session", institution=house)
    one, two = photographs(library, [{}, {}], under=desk)
    for item, number in ((one, "CT-1"), (two, "CT-2")):
        tagging.replace([item], "inventory_number", [number])
        tagging.replace([item], "date", ["1912-03-04"])
    tagging.replace([one], "author_told", ["Ana Loi"])
    begun = rights.begun(library, [one], "es")
    assert begun == Answers("", creator="Ana Loi", work_date="1912-03-04", copied="scan",
                            source="Museo del Telar, CT-1")
    both = rights.begun(library, [one, two], "es")
    assert (both.creator, both.work_date, both.source) == ("", "1912-03-04", ""), "what they share alone"
    rights.settle(library, tagging, [one], replace(SCAN, creator="Her sister"))
    assert rights.begun(library, [one], "es") == replace(SCAN, creator="Her sister"), "what was said counts"


def test_questions_on_photographs_take_nothing_for_granted_from_their_day(library, tagging):
    [item] = ready(library)
    tagging.replace([item], "date", ["1912-03-04"])
    assert rights.begun(library, [item]) == Answers.of(library, [item])


@pytest.mark.parametrize(("words", "code", "licence"), [
    (("--kind", "flat", "--creator", "G. Milet", "--died", "1917", "--made", "1890", "--published", "1891"), 0,
     "pd-old-100-expired"),
    (("--kind", "flat", "--leave", "heirs"), 0, "cc-by-sa-4.0-heirs"),
    (("--kind", "photo", "--licence", "cc-zero"), 0, "cc-zero"),
    (("--kind", "book", "--creator", "unknown", "--made", "1950"), 1, ""),
    (("--kind", "sound", "--died", "1700", "--published", "1700", "--creator", "x", "--source", "A tape"), 1,
     ""),
])
def test_the_command_ends_in_a_licence_or_says_why_not(library, monkeypatch, words, code, licence):
    monkeypatch.setenv("MINOTIES_HOME", str(library.root.parent / "home"))
    [item] = ready(library)
    ended = call("rights", item, *words, "--library", library.root, "--json")
    assert (ended.code, ended.json["licence"]) == (code, licence)
    assert bool(ended.json["not_yet"]) == bool(code) and all(one["message"] for one in ended.json["not_yet"])
    if "sound" in words:
        told = call("rights", item, *words, "--library", library.root).out
        assert told.startswith("Not yet, because: A sound recording") and "ask those who hold the rights" in told
    assert call("rights", item, "--kind", "poem", "--library", library.root).code == 2


RELEASE = "https://example.org/release"


@pytest.mark.parametrize(("author", "leave", "account", "ends"), [
    ({"user_name": "Ana R"}, "", "Ana R", "own"), ({"user_name": "Ana R"}, "", "ana_R", "own"),
    ({"user_name": "Ana R"}, "", "Ben", "own-work-account"), ({"user_name": ""}, "", "Ben", "own-work-author"),
    ({"user_name": "Ana R", "release": RELEASE}, "", "Ana R", "own"),
    ({"user_name": "Ana R", "release": RELEASE}, "", "Ben", "released"),
    ({"user_name": "", "release": RELEASE}, "", "Ben", "released"),
    ({"user_name": "Ana R"}, "author", "Ben", "permitted"), ({"user_name": ""}, "author", "Ben", "permitted"),
    ({"user_name": "Ana R"}, "author", "Ana R", "own"),
])
def test_whose_picture_it_is_whoever_sends_it(library, tagging, author, leave, account, ends):
    ana = contributor(library, "Ana Ruiz", **author)
    [item] = ready(library)
    tagging.replace([item], "author", [ana])
    if leave:
        tagging.replace([item], "leave", [leave])
    queued = queue(library, [item], Account("commons", account))
    if ends.startswith("own-work"):
        assert {problem.code for _, problems in queued.held for problem in problems} == {ends}
        return
    assert queued.queued == [item]
    sent = sent_by(library, [item], Account("commons", account))[item]
    page = wikitext.page(sent)
    claims = {one["mainsnak"]["property"] for one in structured.claims(sent)}
    assert ("|source={{own}}" in page) == (ends == "own") == ("{{self|" in page) == ("P7482" in claims)
    assert ("released" in page) == (ends == "released")
    assert ("{{subst:PP}}" in page) == bool(leave)
    assert "Ana Ruiz" in page and account not in page.replace("Ana R|", "") if ends != "own" else "Ana R" in page


@pytest.mark.parametrize("sender", ["Ana", "Ben", "Eva"])
def test_several_photographers_on_one_laptop_never_blur(library, tagging, sender):
    people = {name: contributor(library, name, name) for name in ("Ana", "Ben", "Eva")}
    items = {}
    for name, person in people.items():
        [items[name]] = ready(library, under=activity(library, title=name))
        tagging.replace([items[name]], "author", [person])
        tagging.replace([items[name]], "title", [f"By {name}"])
    account = Account("commons", sender)
    assert queue(library, list(items.values()), account).queued == [items[sender]]
    sent = sent_by(library, list(items.values()), account)
    for author, item in items.items():
        page = wikitext.page(sent[item])
        assert f"|author=[[User:{author}|{author}]]" in page and ("{{own}}" in page) == (author == sender)


@pytest.mark.parametrize(("typed", "kept"), [
    ("cl", "cl"), ("CL", "cl"), ("Chile", "cl"), ("grecia", "gr"), ("Ελλάδα", "gr"), ("  Greece ", "gr"),
    ("Nowhere", "Nowhere"), ("eu", "eu")])
def test_a_country_is_known_by_its_code_and_by_its_names(library, tagging, typed, kept):
    [item] = ready(library)
    tagging.replace([item], "published_in", [typed])
    assert describe(library.database, [item])[item].first("published_in") == kept
